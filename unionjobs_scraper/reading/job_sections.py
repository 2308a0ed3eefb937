"""What a heading says about the records below it: that they are jobs, or that they are something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN

JOBS = re.compile(
    r"""\b(?:jobs?|careers?|vacanc(?:y|ies)|positions?|openings?|opportunit(?:y|ies)|employment|postings?|hiring|recruit\w*
    |work\s+(?:with|for|at|here)|join\s+(?:us|our|the)|apply|internships?|fellowships?|roles?|open\s+competitions?
    |(?:offres?|possibilités)\s+d['’]emplois?|emplois?|postes?|carrières?|travaille[rz]|(?:re)?joignez|rejoign(?:ez|ons)|rejoindre|recrut\w+|recherchons|embauche\w*|concours
    |stellen\w*|wir\s+(?:suchen|stellen\s+ein)|mitarbeiten|karriere|jobangebot\w*|ausschreibung\w*|empleos?|vacantes?|ofertas?|puestos?|convocatorias?|trabaj\w+|buscamos|contratando|[uú]nete)\b""",
    re.IGNORECASE | re.VERBOSE,
)
NEVER = re.compile(
    r"""\b(?:past|closed|filled|previous(?:ly)?|former|archived?|expired|sample|examples?|alumni|awarded|comblés?|pourvus?|besetzt
    |volunteers?|volunteering|elections?|elected|nominations?|scholarships?|awards?|bourses?|becas?|stipendi\w+
    |bénévoles?|élections?|voluntari\w+|ehrenamt\w*
    |stor(?:y|ies)|testimonials?|news|blog|press|events?|conventions?|congress|congrès|calendar|agenda|courses?|workshops?|meet|benefits?|perks|process|faqs?
    |questions?|interview\w*|avantages|actualités|témoignages|beneficios|noticias|vorteile|equal\s+opportunity
    |equal\s+employment|accessibility|similar\s+(?:jobs?|positions?)|job\s+(?:alerts?|search|seekers?)
    |job\s?lines?|job\s+calls?|calls?\s+(?:today|book)|open\s+calls|dispatch(?:es)?|out[\s-]of[\s-]work|referrals?(?:\s+(?:list|hall))?
    |hiring\s+hall|book\s+(?:[12]|i{1,2}|one|two)|manpower
    |career\s+(?:paths?|fairs?|development|advice)|careers?\s+in\s+(?:the\s+|a\s+)?(?:\w+\s+){0,2}(?:trades?|construction|industry|field)
    |careers?\s+as\s+an?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words that make something else of the list below, whatever is beside them."""
BODIES = re.compile(
    r"\b(?:board|committees?|council|steering|delegates?|members?(?:hip)?|job\s+descriptions?)\b", re.IGNORECASE
)
"""Likewise, unless the words are those of the employer: `Careers with the Council`, `Job Board`."""
OF_THE_EMPLOYER = re.compile(
    r"""\bjobs?\s+board\b|\b(?:jobs?|careers?|employment|vacanc(?:y|ies)|openings?|opportunit(?:y|ies)|positions?|working|work|hiring)\s+
    (?:\w+\s+){0,2}(?:with|at)\b""",
    re.IGNORECASE | re.VERBOSE,
)
DEPARTMENTS = re.compile(
    r"""\W*(?:(?:member(?:ship)?|field|legal|support|shared|corporate|professional|technical)\s+)?
    (?:training|programs?|services?|leadership|executive|operations|people|personnel|direction|education|partnerships?|resources
    |experience|documents?|publications?|management|administration|formation|members?(?:hip)?)
    (?:\s+(?:and|&|et)\s+\w+)?(?:\s+(?:team|department|division|services|resources))?\W*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What names a department where jobs are announced above it, and something else where they are not."""
OTHERS = re.compile(
    r"""\b(?:staff|team|people|leadership|officers?|executives?|values?|culture|about|history|contacts?|resources?|documents?
    |publications?|forms?|partners?|donate|related|why|what|who|how|mission|offices?|locations?|directory|personnel|équipe
    |direction|nous|equipo|quiénes|wir|unser\w*|services?|training|programs?|links?|follow|share|responsibilit\w+|duties
    |qualifications?|requirements?|skills|experience|education|summary|overview|description|compensation|salary)\b""",
    re.IGNORECASE | re.VERBOSE,
)


PEOPLE = re.compile(r"\W*(?:our|your|the|past|current|former|meet\s+(?:our|the))\s+(?:[\w-]+\s+){0,2}", re.IGNORECASE)


def _of_people(heading: str) -> bool:
    """Whether a heading is about the people in a job: `Our fellows`, `The staff attorneys`."""
    lead = PEOPLE.match(heading)
    nouns = list(JOB_NOUN.finditer(heading))
    return bool(lead and nouns and heading[nouns[-1].end() - 1] == "s" and not heading[nouns[-1].end() :].strip(" .!"))


def kind_of(heading: str) -> str:
    """What a heading announces: "jobs", "others" (something else), "never" (surely no list of open jobs), or empty."""
    if _of_people(heading) and not JOBS.search(heading):
        return "never"
    if NEVER.search(heading) or (BODIES.search(heading) and not OF_THE_EMPLOYER.search(heading)):
        return "never"
    if JOBS.search(heading):
        return "jobs"
    return "others" if OTHERS.search(heading) else ""


def telling(headings: Sequence[str], employer: str = "") -> str:
    """The nearest heading that says what is below it; empty where none does.

    A department's name says nothing where jobs are announced above it, nor does the `employer`'s own name anywhere.
    """
    said = [each for each in (without(text, employer) for text in headings) if kind_of(each)]
    while len(said) > 1 and DEPARTMENTS.fullmatch(said[-1]) and kind_of(said[-2]) == "jobs":
        said.pop()
    return said[-1] if said else ""


def without(heading: str, employer: str) -> str:
    """A heading without the employer's own name."""
    for name in filter(None, (employer, employer.partition(" (")[0])):
        at = heading.casefold().find(name.casefold())
        if at >= 0:
            return f"{heading[:at]} {heading[at + len(name) :]}"
    return heading
