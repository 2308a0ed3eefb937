"""What names a visit is no identity: sessions, tracking and the order of parameters leave a posting what it is."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from tests.support.boards import BOARD
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.page_reading import read_list
from unionjobs_scraper.platforms import platforms

PAGE = "<html><body><ul><li><a href='{}'>Organizer</a></li><li><a href='{}'>Researcher</a></li></ul></body></html>"
SITES = {
    "job_posting": ("https://www.example.org/jobs", "/jobs/41", "/jobs/42", "/jobs/"),
    "job_posting by a parameter": (
        "https://www.example.org/jobs",
        "/job?ref=41",
        "/job?ref=42",
        r"/job\?ref=(?P<id>\d+)",
    ),
    "drupal_careers": (
        "https://www.afscme.org/about/careers",
        "/about/careers/organizer",
        "/about/careers/researcher",
        "",
    ),
    "exacthire": ("https://aflcio.hirecentric.com/jobsearch/", "/jobs/41.html", "/jobs/42.html", "aflcio"),
    "applicantstack": (
        "https://x.applicantstack.com/x/openings",
        "/x/detail/a2v6venn6ji9",
        "/x/detail/a2v6venn6jk0",
        "x",
    ),
    "hrmdirect": (
        "https://x.hrmdirect.com/employment/job-openings.php?search=true",
        "job-opening.php?req=41",
        "job-opening.php?req=42",
        "x",
    ),
}
"""The list's address, the addresses of two postings, and the board's tenant."""


def read(site: str, visit: str = "") -> list[tuple[str, str]]:
    url, one, other, tenant = SITES[site]
    mark = visit.replace("?", "&", 1) if visit.startswith("?") and "?" in one else visit
    body = PAGE.format(_with(one, mark), _with(other, mark))
    board = Board(
        name="x", title="X", country="US", tags=BOARD.tags, platform=site.split()[0], tenant=tenant, start=url
    )
    page = read_list(platforms()[site.split()[0]], board, HtmlResponse(url, body=body.encode()))
    assert not page.left_out
    return [(row.source_id, row.url) for row in page.rows]


def _with(address: str, visit: str) -> str:
    path, question, query = address.partition("?")
    return f"{path}{visit}{question}{query}" if visit.startswith(";") else f"{address}{visit}"


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize(
    "visit", ["?PHPSESSID=4f", "?utm_source=a&utm_campaign=b", ";jsessionid=A1B2", "?sid=9&fbclid=3", "#top"]
)
def test_a_visit_is_no_identity(site: str, visit: str) -> None:
    assert read(site, visit) == read(site)
    assert len(read(site)) == 2


def test_the_order_of_parameters_is_no_identity() -> None:
    assert read("job_posting", "?cat=2&lang=en") == read("job_posting", "?lang=en&cat=2")
