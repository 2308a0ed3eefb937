"""Finds the names of contact persons by the words around them: "Contact: …", "send your résumé to …", "Mme …".

A capitalized run is a person where a cue precedes it, or a contact beside it, and something speaks for a person: a
frequent given name or surname, the mail address, or a cue that names nothing else. What is found once is masked
wherever it occurs in the posting.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from unionjobs_scraper.normalize import gazetteer
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.matching import lettered
from unionjobs_scraper.publish.release.cues import (
    AFTER_A_NAME,
    BEGINNINGS,
    CONTACT_AT_ONCE,
    CONTACT_NEXT,
    FURTHER,
    GAP,
    HONORIFIC,
    IN_A_WORD,
    MASKED,
    OF_THE_TEXT,
    OFFICE_NEXT,
    RUN_AFTER,
    RUN_BEFORE,
    STRONG,
    SURE_TITLES,
    TITLE,
    WEAK,
    WORD,
)

NAME = "[name]"
"""Replaces a contact person's name in a release."""
NEAR = 160
"""Characters before a masked contact in which its owner's name is looked for."""
LONGEST = 6
"""Words of a name, at most."""


@dataclass(frozen=True, slots=True)
class _Words:
    bodies: frozenset[str]
    offices: frozenset[str]
    beginnings: frozenset[str]
    particles: frozenset[str]
    honored: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]


@cache
def _words() -> _Words:
    tables: dict[str, str] = {}
    for name in ("names.toml", "persons.toml"):
        tables |= tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return _Words(**{kind: frozenset(words.split()) for kind, words in tables.items()})


@dataclass(frozen=True, slots=True)
class Posting:
    """What is known of a posting whose texts are read for names."""

    own: frozenset[str] = frozenset()
    """Words of its employer and places, in lower case: a run of these is no person."""
    mailboxes: str = ""
    """The local parts of its mail addresses, in lower case: they name their owners."""


def without_names(text: str, own: Collection[str] = (), mailboxes: str = "") -> tuple[str, int]:
    """The text, without mail addresses and telephone numbers, with contact persons' names replaced, and how many."""
    return masked(text, persons(text, Posting(frozenset(own), mailboxes)))


def persons(text: str, posting: Posting) -> list[str]:
    """The names of contact persons in a text whose contacts are masked, as they are written there."""
    return list(dict.fromkeys(text[start:end] for start, end in _spans(text, posting)))


def masked(text: str, names: Iterable[str]) -> tuple[str, int]:
    """The text with each of the names, and their first and last words, replaced wherever they occur, and how many."""
    count = 0
    forms = {form for name in names for form in _forms(name, text)}
    for form in sorted(forms, key=len, reverse=True):
        if form in text:
            pieces = text.split(form)
            text, found = _rejoined(pieces, form)
            count += found
    return text, count


def _rejoined(pieces: list[str], form: str) -> tuple[str, int]:
    """The pieces with `NAME` between them, but with the form itself where it is part of a longer word."""
    joined, count = pieces[0], 0
    for before, after in pairwise(pieces):
        inside = IN_A_WORD.search(before[-1:]) or IN_A_WORD.search(after[:1])
        joined += (form if inside else NAME) + after
        count += not inside
    return joined, count


def _forms(name: str, text: str) -> Iterator[str]:
    """A name, and its first and last word where the text uses them for nothing else."""
    yield name
    words = [word.rstrip(".,") for word in name.split() if word[:1].isupper()]
    if len(words) < 2:
        return
    for word in (words[0], words[-1]):
        plain = _plain(word)
        other = plain in _words().bodies or JOB_NOUN.fullmatch(plain) or f" {plain}" in text
        if len(plain) > 2 and not other and not (gazetteer.is_city(word) and plain not in _words().given):
            yield word


