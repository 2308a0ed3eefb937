"""Finds the names of contact persons by the words around them: "Contact: …", "send your résumé to …", "Mme …".

A capitalized run is a person where a cue precedes it, or a contact beside it, and something speaks for a person: a
frequent given name or surname, the mail address, or a cue that names nothing else. What is found once is masked
wherever it occurs in the posting.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from unionjobs_scraper.normalize import gazetteer
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.matching import lettered
from unionjobs_scraper.publish.release.beside_contacts import beside_contacts
from unionjobs_scraper.publish.release.cues import (
    AFTER_A_NAME,
    BEGINNINGS,
    CONTACT_AT_ONCE,
    CONTACT_NEXT,
    END_OF_TEXT,
    FURTHER,
    HONORIFIC,
    IN_A_WORD,
    OF_THE_TEXT,
    OFFICE_NEXT,
    SPEAK_TO,
    STREET_NEXT,
    STRONG,
    SURE_TITLES,
    TITLE_FIRST,
    WEAK,
)
from unionjobs_scraper.publish.release.name_words import (
    Posting,
    behind_office,
    is_given,
    is_honored,
    is_known,
    is_nothing_else,
    name_end,
    name_words,
    plain_word,
)
from unionjobs_scraper.publish.release.prose import uncued

SHORT = 200
"""Characters of a text that others may well be like."""
NAME = "[name]"
"""Replaces a contact person's name in a release."""
_HANDLE_OF = re.compile(r"(\[name\][ \t]*[,(–-]?[ \t]*)@\w[\w.]{2,29}")


def without_names(text: str, own: Collection[str] = (), mailboxes: str = "") -> tuple[str, int]:
    """The text, without mail addresses and telephone numbers, with contact persons' names replaced, and how many."""
    return masked(text, persons(text, Posting(frozenset(own), mailboxes)))


def persons(text: str, posting: Posting) -> tuple[str, ...]:
    """The names of contact persons in a text whose contacts are masked, as they are written there."""
    return _persons_once(text, posting) if len(text) <= SHORT else _persons(text, posting)


def _persons(text: str, posting: Posting) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text[start:end] for start, end in _spans(text, posting)))


_persons_once = lru_cache(maxsize=1 << 13)(_persons)
"""Many postings of an employer have the same title and pay."""


def masked(text: str, names: Iterable[str]) -> tuple[str, int]:
    """The text with each of the names, and their first and last words, replaced wherever they occur, and how many."""
    count = 0
    forms = {form for name in names for form in _forms(name, text)}
    for form in sorted(forms, key=len, reverse=True):
        if form in text:
            pieces = text.split(form)
            text, found = _rejoined(pieces, form)
            count += found
    if count and "@" in text:
        text, handles = _HANDLE_OF.subn(rf"\1{NAME}", text)
        count += handles
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
        plain = plain_word(word)
        other = plain in name_words().bodies or JOB_NOUN.fullmatch(plain) or f" {plain}" in text
        if len(plain) > 2 and not other and not (gazetteer.is_city(word) and not is_given(plain)):
            yield word


def _spans(text: str, posting: Posting) -> Iterator[tuple[int, int]]:
    for place in BEGINNINGS.finditer(b" " + lettered(text)):
        start = _word_start(text, place.start())
        if cue := STRONG.match(text, start):
            signs_off = "\n" in cue[0]
            yield from _people(text, cue.end(), posting, strong=True, by_first=signs_off, whole_line=signs_off)
        elif cue := SPEAK_TO.match(text, start):
            yield from _people(text, cue.end(), posting, strong=True, by_first=True)
        elif cue := WEAK.match(text, start):
            if not OF_THE_TEXT.search(text, max(0, start - 12), start):
                yield from _people(text, cue.end(), posting, strong=False, direct=bool(cue["direct"]))
        elif title := HONORIFIC.match(text, start):
            yield from _honored(text, title, posting)
    yield from beside_contacts(text, posting)
    yield from uncued(text, posting)


