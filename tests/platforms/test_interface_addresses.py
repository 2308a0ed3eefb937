"""Applicant systems' addresses: where a list and a posting are read from, and the id at the end of a slug."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import TextResponse
from scrapy.settings import Settings

from tests.support.boards import BOARD
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.page_reading import read_list
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.crawl.spider_classes import spider_for
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.platforms.workday_addresses import read_from, requisition, same

UUID = "11111111-2222-4333-8444-555555555555"
WORKDAY = "https://oak.wd1.myworkdayjobs.com"
# platform, tenant, start; address of the list; public address of a posting; address it is read from
READ = [
    (
        ("greenhouse", "oak", ""),
        "https://boards-api.greenhouse.io/v1/boards/oak/jobs?content=true&pay_transparency=true",
        "https://job-boards.greenhouse.io/oak/jobs/41",
        "https://boards-api.greenhouse.io/v1/boards/oak/jobs/41?pay_transparency=true",
    ),
    (
        ("lever", "oak", ""),
        "https://api.lever.co/v0/postings/oak?mode=json&skip=0&limit=100",
        f"https://jobs.lever.co/oak/{UUID}",
        f"https://api.lever.co/v0/postings/oak/{UUID}",
    ),
    (
        ("lever", "oak", "https://api.eu.lever.co/v0/postings/oak?mode=json&skip=0&limit=100"),
        "https://api.eu.lever.co/v0/postings/oak?mode=json&skip=0&limit=100",
        f"https://jobs.eu.lever.co/oak/{UUID}",
        f"https://api.eu.lever.co/v0/postings/oak/{UUID}",
    ),
    (
        ("workable", "oak", ""),
        "https://apply.workable.com/api/v1/widget/accounts/oak?details=true",
        "https://apply.workable.com/oak/j/ABC123DEF4/",
        "https://apply.workable.com/api/v2/accounts/oak/jobs/ABC123DEF4",
    ),
    (
        ("workday", "oak", f"{WORKDAY}/en-US/Careers"),
        f"{WORKDAY}/wday/cxs/oak/Careers/jobs",
        f"{WORKDAY}/en-US/Careers/details/Fellow_2026-00009",
        f"{WORKDAY}/wday/cxs/oak/Careers/job/x/Fellow_2026-00009",
    ),
    (
        ("workday", "oak", "https://wd5.myworkdaysite.com/recruiting/oak/Careers"),
        "https://wd5.myworkdaysite.com/wday/cxs/oak/Careers/jobs",
        "https://wd5.myworkdaysite.com/recruiting/oak/Careers/job/Reno/Fellow_R-1",
        "https://wd5.myworkdaysite.com/wday/cxs/oak/Careers/job/Reno/Fellow_R-1",
    ),
    (
        ("smartrecruiters", "Oak", ""),
        "https://api.smartrecruiters.com/v1/companies/Oak/postings?limit=100&offset=0",
        "https://jobs.smartrecruiters.com/Oak/744000000000001-fellow",
        "https://api.smartrecruiters.com/v1/companies/Oak/postings/744000000000001",
    ),
    (
        ("recruitee", "oak", ""),
        "https://oak.recruitee.com/api/offers/",
        "https://oak.recruitee.com/o/fellow",
        "https://oak.recruitee.com/api/offers/fellow",
    ),
    (
        ("recruitee", "oak", "https://werken.oak.test/"),
        "https://werken.oak.test/api/offers/",
        "https://werken.oak.test/o/fellow",
        "https://werken.oak.test/api/offers/fellow",
    ),
    (
        ("ashby", "oak", ""),
        "https://api.ashbyhq.com/posting-api/job-board/oak?includeCompensation=true",
        f"https://jobs.ashbyhq.com/oak/{UUID}",
        f"https://jobs.ashbyhq.com/oak/{UUID}",
    ),
    (
        ("rippling", "oak", ""),
        "https://api.rippling.com/platform/api/ats/v1/board/oak/jobs",
        f"https://ats.rippling.com/en-US/oak/jobs/{UUID}",
        f"https://api.rippling.com/platform/api/ats/v1/board/oak/jobs/{UUID}",
    ),
    (
        ("breezy", "oak", ""),
        "https://oak.breezy.hr/json",
        "https://oak.breezy.hr/p/0123456789ab-fellow",
        "https://oak.breezy.hr/p/0123456789ab-fellow",
    ),
    (
        ("getro", "", "https://jobs.oak.test/jobs"),
        "https://jobs.oak.test/sitemap.xml",
        "https://jobs.oak.test/companies/elm/jobs/17-fellow",
        "https://jobs.oak.test/companies/elm/jobs/17-fellow",
    ),
]
JSON_LISTS = (
    "greenhouse",
    "lever",
    "workable",
    "workday",
    "smartrecruiters",
    "recruitee",
    "ashby",
    "rippling",
    "breezy",
)


def spider(platform: str, tenant: str, start: str) -> BoardSpider:
    board = Board(name="oak", title="Oak", country="US", tags=(), platform=platform, tenant=tenant, start=start)
    return spider_for(board)()


@pytest.mark.parametrize(("source", "address", "public", "read"), READ)
def test_what_is_asked_for(source: tuple[str, str, str], address: str, public: str, read: str) -> None:
    oak = spider(*source)
    assert [request.url for request in oak.extractor.first_requests(oak.board)] == [address]
    assert oak.extractor.read_from(public, oak.board) == read
    allowed = oak.extractor.hosts(oak.board)
    assert {urlsplit(address).hostname, urlsplit(read).hostname} <= set(allowed)


def test_workday_asks_with_post_and_never_follows() -> None:
    oak = spider("workday", "oak", f"{WORKDAY}/Careers")
    (request,) = oak.extractor.first_requests(oak.board)
    assert request.method == "POST"
    assert json.loads(request.body) == {"appliedFacets": {}, "limit": 20, "offset": 0, "searchText": ""}
    assert request.headers["Content-Type"] == b"application/json"
    assert request.meta["dont_redirect"]


def test_workday_asks_again_after_303() -> None:
    settings = Settings()
    usual = settings.getlist("RETRY_HTTP_CODES")
    spider("workday", "oak", f"{WORKDAY}/Careers").update_settings(settings)
    assert settings.getlist("RETRY_HTTP_CODES") == [303, *usual]


@pytest.mark.parametrize(
    ("slug", "stated", "number"),
    [
        ("Fellow_2026-00009", ["2026-00009"], "2026-00009"),
        ("Fellow_2026-00009", ["2026"], "2026-00009"),
        ("Fellow_2026-00009", [], "2026-00009"),
        ("Counsel_2026-00011-1", ["2026-00011"], "2026-00011"),
        ("Trainer_R-123456", ["R-123456"], "R-123456"),
        ("Trainer_R-1002-2", ["Full time", "R-1002"], "R-1002"),
        ("Trainer_R-1002-2", ["Full time", None, 7], "R-1002-2"),
        ("Job-A_B_JR7", [], "JR7"),
        ("Trainer", ["R-1"], ""),
        ("", [], ""),
    ],
)
def test_the_mark_of_a_copy_is_cut_only_where_the_number_is_stated(
    slug: str, stated: list[object], number: str
) -> None:
    assert requisition(f"/job/Reno/{slug}", stated) == number


def test_a_listed_id_may_keep_the_mark_of_a_copy() -> None:
    assert same("R-1002-1", "R-1002")
    assert same("2026-00009", "2026-00009")
    assert not same("2026-00009", "2026")
    assert not same("R-1002", "R-1003")


@given(st.text(alphabet="abR-_0123456789/", max_size=30))
def test_a_public_workday_address_leads_to_the_interface(path: str) -> None:
    read = read_from(f"{WORKDAY}/Careers/{path}", BOARD)
    assert read.startswith(f"{WORKDAY}/wday/cxs/oak/Careers/job/")


KEYS = (
    "jobs", "meta", "total", "name", "id", "uuid", "title", "text", "jobPostings", "externalPath", "content", "offers",
    "totalFound", "offset", "limit", "slug", "shortcode", "location", "isListed", "friendly_id",
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "a", "Fellow_R-1", "published"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=12,
)


@pytest.mark.parametrize("platform", JSON_LISTS)
@settings(max_examples=60, deadline=None)
@given(value=VALUES)
def test_a_list_without_rows_is_an_error_unless_it_says_that_there_are_none(platform: str, value: Any) -> None:
    source, address, *_ = next(each for each in READ if each[0][0] == platform)
    oak = spider(*source)
    response = TextResponse(address, body=json.dumps(value).encode(), headers={"Content-Type": "application/json"})
    try:
        page = read_list(oak.extractor, oak.board, response)
    except PageError:
        return
    assert bool(page.rows) != bool(page.declared_empty)