def _spans(text: str, posting: Posting) -> Iterator[tuple[int, int]]:
    for place in BEGINNINGS.finditer(b" " + lettered(text)):
        start = _word_start(text, place.start())
        if cue := STRONG.match(text, start):
            yield from _people(text, cue.end(), posting, strong=True)
        elif cue := WEAK.match(text, start):
            if not OF_THE_TEXT.search(text, max(0, start - 12), start):
                yield from _people(text, cue.end(), posting, strong=False, direct=bool(cue["direct"]))
        elif title := HONORIFIC.match(text, start):
            yield from _honored(text, title, posting)
    yield from _beside_contacts(text, posting)


def _word_start(text: str, place: int) -> int:
    """Where the word begins: a letter with an accent may precede it, such as in "écrivez"."""
    while place and text[place - 1].isalpha():
        place -= 1
    return place


def _beside_contacts(text: str, posting: Posting) -> Iterator[tuple[int, int]]:
    """Known names before a masked contact, and the one right behind it."""
    for contact in MASKED.finditer(text):
        for run in RUN_BEFORE.finditer(text, max(0, contact.start() - NEAR), contact.end()):
            end = _name_end(text, run.start(), posting)
            if end and CONTACT_NEXT.match(text, end) and _is_known(text[run.start() : end], posting):
                yield run.start(), end
        if after := RUN_AFTER.match(text, contact.end()):
            end = _name_end(text, after.end(), posting)
            if end and _is_known(text[after.end() : end], posting):
                yield after.end(), end


def _honored(text: str, title: re.Match[str], posting: Posting) -> Iterator[tuple[int, int]]:
    """The name behind an honorific, but no "Keurig Dr Pepper" and no "Sr. Data Engineer"."""
    end = _name_end(text, title.end(), posting, alone=True)
    if not end or _is_honored(text, end):
        return
    before = re.search(r"([^\W\d_]+)[ ]$", text[max(0, title.start() - 20) : title.start()])
    inside = (
        before and before[1][0].isupper() and before[1].lower() not in ("contact", "to", "dear", "and", "or", "with")
    )
    sure = _plain(title[0].strip()) in SURE_TITLES and not inside
    if sure or _is_known(text[title.end() : end], posting):
        yield title.end(), end


def _people(text: str, start: int, posting: Posting, *, strong: bool, direct: bool = True) -> Iterator[tuple[int, int]]:
    """The name that begins there, and those that follow it: "Jane Doe or Maria Lopez"."""
    title = re.compile(TITLE + r"[ \t]+").match(text, start)
    start = title.end() if title else start
    sure = bool(title) and _plain(title[0].strip()) in SURE_TITLES if title else False
    start = start if title else _behind_office(text, start)
    end = _name_end(text, start, posting, alone=bool(title))
    if end is None:
        end = _first_name_end(text, start, posting, strong=strong)
    while end:
        name = text[start:end]
        goes_on = direct and text[end : end + 1] not in ("", "\n") and AFTER_A_NAME.match(text, end)
        likely = strong or bool(goes_on) or bool(CONTACT_NEXT.match(text, end)) or _has_office(text, end)
        if _is_honored(text, end):
            return
        if not (sure or _is_known(name, posting) or (likely and _is_nothing_else(name, text))):
            return
        yield start, end
        further = FURTHER.match(text, end)
        if further is None:
            return
        start = further.end()
        end = _name_end(text, start, posting) or _first_name_end(text, start, posting, strong=strong)


def _behind_office(text: str, start: int) -> int:
    """Where the name begins behind a title without a comma: "Secretary-Treasurer Jane Doe"."""
    begins = start
    for word, after in _run(text, start):
        plain = _plain(word)
        if not (plain in _words().offices or all(JOB_NOUN.fullmatch(part) for part in plain.split("-"))):
            break
        gap = GAP.match(text, after)
        begins = gap.end() if gap else after
    return begins


def _has_office(text: str, end: int) -> bool:
    """Whether a job's title or an office follows the name: ", Director of Field Operations"."""
    said = OFFICE_NEXT.match(text, end)
    return bool(said and JOB_NOUN.search(said[1]))


