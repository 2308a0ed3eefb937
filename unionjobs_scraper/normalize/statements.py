"""Telling what a posting says of its own job from the same word said of something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BEFORE, _AFTER = 90, 60
_SENTENCE_BREAK = re.compile(r"[.;!?](?=\s)|\n\s*\n|\n(?=\W*[A-Z])")
_LONE_LEAD = re.compile(r"(?:^|[\n•●·|*(–—]|\s-|[\w)]\.)[\s*]*$")
_LONE_TAIL = re.compile(
    r"\s*(?:$|\.(?:\s|$)|[\n•●·|)*–—/]|-\s|,?\s?(?:non-?)?exempt\b)|\s(?:in|at)\s(?!\w+ing\b)", re.IGNORECASE
)


def words(pattern: str) -> re.Pattern[str]:
    """Compile *pattern* verbose and without case."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A word, and the company it keeps when it speaks of the job."""

    value: str
    needles: tuple[str, ...]
    """Lower-case pieces of the word: where none occurs, the patterns need not be tried."""
    word: re.Pattern[str]
    yes_before: re.Pattern[str]
    yes_after: re.Pattern[str]
    no_before: re.Pattern[str]
    no_after: re.Pattern[str]
    standalone: bool = False
    """True when the word alone on its line, or between bullets, speaks of the job."""


def stated(text: str, senses: Sequence[Sense]) -> Iterator[str]:
    """Yield the value of every word of *senses* that *text* says of the job."""
    lowered = text.lower()
    for sense in senses:
        if not any(needle in lowered for needle in sense.needles):
            continue
        for hit in sense.word.finditer(text):
            before = _SENTENCE_BREAK.split(text[max(0, hit.start() - _BEFORE) : hit.start()])[-1]
            after = text[hit.end() : hit.end() + _AFTER]
            if sense.no_before.search(before) or sense.no_after.match(after):
                continue
            lone = sense.standalone and _is_lone(text, hit)
            if lone or sense.yes_before.search(before) or sense.yes_after.match(after):
                yield sense.value


def _is_lone(text: str, hit: re.Match[str]) -> bool:
    lead = text[max(0, hit.start() - 10) : hit.start()]
    at_start = hit.start() <= 10 and not lead.strip()
    return bool((at_start or _LONE_LEAD.search(lead)) and _LONE_TAIL.match(text, hit.end()))
