"""The head of an ExactHire posting: its title, and bullets without labels, read by what they look like.

AFL-CIO
  - 300 - Political        code and name of the department, and a dash for a field left empty
  Salary                   the TYPE of pay, no amount
  Full Time
  Employer paid            a sentence about benefits
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.page import Block

JOBS = re.compile(r"\s+(?:jobs|careers)\s*$", re.IGNORECASE)
FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(?:salar(?:y|ied)|hourly|(?:non-?)?exempt|commission(?:ed)?|stipend)$", re.IGNORECASE), "pay_type"),
    (re.compile(r"^(?:.{0,40}?\s)??[-–\s]*\d{2,6}\s*[-–]\s*(?P<value>[^\W\d].+)$"), "department"),
    (re.compile(r"^[-–]\s+(?P<value>[^\W\d].+)$"), "department"),
    (
        re.compile(
            r"""^(?P<value>(?:(?:regular|permanent|temporary)[\s/,-]*)?(?:full|part)[\s-]?time(?:\s*[/,(-].{0,30})?
            |temporary|seasonal|contract(?:or)?|intern(?:ship)?|per[\s-]diem)$""",
            re.IGNORECASE | re.VERBOSE,
        ),
        "employment",
    ),
    (re.compile(r"^(?P<value>.*[$£€]\s*\d.*)$"), "salary"),
    (re.compile(r"^(?P<value>(?i:remote|hybrid)\b.{0,60}|[A-Z][\w.'’ -]{1,40},\s*[A-Z][A-Za-z. ]{1,20})$"), "location"),
)
"""What a whole bullet looks like, in the order of how sure the form is."""
LABELLED = {"department": "department", "location": "location", "employment_type": "employment", "salary": "salary"}
SURE = frozenset({"pay_type", "department", "employment"})
LONGEST = 120
"""A longer bullet is prose."""
ABOVE = 3
"""Lines above the bullets that may be the employer and the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """What the bullets say, the lines above them, and where the posting's text begins."""

    department: str = ""
    location: str = ""
    employment: str = ""
    salary: str = ""
    above: tuple[str, ...] = ()
    found: bool = False
    end: int = 0
    """Index of the first block after the bullets."""


def split_title(said: str) -> tuple[str, str, str]:
    """Title, place and company of "{title} - {place} - {company} Jobs", from the right: titles have dashes."""
    before, dash, company = said.rpartition(" - ")
    if not dash:
        return said, "", ""
    title, dash, place = before.rpartition(" - ")
    if not dash or not ("," in place or re.match(r"(?:remote|hybrid)\b", place, re.IGNORECASE)):
        title, place = before, ""
    return title.strip(), place.strip(" ,"), JOBS.sub("", company).strip()


def where(place: str, bullet: str) -> str:
    """The place of markup or title; a bullet gives the workplace, or the place where there is no other."""
    flag = re.match(r"remote|hybrid", bullet, re.IGNORECASE)
    return f"{place} ({flag.group().lower()})" if place and flag else place or bullet


def read_bullets(body: Sequence[Block]) -> Bullets:
    """The first list whose bullets look like the head of a posting; menus above it do not."""
    for start, end in _lists(body):
        bullets = body[start:end]
        facts = _facts(bullets)
        if SURE & facts.keys():
            above = [block.line for block in body[max(0, start - ABOVE) : start] if 0 < len(block.line) <= LONGEST]
            facts.pop("pay_type", None)
            return Bullets(**facts, above=tuple(above), found=True, end=end)
    return Bullets()


def _lists(body: Sequence[Block]) -> list[tuple[int, int]]:
    """The ranges of consecutive list items."""
    edges = [at for at in range(len(body) + 1) if _in_list(body, at) != _in_list(body, at - 1)]
    return [(start, end) for start, end in pairwise(edges) if _in_list(body, start)]


def _in_list(body: Sequence[Block], at: int) -> bool:
    return 0 <= at < len(body) and body[at].tag == "li"


def _facts(bullets: Sequence[Block]) -> dict[str, str]:
    facts = {LABELLED[name]: value for name, value in labelled(bullets).items() if name in LABELLED}
    for bullet in bullets:
        line = bullet.line
        for form, name in FORMS:
            said = form.match(line) if len(line) <= LONGEST else None
            if said:
                facts.setdefault(name, said.groupdict().get("value") or line)
                break
    return facts
