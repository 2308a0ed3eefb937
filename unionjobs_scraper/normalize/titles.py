"""A job's title apart from what is glued to it: department, place, pay, hours."""

from __future__ import annotations

import re
from dataclasses import dataclass

JOB_NOUNS = (
    "accountant administrator advisor advocate agent analyst apprentice apprenticeship assistant associate"
    " attorney auditor bookkeeper campaigner clerk consultant controller coordinator counsel counselor creator"
    " designer developer director economist editor educator engineer facilitator fellow fellowship instructor"
    " intern internship investigator journalist lawyer lead lobbyist manager negotiator nurse officer operator"
    " organiser organizer paralegal planner president producer programmer receptionist recruiter rep"
    " representative researcher secretary servicer specialist staffer strategist supervisor technician trainer"
    " treasurer writer"
)
DEPARTMENT_HEADS = "department dept division office team unit bureau branch section center centre program"
DEPARTMENT_WORDS = (
    "academy accounting action admin administration advocacy affairs and arbitration bargaining benefits boards"
    " building campaign campaigns care child civic collective communications community compliance contract"
    " contracts credits data development digital education enforcement engagement external family field finance"
    " global government grievance growth health higher home homecare hospital hospitality hotel housing human"
    " industrial information internal international it janitorial labor leadership legal legislative maintenance"
    " manufacturing media member membership mobilization multiservice new nursing operations organizing pension"
    " policy political politics private property public relations representation research resource resources"
    " retail retiree retirement safety school schools sector security services special staff standard standards"
    " strategic support technology training worker workers"
)

_NOUN = re.compile(rf"\b(?i:{'|'.join(JOB_NOUNS.split())})s?(?:\s+(?:I{{1,3}}|IV|V))?(?=\s+[A-Z(])")
_ECHO = re.compile(r"\b(\w+)\s+(?=\1\b)")  # "Director of Credits Credits Department"
_ENDS_AS_JOB = re.compile(rf"\b(?:{'|'.join(JOB_NOUNS.split())})s?\b\W*$", re.IGNORECASE)
_ENDS_AS_DEPARTMENT = re.compile(rf"\b(?:{'|'.join(DEPARTMENT_HEADS.split())})\b\W*(?:\([^)]*\)\W*)?$", re.IGNORECASE)
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_WORD = re.compile(r"[A-Za-z]+")
_KNOWN = frozenset(DEPARTMENT_WORDS.split())

PLACE_TAIL = re.compile(
    r"""[\s,;:–—-]*\b(?:(?:must\s+be\s+)?(?:primarily\s+)?based\s+(?:in|out\s+of|at|statewide|anywhere)\b
        |(?:for\s+)?covering\s+(?=[A-Zt])|location:).*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
PAY_TAIL = re.compile(
    r"""[\s,;:(–—-]*\b(?:(?:starting\s+|annual\s+)?(?:salary|pay|wages?|compensation)(?:\s+(?:range|rate))?
        (?:\s+is|\s+of|\s*:)?\s*(?:from\s+|between\s+)?|(?=\$))\$\s*\d.*$""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
HOURS_TAIL = re.compile(
    r"[\s,;–—-]*[(\[]?\b(?:full[\s-]?time|part[\s-]?time)(?:\s*[/,]?\s*(?:non-?)?exempt)?\b[)\]]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title and what stood glued to it; empty where there was nothing."""

    title: str
    department: str = ""
    place: str = ""
    pay: str = ""
    hours: str = ""


def split_title(raw: str) -> Title:
    """Takes apart a title that a board shows in one line: `Organizer Security Based in Reno, NV`."""
    rest, place = _cut(PLACE_TAIL, raw)
    rest, pay = _cut(PAY_TAIL, rest)
    whole, hours = _cut(HOURS_TAIL, rest)
    if hours.endswith((")", "]")):  # "Organizer (Part-Time)" is how the employer names the job
        whole = rest
    title, department = _cut_department(whole)
    return Title(title=title, department=department, place=place, pay=pay, hours=hours)


def is_department(line: str) -> bool:
    """Whether a line reads like the name of a department: its head word, or department words only."""
    bare = _BRACKET.sub("", line)
    if _ENDS_AS_DEPARTMENT.search(line):
        return True
    found = [word.casefold() for word in _WORD.findall(bare)]
    return bool(found) and all(word in _KNOWN for word in found)


def _cut(tail: re.Pattern[str], text: str) -> tuple[str, str]:
    found = tail.search(text)
    if not found or not found.start():
        return text.strip(), ""
    return text[: found.start()].strip(), found.group().strip(" ,;:–—-")


def _cut_department(text: str) -> tuple[str, str]:
    """Cuts after the last job noun that a department follows; without one the text is all title."""
    for noun in reversed(list(_NOUN.finditer(text))):
        rest = text[noun.end() :].strip()
        if is_department(rest) and not _ENDS_AS_JOB.search(_BRACKET.sub("", rest)):
            return text[: noun.end()].strip(), rest
    echo = _ECHO.search(text)
    if echo and _ENDS_AS_DEPARTMENT.search(text):
        return text[: echo.end()].strip(), text[echo.end() :].strip()
    return text, ""
