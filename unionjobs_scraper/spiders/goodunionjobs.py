"""Good Union Jobs, https://goodunionjobs.com: jobs with a union contract, unions' own staff jobs among them.

List       /jobs (taken from the postings' addresses, not seen).
Posting    /jobs/{number}-{slug}: employer, title, then bare chips for pay ("60K-75K"), place, kind and age
           ("9mo"), then the employer's text.
Identity   the number.
Closed     no marker is known: nothing is assumed.
Quirks     pay without a currency (the board is American: dollars); the age is no date; text copied from
           employers' own boards and unionjobs.com.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor, OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.article import article
from unionjobs_scraper.reading.header import same
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text

HOSTS = ("goodunionjobs.com",)
ADDRESS = re.compile(r"^(?P<url>https?://(?:www\.)?goodunionjobs\.com/jobs/(?P<id>\d+)(?:-[^/?#]*)?)/?(?:[?#].*)?$")
PAY = re.compile(
    r"^\$?\s*\d[\d,.]*\s*k?(?:\s*(?:-|–|to)\s*\$?\s*\d[\d,.]*\s*k?)?(?:\s*(?:/|per\s+)\s*\w+)?$", re.IGNORECASE
)
KIND = re.compile(
    r"^(?:full|part)[\s-]?time$|^(?:contract|temporary|internship|seasonal|permanent|apprenticeship)$", re.IGNORECASE
)
AGE = re.compile(r"^\d+\s*(?:s|m|min|h|hr|d|w|wk|mo|y|yr)s?(?:\s+ago)?$|^new$", re.IGNORECASE)
LONGEST_CHIP = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class Chips:
    """What is between the title and the text."""

    pay: str = ""
    place: str = ""
    kind: str = ""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a list page. Raises `LayoutChanged`."""
    yield from link_lists.listed(response, ADDRESS, "/jobs/{number}-{slug}")


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a page. Raises `LayoutChanged` when no employer is above its title."""
    address = ADDRESS.match(response.url)
    if not address or (row and address["id"] != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    about = article(response)
    words = [clean_line(text) for text in about.selector.xpath(".//text()[not(ancestor::script)]").getall()]
    words = [word for word in words if word]
    title = next((number for number, word in enumerate(words) if same(word, about.heading)), 0)
    if not title:
        raise LayoutChanged(response.url, "no h1 with the employer above it")
    chips = read_chips(words[title + 1 : title + 8])
    about_job = [
        block for block in about.blocks if block.line not in words[: title + 1] and not _is_chips(block.line, chips)
    ]
    yield JobPosting(
        source_id=address["id"],
        url=row.url if row else address["url"],
        employer=words[title - 1],
        title=about.heading,
        location_text=chips.place,
        employment_text=chips.kind,
        salary_text=chips.pay if not chips.pay or "$" in chips.pay else f"${chips.pay}",
        apply_url=apply_url(about_job, HOSTS),
        description=clean_text(as_text(about_job)),
    )


def read_chips(words: Sequence[str]) -> Chips:
    """The chips up to the age or the first longer words; the one that is nothing else is the place."""
    found: dict[str, str] = {}
    for word in words:
        if AGE.match(word) or len(word) > LONGEST_CHIP:
            break
        name = "pay" if PAY.match(word) else "kind" if KIND.match(word) else "place"
        found.setdefault(name, word)
    return Chips(**found)


def _is_chips(line: str, chips: Chips) -> bool:
    return bool(AGE.match(line)) or line.replace(" ", "") in (
        f"{chips.pay}{chips.place}{chips.kind}".replace(" ", ""),
        *(word.replace(" ", "") for word in (chips.pay, chips.place, chips.kind) if word),
    )


EXTRACTOR = Extractor(
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
