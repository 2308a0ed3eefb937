"""A row among the postings that is not read as one is counted, told, and spoils the run unless it is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, TextResponse
from scrapy.utils.test import get_crawler

from tests.support.asynchronous import every
from tests.support.boards import BOARD
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.page_reading import read_list
from unionjobs_scraper.crawl.spider_classes import spider_class
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.lifecycle.verdict import Verdict

PAGE = HtmlResponse("https://x.test/jobs", body=b"<html><body><p>Jobs</p></body></html>")
LINK_LESS = LeftOut(reason="no-address", words="Organizer, apply by mail")
POOL = LeftOut(reason="talent-pool", words="Join our talent pool", known=True)
ROW = Listed(source_id="1", url="https://x.test/jobs/1", title="Organizer")
ITEM = JobPosting(source_id="1", url="https://x.test/jobs/1", title="Organizer")


def extractor(*beside: LeftOut, whole: bool = False) -> Extractor:
    def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
        yield ROW
        yield from beside

    def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
        yield ITEM
        yield from beside

    return Extractor(listed=listed, postings=postings, whole=whole)


@pytest.mark.parametrize("whole", [False, True])
def test_what_is_left_out_is_neither_row_nor_posting(whole: bool) -> None:
    page = read_list(extractor(LINK_LESS, POOL, whole=whole), BOARD, PAGE)
    assert [row.source_id for row in page.rows] == ["1"]
    assert page.left_out == [LINK_LESS, POOL]
    assert list(page.items) == (["1"] if whole else [])


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize(
    ("beside", "verdict", "notes"),
    [
        ((POOL,), Verdict.COMPLETE, ()),
        ((LINK_LESS, POOL), Verdict.PARTIAL, ("a row that was not read (no-address): Organizer, apply by mail",)),
    ],
)
def test_a_run_counts_it(
    tmp_path: Path, whole: bool, beside: tuple[LeftOut, ...], verdict: Verdict, notes: tuple[str, ...]
) -> None:
    settings = {
        "EXTENSIONS": {"unionjobs_scraper.crawl.run.Run": 0},
        "DATABASE_URL": f"sqlite:///{tmp_path}/unionjobs.db",
    }
    crawler = get_crawler(spider_class(BOARD, extractor(*beside, whole=whole)), settings)
    spider = crawler.spidercls.from_crawler(crawler)
    every(spider.parse_list(PAGE))  # type: ignore[attr-defined]
    spider.run.end(spider, "finished")  # type: ignore[attr-defined]
    outcome = spider.run.outcome  # type: ignore[attr-defined]
    assert outcome.judgement.verdict is verdict
    assert outcome.notes == notes
    assert crawler.stats.get_value("unionjobs/listed/left_out/talent-pool") == 1
