"""JazzHR (applytojob.com), an applicant system. Tenant: the sub-domain.

List       /apply/jobs, one page with everything: `#job_listings_wrapper` or `table#jobs_table`, a
           `a.job_title_link` per posting, repeated in a second layout for telephones. No paging.
Posting    /apply/jobs/details/{ID}; themes also link /apply/{ID}/{slug} to the same page. JSON-LD on two
           pages of three; else `#resumator-job-…` elements, or `h3.job_meta` "Department - Location - Type".
Identity   ID, letters and digits; case matters.
Closed     the posting leaves the list. A page without title is not understood: proof of nothing.
Quirks     robots.txt differs from tenant to tenant. A tenant that left answers 200 with a parked page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read

POSTING = re.compile(r"^/apply/(?:jobs/details/)?(?P<id>[A-Za-z0-9]{6,})(?:/|$)")
SHELL = "#job_listings_wrapper, #jobs_table, .jobs-list"
DETAILS = "/apply/jobs/details/{}"
LABEL = re.compile(r"^\s*(?:location|type|department)\s*:\s*", re.IGNORECASE)
TITLE = "h1.job_title, .job-header h1, .job-header h2, #resumator-job-title, h1"
BODY = "#resumator-job-description, #job-description, .job_description"
PLACE = "#resumator-job-location"
KIND = "#resumator-job-employment, #resumator-job-type"
EMPLOYER = "h2.job_company, .job_company"


def posting_id(address: str) -> str:
    """The id in the address of a posting, of any theme; empty for other addresses."""
    parts = urlsplit(address)
    found = POSTING.match(parts.path)
    return found["id"] if found and (parts.hostname or "").endswith(".applytojob.com") else ""


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows of /apply/jobs. Raises `LayoutChanged`."""
    shell = response.css(SHELL)
    if not shell:
        raise LayoutChanged(response.url, f"none of {SHELL} on the list")
    rows: dict[str, Listed] = {}
    for link in shell.css("a[href]"):
        number = posting_id(absolute(link.attrib["href"], response.url))
        title = clean_line(" ".join(link.css("::text").getall()))
        if number and title and number not in rows:
            rows[number] = _row(number, title, link, response)
    if not rows and not none_open(response):
        raise LayoutChanged(response.url, "no link to a posting on the list, and no words that it is empty")
    yield from rows.values()


def _row(number: str, title: str, link: Selector, response: TextResponse) -> Listed:
    cells = link.xpath("./ancestor::tr[1]/td[last()][preceding-sibling::td]")
    return Listed(
        source_id=number,
        url=response.urljoin(DETAILS.format(number)),
        title=title,
        location_text=_text(cells),
    )


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a details page. Raises `LayoutChanged` when there is none on it."""
    number = posting_id(response.url)
    if not number or (row and number != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    url = response.urljoin(DETAILS.format(number))
    nodes = job_postings(response.selector)
    shown = _shown(response, number, url)
    if not nodes and not (shown.title and shown.description):
        raise LayoutChanged(response.url, f"neither a JobPosting in JSON-LD nor {BODY}")
    item = read(nodes[0], source_id=number, url=url) if nodes else shown
    yield replace(
        item,
        employer=item.employer or shown.employer,
        department=shown.department,
        location_text=item.location_text or shown.location_text or (row.location_text if row else ""),
        employment_text=shown.employment_text or item.employment_text,
        apply_url=item.apply_url or url,
        description=item.description or shown.description,
    )


def _shown(response: TextResponse, number: str, url: str) -> JobPosting:
    """What the page shows, whatever its theme; `job_meta` counts from the right, the department may be missing."""
    meta = [part.strip() for part in re.split(r"\s[-–|]\s", _text(response.css("h3.job_meta")))]
    kind = meta[-1] if len(meta) > 1 else ""
    parts = [block for body in response.css(BODY)[:1] for block in blocks(body, url)]
    return JobPosting(
        source_id=number,
        url=url,
        employer=_text(response.css(EMPLOYER)),
        title=_text(response.css(TITLE)),
        department=" - ".join(meta[:-2]),
        location_text=_text(response.css(PLACE)) or (meta[-2] if kind else meta[0]),
        employment_text=_text(response.css(KIND)) or kind,
        apply_url=apply_url(parts),
        description=clean_text(as_text(parts)),
    )


def _text(found: Iterator[Selector] | list[Selector]) -> str:
    first = next(iter(found), None)
    return LABEL.sub("", clean_line(" ".join(first.css("::text").getall()))) if first else ""


PLATFORM = Platform(
    name="jazzhr",
    domains=("applytojob.com",),
    openings=(r"(?<![\w-])([\w-]+)\.applytojob\.com/apply/(?:jobs/details/)?(\w{8,})",),
    addresses=(
        Address.of(
            r"(?P<t>(?!(?:www|app|developers|login|portal|support)\.)[\w-]+)\.applytojob\.com",
            tenant="{t}",
            key="{t}",
            lower=True,
        ),
    ),
    list_url="https://{tenant}.applytojob.com/apply/jobs",
    listed=listed,
    postings=postings,
    declared_empty=OfPage(none_open),
    paging="one page with everything",
)
