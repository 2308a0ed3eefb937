"""Finds persons whom no cue names: beside their office, over it in a signature, and by a frequent name and surname."""

from __future__ import annotations

import re
from collections.abc import Iterator

from unionjobs_scraper.normalize import gazetteer
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.matching import folded
from unionjobs_scraper.publish.release.contacts import MAIL, TELEPHONE, places_of
from unionjobs_scraper.publish.release.cues import (
    AFTER_A_NAME,
    CONTACT_AT_ONCE,
    END_OF_TEXT,
    FURTHER,
    MASKED,
    OFFICE_NEXT,
    TITLE_FIRST,
    UPPER,
)
from unionjobs_scraper.publish.release.name_words import (
    Posting,
    behind_office,
    is_famous,
    is_given,
    is_honored,
    is_known,
    is_nothing_else,
    is_surname,
    name_end,
    name_words,
    plain_word,
)


def _case(letter: str) -> int:
    if letter.isalpha():
        return ord("A" if letter.isupper() else "a")
    return ord(letter if letter in " .\n" else "'" if letter in "'\x92-?" else "#")


_CASES = bytes(_case(chr(code)) for code in range(256))
"""Capitals, small letters, and what is neither; a letter beyond Latin-1 is a "?"."""
_PAIR = re.compile(rb"A(?<![Aa'].)(?:[a'A]+|(?=\.))\.? (?=A)")  # a first letter that is fixed is found fastest
_OF_OFFICE = re.compile(
    r"(?i:\b(?:the|our|your|its|my|is|and|as|by|la|le|el|notre|nuestra?)[ ]|[ld]['’])"
    r"([^\W\d_][\w’'-]*(?:[ ][^\W\d_][\w’'-]*){0,5}),[ ]$"
)
_ITS_OFFICE = re.compile(
    r"(?:[ \t]\([a-z/ ]{2,16}\))?(?:,?[ ](?:is|are)|,)[ ](?:the|our|your|its|my|la|le|el|notre|nuestr[oa]|an?)[ ]"
    r"([^\W\d_][\w’' -]{2,40})"
)
_OFFICE = re.compile(
    r"\b(manager|director|president|coordinator|chair|recruiter|steward|representative|organi[sz]er|secretary|treasurer"
    r"|attorney|supervisor|officer|agent|présidente?|directrice|directeur|coordonnatrice|presidenta|directora?|mentor)"
    r"(?:[ ](?:is|will[ ]be|est|sera|es|será))?[ ]$",
    re.IGNORECASE,
)
_OFFICE_ENDS = tuple(
    f"{end} "
    for end in (
        "manager director president coordinator chair recruiter steward representative organizer organiser secretary"
        " treasurer attorney supervisor officer agent président présidente directrice directeur coordonnatrice"
        " presidenta directora mentor is be est sera es será"
    ).split()
)
"""How `_OFFICE` ends in small letters: a look at the end costs a tenth of the search."""
_BULLETS = " \t•*–—-"
_DEEPEST = 4
"""Blanks and bullets before a line's first word."""
_UNDER_NAME = re.compile(
    rf"(?:[ \t]\([a-z/ ]{{2,16}}\)|,[ ][^\n]{{2,60}})?[ \t]*\n[ \t]*([^\n\[\]]{{3,60}})"
    rf"(?:$|(?:\n[^\n]{{0,70}}){{0,2}}?\n[^\n]{{0,30}}(?:{re.escape(MAIL)}|{re.escape(TELEPHONE)}))"
)
_NEIGHBORS = 6
_ENDS = re.compile(r"[,.;:)\n]|$")
_ANSWERS = re.compile(
    r"[ ](?:will|can|would|is[ ](?:happy|glad|available))[ ](?:be[ ](?:happy|glad)[ ])?(?:to[ ])?"
    r"(?:reply|respond|answer|contact|call|reach|follow|get[ ]back|e-?mail|interview|be[ ]in[ ]touch"
    r"|talk|speak|help|meet)\b"
)
_ANSWER_SIGNS = (b" will ", b" can ", b" would ", b" is happy ", b" is glad ", b" is available ")
_LAST_WORD = re.compile(rf"(?<![\w’'-]){UPPER}[^\W\d_]+$")
_AFTER_CONTACT = re.compile(
    rf"[ \t]*[,;–—(-]?[ \t]*(?:con|with|avec|(?:and[ ])?ask[ ]for|for|to[ ]reach)[ ](?={UPPER})"
)
_IN_BRACKETS = re.compile(rf"[ \t]?\((?={UPPER})")
_BEFORE_ONE = re.compile(
    rf"((?<![\w’'-]){UPPER}[\w’'-]*(?:[ ][^\W\d_][\w’'-]*){{1,3}})(?:,[ ]|,?[ ](?:and|&|et|y)[ ])$"
)
_STAFFED = re.compile(
    r"(?:[ ](?:and|or|&)[ ][A-Z]\w+(?:[ ][A-Z]\w+)?)?[ ](?:workers|employees|members|nurses|stores|plants|drivers)\b"
)
_EMPLOYING = re.compile(r"\b(?:at|represents?|of|join(?:ing)?|against)[ ]$")


