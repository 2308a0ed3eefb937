"""Job descriptions in PDF and Word files as pages, and text put together again that was broken over lines.

pypdf reads PDF files (pure Python, typed, no dependencies); mammoth turns Word files into plain HTML, so
that their headings, lists and tables are read as a page's are. What cannot be read (a scan, a password,
the Word format of before 2007, damage) is said in words, never raised: the posting is still listed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from types import MappingProxyType

from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.page import Block, blocks

LARGEST_UNPACKED = 50_000_000
"""Bytes: a Word file that unpacks to more is a bomb, not a job description."""
MOST_PAGES = 60
"""Pages that are read of a PDF file: a job description has two to six."""
MOST_CHARACTERS = 200_000
LEAST_WORDS = 5
"""A document with fewer is a picture of one: a scan with a stamp or a page number."""


class Kind(StrEnum):
    """What the first bytes of a file say that it is, whatever its name and Content-Type."""

    PDF = "pdf"
    WORD = "word"
    OLD_WORD = "old word"
    """Word before 2007, or any other OLE file."""
    RTF = "rtf"
    OTHER = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document's text, or why there is none."""

    kind: Kind
    html: str = ""
    """The text with its headings, lists and tables."""
    problem: str = ""
    """Empty, "scanned", "encrypted", "damaged", "too large" or "unsupported"."""


class Unreadable(Exception):
    """Inside this module: the problem that keeps a document from being read, in one of its words."""


def kind_of(body: bytes) -> Kind:
    """The kind of a file, read from its bytes."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in body[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return Kind.WORD if b"word/" in body or b"[Content_Types]" in body else Kind.OTHER
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind.OLD_WORD
    return Kind.RTF if head.startswith(b"{\\rtf") else Kind.OTHER


def read_document(body: bytes) -> Document:
    """The text of a document. Never raises."""
    kind = kind_of(body)
    reader = READERS.get(kind)
    if reader is None:
        return Document(kind=kind, problem="unsupported")
    try:
        html = reader(body)
    except Unreadable as error:
        return Document(kind=kind, problem=str(error))
    except Exception:  # parsers of broken files raise anything, RecursionError and KeyError included
        return Document(kind=kind, problem="damaged")
    words = sum(len(block.line.split()) for block in blocks(Selector(text=html), ""))
    return Document(kind=kind, html=html, problem="" if words >= LEAST_WORDS else "scanned")


def _pdf(body: bytes) -> str:
    from pypdf import PdfReader  # here, like mammoth below: few runs meet a document, all would wait for it

    pdf = PdfReader(io.BytesIO(body))
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise Unreadable("encrypted")
    lines: list[str] = []
    for page in pdf.pages[:MOST_PAGES]:
        lines += [clean_line(line) for line in page.extract_text().splitlines()]
        if sum(map(len, lines)) > MOST_CHARACTERS:
            break
    return _page("".join(map(_element, reflowed(lines))))


def _element(line: str) -> str:
    bullet = BULLET.match(line)
    if bullet and len(line) > bullet.end():
        return f"<li>{escape(line[bullet.end() :])}</li>"
    return f"<p>{escape(line)}</p>"


def _word(body: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
            raise Unreadable("too large")
    import mammoth  # type: ignore[import-untyped]

    no_images = mammoth.images.img_element(lambda image: {"src": ""})
    read = mammoth.convert_to_html(io.BytesIO(body), convert_image=no_images, external_file_access=False)
    return _page(str(read.value))


def _page(body: str) -> str:
    return f"<html><body>{body}</body></html>"


READERS: Mapping[Kind, Callable[[bytes], str]] = MappingProxyType({Kind.PDF: _pdf, Kind.WORD: _word})


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
    kept = [line for line in lines if line]
    width = _width(kept)
    whole: list[str] = []
    previous = ""
    for line in kept:
        if whole and _runs_on(previous, line, width):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
        previous = line
    return whole


def rejoined(parts: Sequence[Block]) -> list[Block]:
    """The blocks with paragraphs put together that a paste has broken at its old margin."""
    width = _width([line for block in parts for line in block.lines])
    whole: list[Block] = []
    previous = ""
    for block in parts:
        lines = reflowed(block.lines) if block.tag in TEXT_TAGS else list(block.lines)
        joins = whole and lines and block.tag in TEXT_TAGS and whole[-1].tag in TEXT_TAGS and whole[-1].lines
        if joins and _runs_on(previous, lines[0], width):
            before = whole[-1]
            run_on = [*before.lines[:-1], f"{before.lines[-1]} {lines[0]}", *lines[1:]]
            whole[-1] = Block(before.tag, run_on, [*before.links, *block.links])
        else:
            whole.append(Block(block.tag, lines, list(block.links)))
        previous = block.lines[-1] if block.lines else ""
    return whole


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
