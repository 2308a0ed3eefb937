"""The header of a hand-made posting page: which line is the employer, the title, the department, the place.

Clearinghouses type these headers by hand, so a line may be missing, doubled, split, glued to its
neighbor or in another's place. What the board's list says of the posting decides where it can; the
order of the lines decides the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.titles import HOURS_TAIL, is_department, split_title

LEAD_IN = re.compile(
    r"""^\W*(?:(?:must|may|will|to)\s+be\s+|primarily\s+|currently\s+)*
    (?:based\s+(?:in|out\s+of|at|on|near|from|anywhere|statewide|throughout|remotely)\b
      |(?:for\s+)?covering\b
      |locations?\s*(?:in\s*)?:|locations?\s+in\b
      |available\s+in\s+(?:various|multiple)\s+locations
      |throughout\b
      |remote\b|hybrid\b
      |in\s+(?:the\s+)?(?=[A-Z]))""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a location line begins."""
BARE_PLACE = re.compile(
    r"^(?!.*\b(?:[Bb]ased|[Cc]overing)\b)[A-Z][\w.'’/-]*(?: [\w.'’/-]+){0,3},\s*(?:[A-Z]{2}|D\.C\.)$"
)
"""`Atlanta, GA` alone on a line."""
ADDRESS = re.compile(
    r"^\d+\s+\w+.*\b(?:street|st|avenue|ave|road|rd|blvd|boulevard|drive|suite|floor|way)\b", re.IGNORECASE
)
WEB = re.compile(r"^\W*(?:https?://|www\.)\S+$|^\S+\.(?:org|com|net|ca|edu|us)/?$|^\S+@\S+$", re.IGNORECASE)
WEB_INSIDE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
BEFORE_WEB = " \t\n\xa0(|–—-"
"""What joins a name and the web address behind it."""
PAY = re.compile(r"\$\s*\d")
LABEL = re.compile(r"^[A-Z][\w’'/ ]{2,40}:(?:\s|$)")
GOES_ON = re.compile(r"(?:,|&|/|–|-|\b(?:and|of|for|or|the))$", re.IGNORECASE)
"""How a line ends that is not the end of a phrase."""
BRACKETED = re.compile(r"^[(\[].*[)\]]$")
NO_LETTERS = re.compile(r"[\W_]+")
LONGEST = 160
"""A longer line is prose: the header has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a header says; empty where it does not."""

    employer: str = ""
    title: str = ""
    department: str = ""
    location_text: str = ""
    pay: str = ""
    employment_text: str = ""
    length: int = 0
    """Lines that belong to the header, from the first."""


def read_header(lines: Sequence[str], *, employer: str = "", title: str = "") -> Header:
    """Reads header lines, in page order, given what the board's list says of employer and title."""
    lines = list(lines[: header_length(lines)])
    place = next((number for number, line in enumerate(lines) if LEAD_IN.match(line)), None)
    if place is None:
        place = next((number for number, line in enumerate(lines) if BARE_PLACE.match(line)), None)
    location = _with_brackets(lines, place)
    names = [line for number, line in enumerate(lines) if number != place]
    names = [
        line if title and _bare(title) in _bare(line) else without_address(line)
        for line in names
        if not _is_furniture(line)
    ]
    if not employer:
        employer, names = _first_employer(names)
    listed = split_title(title)
    found = _from_list(names, employer, listed.title or title) if title else _from_order(names, employer)
    own = split_title(found.title)
    # what the page adds to the listed title and is neither place nor pay nor department is no title
    adds = bool(title) and len(own.title) > len(listed.title) and _bare(own.title).startswith(_bare(listed.title))
    pay = own.pay or listed.pay or next((line for line in lines if PAY.search(line)), "")
    return Header(
        employer=employer,
        title=listed.title if adds else own.title,
        department=found.department or own.department or listed.department,
        location_text=location or own.place or listed.place,
        pay=pay,
        employment_text=found.employment_text or own.hours or listed.hours,
        length=len(lines),
    )


def header_length(lines: Sequence[str]) -> int:
    """How many of the lines are header: up to the location line and its brackets, or to the first prose."""
    for number, line in enumerate(lines):
        if LEAD_IN.match(line) and len(line) <= LONGEST * 2:
            end = number + 1
            while end < len(lines) and BRACKETED.match(lines[end]):
                end += 1
            return _past_names(lines, end)
        if len(line) > LONGEST or LABEL.match(line) or (line.endswith((".", "!")) and len(line) > 60):
            return number
    return len(lines)


