"""The words by which a list says that it has no postings: none at all, for everybody and everywhere."""

from __future__ import annotations

import re

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.reading.page import blocks

NONE_OPEN = re.compile(
    r"""(?:\b(?:no|zero|(?<![\d.,])0|not\s+(?:currently\s+)?have\s+any|not\s+any)|n['’]t\s+(?:currently\s+)?have\s+any|aren['’]t\s+(?:currently\s+)?any)\s+
        (?:(?:current(?:ly)?|available|active|open|vacant|staff(?:ing)?|job|employment|career|union|posted)\s+){0,3}
        (?:jobs?|positions?|openings?|vacanc(?:y|ies)|postings?|opportunit(?:y|ies)|listings?|requisitions?
          |results?|careers?|posts?|roles?)\b
      | \b(?:(?:are|is|['’]re)\s+not|(?:are|is)n['’]t)\s+(?:(?:currently|presently|actively)\s+)?
          (?:hiring|recruiting)\b(?!\s+(?!at\b|right\b|now\b|currently\b|for\b|any\b|staff\b|new\s+staff\b|today\b))
      | \ball\s+(?:of\s+)?(?:(?:our|the)\s+)?(?:staff\s+)?positions\s+(?:are|have\s+been)
          \s+(?:(?:currently|presently|now)\s+)?filled(?=\W*$|\s+at\s+(?:this|the)\b|\s+right\s+now\b)
      | \b(?:aucune?|pas\s+(?:de|d['’]))\s*(?:postes?|offres?|emplois?|concours|affichages?|ouvertures?)\b
      | \b(?:no\s+hay|no\s+tenemos)\s+(?:(?:actualmente|ning\w+)\s+)?
          (?:vacantes?|puestos?|ofertas?|plazas?|empleos?|convocatorias?)\b
      | \bno\s+contamos\s+con\s+(?:vacantes|puestos|ofertas|plazas)\b | \bno\s+estamos\s+contratando\b
      | \bne\s+recrut(?:ons|e)\s+pas\s+(?:en\s+ce\s+moment|actuellement|présentement
          |pour\s+(?:le\s+moment|l['’]instant))
      | \bkeine\s+(?:(?:offenen|freien|aktuellen|vakanten)\s+)?
          (?:stellen(?:angebote|ausschreibungen)?|positionen|vakanzen|jobs)\b""",
    re.IGNORECASE | re.VERBOSE,
)
CASE = re.compile(
    r"\b(?:no\s+longer|if|when|whenever|unless|once|s['’]il|si|lorsqu\w*|quand|cuando|wenn|falls)\b",
    re.IGNORECASE,
)
"""Words before which a sentence speaks of the case that there might be none."""
OTHER_PREDICATE = re.compile(
    r"\s+(?:(?:are|is|were|was)\s+(?!(?:currently|presently|now|yet|available|open|opened|posted|listed|vacant|found|being"
    r"|advertised|offered|to\s+be|at|up|active|on)\b)"
    r"|(?:required|needed|requires?|needs?|pays?|goes|go|will|can|may|must|should)\b"
    r"|n['’](?:est|a|ont)\s+(?!(?:actuellement|présentement|pas|plus|affiché|disponible|ouvert|offert|publié|vacant|proposé|à)))",
    re.IGNORECASE,
)
"""Behind "no job", a statement about jobs: "no job is too small"."""
NARROWER = re.compile(
    r"""\b(?:students?|volunteers?|interns?|internships?|trainees?|apprentices?|retirees?|youth|temporary|seasonal|summer
      |part-time|full-time|remote|internal|external|unpaid|executive|senior|entry-level|faculty|teaching
      |regional|offices?|locations?|branch(?:es)?|regions?|campus(?:es)?|affiliates?|chapters?|districts?|departments?|divisions?
      |teams?|categor(?:y|ies)|areas?|elsewhere|other|another|additional|further
      |stagiaires?|étudiante?s?|bénévoles?|régiona\w+|bureaux?|estudiantes?|voluntari[oa]s?|oficinas?|pasant(?:es?|ías?)|été|saisonni\w+|temporaires?|temps\s+partiel
      |verano|temporal(?:es)?|tiempo\s+parcial|medio\s+tiempo|prácticas|becari[oa]s?|alerts?|since)\b
    |\b(?:under|without|sans|sin|(?:on|sur|en)\s+(?:an?|une?))\b|\bwith\s+(?!us\b|(?:our|the)\s+(?:union|local|organi[sz]ation|association|federation)\b)
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
            if len(line) <= LONGEST and _is_for_all(line) and not SECTION.search(above):
                return line
    return ""


def _is_for_all(line: str) -> bool:
    """Whether a line says that there is nothing at all; what follows a comma or "but" is another matter."""
    found = [each for each in map(NONE_OPEN.search, re.split(r"(?<=[.!?;])\s+", line)) if each]
    said = (re.split(OTHER_MATTER, each.string[each.start() :])[0] for each in found)
    return bool(found) and not any(map(_is_another_matter, found)) and not any(NARROWER.search(each) for each in said)


def _is_another_matter(found: re.Match[str]) -> bool:
    """Whether words are governed by a condition, or say something else of jobs than that there are none."""
    case = CASE.search(found.string, 0, found.end())
    return bool(case or OTHER_PREDICATE.match(found.string, found.end()))
