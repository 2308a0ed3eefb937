"""Where to apply: the link or the address in the words about applying, never just any link of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from unionjobs_scraper.boards import is_own
from unionjobs_scraper.normalize.applicant_systems import is_applicant_system
from unionjobs_scraper.reading.page import Block, Link

ABOUT_APPLYING = re.compile(
    r"""\bto\s+apply\b|\bhow\s+to\s+apply\b|\bapply\b|\bapplications?\b|\bapplying\b|\bapplicants?\b
    |\b(?:send|submit|e-?mail|forward|mail)\b.{0,60}\b(?:r[ée]sum[ée]s?|cover\s+letters?|c\.?v\.?)\b
    |\br[ée]sum[ée]s?\b.{0,60}\b(?:to|at)\b""",
    re.IGNORECASE | re.VERBOSE,
)
SIGNS = ("appl", "sum", "letter", "cv", "c.v")
"""Parts of words, casefolded, one of which every line about applying has: the patterns need not be tried without."""
APPLY_HEADING = re.compile(
    r"^\W*(?:how\s+to\s+apply|to\s+apply|apply|application(?:s|\s+\w+){0,2})\b.{0,40}$", re.IGNORECASE
)
ADDRESS = re.compile(r"[A-Za-z0-9][\w.+'-]{0,63}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}")
SAYS_APPLY = re.compile(r"\b(?:apply|application|here|link|form|portal|online|posting|job)\b|://|www\.", re.IGNORECASE)
NEVER = re.compile(
    r"""^(?:[\w-]+\.)*(?:x\.com|twitter\.com|facebook\.com|instagram\.com|youtube\.com|youtu\.be|tiktok\.com
    |threads\.net|bsky\.app|dhs\.gov|e-verify\.gov|eeoc\.gov|dol\.gov|translate\.google\.com)$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Social media and government notices: linked from postings, never the way to apply."""
TITLE_ABOVE = re.compile(r"\b(?:click|follow|see)\b.{0,40}\b(?:title|link|heading)\b.{0,20}\babove\b", re.IGNORECASE)
TOP = 8
"""Blocks that can hold a stub's title, a link to the applicant system."""
FOLLOWING = 3
"""Paragraphs after an "apply" heading that still speak of applying."""


def apply_url(blocks: Sequence[Block], own_hosts: Sequence[str] = ()) -> str:
    """The web address or `mailto:` to apply to; empty when the posting names none.

    `own_hosts`: the board's own hosts, whose links lead around the board.
    """
    about = list(_about_applying(blocks))
    links = [link for block in about for link in block.links if _leads_to_application(link, own_hosts)]
    if links:
        return next((link.url for link in links if SAYS_APPLY.search(link.text)), links[0].url)
    mailed = [link.url for block in about for link in block.links if link.url.startswith("mailto:")]
    if mailed:
        return _mailto(mailed[0].removeprefix("mailto:"))
    stub = [link.url for block in blocks[:TOP] for link in block.links if _leads_to_application(link, own_hosts)]
    if stub and TITLE_ABOVE.search(" ".join(block.line for block in about)):
        return stub[0]
    written = [address for block in about for address in _addresses(block.line)]
    if not written:
        everywhere = {address.casefold() for block in blocks for address in _addresses(block.line)}
        written = sorted(everywhere) if len(everywhere) == 1 else []
    return _mailto(written[0]) if written else ""


def _about_applying(blocks: Sequence[Block]) -> Iterator[Block]:
    left = 0
    for block in blocks:
        line = block.line
        signed = _has_sign(line)
        if signed and APPLY_HEADING.match(line):
            left = FOLLOWING + 1
        if left or (signed and ABOUT_APPLYING.search(line)):
            yield block
        left = max(0, left - 1)


def _has_sign(line: str) -> bool:
    return any(map(line.casefold().__contains__, SIGNS))


def _leads_to_application(link: Link, own_hosts: Sequence[str]) -> bool:
    parts = urlsplit(link.url)
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in ("http", "https") or NEVER.match(host):
        return False
    if is_own(host, own_hosts):
        return False
    # the bare address of an employer is its home page; of an applicant system, its list of jobs
    return bool(parts.path.strip("/") or parts.query or is_applicant_system(host))


def _addresses(line: str) -> list[str]:
    """The mail addresses in a line; without an at sign, the pattern would try each letter of it in vain."""
    return ADDRESS.findall(line) if "@" in line else []


def _mailto(address: str) -> str:
    return "mailto:" + address.partition("?")[0].strip()
