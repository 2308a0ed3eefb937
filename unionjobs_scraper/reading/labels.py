"""Facts behind labels, such as `Closing Date: May 1, 2026`: in text, tables, `dl`, Drupal fields.

`labelled` cuts a block at the labels it knows, be there one or ten. For `label_rows` a label is whatever the
markup says is one, so that a site with labels of its own names only the ones it wants.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise, zip_longest
from types import MappingProxyType

from lxml.html import HtmlElement
from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.page import Block, blocks, blocks_within
from unionjobs_scraper.reading.record_tables import COLUMN
from unionjobs_scraper.reading.visible import base_address

FIELDS: dict[str, str] = {
    "department": r"department|dept\.?|division",
    "location": r"(?:job |work |duty |office |primary )?locations?|assignment location|duty station|worksite",
    "date_posted": r"date posted|posting date|date of posting|posted(?: on)?|post date|date",
    "valid_through": (
        r"(?:application )?deadline(?: to apply| for applications?)?|closing date|close of posting|date closing"
        r"|applications? (?:due|deadline|close)(?: by| date)?|posting period|apply by"
        r"|r[ée]sum[ée]s accepted until|closes"
    ),
    "employment_type": r"employment type|job type|position type|type of (?:position|employment)|hours/status|status",
    "salary": (
        r"(?:annual |starting |base )?salary(?: range| level)?|compensation|pay(?: range| rate)?|hourly rate"
        r"|wage(?: range| rate)?"
    ),
}
"""The labels that this program reads, by field."""

OTHERS = (
    r"position(?: title| summary)?|job title|title|working title|classification(?: title)?"
    r"|minimum experience|supervisor|reports to|responsible to|immediate supervisor"
    r"|bargaining unit(?: status)?|announcement no\.?|no\. of positions|number of positions"
    r"|residency requirement|start date|anticipated start date|date of revision|last revised|revised"
    r"|effective date|schedule|hours|flsa status|exempt status|assignment|area|unit|rank|union"
    r"|company name|position title|employee type|benefits|summary(?: of position)?|job summary"
    r"|how to apply|to apply|duration|staff relationship|application|grade"
)
"""Labels that only end the value of the one before them."""

KNOWN = re.compile(
    r"(?<!\S)(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in FIELDS.items())
    + rf"|(?P<other>{OTHERS}))\s*:\s*",
    re.IGNORECASE,
)
LONGEST = 200
"""A longer value is prose."""


def labelled(blocks: Sequence[Block]) -> dict[str, str]:
    """The first value of each known label. All labels cut at once, so that none runs into the next."""
    found: dict[str, str] = {}
    for number, block in enumerate(blocks):
        text = block.text
        last = text.rfind(":")
        if last < 0:
            continue
        labels = list(KNOWN.finditer(text, 0, last + 1))
        for label, following in zip_longest(labels, labels[1:]):
            name = label.lastgroup or "other"
            if name == "other" or name in found or not _begins(text, label):
                continue
            value = text[label.end() : following.start() if following else None].strip()
            value = value.split("\n")[0].strip() if following is None else " ".join(value.split())
            if not value and following is None and number + 1 < len(blocks):
                after = blocks[number + 1].line  # the label has a line of its own, the value the next
                value = "" if KNOWN.match(after) else after
            if 0 < len(value) <= LONGEST:
                found[name] = value
    return found


def _begins(text: str, label: re.Match[str]) -> bool:
    """A label starts with a capital: "the deadline: ..." in a sentence is prose."""
    return text[label.start()].isupper()


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

LINE = re.compile(r"^(?P<label>[^\W\d_][^:\n]{0,48}?)\s*:\s*(?P<value>.*)$", re.DOTALL)
NOTHING = re.compile(r"^(?:n\W?a\W?|none|nil|tb[ac]|[-–—.]+)$", re.IGNORECASE)
"""Values that say that there is none."""
CELLS = frozenset(("td", "th", "dt", "dd"))
LONGEST_CELL = 40
LONGEST_FACT = 300
"""A longer value is prose."""


def label_rows(selector: Selector, base_url: str) -> Iterator[tuple[str, str]]:
    """Every label of a page with its value, in order: tables of two columns, `dl`, `.field`, then lines."""
    base = base_address(selector.root, base_url) if isinstance(selector.root, HtmlElement) else base_url
    for row in selector.css("tr"):
        cells = [_words(cell, base) for cell in row.xpath("./td|./th")]
        if len(cells) == 2:
            yield cells[0], cells[1]
    for term in selector.css("dl dt"):
        yield _words(term, base), _words(term.xpath("following-sibling::dd[1]"), base)
    for label in selector.css(".field-label, .field__label"):
        field = label.xpath("..")
        items = field.css(".field-item, .field__item")
        yield _words(label, base), "; ".join(_words(item, base) for item in items)
    yield from line_rows(blocks(selector, base_url))


def line_rows(parts: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The labels of lines such as `Salary: $60,000`, and of lines that hold a label alone with the next line."""
    yield from _headed(parts)
    yield from _in_cells(parts)
    lines = [line for block in parts for line in block.lines]
    for number, line in enumerate(lines):
        found = LINE.match(line)
        if not found:
            continue
        value, after = found["value"], lines[number + 1 : number + 2]
        if not value and after and not LINE.match(after[0]):
            value = after[0]
        yield found["label"], value


def _in_cells(parts: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Labels and values that stand in cells by turns: a table of two columns, a definition list."""
    for cells, run in groupby(parts, key=lambda block: block.tag in CELLS):
        own = list(run) if cells else []
        labels, values = [block.line.strip(" :*") for block in own[::2]], own[1::2]
        told = [
            block.tag in ("th", "dt") or bool(COLUMN.match(label))
            for block, label in zip(own[::2], labels, strict=True)
        ]
        is_row = len(labels) == len(values) and all(len(label) <= LONGEST_CELL for label in labels)
        if values and is_row and sum(told) * 2 > len(told) and not any(_is_label(block) for block in values):
            yield from zip(labels, (block.line for block in values), strict=True)


def _is_label(cell: Block) -> bool:
    return cell.tag in ("th", "dt") or bool(COLUMN.match(cell.line))


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
        if not said[:1].isupper() or not 0 < len(value) <= LONGEST_FACT or NOTHING.match(value):
            continue
        for name, pattern in patterns.items():
            if name not in found and pattern.fullmatch(said):
                found[name] = value
                break
    return found


def _words(selector: Selector | Sequence[Selector], base: str) -> str:
    one = selector if isinstance(selector, Selector) else next(iter(selector), None)
    return " ".join(block.line for block in blocks_within(one.root, base)) if one is not None else ""
