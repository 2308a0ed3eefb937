"""The report's page in a real browser: on a desk, on a telephone, in print, and with what hostile postings bring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.browser import Chromium, chromium
from tests.support.reporting import Book, fill
from unionjobs_scraper.publish.report.page import page

pytestmark = pytest.mark.slow

BIDI = "\u202e\u2066\u200f"
HOSTILE = (
    '<script>document.title="pwned"</script>',
    '"><img src=x onerror=alert(1)>',
    "</style></svg></title><script src=//evil.example/x.js></script>",
    f"{BIDI}gnp.exe<b>",
    "{{ 7 * 7 }}{% raw %}",
    "Organizer " * 500_000,
    "z" + "\u0301" * 5000,
    "a\x07b\x1b[31mc",
)

TABLES = """() => [...document.querySelectorAll('figure + details table')]
    .map(table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent)))"""
TITLES: Sequence[set[str]] = (
    {"jobs open", "day (UTC)"},
    *(set(), set(), set()),
    *({"USD a year"}, {"CAD a year"}),
    {"share still open", "days since it was first advertised"},
)
"""The titles of each figure's axes; bars and squares bear their numbers."""
NAMES = """() => [...document.querySelectorAll('svg')].map(svg => ({
    role: svg.getAttribute('role'),
    name: svg.getAttribute('aria-labelledby').split(' ')
        .map(id => document.getElementById(id)).map(found => found && svg.contains(found) ? found.textContent : ''),
    viewBox: svg.getAttribute('viewBox'),
}))"""
CONTRASTS = """() => {
    const parts = color => (color.match(/[\\d.]+/g) || []).map(Number);
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
    const behind = element => {
        for (; element; element = element.parentElement) {
            const color = parts(getComputedStyle(element).backgroundColor);
            if (color.length === 3 || color[3] === 1) return color;
        }
        return [255, 255, 255];
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {
        const element = node.parentElement;
        if (!node.data.trim() || element.closest('svg')) continue;
        const [a, b] = [light(parts(getComputedStyle(element).color)), light(behind(element))];
        found.push({text: node.data.trim().slice(0, 40), ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)});
    }
    return found;
}"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll('svg text')]
    .filter(text => text.getBoundingClientRect().width)
    .map(text => [text.getScreenCTM(), parseFloat(getComputedStyle(text).fontSize)])
    .map(([drawn, size]) => size * Math.hypot(drawn.a, drawn.b)))"""
