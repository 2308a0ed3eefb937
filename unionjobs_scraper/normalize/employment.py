"""How a job is held (full time, temporary ...), in schema.org's words for employmentType."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unionjobs_scraper.normalize.employment_senses import (
    CONTRACTOR,
    COUNT,
    FEW_HOURS,
    FULL_TIME,
    HOURS,
    INTERN,
    PART_TIME,
    SENSES,
    TEMPORARY,
)
from unionjobs_scraper.normalize.matching import stated, words
from unionjobs_scraper.normalize.workplace import workplace

__all__ = ["employment_type", "workplace"]

_LASTING = words(r"\bpermanent\b | \bregular\b")

_TERM = rf"\b{COUNT}[- ](?:month|year)s?\b"
_LIMITED = r"(?:position|contract|term|fixed|assignment|appointment|temporary|cover|secondment|duration|limited)"
_TERM_IN_BRACKETS = rf"""
    \((?=[^()]*\b{_LIMITED}\b)(?:[^()]*\s)?{_TERM}
      (?!\W+(?:of\ )?(?:\w+\ )?(?:experience|exp|required|minimum)\b)[^()]*\)
  | \((?:an?\ )?{COUNT}(?:\ months?|-months?|-year)\)
"""
"""A time in brackets is the job's own where it says so, or where nothing is beside it: no years of experience."""
_TEMPORARY = r"""
    \btemp(?:orary)?\b(?!\ (?:agenc|workers?\b|help\b))
  | \b(?:limited|short|fixed)[- ](?:duration|term)\b | \bterm[- ]limited\b | \binterim\b
  | \bseasonal\b | \bfellow(?:ship)?s?\b | \bterm\ (?:position|appointment)\b
  | \bsecondment\b | \bmaternity\ cover\b | \btemporaire\b | \bsaisonni(?:er|ère)\b | \bremplacement\b
  | \bdurée\ déterminée\b | \bCDD\b | \btemporal\b
"""

_INTERN = r"""
    \bintern(?:s|ship|ships)?\b | \bstagiaires?\b | \bpasant(?:es?|ías?)\b | \bestagi[áa]ri[oa]s?\b | \bstagiairs?\b
  | \bpraktikant(?:in|en|innen)?\b | \bpraktikum\b | \btirocinante\b
"""
_PART = r"\bpart[- ]?time\b | \btemps\ partiel\b | \bmedi[ao]\ (?:tiempo|jornada)\b | \btiempo\ parcial\b"
_PART += r"| \bjob[- ]share\b | \bteilzeit\b | \b(?:jornada|temps)\ parcial\b"
_FULL = r"\bfull[- ]?time\b | \btemps\ (?:plein|complet)\b | \b(?:tiempo|jornada)\ complet[oa]\b | \bvollzeit\b"

# In each table the rarer word wins: temporary jobs are often full time, internships temporary.
_LABEL = (
    (words(_INTERN), INTERN),
    (words(r"\bcontract(?:or|ors|ed)?\b(?!\ (?:staff|union|negot)) | \bfreelance\b | \b1099\b"), CONTRACTOR),
    (
        words(
            rf"{_TEMPORARY} | \bcasual\b | \bper[- ]diem\b | \bsummer\b"
            rf"| ^\W*term\b | \bterm\ (?:up\ to|until)\b | {_TERM}"
        ),
        TEMPORARY,
    ),
    (
        words(rf"^(?:(?!\bfull[- ]?time).)*(?:\b(?:pt|half[- ]time)\b | {_PART} | {FEW_HOURS})"),
        PART_TIME,
    ),  # named first
    (words(rf"{_FULL} | \bfull[- ]?time | \bft\b | \b1\.0\ fte\b"), FULL_TIME),
)
_TITLE = (
    (words(_INTERN), INTERN),
    (
        words(r"""
            \bindependent\ contractor\b | \bcontract\ (?:position|role|job|employee)\b
          | (?:[–—(,]|\s-)\s*contract(?:or)?\s*\)?\s*$
        """),
        CONTRACTOR,
    ),
    (
        words(rf"""
            {_TEMPORARY} | \bsummer\b | {_TERM_IN_BRACKETS}
          | \b(?:leave|maternity|parental)\ (?:replacement|cover(?:age)?|backfill)\b
        """),
        TEMPORARY,
    ),
    (words(rf"^(?:(?!\bfull[- ]?time).)*(?:{_PART} | {FEW_HOURS})"), PART_TIME),
    (words(rf"(?:{_FULL})(?!\ (?:union\ )?release)"), FULL_TIME),
)
_TITLE_SIGNS = (
    *("intern", "contract", "temp", "limited", "duration", "term", "interim", "season", "fellow", "summer", "month"),
    *(
        "year",
        "leave",
        "maternity",
        "parental",
        "time",
        "secondment",
        "stagiaire",
        "pasant",
        "estagi",
        "praktik",
        "tirocin",
        "saison",
        "remplac",
        "dur",
    ),
    *("cdd", "temps", "tiempo", "jornada", "share", "hours", "hrs"),
)


def employment_type(label: str = "", title: str = "", text: str = "") -> str:
    """Returns FULL_TIME, PART_TIME, TEMPORARY, CONTRACTOR or INTERN; empty when nothing says.

    A platform's `label` outranks the `title` (with its department line), and that the body `text`,
    of which only statements about this job count. But a word for a limited job anywhere beats the
    hours, unless the label says regular or permanent. Never raises.
    """
    spelled = _spelled(label) if label else ""
    by_label = _first(_LABEL, spelled)
    if by_label and (by_label not in HOURS or _LASTING.search(spelled)):
        return by_label
    lowered = title.lower()
    by_title = _first(_TITLE, title) if any(map(lowered.__contains__, _TITLE_SIGNS)) else ""
    if by_title and by_title not in HOURS:
        return by_title
    by_text = _in_text(text)
    if by_text and by_text not in HOURS:
        return by_text
    return by_label or by_title or by_text


def _first(rules: Sequence[tuple[re.Pattern[str], str]], said: str) -> str:
    return next((value for pattern, value in rules if pattern.search(said)), "") if said else ""


def _spelled(label: str) -> str:
    """Spell out a platform's code: "fullTime", "SALARIED_FT", "fulltime_permanent"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label).replace("_", " ")


def _in_text(text: str) -> str:
    return next(stated(text, SENSES), "")
