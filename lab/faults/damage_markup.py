"""Rows of an HTML or XML list: address, id, class or data damaged, or two rows in one element."""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from lxml import etree, html

from unionjobs_scraper.items import Listed

Tree = Any
"""An lxml element; lxml has no types."""
HIGHEST = 3
"""Elements that a page's only row takes in above the one that identifies it."""
PAGE = ("html", "body", "main", "urlset", "rss", "channel", "table", "tbody", "ul", "ol", "head")


def _upper(value: str) -> str:
    scheme, slashes, rest = value.rpartition("://")
    host, slash, path = rest.partition("/") if slashes else ("", "", rest)
    return f"{scheme}{slashes}{host}{slash}{path.upper()}"


def _pdf(value: str) -> str:
    return f"/files/{abs(sum(map(ord, value)))}-{len(value)}.pdf"


WAYS: dict[str, dict[str, Callable[[str], str | None]]] = {
    "address": {
        "removed": lambda value: None,
        "in capitals": _upper,
        "a PDF": _pdf,
        "a script": lambda value: "javascript:void(0)",
        "elsewhere": lambda value: f"https://www.example.com/{len(value)}{_pdf(value)[7:-4]}",
    },
    "class": {
        "removed": lambda value: None,
        "renamed": lambda value: " ".join(f"{each}-v2" for each in value.split()),
        "in capitals": str.upper,
    },
    "id": {"removed": lambda value: None, "renamed": lambda value: f"v2-{value}", "in capitals": str.upper},
    "data": {"removed": lambda value: None, "renamed": lambda value: f"v2-{value}", "empty": lambda value: ""},
    "text": {"empty": lambda value: "", "in capitals": _upper},
}
"""None: the attribute is taken away."""


def part_of(name: str) -> str:
    """What an attribute is for."""
    if name in ("href", "src", "action"):
        return "address"
    return name if name in ("class", "id") else "data"


def damages(body: bytes, rows: Sequence[Listed], struck: Sequence[Listed]) -> Iterator[tuple[str, bytes]]:
    """The page once for each way to damage each kind of part of these rows."""
    tree = parsed(body)
    places = elements_of(tree, rows)
    numbers = {element: number for number, element in enumerate(tree.iter())}
    mine = [numbers[each] for row in struck for top in places[row.source_id] for each in top.iter(etree.Element)]
    is_xml = body.lstrip().startswith(b"<?xml")
    for part, ways in WAYS.items():
        for name, way in ways.items():
            damaged = copy.deepcopy(tree)
            elements = list(damaged.iter())
            hit = [_strike(elements[number], part, way) for number in mine] if (part == "text") == is_xml else []
            if any(hit):
                yield f"{part}: {name}", written(damaged, is_xml)
    yield from _merged(tree, places, rows, struck, is_xml)


def parsed(body: bytes) -> Tree:
    """The page's root."""
    if body.lstrip().startswith(b"<?xml"):
        return etree.fromstring(body.strip(), etree.XMLParser(recover=True))  # ours, some of other bytes than they say
    return html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))


def written(tree: Tree, is_xml: bool = False) -> bytes:
    """The page as bytes."""
    if is_xml:
        return bytes(etree.tostring(tree, encoding="utf-8", xml_declaration=True))
    return b"<!DOCTYPE html>\n" + bytes(html.tostring(tree, encoding="utf-8"))


def _strike(element: Tree, part: str, way: Callable[[str], str | None]) -> bool:
    if part == "text":
        before, element.text = element.text, way(element.text or "")
        return bool(before and before.strip())
    hit = False
    for name, value in list(element.attrib.items()):
        if part_of(name) == part and value:
            new = way(value)
            del element.attrib[name]
            if new is not None:
                element.attrib[name] = new
            hit = True
    return hit


def _merged(
    tree: Tree, places: dict[str, list[Tree]], rows: Sequence[Listed], struck: Sequence[Listed], is_xml: bool
) -> Iterator[tuple[str, bytes]]:
    """Two rows in one element: the next row's content follows within the struck one's."""
    if is_xml or len(struck) == len(rows) or len(struck) != 1:
        return
    at = next(number for number, row in enumerate(rows) if row.source_id == struck[0].source_id)
    one, other = (places[rows[at + step].source_id] for step in (0, 1 if at + 1 < len(rows) else -1))
    if len(one) != 1 or len(other) != 1 or one[0].tag != other[0].tag or one[0].tag == "a":
        return
    numbers = {element: number for number, element in enumerate(tree.iter())}
    elements = list(copy.deepcopy(tree).iter())
    here, there = elements[numbers[one[0]]], elements[numbers[other[0]]]
    gap = etree.SubElement(here, "br")
    gap.tail = there.text
    for child in list(there):
        here.append(child)
    there.getparent().remove(there)
    yield "two in one element", written(elements[0])


def elements_of(tree: Tree, rows: Sequence[Listed]) -> dict[str, list[Tree]]:
    """The elements of each row: the largest that hold nothing of another row."""
    telling = {row.source_id: _telling(tree, row) for row in rows}
    held: dict[Tree, set[str]] = defaultdict(set)
    for key, elements in telling.items():
        for element in elements:
            for each in (element, *element.iterancestors()):
                held[each].add(key)
    found: dict[str, list[Tree]] = {}
    for key, elements in telling.items():
        tops = [_top(element, key, held, len(rows) == 1) for element in elements if held[element] == {key}]
        found[key] = list(dict.fromkeys(tops))
    return found


def _top(element: Tree, key: str, held: dict[Tree, set[str]], alone: bool) -> Tree:
    height = 0
    while (above := element.getparent()) is not None and above.tag not in PAGE and held[above] == {key}:
        if alone and height >= HIGHEST:
            break
        element, height = above, height + 1
    return element


def _telling(tree: Tree, row: Listed) -> list[Tree]:
    """The elements that say which row they are of: by id or address in an attribute or a text, else by title."""
    for words in (row.source_id, re.sub(r"^https?://[^/]+", "", row.url), row.title, row.title.upper()):
        token = re.compile(rf"(?<![A-Za-z0-9]){re.escape(words)}(?![A-Za-z0-9])")
        found = [each for each in tree.iter(etree.Element) if words and _tells(each, token)]
        if found:
            return found
    return []


def _tells(element: Tree, token: re.Pattern[str]) -> bool:
    if element.tag in ("script", "style", "title"):
        return False
    own = "".join([element.text or "", *(child.tail or "" for child in element)])
    return any(map(token.search, [*element.attrib.values(), own if len(own) < 200 else ""]))
