"""What fixtures of hosted systems cannot show: what is asked for and sent along, places in a system's own words."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse, XmlResponse

from tests.support.boards import BOARD
from unionjobs_scraper.adding import embedded
from unionjobs_scraper.adding.recognize import Recognized, by_markers
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.page_reading import ListPage, read_list
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.crawl.spider_classes import spider_for
from unionjobs_scraper.errors import PageError, TruncatedPage
from unionjobs_scraper.normalize.places import format_places, parse_places
from unionjobs_scraper.platforms import dayforce, icims, personio, platforms
from unionjobs_scraper.platforms.dayforce_portal import TOKEN
from unionjobs_scraper.platforms.home_places import place_near_home
from unionjobs_scraper.platforms.personio_offices import offices
from unionjobs_scraper.platforms.xml_answers import feed

UUID = "11111111-2222-4333-8444-555555555555"
GUSTO = f"hill-union-{UUID}"
UKG = "https://secure3.saashr.com"
COMPANY = f"{UKG}/ta/rest/ui/recruitment/companies/%7C6110001/job-requisitions"
ASKED = "size=200&sort=desc&ein_id={}&lang=en-US"
# platform, tenant, start; address of the list; public address of a posting; address it is read from
READ = [
    (
        ("icims", "careers-hill", ""),
        "https://careers-hill.icims.com/jobs/search?ss=1&in_iframe=1",
        "https://careers-hill.icims.com/jobs/41/clerk/job",
        "https://careers-hill.icims.com/jobs/41/clerk/job?in_iframe=1",
    ),
    (
        ("pinpoint", "hill", ""),
        "https://hill.pinpointhq.com/postings.json",
        f"https://hill.pinpointhq.com/en/postings/{UUID}",
        f"https://hill.pinpointhq.com/en/postings/{UUID}",
    ),
    (
        ("pinpoint", "", "https://jobs.hill.test/postings.json"),
        "https://jobs.hill.test/postings.json",
        f"https://jobs.hill.test/en/postings/{UUID}",
        f"https://jobs.hill.test/en/postings/{UUID}",
    ),
    (
        ("gusto", GUSTO, ""),
        f"https://jobs.gusto.com/boards/{GUSTO}",
        f"https://jobs.gusto.com/postings/hill-union-clerk-{UUID}",
        f"https://jobs.gusto.com/postings/hill-union-clerk-{UUID}",
    ),
    (
        ("dayforce", "hill/CANDIDATEPORTAL", ""),
        "https://jobs.dayforcehcm.com/en-US/hill/CANDIDATEPORTAL",
        "https://jobs.dayforcehcm.com/en-US/hill/CANDIDATEPORTAL/jobs/12",
        "https://jobs.dayforcehcm.com/en-US/hill/CANDIDATEPORTAL/jobs/12",
    ),
    (
        ("ukg_ready", "6110001", f"{UKG}/ta/6110001.careers?CareersSearch"),
        f"{COMPANY}?offset=1&{ASKED.format('')}",
        f"{UKG}/ta/6110001.careers?ShowJob=7",
        f"{COMPANY}/7?lang=en-US",
    ),
    (
        ("ukg_ready", "6110001", f"{UKG}/ta/6110001.careers?CareersSearch&career_portal_id=77"),
        f"{COMPANY}?offset=1&size=200&sort=desc&ein_id=&career_portal_id=77&lang=en-US",
        f"{UKG}/ta/6110001.careers?ApplyToJob=7",
        f"{COMPANY}/7?lang=en-US",
    ),
    (
        ("personio", "hill", ""),
        "https://hill.jobs.personio.de/",
        "https://hill.jobs.personio.de/job/41",
        "https://hill.jobs.personio.de/job/41",
    ),
    (
        ("teamtailor", "hill", ""),
        "https://hill.teamtailor.com/jobs.json",
        "https://hill.teamtailor.com/jobs/41-clerk",
        "https://hill.teamtailor.com/jobs/41-clerk",
    ),
    (
        ("teamtailor", "", "https://careers.hill.test/jobs"),
        "https://careers.hill.test/jobs.json",
        "https://careers.hill.test/jobs/41-clerk",
        "https://careers.hill.test/jobs/41-clerk",
    ),
    (
        ("pageup", "1083/cw/en", ""),
        "https://careers.pageuppeople.com/1083/cw/en/latest_jobs.rss",
        "https://careers.pageuppeople.com/1083/cw/en/job/41",
        "https://careers.pageuppeople.com/1083/cw/en/job/41",
    ),
]


def spider(platform: str, tenant: str, start: str = "") -> BoardSpider:
    return spider_for(replace(BOARD, name="hill", platform=platform, tenant=tenant, start=start))()


@pytest.mark.parametrize(("source", "address", "public", "read"), READ)
def test_what_is_asked_for(source: tuple[str, str, str], address: str, public: str, read: str) -> None:
    hill = spider(*source)
    assert [request.url for request in hill.extractor.first_requests(hill.board)] == [address]
    assert hill.extractor.read_from(public, hill.board) == read
    assert {urlsplit(each).hostname for each in (address, public, read)} <= set(hill.extractor.hosts(hill.board))


def answered(address: str, body: str | bytes, kind: str = "", **headers: str) -> TextResponse:
    page = XmlResponse if kind == "xml" else HtmlResponse if kind == "html" else TextResponse
    return page(address, body=body.encode() if isinstance(body, str) else body, headers=headers)


def test_dayforce_sends_token_and_cookie_with_a_search_and_with_nothing_else() -> None:
    hill = spider("dayforce", "hill/CANDIDATEPORTAL")
    cookies = ["__Host-next-auth.csrf-token=abc%7Cdef; Path=/; HttpOnly; Secure", "broken", "lang=en-US; Path=/"]
    page = answered(TOKEN, '{"csrfToken": "abc"}')
    page.headers.setlist("Set-Cookie", cookies)
    handshake = hill.extractor.handshake
    assert handshake is not None
    known = handshake.given(page)
    (search,) = read_list(hill.extractor, hill.board, page).links
    sent = handshake.sent(search, known, hill.board)
    assert sent.headers["X-CSRF-TOKEN"] == b"abc"
    assert sent.headers["Cookie"] == b"__Host-next-auth.csrf-token=abc%7Cdef; lang=en-US"
    other = handshake.sent(Request("https://jobs.dayforcehcm.com/en-US/hill/CANDIDATEPORTAL/jobs/1"), known, hill.board)
    assert "Cookie" not in other.headers
    assert handshake.given(answered("https://jobs.dayforcehcm.com/api/geo/hill/jobposting/search", "{}")) is None


def test_dayforce_asks_in_the_boards_language() -> None:
    board = replace(BOARD, start="https://jobs.dayforcehcm.com/fr-CA/hill/PORTAIL", tenant="hill/PORTAIL")
    (search,) = dayforce.links(answered(TOKEN, '{"csrfToken": "abc"}'), board)
    assert {**json.loads(search.body)}.items() >= {"cultureCode": "fr-CA", "jobBoardCode": "PORTAIL"}.items()


@pytest.mark.parametrize(
    ("said", "places", "flag"),
    [
        ("US-NY-New York", "New York, NY, US", ""),
        ("US-CA-Los Angeles | US-NV-Reno", "Los Angeles, CA, US; Reno, NV, US", ""),
        ("US-NY-New York, US-NJ-Newark", "New York, NY, US; Newark, NJ, US", ""),
        ("US", "US", ""),
        ("US-TX", "TX, US", ""),
        ("CA-ON-Toronto", "Toronto, ON, CA", ""),
        ("IE-Dublin", "Dublin, IE", ""),
        ("US-NC-Winston-Salem", "Winston-Salem, NC, US", ""),
        ("US-Remote", "US", "remote"),
        ("US-CA-Remote", "CA, US", "remote"),
        ("Remote", "", "remote"),
        ("Dayton, Ohio", "Dayton, OH, US", ""),
        ("", "", ""),
    ],
)
def test_the_codes_that_icims_has_for_places(said: str, places: str, flag: str) -> None:
    text = icims._spots(said)
    assert format_places(parse_places(text)) == places
    assert (flag in text.casefold()) if flag else ("(" not in text)


@pytest.mark.parametrize(
    ("names", "home", "places", "flag"),
    [
        (["Munich"], "DE", "Munich, DE", ""),
        (["Mülheim an der Ruhr", "Hybrid"], "GB", "Mülheim an der Ruhr, DE", "hybrid"),
        (["Barcelona", "Milan"], "DE", "Barcelona, ES; Milan, IT", ""),
        (["Frankfurt am Main"], "DE", "Frankfurt am Main, DE", ""),
        (["Denver, Colorado"], "DE", "Denver, CO, US", ""),
        (["Berlin, Germany"], "DE", "Berlin, DE", ""),
        (["Barcelona, Milan"], "DE", "Barcelona, ES; Milan, IT", ""),
        (["Mülheim an der Ruhr, Hybrid"], "DE", "Mülheim an der Ruhr, DE", "hybrid"),
        ([", ,"], "DE", "", ""),
        (["Remote"], "DE", "", "remote"),
        (["Homeoffice"], "DE", "", "remote"),
        (["Hauptsitz"], "DE", "", ""),
        (["Berlin", None, 7], "DE", "Berlin, DE", ""),
        ([], "DE", "", ""),
    ],
)
def test_names_of_offices_as_places(names: list[object], home: str, places: str, flag: str) -> None:
    text = offices(names, home)
    assert format_places(parse_places(text, country=home)) == places
    assert flag in text.casefold()


@pytest.mark.parametrize(
    ("city", "beside", "home", "places"),
    [
        ("Denver", "Colorado", "US", "Denver, CO, US"),
        ("London", "United Kingdom", "GB", "London, ENG, GB"),
        ("London", "uk", "GB", "London, ENG, GB"),
        ("London", "London", "GB", "London, ENG, GB"),
        ("Guildford", "Surrey", "GB", "Guildford, ENG, GB"),
        ("Farnworth", "Bolton", "GB", "Farnworth, ENG, GB"),
        ("Vancouver", "British Columbia", "US", "Vancouver, BC, CA"),
        ("London", "Ontario", "US", "London, ON, CA"),
        ("Atlanta", "Georgia", "US", "Atlanta, GA, US"),
        ("Perth", "Western Australia", "AU", "Perth, WA, AU"),
        ("Pune", "Maharashtra", "GB", "Pune, MH, IN"),
        ("Springfield", "", "US", ""),
        ("", "Surrey", "GB", "Surrey, GB"),
        ("", "", "GB", ""),
    ],
)
def test_a_city_and_a_free_text_beside_it(city: str, beside: str, home: str, places: str) -> None:
    assert format_places(parse_places(place_near_home(city, beside, home), country=home)) == places


MARKS = [
    (
        '<link href="https://assets-aws.teamtailor-cdn.com/x.css"><a href="/jobs">Jobs</a>',
        ("teamtailor", "", "https://jobs.hill.test/jobs"),
    ),
    (
        f'<script src="https://static.pinpointhq.com/x.js"></script><a href="/en/postings/{UUID}">Clerk</a>',
        ("pinpoint", "", "https://jobs.hill.test/postings.json"),
    ),
    (
        '<iframe src="https://careers-hill.icims.com/jobs/search?in_iframe=1"></iframe>',
        ("icims", "careers-hill", ""),
    ),
    (
        '<iframe src="https://secure3.saashr.com/ta/61.careers?CareersSearch&amp;InFrameset=1"></iframe>',
        ("ukg_ready", "61", "https://secure3.saashr.com/ta/61.careers?CareersSearch"),
    ),
    (f'<a href="/boards/{GUSTO}">Careers at Hill Union</a>', ("gusto", GUSTO, "")),
    ('<a href="https://hill.jobs.personio.de/job/41">Clerk</a>', ("personio", "hill", "")),
    (
        '<a href="https://jobs.dayforcehcm.com/en-US/hill/CANDIDATEPORTAL">Jobs</a>',
        ("dayforce", "hill/CANDIDATEPORTAL", ""),
    ),
    (
        '<a href="https://jobs.hill.test/cw/en/listing/">Jobs</a>',
        ("pageup", "", "https://jobs.hill.test/cw/en/latest_jobs.rss"),
    ),
]


def met(page: TextResponse) -> Recognized | None:
    """The board that a page is made with, shows or links to."""
    linked = (board for board, _ in embedded.linked(page))
    return by_markers(page) or next(iter(embedded.shown(page)), None) or next(linked, None)


@pytest.mark.parametrize(("shown", "board"), MARKS, ids=[board[0] for _, board in MARKS])
def test_a_page_that_is_made_with_a_system_or_shows_a_board(shown: str, board: tuple[str, str, str]) -> None:
    host = "jobs.gusto.com" if board[0] == "gusto" else "jobs.hill.test"
    found = met(answered(f"https://{host}/", f"<html><body>{shown}</body></html>", "html"))
    assert found
    assert (found.platform, found.tenant, found.start) == board


@pytest.mark.parametrize(
    "shown",
    ["<p>We moved from teamtailor-cdn.com</p>", "<p>hill.pinpointhq.example</p>", '<a href="/jobs">Jobs</a>', ""],
)
def test_a_page_that_is_not(shown: str) -> None:
    assert met(answered("https://jobs.hill.test/", f"<html><body>{shown}</body></html>", "html")) is None


@pytest.mark.parametrize(
    ("body", "whole"),
    [
        ("<rss><channel/></rss>", True),
        ("<rss><channel/></rss>\n<!-- made at 7 -->\n", True),
        ("<?xml version='1.0'?>\n<rss/>", True),
        ("<rss version='2.0'><channel><item/>", False),
        ("<rss><channel><item><link>x</link>", False),
        ("<rss><channel></channel>", False),
    ],
)
def test_a_feed_is_read_whole_or_not_at_all(body: str, whole: bool) -> None:
    response = answered("https://x.test/feed", body, "xml")
    if whole:
        feed(response, "rss")
    else:
        with pytest.raises(TruncatedPage):
            feed(response, "rss")


def test_a_personio_page_with_two_lists_in_its_data_has_the_longer_one() -> None:
    data = '0:{"jobs":[],"x":{"jobs":[{"id":"1","name":"Clerk","main_office":"Berlin"}]}}'
    body = f"<html><body><script>self.__next_f.push({json.dumps([1, data])})</script></body></html>"
    response = answered("https://hill.jobs.personio.de/", body, "html")
    assert [row.source_id for row in read(("personio", "hill", ""), response).rows] == ["1"]
    assert personio.declared_empty(response, BOARD) == ""


def read(source: tuple[str, str, str], response: TextResponse) -> ListPage:
    hill = spider(*source)
    return read_list(hill.extractor, hill.board, response)


KEYS = (
    "data", "items", "job_requisitions", "_paging", "total", "jobPostings", "maxCount", "offset", "id", "title", "url",
    "job_title", "jobPostingId", "jobTitle", "location", "city", "postingLocations", "_jobposting", "jobLocation",
    "address", "job", "department", "name",
)  # fmt: skip
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(0, 3)
    | st.sampled_from(["", "a", "7", f"/en/postings/{UUID}", "/jobs/7-a"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)
ROWS_OF = {"pinpoint": "data", "teamtailor": "items", "ukg_ready": "job_requisitions", "dayforce": "jobPostings"}


@pytest.mark.parametrize("platform", sorted(ROWS_OF))
@settings(max_examples=60, deadline=None)
@given(value=VALUES, within=st.booleans())
def test_a_list_without_rows_is_an_error_unless_it_says_so_or_counts_them(
    platform: str, value: Any, within: bool
) -> None:
    source, address, *_ = next(each for each in READ if each[0][0] == platform)
    address = "https://jobs.dayforcehcm.com/api/geo/hill/jobposting/search" if platform == "dayforce" else address
    body = json.dumps({ROWS_OF[platform]: value, "maxCount": 1, "_paging": {"total": 1}} if within else value)
    try:
        page = read(source, answered(address, body, **{"Content-Type": "application/json"}))
    except PageError:
        return
    assert page.rows or page.declared_empty or any(not row.known for row in page.left_out)
    assert not (page.rows and page.declared_empty)


@pytest.mark.parametrize(
    "name", ["icims", "pinpoint", "gusto", "dayforce", "ukg_ready", "personio", "teamtailor", "pageup"]
)
@settings(max_examples=30, deadline=None)
@given(text=st.text(max_size=200))
def test_a_page_of_another_kind_is_an_error(name: str, text: str) -> None:
    """Whatever an address answers, only words that none is open make an empty list of it."""
    source, address, *_ = next(each for each in READ if each[0][0] == name)
    page = answered(address, f"<html><body><p>{text.replace('<', '')}</p></body></html>", "html")
    try:
        found = read(source, page)
    except PageError:
        return
    assert found.declared_empty or found.rows


def test_every_hosted_system_is_tried_here() -> None:
    assert {source[0] for source, *_ in READ} <= set(platforms())
    assert isinstance(BOARD, Board)
