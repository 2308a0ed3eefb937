"""`scrapy survey`: ten sources on the replica, four of them broken in four ways."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.program.program import Ended, Program
from lab.replica import Fault, Replica
from lab.replica.demo.every_board import PAGES
from lab.replica.unionjobs import ALIASES, write_site
from tests.conftest import ad
from tests.support.browser import chromium
from unionjobs_scraper.boards import register

pytestmark = pytest.mark.slow

WORKING = ("afscme", "afscme-31", "kiwa", "rocunited", "unionjobs", "wsna")
BROKEN = {"iea": "HTTP 404", "nysaflcio": "heading", "seiu509": "HTTP 403", "una": "robots.txt"}
HTML = {"Content-Type": "text/html; charset=utf-8"}
HOSTILE = '<script>alert(1)</script> =HYPERLINK("http://evil.test") [red]| ]]>'
FIRST = """<html><head><title>Union Jobs Clearinghouse</title></head><body><a href="staffing_list.php">Staff</a>
<a href="/trades_list.php">Trades &amp; apprenticeships</a><a href="https://elsewhere.test/">Elsewhere</a></body></html>"""
HOME = """<html><head><title>Council 31</title></head><body><nav><a href="/">Home</a>
<a href="/about/careers/">Careers</a></nav><main>{}</main></body></html>"""
POSTING = """<h1>Staff Representative</h1><p>Location: Dayton, OH</p><p>Salary: $61,000 to $72,000 per year.</p>
<p>To apply, send a resume to hiring@afscme31.test.</p>"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    site = write_site(tmp_path_factory.mktemp("sites") / "day", [ad(number) for number in range(101, 113)])
    with Replica(PAGES, site, aliases=ALIASES) as replica:
        replica.put("https://www.unionjobs.com/", FIRST, headers=HTML)
        replica.put("http://www.afscme31.org/", HOME.format("<h1>News</h1>"), headers=HTML)
        listed = '<h1>Careers</h1><ul><li><a href="/about/careers/rep/">Staff Representative</a></li></ul>'
        replica.put("http://www.afscme31.org/about/careers/", HOME.format(listed), headers=HTML)
        replica.put("http://www.afscme31.org/about/careers/rep/", HOME.format(POSTING), headers=HTML)
        redesigned = (
            f'<html><body><main><p>{HOSTILE}</p><a href="/careers-at-the-federation">Careers</a></main></body></html>'
        )
        replica.put("https://nysaflcio.org/jobs", redesigned, headers=HTML)
        replica.break_(Fault(kind="challenge", host="www.seiu509.org"))
        replica.put(
            "http://www.una.ab.ca/robots.txt", "User-agent: *\nDisallow: /\n", headers={"Content-Type": "text/plain"}
        )
        yield replica


@pytest.fixture(scope="module")
def surveyed(web: Replica, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ended, Path]:
    folder = tmp_path_factory.mktemp("survey") / "first"
    program = Program(f"sqlite:///{folder.parent}/never.db", web)
    ended = program("survey", *WORKING, *BROKEN, "-o", str(folder))
    assert not (folder.parent / "never.db").exists()
    assert "Traceback" not in ended.err
    return ended, folder


