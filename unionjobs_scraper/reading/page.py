"""A page as a person reads it: blocks of lines, in order, with their links.

Union sites put the same fact into an `h4`, a `p`, a table cell or a bare `div`; what survives all of
that is the order of lines. Extractors for hand-made pages work on blocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement
from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol option p pre section summary"
    " table tbody td tfoot th thead title tr ul".split()
)
UNSEEN_TAGS = frozenset("head script style noscript template svg iframe select textarea button object".split())


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

    @property
    def text(self) -> str:
        """The lines as one, each on its own line."""
        return "\n".join(self.lines)

    @property
    def line(self) -> str:
        """The lines as a single line."""
        return " ".join(self.lines)

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
        reader = _Reader(base_url)
        reader.read(root)
        _last.root, _last.base_url, _last.blocks = root, base_url, reader.finished()
    return list(_last.blocks)


@dataclass(slots=True)
class _Last:
    """The page that was read last: its closing words are looked for in the same blocks as its posting."""

    root: HtmlElement | None = None
    base_url: str = ""
    blocks: Sequence[Block] = ()


_last = _Last()


def as_text(parts: Iterable[Block]) -> str:
    """Blocks as plain text: paragraphs apart, list items on lines of their own with a dash."""
    pieces: list[str] = []
    previous = ""
    for block in parts:
        if not block.lines:
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

    def read(self, root: HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        outer: list[str] = []
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start" and tag not in UNSEEN_TAGS:
                self._enter(tag, element, outer)
                continue
            if event == "start":
                walk.skip_subtree()
                continue
            if tag and tag not in UNSEEN_TAGS:
                self._leave(tag, element, outer)
            if element is not root:
                self._words.append(element.tail or "")

    def _enter(self, tag: str, element: HtmlElement, outer: list[str]) -> None:
        if tag in BLOCK_TAGS:
            self._flush()
            outer.append(self._tag)
            self._tag = tag
        elif tag == "br":
            self._words.append("\n")
        self._words.append(element.text or "")

    def _leave(self, tag: str, element: HtmlElement, outer: list[str]) -> None:
        if tag == "a":
            self._link(element)
        if tag in BLOCK_TAGS:
            self._flush()
            self._tag = outer.pop()

    def finished(self) -> list[Block]:
        self._flush()
        return self._blocks

    def _link(self, element: HtmlElement) -> None:
        url = absolute(element.get("href") or "", self._base_url)
        if url:
            self._links.append(Link(clean_line(str(element.text_content())), url))

    def _flush(self) -> None:
        if not self._links and not "".join(self._words).strip():
            self._words = []
            return
        # a line break of the source is a space; only br cuts a line
        lines = [clean_line(line) for line in _cut_at_breaks(self._words)]
        kept = [line for line in lines if line]
        if kept or self._links:  # what strips to nothing can still be invisible
            self._blocks.append(Block(self._tag, kept, self._links))
        self._words, self._links = [], []


def _cut_at_breaks(words: list[str]) -> Iterator[str]:
    line: list[str] = []
    for word in words:
        if word == "\n":
            yield "".join(line)
            line = []
        else:
            line.append(word)
    yield "".join(line)


def absolute(href: str, base_url: str) -> str:
    """The address that an `href` means on a page: http, https or mailto; empty for anything else."""
    href = href.strip()
    try:
        url = urljoin(base_url, href)
        scheme = urlsplit(url).scheme
    except ValueError:  # "http://[broken"
        return ""
    if scheme == "mailto":
        url = "mailto:" + url.partition(":")[2]
    return url if href and scheme in ("http", "https", "mailto") else ""
