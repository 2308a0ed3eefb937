"""Lines that name a job, on pages where nothing else says which line does."""

from __future__ import annotations

import re

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.normalize.titles import JOB_NOUNS

NOUNS = f"{JOB_NOUNS} trainee chief head counselor educator apprentice fellows adviser servicing steward"
NOUN = re.compile(rf"\b(?:{'|'.join(dict.fromkeys(NOUNS.split()))})s?\b", re.IGNORECASE)
INNER = re.compile(
    r"""^\W*(?:about|dut(?:y|ies)|responsibilit\w+|qualifications?|requirements?|how\s+to|to\s+apply|apply|click
      |(?:job|position|role|vacancy|post)\s+(?:description|summary|duties|overview|purpose|announcement|posting
        |opportunit\w+|openings?|vacancies)
      |salary|compensation|pay|benefits|reports?\s+to|reporting|supervis\w+|working|essential|key|primary|minimum
      |the|an?|our|we|you|your|who|why|what|this|these|current|open|all|please|join|meet|contact|send|submit|work
      |are|is|if|for|as|in\s+this|under|equal|download|view|read|see|back|staff\s+directory)\b
    | \b(?:duties|responsibilities|qualifications|description|overview|summary|requirements|contract|agreement
        |committee|directory|meetings?|handbook|guide|news|jobs|openings|vacancies|opportunities|positions)\W*$
    | \b(?:will|is|are|was|has|have|must|should|seeks|seeking|hires|announces)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Headings inside a posting, and sentences."""
LEAD = re.compile(
    r"^\W*(?:(?:job|position|vacancy|career)\s+(?:opening|posting|announcement|opportunity|vacancy)|now\s+hiring|hiring"
    r"|vacancy(?:\s+(?:notice|announcement))?|we(?:'|’)?(?:\s+a)?re\s+hiring(?:\s+an?)?)\s*[:–—-]\s*",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"\s*\((?!(?:19|20)\d\d\))\d{3,6}\)\s*$")
"""`Officer (1309)`: the number of the posting."""
FURNITURE = re.compile(
    r"\s*[\[(](?:pdf|docx?|word|rtf|printable|print)\b[^\])]*[\])]|\s*\b\d+(?:\.\d+)?\s?[km]b\b", re.IGNORECASE
)
LONGEST = 120
MOST_WORDS = 16


def names_a_job(line: str) -> bool:
    """Whether a line reads as a job's title: short, with the noun of a job, and no sentence or inner heading."""
    said = bare_title(line)
    if not said or len(said) > LONGEST or len(said.split()) > MOST_WORDS or said[-1] in ".:;!?,":
        return False
    return bool(said[0].isupper() and NOUN.search(said) and not INNER.search(said))


def bare_title(line: str, employer: str = "") -> str:
    """A title without "Job opening:" before it, "(PDF)" behind it, and the employer's own name at its head."""
    title = NUMBERED.sub("", FURNITURE.sub("", LEAD.sub("", clean_line(line)))).strip(" ,-–—:|")
    for name in filter(None, (employer, employer.partition(" (")[0])):
        rest = title[len(name) :]
        if title.casefold().startswith(name.casefold()) and rest[:1] in " :-–—|" and NOUN.search(rest):
            return rest.strip(" -–—:|")
    return title


def slug(text: str) -> str:
    """A title as an identity: its letters and digits, lower case, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", "")))
