"""The labelled layouts of real pages: built in their order of lines, read by the source that covers them, normalized.

Runs where the labelled set lies beside the checkout. The lines are the label's and the layout's, the prose is invented.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest
from scrapy.http import HtmlResponse, TextResponse
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from lab.program.program import ROOT
from lab.replica.unionjobs import Ad, posting_page
from tests.support.layout_sites import Site, html, site_of
from tests.support.layouts import PROSE, Label, header_and_body, state
from unionjobs_scraper.crawl.page_reading import of_board, read_list
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.errors import LayoutChanged, PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.spiders.unionjobs import posting_id

LAYOUTS = ROOT / "../shared/gold/layouts.jsonl"
pytestmark = pytest.mark.skipif(not LAYOUTS.exists(), reason="needs ../shared/gold")
COVERED = 70
"""Layouts that a source of the register covers."""
RIGHT = 70
"""Of those, at least this many must be right in title, employer, place, dates and status."""


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LAYOUTS.read_text(encoding="utf-8").splitlines()]


def covered() -> Iterator[tuple[dict[str, Any], Site | None]]:
    """The layouts of postings that a source covers; None stands for unionjobs.com."""
    for row in rows():
        site = site_of(row["url"])
        label = row.get("label") or {}
        if row["kind"] == "listing" and label.get("title") and (site or posting_id(row["url"]).isdecimal()):
            yield row, site


def spider_of(source: str) -> BoardSpider:
    spider = SpiderLoader.from_settings(get_project_settings()).load(source)()
    assert isinstance(spider, BoardSpider)
    return spider


def of_unionjobs(row: dict[str, Any]) -> tuple[BoardSpider, TextResponse, Listed]:
    """The page on unionjobs.com, and the row of the list that leads to it."""
    label: Label = row["label"]
    header, parts = header_and_body(row["layout"], label)
    lines = tuple(escape(line).replace("\n", "<br>") for line in ["", *header])
    number = posting_id(row["url"])
    regions = {place.get("region") for place in label["locations"]} - {None} if label.get("locations") else set()
    listed = Listed(
        source_id=number,
        url=f"https://www.unionjobs.com/listing.php?id={number}",
        employer=label["employer"],
        title=label["title"],
        region_text=", ".join(sorted(map(state, regions))),
    )
    ad = Ad(number=int(number), employer=label["employer"], title=label["title"], header=lines, body="\n".join(parts))
    return spider_of("unionjobs"), HtmlResponse(row["url"], body=posting_page(ad).encode()), listed


def of_site(row: dict[str, Any], site: Site) -> tuple[BoardSpider, TextResponse, Listed | None]:
    """The page on another site, and the row of its list as far as it has one."""
    label, spider = row["label"], spider_of(site.source)
    page = site.body(row["layout"], label).encode()
    if spider.extractor.reads_whole(spider.board):
        if not site.read_at:
            return spider, HtmlResponse(row["url"], body=page), None
        headers = {"Content-Type": "application/json"}
        return spider, TextResponse(site.read_at, body=page, headers=headers, encoding="utf-8"), None
    employer = (label.get("employer") or "") if site.row_employer else ""
    listed = Listed(source_id="", url=row["url"], title=label["title"], employer=employer)
    return spider, HtmlResponse(row["url"], body=page), listed


def read(row: dict[str, Any], site: Site | None) -> JobPosting:
    """The posting as a crawl would store it. Raises `PageError`."""
    spider, response, listed = of_site(row, site) if site else of_unionjobs(row)
    if listed and not listed.source_id:  # the id that the page's own address has
        try:
            own = next(iter(spider.read(response, None))).source_id
        except PageError:
            own = re.sub(r"^.*?://[^/]+/", "", row["url"])
        listed = Listed(source_id=own, url=row["url"], title=listed.title, employer=listed.employer)
    (item,) = spider.read(response, listed)
    return normalized(of_board(item, spider.board, listed), spider.board.country)


def misses(row: dict[str, Any], site: Site | None) -> list[str]:
    """What is wrong, in words."""
    label = row["label"]
    try:
        item = read(row, site)
    except PageError as error:
        return [f"not read: {error.message}"]
    places = "; ".join(
        ", ".join(filter(None, (place.get("locality"), place.get("region"), place.get("country"))))
        for place in label.get("locations") or []
    )
    wanted = {
        "title": (item.title, label["title"]),
        "places": (item.locations, places),
        "posted": (str(item.date_posted or ""), label.get("date_posted") or ""),
        "deadline": (str(item.valid_through or ""), label.get("valid_through") or ""),
        "status": ("closed" if item.closing_mark else "open", label["status"]),
    }
    wrong = [f"{name}: {found!r} instead of {want!r}" for name, (found, want) in wanted.items() if found != want]
    if label.get("employer") and not same_employer(item.employer, label["employer"]):
        wrong.append(f"employer: {item.employer!r} instead of {label['employer']!r}")
    return wrong


def same_employer(found: str, wanted: str) -> bool:
    """The same words, or another name of the same local or union."""
    one, other = affiliation(found), affiliation(wanted)
    named = bool(one.union) and (one.union, one.local) == (other.union, other.local)
    return found.casefold() == wanted.casefold() or (named and bool(one.local or wanted.isupper() or found.isupper()))


def test_layouts_of_real_pages() -> None:
    found = {row["url"]: misses(row, site) for row, site in covered()}
    wrong = {url: said for url, said in found.items() if said}
    print(f"{len(found) - len(wrong)} of {len(found)} layouts right; missed:")
    for url, said in wrong.items():
        print(f"  {url}", *said, sep="\n      ")
    assert len(found) >= COVERED
    assert len(found) - len(wrong) >= RIGHT, wrong


TEXT = (
    f"<p>{PROSE} The job is full of meetings, maps and lists, and candidates have done such work before.</p>"
    "<p>To apply, send a resume to <a href='mailto:jobs@example.org'>jobs@example.org</a>.</p>"
)
HEADED = "<h3>Position Summary</h3>"
INDEXES = [
    # TITLE caps list, the first title again, then every job in full
    (
        "calaborfed", "https://calaborfed.org/job-opportunities/",
        ("<h1>Job Opportunities</h1><p>About the federation.</p>"
        "<p><a href='#a'>FIELD DIRECTOR</a></p><p><a href='#b'>STAFF ATTORNEY</a></p>"
        f"<p><strong>FIELD DIRECTOR</strong></p><p><strong>POSITION DESCRIPTION</strong></p>{TEXT}"
        f"<p><strong>STAFF ATTORNEY</strong></p><p><strong>POSITION DESCRIPTION</strong></p>{TEXT}"),
        ["FIELD DIRECTOR", "STAFF ATTORNEY"],
    ),
    # pay and how to apply before the jobs, then "{City, State} – {title}"
    (
        "rocunited", "http://rocunited.org/jobs/",
        ("<h1>Jobs</h1><p>About us.</p><h3>Salary and Benefits</h3><p>$50,000</p><h3>How to apply</h3><p>Write.</p>"
        f"<h3>Detroit, Michigan – Organizer</h3>{TEXT}<h3>Chicago, Illinois – Policy Coordinator</h3>{TEXT}"),
        ["Organizer", "Policy Coordinator"],
    ),
    # a slogan, each title with an anchor's mark
    (
        "wsna-old", "http://apply.wsna.org/jobs",
        (f"<p>Work with nurses!</p><h2>Nurse Representative <a href='#nurse-representative'>#</a></h2><p>{PROSE}</p>"
        f"{HEADED}{TEXT}<h2>Staff Attorney <a href='#staff-attorney'>#</a></h2><p>{PROSE}</p>{HEADED}{TEXT}"),
        ["Nurse Representative", "Staff Attorney"],
    ),
    # a list of titles, an invitation to tender among them, and the full text of each below
    (
        "aaup", "https://www.aaup.org/about/staff/employment-opportunities",
        ("<h1>Employment Opportunities</h1><ul><li>Lead Organizer</li><li>Request for Proposals: Audit</li></ul>"
        f"<h2>Lead Organizer</h2>{TEXT}<h2>Request for Proposals: Audit</h2><p>Offers are due in May.</p>"),
        ["Lead Organizer"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "address", "content", "titles"), INDEXES, ids=[row[0] for row in INDEXES])
def test_pages_that_hold_several_jobs(source: str, address: str, content: str, titles: list[str]) -> None:
    assert address in {row["url"] for row in rows() if row["kind"] == "index"}
    spider = spider_of(source)
    page = HtmlResponse(address, body=html(f"<main>{content}</main>").encode())
    found = read_list(spider.extractor, spider.board, page)
    assert [item.title for item in found.items.values()] == titles


@pytest.mark.parametrize(
    ("source", "content"),
    [
        (
            "cupe-ab",
            "<p>Employment Opportunities with CUPE – <a href='https://x.test/'>Click here for listings</a></p>",
        ),
        ("psac", "<p>The levels are Internal, Membership and Public. The process has four steps.</p>"),
    ],
)
def test_pages_about_jobs_that_hold_none(source: str, content: str) -> None:
    """The role families and steps that they speak of are no postings, and nothing says that there are none."""
    spider = spider_of(source)
    page = html(f"<main><h1>Employment</h1><h2>National Representatives</h2>{content}</main>")
    with pytest.raises(LayoutChanged):
        read_list(spider.extractor, spider.board, HtmlResponse(spider.board.start, body=page.encode()))
