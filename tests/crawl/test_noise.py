"""What a page says differently at each reading is no edit: ages, counters, hidden mail addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, TextResponse

from lab.program.program import Program
from lab.replica import Replica
from tests.support.boards import BOARD
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.page_reading import read_list, read_postings
from unionjobs_scraper.items import JobPosting, Listed

SOURCE, LIST = "cupe-on", "https://cupe.on.ca/about-us/jobs/"
DUTIES = (
    "<p>The person hired works with member leaders on campaigns and representation in the field.</p><h2>Duties</h2>"
    "<ul><li>Organize workers</li><li>Represent members</li></ul><p>Salary: $70,000 to $80,000 per year.</p>"
)


@pytest.mark.parametrize("whole", [False, True])
def test_an_age_in_place_of_a_day_changes_nothing(whole: bool) -> None:
    def read(age: str) -> tuple[Listed, list[JobPosting]]:
        def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
            yield Listed(source_id="1", url="https://x.test/1", title="Organizer", date_posted_text=age)

        def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
            yield JobPosting(source_id="1", url="https://x.test/1", title="Organizer", date_posted_text=age)

        extractor = Extractor(listed=listed, postings=postings, whole=whole)
        page = HtmlResponse("https://x.test/jobs", body=b"<html><body><p>Jobs</p></body></html>")
        return read_list(extractor, BOARD, page).rows[0], list(read_postings(extractor, BOARD, page))

    assert read("Posted 3 days ago") == read("Posted 12 days ago") == read("")
    assert read("May 3, 2026") != read("May 4, 2026")


def hidden(address: str, key: int) -> str:
    """A mail address as Cloudflare hides it, with another key in each answer."""
    code = f"{key:02x}" + "".join(f"{ord(letter) ^ key:02x}" for letter in address)
    link = f"<a href='/cdn-cgi/l/email-protection#{code}'><span class='__cf_email__' data-cfemail='{code}'>"
    return f"<p>To apply, send a resume to {link}[email&#160;protected]</span></a></p>"


def show(site: Replica, day: int) -> None:
    row = f"<li><a href='organizer/?PHPSESSID={day:032x}'>Organizer</a> <span>Posted {day + 3} days ago</span></li>"
    site.put(LIST, f"<html><body><main><h1>Jobs</h1><ul>{row}</ul></main></body></html>")
    age = f"{day + 3} days ago"
    noise = f"<p>Posted: {age}</p><p>{1000 + 17 * day} views</p><dl><dt>Date posted</dt><dd>{age}</dd></dl>"
    posting = json.dumps({"@type": "JobPosting", "title": "Organizer", "datePosted": age})
    head = f'<head><script type="application/ld+json">{posting}</script></head>'
    text = f"<h1>Organizer</h1>{noise}{DUTIES}{hidden('jobs@example.org', 7 + day)}"
    page = f"<html>{head}<body><main>{text}</main></body></html>"
    site.put(f"{LIST}organizer/?PHPSESSID={day:032x}", page)
    site.put(f"{LIST}organizer/", page)


@pytest.mark.slow
def test_three_readings_of_one_posting_are_no_edit(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    with Replica(tmp_path / "sites") as site:
        program = Program(f"sqlite:///{tmp_path}/unionjobs.db", site)
        for day in (1, 10, 19):
            show(site, day)
            ended = program("crawl", SOURCE, RUN_AT=f"2026-05-{day:02}T06:00:00Z")
            assert ended.status == 0, ended.out
        assert [row["apply_url"] for row in program.rows()] == ["mailto:jobs@example.org"]
        assert program.rows("changes") == []
