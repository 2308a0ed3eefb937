"""What the normalizers share in matching a long text at small cost.

`folded`, `digits` and `watched` look over a text once for all of them; `Openings` and `Phrases` try a pattern only
where a word begins like one of its alternatives, which takes a tenth of the time; `stated` tells what a posting says
of its own job from the same word said of something else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import Any, NamedTuple, TypeVar, cast

# A look-up table and then a pattern with one fixed letter take half the time of a pattern with a set.
_ONLY_DIGITS = bytes(48 if 48 <= code <= 57 else 32 for code in range(256))
_ZEROS = re.compile(b"00*")

ONLY_LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))
"""For `bytes.translate`: whatever is no lower-case letter becomes a space."""

WATCHED = frozenset(
    phrase.strip()
    for phrase in """
    jan*, feb*, mar*, apr*, may*, jun*, jul*, aug*, sep*, oct*, nov*, dec*, ago, filled, ongoing, open contin*,
    contract position, contract role, independent contractor, internship, status, type,
    casual, fellowship, fixed duration, fixed term, interim, limited duration, limited term, seasonal, temporary,
    term appointment, term contract, term limited, term of the, term of this, term position,
    month, months, year, years, position ends, position is funded, position is limited, position will end,
    position will last, full time, fulltime, half time, halftime, part time, parttime,
    day a week, day per week, days a week, days each week, days per week, days week,
    home based, hybrid, in office, in person, including working from home, no remote, on site, onsite,
    or working from home, remote, remote first, remotely, some working from home, work in person,
    working in person, works from home, works in person,
    office based, telework, teleworking, telecommuting, work from home, working from home,
    fte, dur e d termin e, remplacement d, stage r mun, temporal, fully virtual,
    hybride, t l travail, teletrabajo, h brido, h brida, presencial, remoto, remota,
    hours per week, hours a week, hours week, hours each week, hrs week, secondment, maternity cover, job share,
    temps plein, temps complet, temps partiel, tiempo completo, tiempo parcial, medio tiempo, jornada completa,
    jornada parcial, vollzeit, teilzeit, position is grant, leave cover, temporaire, saisonnier, remplacement de cong,
    work from anywhere, working from anywhere, blended working, based at home, based from home, home working,
    distance, pr sentiel, home office, telecommute, mobiles arbeiten, pour l, from home, remote days, desde casa,
    days in the office, days in office, days from home, days remotely, days of telework, split their, split your,
    live anywhere, live and work anywhere, in the office, in our office, your home, homeworking, virtual position,
    virtual role, virtual job, virtual organization, virtual staff, virtual team, virtual union, en personne,
    en persona, pr sence au bureau, la maison
    """.split(",")
)
"""Words and phrases by which rules know where to look, found in one pass; with a star, all that begin so."""


def any_of(words: Iterable[str]) -> str:
    """Returns a pattern that reads `words` letter by letter, a star ending the beginning of a word.

    It takes half the time of alternatives side by side. Of a phrase it matches the first word.
    """
    rests: dict[str, set[str]] = {}
    for word in sorted(words):
        rests.setdefault(word[:1], set()).add(word[1:])
    if "*" in rests:
        return ""
    phrases = [f"(?= {any_of(rests.pop(' '))})"] if " " in rests else []
    ends = ["(?![a-z])"] if rests.pop("", None) else []
    return f"(?:{'|'.join([letter + any_of(rest) for letter, rest in rests.items()] + (ends or phrases))})"


_ANY_WATCHED = re.compile(f" {any_of(WATCHED)}".encode())


T = TypeVar("T")
LONGEST_REMEMBERED = 60_000
"""Characters: what is found in a longer text is not kept, for it may take sixty times the text's memory."""


def remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """`read` with its last eight answers: several normalizers ask the same of one text after another."""
    cached = lru_cache(maxsize=8)(read)

    @wraps(read)
    def answer(text: str) -> T:
        found: T = cached(text) if len(text) <= LONGEST_REMEMBERED else read(text)
        return found

    answer.cache_clear = cached.cache_clear  # type: ignore[attr-defined]  # as lru_cache has it
    return answer


@lru_cache(maxsize=8)
def folded(text: str) -> bytes:
    """`text` in lower case as bytes of the same positions; what is not Latin-1 becomes "?"."""
    return text.encode("latin-1", "replace").lower()


@remembered
def digits(text: str) -> tuple[tuple[int, int], ...]:
    """The start and end of every run of digits in `text`."""
    return tuple([run.span() for run in _ZEROS.finditer(folded(text).translate(_ONLY_DIGITS))])


def lettered(text: str) -> bytes:
    """`text` in lower case, with a space in place of whatever is no letter from a to z."""
    return text.encode("latin-1", "replace").lower().translate(ONLY_LETTERS)


@remembered
def watched(text: str) -> Mapping[bytes, list[int]]:
    """Returns where in `text` the `WATCHED` phrases begin, by their first word without its star; letters are a to z."""
    places: defaultdict[bytes, list[int]] = defaultdict(list)
    said = folded(text).translate(ONLY_LETTERS)
    for start, end in [found.span() for found in _ANY_WATCHED.finditer(b" " + said)]:
        places[said[start : end - 1]].append(start)  # the space put before the text makes up for the one found
    return dict(places)


MEMORIES = (folded, digits, watched)


