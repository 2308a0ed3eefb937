"""What the fixtures cannot show: tokens, addresses, rows with more to say, wild answers, the real closed page."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import HtmlResponse, TextResponse

from tests.support.boards import BOARD
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.page_reading import foreseen
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.crawl.spider_classes import spider_for
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms import (
    adp,
    applicantstack,
    bamboohr,
    exacthire,
    hrmdirect,
    paycom,
    paycom_portal,
    paylocity,
    pcrecruiter,
)
from unionjobs_scraper.platforms.exacthire_head import read_bullets, split_title
from unionjobs_scraper.platforms.facts_in_words import pay, place
from unionjobs_scraper.platforms.json_answers import canonical, plain
from unionjobs_scraper.platforms.paycom_portal import Session, session
from unionjobs_scraper.reading.page import Block

OWN = ("adp", "applicantstack", "bamboohr", "exacthire", "hrmdirect", "paycom", "paylocity", "pcrecruiter")
PAGES = Path(__file__).parents[3] / "shared/pages"
KEY = "7a8eee54235dd846744b80d09e1f6691"
HANDED_OUT = "header.payload.signature"
CID = "1b11868b-9b41-4fc6-9b5c-d00ca44169e5"


def spider_of(platform: str, tenant: str, **more: str) -> BoardSpider:
    board = Board(name="fixture", title="Fixture", country="US", tags=(), platform=platform, tenant=tenant, **more)  # type: ignore[arg-type]
    return spider_for(board)()


@pytest.mark.parametrize(
    ("platform", "tenant", "url", "host"),
    [
        ("adp", CID, f"{adp.BOARD}?cid={CID}&ccId=19000101_000001&lang=en_US&locale=en_US", adp.HOST),
        (
            "adp",
            f"{CID}/9200104412406_2",
            f"{adp.BOARD}?cid={CID}&ccId=9200104412406_2&lang=en_US&locale=en_US",
            adp.HOST,
        ),
        ("applicantstack", "hpae", "https://hpae.applicantstack.com/x/openings", "hpae.applicantstack.com"),
        ("bamboohr", "kiwa", "https://kiwa.bamboohr.com/careers/list", "kiwa.bamboohr.com"),
        ("exacthire", "aflcio", "https://aflcio.exacthire.com/", "aflcio.exacthire.com"),
        (
            "hrmdirect",
            "seiu2015",
            "https://seiu2015.hrmdirect.com/employment/xml.php",
            "seiu2015.hrmdirect.com",
        ),
        (
            "paycom",
            KEY.upper(),
            f"https://www.paycomonline.net/v4/ats/web.php/portal/{KEY}/career-page",
            "paycomonline.net",
        ),
        ("paylocity", "GUID", "https://recruiting.paylocity.com/recruiting/jobs/All/GUID", "recruiting.paylocity.com"),
        (
            "pcrecruiter",
            "a b.ab",
            "https://www2.pcrecruiter.net/pcrbin/jobboard.aspx?uid=a+b.ab",
            "www2.pcrecruiter.net",
        ),
    ],
)
def test_a_tenant_has_a_list_on_its_own_host(platform: str, tenant: str, url: str, host: str) -> None:
    spider = spider_of(platform, tenant)
    [request] = spider.extractor.first_requests(spider.board)
    assert request.url == url
    assert spider.extractor.hosts(spider.board) == (host,)
    asked = urlsplit(request.url).hostname or ""
    assert asked == host or asked.endswith("." + host)


@pytest.mark.parametrize(
    ("read_from", "public", "interface"),
    [
        (bamboohr.read_from, "https://t.bamboohr.com/careers/87", "https://t.bamboohr.com/careers/87/detail"),
        (
            bamboohr.read_from,
            "https://t.bamboohr.com/careers/87?source=aWQ9MjI%3D",
            "https://t.bamboohr.com/careers/87/detail",
        ),
        (
            adp.read_from,
            f"{adp.PUBLIC}?cid={CID}&ccId=19000101_000003&lang=en_US&jobId=600001&type=MP&selectedMenuKey=CareerCenter",
            f"{adp.LIST}/600001?cid={CID}&ccId=19000101_000003&lang=en_US&locale=en_US",
        ),
        (
            paycom_portal.read_from,
            f"https://www.paycomonline.net/v4/ats/web.php/portal/{KEY}/jobs/30001",
            "https://portal-applicant-tracking.us-cent.paycomonline.net/api/ats/job-postings/30001",
        ),
    ],
)
def test_the_public_address_leads_to_the_interface(
    read_from: Callable[[str, Board], str], public: str, interface: str
) -> None:
    assert read_from(public, BOARD) == interface


def test_paycom_sends_its_token_to_the_interface_alone() -> None:
    spider = spider_of("paycom", KEY)
    spider.handed_out = Session(service="https://other.paycomonline.net/", token=HANDED_OUT, locale="en-US")
    row = Listed(source_id="1", url=f"https://www.paycomonline.net/v4/ats/web.php/portal/{KEY}/jobs/1")
    request = spider.posting_request(row)
    assert request.url == "https://other.paycomonline.net/api/ats/job-postings/1"
    assert request.headers["Authorization"] == HANDED_OUT.encode()
    assert (request.headers["Portal-Host-Referrer"] or b"").endswith(f"/{KEY}/career-page".encode())
    assert "Authorization" not in spider.on_list(next(spider.extractor.first_requests(spider.board))).headers


def test_paycom_asks_for_every_page_of_a_search_and_for_all_filters() -> None:
    body = json.dumps({"jobPostingPreviewsCount": 201, "jobPostingPreviews": [{"jobId": 1}]})
    page = TextResponse("https://other.paycomonline.net/api/ats/job-posting-previews/search", body=body.encode())
    bodies = [json.loads(request.body) for request in paycom.links(page, BOARD)]
    assert [each["skip"] for each in bodies] == [100, 200]
    assert all(len(each["filtersForQuery"]) == 11 and each["take"] == 100 for each in bodies)


@pytest.mark.parametrize(
    "service",
    ["https://paycomonline.net.example.com/", "http://a.paycomonline.net/", "https://evilpaycomonline.net/", ""],
)
def test_paycom_gives_its_token_to_no_other_host(service: str) -> None:
    config = {"sessionJWT": "secret", "libConfig": json.dumps({"atsPortalMantleServiceUrl": service})}
    page = HtmlResponse(
        f"https://www.paycomonline.net/v4/ats/web.php/portal/{KEY}/career-page",
        body=f"<script>var configsFromHost = {json.dumps(config)};</script>".encode(),
    )
    with pytest.raises(PageError):
        session(page)


def test_paylocity_keeps_the_department_that_only_the_list_has() -> None:
    row = paylocity.JobRow(source_id="7", url="https://recruiting.paylocity.com/x", department="Organizing")
    page = HtmlResponse(
        "https://recruiting.paylocity.com/Recruiting/Jobs/Details/7",
        body=b'<span class="job-preview-title"><span>Organizer</span></span>'
        b'<div class="job-listing-header">Description</div><div>Builds committees.</div>',
    )
    [posting] = paylocity.postings(page, BOARD, row)
    assert posting.department == "Organizing"
    assert row.fingerprint != Listed(source_id=row.source_id, url=row.url).fingerprint


def test_pcrecruiter_asks_for_the_next_page_in_steps_of_its_own_size() -> None:
    def page(heading: str) -> HtmlResponse:
        body = f"""<h1 id="resultcount">{heading}</h1><table><tr>
            <td class="td_jobtitle"><a href="?recordid=1">A</a></td></tr></table>
            <form id="googlePage" action="/pcrbin/jobboard.aspx"><input name="pcr-id" value="T=">
            <input name="unifiedsearch" value="C"></form>"""
        return HtmlResponse("https://www2.pcrecruiter.net/pcrbin/jobboard.aspx", body=body.encode())

    def asked(heading: str) -> list[str]:
        return [parse_qs(request.body.decode())["morecount"][0] for request in pcrecruiter.links(page(heading), BOARD)]

    assert asked("1-12 of 30") == ["12$$1"]
    assert asked("13-24 of 30") == ["24$$2"]
    assert asked("25-30 of 30") == []
    assert asked("1-24 of 38") == ["24$$1"]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Organizer - Washington, DC - AFL-CIO Jobs", ("Organizer", "Washington, DC", "AFL-CIO")),
        ("Writer - Digital - Remote - AFL-CIO Jobs", ("Writer - Digital", "Remote", "AFL-CIO")),
        ("Writer - Digital - AFL-CIO Jobs", ("Writer - Digital", "", "AFL-CIO")),
        ("Organizer - ,  - AFL-CIO Jobs", ("Organizer", "", "AFL-CIO")),
        ("Careers", ("Careers", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_title_is_split_from_the_right(said: str, parts: tuple[str, str, str]) -> None:
    assert split_title(said) == parts


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (["- 300 - Political", "Salary"], "department", "Political"),
        (["410 – Legal & Ethics", "Full Time"], "department", "Legal & Ethics"),
        (["- Political", "Hourly"], "department", "Political"),
        (["Department: Research", "Full Time"], "department", "Research"),
        (["Salary", "Part-Time (20 hours)"], "employment", "Part-Time (20 hours)"),
        (["Salary", "Employer paid"], "employment", ""),
        (["Salary", "Employer paid"], "salary", ""),
        (["Hourly", "$28.50"], "salary", "$28.50"),
        (["Full Time", "Columbus, Ohio"], "location", "Columbus, Ohio"),
        (["Full Time", "Remote"], "location", "Remote"),
        (["Home", "Search jobs"], "department", ""),
    ],
)
def test_bullets_are_read_by_what_they_look_like(lines: list[str], field: str, value: str) -> None:
    body = [Block("p", ["Employer"]), *(Block("li", [line]) for line in lines), Block("p", ["Text"])]
    assert getattr(read_bullets(body), field) == value


def marked_up(name: str, title: str) -> bytes:
    """The text of a real page in the markup that the notes describe."""
    lines = (PAGES / name).read_text(encoding="utf-8").splitlines()
    pieces = [
        f"<ul><li>{html.escape(line.strip()[1:].strip())}</li></ul>"
        if line.strip().startswith("•")
        else f"<p>{html.escape(line)}</p>"
        for line in lines
        if line.strip()
    ]
    body = "\n".join(pieces).replace("</ul>\n<ul>", "")
    return f'<html><head><title>{title}</title></head><body><div class="job_info">{body}</div></body></html>'.encode()


@pytest.mark.skipif(not PAGES.exists(), reason="needs the shared pages")
@pytest.mark.parametrize("title", ["", "Coordinator - Washington, DC - AFL-CIO Jobs"])
def test_the_real_closed_page_reads_as_closed(title: str) -> None:
    page = HtmlResponse(
        "https://aflcio.hirecentric.com/jobs/192854.html", body=marked_up("hirecentric-job-closed.txt", title)
    )
    [posting] = exacthire.postings(page, BOARD)
    assert posting.closing_mark.startswith("This position has been closed")
    assert (posting.employer, posting.department) == ("AFL-CIO", "Economic Power & Growth")
    assert posting.employment_text == "Full Time"
    assert not posting.salary_text
    assert "closed" not in posting.description.casefold()


@pytest.mark.skipif(not PAGES.exists(), reason="needs the shared pages")
def test_the_real_sample_page_is_no_posting_and_proves_an_empty_board() -> None:
    page = HtmlResponse(
        "https://aflcio.hirecentric.com/jobsandemployment/common-job-titles/Coordinator--jobs-7.html",
        body=marked_up("hirecentric-common-job-title-no-openings.txt", "Coordinator Jobs at AFL-CIO"),
    )
    assert list(exacthire.listed(page, BOARD)) == []
    assert exacthire.declared_empty(page, BOARD).startswith("Sorry, we have no current job openings")
    with pytest.raises(PageError):
        list(exacthire.postings(page, BOARD))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((60000, 75000, "USD", "per year"), "USD 60,000 – 75,000 per year"),
        ((38.5, "42", "", "per hour"), "$38.50 – 42 per hour"),
        ((0, 75000, "USD", ""), "up to USD 75,000"),
        ((60000, 60000, "CAD", ""), "CAD 60,000"),
        ((0, 0, "USD", "per year"), ""),
        ((None, "negotiable", "USD", ""), ""),
    ],
)
def test_structured_pay_is_written_as_a_person_would(arguments: tuple[Any, ...], said: str) -> None:
    assert pay(*arguments) == said


@pytest.mark.parametrize(
    ("parts", "flag", "said"),
    [
        (("New York", "New York", None), "", "New York, New York"),
        (("Renton", "WA"), "hybrid", "Renton, WA (hybrid)"),
        (("Remote - Ohio",), "remote", "Remote - Ohio"),
        ((None, ""), "remote", "Remote"),
        ((None, ""), "hybrid", "(hybrid)"),
        ((None, {"x": 1}), "", ""),
    ],
)
def test_a_place_is_one_line(parts: tuple[object, ...], flag: str, said: str) -> None:
    assert place(parts, flag) == said


def test_addresses_lose_their_tracking_and_keep_what_identifies() -> None:
    url = "http://h.hrmdirect.com/employment/job-opening.php?req=14&req_loc=3&&nohd&src=x#job"
    assert canonical(url, "req", "req_loc") == "https://h.hrmdirect.com/employment/job-opening.php?req=14&req_loc=3"
    assert canonical("https://a.exacthire.com/job/174382?source=361") == "https://a.exacthire.com/job/174382"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "result meta totalCount id jobOpening jobOpeningName location atsLocation locationType jobRequisitions"
                " totalNumber itemID requisitionTitle requisitionLocations payGradeRange customFieldGroup stringFields"
                " jobPostingPreviews jobPostingPreviewsCount jobId jobTitle jobPosting googleJobJson Jobs JobId"
                " JobLocation description".split()
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
ADDRESSES = {
    "adp": f"{adp.LIST}?cid={CID}&$skip=1",
    "applicantstack": "https://t.applicantstack.com/x/detail/a2v6venn6ji9",
    "bamboohr": "https://t.bamboohr.com/careers/87/detail",
    "exacthire": "https://t.hirecentric.com/jobs/1.html",
    "hrmdirect": "https://t.hrmdirect.com/employment/job-opening.php?req=1",
    "paycom": "https://other.paycomonline.net/api/ats/job-posting-previews/search",
    "paylocity": "https://recruiting.paylocity.com/Recruiting/Jobs/Details/7",
    "pcrecruiter": "https://www2.pcrecruiter.net/pcrbin/jobboard.aspx?recordid=1",
}
MODULES: dict[str, Any] = {
    "adp": adp,
    "applicantstack": applicantstack,
    "bamboohr": bamboohr,
    "exacthire": exacthire,
    "hrmdirect": hrmdirect,
    "paycom": paycom,
    "paylocity": paylocity,
    "pcrecruiter": pcrecruiter,
}


def rows_of(module: Any, page: TextResponse) -> Iterator[Listed]:
    rows: Iterator[Listed] = module.listed(page, BOARD)
    return rows


def postings_of(module: Any, page: TextResponse) -> Iterator[JobPosting]:
    found: Iterator[JobPosting] = module.postings(page, BOARD)
    return found


@pytest.mark.parametrize("platform", OWN)
@settings(max_examples=60, deadline=None)
@given(value=JSON)
def test_no_answer_reads_as_an_empty_board_unless_it_says_so(platform: str, value: Any) -> None:
    module, body = MODULES[platform], json.dumps(value)
    scripted = f"<html><body><script>window.pageData = {body};</script></body></html>"
    for page in (
        TextResponse(ADDRESSES[platform], body=body.encode(), encoding="utf-8"),
        HtmlResponse(ADDRESSES[platform], body=scripted.encode(), encoding="utf-8"),
    ):
        rows: list[Listed] | None = None
        found: list[JobPosting] | None = None
        with suppress(PageError), foreseen(page):
            rows = list(rows_of(module, page))
        with suppress(PageError), foreseen(page):
            found = list(postings_of(module, page))
        assert rows is None or rows or module.declared_empty(page, BOARD)
        assert rows is None or all(row.source_id for row in rows)
        assert found is None or found


@settings(deadline=None)  # a busy machine is no mistake
@given(st.text())
def test_texts_of_json_fields_never_raise(text: str) -> None:
    assert isinstance(plain(text, "https://example.org/"), str)
    assert isinstance(place((text, text), "remote"), str)


@pytest.mark.parametrize("platform", OWN)
def test_a_page_of_another_kind_is_an_error(platform: str) -> None:
    page = HtmlResponse(ADDRESSES[platform], body=b"<html><body><p>Welcome to our site.</p></body></html>")
    for read in (rows_of, postings_of):
        with pytest.raises(PageError):
            list(read(MODULES[platform], page))


def test_requests_for_further_pages_stay_on_the_boards_host() -> None:
    body = json.dumps({"jobRequisitions": [{"itemID": "1_1"}], "meta": {"startSequence": 1, "totalNumber": 2}})
    requests: list[Request] = list(adp.links(TextResponse(ADDRESSES["adp"], body=body.encode()), BOARD))
    assert [urlsplit(request.url).hostname for request in requests] == [adp.HOST]
    assert parse_qs(urlsplit(requests[0].url).query)["$skip"] == ["2"]
