"""Whether a page says of its own posting that it is closed.

The grammar is small. A text is cut into sentences, a sentence into clauses. A clause closes the posting when it says,
from its beginning to its end, that this posting is over ("this position | has been filled | by the employer"); what is
said of a phase, a channel, an audience, another place or another posting has another subject or another end, and does
not match. A condition before it, an exception, or a neighbor that says that the posting is open takes the words back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, cached_property
from itertools import islice

from unionjobs_scraper.reading.closing_lines import sentence_after, sentence_before, sentences, telling_lines
from unionjobs_scraper.reading.closing_words import Language, common, languages
from unionjobs_scraper.reading.titles import bare_title, names_a_job

LONGEST = 240
"""A longer sentence is prose about something else."""
FAR = 20_000
"""Letters of a text among which its title is looked for."""
MOST_TITLES = 20
STEM = 4
"""Letters of a word that are compared: "apprentice" is of the apprenticeship."""
_CLAUSE_END = re.compile(
    r"(?:[;:,]|\s[–—-]+)\s+(?:(?:but|and|so|yet|mais|et|pero|y|und|aber) )?|\s(?:but|so|because) "
    r"|\sand (?=this |the \w+ (?:is|has) (?:now|no longer) |(?:are|is|we are) no longer |an offer )"
)
_EDGES = " \t*_~#>=+•·–—-()[]{}|!"
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])")
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
        r"^(?P<title>[^,:]{3,120}?)[,:]\s+(?P<mark>[^,:]{3,60})$",
        r"^(?P<title>.{3,120}?)\s+(?P<mark>(?i:job|position|posting|vacancy|opening|role|search)\s+(?:\S+\s+){0,2}\S{5,12})$",
    )
)
"""Marks in a title: "Organizer (filled)", "[Position filled] Organizer", "Organizer – CLOSED", "CLOSED: Organizer"."""

_OF_OTHERS = re.compile(
    r"\b(?:similar|related|other|more|also|previous|past|semblables?|similaires?|autres?|aussi|similares|otr[oa]s|también"
    r"|relacionad[oa]s|anterior(?:es)?)\b[^:]*:",
    re.IGNORECASE,
)
"""A label of other postings: "Similar jobs: Researcher (filled)"."""


def closing_mark(text: str, own_marks: Iterable[str] = ()) -> str:
    """The sentence of `text` that says that the posting is closed; empty when none does.

    `own_marks`: a source's further patterns, from its register entry.
    """
    own, page = tuple(own_marks), _Page(text)
    for line in telling_lines(text, every=bool(own)):
        for begin, end in sentences(text, line.begin, line.end):
            said = _plain(text[begin:end]) if end - begin <= 4 * LONGEST else ""
            spoken = line.languages(begin, end)
            if not 0 < len(said) <= LONGEST or not spoken or said.endswith("?"):  # a question states nothing
                continue
            if not (_closes(said, spoken, page, begin) or _says(said, own)):
                continue
            near = sentence_before(text, begin), sentence_after(text, end)
            if not any(each.still_open.search(_plain(words)) for each in languages() for words in near):
                return said
    return ""


class _Page:
    """A text, and the titles in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def titles(self) -> list[set[str]]:
        """The words of the first lines that name a job; a sentence that closes it is none of them."""
        lines = (line for line in self.text[:FAR].split("\n") if len(line) <= LONGEST and names_a_job(line))
        return [_distinct(line) for line in islice(lines, MOST_TITLES)]


def _plain(said: str) -> str:
    return " ".join(said[: 4 * LONGEST].split())


def _closes(said: str, spoken: Iterable[Language], page: _Page, begin: int) -> bool:
    plain = said.replace("\u2019", "'").replace("\u2018", "'")
    for each in spoken:
        if _states(each, plain, page) or _heads(each, plain, page, begin) or _stands_in_title(each, plain, page, begin):
            return not (each.exception.search(plain) or each.still_open.search(plain))
    return False


def _stands_in_title(language: Language, plain: str, page: _Page, begin: int) -> bool:
    """Whether a mark is beside the title of the page's own posting."""
    if plain[-1:] in ".!?" and not _EMPHASIS.match(plain):
        return False
    beside = filter(None, (pattern.match(plain) for pattern in _BESIDE_TITLE))
    return any(
        _marked(language, each["mark"], plain) and _is_first_title(each["title"], page.text[:begin]) for each in beside
    )


def _states(language: Language, plain: str, page: _Page) -> bool:
    """Whether a main clause of the sentence is a statement that this posting is over."""
    said = _ASIDE.sub("", plain.strip(_EDGES) if plain[:1] in "([" else plain).lstrip(_EDGES)
    starts = [0, *(end.end() for end in _CLAUSE_END.finditer(said))]
    for start in starts:
        found = language.clause.match(said, start)
        if (
            found
            and not language.condition.search(said, 0, found.end("end"))
            and _is_own(language, said[start : found.end("end")], page)
        ):
            rest = said[found.end() :].lstrip(" ,;:–—-")
            governed = language.condition.match(rest)
            return not governed or rest[governed.end() :].startswith((" you", " vous", " usted"))
    return False


def _is_own(language: Language, clause: str, page: _Page) -> bool:
    """Whether the posting that a clause names is the page's own: "the San Diego position" may be another one."""
    named = language.named.finditer(clause)
    words = [_distinct(each[0]) for each in named]
    return not any(words) or not page.titles or all(any(each <= title for title in page.titles) for each in words)


def _distinct(said: str) -> set[str]:
    """The words of a name that tell it from others."""
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{2,}|\b[ivx1-9]\b", said.casefold()) if word not in common()}


def _heads(language: Language, plain: str, page: _Page, begin: int) -> bool:
    """Whether the whole sentence is a heading that says it: "Position filled", "CLOSED", "*** filled ***"."""
    said = plain.strip(_EDGES)
    if language.bare.match(said):
        if _SHOP_HOURS.search(sentence_before(page.text, begin)):
            return False
        if said.isupper() or _EMPHASIS.match(plain):
            return True
    found = language.heading.match(said)
    return bool(found and not language.condition.search(said, 0, found.end("end")))


def _marked(language: Language, mark: str, plain: str) -> bool:
    """Whether the words beside a title are a mark; a bare word needs brackets, asterisks or capitals."""
    mark = mark.strip(_EDGES + ".")
    if language.bare.match(mark):
        return mark.isupper() or mark[-1:].isdigit() or bool(re.search(r"[(\[*]\W*" + re.escape(mark), plain))
    found = language.heading.match(mark) or language.clause.match(mark)
    whole = found and not re.search(r"\w", mark[found.end() :])
    return bool(whole and not language.condition.search(plain))


def _is_first_title(title: str, above: str) -> bool:
    """Whether a title is the page's own: the first line that names a job, not one of a list of other postings."""
    title = bare_title(title.strip(_EDGES))
    if not names_a_job(title) or _OF_OTHERS.search(title):
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
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
