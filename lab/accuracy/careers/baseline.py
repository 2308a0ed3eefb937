"""A plain way to read a careers page, to measure the reader by structure against: links and words, no records.

Text and link density (Kohlschütter 2010, "Boilerplate Detection using Shallow Text Features"): a block of mostly link
text is a menu, so only links of blocks that are no menu are looked at. Of these, a posting
is a link whose own words have the noun of a job; on a page that holds its postings, a heading with such a noun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scrapy.http import TextResponse

from lab.accuracy.conformance.captures import Capture
from lab.accuracy.conformance.reading import Reading
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, blocks

MENU = 3
"""Links in a block of which nearly every character is link text: a menu."""
DENSE = 0.9
LONGEST = 120


def baseline(every: Iterable[Capture]) -> Iterator[tuple[Capture, Reading]]:
    """Read each page with links and words alone."""
    for capture in every:
        page = capture.response
        if not isinstance(page, TextResponse):
            yield capture, Reading(problem="no page of text")
            continue
        found = list(_found(capture, blocks(page.selector, page.url)))
        yield capture, Reading(items=found, whole=False, declared_empty="" if found else none_open(page))


def _found(capture: Capture, parts: list[Block]) -> Iterator[JobPosting]:
    if "count" not in capture.truth:
        yield from _posting(capture, parts)
        return
    seen: set[str] = set()
    for title, url in [*_linked(parts), *(_headed(parts) if capture.board.tenant else ())]:
        if title not in seen and url not in seen:
            seen |= {title, url} - {""}
            yield _item(capture, title, url or f"{capture.response.url}#{len(seen)}")


def _linked(parts: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in parts:
        words = sum(len(link.text) for link in block.links)
        if len(block.links) >= MENU and words > DENSE * max(1, len(block.line)):
            continue
        yield from ((link.text, link.url) for link in block.links if _reads_like_a_job(link.text))


def _headed(parts: Iterable[Block]) -> Iterator[tuple[str, str]]:
    yield from ((block.line, "") for block in parts if block.is_heading and _reads_like_a_job(block.line))


def _posting(capture: Capture, parts: list[Block]) -> Iterator[JobPosting]:
    """A posting's own page: its first heading."""
    heading = next((block.line for block in parts if block.is_heading and block.lines), "")
    if heading:
        yield _item(capture, heading, capture.response.url)


def _reads_like_a_job(words: str) -> bool:
    return len(words) < LONGEST and bool(JOB_NOUN.search(words))


def _item(capture: Capture, title: str, url: str) -> JobPosting:
    item = JobPosting(source="capture", source_id=url, url=url, title=title, employer=capture.employer)
    return normalized(item, capture.board.country)
