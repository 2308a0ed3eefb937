"""Documents of some ten kilobytes that unpack to hundreds of megabytes, or take minutes."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from typing import Final

from lab.replica.answers import Answer, answer

TYPES: Final = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word(content: str, times: int, head: str = "") -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", TYPES)
        with packed.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f'<?xml version="1.0"?>{head}<w:document xmlns:w="{WORD}"><w:body>'.encode())
            for _ in range(100):
                part.write(content.encode() * (times // 100))
            part.write(b"</w:body></w:document>")
    return file.getvalue()


def _pdf(content: bytes, rounds: int = 1) -> bytes:
    stream = content
    for _ in range(rounds):
        stream = zlib.compress(stream, 9)
    filters = b"[" + b"/FlateDecode " * rounds + b"]"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Filter %s /Length %d >>\nstream\n%s\nendstream" % (filters, len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer\n<< /Size 6 /Root 1 0 R >>\n%%EOF\n"


def _many_parts() -> bytes:
    file = BytesIO(_word("<w:p/>", 100))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        for number in range(40):
            packed.writestr(f"word/media/{number}.png", bytes(2_000_000))
    return file.getvalue()


LAUGHS: Final = (
    '<!DOCTYPE x [<!ENTITY a "laugh">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
DOCUMENTS: Final[Mapping[str, Callable[[], bytes]]] = {
    "empty-paragraphs.docx": lambda: _word("<w:p/>", 3_000_000),
    "short-paragraphs.docx": lambda: _word("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 500_000),
    "large-part.docx": lambda: _word("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 5_000_000),
    "entities.docx": lambda: _word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", 100, LAUGHS),
    "deep.docx": lambda: _word("<w:p>", 2_000_000),
    "pictures.docx": _many_parts,
    "words.pdf": lambda: _pdf(b"(a) Tj " * 4_000_000),
    "twice-packed.pdf": lambda: _pdf(b"BT /F1 11 Tf (a) Tj ET " * 10_000_000, 2),
    "spaces.pdf": lambda: _pdf(b" " * 200_000_000, 2),
    "paths.pdf": lambda: _pdf(b"0 0 m 1 1 l S q Q " * 3_000_000),
}
"""Each by its name."""


@cache
def _made(name: str) -> bytes:
    return DOCUMENTS[name]()


def document(name: str) -> Answer | None:
    """A document as it is sent."""
    return answer(_made(name), headers={"Content-Type": "application/octet-stream"}) if name in DOCUMENTS else None
