"""The words by which a list says that it has no postings: none at all, for everybody and everywhere."""

from __future__ import annotations

import re

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.reading.page import blocks

NONE_OPEN = re.compile(
    r"""(?:\b(?:no|zero|(?<![\d.,])0|not\s+(?:currently\s+)?have\s+any|not\s+any)|n['’]t\s+(?:currently\s+)?have\s+any)\s+
        (?:(?:current(?:ly)?|available|active|open|vacant|staff(?:ing)?|job|employment|career|union|posted)\s+){0,3}
        (?:jobs?|positions?|openings?|vacanc(?:y|ies)|postings?|opportunit(?:y|ies)|listings?|requisitions?
          |results?|careers?)\b
      | \b(?:we\s+are|we['’]re)\s+not\s+(?:currently\s+|presently\s+)?hiring\b
      | \b(?:there\s+are|has|have)\s+no\s+\w+\s+(?:open|available|posted)\s+at\s+(?:this|the)\s+(?:time|moment)\b
      | \b(?:aucune?|pas\s+(?:de|d['’]))\s*(?:postes?|offres?|emplois?|concours|affichages?|ouvertures?)\b
      | \b(?:no\s+hay|no\s+tenemos)\s+(?:(?:actualmente|ning\w+)\s+)?
          (?:vacantes?|puestos?|ofertas?|plazas?|empleos?|convocatorias?)\b
      | \bkeine\s+(?:(?:offenen|freien|aktuellen|vakanten)\s+)?
          (?:stellen(?:angebote|ausschreibungen)?|positionen|vakanzen|jobs)\b""",
    re.IGNORECASE | re.VERBOSE,
)
ELSEWHERE = re.compile(
    r"\b(?:no\s+longer|if\s+(?:there|you|no)|when\s+(?:there|no)|no\s+(?:results?|jobs?)\s+(?:required|needed))\b",
    re.IGNORECASE,
)
"""Sentences that speak of the case that there might be none."""
NARROWER = re.compile(
    r"""\b(?:students?|volunteers?|interns?|internships?|trainees?|apprentices?|retirees?|youth|temporary|seasonal|summer
      |part-time|full-time|remote|internal|external|unpaid|executive|senior|entry-level|faculty|teaching
      |regional|offices?|locations?|branch(?:es)?|regions?|campus(?:es)?|affiliates?|chapters?|districts?|departments?|divisions?
      |teams?|categor(?:y|ies)|areas?|elsewhere|other|another|additional|further
      |stagiaires?|étudiante?s?|bénévoles?|régiona\w+|bureaux?|estudiantes?|voluntari[oa]s?|oficinas?|pasant(?:es?|ías?)|été|saisonni\w+|temporaires?|temps\s+partiel
      |verano|temporal(?:es)?|tiempo\s+parcial|medio\s+tiempo|prácticas|becari[oa]s?|alerts?|since)\b
    |\b(?:available|open|offered)\s+to\b|\bon\s+(?:our|the)\s+(?:board|council|committee|panel)\b
    |\b(?:for|except|besides|beyond|outside(?:\s+of)?|other\s+than|apart\s+from)\s+(?!(?:the\s+)?(?:time|moment|now|present|employment|hire)\b|this\s+time\b|applications?\b)
    |\bin\s+(?!(?:our|the)\s+(?:union|local|organi[sz]ation|association|federation|system|list)\b|this\s+(?:list|page|place)\b|progress\b)(?:[A-Z]|the\b|our\b|this\b|your\b)""",
    re.VERBOSE | re.IGNORECASE,
)
"""Words that speak of some jobs only: of an audience, a kind, a place."""
SECTION = re.compile(
    r"\b(?:students?|volunteer\w*|interns?|internships?|retirees?|regional|elsewhere)\b", re.IGNORECASE
)
"""A heading over words that hold for its own section only."""
OTHER_MATTER = re.compile(r",\s|\s[–—-]\s|\s(?:but|however|please|check|visit)\s")
LONGEST = 240
"""A longer paragraph is prose about something else."""


def none_open(response: TextResponse) -> str:
    """The sentence of a page that says that nothing is open; empty when none does."""
    page = Selector(text=response.text)
    above = ""
    for block in blocks(page, response.url):
        if block.is_heading and not NONE_OPEN.search(block.line):
            above = block.line
        for line in block.lines:
            if len(line) <= LONGEST and not ELSEWHERE.search(line) and _is_for_all(line) and not SECTION.search(above):
                return line
    return ""


def _is_for_all(line: str) -> bool:
    """Whether a line says that there is nothing at all; what follows a comma or "but" is another matter."""
    found = [each for each in map(NONE_OPEN.search, re.split(r"(?<=[.!?;])\s+", line)) if each]
    said = (re.split(OTHER_MATTER, each.string[each.start() :])[0] for each in found)
    return bool(found) and not any(NARROWER.search(each) for each in said)