def without_address(line: str) -> str:
    """A name line without the web address that some employers type behind their name."""
    *names, rest = WEB_INSIDE.split(line)
    return "".join((*(name.rstrip(BEFORE_WEB) for name in names), rest)).strip() or line


def same(one: str, other: str) -> bool:
    """Whether two lines say the same, whatever their case, spacing and punctuation."""
    return _bare(one) == _bare(other)


@lru_cache(maxsize=256)
def _bare(text: str) -> str:
    return NO_LETTERS.sub("", text).casefold()


def _past_names(lines: Sequence[str], end: int) -> int:
    """A reversed header has its names after the place: they are short, and no prose comes between."""
    if end > 2:
        return end
    while end < len(lines) and len(lines[end]) <= 80 and not LABEL.match(lines[end]) and end < 5:
        if lines[end].endswith((".", ":", "!")):
            break
        end += 1
    return end


def _with_brackets(lines: list[str], place: int | None) -> str:
    if place is None:
        return ""
    after = []
    for line in lines[place + 1 :]:
        if not BRACKETED.match(line):
            break
        after.append(line)
    return " ".join([lines[place], *after])


def _is_furniture(line: str) -> bool:
    return bool(WEB.match(line) or ADDRESS.match(line) or not re.search(r"[A-Za-z]{2}", line))


def _first_employer(names: list[str]) -> tuple[str, list[str]]:
    """Without a list, the employer is the first line, and repeats of it are dropped."""
    if len(names) < 2:
        return "", names
    first = names[0]
    rest = [line for line in names[1:] if not same(line, first)]
    return first, rest or names[1:]


def _from_list(names: list[str], employer: str, title: str) -> Header:
    """Finds the listed title among the lines: alone, split over several, or with more behind it."""
    names = [line for line in _unbroken(names) if not _names_employer(line, employer)]
    for start in range(len(names)):
        for end in range(start + 1, min(len(names), start + 4) + 1):
            if same(" ".join(names[start:end]), title):
                return _with_department(_joined(names, start, end), start)
    for number, line in enumerate(names):
        if _bare(line).startswith(_bare(title)) or (len(line) > 3 and _bare(title).startswith(_bare(line))):
            return _with_department(names, number)
    return Header(title=title)


def _joined(names: list[str], start: int, end: int) -> list[str]:
    """The lines of a title as one, as far as it takes to name a job; what follows may be a department."""
    named = next((stop for stop in range(start + 1, end) if JOB_NOUN.search(" ".join(names[start:stop]))), end)
    return [*names[:start], " ".join(names[start:named]), *names[named:]]


def _unbroken(names: list[str]) -> list[str]:
    """Lines that end in the middle of a phrase go on with the next: `Associate Director,` `Labor Action`."""
    whole: list[str] = []
    for line in names:
        if whole and GOES_ON.search(whole[-1]):
            whole[-1] = f"{whole[-1]} {line}"
        else:
            whole.append(line)
    return whole


def _names_employer(line: str, employer: str) -> bool:
    """Whether a line is the employer, whose heading on a list may read `ACRONYM (Long name)`."""
    outside, _, inside = employer.partition("(")
    return any(name.strip(" )") and same(line, name) for name in (employer, outside, inside))


def _with_department(names: list[str], number: int) -> Header:
    """The title's line and what the lines after it add: a department, hours, or nothing of either."""
    line = names[number]
    department, hours = "", ""
    for after in names[number + 1 : number + 3]:
        if HOURS_TAIL.fullmatch(after):
            hours = after
        elif not department and _may_be_department(after, line):
            department = after
    return Header(title=line, department=department, employment_text=hours)


def _from_order(names: list[str], employer: str) -> Header:
    """Without a list: the last name lines before the place are the title and, where it reads so, a department."""
    hours = next((line for line in names if HOURS_TAIL.fullmatch(line)), "")
    names = [line for line in names if line != hours and not PAY.search(line) and not BRACKETED.match(line)]
    if not names:
        return Header()
    if len(names) >= 2 and _may_be_department(names[-1], names[-2]) and is_department(names[-1]):
        return Header(title=names[-2], department=names[-1], employment_text=hours)
    return Header(title=names[-1], employment_text=hours)


def _may_be_department(line: str, title: str) -> bool:
    return not (
        PAY.search(line)
        or LABEL.match(line)
        or BRACKETED.match(line)
        or LEAD_IN.match(line)
        or HOURS_TAIL.fullmatch(line)
        or same(line, title)
        or len(line) > 120
        or line.endswith((".", "!"))
    )
