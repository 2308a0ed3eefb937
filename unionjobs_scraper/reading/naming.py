"""The employer that a posting's prose names, where no line of its own does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unionjobs_scraper.normalize.employers import affiliation

_WORD = r"(?:[A-Z0-9][\w&.’'-]*|of|the|and|for|to|in|de|&)"
_NAME = rf"(?P<name>[A-Z0-9][\w&.’'-]*(?:[ ,]+{_WORD}){{0,9}})(?:\s+\([A-Z][\w-]{{1,12}}\))?"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:[Tt]he\s+)?{_NAME},?\s+is\s+(?:proud\s+to\s+be\s+)?an?\s+(?:[Ee]qual|[Aa]ffirmative|EEO)",
        rf"^(?:[Tt]he\s+)?{_NAME}\s+offers\s+(?:an?\s+)?(?:competitive|excellent|generous|comprehensive)",
        (
            rf"^(?:[Tt]he\s+)?{_NAME}\s+(?:is\s+(?:currently\s+|now\s+)?(?:seeking|hiring|looking|recruiting)"
            r"|seeks|invites\s+applications)\b"
        ),
        (
            rf"^(?:[Tt]he\s+)?{_NAME}\s+is\s+(?:an?|the)\s+[^.]{{0,80}}"
            r"\b(?:union|organization|organisation|federation|association|coalition|alliance)\b"
        ),
    )
)
"""Sentences in which an employer speaks of itself, the surest first."""
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
NOBODY = re.compile(
    r"^(?:(?:The|This|Our|Your|We|It|An?|He|She|They|Who|Salary|Position|Candidates?|Applicants?|Employer|Company"
    r"|Organization|Union|Local)\b\s*)+$",
    re.IGNORECASE,
)


def employer_named(paragraphs: Iterable[str]) -> str:
    """The employer that the sentences name, a union before others; empty when none does."""
    lines = list(paragraphs)
    names = list(_names(lines))
    return next((name for name in names if affiliation(name).union), names[0] if names else "")


def _names(lines: list[str]) -> Iterator[str]:
    sentences = [sentence for line in lines for sentence in SENTENCE_END.split(line)]
    for pattern in PATTERNS:
        for found in filter(None, map(pattern.match, sentences)):
            name = found["name"].strip(" ,")
            if len(name) > 2 and not NOBODY.match(name):
                yield name
