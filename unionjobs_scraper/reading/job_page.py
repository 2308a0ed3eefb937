"""The page of one posting on a site that follows no system: which of its lines is the title, and where the job is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.places import parse_places
from unionjobs_scraper.normalize.titles import Title
from unionjobs_scraper.reading.header import BARE_PLACE, LEAD_IN
from unionjobs_scraper.reading.headlines import SEEKS, headline, is_job, sought
from unionjobs_scraper.reading.job_places import LABEL_ALONE, PLACE_LABEL, place_in
from unionjobs_scraper.reading.job_sections import kind_of, without
from unionjobs_scraper.reading.labels import line_rows
from unionjobs_scraper.reading.page import Block
from unionjobs_scraper.reading.place_sentences import SENTENCE, place_said

TITLE_LABEL = re.compile(
    r"^(?:(?:job|position|role|working|post|vacancy)\s+title|position|title|role|poste|titre(?:\s+du\s+poste)?"
    r"|intitulé du poste|subject|re|objet|betreff|puesto|cargo|stellenbezeichnung)$",
    re.IGNORECASE,
)
HEADER_LINES = 14
"""Lines under the title among which a bare place is looked for."""
LONGEST_SENTENCE = 400
FIRST_LINES = 30
ANYWHERE = re.compile(
    r"\b(?:remote(?:ly)?|hybrid|anywhere|statewide|various|multiple|throughout|covering|home)\b", re.IGNORECASE
)


def title_of(parts: Sequence[Block], named: str, employer: str, country: str = "") -> Title:
    """The title of a posting's page; empty where no line names a job.

    A heading that names a job comes first, then a label, the page's own name (`named`), a bold or short line, a
    sentence ("X is hiring a Y"), and at last a heading that is no general one.
    """
    for line in _lines_by_trust(parts, named):
        found = headline(line, employer, country)
        if (
            is_job(found.title)
            and not _is_general(found.title)
            and is_job(without(found.title, employer).strip(" -–—:|,"))
        ):
            return found
    lines = [line for block in parts for line in block.lines][:FIRST_LINES]
    sentences = [each for line in lines for each in SENTENCE.split(line) if len(each) < LONGEST_SENTENCE]
    for sentence in sentences:
        what = sought(sentence, one=True)
        if what and len(what) < 100:
            return headline(what, employer, country)
    headings = [block.line for block in parts if block.is_heading and block.lines][:3]
    own = next((line for line in headings if not _is_general(line) and len(line) < 80), "")
    return headline(own, employer, country)


def _lines_by_trust(parts: Sequence[Block], named: str) -> Iterator[str]:
    headings = sorted((block for block in parts if block.is_heading and block.lines), key=lambda block: block.tag)
    top = headings[0].tag if headings else ""
    yield from (block.line for block in headings if block.tag == top)
    yield from (value for label, value in line_rows(parts[:40]) if TITLE_LABEL.match(label.strip(" :*")))
    yield named
    for block in headings:
        if block.tag != top:
            yield block.lines[0]
    short = [line for block in parts[:12] for line in block.lines if len(line) < 110 and block.tag != "li"]
    yield from (line for line in short if ":" not in line and len(line.split()) < 13 and line[-1] not in ".;,")


def _is_general(line: str) -> bool:
    """Whether a line is about jobs or the employer at large, or a sentence without a job in it."""
    return (bool(kind_of(line)) and not JOB_NOUN.search(line)) or bool(SEEKS.match(line) and not sought(line))


def _says_where(line: str, country: str) -> bool:
    """Whether a line that begins as a place's does names one: "In solidarity, the Board" does not."""
    return bool(parse_places(line, country=country) or ANYWHERE.search(line))


def place_labelled(parts: Sequence[Block], country: str = "") -> str:
    """The words behind the label of a place of work that name one; else empty."""
    return next((value for value in _labelled(parts) if parse_places(value, country=country)), "")


def _labelled(parts: Sequence[Block]) -> Iterator[str]:
    for label, value in line_rows(parts):
        if PLACE_LABEL.fullmatch(label.strip(" :*")) and len(value) < 200:
            yield value


def place_of(parts: Sequence[Block], country: str = "") -> str:
    """The words that name the place of work: behind a label, on a line of its own, or in a sentence."""
    if known := place_labelled(parts, country):
        return known
    lines = [line for block in parts for line in block.lines]
    for line in lines[:HEADER_LINES]:
        if len(line) < 160 and (LEAD_IN.match(line) or BARE_PLACE.match(line)) and _says_where(line, country):
            return line
        if place := place_in(LABEL_ALONE.sub("", line), country):
            return place
    return place_said(lines, country) or next(_labelled(parts), "")
