"""What stands on a list where its rows stand, and is none of those that were read: a row that may be a posting.

Rows of a list are elements of one tag with one parent. An element of that tag beside rows that were read, which holds
none of them, lost what it was known by: its link has another form or none, its class has another name.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from lxml.etree import XPath
from lxml.html import HtmlElement

from unionjobs_scraper.items import LeftOut
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.record_heads import is_button

WHOLE = frozenset(("html", "body", "main", "table", "tbody", "ul", "ol", "dl"))
"""Elements that hold rows and are none."""
ROWS = frozenset(("li", "tr", "article", "dd"))
"""Elements that are rows wherever several of them have one parent."""
LONGEST = 600
"""Characters; what says more is a part of the page."""
TEXT = XPath("descendant-or-self::*[not(self::script or self::style or self::template)]/text()")
PAGER = re.compile(
    r"^\W*(?:\d+|page\s+\d+(?:\s+of\s+\d+)?|(?:next|previous|prev|older|newer|first|last|load\s+more|show\s+more|view\s+all)"
    r"(?:\s+(?:page|posts|jobs|\d+))*)?\W*$",
    re.IGNORECASE,
)
"""The words of a link to another page of the list."""


def unread(rows: Sequence[Sequence[HtmlElement]], *, reason: str = "no-known-link") -> Iterator[LeftOut]:
    """What stands beside the rows that were read and is none of them; `rows` has the elements of each, as its links."""
    holding = Counter(above for row in rows for above in {each for element in row for each in _upward(element)})
    known = list(dict.fromkeys(element for row in rows for element in _place(row, holding)))
    of_parent: defaultdict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    for row in _row_elements(known):
        if row.getparent() is not None:
            of_parent[row.getparent(), row.tag].append(row)
    for (around, tag), read in of_parent.items():
        names = [_names(row) for row in read]
        shared = frozenset[str]().union(*names) if all(names) else None
        for other in around:
            if other.tag == tag and other not in holding and _may_be_row(other, shared):
                yield LeftOut(reason=reason, words=_words(other))


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
            yield from (above for above in _below(unit, inside[0]) if above.tag in ROWS)


def _below(top: HtmlElement, element: HtmlElement) -> Iterator[HtmlElement]:
    """The elements between one and what it holds, from the inside."""
    for above in element.iterancestors():
        if above is top:
            return
        yield above


def _may_be_row(element: HtmlElement, names: frozenset[str] | None) -> bool:
    """Whether an element may be a row: a list item, or what has a link and, where all rows have one, a name of theirs.

    A name is a class or an id.
    """
    if not _says_something(element):
        return False
    if element.tag in ROWS:
        return element.tag != "tr" or element.find("td") is not None
    has_link = element.tag == "a" or element.find(".//a") is not None
    return has_link and (names is None or bool(_names(element) & names))


def _says_something(element: HtmlElement) -> bool:
    words = _words(element)
    is_control = PAGER.match(words) or (element.tag == "a" and is_button(words))
    return bool(words) and len(words) <= LONGEST and not is_control


def _words(element: HtmlElement) -> str:
    return clean_line(" ".join(TEXT(element)))


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


def _common(elements: Sequence[HtmlElement]) -> HtmlElement | None:
    """The nearest element that holds them all."""
    paths = [[*reversed(list(each.iterancestors()))] for each in elements]
    common = None
    for level in zip(*paths, strict=False):
        if any(each is not level[0] for each in level):
            break
        common = level[0]
    return common
