"""Finds persons by the mail address or the telephone number that stands beside their names."""

from __future__ import annotations

from collections.abc import Iterator

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.publish.release.cues import (
    CONTACT_NEXT,
    GAP,
    MASKED,
    RIGHT_BEFORE,
    RUN_AFTER,
    RUN_BEFORE,
    TITLE_FIRST,
    WORD,
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

RIGHT = 80
"""Characters before a masked contact in which a name stands right before it."""
NEAR = 160
"""Characters before a masked contact in which its owner's name is looked for."""


def beside_contacts(text: str, posting: Posting) -> Iterator[tuple[int, int]]:
    """Known names before a masked contact, and the one right behind it."""
    for contact in MASKED.finditer(text) if "[" in text else ():
        for run in RUN_BEFORE.finditer(text, max(0, contact.start() - NEAR), contact.end()):
            title = TITLE_FIRST.match(text, run.start())
            start = title.end() if title else run.start()
            end = name_end(text, start, posting, alone=bool(title))
            if end and CONTACT_NEXT.match(text, end) and is_known(text[start:end], posting):
                yield start, end
        if after := RUN_AFTER.match(text, contact.end()):
            end = name_end(text, after.end(), posting)
            if end and is_known(text[after.end() : end], posting):
                yield after.end(), end
        yield from _right_before(text, contact.start(), posting)


def _right_before(text: str, contact: int, posting: Posting) -> Iterator[tuple[int, int]]:
    """A name of no list that a contact follows at once: two words, or one behind an office: "our organizer Bo ("."""
    first = max(0, contact - RIGHT)
    said = RIGHT_BEFORE.search(text[first:contact])
    if not said:
        return
    start, end = first + said.start("run"), first + said.end("run")
    title = TITLE_FIRST.match(text, start)
    begins = title.end() if title else behind_office(text, _behind_verb(text, start))
    office = (said["office"] or "").rstrip(", ")
    led = plain_word(office) in name_words().bodies
    by_office = led or begins > start or (office.islower() and bool(JOB_NOUN.fullmatch(office)))
    name = text[begins:end]
    found = name_end(text, begins, posting, alone=by_office)
    if (
        found == end
        and not (name.isupper() or is_honored(text, end))
        and (is_given(plain_word(name)) or is_nothing_else(name, text))
    ):
        yield begins, end


def _behind_verb(text: str, start: int) -> int:
    """Where the run goes on behind a word that begins no name: "Ask Maria", "Questions Maria"."""
    word = WORD.match(text, start)
    gap = GAP.match(text, word.end()) if word else None
    return gap.end() if word and gap and plain_word(word[0]) in name_words().bodies else start
