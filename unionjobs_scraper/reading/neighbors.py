"""What stands on a list where its rows stand, and is none of those that were read: a row that may be a posting.

Rows of a list are elements of one tag with one parent. An element of that tag beside rows that were read, which holds
none of them, lost what it was known by: its link has another form or none, its class has another name. Of all platforms
alike; what sites have beside their postings, such as a link to the benefits, is told as furniture.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree
from lxml.etree import XPath
from lxml.html import HtmlElement

from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.one_id import others
from unionjobs_scraper.reading.record_heads import is_button

WHOLE: Final = frozenset(("html", "body", "main", "table", "tbody", "ul", "ol", "dl"))
"""Elements that hold rows and are none."""
ROWS: Final = frozenset(("li", "tr", "article", "dd"))
"""Elements that are rows wherever several of them have one parent."""
FURNITURE: Final = re.compile(
    r"""^\W*(?:(?:apply|read|learn|find\s+out|view|see|show|load|browse)\b(?:\s+(?:now|here|more|all|details?|online|jobs?
      |openings|positions|about|how|to|the|job|description|full|posting|list|us|out)){0,4}
    |more|details?|home|back(?:\s+to\b.{0,30})?|next|prev(?:ious)?|first|last|older|newer|top|page\s+\d+|\d+|search
    |rss|subscribe|sign\s?(?:in|up|out)|log\s?(?:in|out)|register|contact(?:\s+us)?|(?:write(?:\s+to)?|e-?mail|call)\s+us|about(?:\s+us)?|faqs?
    |(?:our\s+|employee\s+)?benefits|privacy(?:\s+policy)?|terms(?:\s+(?:of|and)\b.{0,20})?|accessibility|cookies?
    |share|tweet|print|e-?mail|follow(?:\s+us)?|facebook|twitter|linkedin|instagram|youtube|bluesky|tiktok
    |careers?|jobs?|employment|openings|vacancies|how\s+to\s+apply|to\s+apply|equal\s+.{0,14}opportunity.{0,40}
    |internships?|volunteer(?:ing|s)?|talent\s+(?:pool|community|network).{0,30}|general\s+application
    |(?:submit|send)\s+(?:your|a)\s+r[ée]sum[ée].{0,40}|join\s+our\s+(?:mailing|talent|team).{0,30}|job\s+alerts?
    |donate|news(?:letters?)?|events?|press|media|history|leadership|staff|our\s+(?:team|staff|history|mission))\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of links and buttons that sites have beside their postings."""
SOCIAL: Final = re.compile(
    r"^(?:https?:)?//(?:[\w-]+\.)*(?:x|twitter|facebook|instagram|youtube|linkedin|tiktok|threads|bsky)\.\w+(?:/|$)",
    re.IGNORECASE,
)
"""Addresses that a picture links to."""
LABEL: Final = re.compile(r"^\W*(?:(?:job|position)\s+)?title\W+", re.IGNORECASE)
"""What some systems write before each title."""
LEADING: Final = frozenset(("a", "button", "tr"))
"""Elements that lead somewhere, be it by a script."""
LONGEST: Final = 600
"""Characters; what says more is a part of the page."""
TEXT: Final = XPath("descendant-or-self::*[not(self::script or self::style or self::template)]/text()")
PAGER: Final = re.compile(
    r"^\W*(?:\d+|page\s+\d+(?:\s+of\s+\d+)?|(?:next|previous|prev|older|newer|first|last|load\s+more|show\s+more|view\s+all)"
    r"(?:\s+(?:page|posts|jobs|\d+))*)?\W*$",
    re.IGNORECASE,
)
"""The words of a link to another page of the list."""


def left_out(
    known: Mapping[HtmlElement, str], *, reason: str = "no-known-link", unlinked: bool = False
) -> Iterator[LeftOut]:
    """The rows beside those that were read; each is told, furniture as known.

    `known`: the elements of the rows that were read, such as their links, with the id of each row. `unlinked`: list
    items and rows of a table are told also where they hold no link.
    """
    for row in _beside(known):
        words = _words(row)
        if not words or len(words) > LONGEST or _heads(row) or not (unlinked or _may_lead(row)):
            continue
        furniture = bool(FURNITURE.match(words) or SOCIAL.match(words))
        if furniture or not (PAGER.match(words) or (row.tag == "a" and is_button(words))):
            yield LeftOut(reason="furniture" if furniture else reason, words=words, known=furniture)
    yield from _under_one_id(known)


def _under_one_id(known: Mapping[HtmlElement, str]) -> Iterator[LeftOut]:
    """Rows apart from each other that lead to one address and have titles unlike each other's."""
    alike: defaultdict[tuple[str, ...], list[HtmlElement]] = defaultdict(list)
    for element, name in known.items():
        around = element.getparent()
        kind = (around.tag, around.get("class", "")) if around is not None else ("", "")
        alike[name, element.tag, element.get("class", ""), *kind].append(element)
    for (name, *_), elements in alike.items():
        around = _common(elements) if len(elements) > 1 else None
        if around is not None and (around.tag in WHOLE or _holds_another(around, name, known)):
            said = [LABEL.sub("", words) for words in map(_words, elements) if not is_button(words)]
            yield from others(Listed(source_id=name, url="", title=words) for words in said)


