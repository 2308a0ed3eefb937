"""Telling what a posting says of its own job from the same word said of something else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from unionjobs_scraper.normalize.scan import positions, vocabulary

_BEFORE, _AFTER = 90, 60
_SENTENCE_BREAK = re.compile(r"[.;!?](?=\s)|\n\s*\n|\n(?=\W*[A-Z])")
_LONE_LEAD = re.compile(r"(?:^|[\n•●·|*(–—]|\s-|[\w)]\.)[\s*]*$")
_LONE_TAIL = re.compile(
    r"\s*(?:$|\.(?:\s|$)|[\n•●·|)*–—/]|-\s|,?\s?(?:non-?)?exempt\b)|\s(?:in|at)\s(?!\w+ing\b)", re.IGNORECASE
)


def words(pattern: str) -> re.Pattern[str]:
    """Compile *pattern* verbose and without case."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def signs_of(needles: Iterable[str], *plurals: str) -> frozenset[bytes]:
    """Return the longest word of each of the *needles*, and what else may stand for it."""
    return frozenset(max(re.findall("[a-z]+", needle), key=len).encode() for needle in (*needles, *plurals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A word, and the company it keeps when it speaks of the job."""

    value: str
    signs: frozenset[bytes]
    """Whole words of which a text must hold one for the sense to be looked for."""
    needles: tuple[str, ...]
    """Lower-case pieces of the word: only where one occurs are the patterns tried."""
    word: re.Pattern[str]
    yes_before: re.Pattern[str]
    yes_after: re.Pattern[str]
    no_before: re.Pattern[str]
    no_after: re.Pattern[str]
    lead: int = 0
    """How many characters before a needle the word begins; above 1, at most."""
    standalone: bool = False
    """True when the word alone on its line, or between bullets, speaks of the job."""


def stated(text: str, senses: Sequence[Sense]) -> Iterator[str]:
    """Yield, sense by sense, the value of every word of *senses* that *text* says of the job."""
    known = vocabulary(text)
    for sense in senses:
        if known.isdisjoint(sense.signs):
            continue
        for hit in _hits(text, sense):
            after = text[hit.end() : hit.end() + _AFTER]
            if sense.no_after.match(after):
                continue
            before = _SENTENCE_BREAK.split(text[max(0, hit.start() - _BEFORE) : hit.start()])[-1]
            lone = sense.standalone and _is_lone(text, hit)
            told = lone or sense.yes_after.match(after) or sense.yes_before.search(before)
            if told and not sense.no_before.search(before):
                yield sense.value


def _hits(text: str, sense: Sense) -> Iterator[re.Match[str]]:
    last = -1
    for needle in sense.needles:
        for place in positions(text, needle.encode()):
            start = max(0, place - sense.lead)
            find = sense.word.search if sense.lead > 1 else sense.word.match
            hit = find(text, start, place + _AFTER)
            if hit and hit.start() != last:
                last = hit.start()
                yield hit


def _is_lone(text: str, hit: re.Match[str]) -> bool:
    lead = text[max(0, hit.start() - 10) : hit.start()]
    at_start = hit.start() <= 10 and not lead.strip()
    return bool((at_start or _LONE_LEAD.search(lead)) and _LONE_TAIL.match(text, hit.end()))
