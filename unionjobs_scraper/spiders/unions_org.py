"""unions.org, https://unions.org/union-jobs/: copies of postings from unionjobs.com.

List       /union-jobs/ (taken from the postings' addresses, not seen), pages behind "Next" or "Older".
Posting    /union-jobs/{yyyy}/{dd}/{mm}/{slug}: the text of unionjobs.com under a heading of the site's own,
           "{title} – {department} : {State}, {State}".
Identity   the path below /union-jobs/.
Closed     no marker is known, and old copies stay up for years: being listed here proves little, and
           the original's end is what unionjobs.com says. `job_id` joins the two.
Quirks     day before month in the address; the employer's line is before or after the title, doubled, or
           missing; a headquarters' street address is above the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.article import article
from unionjobs_scraper.reading.header import BARE_PLACE, LEAD_IN, header_length, read_header, same
from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text
from unionjobs_scraper.reading.titles import employer_named

HOSTS = ("unions.org",)
ADDRESS = re.compile(r"^https?://(?:www\.)?unions\.org/union-jobs/(?P<id>\d{4}/\d{1,2}/\d{1,2}/[^/?#]+)/?(?:[?#].*)?$")
CANONICAL = "https://unions.org/union-jobs/{}"
REPORTING = re.compile(r"reports?\s+to\b", re.IGNORECASE)
STATES = re.compile(r"\s+:\s+(?P<states>[^:]+)$")
ORGANIZATION = re.compile(
    r"\b(?:union|association|federation|council|local|center|centre|alliance|guild|coalition|committee|brotherhood"
    r"|workers|employees|teamsters|project|institute|network|united|labou?r)\b",
    re.IGNORECASE,
)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a list page: the link's words are the heading. Raises `LayoutChanged`."""
    for row in link_lists.listed(response, ADDRESS, "/union-jobs/{yyyy}/{dd}/{mm}/{slug}"):
        if isinstance(row, LeftOut):
            yield row
            continue
        title, states = _split(row.title)
        yield replace(row, url=CANONICAL.format(row.source_id), title=title, region_text=states)


def _split(heading: str) -> tuple[str, str]:
    """The heading without its states, and the states."""
    states = STATES.search(heading)
    return (heading[: states.start()].strip(), states["states"].strip()) if states else (heading, "")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged` when it has no title."""
    address = ADDRESS.match(response.url)
    if not address or (row and address["id"] != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    about = article(response)
    heading, states = _split(about.heading or (row.title if row else ""))
    lines = [line for block in about.blocks for line in block.lines]
    length = header_length(lines)
    title = next((line for line in lines[:length] if _begins(heading, line)), "")
    if not title and not states:
        raise LayoutChanged(response.url, "the heading does not end in a state, and its title is on no line below it")
    employer = _employer(lines[:length], title)
    header = read_header(lines, employer=employer or "?", title=title or heading)
    labels = labelled(about.blocks)
    yield JobPosting(
        source_id=address["id"],
        url=CANONICAL.format(address["id"]),
        employer=employer or employer_named(lines),
        title=header.title,
        department="" if REPORTING.match(header.department) else header.department,
        location_text=_places(header.location_text, states),
        region_text=states or (row.region_text if row else ""),
        valid_through_text=labels.get("valid_through", ""),
        employment_text=header.employment_text or labels.get("employment_type", ""),
        salary_text=header.pay,
        apply_url=apply_url(about.blocks, HOSTS),
        description=clean_text(as_text(_below(about.blocks, header.length))),
    )


def _places(place: str, states: str) -> str:
    """The place line; where it only names a region, or is missing, with the several states of the heading."""
    several = "," in states and (not place or re.search(r"\bregion\b", place, re.IGNORECASE))
    return "; ".join(filter(None, (place, states))) if several else place


def _below(parts: Sequence[Block], length: int) -> list[Block]:
    """The blocks after the header's lines: what unionjobs.com's own copy has as its text."""
    read = accumulate(len(block.lines) for block in parts)
    return [block for block, lines in zip(parts, read, strict=True) if lines > length]


def _begins(heading: str, line: str) -> bool:
    """Whether the heading begins with the line's words."""
    one, two = (re.sub(r"[\W_]+", "", text).casefold() for text in (heading, line))
    return len(two) > 3 and one.startswith(two)


def _employer(lines: Sequence[str], title: str) -> str:
    """The header's line that reads as an organization: doubled, of a known union, or with a word such as Council."""
    names = [line for line in lines if not (same(line, title) or LEAD_IN.match(line) or BARE_PLACE.match(line))]
    names = [line for line in names if len(line) < 120 and not re.match(r"^[\d(]|.*\b[A-Z]{2}\s+\d{5}\b", line)]
    doubled = (line for line in names if sum(same(line, other) for other in names) > 1)
    known = (line for line in names if affiliation(line).union and not title.startswith(line))
    worded = (line for line in names if ORGANIZATION.search(line))
    first = next(doubled, "") or next(known, "") or next(worded, "")
    spelled_out = next(
        (line for line in names if first and first.isupper() and affiliation(line).union and line != first), ""
    )
    return spelled_out or first


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
