"""The text of a PDF or Word file; the program of a process of its own, that a hostile file may exhaust.

pypdf reads PDF files (pure Python, typed, no dependencies); mammoth turns Word files into plain HTML, so
that their headings, lists and tables are read as a page's are. `python -m` of this module reads a file from standard
input and writes what `Document` holds as JSON.
"""

from __future__ import annotations

import io
import json
import resource
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from html import escape
from types import MappingProxyType

from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.page import blocks
from unionjobs_scraper.reading.reflow import BULLET, reflowed

LARGEST_UNPACKED = 20_000_000
"""Bytes of text with its markup: a Word file that unpacks to more is a bomb, not a job description."""
LARGEST_PAGE = 2_000_000
"""Characters of the page that a document becomes."""
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


def text_of(body: bytes) -> Document:
    """The text of a document. Never raises, but for what no memory is left for."""
    kind = kind_of(body)
    reader = READERS.get(kind)
    if reader is None:
        return Document(kind=kind, problem="unsupported")
    try:
        html = reader(body)
    except Unreadable as error:
        return Document(kind=kind, problem=str(error))
    except MemoryError:
        return Document(kind=kind, problem="too large")
    except Exception:  # parsers of broken files raise anything, RecursionError and KeyError included
        return Document(kind=kind, problem="damaged")
    if len(html) > LARGEST_PAGE:
        return Document(kind=kind, problem="too large")
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
        texts = (each.file_size for each in packed.infolist() if each.filename.endswith((".xml", ".rels")))
        if sum(texts) > LARGEST_UNPACKED:  # pictures are not unpacked
            raise Unreadable("too large")
    import mammoth  # type: ignore[import-untyped]

    no_images = mammoth.images.img_element(lambda image: {"src": ""})
    read = mammoth.convert_to_html(io.BytesIO(body), convert_image=no_images, external_file_access=False)
    return _page(str(read.value))


def _page(body: str) -> str:
    return f"<html><body>{body}</body></html>"


READERS: Mapping[Kind, Callable[[bytes], str]] = MappingProxyType({Kind.PDF: _pdf, Kind.WORD: _word})


def main(memory: int, seconds: int) -> None:
    """Reads a document under limits (bytes, and seconds of processor time), and says what is in it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.stdout.write(json.dumps(asdict(text_of(sys.stdin.buffer.read()))))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
