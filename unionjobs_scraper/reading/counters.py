"""Lines of a page that say another thing at each reading: counters of views, ages in days, clocks."""

from __future__ import annotations

import re

LONGEST = 60
"""Characters of such a line; more is a sentence."""
_COUNT = r"\d[\d.,\s]{0,9}(?:[km]\b\s*)?"
_MANY = r"(?:\d+\+?|an?|one|une?|un[ao]?|ein(?:em|er)?)"
_ABOUT = r"(?:(?:about|over|environ|plus\s+de|más\s+de|unos|etwa)\s+)?"
_UNIT = r"""(?:(?:second|minute|min|hour|day|week|month|year)s?|secondes?|minutes?|heures?|jours?|semaines?|mois
    |an(?:née)?s?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?|años?|stunden?|tag(?:en)?|wochen?|monat(?:en)?)"""
_COUNTED = r"""(?:(?:page\s+|job\s+)?(?:views?|visits|visitors|hits|clicks|shares)|applicants|likes|comments|downloads
    |times\s+viewed|vues|clics|visites|visiteurs|consultations|vistas|visitas|visualizaciones|aufrufe)"""
_DONE = r"""(?:(?:(?:date|last|job|re)\s*)?(?:posted|published|updated|added|listed|active|viewed|seen
    |modified)(?:\s+on)?|(?:publiée?|affichée?|ajoutée?|mise?\s+(?:en\s+ligne|à\s+jour))(?:\s+le)?|publicad[oa]|actualizad[oa]|veröffentlicht)"""
_THIS = r"(?:\s+(?:this|the)\s+(?:job|page|posting|position|ad))?"
_FORMS = (
    rf"(?:(?:total|number\s+of|nombre\s+de|número\s+de)\s+)?(?:{_COUNTED}|applications)\s*[:–—-]?\s*{_COUNT}",
    rf"{_COUNT}{_COUNTED}",
    rf"(?:{_COUNTED}\s+(?:today|this\s+(?:week|month))|candidatures?)\s*[:–—-]?\s*{_COUNT}",
    rf"(?:share|like|tweet|save|comment)s?\s*(?:\(\s*{_COUNT}\)|[:·]\s*{_COUNT})",
    rf"you\s+are\s+(?:our\s+)?(?:the\s+)?visitor\s+(?:number|no\.?|\#)?\s*{_COUNT}",
    rf"(?:page\s+)?(?:generated|rendered|loaded)\s+in\s+{_COUNT}(?:m?s|(?:milli)?seconds?)",
    r"session\s*(?:id|number|no\.?|token)?\s*[:\#]\s*[\da-f-]{6,40}",
    r"(?=.*\d)(?:page\s+)?(?:printed|retrieved)\s+(?:on|at)\s*:?\s*[\w\s,:./]{4,40}",
    (
        rf"{_COUNT}(?:people\s+(?:(?:have\s+)?(?:viewed|applied|saved)|are\s+(?:viewing|looking\s+at))|applications\s+so\s+far)"
        rf"{_THIS}"
    ),
    rf"(?:be\s+(?:among|one\s+of)\s+the\s+first|be\s+the\s+first\s+of|over|more\s+than|fewer\s+than)\s+{_COUNT}applicants",
    (
        r"(?:this\s+(?:job|page|posting|ad)\s+(?:has\s+been|was)\s+)?(?:viewed|seen|read|visited|downloaded|shared)\s*:?"
        rf"\s+{_COUNT}times(?:\s+today)?"
    ),
    rf"(?:vue?|consultée?|affichée?)\s*:?\s+{_COUNT}fois|(?:vist[oa]|leíd[oa])\s*:?\s+{_COUNT}veces",
    rf"(?:{_DONE}\s*:?\s*)?(?:{_ABOUT}{_MANY}\s+{_UNIT}\s+ago|(?:il\s+y\s+a|hace|vor)\s+{_ABOUT}{_MANY}\s+{_UNIT})",
    rf"{_DONE}\s*:?\s*(?:today|yesterday|just\s+now|aujourd['’]hui|hier|hoy|ayer|heute|gestern)|new\s+today",
    (
        rf"(?:clos(?:es|ing)|expir(?:es|ing|e)|ends|ending|deadline|se\s+termine|cierra|vence)\s+(?:in|dans|en)\s+\d+\s*"
        rf"(?:{_UNIT}|d(?:\s+\d+\s*h)?)"
    ),
    r"(?:clos(?:es|ing)|expires|ends|deadline)\s*:?\s*(?:today|tomorrow)",
    (
        rf"(?:(?:apply|time|closes)(?:\s+(?:before|by|in))?\s*:\s*)?\d+\s+{_UNIT}\s+(?:left|remaining|restants?|restantes)"
        rf"(?:\s+to\s+apply)?|quedan?\s+\d+\s+{_UNIT}|il\s+reste\s+\d+\s+{_UNIT}"
    ),
    (
        r"(?:job\s+age|days\s+(?:open|left|remaining|until\s+closing|since\s+posted)|time\s+(?:left|remaining))\s*:?"
        r"\s*\d[\ddhms\s]{0,12}(?:days?|hours?)?"
    ),
    r"(?=.*\d)(?:today\s+is|today['’]s\s+date\s*:?|(?:current|local)\s+(?:date|time)\s*:?)\s*\w[\w\s,:./]{3,40}",
)
_PASSING = re.compile("|".join(f"(?:{form})" for form in _FORMS).join((r"(?:", r")\W*")), re.IGNORECASE | re.VERBOSE)

_DIGIT = re.compile("[0-9]")
_WITHOUT_DIGITS = "day ago il hace vor now hui hier hoy ayer heute gestern tomorrow".split()
"""Parts of words in small letters: a form that needs no digit ("posted today", "a day ago") has one of them."""


def is_passing(line: str) -> bool:
    """Whether the whole line is a counter, an age or a clock."""
    return len(line) <= LONGEST and _may_pass(line) and bool(_PASSING.fullmatch(line))


def _may_pass(line: str) -> bool:
    """Whether a form is worth trying: it is much faster to tell, and of most lines not true."""
    if not line.isascii() or _DIGIT.search(line):  # without case, a pattern takes letters beyond ASCII for others
        return True
    return any(map(line.lower().__contains__, _WITHOUT_DIGITS))
