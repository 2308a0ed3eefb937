"""Whether a page says of its own posting that it is closed.

The grammar is small. A text is cut into sentences, a sentence into clauses. A clause closes the posting when it says,
from its beginning to its end, that this posting is over ("this position | has been filled | by the employer"); what is
said of a phase, a channel, an audience, another place or another posting has another subject or another end, and does
not match. A condition before it, an exception, or a neighbor that says that the posting is open takes the words back.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter
from pathlib import Path

from unionjobs_scraper.reading.titles import bare_title, names_a_job

Table = dict[str, str | list[str]]

WORDS = Path(__file__).with_name("closing.toml")
LONGEST = 240
"""A longer sentence is prose about something else."""
SHORT = 400
"""A text of so many letters may be in a language without showing any of its usual words."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s[|•·]\s")
_CLAUSE_END = re.compile(r"(?:[;:,]|\s[–—-]+)\s+(?:(?:but|and|so|yet|mais|et|pero|y|und|aber) )?|\s(?:but|so|because) ")
_EDGES = " \t*_~#>=+•·–—-()[]{}|!"
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
_NAME = re.compile(r"\{([a-z_]+)\}")
_EMPHASIS = re.compile(r"^\W*[*(\[]")
_SHOP_HOURS = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\d\s?[ap]\.?m\b|\bholidays?\b", re.IGNORECASE
)
_BESIDE_TITLE = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<title>[^(\[*]{3,120}?)\s*[(\[*]+\s*(?P<mark>[^()\[\]*]{3,120}?)\s*[)\]*]+\W*$",
        r"^[(\[*]+\s*(?P<mark>[^()\[\]*]{3,120}?)\s*[)\]*]+\W*(?P<title>\w.{2,120})$",
        r"^(?P<title>.{3,120}?)\s+[–—-]+\s*(?P<mark>[^–—-]{3,120})$",
        r"^(?P<mark>[^–—:-]{3,60}?)(?:\s[–—-]+|:)\s+(?P<title>.{3,120})$",
    )
)
"""Marks in a title: "Organizer (filled)", "[Position filled] Organizer", "Organizer – CLOSED", "CLOSED: Organizer"."""
_FOLDED = bytes(
    code + 32 if 0xC0 <= code <= 0xDE and code != 0xD7
    else code if code == 10 or not (code == 63 or chr(code).isspace())
    else 32
    for code in range(256)
).lower()  # fmt: skip
"""For `bytes.translate`; what is not Latin-1 comes as a question mark, which becomes a space."""
ODD_LETTERS = "\u0130\u0131\u017f\u212a"
"""Letters that a pattern without case takes for i, s and k."""