def rows(folder: Path, name: str = "survey.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_what_works_and_what_does_not(surveyed: tuple[Ended, Path]) -> None:
    ended, folder = surveyed
    assert ended.status == 1
    found = {row["source"]: row for row in rows(folder)}
    assert {name for name, row in found.items() if row["result"] == "works"} == set(WORKING) - {"rocunited"}
    assert (
        found["rocunited"] | {"result": "empty", "reason": "the board says 'We are not currently hiring.'"}
        == found["rocunited"]
    )
    assert {name for name, row in found.items() if row["result"] == "failed"} == set(BROKEN)
    assert list(found)[:4] == sorted(BROKEN)  # what needs work first
    for name, words in BROKEN.items():
        assert words in found[name]["reason"], found[name]
        assert found[name]["address_is"] == register()[name].address_is
    assert "10 sources: 5 works, 1 empty, 4 failed" in ended.out
    assert "10/10" in ended.err


def test_each_fact_of_a_source(surveyed: tuple[Ended, Path]) -> None:
    _, folder = surveyed
    found = {row["source"]: row for row in rows(folder)}
    assert (
        found["iea"] | {"reached": "HTTP 404", "robots": "none", "listed": "", "file": "unionjobs_scraper/boards.toml"}
        == found["iea"]
    )
    assert found["una"] | {"reached": "not asked for", "robots": "refused", "listed": ""} == found["una"]
    assert found["seiu509"]["reached"] == "HTTP 403"
    assert (
        found["nysaflcio"] | {"reached": "HTTP 200", "file": "unionjobs_scraper/platforms/sections_page.py"}
        == found["nysaflcio"]
    )
    assert found["kiwa"] | {"listed": "2", "asked": "2", "read": "2", "fixture": "", "file": ""} == found["kiwa"]
    assert found["unionjobs"] | {"listed": "12", "asked": "3", "read": "3"} == found["unionjobs"]
    assert (
        found["afscme-31"] | {"found_at": "http://www.afscme31.org/about/careers/", "listed": "1"} == found["afscme-31"]
    )
    assert float(found["afscme-31"]["filled_salary_min"]) == 1
    assert "employer" in found["kiwa"]["filled"]


def test_links_that_a_person_may_want(surveyed: tuple[Ended, Path]) -> None:
    _, folder = surveyed
    found = {(row["source"], row["address"]): row["words"] for row in rows(folder, "links.csv")}
    assert found["unionjobs", "https://www.unionjobs.com/trades_list.php"] == "Trades & apprenticeships"
    assert ("unionjobs", "https://elsewhere.test/") not in found
    assert found["nysaflcio", "https://nysaflcio.org/careers-at-the-federation"] == "Careers"


def test_the_page_of_each_failure_is_a_fixture_that_capture_takes(surveyed: tuple[Ended, Path], tmp_path: Path) -> None:
    _, folder = surveyed
    fixtures = {row["source"]: row["fixture"] for row in rows(folder)}
    assert fixtures["una"] == ""  # there is no page
    for source in ("nysaflcio", "seiu509"):
        about = tomllib.loads((folder / fixtures[source] / "case.toml").read_text(encoding="utf-8"))
        assert about["kind"] == "list"
        assert (folder / fixtures[source] / "page.html").stat().st_size
    program = Program(f"sqlite:///{tmp_path}/never.db")
    arguments = (
        "--from",
        str(folder / fixtures["nysaflcio"]),
        "--case",
        "redesigned_2027",
        "--fixtures",
        str(tmp_path),
    )
    ended = program("capture", "nysaflcio", *arguments)
    assert ended.status == 0, ended.err
    kept = tmp_path / "sections_page" / "redesigned_2027"
    assert (kept / "page.html").read_bytes() == (folder / fixtures["nysaflcio"] / "page.html").read_bytes()
    assert tomllib.loads((kept / "case.toml").read_text(encoding="utf-8"))["url"] == "https://nysaflcio.org/jobs"
    assert program("capture", "nysaflcio", "--from", str(tmp_path), "--fixtures", str(tmp_path)).status == 2


def test_a_folder_of_something_else_is_left_alone(web: Replica, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    program = Program(f"sqlite:///{tmp_path}/never.db", web)
    ended = program("survey", "kiwa", "-o", str(tmp_path))
    assert ended.status == 2
    assert "choose another folder" in ended.err
    assert program("survey", "kiwa", "-o", str(tmp_path / "new")).status == 0
    assert program("survey", "wsna", "-o", str(tmp_path / "new")).status == 0  # its own folder is replaced
    assert [row["source"] for row in rows(tmp_path / "new")] == ["wsna"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["kiwi"], "unknown source 'kiwi'"),
        (["idealist"], "is not crawled"),
        (["kiwa", "--address-is", "assumed"], "no source is left"),
        (["--tag", "moon"], "invalid choice"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, arguments: list[str], words: str) -> None:
    ended = Program(f"sqlite:///{tmp_path}/never.db")("survey", *arguments, "-o", str(tmp_path / "s"))
    assert ended.status == 2
    assert words in ended.err
    assert not (tmp_path / "s").exists()


def test_postings_that_are_not_read_are_told(web: Replica, tmp_path: Path) -> None:
    listed = "".join(f'<li><a href="/jobs/{number}">Organizer {number}</a></li>' for number in range(1, 5))
    web.put("https://www.seiu1000.org/careers/", f"<main><h1>Careers</h1><ul>{listed}</ul></main>", headers=HTML)
    web.put(
        "https://www.seiu1000.org/jobs/1",
        f"<main>{POSTING.replace('Staff Representative', 'Organizer 1')}</main>",
        headers=HTML,
    )
    web.put("https://www.seiu1000.org/jobs/2", "<main><h1>News</h1><p>A picnic.</p></main>", headers=HTML)
    program = Program(f"sqlite:///{tmp_path}/never.db", web)
    ended = program("survey", "seiu1000", "-o", str(tmp_path / "s"))
    assert ended.status == 1
    found = rows(tmp_path / "s")[0]
    assert found | {"result": "partly", "listed": "4", "asked": "3", "read": "1"} == found
    assert "no title, or no word about applying" in found["reason"]
    assert "HTTP 404" in found["reason"]
    kept = [tmp_path / "s" / each for each in found["fixture"].split()]
    rows_kept = [tomllib.loads((each / "case.toml").read_text(encoding="utf-8"))["row"]["title"] for each in kept]
    assert rows_kept == ["Organizer 2"]  # of the others there is no page


def test_the_table_in_a_real_browser(surveyed: tuple[Ended, Path]) -> None:
    _, folder = surveyed
    with chromium() as browser:
        for width in (1440, 390):
            with browser.opened(folder / "survey.html", width=width) as opened:
                assert opened.page.title() == "Survey of 10 sources, 2026-05-01 06:00"
                shown = opened.page.locator("tbody tr")
                assert shown.count() == 10
                assert "NYSAFLCIO".lower() in shown.nth(1).inner_text()
                assert opened.overflow() == 0
                opened.screenshot(f"survey/{width}")
