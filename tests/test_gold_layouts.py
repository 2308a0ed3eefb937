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

from replica.unionjobs import Ad, posting_page
from tests.layout_sites import Site, site_of
from tests.layouts import Label, header_and_body, state
from tests.program import ROOT
from unionjobs_scraper.census import Listed
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.spiders.base import BoardSpider
from unionjobs_scraper.spiders.unionjobs import posting_id

LAYOUTS = ROOT / "../shared/gold/layouts.jsonl"
pytestmark = pytest.mark.skipif(not LAYOUTS.exists(), reason="needs ../shared/gold")
COVERED = 70
"""Layouts that a source of the register covers."""
RIGHT = 1
"""Of those, at least this many must be right in title, employer, place, dates and status."""


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in LAYOUTS.read_text(encoding="utf-8").splitlines()]


def covered() -> Iterator[tuple[dict[str, Any], Site | None]]:
    """The layouts of postings that a source covers; None stands for unionjobs.com."""
    for row in rows():
        site = site_of(row["url"])
        label = row.get("label") or {}
        if row["kind"] == "listing" and label.get("title") and (site or posting_id(row["url"])):
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
    if spider.whole:
        headers = {"Content-Type": site.kind}
        return spider, TextResponse(row["url"], body=page, headers=headers, encoding="utf-8"), None
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
    return normalized(spider._own(item, listed), spider.board.country)


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
