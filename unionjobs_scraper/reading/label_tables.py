"""Facts behind labels, in every markup that sites use for them: tables, `dl`, Drupal fields, or plain lines.

`labels.labelled` cuts a block at the labels it knows. Here a label is whatever the markup says is one, so
that a site with labels of its own names only the ones it wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType

from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.labels import FIELDS
from unionjobs_scraper.reading.page import Block, blocks

NAMES: Mapping[str, str] = MappingProxyType(
    {
        **FIELDS,
        "title": r"position(?: title)?|(?:job|role|working|post) title|title|role|post",
        "department": FIELDS["department"] + r"|branch(?:/\s?(?:section|group))?",
        "location": FIELDS["location"] + r"|(?:primary )?workplace|based (?:in|at)|place of work",
        "date_posted": r"date posted|posting date|date of posting|posted(?: on)?|post date|published(?: on)?",
        "valid_through": FIELDS["valid_through"] + r"|(?:applications? )?clos(?:ing|e)(?: date)?|deadline",
        "salary": FIELDS["salary"] + r"|remuneration|(?:base |basic )?salary|starting pay",
        "competition": r"competition (?:#|no\.?|number)|(?:vacancy|reference|ref\.?|posting) (?:#|no\.?|number|id#?)",
    }
)
"""The labels that most sites use, by field; matched against a whole label, without its colon."""

LABEL = re.compile(r"^(?P<label>[^\W\d_][^:\n]{0,48}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
NOTHING = re.compile(r"^(?:n\W?a\W?|none|nil|tb[ac]|[-–—.]+)$", re.IGNORECASE)
"""Values that say that there is none."""
LONGEST = 300
"""A longer value is prose."""


def label_rows(selector: Selector, base_url: str) -> Iterator[tuple[str, str]]:
    """Every label of a page with its value, in order: tables of two columns, `dl`, `.field`, then lines."""
    for row in selector.css("tr"):
        cells = [_words(cell, base_url) for cell in row.xpath("./td|./th")]
        if len(cells) == 2:
            yield cells[0], cells[1]
    for term in selector.css("dl dt"):
        yield _words(term, base_url), _words(term.xpath("following-sibling::dd[1]"), base_url)
    for label in selector.css(".field-label, .field__label"):
        field = label.xpath("..")
        items = field.css(".field-item, .field__item")
        yield _words(label, base_url), "; ".join(_words(item, base_url) for item in items)
    yield from line_rows(blocks(selector, base_url))


def line_rows(parts: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The labels of lines such as `Salary: $60,000`, and of lines that hold a label alone with the next line."""
    yield from _headed(parts)
    lines = [line for block in parts for line in block.lines]
    for number, line in enumerate(lines):
        found = LABEL.match(line)
        if not found:
            continue
        value, after = found["value"], lines[number + 1 : number + 2]
        if not value and after and not LABEL.match(after[0]):
            value = after[0]
        yield found["label"], value


def _headed(parts: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Short headings with a short line below them: a label that has the rank of a heading."""
    for heading, below in pairwise(parts):
        if heading.is_heading and not below.is_heading and len(heading.line) < 50 and len(below.line) < 120:
            yield heading.line, below.line


def facts(rows: Iterator[tuple[str, str]], names: Mapping[str, str] = NAMES) -> dict[str, str]:
    """The first value of each field whose pattern in `names` matches a whole label."""
    patterns = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in names.items()}
    found: dict[str, str] = {}
    for label, value in rows:
        said = clean_line(label).rstrip(" :*")
        value = clean_line(value).lstrip(": ").strip()
        if not said[:1].isupper() or not 0 < len(value) <= LONGEST or NOTHING.match(value):
            continue
        for name, pattern in patterns.items():
            if name not in found and pattern.fullmatch(said):
                found[name] = value
                break
    return found


def _words(selector: Selector | Sequence[Selector], base_url: str) -> str:
    one = selector if isinstance(selector, Selector) else next(iter(selector), None)
    return " ".join(block.line for block in blocks(one, base_url)) if one is not None else ""
