"""Text and addresses from sites, made fit for a feed: no markup, no invisible characters, a bounded length."""

from __future__ import annotations

from urllib.parse import urlsplit

from w3lib.url import safe_url_string

from unionjobs_scraper.normalize.text import clean_line, clean_text

LONGEST_ADDRESS = 2000
AHEAD = 2
"""How many times the wanted length is cleaned: a text can be megabytes, most of it beyond the cut."""


def line(text: str, most: int = 200) -> str:
    """One line of at most that many characters, cut with an ellipsis."""
    return _cut(clean_line(text[: AHEAD * most]), most)


def paragraphs(text: str, most: int = 2000) -> str:
    """Paragraphs of at most that many characters in all, cut with an ellipsis."""
    return _cut(clean_text(text[: AHEAD * most]), most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def web_address(text: str) -> str:
    """The address when it is one of a web page, percent-encoded where it must be; empty for any other scheme."""
    if not text or len(text) > LONGEST_ADDRESS:
        return ""
    try:
        safe = safe_url_string(text)
        parts = urlsplit(safe)
        return safe if parts.scheme in ("http", "https") and parts.hostname else ""
    except (ValueError, UnicodeError):
        return ""
