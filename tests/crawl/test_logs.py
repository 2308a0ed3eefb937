"""What the log says of each page: nothing that LOG_LEVEL would leave out."""

from __future__ import annotations

import pytest
from scrapy import Request, Spider
from scrapy.exceptions import DropItem
from scrapy.http import Response
from scrapy.utils.misc import build_from_crawler, load_object
from scrapy.utils.project import get_project_settings
from scrapy.utils.test import get_crawler

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
