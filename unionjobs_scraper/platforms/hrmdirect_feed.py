"""The feed of an HRMDirect board: /employment/xml.php, the whole tenant, a `job` for each place of a posting.

Read       referencenumber (else `req` in url), title, company, department, city, state, country, date.
Not read   url (the id says it), postalcode, office (a name of the employer's own), descriptionrich (cut at 1,000
           characters), publisher, lastBuildDate.
`date` is the midnight of New York, labelled +0100: the day is right, the clock is not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.errors import TruncatedPage
from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms.json_answers import misread, parameter

POSTING = "/employment/job-opening.php"
FEED = re.compile(r"<source\b")
JOB = re.compile(r"<job\b")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Characters that end an XML parser's work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow(Listed):
    """A row of the list, with the department, which some tenants' postings leave out."""

    department: str = ""
    """The row's department."""


def is_feed(response: TextResponse) -> bool:
    """Whether the page is the feed and not the careers page."""
    return bool(FEED.search(response.text[:2000]))


def of_feed(response: TextResponse) -> Iterator[JobRow | LeftOut]:
    """The rows of the feed, one for each place. Raises `LayoutChanged` or `TruncatedPage`."""
    text = CONTROL.sub("", response.text)
    if "</source" not in text[-200:]:
        raise TruncatedPage(response.url, "the feed stops before </source>")
    feed = Selector(text=text, type="xml")
    jobs = feed.xpath("//*[local-name()='job']")
    if len(jobs) != len(JOB.findall(text)):
        raise misread(response, f"{len(JOB.findall(text))} <job> in the feed, of which {len(jobs)} can be read")
    for job in jobs:
        yield _of_job(job, response)
    for other in feed.xpath("//*[local-name()='source']/*[*][local-name()!='job']"):
        yield LeftOut(reason="no-job", words=" ".join(other.xpath(".//text()").getall()))


def _of_job(job: Selector, response: TextResponse) -> JobRow | LeftOut:
    def said(name: str) -> str:
        words = job.xpath("string(*[local-name()=$name])", name=name).get("")
        return clean_line(html.unescape(words))

    number, title = said("referencenumber") or parameter(said("url"), "req"), said("title")
    if not number or not title:
        return LeftOut(reason="no-title" if number else "no-referencenumber", words=title or said("url"))
    return JobRow(
        source_id=number,
        url=address(response.url, number),
        title=title,
        employer=said("company"),
        department=said("department"),
        location_text=place_text(said("city"), said("state"), said("country")),
        date_posted_text=said("date"),
    )


def address(url: str, number: str) -> str:
    """The canonical address of a posting: `req_loc` and what tracks visitors are left out."""
    return urljoin(url, f"{POSTING}?req={number}")