def _holds_another(around: HtmlElement, name: str, known: Mapping[HtmlElement, str]) -> bool:
    return any(known.get(each, name) != name for each in around.iter(etree.Element))


def _may_lead(row: HtmlElement) -> bool:
    return row.tag in LEADING or any(each.tag in LEADING or each.get("onclick") for each in row.iterdescendants())


def _beside(known: Mapping[HtmlElement, str]) -> Iterator[HtmlElement]:
    """The elements of the kind of the known rows, and beside them, that hold nothing known."""
    rows: defaultdict[str, list[HtmlElement]] = defaultdict(list)
    for element, name in known.items():
        rows[name].append(element)
    holding = Counter(
        above for row in rows.values() for above in {each for element in row for each in _upward(element)}
    )
    places = list(dict.fromkeys(element for row in rows.values() for element in _place(row, holding)))
    of_parent: defaultdict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for each in _row_elements(places):
        if each.getparent() is not None:
            of_parent[each.getparent(), each.tag].append(each)
    for (around, tag), read in of_parent.items():
        names = [_names(each) for each in read]
        shared = frozenset[str]().union(*names) if all(names) else None
        yield from (each for each in around if each.tag == tag and each not in holding and _may_be_row(each, shared))


def _upward(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _place(row: Sequence[HtmlElement], holding: Mapping[HtmlElement, int]) -> Sequence[HtmlElement]:
    """The element that holds all of a row's and nothing of another row, where it is one itself; else all of them."""
    around = _common(row) if len(row) > 1 else None
    is_row = around is not None and around.tag not in WHOLE and holding[around] == 1 and _has_twin(around)
    return [around] if is_row and around is not None else row


def _row_elements(known: Sequence[HtmlElement]) -> Iterator[HtmlElement]:
    """The elements beside which others of their tag may be rows as well."""
    if len(known) < 2:
        yield from (row for row in map(_only_row, known) if row is not None)
        return
    around = _common(known)
    units: dict[HtmlElement, list[HtmlElement]] = {}
    for each in known:
        unit = next((above for above in _upward(each) if above.getparent() is around), each)
        units.setdefault(unit, []).append(each)
    for unit, inside in units.items():
        yield unit
        if len(inside) > 1 and unit not in inside:
            yield from _row_elements(inside)
        elif len(inside) == 1:
            yield from (above for above in _below(unit, inside[0]) if above.tag in ROWS or _has_alike(above))


def _below(top: HtmlElement, element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements between one and what it holds, and that itself, from the inside."""
    for above in _upward(element):
        if above is top:
            return
        yield above


def _may_be_row(element: HtmlElement, names: frozenset[str] | None) -> bool:
    """Whether an element may be a row: a list item, or what has a link and, where all rows have one, a name of theirs.

    A name is a class or an id.
    """
    if element.tag in ROWS:
        return element.tag != "tr" or element.find("td") is not None
    return _may_lead(element) and (names is None or bool(_names(element) & names))


def _words(element: HtmlElement) -> str:
    """The words of an element; of one without, its first address, or that it has lost it."""
    said = clean_line(" ".join(TEXT(element)))
    links = [link for link in element.iter("a") if not link.get("name") and not link.get("id")] if not said else []
    return said or (links[0].get("href", "") or "a link without words and address" if links else "")


def _names(element: HtmlElement) -> set[str]:
    return {*(element.get("class") or "").split(), element.get("id") or ""} - {""}


def _only_row(link: HtmlElement) -> HtmlElement | None:
    """The element that is the row of the only link: a list item, else the nearest with others of its tag beside it."""
    own = [link]
    for above in link.iterancestors():
        if above.tag in WHOLE:
            break
        own.append(above)
    several = [each for each in own if _has_twin(each)]
    return next((each for each in several if each.tag in ROWS), next(iter(several), None))


def _has_twin(element: HtmlElement) -> bool:
    around = element.getparent()
    return around is not None and any(other is not element and other.tag == element.tag for other in around)


def _has_alike(element: HtmlElement) -> bool:
    """Whether an element with the same tag and class is beside it."""
    style, around = element.get("class"), element.getparent()
    return (
        bool(style)
        and around is not None
        and any(other is not element and other.tag == element.tag and other.get("class") == style for other in around)
    )


def _common(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """The nearest element that holds them all."""
    paths = [[*reversed(list(each.iterancestors()))] for each in elements]
    common = None
    for level in zip(*paths, strict=False):
        if any(each is not level[0] for each in level):
            break
        common = level[0]
    return common


def _heads(row: HtmlElement) -> bool:
    """Whether a table's row has headings, or the name of the rows below it."""
    if row.tag != "tr":
        return False
    cells = [each for each in row if each.tag in ("td", "th")]
    return row.find("th") is not None or (len(cells) < 2 and row.find(".//a") is None)
