"""What looks like a posting on a page that somebody made by hand, and why it was taken for one.

Nothing on such a page says "this is a posting". A title names a role, an address stands below the page's
own, the text under a heading speaks of applying. Each decision, also the one to leave something out, has a
`reason`: one word that is counted and that a test can check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.page import Block, Link
from unionjobs_scraper.reading.titles import names_a_job

BUTTON = re.compile(
    r"^\W*(?:apply|read|learn|view|see|click|more|details?|download|full|job\s+description|posting)\b.{0,30}$",
    re.IGNORECASE,
)
ABOUT_JOBS = re.compile(
    r"job|career|vacanc|posting|position|opening|employment|opportunit|hiring|work-with", re.IGNORECASE
)
ABOUT_APPLYING = re.compile(
    r"""\bto\s+apply\b|\bappl(?:y|ications?|icants?)\b|\br[ée]sum[ée]s?\b|\bcover\s+letter\b|\bqualifications\b
    |\bsalary\b|\bresponsibilities\b|\bduties\b|\bdeadline\b|\bclosing\s+date\b|\bcandidates?\b""",
    re.IGNORECASE | re.VERBOSE,
)
DOCUMENT = re.compile(r"\.(?:pdf|docx?|rtf|odt|pages)$", re.IGNORECASE)
SHORTEST_TEXT = 80
"""Characters that a posting has at least below its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A link or a section of a page, and whether it is taken for a posting."""

    title: str
    kept: bool
    reason: str
    """Why, in one word: a counter's name."""
    url: str = ""
    """Where the link leads."""
    parts: Sequence[Block] = field(default_factory=tuple)
    """The section's blocks below its heading."""


def linked(parts: Sequence[Block], page_url: str, pattern: str = "") -> Iterator[Candidate]:
    """Every link of a page with the decision on it. `pattern`: what the addresses of postings match, if known."""
    heading = ""
    for block in parts:
        if block.is_heading and block.lines:
            heading = block.line
        for link in block.links:
            if urldefrag(link.url).url == urldefrag(page_url).url or link.url.startswith("mailto:"):
                continue
            title = heading if BUTTON.match(link.text) or not link.text else link.text
            kept, reason = _verdict(title, link, page_url, pattern)
            yield Candidate(title=clean_line(title), url=urldefrag(link.url).url, kept=kept, reason=reason)


def _verdict(title: str, link: Link, page_url: str, pattern: str) -> tuple[bool, str]:
    address, page = urlsplit(link.url), urlsplit(page_url)
    role = names_a_job(title)
    if DOCUMENT.search(address.path):
        return False, "document" if role else "no-role"
    if _host(link.url) != _host(page_url):
        return False, "other-host" if role else "no-role"
    if pattern:
        matches = bool(re.search(pattern, link.url))
        return matches, "address-matches" if matches else "address-differs"
    below = address.path.startswith(page.path.rstrip("/") + "/") and bool(page.path.strip("/"))
    if role and below:
        return True, "role-below-page"
    if role and ABOUT_JOBS.search(address.path):
        return True, "role-and-address"
    return role, "role" if role else "no-role"


def sections(parts: Sequence[Block], named: str = "") -> Iterator[Candidate]:
    """The postings that stand one after another on a page: under headings, else under short lines.

    A page without either is one posting where its own name, `named`, is a job's.
    """
    starts = [number for number, block in enumerate(parts) if block.is_heading and names_a_job(block.line)]
    if starts:
        level = min(parts[number].tag for number in starts)
        starts = [number for number in starts if parts[number].tag == level]
        ends = [number for number, block in enumerate(parts) if block.is_heading and block.tag < level]
    else:
        starts = [number for number, block in enumerate(parts) if _stands_alone(block)]
        ends = [number for number, block in enumerate(parts) if block.is_heading]
    if not starts and names_a_job(named):
        yield _section(named, parts)
    for start in starts:
        end = min((number for number in [*starts, *ends] if number > start), default=len(parts))
        yield _section(parts[start].line, parts[start + 1 : end])


def _stands_alone(block: Block) -> bool:
    line = block.line
    return block.tag != "li" and len(block.lines) == 1 and ":" not in line and not block.links and names_a_job(line)


def _section(heading: str, parts: Sequence[Block]) -> Candidate:
    title = heading.rstrip(" #¶")  # the mark of a link to the heading itself
    text = " ".join(block.line for block in parts)
    if len(text) < SHORTEST_TEXT:
        return Candidate(title=title, kept=False, reason="no-text", parts=parts)
    speaks = bool(ABOUT_APPLYING.search(text))
    return Candidate(title=title, kept=speaks, reason="section" if speaks else "not-about-applying", parts=parts)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")
