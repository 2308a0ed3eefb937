"""Telling what a posting says of its own job from the same word said of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from unionjobs_scraper.normalize.scan import WATCHED, folded, lettered, watched

_BEFORE, _AFTER = 90, 60
_SENTENCE_BREAK = re.compile(r"[.;!?\n](?:(?<!\n)(?=\s)|(?<=\n)(?:\s*\n|(?=\W*[A-Z])))")
_LONE_LEAD = re.compile(r"(?:^|[\n•●·|*(–—]|\s-|[\w)]\.)[\s*]*$")
_LONE_TAIL = re.compile(
    r"\s*(?:$|\.(?:\s|$)|[\n•●·|)*–—/]|-\s|,?\s?(?:non-?)?exempt\b)|\s(?:in|at)\s(?!\w+ing\b)", re.IGNORECASE
)


def words(pattern: str) -> re.Pattern[str]:
    """Compile *pattern* verbose and without case."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


class Needle(NamedTuple):
    """A piece of a text beside which a sense may stand, in lower case, and the first word of it."""

    piece: bytes
    word: bytes


def needles(*pieces: str) -> tuple[Needle, ...]:
    """Return *pieces*, in lower case, as needles. Raises `ValueError` when nobody watches for one."""
    watched_for = [lettered(piece).decode() for piece in pieces]
    if unwatched := set(watched_for) - WATCHED:
        raise ValueError(f"scan.WATCHED lacks {unwatched}")
    return tuple(
        Needle(piece.encode("latin-1"), phrase.split(" ")[0].encode())
        for piece, phrase in zip(pieces, watched_for, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A word, and the company it keeps when it speaks of the job."""

    value: str
    needles: tuple[Needle, ...]
    """Only where one occurs are the patterns tried."""
    word: re.Pattern[str]
    yes_before: re.Pattern[str]
    yes_after: re.Pattern[str]
    no_before: re.Pattern[str]
    no_after: re.Pattern[str]
    lead: int = 0
    """How many characters before a needle the word begins; above 1, at most."""
    standalone: bool = False
    """True when the word alone on its line, or between bullets, speaks of the job."""
    first_words: frozenset[bytes] = field(init=False)
    """Of the needles: a text without them needs no further look."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "first_words", frozenset(needle.word for needle in self.needles))


def stated(text: str, senses: Sequence[Sense]) -> Iterator[str]:
    """Yield, sense by sense, the value of every word of *senses* that *text* says of the job."""
    words, said = watched(text), folded(text)
    for sense in senses:
        if sense.first_words.isdisjoint(words):
            continue
        for hit in _hits(text, sense, words, said):
            after = text[hit.end() : hit.end() + _AFTER]
            if sense.no_after.match(after):
                continue
            before = _SENTENCE_BREAK.split(text[max(0, hit.start() - _BEFORE) : hit.start()])[-1]
            lone = sense.standalone and _is_lone(text, hit)
            told = lone or sense.yes_after.match(after) or sense.yes_before.search(before)
            if told and not sense.no_before.search(before):
                yield sense.value


def _hits(text: str, sense: Sense, words: Mapping[bytes, Sequence[int]], said: bytes) -> Iterator[re.Match[str]]:
    find = sense.word.search if sense.lead > 1 else sense.word.match
    last = -1
    for needle in sense.needles:
        for place in words.get(needle.word, ()):
            if said.startswith(needle.piece, place):
                hit = find(text, max(0, place - sense.lead), place + _AFTER)
                if hit and hit.start() != last:
                    last = hit.start()
                    yield hit


def _is_lone(text: str, hit: re.Match[str]) -> bool:
    lead = text[max(0, hit.start() - 10) : hit.start()]
    at_start = hit.start() <= 10 and not lead.strip()
    return bool((at_start or _LONE_LEAD.search(lead)) and _LONE_TAIL.match(text, hit.end()))
