"""A job's title apart from what is glued to it: department, place, pay, hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from unionjobs_scraper.normalize import department_words as words
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN, STUDIES

_GRADE = re.compile(
    r"""(?:\s+(?:I{1,3}|IV|V)(?:\s?/\s?(?:I{1,3}|IV|V))?)?   # Organizer II, Economist I/II
    (?:\s*\([^()]*\)(?=\s+[A-Z]))?                        # Legal Assistant (Temporary) …
    (?=\s+[A-Z])""",
    re.VERBOSE,
)
_STUDY = re.compile(rf"\b(?:of|for|the)\s+(?:\w+\s+)?(?:{'|'.join(sorted(STUDIES))})$", re.IGNORECASE)
_ECHO = re.compile(r"\b(\w+(?:[ &/-]+\w+){0,3})\s+(?=\1\b)")  # "Director of Credits Credits Department"
_TOKEN = re.compile(r"\w+")
_ACRONYM = re.compile(r"(?<=\s)(?=[A-Z]{2,6}\s+[A-Z])")
_OPENING = re.compile(rf"(?<=\s)(?=(?:{'|'.join(words.OPENINGS.split())})\s(?:of|for)\s)")
_HANGS = re.compile(r"(?:[,&/:–—(-]|\b(?:and|of|for|or|the|to|in|at|with|a))\s*$", re.IGNORECASE)

_HEADS = "|".join(words.DEPARTMENT_HEADS.split())
_BRACKETED_END = r"\W*(?:\([^)]*\)\W*)?$"
_ENDS_AS_DEPARTMENT = re.compile(rf"\b(?:{_HEADS})\b{_BRACKETED_END}", re.IGNORECASE)
_ENDS_AS_GLUED = re.compile(
    rf"(?:\s(?:{_HEADS}|{'|'.join(words.GLUED_HEADS.split())})|\b(?:Region|District|Area)\s+\d+\w?){_BRACKETED_END}",
    re.IGNORECASE,
)
_OPENS_AS_DEPARTMENT = re.compile(rf"(?:{'|'.join(words.OPENINGS.split())})\s(?:of|for)\s", re.IGNORECASE)
_NAME = re.compile(r"[A-Z][\w'’.]*(?:(?:,?\s+(?:&|and|of|the|for|[-–/])\s+|,\s+|[\s/-])[A-Z][\w'’.]*|\s\d+\w?)*")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_WORD = re.compile(r"[A-Za-z]+")
_KNOWN = frozenset(words.DEPARTMENT_WORDS.split())

PLACE_TAIL = re.compile(
    r"""[\s,;:–—-]*\b(?:(?:must\s+be\s+)?(?:primarily\s+)?based\s+(?:in|out\s+of|at|statewide|anywhere)\b
        |(?:for\s+)?covering\s+(?=[A-Zt])|location:).*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
PAY_TAIL = re.compile(
    r"""[\s,;:(–—-]*(?:\b(?:starting\s+|annual\s+)?(?:salary|pay|wages?|compensation)(?:\s+(?:range|rate))?
        (?:\s+is|\s+of|\s*:)?\s*(?:from\s+|between\s+)?)?[$£€]\s*\d.*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
HOURS_TAIL = re.compile(
    r"[\s,;–—-]*[(\[]?\b(?:full[\s-]?time|part[\s-]?time)(?:\s*[/,]?\s*(?:non-?)?exempt)?\b[)\]]?\s*$",
    re.IGNORECASE,
)

_OWNS = ("'s", "’s")  # "President's Office"
_LONGEST = 500  # characters; a longer line is prose
_PLACE_SIGNS = ("based", "covering", "location:")


@dataclass(frozen=True, slots=True)
class Title:
    """A title and what was glued to it; empty where there was nothing."""

    title: str
    department: str = ""
    place: str = ""
    pay: str = ""
    hours: str = ""


@lru_cache(maxsize=512)
def split_title(raw: str) -> Title:
    """Takes apart a title that a board shows in one line: `Organizer Security Based in Reno, NV`."""
    rest, place, pay, hours = raw.strip(), "", "", ""
    if len(rest) > _LONGEST:
        return Title(title=rest)
    lowered = raw.lower()
    if any(sign in lowered for sign in _PLACE_SIGNS):
        rest, place = _cut(PLACE_TAIL, raw)
        place = place.strip()
    if any(sign in raw for sign in "$£€"):
        place, pay = _cut(PAY_TAIL, place)
        if not pay:
            rest, pay = _cut(PAY_TAIL, rest)
    whole = rest
    if "time" in lowered:
        whole, hours = _cut(HOURS_TAIL, rest)
    if hours.endswith((")", "]")):  # "Organizer (Part-Time)" is how the employer names the job
        whole = rest
    title, department = _cut_department(whole)
    return Title(title=title, department=department, place=place, pay=pay, hours=hours)


def is_department(line: str) -> bool:
    """Whether a line reads like the name of a department: its head word, or department words only."""
    if len(line) > _LONGEST:
        return False
    return bool(_ENDS_AS_DEPARTMENT.search(line) or _OPENS_AS_DEPARTMENT.match(line)) or _all_known(line)


def _all_known(line: str) -> bool:
    found = [word.casefold() for word in _WORD.findall(_BRACKET.sub("", line))]
    return bool(found) and all(word in _KNOWN for word in found)


def _cut(tail: re.Pattern[str], text: str) -> tuple[str, str]:
    found = tail.search(text)
    if not found or not found.start():
        return text.strip(), ""
    return text[: found.start()].strip(), found.group().strip(" ,;:–—-")


def _cut_department(text: str) -> tuple[str, str]:
    """Cuts where a title can end and a department begin; without such a place the text is all title."""
    for end in _ends_of_title(text):
        title, rest = text[:end].strip(), text[end:].strip()
        if _is_glued(rest) and _may_end(title):
            return title, rest
    return text, ""


def _ends_of_title(text: str) -> Iterator[int]:
    """Places where the title may end, the likeliest first."""
    said = _TOKEN.findall(text)
    if len(set(said)) < len(said):
        for echo in _ECHO.finditer(text):
            yield echo.end()
    grades = (_GRADE.match(text, noun.end()) for noun in JOB_NOUN.finditer(text))
    yield from reversed([grade.end() for grade in grades if grade])
    yield from (opening.start() for opening in _OPENING.finditer(text))
    if not text.isupper():  # "Senior Assistant – Pension UFCW Benefits Office"
        yield from (acronym.start() for acronym in _ACRONYM.finditer(text))


def _may_end(title: str) -> bool:
    return bool(JOB_NOUN.search(title)) and not _HANGS.search(title) and not _STUDY.search(title)


def _ends_as_job(text: str) -> bool:
    return any(not _TOKEN.search(text, noun.end()) for noun in JOB_NOUN.finditer(text))


def _is_glued(rest: str) -> bool:
    """Whether what follows a title is a department: it names one, and no further job."""
    bare = _BRACKET.sub("", rest)
    if not bare or (_ends_as_job(bare) and not _OPENS_AS_DEPARTMENT.match(bare)):
        return False
    if _all_known(bare) and not (" " not in bare and _ENDS_AS_DEPARTMENT.search(bare)):
        return True
    if _OPENS_AS_DEPARTMENT.match(bare):
        return True
    return bool(_ENDS_AS_GLUED.search(" " + bare) and " " in bare and _NAME.fullmatch(bare)) and not any(
        noun[0].rstrip("s") not in STUDIES and bare[noun.end() : noun.end() + 2] not in _OWNS
        for noun in JOB_NOUN.finditer(bare)
    )
