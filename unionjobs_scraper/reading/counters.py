"""Lines of a page that say another thing at each reading: counters of views, ages in days, clocks."""

from __future__ import annotations

import re

LONGEST = 60
"""Characters of such a line; more is a sentence."""
_COUNT = r"\d[\d.,\s]{0,9}"
_MANY = r"(?:\d+\+?|an?|one|une?|un[ao]?|ein(?:em|er)?)"
_ABOUT = r"(?:(?:about|over|environ|plus\s+de|más\s+de|unos|etwa)\s+)?"
_UNIT = r"""(?:(?:second|minute|min|hour|day|week|month|year)s?|secondes?|minutes?|heures?|jours?|semaines?|mois
    |an(?:née)?s?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|stunden?|tag(?:en)?|wochen?|monat(?:en)?)"""
_COUNTED = r"""(?:(?:page\s+|job\s+)?(?:views?|visits|visitors|hits|clicks|shares)|applicants|times\s+viewed|vues
    |visites|visiteurs|consultations|vistas|visitas|visualizaciones|aufrufe)"""
_DONE = r"""(?:(?:(?:date|last|job|re)\s*)?(?:posted|published|updated|added|listed|active|viewed|seen
    |modified)(?:\s+on)?|(?:publiée?|affichée?|ajoutée?|mise?\s+(?:en\s+ligne|à\s+jour))(?:\s+le)?|publicad[oa]|actualizad[oa]|veröffentlicht)"""
_THIS = r"(?:\s+(?:this|the)\s+(?:job|page|posting|position|ad))?"
_FORMS = (
    rf"(?:(?:total|number\s+of|nombre\s+de|número\s+de)\s+)?(?:{_COUNTED}|applications)\s*[:–—-]?\s*{_COUNT}",
    rf"{_COUNT}{_COUNTED}",
    (
        rf"{_COUNT}(?:people\s+(?:(?:have\s+)?(?:viewed|applied|saved)|are\s+(?:viewing|looking\s+at))|applications\s+so\s+far)"
        rf"{_THIS}"
    ),
    rf"(?:be\s+among\s+the\s+first|over|more\s+than|fewer\s+than)\s+{_COUNT}applicants",
    (
        r"(?:this\s+(?:job|page|posting|ad)\s+(?:has\s+been|was)\s+)?(?:viewed|seen|read|visited)\s*:?"
        rf"\s+{_COUNT}times(?:\s+today)?"
    ),
    rf"(?:vue?|consultée?|affichée?)\s*:?\s+{_COUNT}fois|(?:vist[oa]|leíd[oa])\s*:?\s+{_COUNT}veces",
    rf"(?:{_DONE}\s*:?\s*)?(?:{_ABOUT}{_MANY}\s+{_UNIT}\s+ago|(?:il\s+y\s+a|hace|vor)\s+{_ABOUT}{_MANY}\s+{_UNIT})",
    rf"{_DONE}\s*:?\s*(?:today|yesterday|just\s+now|aujourd['’]hui|hier|hoy|ayer|heute|gestern)|new\s+today",
    rf"(?:clos(?:es|ing)|expir(?:es|ing|e)|ends|ending|se\s+termine|cierra|vence)\s+(?:in|dans|en)\s+\d+\s+{_UNIT}",
    rf"\d+\s+{_UNIT}\s+(?:left|remaining|restants?|restantes)(?:\s+to\s+apply)?|quedan?\s+\d+\s+{_UNIT}",
    (
        r"(?:job\s+age|days\s+(?:open|left|remaining|until\s+closing|since\s+posted)|time\s+(?:left|remaining))\s*:?"
        r"\s*\d[\ddhms\s]{0,12}(?:days?|hours?)?"
    ),
    r"(?=.*\d)(?:today\s+is|today['’]s\s+date\s*:?|current\s+(?:date|time)\s*:?)\s*\w[\w\s,:./]{3,40}",
)
_PASSING = re.compile("|".join(f"(?:{form})" for form in _FORMS).join((r"(?:", r")\W*")), re.IGNORECASE | re.VERBOSE)


def is_passing(line: str) -> bool:
    """Whether the whole line is a counter, an age or a clock."""
    return len(line) <= LONGEST and bool(_PASSING.fullmatch(line))
