"""A posting's page read without Scrapy: what a system says in a field outweighs the words of the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse

from tests.support.boards import BOARD
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl import page_reading
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.page_reading import read_postings
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import marked

CLOSED = "This position has been filled."
PAGE = HtmlResponse("https://x.test/1", body=f"<html><body><p>{CLOSED}</p></body></html>".encode())
ANSWER = JsonResponse("https://x.test/1", body=b"{}")


def extractor(stated: str, own_mark: str = "") -> Extractor:
    def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
        yield JobPosting(
            source_id="1", title="Organizer", description=CLOSED, stated_open=stated, closing_mark=own_mark
        )

    return Extractor(postings=postings)


@pytest.mark.parametrize("response", [PAGE, ANSWER], ids=["html", "json"])
@pytest.mark.parametrize(
    ("stated", "own_mark", "mark"),
    [("", "", CLOSED), ("jobOpeningStatus: Open", "", ""), ("", "status: Filled", "status: Filled")],
)
def test_a_field_outweighs_words(response: Response, stated: str, own_mark: str, mark: str) -> None:
    (item,) = read_postings(extractor(stated, own_mark), BOARD, response)
    assert item.closing_mark == mark


@pytest.mark.parametrize(("stated", "mark"), [("", CLOSED), ("active: true", "")])
def test_a_field_outweighs_words_in_a_list_too(stated: str, mark: str) -> None:
    item = JobPosting(source_id="1", title="Organizer", description=CLOSED, stated_open=stated)
    assert marked(item).closing_mark == mark


def test_a_page_of_more_tags_than_any_list_is_not_understood() -> None:
    rows = b"<td>Organizer</td>" * (page_reading.MOST_TAGS // 2)
    page_reading.text_of(HtmlResponse("https://a.test/", body=rows))
    with pytest.raises(LayoutChanged, match="tags"):
        page_reading.text_of(HtmlResponse("https://a.test/", body=rows + b"<p>"))