_BEFORE, _AFTER = 90, 60
_SENTENCE_BREAK = re.compile(r"[.;!?\n](?:(?<!\n)(?=\s)|(?<=\n)(?:\s*\n|(?=\W*[A-Z])))")
_LONE_LEAD = re.compile(r"(?:^|[\n•●·|*(–—]|\s-|[\w)]\.)[\s*]*$")
_LONE_TAIL = re.compile(
    r"\s*(?:$|\.(?:\s|$)|[\n•●·|)*–—/;]|-\s|,?\s?(?:non-?)?exempt\b|,?\s(?:with\s|plus\s)?benefits?\b"
    r"|\([^()\n]{0,20}(?:hours|hrs)\b)"
    r"|\s(?:in|at)\s(?!\w+ing\b)",
    re.IGNORECASE,
)


class _Later:
    """A pattern that is compiled when it is first used: of the senses of a word, most texts try none."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, re.VERBOSE | re.IGNORECASE)
        for method in ("match", "search", "fullmatch", "finditer", "split", "sub"):
            setattr(self, method, getattr(compiled, method))  # found without this function from now on
        return getattr(compiled, name)


def words(pattern: str) -> re.Pattern[str]:
    """`pattern` verbose and without case; it is compiled when it is first used."""
    return cast("re.Pattern[str]", _Later(pattern))


class Needle(NamedTuple):
    """A piece of a text, in lower case, beside which a sense is looked for, and its first word."""

    piece: bytes
    word: bytes


def needles(*pieces: str) -> tuple[Needle, ...]:
    """`pieces`, in lower case, as needles. Raises `ValueError` where `WATCHED` lacks one."""
    watched_for = [lettered(piece).decode() for piece in pieces]
    if unwatched := set(watched_for) - WATCHED:
        raise ValueError(f"WATCHED lacks {unwatched}")
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
    """Yield, sense by sense, the value of every word of `senses` that `text` says of the job."""
    words, said = watched(text), folded(text)
    present = frozenset(words)  # two sets are compared in half the time
    for sense in senses:
        if sense.first_words.isdisjoint(present):
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


_DIGIT = re.compile("[0-9]")


def in_small(text: str) -> str:
    """`text` in small letters at the same positions: one capital alone would become two characters."""
    said = text.lower()
    return said if len(said) == len(text) else text.replace("\u0130", "I").lower()


class Openings:
    """A pattern whose matches begin with a digit, or, at the beginning of a word, with one of the `starts`."""

    __slots__ = ("_opening", "pattern")

    def __init__(self, pattern: re.Pattern[str], starts: Iterable[str] = ()) -> None:
        self.pattern = pattern
        letters = any_of({lettered(start).decode() + "*" for start in starts})
        self._opening = re.compile(f" {letters}".encode()) if starts else None

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yields the matches in `text` from `start` to `end`, apart from each other and in order."""
        end = len(text) if end is None else end
        passed = start
        for place in self._places(text, start, end):
            if place >= passed and (match := self.pattern.match(text, place, end)):
                passed = max(match.end(), place + 1)
                yield match

    def _places(self, text: str, start: int, end: int) -> list[int]:
        if self._opening is None:
            return [digit.start() for digit in _DIGIT.finditer(text, start, end)]
        return [start + word.start() for word in self._opening.finditer(b" " + lettered(text[start:end]))]


class Hinted:
    """A pattern that is tried only on a text that holds one of its `signs`: a search in vain costs a fifth."""

    __slots__ = ("_pattern", "_signs")

    def __init__(self, signs: str, pattern: str) -> None:
        """`signs` are pieces in small letters, parted by commas, of which every match holds one; see `words`."""
        self._pattern = words(pattern)
        self._signs = tuple(sign.strip("\n") for sign in signs.split(","))

    def search(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._pattern.search(text) if self.may_be_in(text) else None

    def may_be_in(self, text: str) -> bool:
        """Whether `text` holds one of the signs, so that a search may find something."""
        return any(map(text.lower().__contains__, self._signs))


class Found(NamedTuple):
    """Where a phrase was found, and its words as the text prints them."""

    start: int
    end: int
    words: str


class Phrases:
    """A pattern of phrases that begin with one of some beginnings of words, in any case.

    It is matched against the text in small letters and at the beginnings of words alone: a third of the time of
    a pattern without case that looks for them itself.
    """

    __slots__ = ("_opening", "_pattern")

    def __init__(self, starts: str, pattern: str) -> None:
        """`pattern` is verbose and in small letters. Raises `ValueError` for a capital in it.

        Of `starts`, an underscore means one space or sign: "per_annum" is not looked at in "per hour".
        """
        if re.search(r"(?<!\\)[A-Z]", pattern):
            raise ValueError(f"a capital in {pattern}")
        self._pattern = re.compile(pattern, re.VERBOSE)
        letters = any_of({lettered(start.replace("_", " ")).decode() + "*" for start in starts.split()})
        self._opening = re.compile(f" {letters}".encode())

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        """Yields the phrases in `text` from `start` to `end`, apart from each other and in order."""
        said = in_small(text[start:end])
        passed = 0
        for word in self._opening.finditer(b" " + said.encode("latin-1", "replace").translate(ONLY_LETTERS)):
            place = word.start()
            if place < passed or not (match := self._pattern.match(said, place)):
                continue
            before = text[start + place - 1 : start + place]
            if before.isalnum() or before == "_":
                continue
            passed = max(match.end(), place + 1)
            yield Found(start + place, start + match.end(), text[start + place : start + match.end()])

    def search(self, text: str) -> Found | None:
        """The first phrase in `text`."""
        return next(self.finditer(text), None)

    def last(self, text: str) -> Found | None:
        """The last phrase in `text`."""
        found = None
        for found in self.finditer(text):  # noqa: B007
            pass
        return found
