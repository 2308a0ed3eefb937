"""JazzHR (applytojob.com), an applicant system. Tenant: the sub-domain.

List       /apply/jobs, one page with everything: `#job_listings_wrapper` or `table#jobs_table`, for each posting a
           `tr#row_job_…` with `a.job_title_link`, `span.resumator_department` and the place in the last cell; all of
           them again in a second layout for telephones. Themes list `li.list-group-item`. Read: title, address, place,
           department; the employer from the page's schema.org Organization. Not read: the row's id, a day of drafting.
Posting    /apply/jobs/details/{ID}; themes also link /apply/{ID}/{slug} to the same page. JSON-LD JobPosting on two
           pages of three (datePosted, baseSalary, hiringOrganization, jobLocation); always what the page shows:
           `.job-header h2` or `h1.job_title` (`h1.brand-text` is the employer), `#resumator-job-…` or a `title`
           attribute for Location, Type, Department; else `h3.job_meta` "Department - Location - Type". Type and
           department of the page outrank the markup's, which knows fewer kinds. Experience is not read: no column.
Identity   ID, letters and digits; case matters.
Closed     the posting leaves the list, its own page answers 410. While one can apply the page has the form
           `#form_submit_new_resume`: it outweighs words. A page without title is not understood: proof of nothing.
Quirks     robots.txt differs from tenant to tenant. A tenant that left answers 200 with a parked page. The system
           makes up `validThrough`: datePosted + 90 days. Links outside of the list (/apply/vendor/…) are no postings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.entries import accounted
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.json_ld import nodes
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read
from unionjobs_scraper.reading.visible import base_of

POSTING = re.compile(
    r"^/apply/(?:jobs/details/)?(?P<id>[A-Za-z0-9]{10,}|(?=[A-Za-z]*[0-9])[A-Za-z0-9]{6,9})(?:/|$)", re.IGNORECASE
)
SHELL = "#job_listings_wrapper, #jobs_table, .jobs-list"
ROWS = "tr:not(:has(th)), .jobs_row, li.list-group-item, [id^=row_job], .resumator-job"
DETAILS = "/apply/jobs/details/{}"
LABEL = re.compile(r"^\s*(?:location|type|department|job\s+type)\s*:\s*", re.IGNORECASE)
CITY_AND_REGION = re.compile(r"^(?P<city>[^,;]+),\s*(?P<region>[^,;]{2,30})$")
EMPLOYER_IN_TITLE = re.compile(r"\s-\s(?P<employer>[^|]+?)\s-\s(?:career|job)s?\b.*$", re.IGNORECASE)
LONGEST = 300
"""Characters of a page's title that are read."""
TITLE = ("h1.job_title", "#resumator-job-title", ".job-header h2", ".job-header h1", "h1:not(.brand-text)")
BODY = "#resumator-job-description, #job-description, .job_description"
PLACE = ("#resumator-job-location", ".job-attributes-container [title=Location]", "[title=Location]")
KIND = ("#resumator-job-employment", "#resumator-job-type", "[title=Type]")
DEPARTMENT = ("#resumator-job-department", "[title=Department]")
EMPLOYER = ("h2.job_company", ".job_company", "h1.brand-text")
FORM = "form#form_submit_new_resume, #resumator-application-form form"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRow(Listed):
    """A row of the list, with the department, which some postings' own pages leave out."""

    department: str = ""
    """The row's department."""


def posting_id(address: str) -> str:
    """The id in the address of a posting, of any theme; empty for other addresses."""
    parts = urlsplit(address)
    found = POSTING.match(parts.path)
    return found["id"] if found and (parts.hostname or "").endswith(".applytojob.com") else ""


def listed(response: TextResponse, board: Board) -> Iterator[JobRow | LeftOut]:
    """The rows of /apply/jobs, each posting once. Raises `LayoutChanged`."""
    if not response.css(SHELL):
        raise LayoutChanged(response.url, f"none of {SHELL} on the list")
    employer = next((clean_line(str(each.get("name") or "")) for each in nodes(response.selector, "Organization")), "")
    found = [row for each in _rows(response) for row in _row(each, employer, response)]
    if not found and not none_open(response):
        raise LayoutChanged(response.url, "no link to a posting on the list, and no words that it is empty")
    once: dict[str, JobRow] = {}
    for row in accounted(found, lambda each: each, response, "the list"):
        if isinstance(row, LeftOut):
            yield row
        elif row.source_id not in once:
            once[row.source_id] = row
    yield from once.values()


def _rows(response: TextResponse) -> Iterator[Selector]:
    """What stands where postings stand: the rows of either layout, else the links to postings themselves."""
    shells = response.css(SHELL)
    rows = list({row.root: row for row in shells.css(ROWS)}.values())  # one shell may stand in another
    yield from rows
    inside = {link.root for row in rows for link in row.css("a")}
    for link in shells.css("a[href]"):
        if link.root not in inside and posting_id(absolute(link.attrib["href"], base_of(response))):
            yield link