_BEHIND_NAME = re.compile(r"[ \t]*(?:$|[,;(\n]|(?:and|or|et|ou|y|o)\b)")
_AGENT = re.compile(r"[a-zà-ÿ](?:ed[ ]by|s?[ ]with|e[ ]par|[ ]avec|[oa]s?[ ]por|[ ]con)[ ]$")
"""Who did it, or with whom."""
_AGENTS = (" by ", " with ", " par ", " avec ", " por ", " con ")
_SMALL_OFFICE = re.compile(r",[ ]([a-zà-ÿ]{4,20})\b")
_PRESIDES = re.compile(r"\b(?:président|presidenta?)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|\n)[ \t•*–—-]{0,4}(?!(?i:locations?|places?|offices?|cit(?:y|ies)|lieu|ville|lugar|ciudad|employer"
    r"|organi[sz]ation|union|department|position|title|job|poste|puesto|where|address)\b)"
    r"[^\W\d_][^\n:.\d]{1,40}?[ ]?:[ ]$"
)
_CLOSING_LINE = re.compile(r"(?:^|\n)[^\W\d_][^\n,.:;\d]{2,30},[ \t]*\n\s{0,3}$")


def uncued(text: str, posting: Posting) -> Iterator[tuple[int, int]]:
    """The places of such names in a text whose contacts are masked."""
    for pair in _PAIR.finditer(text.encode("latin-1", "replace").translate(_CASES)):
        start = pair.start()
        end = _listed(text, start, pair.end() - 1, posting) or _beside_office(text, start, posting)
        if end:
            yield start, end
            yield from _neighbors(text, start, end, posting)
    yield from _alone(text, posting)


def _listed(text: str, start: int, given_end: int, posting: Posting) -> int | None:
    """Where a given name and a surname of the lists end, of which nothing larger is called."""
    if not is_given(plain_word(text[start:given_end])) or _is_inside(text, start):
        return None
    end = name_end(text, start, posting)
    if not end or is_honored(text, end) or not is_surname(plain_word(text[start:end].split()[-1])):
        return None
    name = text[start:end]
    return None if is_famous(name) or gazetteer.is_city(name) or _is_firm(text, start, end) else end


def _is_firm(text: str, start: int, end: int) -> bool:
    """Whether a firm is called so: "workers at John Deere", "Harley Davidson and John Deere workers"."""
    return bool(_EMPLOYING.search(text[max(0, start - 12) : start]) or _STAFFED.match(text, end))


def _is_inside(text: str, start: int) -> bool:
    """Whether another capitalized word leads to the place, one that is no office: "Saint Mary Hall"."""
    before = re.search(r"([^\W\d_][\w’'&-]*)[ ]$", text[max(0, start - 24) : start])
    if not before or not before[1][0].isupper():
        return False
    word = plain_word(before[1])
    return not (word in name_words().offices or JOB_NOUN.fullmatch(word))


