"""The text of a page whose bytes are of another charset than it says."""

from __future__ import annotations

import codecs

WESTERN = frozenset(("cp1252", "iso8859-1", "iso8859-15", "latin_1", "ascii"))
"""Charsets in which any bytes are text: that a page is in one of them is often only said."""
UNDEFINED = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
"""Bytes that Windows-1252 does not use."""


def redecoded(body: bytes, said: str) -> str | None:
    """The text of a page whose bytes are not of the charset that it says; None where they are.

    A page said to be UTF-8 that is not keeps its whole letters, and each stray byte is read as Windows-1252; a page
    said to be of a Western charset whose bytes are all whole UTF-8 is UTF-8.
    """
    try:
        charset = codecs.lookup(said).name
    except LookupError:
        return None
    if body.isascii() or (charset != "utf-8" and charset not in WESTERN):
        return None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("utf-8", "stray-bytes-as-cp1252") if charset == "utf-8" else None
    return text if charset in WESTERN else None


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    letters = ("\ufffd" if byte in UNDEFINED else bytes([byte]).decode("cp1252") for byte in stray)
    return "".join(letters), error.end


codecs.register_error("stray-bytes-as-cp1252", _as_cp1252)