def _word_start(text: str, place: int) -> int:
    """Where the word begins: a letter with an accent may precede it, such as in "écrivez"."""
    while place and text[place - 1].isalpha():
        place -= 1
    return place


def _honored(text: str, title: re.Match[str], posting: Posting) -> Iterator[tuple[int, int]]:
    """The name behind an honorific, but no "Keurig Dr Pepper" and no "Sr. Data Engineer"."""
    end = name_end(text, title.end(), posting, alone=True)
    if not end or is_honored(text, end):
        return
    before = re.search(r"([^\W\d_]+)[ ]$", text[max(0, title.start() - 20) : title.start()])
    inside = (
        before and before[1][0].isupper() and before[1].lower() not in ("contact", "to", "dear", "and", "or", "with")
    )
    sure = plain_word(title[0].strip()) in SURE_TITLES and not inside
    if not sure and not inside and plain_word(title[0].strip()) in ("brother", "sister"):
        name = text[title.end() : end]
        sure = " " in name and AFTER_A_NAME.match(text, end) is not None and is_nothing_else(name, text)
    if sure or is_known(text[title.end() : end], posting):
        yield title.end(), end


def _people(
    text: str,
    start: int,
    posting: Posting,
    *,
    strong: bool,
    direct: bool = True,
    by_first: bool = False,
    whole_line: bool = False,
) -> Iterator[tuple[int, int]]:
    """The name that begins there, and those that follow it: "Jane Doe or Maria Lopez".

    `by_first`: the cue is one that people are named behind by their first name, even a rare one; `whole_line`: where
    only a line or two follow.
    """
    title = TITLE_FIRST.match(text, start)
    start = title.end() if title else start
    sure = bool(title) and plain_word(title[0].strip()) in SURE_TITLES if title else False
    start = start if title else behind_office(text, start)
    end = name_end(text, start, posting, alone=bool(title))
    if end is None:
        end = _first_name_end(text, start, posting, strong=strong, by_first=by_first)
        if end and whole_line and not (is_given(plain_word(text[start:end])) or END_OF_TEXT.match(text, end)):
            return
    while end:
        name = text[start:end]
        goes_on = direct and text[end : end + 1] not in ("", "\n") and AFTER_A_NAME.match(text, end)
        likely = (
            strong
            or bool(goes_on and not STREET_NEXT.match(text, end))
            or bool(CONTACT_NEXT.match(text, end))
            or _has_office(text, end)
        )
        if is_honored(text, end) or _is_town(name):
            return
        if not (sure or is_known(name, posting) or (likely and is_nothing_else(name, text))):
            return
        yield start, end
        further = FURTHER.match(text, end)
        if further is None:
            return
        start = further.end()
        end = name_end(text, start, posting) or _first_name_end(text, start, posting, strong=strong)


def _is_town(name: str) -> bool:
    """Whether a town is called so, and no person likelier: "report to Eau Claire"."""
    return " " in name and not is_given(plain_word(name.split()[0])) and gazetteer.is_city(name)


def _has_office(text: str, end: int) -> bool:
    """Whether a job's title or an office follows the name: ", Director of Field Operations"."""
    said = OFFICE_NEXT.match(text, end)
    return bool(said and JOB_NOUN.search(said[1]))


def _first_name_end(text: str, start: int, posting: Posting, *, strong: bool, by_first: bool = False) -> int | None:
    """Where a single name ends: one that a contact follows at once ("call Maria at [telephone]"), or a known one."""
    end = name_end(text, start, posting, alone=True)
    if not end:
        return None
    given = is_given(plain_word(text[start:end]))
    at_once = CONTACT_AT_ONCE.match(text, end) and (given or is_nothing_else(text[start:end], text))
    lone = by_first and not text[start:end].isupper() and is_nothing_else(text[start:end], text)
    return end if at_once or ((given or lone) and (strong or AFTER_A_NAME.match(text, end))) else None
