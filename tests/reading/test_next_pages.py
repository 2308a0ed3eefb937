"""The next page of a list: where a page marks it, or by its number."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from unionjobs_scraper.reading.link_lists import numbered_next_pages

URL = "https://local9.test/careers/"


@pytest.mark.parametrize(
    ("url", "link", "found"),
    [
        (URL, "<a href='?page=2'>2</a>", f"{URL}?page=2"),
        (f"{URL}?page=2", "<a href='?page=1'>1</a><a href='?page=3'>3</a>", f"{URL}?page=3"),
        (URL, "<a href='?paged=2'>Older</a>", f"{URL}?paged=2"),
        (URL, "<a rel='next' href='page/2'>Next</a><a href='?page=2'>2</a>", f"{URL}page/2"),
        (URL, "<a href='?page=5'>5</a>", ""),
        (URL, "<a href='/news/?page=2'>2</a>", ""),
        (URL, "<a href='https://other.test/careers/?page=2'>2</a>", ""),
    ],
)
def test_the_next_page(url: str, link: str, found: str) -> None:
    page = HtmlResponse(url, body=f"<html><body>{link}</body></html>".encode(), encoding="utf-8")
    assert [request.url for request in numbered_next_pages(page)] == ([found] if found else [])
