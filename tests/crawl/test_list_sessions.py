"""What list pages say outside of their text: counts and sessions in headers."""

from __future__ import annotations

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from tests.support.boards import BOARD
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.platforms import taleo, wp_job_manager

REST = "https://jobs.example.coop/wp-json/wp/v2/job-listings?per_page=100&page={}"
TALEO = "https://phx.tbe.taleo.net/phx04/ats/careers/v2/searchResults?org=EXAMPLE&cws=39"
NEXT = (
    '<div class="oracletaleocwsv2"><a class="jscroll-next" href="?org=EXAMPLE&amp;cws=39&amp;rowFrom=10">next</a></div>'
)


def rest(body: str, page: int = 1, **headers: str) -> TextResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return TextResponse(REST.format(page), body=body.encode(), headers={"Content-Type": "application/json"} | named)


def test_a_count_of_nought_declares_the_list_empty() -> None:
    response = rest("[]", X_WP_Total="0", X_WP_TotalPages="0")
    assert list(wp_job_manager.postings(response, BOARD)) == []
    assert wp_job_manager.declared_empty(response, BOARD) == "X-WP-Total: 0"
    assert list(wp_job_manager.links(response, BOARD)) == []


@pytest.mark.parametrize("total", ["", "3"])
def test_an_empty_list_that_counts_otherwise_is_not_believed(total: str) -> None:
    with pytest.raises(LayoutChanged):
        list(wp_job_manager.postings(rest("[]", X_WP_Total=total), BOARD))


@pytest.mark.parametrize(("page", "pages", "following"), [(1, "2", ["2"]), (2, "2", []), (1, "1", [])])
def test_pages_are_followed_to_the_last(page: int, pages: str, following: list[str]) -> None:
    response = rest('[{"id": 1}]', page, X_WP_TotalPages=pages, X_WP_Total="101")
    assert [link.url for link in wp_job_manager.links(response, BOARD)] == [REST.format(number) for number in following]
    assert wp_job_manager.stated_total(response, BOARD) == 101


def test_another_content_type_is_another_page() -> None:
    response = TextResponse(REST.format(1), body=b"[]", headers={"Content-Type": "text/html", "X-WP-Total": "0"})
    with pytest.raises(LayoutChanged):
        list(wp_job_manager.postings(response, BOARD))


def test_the_next_ten_are_asked_for_in_the_same_session() -> None:
    cookie = "JSESSIONID=A1B2; Path=/phx04; Secure"
    first = HtmlResponse(TALEO, body=NEXT, encoding="utf-8", headers={"Set-Cookie": cookie})
    (second,) = taleo.links(first, BOARD)
    assert second.headers["Cookie"] == b"JSESSIONID=A1B2"
    asked = Request(second.url, headers=second.headers)
    (third,) = taleo.links(HtmlResponse(second.url, body=NEXT, encoding="utf-8", request=asked), BOARD)
    assert third.headers["Cookie"] == b"JSESSIONID=A1B2"


def test_without_a_session_nothing_is_made_up() -> None:
    (second,) = taleo.links(HtmlResponse(TALEO, body=NEXT, encoding="utf-8"), BOARD)
    assert "Cookie" not in second.headers
