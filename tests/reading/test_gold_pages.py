"""The texts of four real pages, put back into the markup that the notes have for them, and read as a crawl reads them.

Runs where the pages lie beside the checkout; their wording stays out of the project.
"""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from lab.program.program import ROOT, Program
from lab.replica import Replica
from tests.support.paper import pdf, word
from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.page_reading import of_board
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.crawl.spider_classes import spider_for
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.pipelines.normalize import normalized

PAGES = ROOT / "../shared/pages"
pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="needs ../shared/pages")

CLOSED_JOB = "https://aflcio.hirecentric.com/jobs/192854.html"
OPEN_JOB = "https://aflcio.hirecentric.com/jobs/192855.html"
JOB_LIST = "https://aflcio.hirecentric.com/jobsearch/"
HTML = {"Content-Type": "text/html; charset=utf-8"}


def text(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def spider_of(source: str) -> BoardSpider:
    spider = SpiderLoader.from_settings(get_project_settings()).load(source)()
    assert isinstance(spider, BoardSpider)
    return spider


def read(spider: BoardSpider, response: Response, row: Listed | None = None) -> JobPosting:
    """The page's one posting, as the spider and the pipelines leave it."""
    (item,) = (
        normalized(of_board(each, spider.board, row), spider.board.country) for each in spider.read(response, row)
    )
    return item


def page(url: str, body: str, title: str = "") -> HtmlResponse:
    html = f"<!doctype html><html><head><title>{escape(title)}</title></head><body>{body}</body></html>"
    return HtmlResponse(url, body=html.encode())


def as_html(lines: list[str]) -> str:
    """Lines as paragraphs, runs of bullets as lists."""
    parts = []
    for line in filter(None, map(str.strip, lines)):
        bullet = line[0] in "•●·"
        parts.append(f"<li>{escape(line[1:].strip())}</li>" if bullet else f"<p>{escape(line)}</p>")
    return "".join(parts).replace("</p><li>", "</p><ul><li>").replace("</li><p>", "</li></ul><p>")


def closed_page() -> HtmlResponse:
    """`title` is "{title} - {city}, {state} - {company} Jobs", the rest is `div.job_info`."""
    body = as_html(text("hirecentric-job-closed.txt").splitlines())
    return page(
        CLOSED_JOB, f'<div class="job_info">{body}</div>', "Organizing Coordinator - Washington, DC - AFL-CIO Jobs"
    )


def test_hirecentric_job_is_closed() -> None:
    item = read(spider_of("aflcio-hirecentric"), closed_page())
    assert "closed" in item.closing_mark.lower()
    assert (item.employer, item.union_abbr) == ("AFL-CIO", "AFL-CIO")
    assert item.department == "Economic Power & Growth"
    assert item.employment_type == "FULL_TIME"
    assert (item.salary_min, item.salary_max) == (None, None), "the word Salary names a kind of pay, and no pay"
    assert item.source_id == "192854"


def test_hirecentric_job_closes_in_the_record(tmp_path: Path) -> None:
    """Listed and open on the first day; on the second off the list, with the real page at its address."""
    info = '<div class="job_info"><p>AFL-CIO</p><ul><li>- 300 - Political</li><li>Full Time</li></ul><p>{}</p></div>'
    still_open = page(
        "", info.format("Invented words about the work and how to apply."), "Clerk - Reno, NV - AFL-CIO Jobs"
    )
    row = '<div class="job-info"><a href="/jobs/{}.html">{}</a></div>'
    rows = [row.format(192854, "Organizing Coordinator"), row.format(192855, "Clerk")]
    was_open = still_open.replace(body=still_open.body.replace(b"Clerk", b"Organizing Coordinator"))
    (tmp_path / "sites").mkdir()
    with Replica(tmp_path / "sites") as replica:
        program = Program(f"sqlite:///{tmp_path}/jobs.db", replica)
        replica.put(JOB_LIST, page(JOB_LIST, "".join(rows)).body, headers=HTML)
        replica.put(OPEN_JOB, still_open.body, headers=HTML)
        replica.put(CLOSED_JOB, was_open.body, headers=HTML)
        assert program.crawl("aflcio-hirecentric", at="2026-05-01T06:00:00Z").status == 0
        replica.put(JOB_LIST, page(JOB_LIST, rows[1]).body, headers=HTML)
        replica.put(CLOSED_JOB, closed_page().body, headers=HTML)
        ended = program.crawl("aflcio-hirecentric", at="2026-05-02T06:00:00Z")
        assert ended.status == 0, ended.out
        statuses = {row["source_id"]: row["status"] for row in program.rows()}
        spells = {row["posting_id"]: row for row in program.rows("spells")}
    assert statuses == {"192854": "closed", "192855": "open"}
    assert "marked" in spells["aflcio-hirecentric:192854"].values()


def test_common_job_title_page_is_no_posting_and_proves_an_empty_board() -> None:
    url = "https://aflcio.hirecentric.com/jobsandemployment/common-job-titles/National-Worker-Center--jobs-12.html"
    lines = text("hirecentric-common-job-title-no-openings.txt").splitlines()
    table = "<table><tr><th>Job Title</th><th>Employment Type</th><th>Department</th></tr></table>"
    kept = [line for line in lines if line.strip() not in ("Job Title", "Employment Type", "Department")]
    sample = page(url, f"<h1>{escape(lines[2])}</h1>{table}{as_html(kept)}")
    spider = spider_of("aflcio-hirecentric")
    assert list(spider.extractor.listed(sample, spider.board)) == []
    assert "no current job openings" in spider.extractor.declared_empty(sample, spider.board)


def test_daybook_job_is_open() -> None:
    head, _, body = text("daybook-job.txt").partition("Job Description")
    title, place = [line.strip() for line in head.splitlines() if line.strip()][:2]
    markup = (
        f"<main><h1>{escape(title)}</h1><div><span>{escape(place)}</span></div><div>Posted on <time></time></div>"
        f"<h2>Job Description</h2><div>{as_html(body.splitlines())}</div></main>"
    )
    item = read(spider_of("daybook"), page("https://www.daybook.com/jobs/cc7EtBWMzGLbjX368", markup, title))
    assert item.closing_mark == ""
    assert (item.locality, item.region, item.country) == ("Marlborough", "MA", "US")
    assert (item.salary_min, item.salary_max) == (85969.84, 97390.11)
    assert (item.salary_currency, item.salary_period) == ("USD", "YEAR")
    assert item.valid_through == date(2024, 2, 2)
    assert (item.union_abbr, item.local) == ("SEIU", "509")
    assert item.source_id == "cc7EtBWMzGLbjX368"


@pytest.mark.parametrize("make", [pdf, word])
def test_aupe_job_description(make: Any) -> None:
    lines = [line.replace("’", "'") for line in text("aupe-job-description.txt").splitlines() if line.strip()]
    board = register()["aupe"]
    url = "https://www.aupe.org/sites/default/files/2017-02/organizer.pdf"
    item = read(_documents(board), Response(url, body=make(lines[:40])))
    assert (item.title, item.union_abbr) == ("Organizer", "AUPE")
    assert "Alberta Union of Provincial Employees" in item.employer
    assert (item.region, item.country) == ("AB", "CA")
    assert item.description.endswith("[On the document itself: Date 28 September 2012; Updated 13 February 2017.]")
    assert item.date_posted == date(2012, 9, 28), "the document's plain date; Updated is no posting date"
    assert (item.source_id, item.closing_mark) == ("organizer", "")


def _documents(board: Board) -> BoardSpider:
    """The source is off, so Scrapy's loader has no class for it."""
    return spider_for(board)()
