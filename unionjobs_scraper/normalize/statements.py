"""Telling what a posting says of its own job from the same word said of something else."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from unionjobs_scraper.normalize.scan import WATCHED, folded, watched

_BEFORE, _AFTER = 90, 60
_SENTENCE_BREAK = re.compile(r"[.;!?\n](?:(?<!\n)(?=\s)|(?<=\n)(?:\s*\n|(?=\W*[A-Z])))")
_LONE_LEAD = re.compile(r"(?:^|[\n•●·|*(–—]|\s-|[\w)]\.)[\s*]*$")
_LONE_TAIL = re.compile(
    r"\s*(?:$|\.(?:\s|$)|[\n•●·|)*–—/]|-\s|,?\s?(?:non-?)?exempt\b)|\s(?:in|at)\s(?!\w+ing\b)", re.IGNORECASE
)


def words(pattern: str) -> re.Pattern[str]:
    """Compile *pattern* verbose and without case."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needle:
    """A piece of a text beside which a sense may stand, found by its rarest word."""

    piece: bytes
    """In lower case."""
    offset: int
    """How many characters of the piece stand before that word."""
    signs: tuple[bytes, ...]
    """That word, and its other forms; all of them are watched."""

    def places(self, words: Mapping[bytes, Sequence[int]], said: bytes) -> list[int]:
        """Return where the needle stands in *said*, whose watched *words* stand at the places given."""
        found = [place - self.offset for sign in self.signs for place in words.get(sign, ())]
        return [place for place in found if said.startswith(self.piece, place)]


def needles(*pieces: str, forms: Iterable[str] = ()) -> tuple[Needle, ...]:
    """Return *pieces*, in lower case, as needles; *forms* are further words that begin like one of the pieces.

    Raises `ValueError` when nobody watches for a word.
    """
    made: list[Needle] = []
    for piece in pieces:
        word = max(re.findall("[a-z]+", piece), key=len)
        signs = tuple(form.encode() for form in (word, *forms) if form.startswith(word))
        if unwatched := set(signs) - WATCHED:
            raise ValueError(f"scan.WATCHED lacks {unwatched}")
        made.append(Needle(piece=piece.encode(), offset=piece.index(word), signs=signs))
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """A word, and the company it keeps when it speaks of the job."""

    value: str
    signs: frozenset[bytes]
    """Words of which a text must hold one for the sense to be looked for."""
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


def stated(text: str, senses: Sequence[Sense]) -> Iterator[str]:
    """Yield, sense by sense, the value of every word of *senses* that *text* says of the job."""
    words, said = watched(text), folded(text)
    for sense in senses:
        if words.keys().isdisjoint(sense.signs):
            continue
        for hit in _hits(text, sense, [place for needle in sense.needles for place in needle.places(words, said)]):
            after = text[hit.end() : hit.end() + _AFTER]
            if sense.no_after.match(after):
                continue
            before = _SENTENCE_BREAK.split(text[max(0, hit.start() - _BEFORE) : hit.start()])[-1]
            lone = sense.standalone and _is_lone(text, hit)
            told = lone or sense.yes_after.match(after) or sense.yes_before.search(before)
            if told and not sense.no_before.search(before):
                yield sense.value


def _hits(text: str, sense: Sense, places: Iterable[int]) -> Iterator[re.Match[str]]:
    find = sense.word.search if sense.lead > 1 else sense.word.match
    last = -1
    for place in places:
        hit = find(text, max(0, place - sense.lead), place + _AFTER)
        if hit and hit.start() != last:
            last = hit.start()
            yield hit


def _is_lone(text: str, hit: re.Match[str]) -> bool:
    lead = text[max(0, hit.start() - 10) : hit.start()]
    at_start = hit.start() <= 10 and not lead.strip()
    return bool((at_start or _LONE_LEAD.search(lead)) and _LONE_TAIL.match(text, hit.end()))