def _beside_office(text: str, start: int, posting: Posting) -> int | None:
    """Where a name ends whose office is named right before it, right behind it, or in the line below."""
    before = text[max(0, start - 70) : start]
    office = _OFFICE.search(before) if before.lower().endswith(_OFFICE_ENDS) else None
    of_office = _OF_OFFICE.search(before) if before.endswith(", ") else None
    is_led = bool(of_office and (JOB_NOUN.search(of_office[1]) or _PRESIDES.match(of_office[1])))
    labelled = before.endswith(": ") and _LABEL.search(before) is not None
    lines = labelled or _begins_line(before)
    is_signed = lines and _CLOSING_LINE.search(before) is not None
    agent = before.endswith(_AGENTS)
    end = (
        name_end(text, start, posting) if office or is_led or lines or agent or _may_be_followed(text, start) else None
    )
    if not end:
        return None
    name, sure = text[start:end], is_signed and END_OF_TEXT.match(text, end) is not None
    if is_led:
        sure = _ENDS.match(text, end) is not None
    if office and not sure:  # behind a capital, a title may go on: there the name itself has to be known
        sure = office[1][0].islower() or is_known(name, posting)
    if not sure and (its := _ITS_OFFICE.match(text, end)):
        sure = bool(JOB_NOUN.search(its[1]))
    if not sure and (office_next := OFFICE_NEXT.match(text, end)) and JOB_NOUN.search(office_next[1]):
        sure = labelled or is_known(name, posting)
    if not sure and labelled and (office_next := _SMALL_OFFICE.match(text, end)):
        sure = bool(JOB_NOUN.fullmatch(office_next[1]) or _PRESIDES.match(office_next[1]))
    if not sure and _AGENT.search(before) and AFTER_A_NAME.match(text, end) and not TITLE_FIRST.match(text, start):
        sure = is_given(plain_word(name.split()[0])) or is_surname(plain_word(name.split()[-1]))
        sure = sure and not _is_firm(text, start, end)
    if not sure and labelled:
        follows = _BEHIND_NAME.match(text, end) is not None and is_given(plain_word(name.split()[0]))
        sure = follows or CONTACT_AT_ONCE.match(text, end) is not None
    if not sure and lines and not labelled and (under := _UNDER_NAME.match(text, end)):
        sure = bool(JOB_NOUN.search(under[1])) and len(under[1].split()) <= 7
    return end if sure and _is_person(text, start, end, posting) else None


def _begins_line(before: str) -> bool:
    """Whether there are only a few blanks and bullets between the beginning of a line and the end of `before`."""
    rest = before.rstrip(_BULLETS)
    return len(before) - len(rest) <= _DEEPEST and (not rest or rest[-1] == "\n")


_FOLLOWED = re.compile(r"(?:[^\W\d_][\w’'.-]*[ ]){1,4}?[^\W\d_][\w’'-]*(?:,| is| are| \()")


def _may_be_followed(text: str, start: int) -> bool:
    """Whether a comma or "is" comes soon enough that an office may follow, at a quick look."""
    return _FOLLOWED.match(text, start) is not None


def _neighbors(text: str, start: int, end: int, posting: Posting) -> Iterator[tuple[int, int]]:
    """The names beside one in an enumeration: "(Jane Doe, Bo Li and Ann Wu)"."""
    if before := _BEFORE_ONE.search(text[max(0, start - 60) : start]):
        first = max(0, start - 60) + before.start()
        found = name_end(text, first, posting)
        if found == first + len(before[1]) and _is_person(text, first, found, posting):
            yield first, found
    for _ in range(_NEIGHBORS):
        further = FURTHER.match(text, end)
        if not further:
            return
        begins = behind_office(text, further.end())
        found = name_end(text, begins, posting)
        if not found or not _is_person(text, begins, found, posting):
            return
        yield begins, found
        end = found


def _alone(text: str, posting: Posting) -> Iterator[tuple[int, int]]:
    """A given name by itself that answers, or that a contact leads to."""
    said = folded(text)
    for sign in _ANSWER_SIGNS:
        for place in places_of(said, sign) if sign in said else ():
            before = text[max(0, place - 24) : place]
            name = None if before.islower() else _LAST_WORD.search(before)
            if name and is_given(plain_word(name[0])) and _ANSWERS.match(text, place):
                start = place - len(name[0])
                if name_end(text, start, posting, alone=True) == place:
                    yield start, place
    for contact in MASKED.finditer(text) if "[" in text else ():
        if behind := _AFTER_CONTACT.match(text, contact.end()):
            end = name_end(text, behind.end(), posting, alone=True)
            if end and is_known(text[behind.end() : end], posting):
                yield behind.end(), end
        elif behind := _IN_BRACKETS.match(text, contact.end()):
            end = name_end(text, behind.end(), posting, alone=True)
            if end and text[end : end + 1] == ")" and is_known(text[behind.end() : end], posting):
                yield behind.end(), end


def _is_person(text: str, start: int, end: int, posting: Posting) -> bool:
    name = text[start:end]
    if is_honored(text, end) or is_famous(name) or name.isupper():
        return False
    return is_known(name, posting) or is_nothing_else(name, text)
