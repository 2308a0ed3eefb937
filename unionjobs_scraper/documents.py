"""Job descriptions in PDF and Word files: their text as blocks, like any other page's.

pypdf reads PDF files (pure Python, typed, no dependencies); mammoth turns Word files into plain HTML, so
that their headings, lists and tables are read as a page's are. What cannot be read (a scan, a password,
the Word format of before 2007, damage) is said in words, never raised: the posting is still listed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from types import MappingProxyType

import mammoth  # type: ignore[import-untyped]
from parsel import Selector
from pypdf import PdfReader

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.page import Block, blocks
from unionjobs_scraper.reflow import BULLET, reflowed

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
    blocks: tuple[Block, ...] = ()
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


def read_document(body: bytes, url: str = "") -> Document:
    """The text of a document; `url` resolves its links. Never raises."""
    kind = kind_of(body)
    reader = READERS.get(kind)
    if reader is None:
        return Document(kind=kind, problem="unsupported")
    try:
        found = reader(body, url)
    except Unreadable as error:
        return Document(kind=kind, problem=str(error))
    except Exception:  # parsers of broken files raise anything, RecursionError and KeyError included
        return Document(kind=kind, problem="damaged")
    words = sum(len(block.line.split()) for block in found)
    return Document(kind=kind, blocks=tuple(found), problem="" if words >= LEAST_WORDS else "scanned")


def _pdf(body: bytes, url: str) -> list[Block]:
    pdf = PdfReader(io.BytesIO(body))
    if pdf.is_encrypted and not pdf.decrypt(""):
        raise Unreadable("encrypted")
    lines: list[str] = []
    for page in pdf.pages[:MOST_PAGES]:
        lines += [clean_line(line) for line in page.extract_text().splitlines()]
        if sum(map(len, lines)) > MOST_CHARACTERS:
            break
    return [_block(line) for line in reflowed(lines)]


def _block(line: str) -> Block:
    bullet = BULLET.match(line)
    return Block("li", [line[bullet.end() :]]) if bullet and len(line) > bullet.end() else Block("p", [line])


def _word(body: bytes, url: str) -> list[Block]:
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
            raise Unreadable("too large")
    html = mammoth.convert_to_html(
        io.BytesIO(body), convert_image=mammoth.images.img_element(_no_image), external_file_access=False
    ).value
    return blocks(Selector(text=f"<html><body>{html}</body></html>"), url)


def _no_image(image: object) -> dict[str, str]:
    return {"src": ""}


READERS: Mapping[Kind, Callable[[bytes, str], list[Block]]] = MappingProxyType({Kind.PDF: _pdf, Kind.WORD: _word})


def as_html(document: Document) -> bytes:
    """A document as a page, UTF-8: what reads pages can then read it."""
    body = "".join(_element(block) for block in document.blocks)
    about = f' data-document="{escape(document.kind)}" data-problem="{escape(document.problem)}"'
    return f'<html{about}><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def _element(block: Block) -> str:
    words = "<br>".join(escape(line) for line in block.lines)
    links = "".join(f'<a href="{escape(link.url)}"></a>' for link in block.links)
    return f"<{block.tag}>{words}{links}</{block.tag}>"
