"""The published site in a real browser: search, deep links, the keyboard, accessibility, no other host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from lab.program.program import ROOT
from lab.program.site_server import Served, serving
from tests.publish.test_site import REMOTE, built
from tests.support.browser import Chromium, Opened, chromium
from tests.support.small_history import FIELD, FRIDAY, HOSTILE, THURSDAY, end, week
from tests.support.stored import page, store
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow

AXE = Path(__file__).parents[1] / "vendor" / "axe.min.js"
DUCKDB = ROOT / "build" / "duckdb" / "package" / "dist"
KINDS = (
    "index.html",
    "jobs/index.html",
    "job/unionjobs/99001.html",
    "job/unionjobs/99002.html",
    "unions/index.html",
    "unions/SEIU/index.html",
    "places/US-OH/index.html",
    "work/organizing/index.html",
    "remote/index.html",
    "boards.html",
    "codebook.html",
    "data.html",
    "sql.html",
    "feeds/index.html",
)
"""One page of each kind; the report has tests of its own."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small history, a remote job, sixty more, one that closed, and what must not work."""
    folder = tmp_path_factory.mktemp("published")
    database = Database(f"sqlite:///{folder}/unionjobs.db")
    week(database)
    more = [
        replace(
            FIELD,
            source_id=f"{number}",
            url=f"https://www.unionjobs.com/{number}",
            title=f"Organizer {number}",
            employer=f"Local {number}",
            locations="Columbus, OH, US" if number % 2 else "Reno, NV, US",
            region="OH" if number % 2 else "NV",
            description=f"Text {number} " * 20,
        )
        for number in range(60)
    ]
    store(database, THURSDAY, page(REMOTE, THURSDAY), *(page(each, THURSDAY) for each in more))
    store(database, FRIDAY, page(HOSTILE, FRIDAY))
    end(database, FRIDAY + timedelta(hours=1), "99002")
    built(database, folder / "site", FRIDAY + timedelta(hours=2), duckdb=DUCKDB if DUCKDB.is_dir() else None)
    database.close()
    return folder / "site"


def found(opened: Opened) -> list[str]:
    opened.page.locator("#said", has_text="open jobs").wait_for()
    titles: list[str] = opened.page.locator("#found li a").all_inner_texts()
    return titles


def test_the_list_is_searched_as_one_types(browser: Chromium, site: Path) -> None:
    with browser.opened(site / "jobs" / "index.html") as opened:
        box = opened.page.get_by_label("Words in the title")
        box.press_sequentially("data an")
        assert found(opened) == ["Data Analyst"]
        assert opened.page.locator("#said").inner_text() == "1 of 64 open jobs"
        box.fill("ohió Organizer")
        opened.page.locator("#said", has_text="31 of").wait_for()
        box.fill("organizer")
        opened.page.get_by_label("Union", exact=True).select_option("SEIU")
        opened.page.get_by_label("State or province").select_option("US-OH")
        opened.page.locator("#said", has_text="31 of").wait_for()
        opened.page.get_by_label("pay is stated").check()
        opened.screenshot("list-filtered")
        assert opened.page.locator("#found li").count() == 31
        assert "union=SEIU" in opened.page.url
        box.fill("nobody")
        opened.page.locator("#said", has_text="0 of").wait_for()
        opened.page.get_by_role("button", name="Clear").click()
        box.fill("o")
        opened.page.locator("#found li").first.wait_for()
        assert "· ·" not in opened.page.locator("#found").inner_text()  # what is not known leaves no gap
        opened.page.get_by_role("button", name="Clear").click()
        assert opened.page.locator("#plain").is_visible()


def test_a_filtered_list_has_an_address_and_the_back_button_works(browser: Chromium, site: Path) -> None:
    with browser.opened(f"{(site / 'jobs' / 'index.html').as_uri()}#q=analyst&workplace=remote&deadline=1") as opened:
        assert found(opened) == ["Data Analyst"]
        assert opened.page.get_by_label("Workplace").input_value() == "remote"
        opened.page.get_by_label("Workplace").select_option("onsite")
        opened.page.locator("#said", has_text="0 of").wait_for()
        opened.page.go_back()
        opened.page.locator("#said", has_text="1 of").wait_for()
        assert opened.page.get_by_label("Workplace").input_value() == "remote"
        opened.page.locator("#found a").click()
        assert opened.page.locator("h1").inner_text() == "Data Analyst"
        opened.page.go_back()
        assert found(opened) == ["Data Analyst"]


def test_the_first_page_leads_to_the_search(browser: Chromium, site: Path) -> None:
    with browser.opened(site / "index.html") as opened:
        opened.page.get_by_label("Search the open jobs").fill("analyst")
        opened.page.keyboard.press("Enter")
        assert found(opened) == ["Data Analyst"]


