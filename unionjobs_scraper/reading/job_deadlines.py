"""The day until which one may apply, in sentences that name applying in other words than "deadline"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from unionjobs_scraper.normalize.dates import parse_date
from unionjobs_scraper.reading.place_sentences import SENTENCE

ABOUT_APPLYING = re.compile(
    r"""\bappl(?:y|ying|ications?|icants?)\b|\br[ée]sum[ée]s?\b|\bC\.?V\.?s?\b|\b(?:cover\s+)?letters?\b|\bexpressions?\s+of\s+interest\b
    |\b(?:completed\s+)?forms?\b|\bsubmi\w+\b|\bcandidatures?\b|\bpostul\w+\b|\bcurriculums?\b|\bbewerb\w+\b|\bsolicit\w+\b
    |\bcurrículum\b|\bpostúl\w+\b""",
    re.IGNORECASE | re.VERBOSE,
)
UNTIL = re.compile(
    r"""\b(?:by|until|till|before|(?:no|not)\s+later\s+than|on\s+or\s+before|due(?:\s+(?:on|by))?|close[sd]?(?:\s+(?:on|at))?|au\s+plus\s+tard
    |avant|jusqu['’]au|d['’]ici|bis(?:\s+(?:zum|spätestens))?|spätestens|antes\s+del?|hasta(?:\s+el)?|a\s+más\s+tardar)\b""",
    re.IGNORECASE | re.VERBOSE,
)
LABEL = re.compile(
    r"""\b(?:bewerbungs(?:frist|schluss|ende)|einsendeschluss|final\s+filing\s+date|filing\s+deadline|date\s+de\s+clôture|fin\s+du\s+concours
    |cierre\s+de\s+la\s+convocatoria|plazo(?:\s+de\s+\w+)?)\s*:?""",
    re.IGNORECASE | re.VERBOSE,
)
OTHER_DAY = re.compile(
    r"\b(?:start|begin|commenc|interview|notif|review|hired?\b|contacted|employed|available|graduat|born|débute|entrée\s+en)\w*",
    re.IGNORECASE,
)
"""Words of a sentence whose day is another one: when work begins, when somebody is told."""
ROW = re.compile(
    r"(?:^|[\s–—|;,(·•-])(?:appl(?:y|ications?)\s+(?:by|due|close)|clos(?:es|ing|e)(?:\s+date)?|deadline|due|open\s+(?:until|till|through))"
    r"(?:\s+(?:on|by|at))?\s*:?\s+",
    re.IGNORECASE,
)
"""`Organizer – Reno, NV – closes December 15`: a row of a list says no more."""
LONGEST_ROW = 120
REACH = 60
"""Characters between the word and its day: an hour and a weekday stand there."""
LONGEST = 400


def deadline_said(lines: Iterable[str]) -> str:
    """The words of the first sentence that say until when one may apply, from "by" on; empty where none does."""
    for line in lines:
        row = ROW.search(line) if len(line) < LONGEST_ROW and not OTHER_DAY.search(line) else None
        if row and parse_date(words := line[row.end() : row.end() + REACH]):
            return words
        for sentence in SENTENCE.split(line[: LONGEST * 8]):
            if found := _in_sentence(sentence[:LONGEST]):
                return found
    return ""


def _in_sentence(sentence: str) -> str:
    labelled = LABEL.search(sentence)
    starts = [labelled.end()] if labelled else []
    if not starts and ABOUT_APPLYING.search(sentence) and not OTHER_DAY.search(sentence):
        starts = [found.end() for found in UNTIL.finditer(sentence)]
    for start in starts:
        words = sentence[start : start + REACH].strip(" :")
        if parse_date(words):
            return words
    return ""