def _first_name_end(text: str, start: int, posting: Posting, *, strong: bool) -> int | None:
    """Where a single name ends: one that a contact follows at once ("call Maria at [telephone]"), or a known one."""
    end = _name_end(text, start, posting, alone=True)
    if not end:
        return None
    given = _plain(text[start:end]) in _words().given
    at_once = CONTACT_AT_ONCE.match(text, end) and (given or _is_nothing_else(text[start:end], text))
    return end if at_once or (given and (strong or AFTER_A_NAME.match(text, end))) else None


def _is_known(name: str, posting: Posting) -> bool:
    """Whether a run holds a frequent name, or the name of a mailbox."""
    words = [_plain(word) for word in name.split()]
    table = _words()
    parts = {part for word in words for part in word.split("-")} | {words[0]}
    if len(words) == 1:
        return words[0] in table.given or words[0] in table.surnames
    if words[0] in table.given or parts & table.given:
        return not (gazetteer.is_city(name) and words[-1] not in table.surnames)
    if words[-1] in table.surnames:
        return not gazetteer.is_city(name)
    return len(words[-1]) > 2 and words[-1] in posting.mailboxes


def _is_nothing_else(name: str, text: str) -> bool:
    """Whether nothing shows a run to be a thing or a place, such as one of its words written small elsewhere."""
    words = [_plain(word) for word in name.split()]
    small = any(len(word) > 2 and f" {word}" in text for word in words)
    return not small and not gazetteer.is_city(name) and not any(JOB_NOUN.fullmatch(word) for word in words)


def _name_end(text: str, start: int, posting: Posting, *, alone: bool = False) -> int | None:
    """Where the name ends that begins at `start`; None when there is no name.

    `alone`: one word is enough.
    """
    full, end, own = 0, start, True
    table = _words()
    run = [(word, _plain(word), after) for word, after in _run(text, start)]
    for index, (word, plain, after) in enumerate(run):
        office = plain in table.offices or bool(JOB_NOUN.fullmatch(plain))
        if office or (index >= 2 and any(later in table.offices for _, later, _ in run[index:])):
            break
        if _is_no_name(word, plain, index):
            return None
        if plain in table.particles and index and not word[0].isupper():
            continue
        own = own and plain in posting.own
        full += len(plain) > 1 or index == 0
        end = after
    if end > start and text[end - 1] == "." and not re.search(r"\b(?:[^\W\d_]|Jr|Sr)\.$", text[start:end]):
        end -= 1
    return end if full >= (1 if alone else 2) and not (own and posting.own) else None


def _run(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The capitalized words from there on, particles between them, and where each ends."""
    at = start
    for _ in range(LONGEST):
        word = WORD.match(text, at)
        if word is None:
            return
        if not (word[0][0].isupper() or word[0].lower() in _words().particles):
            return
        yield word[0], word.end()
        if word[0].endswith(".") and len(word[0]) > 2 and _plain(word[0]) not in ("jr", "sr", "st", "ste"):
            return  # the sentence ends
        gap = GAP.match(text, word.end())
        if gap is None:
            return
        at = gap.end()


def _plain(word: str) -> str:
    return word.rstrip(".,").lower().replace("’", "'")


def _is_no_name(word: str, plain: str, index: int) -> bool:
    """Whether a word makes its run a body, a place, a day or SEIU rather than a person."""
    words = _words()
    if (
        plain.endswith("'s")
        or plain in words.bodies
        or (index == 0 and plain in words.beginnings)
        or (index > 2 and plain in words.honored)
    ):
        return True
    return word.isupper() and len(plain) > 1 and word.rstrip(".") in _acronyms()


@cache
def _acronyms() -> frozenset[str]:
    table = tomllib.loads(files("unionjobs_scraper.normalize").joinpath("unions.toml").read_text(encoding="utf-8"))
    return frozenset(word for union in table["union"] for word in (union["abbreviation"], *union.get("acronyms", ())))


def _is_honored(text: str, end: int) -> bool:
    """Whether a street, a day or a school bears the name."""
    following = re.compile(r"[ \t,]*(?:Jr\.?|Sr\.?|III?)?[ \t]*([^\W\d_]+)").match(text, end)
    return bool(following and following[1][0].isupper() and following[1].lower() in _words().honored)
