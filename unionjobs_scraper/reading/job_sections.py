"""What a heading says about the records below it: that they are jobs, or that they are something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

JOBS = re.compile(
    r"""\b(?:jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|employment|postings?|hiring|recruit\w*
    |work\s+(?:with|for|at)|join\s+(?:us|our|the)|apply|internships?|fellowships?|roles?|open\s+competitions?
    |(?:offres?|possibilités)\s+d['’]emplois?|emplois?|postes?|carrières?|recrutement|recrute|concours
    |stellen\w*|karriere|jobangebot\w*|ausschreibung\w*|empleos?|vacantes?|ofertas?|puestos?|convocatorias?|trabaj\w+)\b""",
    re.IGNORECASE | re.VERBOSE,
)
NEVER = re.compile(
    r"""\b(?:past|closed|filled|previous(?:ly)?|former|archived?|expired|sample|examples?|alumni|awarded|comblés?|pourvus?|besetzt
    |volunteers?|volunteering|board|committees?|council|steering|elections?|elected|nominations?|delegates?|members?(?:hip)?
    |bénévoles?|élections?|voluntari\w+|ehrenamt\w*
    |stor(?:y|ies)|testimonials?|news|blog|press|events?|meet|benefits?|perks|process|faqs?|questions?|interview\w*
    |avantages|actualités|témoignages|beneficios|noticias|vorteile|equal\s+opportunity|equal\s+employment|accessibility
    |similar\s+(?:jobs?|positions?)|job\s+(?:alerts?|search|descriptions?|seekers?)|career\s+(?:paths?|fairs?|development|advice))\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that make something else of the list below, whatever is beside them."""
OTHERS = re.compile(
    r"""\b(?:staff|team|people|leadership|officers?|executives?|values?|culture|about|history|contacts?|resources?|documents?
    |publications?|forms?|partners?|donate|related|why|what|who|how|mission|offices?|locations?|directory|personnel|équipe
    |direction|nous|equipo|quiénes|wir|unser\w*|services?|training|programs?|links?|follow|share|responsibilit\w+|duties
    |qualifications?|requirements?|skills|experience|education|summary|overview|description|compensation|salary)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def kind_of(heading: str) -> str:
    """What a heading announces: "jobs", "others" (something else), "never" (surely no list of open jobs), or empty."""
    if NEVER.search(heading):
        return "never"
    if JOBS.search(heading):
        return "jobs"
    return "others" if OTHERS.search(heading) else ""


def telling(headings: Sequence[str]) -> str:
    """The nearest heading that says what is below it; empty where none does."""
    return next((text for text in reversed(headings) if kind_of(text)), "")