CUT = """() => [...document.querySelectorAll('svg')].filter(svg => svg.getBoundingClientRect().width)
    .flatMap(svg => [...svg.querySelectorAll('text')].filter(text => {
        const [inner, outer] = [text.getBoundingClientRect(), svg.getBoundingClientRect()];
        return inner.left < outer.left - 1 || inner.right > outer.right + 1
            || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
    }).map(text => text.textContent))"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with every figure, of postings that mean well."""
    folder = tmp_path_factory.mktemp("report")
    with Book(folder) as book:
        fill(book)
        return written(book, folder)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with postings that do not."""
    folder = tmp_path_factory.mktemp("hostile")
    with Book(folder) as book:
        fill(book)
        for number, text in enumerate(HOSTILE, start=100):
            book.posting(
                number,
                (58, 60),
                title=text,
                employer=text,
                union_abbr=text,
                locations=text,
                url="javascript:document.write(1)",
            )
        book.run(60, "afscme", "failed", HOSTILE[2])
        return written(book, folder)


def written(book: Book, folder: Path) -> Path:
    path = folder / "report.html"
    path.write_text(page(book.facts(60)), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [1280, 390, 360])
def test_it_opens_alone_and_fits(browser: Chromium, report: Path, width: int) -> None:
    with browser.opened(report, width=width) as opened:
        assert opened.requests == [report.as_uri()]
        assert opened.overflow() <= 0
        drawings = opened.page.evaluate(NAMES)
        assert len(drawings) == 14
        for drawing in drawings:
            assert drawing["role"] == "img"
            assert all(len(part) > 10 for part in drawing["name"])
            assert drawing["viewBox"]
        seen = [svg for svg in opened.page.locator("svg").all() if svg.is_visible()]
        assert len(seen) == 7  # each figure once: for this width
        assert opened.page.evaluate(SMALLEST) >= 10
        assert opened.page.evaluate(CUT) == []
        opened.screenshot(f"report-{width}")


def test_the_drawings_show_the_numbers_of_their_tables(browser: Chromium, report: Path) -> None:
    with browser.opened(report) as opened:
        figures = opened.page.locator("figure").all()
        drawn = [set(figure.locator(".wide text").all_text_contents()) for figure in figures]
        rows = opened.page.evaluate(TABLES)
        assert len(drawn) == len(rows) == 7
        for texts, table in list(zip(drawn, rows, strict=True))[1:3]:  # bars: each name and number that is open
            assert {cell for row in table for cell in row[:2] if row[1] != "0"} <= texts
        states = {row[1] for row in rows[3] if row[1] != "0"}
        assert states
        assert states <= drawn[3]
        for texts, table in list(zip(drawn, rows, strict=True))[4:6]:  # pay: each family
            assert {row[0] for row in table} <= texts
        for place, titles in enumerate(TITLES):
            assert titles <= drawn[place]
        for place in (0, 6):  # a line through many points, and a band
            for kind in ("stroke='#0072b2'", "fill='#b9d9ec'"):
                assert len(figures[place].locator(f".wide path[{kind}]").first.get_attribute("d") or "") > 200


def test_every_text_has_contrast(browser: Chromium, report: Path) -> None:
    with browser.opened(report) as opened:
        opened.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        found = opened.page.evaluate(CONTRASTS)
        assert len(found) > 300
        assert [each for each in found if each["ratio"] < 4.5] == []


def test_headings_are_in_order_and_ids_are_unique(browser: Chromium, report: Path) -> None:
    with browser.opened(report) as opened:
        levels = opened.page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => +h.tagName[1])")
        assert levels == [1, *[2] * 9]
        ids = opened.page.evaluate("[...document.querySelectorAll('[id]')].map(found => found.id)")
        assert len(ids) == len(set(ids))
        broken = "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.querySelector(a.hash)).length"
        assert opened.page.evaluate(broken) == 0
        assert opened.page.evaluate("document.scripts.length") == 0
        tables = opened.page.locator("figure + details table")
        assert tables.count() == 7
        assert all(table.locator("tbody tr").count() for table in tables.all())


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints(browser: Chromium, report: Path, paper: str) -> None:
    with browser.opened(report, width=700, media="print") as opened:
        assert not opened.page.locator("nav").is_visible()
        assert opened.page.locator(".wide").first.is_visible()
        assert opened.overflow() <= 0
        tallest = opened.page.evaluate(
            "Math.max(...[...document.querySelectorAll('figure')].map(each => each.getBoundingClientRect().height))"
        )
        assert tallest < 900  # pixels of a page of Letter within its margins: no figure is cut
        assert opened.page.pdf(format=paper, print_background=True).startswith(b"%PDF")
        opened.pdf(f"report-{paper}", paper)


def test_sections_of_one_sentence_do_not_cling_together_in_print(browser: Chromium, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    with Book(tmp_path) as book:
        empty.write_text(page(book.facts(0)), encoding="utf-8")
    with browser.opened(empty, width=700, media="print") as opened:
        assert len(re.findall(rb"/Type\s*/Page\b", opened.page.pdf(format="A4", print_background=True))) == 2


@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_postings_are_harmless(browser: Chromium, hostile: Path, width: int) -> None:
    text = hostile.read_text(encoding="utf-8")
    assert len(text) < 1_000_000
    assert not set(text) & set(BIDI + "\x07\x1b")
    assert "javascript:" not in text
    assert "<script" not in text
    assert "<img" not in text
    with browser.opened(hostile, width=width) as opened:
        assert opened.requests == [hostile.as_uri()]
        assert opened.page.title().startswith("Union staff jobs, April 30")
        assert opened.overflow() <= 0
        assert opened.page.evaluate("document.querySelectorAll('script,img,iframe,object,[onerror]').length") == 0
        shown = opened.page.locator(".latest").inner_text()
        assert '<script>document.title="pwned"</script>' in shown
        assert "{{ 7 * 7 }}" in shown
        assert opened.page.locator(".latest a").count() < opened.page.locator(".latest li").count()
        assert opened.page.locator("details").first.locator("bdi").count() > 0
        opened.screenshot(f"hostile-{width}")


def test_the_policy_of_the_page_stops_what_might_slip_through(browser: Chromium, report: Path, tmp_path: Path) -> None:
    slipped = tmp_path / "slipped.html"
    inside = '<main id="main"><script>document.title = "ran"</script><img src="https://evil.example/x.png">'
    slipped.write_text(report.read_text(encoding="utf-8").replace('<main id="main">', inside), encoding="utf-8")
    with browser.opened(slipped, strict=False) as opened:
        assert opened.page.title() != "ran"
        assert any("Content Security Policy" in error for error in opened.errors)
        assert opened.failed == ["https://evil.example/x.png: csp"]  # asked for by the page, and never sent
