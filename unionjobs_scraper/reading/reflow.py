"""Text put together again that was broken over lines: by a PDF's margin, or by a paste."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from unionjobs_scraper.reading.page import Block, Link

BULLET = re.compile(r"^(?:[·•●▪◦‣*–—-]|[o]\s|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s)\s*")
"""How a list item begins when its list is not marked up."""
ENDED = re.compile(r"[.!?:;][\"”’)\]]*$")
HANGING = re.compile(
    r"(?:,|\b(?:a|an|and|at|by|for|from|in|is|are|of|on|or|than|the|this|to|with|will|be|as|that))$", re.IGNORECASE
)
"""How a line ends that cannot be the end of a sentence or a heading."""
WIDEST = 130
"""Characters: text whose lines are longer was not broken by hand or by a page's margin."""
FULL = 0.75
"""A line that fills this share of the width ran on into the next."""
ENOUGH = 5
"""Lines below which nothing is known about the width."""
TEXT_TAGS = frozenset({"p", "div", "body", "pre", "section", "article", "td"})


def reflowed(lines: Iterable[str]) -> list[str]:
    """The lines with every broken sentence in one piece; list items, headings and labels stay apart."""
    return [" ".join(pieces) for pieces in _sentences(lines)]


def _sentences(lines: Iterable[str]) -> list[list[str]]:
    """The lines that are one sentence, together."""
    kept = [line for line in lines if line]
    width = _width(kept)
    whole: list[list[str]] = []
    previous = ""
    for line in kept:
        if whole and _runs_on(previous, line, width):
            whole[-1].append(line)
        else:
            whole.append([line])
        previous = line
    return whole


def rejoined(parts: Sequence[Block]) -> list[Block]:
    """The blocks with paragraphs put together that a paste has broken at its old margin."""
    width = _width([line for block in parts for line in block.lines])
    whole: list[tuple[str, list[list[str]], list[Link]]] = []
    previous = ""
    for block in parts:
        lines = _sentences(block.lines) if block.tag in TEXT_TAGS else [[line] for line in block.lines]
        joins = whole and lines and block.tag in TEXT_TAGS and whole[-1][0] in TEXT_TAGS and whole[-1][1]
        if joins and _runs_on(previous, " ".join(lines[0]), width):
            _, before, links = whole[-1]
            before[-1] += lines[0]
            before += lines[1:]
            links += block.links
        else:
            whole.append((block.tag, lines, list(block.links)))
        previous = block.lines[-1] if block.lines else ""
    return [Block(tag, [" ".join(pieces) for pieces in lines], links) for tag, lines, links in whole]


def _runs_on(line: str, following: str, width: int) -> bool:
    if not line or ENDED.search(line) or BULLET.match(following):
        return False
    return bool(
        following[0].islower()
        or HANGING.search(line)
        or (width and len(line) >= width * FULL and not line.isupper() and following[0] not in "$£€")
    )


def _width(lines: Sequence[str]) -> int:
    """The margin that the lines were broken at, in characters; 0 when they were not."""
    long = sorted(len(line) for line in lines if len(line) > 40)
    if len(long) < ENOUGH:
        return 0
    width = long[int(len(long) * 0.9)]
    return width if width <= WIDEST else 0