def _row(row: Selector, employer: str, response: TextResponse) -> Iterator[JobRow | LeftOut]:
    """A row's posting, or several; none of the name of a group of rows, and of a row without any words."""
    links = row.css("a[href]") or row.xpath("self::a[@href]")
    told = [(posting_id(absolute(each.attrib["href"], base_of(response))), _words(each)) for each in links]
    known = dict(each for each in reversed(told) if each[0] and each[1])
    alone = len(known) == 1  # what else a row of several says belongs to none of them for sure
    for number, title in known.items():
        yield JobRow(
            source_id=number,
            url=response.urljoin(DETAILS.format(number)),
            title=title,
            employer=employer,
            location_text=_place(_place_words(row)) if alone else "",
            department=_department(row) if alone else "",
        )
    heads_rows = not links and len(row.xpath("self::tr/td")) == 1
    if not known and not heads_rows and _words(row):
        yield LeftOut(reason="no-posting-link", words=_words(row))


def _place_words(row: Selector) -> str:
    cells = row.xpath("self::tr/td[last()][preceding-sibling::td]")
    return _text(cells) or _beside(row, "fa-map-marker") or _labelled(row, "location")


def _department(row: Selector) -> str:
    return _text(row.css(".resumator_department")) or _beside(row, "fa-sitemap") or _labelled(row, "department")


def _beside(row: Selector, icon: str) -> str:
    return _text(row.xpath(".//*[i[contains(@class, $icon)]]", icon=icon))


def _labelled(row: Selector, label: str) -> str:
    lines = (_words(each) for each in row.css(".resumator_description"))
    return next((LABEL.sub("", line) for line in lines if line.lower().startswith(label)), "")


def _place(said: str) -> str:
    """A city and its region, which the system writes into one line; other words as they are."""
    parts = CITY_AND_REGION.match(said)
    return place_text(parts["city"], parts["region"]) if parts else said


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a details page. Raises `LayoutChanged` when there is none on it."""
    number = posting_id(response.url)
    if not number or (row and number != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    url = response.urljoin(DETAILS.format(number))
    found = job_postings(response.selector)
    shown = _shown(response, number, url)
    if not found and not (shown.title and shown.description):
        raise LayoutChanged(response.url, f"neither a JobPosting in JSON-LD nor {BODY}")
    item = read(found[0], source_id=number, url=url) if found else shown
    yield replace(
        item,
        employer=item.employer or shown.employer or (row.employer if row else ""),
        department=shown.department or item.department or (row.department if isinstance(row, JobRow) else ""),
        location_text=item.location_text or shown.location_text or (row.location_text if row else ""),
        employment_text=shown.employment_text or item.employment_text,
        apply_url=url if shown.stated_open else item.apply_url or url,
        description=item.description or shown.description,
        stated_open=shown.stated_open,
    )


def _shown(response: TextResponse, number: str, url: str) -> JobPosting:
    """What the page shows, whatever its theme; `job_meta` counts from the right, the department may be missing."""
    meta = [part.strip() for part in re.split(r"\s[-–|]\s", _text(response.css("h3.job_meta")))]
    kind = meta[-1] if len(meta) > 1 else ""
    parts = [block for body in response.css(BODY)[:1] for block in blocks(body, url)]
    return JobPosting(
        source_id=number,
        url=url,
        employer=_first(response, EMPLOYER) or _employer_in_title(response),
        title=_first(response, TITLE),
        department=_first(response, DEPARTMENT) or " - ".join(meta[:-2]),
        location_text=_place(_first(response, PLACE) or (meta[-2] if kind else meta[0])),
        employment_text=_first(response, KIND) or kind,
        apply_url=apply_url(parts),
        description=clean_text(as_text(parts)),
        stated_open="form#form_submit_new_resume" if response.css(FORM) else "",
    )


def _employer_in_title(response: TextResponse) -> str:
    """The employer of "{title} - {employer} - Career Page"."""
    found = EMPLOYER_IN_TITLE.search(clean_line(response.xpath("string(//head/title)").get(""))[:LONGEST])
    return found["employer"].rpartition(" - ")[2] if found else ""


def _first(response: TextResponse, selectors: Sequence[str]) -> str:
    """The words of the first of the selectors that finds any."""
    return next(filter(None, (_text(response.css(each)) for each in selectors)), "")


def _text(found: Sequence[Selector]) -> str:
    first = next(iter(found), None)
    return LABEL.sub("", _words(first)) if first else ""


def _words(found: Selector) -> str:
    return clean_line(" ".join(found.css("::text").getall()))


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
        # what an employer's own page loads its list with
        Address.of(r"app\.jazz\.co/widgets/\w+/create/(?P<t>[\w-]+)", tenant="{t}", key="{t}", lower=True),
    ),
    list_url="https://{tenant}.applytojob.com/apply/jobs",
    listed=listed,
    postings=postings,
    declared_empty=OfPage(none_open),
    paging="one page with everything",
)