def test_the_keyboard_is_enough(browser: Chromium, site: Path) -> None:
    with browser.opened(site / "jobs" / "index.html") as opened:
        press = opened.page.keyboard.press
        press("Tab")
        assert opened.page.evaluate("document.activeElement.textContent") == "Skip to the content"
        press("Enter")
        while opened.page.evaluate("document.activeElement.id") != "q":
            press("Tab")
        opened.page.keyboard.type("organizer")
        opened.page.locator("#said", has_text="61 of").wait_for()
        opened.page.locator("#more").focus()
        press("Enter")
        assert opened.page.locator("#found li").count() == 61
        assert opened.page.evaluate("document.activeElement.textContent").startswith("Organizer")
        press("Enter")
        opened.page.wait_for_url("**/job/**")


def test_without_script_every_job_is_reached(browser: Chromium, site: Path) -> None:
    context = browser.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    assert not page.locator("#find").is_visible()
    page.get_by_role("link", name="jobs open").click()
    assert not page.locator("#filter").is_visible()
    assert page.locator("#plain li").count() >= 64
    page.get_by_role("link", name="state", exact=True).click()
    page.get_by_role("link", name="Ohio").click()
    page.get_by_role("link", name="Field Organizer").click()
    assert page.locator("h1").inner_text() == "Field Organizer"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_kind_of_page_has_a_fault_of_accessibility(
    browser: Chromium, site: Path, scheme: Literal["light", "dark"]
) -> None:
    source = AXE.read_text(encoding="utf-8")
    for name in KINDS:
        with browser.opened(site / name, width=390 if scheme == "dark" else 1280, scheme=scheme) as opened:
            faults: list[Any] = opened.page.evaluate(
                source + "\n;axe.run(document, {preload: false, resultTypes: ['violations']})"
                ".then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
            )
            assert faults == [], name
            assert opened.overflow() <= 0, name


def test_it_looks_as_it_should(browser: Chromium, site: Path) -> None:
    """Screenshots, where somebody wants to look; else that every page is quiet in each way to show it."""
    for name in ("index.html", "job/unionjobs/99001.html", "unions/SEIU/index.html", "sql.html"):
        flat = name.replace("/", "-")
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light")):
            with browser.opened(site / name, width=width, scheme=scheme) as opened:  # type: ignore[arg-type]
                opened.screenshot(f"{flat}-{width}-{scheme}")
        with browser.opened(site / name, media="print") as opened:
            assert not opened.page.locator("header nav").is_visible()
            opened.pdf(flat)


def test_hostile_postings_stay_text(browser: Chromium, site: Path) -> None:
    (name,) = (path for path in (site / "job" / "unionjobs").iterdir() if path.name.startswith("66-"))
    with browser.opened(name) as opened:
        assert "<script>" in opened.page.locator("h1").inner_text()
        assert opened.overflow() <= 0
    with browser.opened(f"{(site / 'jobs' / 'index.html').as_uri()}#q=gnp") as opened:
        assert len(found(opened)) == 1
        assert opened.page.locator("#found img, #found b, #found script").count() == 0


@pytest.fixture
def served(site: Path) -> Iterator[Served]:
    with serving(site) as served:
        yield served


def test_from_a_file_the_questions_say_what_they_need(browser: Chromium, site: Path) -> None:
    with browser.opened(site / "sql.html") as opened:
        said = opened.page.locator("main").inner_text()
    assert "web server" in said if DUCKDB.is_dir() else "Not turned on here." in said


@pytest.mark.skipif(not DUCKDB.is_dir(), reason="make duckdb fetches the engine")
def test_every_question_is_answered_in_the_browser(browser: Chromium, site: Path, served: Served) -> None:
    with browser.opened(f"{served.address}/sql.html") as opened:
        said = opened.page.locator("#said")
        names = opened.page.eval_on_selector_all("section", "all => all.map(each => each.id)")
        assert len(names) == 10
        for name in names:
            opened.page.evaluate("document.getElementById('said').textContent = ''")
            opened.page.goto(f"{served.address}/sql.html#q={name}")
            opened.page.locator("#said", has_text=re.compile(r"\d rows?\b|Error")).wait_for()
            assert "Error" not in said.inner_text(), f"{name}: {said.inner_text()}"
        opened.screenshot("sql-answered")
        opened.page.locator("#sql").fill("SELECT count(*) AS n FROM postings WHERE title LIKE '%<script>%'")
        opened.page.get_by_role("button", name="Ask").click()
        opened.page.locator("#answer td", has_text="1").first.wait_for()
        opened.page.locator("#sql").fill("SELECT * FROM 'https://example.org/x.parquet'")
        opened.page.get_by_role("button", name="Ask").click()
        opened.page.locator("#said", has_text=re.compile("refused|[Ee]rror|[Ff]ailed")).wait_for()
        assert [each for each in opened.requests if "example.org" in each] == []
        opened.errors.clear()
