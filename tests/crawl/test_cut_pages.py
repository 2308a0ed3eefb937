"""A posting's page that stops before its end is not read: half a text would be an edit of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from scrapy.http import HtmlResponse

from unionjobs_scraper.boards import register
from unionjobs_scraper.crawl.posting_pages import PostingPages
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.errors import TruncatedPage

URL = "https://cupe.on.ca/about-us/jobs/organizer/"
TEXT = "<p>The local seeks an organizer.</p><p>To apply, send a resume to jobs@example.org by May 4, 2026.</p>"
WHOLE = f"<html><body><main><h1>Organizer</h1>{TEXT}</main></body></html>"


def _read(body: str) -> list[Any]:
    board = register()["cupe-on"]
    spider = cast("PostingPages", SimpleNamespace(extractor=extractor_of(board), board=board))
    return list(PostingPages.read(spider, HtmlResponse(URL, body=body.encode(), encoding="utf-8"), None))


def test_a_whole_page_is_read() -> None:
    assert [item.title for item in _read(WHOLE)] == ["Organizer"]


@pytest.mark.parametrize("lost", [30, 60, 90])
def test_a_page_that_is_cut_is_not(lost: int) -> None:
    with pytest.raises(TruncatedPage):
        _read(WHOLE[:-lost])
