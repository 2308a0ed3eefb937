"""Reading a page while it is parsed: a list of many thousand rows is never held as one tree.

A tree takes ten times the memory of its page, and what it took is not given back before the process ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar
from xml.etree.ElementTree import Element, TreeBuilder

from lxml import etree
from scrapy.http import TextResponse, XmlResponse

VISIBLE = re.compile(r"[^\s\x00]")
Result = TypeVar("Result", covariant=True)
Made = TypeVar("Made")


class Target(Protocol[Result]):
    """What lxml tells of each element; it may have `end` and `data` as well."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def close(self) -> Result:
        """The page ends."""


def stream(page: TextResponse, target: Target[Result]) -> Result:
    """Parses a page as Scrapy's selectors do, into `target` instead of a tree."""
    kind = etree.XMLParser if isinstance(page, XmlResponse) else etree.HTMLParser
    parser = kind(target=target, recover=True, encoding="utf-8", huge_tree=True)
    result: Result = etree.parse(Utf8(page.text if VISIBLE.search(page.text) else "<html/>"), parser)
    return result


class Utf8:
    """A text as a file of UTF-8, of which no copy is made."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def read(self, size: int) -> bytes:
        """The next bytes, `size` at most; none at the end."""
        most = max(1, size // 4)  # a character takes up to four bytes
        piece = ""
        while not piece and self._at < len(self._text):  # one of nothing but NULs would be taken for the end
            piece = self._text[self._at : self._at + most].replace("\x00", "")
            self._at += most
        return piece.encode()


def each(page: TextResponse, tag: str, kind: str, read: Callable[[Element], Made]) -> list[Made]:
    """What `read` makes of every element of a tag that has the class `kind`. One inside another is read by itself."""
    return stream(page, _Cutter(tag, kind, read))


@dataclass(slots=True)
class _Piece:
    # of the standard library: lxml's own refuses names that pages do have, like "o:p"
    builder: TreeBuilder = field(default_factory=TreeBuilder)
    depth: int = 0


class _Cutter(Generic[Made]):
    """Builds the tree of one wanted element at a time."""

    def __init__(self, tag: str, kind: str, read: Callable[[Element], Made]) -> None:
        self._tag, self._kind, self._read = tag, kind, read
        self._open: list[_Piece] = []
        self._made: list[Made] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == self._tag and self._kind in attributes.get("class", "").split():
            self._open.append(_Piece())
        if self._open:
            self._open[-1].builder.start(tag, dict(attributes))
            self._open[-1].depth += 1

    def data(self, text: str) -> None:
        if self._open:
            self._open[-1].builder.data(text)

    def end(self, tag: str) -> None:
        if not self._open:
            return
        piece = self._open[-1]
        piece.builder.end(tag)
        piece.depth -= 1
        if not piece.depth:
            self._open.pop()
            self._made.append(self._read(piece.builder.close()))

    def close(self) -> list[Made]:
        # lxml's parsers are circles that wait for the garbage collector: nothing large may hang on one
        made, self._made = self._made, []
        del self._read
        return made
