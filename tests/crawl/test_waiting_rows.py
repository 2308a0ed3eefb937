"""Rows whose pages are still to be asked for: none is lost, and nothing is concluded before them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.misc import build_from_crawler
from scrapy.utils.test import get_crawler

from tests.support.boards import UnionJobsSpider
from unionjobs_scraper.crawl.redirects import DupeFilter
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.items import Listed


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[BoardSpider]:
    """A spider whose run has begun and that has read nothing yet."""
    settings = {
        "EXTENSIONS": {"unionjobs_scraper.crawl.run.Run": 0},
        "DATABASE_URL": f"sqlite:///{tmp_path}/unionjobs.db",
    }
    made = UnionJobsSpider.from_crawler(get_crawler(UnionJobsSpider, settings))
    yield made
    made.run.database.close()


def test_a_page_that_cannot_be_asked_for_spoils_the_run(spider: BoardSpider) -> None:
    spider.waiting.append(Listed(source_id="7", url="an address without a scheme"))
    spider.ask_for_more()
    assert not spider.waiting
    (said,) = spider.run.census.listing_failures
    assert "an address without a scheme" in said


def test_what_is_missing_is_not_looked_for_while_rows_wait(spider: BoardSpider) -> None:
    spider.waiting.append(Listed(source_id="7", url="https://www.unionjobs.com/listing.php?id=7"))
    with pytest.raises(DontCloseSpider):
        spider.check_missing()
    assert not spider.checked


def test_two_rows_of_one_address_are_both_asked_for(spider: BoardSpider) -> None:
    seen = build_from_crawler(DupeFilter, spider.crawler).request_seen
    rows = [Listed(source_id=number, url="https://www.unionjobs.com/listing.php?id=7") for number in ("7", "8")]
    assert not any(seen(spider.posting_request(row)) for row in rows)
    (first,) = spider.extractor.first_requests(spider.board)
    assert [seen(spider.on_list(first)), seen(spider.on_list(first))] == [False, True]