class Language:
    """The words of one language as patterns over one sentence; closing.toml says what each of them is."""

    def __init__(self, table: Table) -> None:
        self.signs, self.usual = (
            tuple(word.encode("latin-1") for word in table.get(name, ())) for name in ("signs", "usual")
        )
        self._table = table

    @cached_property
    def _words(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for name, value in self._table.items():
            text = value if isinstance(value, str) else f"(?:{'|'.join(f'(?:{each})' for each in value)})"
            known[name] = _NAME.sub(lambda use: known[use[1]], re.sub(r"\n\s*", "", text))
        return known

    @cached_property
    def clause(self) -> re.Pattern[str]:
        """A clause that says that the posting is over; its group `end` is where that has been said."""
        words = self._words
        said = f"(?:{words['openers']})*{words['statements']}(?:{words['tails']})*(?P<end>)"
        return _compiled(rf"{said}(?:{words['farewell']}\b.*|(?=\W*$|\s*[,;:]|\s[–—-]))")

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """A line of few words that says so."""
        words = self._words
        said = f"(?:{words['openers']})*{words['headings']}(?:{words['tails']})*(?P<end>)"
        return _compiled(rf"{said}(?:{words['farewell']}\b.*|\W*$)")

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """A single word that says so."""
        return _compiled(self._words["bare"] + r"\W*$")

    @cached_property
    def condition(self) -> re.Pattern[str]:
        """Words that make a case of what follows them."""
        return self._guard("condition")

    @cached_property
    def exception(self) -> re.Pattern[str]:
        """Words that leave something open."""
        return self._guard("exception")

    @cached_property
    def still_open(self) -> re.Pattern[str]:
        """Words that say that the posting is open."""
        return self._guard("still_open")

    def _guard(self, name: str) -> re.Pattern[str]:
        return _compiled(rf"\b(?:{self._words[name]})(?!\w)")


@cache
def languages() -> tuple[Language, ...]:
    """Those of closing.toml."""
    return tuple(map(Language, tomllib.loads(WORDS.read_text(encoding="utf-8")).values()))


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def closing_mark(text: str, own_marks: Iterable[str] = ()) -> str:
    """The sentence of `text` that says that the posting is closed; empty when none does.

    `own_marks`: a source's further patterns, from its register entry.
    """
    own = tuple(own_marks)
    for line in _all_lines(text) if own or _is_odd(text) else _telling_lines(text):
        spans = list(_sentences(text, line.begin, line.end))
        for at, (begin, end) in enumerate(spans):
            said = _plain(text[begin:end]) if end - begin <= 4 * LONGEST else ""
            spoken = line.languages(begin, end)
            if not 0 < len(said) <= LONGEST or not spoken:
                continue
            if not (_closes(said, spoken, text[: line.begin]) or _says(said, own)):
                continue
            before = text[slice(*spans[at - 1])] if at else _last_sentence(text[: line.begin])
            after = text[slice(*spans[at + 1])] if at + 1 < len(spans) else _first_sentence(text[line.end :])
            if not any(each.still_open.search(_plain(near)) for each in languages() for near in (before, after)):
                return said
    return ""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a text, and the signs in it with their languages; no signs: it may be in any language."""

    begin: int
    end: int
    signs: tuple[tuple[int, Language], ...] = ()

    def languages(self, begin: int, end: int) -> tuple[Language, ...]:
        """Those with a sign in a part of the line."""
        found = (language for at, language in self.signs if begin <= at < end)
        return tuple(dict.fromkeys(found)) if self.signs else languages()


def _plain(said: str) -> str:
    return " ".join(said[: 4 * LONGEST].split())


def _sentences(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    for gap in _SENTENCE_END.finditer(text, begin, end):
        yield begin, gap.start()
        begin = gap.end()
    yield begin, end


def _closes(said: str, spoken: Iterable[Language], above: str) -> bool:
    plain = said.replace("\u2019", "'").replace("\u2018", "'")
    for each in spoken:
        if _states(each, plain) or _heads(each, plain, above) or _stands_in_title(each, plain, above):
            return not (each.exception.search(plain) or each.still_open.search(plain))
    return False


def _stands_in_title(language: Language, plain: str, above: str) -> bool:
    """Whether a mark is beside the title of the page's own posting."""
    if plain[-1:] in ".!?" and not _EMPHASIS.match(plain):
        return False
    beside = filter(None, (pattern.match(plain) for pattern in _BESIDE_TITLE))
    return any(_marked(language, each["mark"], plain) and _is_first_title(each["title"], above) for each in beside)


def _states(language: Language, plain: str) -> bool:
    """Whether a main clause of the sentence is a statement that this posting is over."""
    said = _ASIDE.sub("", plain.strip(_EDGES) if plain[:1] in "([" else plain).lstrip(_EDGES)
    starts = [0, *(end.end() for end in _CLAUSE_END.finditer(said))]
    for start in starts:
        found = language.clause.match(said, start)
        if found and not language.condition.search(said, 0, found.end("end")):
            rest = said[found.end() :].lstrip(" ,;:–—-")
            governed = language.condition.match(rest)
            return not governed or rest[governed.end() :].startswith((" you", " vous", " usted"))
    return False


def _heads(language: Language, plain: str, above: str) -> bool:
    """Whether the whole sentence is a heading that says it: "Position filled", "CLOSED", "*** filled ***"."""
    said = plain.strip(_EDGES)
    if language.bare.match(said):
        loud = said.isupper() or _EMPHASIS.match(plain)
        return bool(loud and not _SHOP_HOURS.search(_last_sentence(above)))
    found = language.heading.match(said)
    return bool(found and not language.condition.search(said, 0, found.end("end")))


def _marked(language: Language, mark: str, plain: str) -> bool:
    """Whether the words beside a title are a mark; a bare word needs brackets, asterisks or capitals."""
    mark = mark.strip(_EDGES + ".")
    if language.bare.match(mark):
        return mark.isupper() or bool(re.search(r"[(\[*]\W*" + re.escape(mark), plain))
    found = language.heading.match(mark) or language.clause.match(mark)
    whole = found and not re.search(r"\w", mark[found.end() :])
    return bool(whole and not language.condition.search(plain))


def _is_first_title(title: str, above: str) -> bool:
    """Whether a title is the page's own: the first line that names a job, not one of a list of other postings."""
    title = bare_title(title.strip(_EDGES))
    if not names_a_job(title):
        return False
    words = set(title.casefold().split())
    for line in above.split("\n"):
        if names_a_job(line) and not _SHOP_HOURS.search(line):
            other = set(bare_title(line).casefold().split())
            if not (other <= words or words <= other):
                return False
    return True


def _says(said: str, own: tuple[str, ...]) -> bool:
    if not own or not _any(own).search(said):
        return False
    guards = ((each.condition, each.exception, each.still_open) for each in languages())
    return not any(guard.search(said) for each in guards for guard in each)


@cache
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns))


def _last_sentence(text: str) -> str:
    line = text[-4 * LONGEST :].rstrip().rpartition("\n")[2]
    return _SENTENCE_END.split(line)[-1]


def _first_sentence(text: str) -> str:
    line = text[: 4 * LONGEST].lstrip().partition("\n")[0]
    return _SENTENCE_END.split(line)[0]


def _all_lines(text: str) -> Iterator[_Line]:
    begin = 0
    while begin < len(text):
        end = text.find("\n", begin)
        end = len(text) if end < 0 else end
        yield _Line(begin, end)
        begin = end + 1


def _telling_lines(text: str) -> Iterator[_Line]:
    """The lines that have a sign of some language, in order."""
    said = _folded(text)
    signs = sorted(_signs(said), key=itemgetter(0))
    done = 0
    while done < len(signs):
        begin = said.rfind(b"\n", 0, signs[done][0]) + 1
        end = said.find(b"\n", signs[done][0])
        end = len(text) if end < 0 else end
        first, done = done, bisect_left(signs, end, key=itemgetter(0))
        yield _Line(begin, end, tuple(signs[first:done]))


def _signs(said: bytes) -> Iterator[tuple[int, Language]]:
    """Each place of a sign, with the sign's language."""
    foreign = not said.isascii()
    for language in languages():
        if language.usual and len(said) > SHORT and not (foreign and any(map(said.__contains__, language.usual))):
            continue
        for sign in language.signs:
            at = said.find(sign)
            while at >= 0:
                yield at, language
                at = said.find(sign, at + 1)


def _folded(text: str) -> bytes:
    """A byte for each letter, lower case; all white space within a line and what is not Latin-1 become a space."""
    return text.encode("latin-1", "replace").translate(_FOLDED)


def _is_odd(text: str) -> bool:
    return not text.isascii() and any(map(text.__contains__, ODD_LETTERS))
