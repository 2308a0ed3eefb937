"""A posting's own page of Taleo Business Edition: JSON-LD, labels with values, and the text in one of two layouts.

First      `[name=cwsJobDescription]` holds the text.
Second     no such element: a `.well` of labels is beside the main column, which holds the text and the buttons.
Labels     in the `.well` a `span` and the `strong` behind it; further down `.cws-V2-reqfieldcell-right` and the cell
           behind it. A tenant words them as it likes, and half of the tenants have no JSON-LD.
Gone       in place of all this, with status 200: "This job has moved or is no longer available."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.facts_in_words import place, workplace
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.labels import NAMES, facts
from unionjobs_scraper.reading.page import Block, as_text, blocks
from unionjobs_scraper.reading.schema_org import job_postings, read

WELL = ".well.oracletaleocwsv2-job-description"
TEXT = "[name=cwsJobDescription]"
MAIN = ".col-md-8"
BESIDE_TEXT = ".oracletaleocwsv2-button-navigation, .cws-V2-reqfieldcell, nav, style, script"
GONE = re.compile(
    r"\bthis\s+job\s+(?:has\s+moved\s+or\s+)?is\s+no\s+longer\s+available\b|^job\s+not\s+available\b", re.I
)
LONGEST_MARK = 240
LABELS = {
    **NAMES,
    "location": NAMES["location"] + r"|(?:primary|work|job) (?:location|site)s?|locations?|city(?:\W+state)?",
    "workplace": r"work\s?place(?: arrangement| type| model)?|location type|work (?:arrangement|model|mode|environment)"
    r"|remote(?: work)?\??",
    "employment_type": NAMES["employment_type"] + r"|(?:employment|job|position) (?:type|status)|full\W*part\W*time",
    "pay_low": r".*\b(?:salary|pay|compensation|wage|rate)\b.*\b(?:low|min(?:imum)?|from)",
    "pay_high": r".*\b(?:salary|pay|compensation|wage|rate)\b.*\b(?:high|max(?:imum)?|to)",
}


def posting(response: TextResponse, source_id: str, url: str, row: Listed | None) -> JobPosting | None:
    """The posting of a page, also of one that says that it is gone; None where there is neither."""
    node = next(iter(job_postings(response.selector)), None)
    said = facts(_labels(response.selector), LABELS)
    parts = _text(response, url)
    title = _title(response.selector) or (row.title if row else "")
    if node:
        item = read(node, source_id=source_id, url=url)
    elif parts and title:
        text = clean_text(as_text(parts))
        item = JobPosting(source_id=source_id, url=url, title=title, apply_url=apply_url(parts), description=text)
    else:
        return _gone(response, source_id, url, row)
    where = item.location_text or said.get("location", "") or (row.location_text if row else "")
    return replace(
        item,
        department=item.department or said.get("department", ""),
        location_text=place((where,), workplace(said.get("workplace"))),
        date_posted_text=item.date_posted_text or said.get("date_posted", ""),
        valid_through_text=item.valid_through_text or said.get("valid_through", ""),
        employment_text=item.employment_text or said.get("employment_type", ""),
        salary_text=item.salary_text or _pay(said),
        apply_url=item.apply_url or url,
    )


def _labels(page: Selector) -> Iterator[tuple[str, str]]:
    for label in page.css(f"{WELL} span"):
        yield _words(label), _words(label.xpath("following-sibling::*[1][self::strong]"))
    for label in page.css(".cws-V2-reqfieldcell-right"):
        yield _words(label), _words(label.xpath("following-sibling::*[1]"))


def _title(page: Selector) -> str:
    """What stands in the `.well` behind no label."""
    return _words(page.css(WELL).xpath(".//strong[not(preceding-sibling::*[1][self::span])]")[:1])


def _text(response: TextResponse, url: str) -> list[Block]:
    first = response.css(TEXT)[:1]
    column = first or (response.css(MAIN)[:1] if response.css(WELL) else [])
    if not column:
        return []
    copy = Selector(text=str(column[0].get()))
    copy.css(BESIDE_TEXT).drop()
    return [block for block in blocks(copy, url) if block.lines]


def _pay(said: dict[str, str]) -> str:
    low, high = said.get("pay_low", ""), said.get("pay_high", "")
    return said.get("salary", "") or (f"Salary: {' – '.join(filter(None, (low, high)))}" if low or high else "")


def _gone(response: TextResponse, source_id: str, url: str, row: Listed | None) -> JobPosting | None:
    lines = (line for block in blocks(response.selector, url) for line in block.lines if len(line) <= LONGEST_MARK)
    mark = next((line for line in lines if GONE.search(line)), "")
    title, where = (row.title, row.location_text) if row else ("", "")
    return (
        JobPosting(source_id=source_id, url=url, title=title, location_text=where, closing_mark=mark) if mark else None
    )


def _words(found: Selector | list[Selector]) -> str:
    selectors = found if isinstance(found, list) else [found]
    return clean_line(" ".join(text for each in selectors for text in each.css("::text").getall()))
