"""What the head of a record says, piece by piece, and what the rest of it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lxml import etree
from lxml.html import HtmlElement

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.page import BLOCK_TAGS, UNSEEN_TAGS, Block, Link, blocks_within
from unionjobs_scraper.reading.record_tables import TITLE_COLUMN, columns
from unionjobs_scraper.reading.titles import names_a_job

DEEPEST = 30


def said(element: HtmlElement) -> str:
    """An element's words on one line."""
    return clean_line(str(element.text_content()))


def pieces(element: HtmlElement) -> list[str]:
    """The parts of a card's text: lines, and elements side by side of which each holds a part."""
    found: list[str] = []
    for piece in filter(None, _pieces(element, 0)):
        if found and piece[0] in "([/&":
            found[-1] += f" {piece}"  # "Director" and, in an element of its own, "(Temporary)"
        else:
            found.append(piece)
    if len(found) > 1 and not any(" " in piece for piece in found):
        return [" ".join(found)]  # each word in an element of its own
    return found


def _pieces(element: HtmlElement, depth: int) -> Iterator[str]:
    children = [each for each in element if isinstance(each.tag, str) and each.tag not in UNSEEN_TAGS]
    inner = [each for each in children if each.tag != "br"]
    direct = (element.text or "") + "".join(each.tail or "" for each in element)
    if inner and not direct.strip(" \n\t\r\xa0|·•–—-,") and depth < DEEPEST and (len(inner) > 1 or len(children) == 1):
        for child in inner:
            yield from _pieces(child, depth + 1)
        return
    yield from map(clean_line, _with_breaks(element).split("\v"))


def _with_breaks(element: HtmlElement) -> str:
    """An element's words, cut at breaks and around the blocks in it."""
    words: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, each in walk:
        if not isinstance(each.tag, str):
            words.append(each.tail or "")
            continue
        if each is not element and (each.tag in BLOCK_TAGS or each.tag in ("br", "small")):
            words.append("\v")
        if event == "start":
            if each is not element and each.tag in UNSEEN_TAGS:
                walk.skip_subtree()
            else:
                words.append(each.text or "")
        elif each is not element:
            words.append(each.tail or "")
    return "".join(words)


def lead_of(where: Sequence[HtmlElement]) -> list[str]:
    """The bold words that a record without a heading begins with, before its prose."""
    for element in where:
        if any(True for _ in element.iter("h1", "h2", "h3", "h4", "h5", "h6", "tr")):
            return []
        for bold in element.iter("strong", "b"):
            parent = bold.getparent()
            opens = bold.getprevious() is None and parent is not None and not (parent.text or "").strip()
            return pieces(bold) if opens and parent.tag in BLOCK_TAGS and said(bold) else []
    return []


def parts_of(where: Sequence[HtmlElement], title: HtmlElement | None, base_url: str) -> list[Block]:
    """The blocks of a record without its title."""
    found: list[Block] = []
    own = blocks_within(title, base_url, all_seen=True) if title is not None else []
    skip = [block.lines for block in own]
    for element in where:
        for block in blocks_within(element, base_url, all_seen=True):
            if block.lines in skip:
                skip.remove(block.lines)
                continue
            found.append(block)
    if title is not None and found and skip:
        first, name = found[0], " ".join(line for lines in skip for line in lines)
        if first.lines[:1] == [name]:
            found[0] = Block(first.tag, first.lines[1:], first.links)
        elif first.line.startswith(name) and len(first.line) > len(name):
            rest = clean_line(first.line[len(name) :].lstrip(" :–—-"))
            found[0] = Block(first.tag, [rest] if rest else [], first.links)
    return found


def links_of(title: HtmlElement, where: Sequence[HtmlElement], base_url: str) -> list[Link]:
    """The links of a record, those of its title and around its title first."""
    around = [each for _, each in zip(range(6), title.iterancestors("a"), strict=False)]
    inside = [*title.iter("a"), *around]
    rest = [each for element in where for each in element.iter("a")]
    links = (Link(said(each), absolute(each.get("href") or "", base_url)) for each in (*inside, *rest))
    return [link for link in dict.fromkeys(links) if link.url]


STATUS = re.compile(
    r"\W*(?:open|closed|filled|new|active|pending|ouvert|ferm[ée]|abiert[oa]|cerrad[oa])\W*", re.IGNORECASE
)
"""A cell that says how it is with the posting, not what it is called."""


def cells(row: HtmlElement) -> tuple[HtmlElement, dict[str, str]]:
    """The cell of a table's row that holds the title, and the cells by the names of their columns."""
    own = [cell for cell in row if cell.tag in ("td", "th")]
    table = next(row.iterancestors("table"), None)
    names = columns(table) if table is not None else []
    by_name = {name: said(cell) for name, cell in zip(names, own, strict=False) if name and cell is not None}
    titled = [cell for name, cell in zip_longest(names, own) if cell is not None and name and TITLE_COLUMN.match(name)]
    links = [(cell, said(link)) for cell in own for link in cell.iter("a")]
    linked = [cell for cell, words in links if names_a_job(words)] or [cell for cell, words in links if len(words) > 12]
    chosen = [cell for cell in (titled or linked or own) if said(cell) and not STATUS.fullmatch(said(cell))]
    return (chosen or own or [row])[0], by_name
