"""Structured data in a page: JSON-LD as sites really send it, and microdata, as plain dictionaries.

The script elements of job pages hold JSON in CDATA wrappers, with every quote written `&quot;`, with a
comma missing or a backslash too many. What `json` refuses goes through json-repair, unless the text
stops in the middle: what a truncated page would have said is not known.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import json_repair
from lxml.html import HtmlElement, tostring
from parsel import Selector

Node = dict[str, Any]

OPENING = ("<!--", "<![CDATA[", "//", "/*", "*/")
CLOSING = ("-->", "]]>", "//", "/*", "*/", ";")
"""What surrounds the JSON inside the element: comments, CDATA marks, a semicolon."""
ILLEGAL_ESCAPE = re.compile(r"""\\(?:(?P<legal>["\\/bfnrt]|u[0-9A-Fa-f]{4})|(?P<other>.))""", re.DOTALL)
DEEPEST = 12
"""Nesting below which no posting is looked for."""
ADDRESSES = {"a": "href", "link": "href", "img": "src", "time": "datetime", "data": "value"}
"""Where an element with an itemprop keeps its value, if not in its text."""


def nodes(page: Selector, kind: str) -> list[Node]:
    """Every node of a schema.org type, from JSON-LD or else from microdata; keys start with a small letter."""
    scripts = page.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
    found = [each for script in scripts for each in _of_kind(loads(script.xpath("string()").get("")), kind)]
    return found or list(_microdata(page, kind))


def loads(text: str) -> Any:
    """The value of a JSON text, well-formed or not; `None` when there is none or it stops in the middle."""
    text = _unwrapped(text)
    for attempt in (text, html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    if "&quot;" in text[:40] or "&#34;" in text[:40]:
        text = html.unescape(text)
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]"):
        return None
    text = ILLEGAL_ESCAPE.sub(lambda found: found[0] if found["legal"] else found["other"], text)
    try:
        return json_repair.loads(text, skip_json_loads=True)
    except (ValueError, RecursionError):
        return None


def _unwrapped(text: str) -> str:
    text, before = text.strip("\ufeff \t\r\n"), ""
    while text != before:
        before = text
        for mark in OPENING:
            text = text.removeprefix(mark).lstrip()
        for mark in CLOSING:
            text = text.removesuffix(mark).rstrip()
    return text


def _of_kind(value: Any, kind: str, depth: int = 0) -> Iterator[Node]:
    """The nodes of a type, wherever they are: in a list, under `@graph`, as the main entity of a page."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _of_kind(each, kind, depth + 1)
    elif isinstance(value, dict):
        node = _small_keys(value)
        kinds = node.get("@type")
        if any(_same_kind(each, kind) for each in (kinds if isinstance(kinds, list) else [kinds])):
            yield node
        else:
            for each in node.values():
                yield from _of_kind(each, kind, depth + 1)


def _same_kind(said: Any, kind: str) -> bool:
    return isinstance(said, str) and re.split(r"[/#:]", said.strip())[-1].casefold() == kind.casefold()


def _small_keys(value: Mapping[str, Any]) -> Node:
    """Some sites write `Title` and `DatePosted`, or `@Type`."""
    return {
        re.sub(r"^(@?)([A-Z])", lambda start: start[1] + start[2].lower(), str(key)): _within(each)
        for key, each in value.items()
    }


def _within(value: Any) -> Any:
    if isinstance(value, dict):
        return _small_keys(value)
    return [_within(each) for each in value] if isinstance(value, list) else value


def _microdata(page: Selector, kind: str) -> Iterator[Node]:
    for scope in page.css("[itemscope][itemtype]"):
        if _same_kind(scope.attrib["itemtype"], kind) and isinstance(scope.root, HtmlElement):
            yield _properties(scope.root, scope.attrib["itemtype"])


def _properties(scope: HtmlElement, kind: str) -> Node:
    node: Node = {"@type": kind}
    for element in _held_by(scope):
        nested = element.get("itemscope") is not None
        value = _properties(element, element.get("itemtype") or "") if nested else _value(element)
        for name in (element.get("itemprop") or "").split():
            if name in node:
                earlier = node[name]
                node[name] = [*earlier, value] if isinstance(earlier, list) else [earlier, value]
            else:
                node[name] = value
    return node


def _held_by(scope: HtmlElement) -> Iterator[HtmlElement]:
    """The elements with an itemprop that belong to a scope, not to a scope inside it."""
    for child in scope.iterchildren("*"):
        if child.get("itemprop") is not None:
            yield child
        if child.get("itemscope") is None:
            yield from _held_by(child)


def _value(element: HtmlElement) -> str:
    stated = element.get("content") or element.get(ADDRESSES.get(str(element.tag), "content"))
    if stated:
        return str(stated)
    if len(element):  # markup inside, such as the paragraphs of a description
        return str(tostring(element, encoding="unicode", with_tail=False))
    return str(element.text_content()).strip()
