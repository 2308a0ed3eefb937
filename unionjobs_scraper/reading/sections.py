"""One page cut into its postings: boards of a few jobs that put each under a heading of its own.

What names a job is a heading, a line that the page's own table of contents links to, or a line in
capitals; what is inside a posting ("Qualifications", "How to apply") never begins another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urldefrag

from scrapy.http import TextResponse

from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.article import article, with_facts
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.header import same
from unionjobs_scraper.reading.labels import facts, line_rows
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text
from unionjobs_scraper.reading.titles import bare_title, names_a_job, slug

PLACE_AND_TITLE = re.compile(r"^(?P<place>[A-Z][\w.’' ]+(?:,\s*[A-Z][\w.’' ]+)?)\s+[–—-]\s+(?P<title>[A-Z(].*)$")
"""`Reno, Nevada – Organizer`."""
STREET = re.compile(r",\s+(?P<place>[A-Z][A-Za-z.’' -]{1,40},\s+[A-Z]{2})\s+\d{5}\b")
"""A street address's city and state, before its ZIP code."""
WORKPLACE = re.compile(r"\b(?:based|located|offices?|headquarters|report\w*|duty\s+station)\b[^.;\n]*$", re.IGNORECASE)
"""Words before a street address, in the same sentence, that make it the place of work."""
NEAR = 120
WHOLE_TEXT = 30
"""Words of a section from which it holds a posting, and no mere line between a title and its repetition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One posting of a page of several."""

    title: str
    blocks: tuple[Block, ...]
    titles: tuple[str, ...] = ()
    """The lines of its heading that name jobs, where there are several: no part of the text says which is whose."""


def cut(parts: Sequence[Block], page_url: str, employer: str = "") -> tuple[list[Block], list[Section]]:
    """What comes before the first posting, and the postings; a contents line without a section is one too."""
    contents = [block for block in parts if _is_contents(block, page_url) and names_a_job(block.line)]
    titles = [block.line for block in contents]
    in_headings = any(block.is_heading and names_a_job(block.line) for block in parts)
    before: list[Block] = []
    sections: list[tuple[str, list[Block]]] = []
    several: dict[int, tuple[str, ...]] = {}
    for block in parts:
        if any(block is each for each in contents):
            continue
        if _begins(block, titles, in_headings=in_headings):
            title = bare_title(block.line, employer)
            if sections and _repeats(title, sections[-1][0]) and not _is_next(title, *sections[-1]):
                continue  # the heading again, over the text it belongs to
            sections.append((title, []))
            several[len(sections) - 1] = tuple(line for line in block.lines if names_a_job(line))
        elif sections:
            sections[-1][1].append(block)
        else:
            before.append(block)
    found = [
        Section(title=title, blocks=tuple(body), titles=several[number] if len(several[number]) > 1 else ())
        for number, (title, body) in enumerate(sections)
    ]
    for title in titles:
        bare = bare_title(title, employer)
        if not any(
            _repeats(bare, each.title) or _repeats(_unbracketed(bare), _unbracketed(each.title)) for each in found
        ):
            found.append(Section(title=bare, blocks=()))
    return before, found


def _is_contents(block: Block, page_url: str) -> bool:
    """Whether a block only points to another part of its own page."""
    page = urldefrag(page_url).url.rstrip("/")
    links = [urldefrag(link.url) for link in block.links]
    return bool(links) and all(link.url.rstrip("/") == page and link.fragment for link in links)


def _begins(block: Block, titles: Sequence[str], *, in_headings: bool) -> bool:
    line = block.line
    if any(same(line, title) for title in titles):
        return True
    if block.tag == "li" or not names_a_job(line):
        return False
    if block.is_heading:
        return True
    placed = PLACE_AND_TITLE.match(line)
    return line.isupper() if in_headings else bool(line.isupper() or placed or len(line) < 70)


def _repeats(title: str, other: str) -> bool:
    one, two = slug(title), slug(other)
    return one == two or (min(len(one), len(two)) > 8 and (one.startswith(two) or two.startswith(one)))


def _is_next(title: str, before: str, body: Sequence[Block]) -> bool:
    """Whether a title begins another posting of the same title: the one before has a posting's text already."""
    return slug(title) == slug(before) and sum(len(block.text.split()) for block in body) >= WHOLE_TEXT


def _unbracketed(title: str) -> str:
    """A title without "(Dallas)": one section can serve several lines of the contents."""
    return re.sub(r"\s*\([^()]*\)", "", title)


def postings(
    response: TextResponse, *, employer: str, region: str = "", for_all: Sequence[str] = ()
) -> Iterator[JobPosting | LeftOut]:
    """Every posting of a one-page board, each with an id made of its title; a heading of two jobs is told as unread.

    `employer`: whose name may come before a title; `region`: where the board is at home; `for_all`:
    headings before the first posting whose text holds for every one. Raises `LayoutChanged`.
    """
    about = article(response)
    parts = [Block("h1", [about.heading]), *about.blocks] if names_a_job(about.heading) else list(about.blocks)
    before, found = cut(parts, response.url, employer)
    if not found and not none_open(response):
        raise LayoutChanged(response.url, "no heading that names a job, and no words that there is none")
    shared = _under(before, for_all)
    taken: dict[str, int] = {}
    for section in found:
        if section.titles:
            yield LeftOut(reason="two-titles", words=" / ".join(section.titles))
        item = _posting(section, shared, response.url, region)
        number = taken[item.source_id] = taken.get(item.source_id, 0) + 1
        yield item if number == 1 else _numbered(item, number)


def _posting(section: Section, shared: Sequence[Block], page_url: str, region: str) -> JobPosting:
    own = [*section.blocks, *shared]
    stated = facts(line_rows(own))
    placed = PLACE_AND_TITLE.match(section.title)
    place, title = (placed["place"], placed["title"]) if placed and not names_a_job(placed["place"]) else ("", "")
    text = clean_text(as_text(own))
    name = slug(section.title)
    item = JobPosting(
        source_id=name,
        url=f"{urldefrag(page_url).url}#{name}",
        title=title or section.title,
        location_text=place or stated.get("location", "") or _workplace(text),
        region_text=region,
        apply_url=apply_url(own),
        description=text,
        closing_mark=closing_mark(clean_text(as_text(section.blocks))),
    )
    return with_facts(item, stated)


def _workplace(text: str) -> str:
    streets = (
        found for found in STREET.finditer(text) if WORKPLACE.search(text[max(0, found.start() - NEAR) : found.start()])
    )
    return next((found["place"] for found in streets), "")


def _numbered(item: JobPosting, number: int) -> JobPosting:
    return replace(item, source_id=f"{item.source_id}-{number}", url=f"{item.url}-{number}")


def _under(parts: Sequence[Block], headings: Sequence[str]) -> list[Block]:
    """The blocks from one of the named headings up to the next line that is no part of it."""
    kept: list[Block] = []
    inside = False
    for block in parts:
        named = any(same(block.line, heading) for heading in headings)
        if named or block.is_heading:
            inside = named
        if inside:
            kept.append(block)
    return kept
