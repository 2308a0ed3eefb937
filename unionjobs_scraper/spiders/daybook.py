"""Daybook, https://www.daybook.com: political and public-affairs jobs, unions' among them.

List       /jobs and /jobs/in/{place}: a card (`a`) per posting with title, employer, place, pay and a
           relative time; the next page behind "Next" or `page=N`.
Posting    /job/{slug}-{id}, earlier /jobs/{id}. Header: title, place, "Posted on" with the date filled in
           by script; then "Job Description" and a text pasted from a document, its old line breaks kept.
Identity   the 17 letters and digits at the end of the address. Case counts.
Closed     no marker is known: nothing is assumed.
Quirks     no line names the employer (the card does, or the prose); classes are generated and change;
           "3d ago" is no date and would change every row every day, so it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.article import article
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text
from unionjobs_scraper.reading.reflow import rejoined
from unionjobs_scraper.reading.titles import employer_named
from unionjobs_scraper.reading.visible import base_of

HOSTS = ("daybook.com",)
ADDRESS = re.compile(
    r"^(?P<url>https?://(?:www\.)?daybook\.com/jobs?/(?:[^/?#]*-)?(?P<id>[A-Za-z0-9]{17}))/?(?:\?.*)?$"
)
POSTED = re.compile(r"^Posted\s+on\b\s*(?P<date>.*)$", re.IGNORECASE)
DESCRIPTION = re.compile(r"^(?:job\s+)?description\W*$", re.IGNORECASE)
FOOTER = re.compile(
    r"^\W*(?:similar|related|more|other|recommended)\s+(?:jobs|roles|opportunities)\b|^share\s+this\s+job\b|^©"
    r"|^(?:sign\s+up|log\s+in|join\s+daybook|get\s+job\s+alerts)\b",
    re.IGNORECASE,
)
SKIPPED = re.compile(
    r"""^(?:new|featured|save|apply|•|·|\||\d+\+?\s*[a-z]{1,7}\.?(?:\s+ago)?|an?\s+\w+\s+ago
    |yesterday|today|just\s+now)$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Badges and relative times on a card."""
PAY = re.compile(r"^[$£€]\s*\d")


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The cards of a list page, and what stands among them unread. Raises `LayoutChanged`."""
    base = base_of(response)
    rows = {card.root: row for card in response.css("a[href]") if (row := _card(card, base))}
    if not rows and not none_open(response):
        raise LayoutChanged(response.url, "no card linking to /job/{slug}-{id}, and no words that there are none")
    yield from rows.values()
    yield from left_out({card: row.source_id for card, row in rows.items()}, reason="no-known-card", unlinked=True)


def _card(card: Selector, base_url: str) -> Listed | None:
    address = ADDRESS.match(absolute(card.attrib["href"], base_url))
    title = clean_line(" ".join(card.css("h1, h2, h3, h4")[:1].css("::text").getall()))
    if not address or not title:  # a bare link to a posting is no card
        return None
    words = [clean_line(text) for text in card.xpath(".//text()[not(ancestor::time)]").getall()]
    said = [word for word in words if word and word not in title and not SKIPPED.match(word) and not PAY.match(word)]
    employer = clean_line(" ".join(card.css("span.font-medium")[:1].css("::text").getall()))
    employer = employer or next(iter(said), "")
    return Listed(
        source_id=address["id"],
        url=address["url"],
        title=title,
        employer=employer,
        location_text=next((word for word in said if word != employer), ""),
    )


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged` when its header is not there."""
    address = ADDRESS.match(response.url)
    if not address or (row and address["id"] != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    about = article(response)
    parts = [block for block in about.blocks if block.lines]
    start = next((n for n, block in enumerate(parts[:40]) if any(map(POSTED.match, block.lines))), None)
    if start is None:
        start = next((n for n, block in enumerate(parts[:40]) if DESCRIPTION.match(block.line)), None)
    if start is None:
        raise LayoutChanged(response.url, 'neither "Posted on" nor "Job Description" is below the title')
    head = [line for block in parts[: start + 1] for line in block.lines]
    title = response.css("h1").xpath("string()").get("") and about.heading
    if not title:
        title = next((block.line for block in parts[:start] if block.is_heading), "") or next(iter(head), "")
    body = _body(parts[start:])
    places = [line for line in head if line != title and not POSTED.match(line) and not DESCRIPTION.match(line)]
    employer = row.employer if row else ""
    posted = next((found["date"] for line in head if (found := POSTED.match(line))), "")
    yield JobPosting(
        source_id=address["id"],
        url=row.url if row else address["url"],
        employer=employer or employer_named(line for block in body for line in block.lines),
        title=title,
        location_text=next((line for line in reversed(places) if line != employer), "")
        or (row.location_text if row else ""),
        date_posted_text=_day(response) or (posted if re.search(r"\b\d{4}\b", posted) else ""),
        apply_url=apply_url(body, HOSTS),
        description=clean_text(as_text(body)),
    )


def _body(parts: Sequence[Block]) -> list[Block]:
    """The text below the header, up to the site's own furniture, its broken lines put together."""
    start = next((n for n, block in enumerate(parts) if DESCRIPTION.match(block.line)), 0) + 1
    end = next((n for n, block in enumerate(parts) if n > start and FOOTER.match(block.line)), len(parts))
    return rejoined(parts[start:end])


def _day(response: TextResponse) -> str:
    """The date in the markup of "Posted on", where the server has put one there."""
    for said in response.xpath("//*[contains(text(), 'Posted on')]/descendant-or-self::*/@datetime").getall():
        if re.match(r"\d{4}-\d\d-\d\d", said):
            return str(said[:10])
    return ""


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
