"""A page as a person reads it: blocks of lines, in order, with their links.

Union sites put the same fact into an `h4`, a `p`, a table cell or a bare `div`; what survives all of
that is the order of lines. Extractors for hand-made pages work on blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HtmlProcessingInstruction
from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.counters import is_passing
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.visible import base_address, protected_addresses, unseen

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary"
    " table tbody td tfoot th thead title tr ul".split()
)
UNSEEN_TAGS = frozenset(
    "head script style noscript template svg iframe select textarea button object datalist audio video canvas".split()
)
_PLAIN = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
"""Without lxml's classes of its own for forms and their fields, which it asks a function for at every element."""
PART_OF_ITEM = frozenset("p div section".split())
"""Tags that, first in a list item, are the item itself: editors write `<li><p>`."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a block, absolute, with its text."""

    text: str
    url: str


@dataclass(slots=True)
class Block:
    """A heading, paragraph, list item or cell: its tag, its lines (cut at `br`), its links."""

    tag: str
    lines: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    gaps: tuple[int, ...] = ()
    """Numbers of the lines before which the page leaves one empty (`br` twice)."""

    @property
    def text(self) -> str:
        """The lines as one, each on its own line."""
        if len(self.lines) == 1:
            return self.lines[0]
        if not self.gaps:
            return "\n".join(self.lines)
        return "\n".join(f"\n{line}" if at in self.gaps else line for at, line in enumerate(self.lines))

    @property
    def line(self) -> str:
        """The lines as a single line."""
        return self.lines[0] if len(self.lines) == 1 else " ".join(self.lines)

    @property
    def is_heading(self) -> bool:
        """Whether the tag is one of h1 to h6."""
        return len(self.tag) == 2 and self.tag[0] == "h" and self.tag[1].isdigit()


def blocks(selector: Selector, base_url: str) -> list[Block]:
    """The readable blocks under a selector, in reading order; blocks without words or links are left out."""
    root = selector.root
    if not isinstance(root, HtmlElement):
        return []
    if root is not _last.root or base_url != _last.base_url:
        if parser := root.getroottree().parser:
            parser.set_element_class_lookup(_PLAIN)
        _last.root, _last.base_url, _last.blocks = root, base_url, _Reader(base_address(root, base_url)).read(root)
    return list(_last.blocks)


def blocks_within(element: HtmlElement, base_address: str, *, all_seen: bool = False) -> list[Block]:
    """The readable blocks of a part of a page, whose links are relative to `base_address`.

    `all_seen`: what a reader does not see was taken out of the page before (`visible.drop_unseen`).
    """
    return _Reader(base_address).read(element, all_seen=all_seen)


@dataclass(slots=True)
class _Last:
    """The page that was read last: its closing words are looked for in the same blocks as its posting."""

    root: HtmlElement | None = None
    base_url: str = ""
    blocks: Sequence[Block] = ()


_last = _Last()


def as_text(parts: Iterable[Block]) -> str:
    """Blocks as plain text: paragraphs apart, list items on lines of their own with a dash.

    Lines that only count views or days are left out: they would make an edit of every reading.
    """
    pieces: list[str] = []
    previous = ""
    for block in parts:
        if not block.lines or is_passing(block.line):
            continue
        if block.tag == "li":
            pieces.append(("\n" if previous == "li" else "\n\n") + "- " + block.text)
        else:
            pieces.append("\n\n" + block.text)
        previous = block.tag
    return "".join(pieces).strip()


class _Reader:
    """Walks the tree once, opening a block at every block-level tag."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        self._blocks: list[Block] = []
        self._words: list[str] = []
        self._links: list[Link] = []
        self._tag = "body"
        self._outer: list[str] = []
        self._begun = True
        self._hidden: set[HtmlElement] = set()
        self._addresses: dict[HtmlElement, str] = {}

    def read(self, root: HtmlElement, *, all_seen: bool = False) -> list[Block]:
        hidden = self._hidden = set() if all_seen else unseen(root)
        addresses = self._addresses = protected_addresses(root)
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in UNSEEN_TAGS or (hidden and element in hidden):
                    walk.skip_subtree()
                    continue
                self._enter(tag)
                words = element.text
                if addresses and element in addresses:
                    words = self._mail(element)
                    walk.skip_subtree()
            else:
                if event == "end" and not (hidden and element in hidden):
                    self._leave(tag, element)
                words = element.tail if element is not root else None
            if words:
                self._words.append(words)
        self._flush()
        return self._blocks

    def _enter(self, tag: str) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            self._outer.append(self._tag)
            if tag == "li":
                self._begun = False
            if not (self._tag == "li" and tag in PART_OF_ITEM and not self._begun):
                self._tag = tag
        elif tag == "br":
            self._words.append("\n")

    def _leave(self, tag: str, element: HtmlElement) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            self._tag = self._outer.pop()
        elif tag == "a":
            self._link(element)

    def _mail(self, element: HtmlElement) -> str:
        """The words of an element that hides a mail address; a link keeps its own, where it has any."""
        words = str(element.text_content())
        return self._addresses[element] if "protected" in words or element.get("data-cfemail") else words

    def _link(self, element: HtmlElement) -> None:
        hidden = self._addresses.get(element)
        url = f"mailto:{hidden}" if hidden else absolute(element.get("href") or "", self._base_url)
        if url:
            words = self._mail(element) if hidden else self._words_of(element) if len(element) else element.text or ""
            self._links.append(Link(clean_line(str(words)), url))

    def _words_of(self, element: HtmlElement) -> str:
        inside = [each for each in element.iterdescendants() if each in self._hidden] if self._hidden else []
        if not inside:
            return str(element.text_content())
        kept = deepcopy(element)
        numbers = [at for at, each in enumerate(element.iterdescendants()) if each in self._hidden]
        for each in [each for at, each in enumerate(kept.iterdescendants()) if at in numbers]:
            if each.getparent() is not None:
                each.drop_tree()
        return str(kept.text_content())

    def _flush(self) -> None:
        words, links = self._words, self._links
        if not words and not links:
            return
        said = "".join(words)
        if links or not said.isspace():
            # a line break of the source is a space; only br cuts a line
            lines = _cut_at_breaks(words) if "\n" in words else [said]
            kept, gaps = _cleaned(lines)
            if kept or links:  # what strips to nothing can still be invisible
                self._blocks.append(Block(self._tag, kept, links, gaps))
                self._links = []
                self._begun = self._begun or bool(kept)
        words.clear()


def _cleaned(lines: list[str]) -> tuple[list[str], tuple[int, ...]]:
    """The lines that have words, and the numbers of those with an empty line before them."""
    if len(lines) == 1:
        line = clean_line(lines[0])
        return ([line] if line else []), ()
    kept: list[str] = []
    gaps: list[int] = []
    empty = False
    for line in map(clean_line, lines):
        if line:
            if empty and kept:
                gaps.append(len(kept))
            kept.append(line)
        empty = not line
    return kept, tuple(gaps)


def _cut_at_breaks(words: list[str]) -> list[str]:
    lines: list[list[str]] = [[]]
    for word in words:
        if word == "\n":
            lines.append([])
        else:
            lines[-1].append(word)
    return ["".join(line) for line in lines]
