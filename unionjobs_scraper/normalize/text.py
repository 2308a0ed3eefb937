"""Text as a reader sees it: repaired, visible, in one normal form."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# UTF-8 that was read as Latin-1, cp1252 or Mac Roman: a lead byte's letter, then another odd one.
_MOJIBAKE_SIGN = re.compile(
    r"[\x80-\x9f\ufffdÂÃÄÅÐÑ×ØâãäåçðïÎÏ√¬‚](?:(?<=[\x80-\x9f\ufffd¬])|[^\x00-\x7f]|(?<=[ÂÃ])\ )", re.VERBOSE
)

_MOJIBAKE_LEAD = re.compile(_MOJIBAKE_SIGN.pattern[: _MOJIBAKE_SIGN.pattern.index("]") + 1])

# Controls, zero-width and bidirectional marks, soft hyphens, tag characters, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINE_BREAK = re.compile(r"[\r\x0b\x0c\x1c-\x1f\x85\u2028](?:(?<=\r)\n)?")
_MANY_BREAKS = re.compile(r"\n{3,}")

# A drop cap in the page's markup leaves its letter behind: "B ased in Canton, MA".
_SPLIT_LEAD_IN = re.compile(r"[BCL](?<!\w.)\ (?=(?:(?<=B\ )ased|(?<=C\ )overing|(?<=L\ )ocations?)\b)", re.VERBOSE)

# An entity that was escaped twice: the page shows "&amp;". Those for invisible or plain letters stay as they are.
_ENTITY = re.compile(
    r"&(?:amp;)*(?P<name>nbsp|lt|gt|quot|apos|[lr][sd]quo|[nm]dash|hellip|bull|middot|euro|pound|copy|reg|trade|frac12"
    r"|[aeiouyAEIOUY](?:acute|uml)|[aeiouAEIOU](?:grave|circ)|[anoANO]tilde|[cC]cedil|szlig|#39|#x27|#160|#8211|#8212"
    r"|#8216|#8217|#8220|#8221|#8226|#8230);|&(?:amp;)+"
)

_HIDING = re.compile(_INVISIBLE.pattern.replace("\x7f-\x84\x86-\x9f", "\x7f"))
"""Invisible letters, but for those that mojibake is made of."""

_WIDE = "\xa0\t\u202f\u2007\u2009"

# What Windows-1252 prints, save what mojibake begins with, and the signs before lists; all of it is in NFC.
_PRINTABLE = bytes(range(0x20, 0x7F))
_PLAIN = b"\n\r" + _PRINTABLE
_USUAL = frozenset(
    letter
    for code in range(0x80, 0x100)
    if (letter := bytes([code]).decode("cp1252", "ignore")).isprintable() and not _MOJIBAKE_LEAD.match(letter)
).union("●○◦▪▫■□►▸▶➢➤→✓✔★☆☐❖♦‐‑‒―⁃∙′″≥≤−")
_USUAL_OR_WIDE = _USUAL | frozenset(_WIDE)

_ROUNDS = 6  # one repair can lay bare another; six nested ones were never met


def clean_line(text: str) -> str:
    """`text` as one line: mojibake repaired, NFC, no invisible characters, single spaces.

    Dashes and curly quotes stay as typed. Idempotent; never raises.
    """
    if "&" in text:
        text = _unescaped(text)
    if text.isascii():
        if _is_plain(text):
            return _mended(text)
        line = " ".join(text.split())
        if _is_plain(line):
            return _mended(line)
    return text if _is_clean(text) and not _is_split(text) else _until_repaired(text, _as_line)


@lru_cache(maxsize=8)  # the spider cleans a text, and the pipeline cleans what it gets
def clean_text(text: str) -> str:
    """`text` as paragraphs: like `clean_line`, but line breaks stay, at most two in a row.

    Lines lose the spaces at both ends. Idempotent; never raises.
    """
    if "&" in text:
        text = _unescaped(text)
    whole = _tidied(text)
    if whole is None:
        lines = (" ".join(filter(None, line.split(" "))) for line in _plain_spaces(text).split("\n"))
        cleaned = (line if _is_clean(line) else _until_repaired(line, _as_paragraphs) for line in lines)
        whole = _MANY_BREAKS.sub("\n\n", "\n".join(cleaned).strip())
    return _mended(whole)


def _unescaped(text: str) -> str:
    """`text` with the entities read that it spells out.

    Invisible letters go first: without them, another entity could show.
    """
    return _ENTITY.sub(
        lambda found: html.unescape(f"&{found['name']};") if found["name"] else "&", _HIDING.sub("", text)
    )


def _tidied(text: str) -> str | None:
    """`text` with its spaces in order; None when it holds a character that may not stay.

    In bytes, which are searched several times as fast: most postings are made of what can stay.
    """
    try:
        said = text.encode()
    except UnicodeEncodeError:
        return None
    odd = frozenset(said.translate(None, _PLAIN).decode())
    if not odd <= _USUAL_OR_WIDE:
        return None
    if wide := odd - _USUAL:
        spaced = text
        for space in wide:
            spaced = spaced.replace(space, " ")  # one letter for one: a fraction of the time that bytes take
        said = spaced.encode()
    whole = b"\n".join([line.strip(b" ") for line in said.splitlines()]).strip()
    while b"  " in whole:
        whole = whole.replace(b"  ", b" ")
    while b"\n\n\n" in whole:
        whole = whole.replace(b"\n\n\n", b"\n\n")
    return text if whole == said and not wide else whole.decode()


def _is_clean(line: str) -> bool:
    """Tell at a quick look that `line` can stay as it is; most lines of most postings can."""
    if not line.isprintable() or "  " in line or line[:1] == " " or line[-1:] == " ":
        return False
    return line.isascii() or (unicodedata.is_normalized("NFC", line) and not _MOJIBAKE_SIGN.search(line))


def _is_plain(line: str) -> bool:
    """Whether a `line` in ASCII is printable with its spaces in order; in bytes, four times as fast."""
    return not ("  " in line or line[:1] == " " or line[-1:] == " " or line.encode().translate(None, _PRINTABLE))


def _until_repaired(text: str, tidied: Callable[[str], str]) -> str:
    for _ in range(_ROUNDS):
        text = tidied(_repaired(text))
        if _repaired(text) == text:
            break
    return text


def _repaired(text: str) -> str:
    if text.isascii() or not _MOJIBAKE_SIGN.search(text):
        return text
    from ftfy import fix_encoding  # slow to import, and few pages need it

    return "\n".join(fix_encoding(line) for line in text.split("\n"))


def _as_line(text: str) -> str:
    return _mended(" ".join(_visible(_LINE_BREAK.sub(" ", _plain_spaces(text))).split()))


def _as_paragraphs(text: str) -> str:
    broken = _visible(_LINE_BREAK.sub("\n", _plain_spaces(text)).replace("\u2029", "\n\n"))
    return "\n".join(" ".join(line.split()) for line in broken.split("\n"))


def _plain_spaces(text: str) -> str:
    for space in _WIDE:
        text = text.replace(space, " ")
    return text.replace("\r\n", "\n")


def _visible(text: str) -> str:
    visible = _INVISIBLE.sub("", text)
    return visible if visible.isascii() else unicodedata.normalize("NFC", visible)


def _is_split(text: str) -> bool:
    return "B ased" in text or "C overing" in text or "L ocation" in text


def _mended(text: str) -> str:
    return _SPLIT_LEAD_IN.sub(lambda lead: lead[0][0], text) if _is_split(text) else text
