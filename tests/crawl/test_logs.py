"""What the log says of each page: nothing that LOG_LEVEL would leave out."""

from __future__ import annotations

import logging

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.project import get_project_settings
from scrapy.utils.test import get_crawler

from unionjobs_scraper.crawl.logformatter import Wanted, in_one_line
from unionjobs_scraper.items import JobPosting

URL = "https://www.unionjobs.com/listing.php?id=7"


@pytest.mark.parametrize(
    ("level", "said"), [("DEBUG", True), (10, True), ("INFO", False), ("WARNING", False), (30, False)]
)
def test_each_page_is_told_of_where_the_log_shows_it(level: str | int, *, said: bool) -> None:
    crawler = get_crawler(Spider, {"LOG_LEVEL": level})
    formatter = build_from_crawler(load_object(get_project_settings()["LOG_FORMATTER"]), crawler)
    request, response, spider = Request(URL), Response(URL), Spider("any")
    for told in (formatter.crawled(request, response, spider), formatter.scraped({}, response, spider)):
        assert (told is not None) is said
    assert formatter.dropped({}, DropItem("why", log_level="INFO"), response, spider)


def test_a_refused_posting_is_one_line_without_what_it_says() -> None:
    formatter = Wanted.from_crawler(get_crawler(Spider, {"LOG_LEVEL": "WARNING"}))
    item = JobPosting(source="s", source_id="1", url=URL, title="x" * 600, description="Ask Jane Roe, 555 0123")
    told = formatter.dropped(item, DropItem(f"title too long: {URL}", log_level="WARNING"), None, Spider("any"))
    assert told["msg"] % told["args"] == f"posting refused: title too long: {URL}"
    told = formatter.item_error(item, ValueError("no such column"), None, Spider("any"))
    assert told["msg"] % told["args"] == f"the program failed on {URL}: no such column"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("to \x1b[31mred\r\nERROR: forged", "to  [31mred ERROR: forged"),
        ("a\u202eb\u2028c\x9bd", "a b c d"),
        ("y" * 1001, "y" * 1000 + " … (1,001 characters)"),
    ],
)
def test_a_message_is_one_line_of_text(words: str, shown: str) -> None:
    record = logging.LogRecord("any", logging.ERROR, "file", 1, "%s", (words,), None)
    assert in_one_line(record)
    assert record.getMessage() == shown
