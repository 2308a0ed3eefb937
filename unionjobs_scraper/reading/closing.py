"""Whether a page says of its own posting that it is closed.

The grammar is small. A text is cut into sentences, a sentence into clauses. A clause closes the posting when it says,
from its beginning to its end, that this posting is over ("this position | has been filled | by the employer"); what is
said of a phase, a channel, an audience, another place or another posting has another subject or another end, and does
not match. A condition before it, an exception, or a neighbor that says that the posting is open takes the words back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from operator import itemgetter

from unionjobs_scraper.reading.closing_words import Language, compiled, languages
from unionjobs_scraper.reading.titles import bare_title, names_a_job

LONGEST = 240
"""A longer sentence is prose about something else."""
FAR = 20_000
"""Letters of a text among which its title is looked for."""
MOST_TITLES = 20
STEM = 4
"""Letters of a word that are compared: "apprentice" is of the apprenticeship."""
SHORT = 400
"""A text of so many letters may be in a language without showing any of its usual words."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s[|•·]\s")
_CLAUSE_END = re.compile(r"(?:[;:,]|\s[–—-]+)\s+(?:(?:but|and|so|yet|mais|et|pero|y|und|aber) )?|\s(?:but|so|because) |\sand (?=this )")
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
_COMMON = frozenset(
    """the our this position positions job jobs posting post vacancy vacancies opening openings listing announcement notice
    advert advertisement ad requisition role opportunity competition search of for an above
    advertised posted current listed open vacant new staff union full part time permanent employment you are were re
    have had looking look for requested seek selected followed clicked want wanted that which trying tried to view
    apply reach find see access on no id number req requisition next
    de du des la le les que vous cherchez recherchez avez pour ce cet cette et ou demandé demandée sélectionné sélectionnée en ce poste offre
    emploi offres notre appel candidatures période mise numéro processus recrutement concours affichage annonce del para esta este el busca buscas solicitó empleo puesto oferta trabajo vacante plaza posición convocatoria anuncio proceso plazo nuestro nuestra""".split()
)
"""Words of a name that tell no posting from another."""
_FOLDED = bytes(
    code + 32 if 0xC0 <= code <= 0xDE and code != 0xD7
    else code if code == 10 or not (code == 63 or chr(code).isspace())
    else 32
    for code in range(256)
).lower()  # fmt: skip
"""For `bytes.translate`; what is not Latin-1 comes as a question mark, which becomes a space."""
ODD_LETTERS = "\u0130\u0131\u017f\u212a"
"""Letters that a pattern without case takes for i, s and k."""


def closing_mark(text: str, own_marks: Iterable[str] = ()) -> str:
    """The sentence of `text` that says that the posting is closed; empty when none does.

    `own_marks`: a source's further patterns, from its register entry.
    """
    own, page = tuple(own_marks), _Page(text)
    for line in _all_lines(text) if own or _is_odd(text) else _telling_lines(text):
        spans = list(_sentences(text, line.begin, line.end))
        for at, (begin, end) in enumerate(spans):
            said = _plain(text[begin:end]) if end - begin <= 4 * LONGEST else ""
            spoken = line.languages(begin, end)
            if not 0 < len(said) <= LONGEST or not spoken:
                continue
            if not (_closes(said, spoken, text[: line.begin], page) or _says(said, own)):
                continue
            before = text[slice(*spans[at - 1])] if at else _last_sentence(text[: line.begin])
            after = text[slice(*spans[at + 1])] if at + 1 < len(spans) else _first_sentence(text[line.end :])
            if not any(each.still_open.search(_plain(near)) for each in languages() for near in (before, after)):
                return said
    return ""


class _Page:
    """A text, and the titles in it."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def titles(self) -> list[set[str]]:
        """The words of the first lines that name a job; a sentence that closes it is none of them."""
        lines = (line for line in self._text[:FAR].split("\n") if len(line) <= LONGEST and names_a_job(line))
        return [_distinct(line) for line in islice(lines, MOST_TITLES)]


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


def _closes(said: str, spoken: Iterable[Language], above: str, page: _Page) -> bool:
    plain = said.replace("\u2019", "'").replace("\u2018", "'")
    for each in spoken:
        if _states(each, plain, page) or _heads(each, plain, above) or _stands_in_title(each, plain, above):
            return not (each.exception.search(plain) or each.still_open.search(plain))
    return False


def _stands_in_title(language: Language, plain: str, above: str) -> bool:
    """Whether a mark is beside the title of the page's own posting."""
    if plain[-1:] in ".!?" and not _EMPHASIS.match(plain):
        return False
    beside = filter(None, (pattern.match(plain) for pattern in _BESIDE_TITLE))
    return any(_marked(language, each["mark"], plain) and _is_first_title(each["title"], above) for each in beside)


def _states(language: Language, plain: str, page: _Page) -> bool:
    """Whether a main clause of the sentence is a statement that this posting is over."""
    said = _ASIDE.sub("", plain.strip(_EDGES) if plain[:1] in "([" else plain).lstrip(_EDGES)
    starts = [0, *(end.end() for end in _CLAUSE_END.finditer(said))]
    for start in starts:
        found = language.clause.match(said, start)
        if found and not language.condition.search(said, 0, found.end("end")) and _is_own(language, said[start : found.end("end")], page):
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
    return {word[:STEM] for word in re.findall(r"[^\W\d_]{2,}", said.casefold()) if word not in _COMMON}


def _heads(language: Language, plain: str, above: str) -> bool:
    """Whether the whole sentence is a heading that says it: "Position filled", "CLOSED", "*** filled ***"."""
    said = plain.strip(_EDGES)
    if language.bare.match(said):
        if _SHOP_HOURS.search(_last_sentence(above)):
            return False
        if said.isupper() or _EMPHASIS.match(plain):
            return True
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
    return compiled("|".join(f"(?:{pattern})" for pattern in patterns))


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
