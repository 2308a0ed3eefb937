"""The requisition number that a text states, and the address to apply at."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

from unionjobs_scraper.normalize.tracking import without_tracking

_GUEST = re.compile(r"(?:source|src|ref|referrer|codes|iis|iisn|trk|fbclid|gclid|lever-(?:source|via)).*", re.I)
"""Parameters of addresses to apply at that name the visitor, by how they begin: an opening is named by others."""
_SHORTENED = frozenset({"bit.ly", "tinyurl.com", "ow.ly", "t.co", "goo.gl"})
_OF_ALL = frozenset(
    """a and apply at available be career careers come current employment for how in is job jobs join now of open
    opening openings opportunities opportunity our page part position positions section staff team the to union us
    vacancies we why with work working you your""".split()
)
"""Words of the slugs that every opening shares: `/work-with-us`, `/join-our-team`."""
_STATED = re.compile(
    r"""\b(?:(?:requisition|req|competition|vacancy|concours|concurso)(?:\s+(?:id|number|no|code|ref(?:erence)?))?[\s\#:.]*
        |(?:posting|position|job|reference|ref)\s*(?:id|number|no|code|ref(?:erence)?|\#)[\s\#:.]*)
        ([A-Z]{0,5}[-_]?\d[\w-]{1,14})""",
    re.IGNORECASE | re.VERBOSE,
)


def stated_requisition(text: str) -> str:
    """The requisition number that a text states: `Requisition #2026-114`; empty without one."""
    text = text[:LONGEST]
    if not _may_state(text):
        return ""
    for number in _DIGITS.finditer(text):  # few words have digits: their surroundings are all that is searched
        found = _STATED.search(text, max(0, number.start() - BEFORE), number.end() + 20)
        if found:
            return re.sub(r"[\W_]", "", found[1]).casefold()
    return ""


def _may_state(text: str) -> bool:
    """Whether a digit follows one of the labels closely: much faster to tell, and of most ads not true."""
    plain = text.casefold()
    near = 1 + (BEFORE if text.isascii() else 3 * BEFORE)  # casefolded, a letter may be three
    for label in _LABELS:
        at = plain.find(label)
        while at >= 0:
            if _DIGITS.search(plain, at, at + near):
                return True
            at = plain.find(label, at + 1)
    return False


_LABELS = ("req", "compet", "vacancy", "conc", "pos", "job", "ref")
"""What the labels of `_STATED` begin with, casefolded."""
_DIGITS = re.compile(r"\d+")
LONGEST = 20_000
"""Characters that are searched: a requisition is named near the top or at the end of an ad."""
BEFORE = 60
"""Characters before a number in which its label is looked for."""


@lru_cache(maxsize=512)
def apply_address(url: str) -> str:
    """A web address without scheme, `www.`, fragment and what tells where a visitor came from; empty for others."""
    if not url.startswith("http"):
        return ""
    try:
        parts = urlsplit(without_tracking(url, _GUEST))
        host = (parts.hostname or "").removeprefix("www.")
        query = sorted(parse_qsl(parts.query))
    except ValueError:
        return ""
    asked = "&".join(f"{name}={value}" for name, value in query)
    return f"{host}{parts.path.rstrip('/')}?{asked}".rstrip("?").casefold()


def names_one_opening(address: str) -> bool:
    """Whether an apply address is of one opening, not of all: it ends in a number, a long code or a slug of words."""
    path = address.partition("/")[2]
    if address.partition("/")[0] in _SHORTENED:
        return bool(path)
    slug = re.split(r"[/?&=]", path)[-1].split("-")
    return bool(re.search(r"\d{3,}|[0-9a-f]{8}-", path)) or (len(slug) > 2 and not _OF_ALL.issuperset(slug))
