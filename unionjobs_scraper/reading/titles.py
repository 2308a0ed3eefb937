"""Lines that name a job, on pages where nothing else says which line does, and the employer that prose names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.text import clean_line

NO_TITLE = re.compile(
    r"""^\W*(?:about|duty|how\s+to|to\s+apply|apply|click|reports?\s+to|download|view|read|see|back|learn|find|meet|join
      |become|ask|send|submit|message|letter|thank|congratulations|welcome|former|elect|re-elect|from\s+the
      |(?:full\s+)?(?:job|position|role|vacancy|post)\s+(?:description|summary|duties|overview|purpose|announcement
        |posting|opportunit\w+|openings?|vacancies)
      |the|an?|our|we|you|your|my|who|why|what|when|where|this|these|current|open|all|please|are|is|if|for|as|in\s+this
      |formations?|ateliers?|cours\s+(?:de|pour)|colloques?|talleres|taller\s+de|cursos?|schulung\w*|seminare?
      |under|equal|à\s+propos|notre|nos|votre|vos|comment|pourquoi|nuestr[ao]s?|sobre|cómo|contactez|joignez)\b
    | \b(?:duties|responsibilities|responsabilités|responsabilidades|qualifications|requirements|exigences|requisitos
        |directory|how\s+to\s+apply|equal\s+opportunity|board\s+of\s+directors|executive\s+board|president['’]s
        |retires|retirement\s+of|wins?|elected|appointed|ratif\w+|of\s+the\s+(?:year|month|week)|reports?\s+to)\b
    | \b(?:description|overview|summary|(?<![-–—(,]\s)(?<![(,–—-])contract|agreement|committee|meetings?|handbook|guide
        |news|jobs|vacancies|opportunities)\W*$
    | (?<!\d)(?<!\d\s)(?<!\btwo\s)(?<!\bthree\s)(?<!\bmultiple\s)\b(?:positions|openings)\W*$
    | \b(?:will|is|are|was|has|have|must|should|seeks|seeking|hires|announces)\b
    | \bstewards?['’]?s?\s+(?:class\w*|conference|corner|council|education|forms?|info\w*|list|manual|materials|network
        |newsletter|page|resources|school|toolkit|tools|training|updates?)\b
    | ^\W*(?:executive|union|elected|local|shop|chief)?\s*(?:officers|staff|representatives|organizers|stewards)\W*$
    | ^\W*(?:nurses|writers|editors|producers|photographers|journalists|reporters|engineers|interpreters|translators
        |librarians|educators|attorneys|lawyers|technicians|technologists|operators|inspectors|designers|developers|scientists
        |researchers|counsell?ors|apprentices)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Lines that hold a job's noun and are no title: menus, news, sentences, the headings inside a posting."""
TOPIC = re.compile(
    r"^\W*(?:benefits|compensation|contact|essential|key|minimum|pay|primary|reporting|salary|supervis\w+|work(?:ing)?)\b",
    re.IGNORECASE,
)
"""Such a line is a title only where the noun goes with it: Benefits Specialist, not Benefits of Organizers."""
APART = re.compile(r"\b(?:an?|as|at|by|for|in|of|on|our|the|to|with|your)\b|[:–—|]", re.IGNORECASE)
AFTERWARDS = re.compile(
    r"\s+(?!(?:of|for|in)\b|[:(/–—-]).*\b(?:benefits|compensation|constitution|elections?|newsletter|nominations?"
    r"|overview|policy|privacy|scholarships?|shop\s+stewards?)\b",
    re.IGNORECASE,
)
"""Behind a job's last noun, the line is about such people: "Organizer Benefits", not "Director of Benefits"."""
COURSE = re.compile(
    r"\b(?:schools?|(?<!\bin[\s-])trainings?|courses?|class(?:es)?|workshops?|webinars?|conferences?|seminars?|retreats?|certifications?)"
    r"(?:\W+level\W+\w+)?(?:\s(?:19|20)\d\d)?\W*(?:[,(–—-]\s*[\w\s.,/–-]*\d[\w\s.,/–-]*\W*)?$",
    re.IGNORECASE,
)
"""A line that ends so, or so with a day behind it, is about a course: `Organizer school, May 2`."""
OF_SOMETHING = re.compile(r"\b(?:of|for)\b|(?:\s[–—-]|,)\s(?!\w*\s?\d)", re.IGNORECASE)
"""Between the noun and the course, what makes it the work of one person; not the comma before a day."""
ABOUT_A_VOTE = re.compile(r"\b(?:elections?|nominations?)\s+(?:of|for)\b|\bshop\s+stewards?\W*$", re.IGNORECASE)
LEAD = re.compile(
    r"^\W*(?:(?:job|position|vacancy|career)\s+(?:opening|posting|announcement|opportunity|vacancy)|now\s+hiring|hiring"
    r"|vacancy(?:\s+(?:notice|announcement))?|we(?:'|’)?(?:\s+a)?re\s+hiring(?:\s+an?)?)\s*[:–—-]\s*",
    re.IGNORECASE,
)
IN_ORDER = re.compile(r"^\(?\d{1,2}[.)]\s+(?=[^\W\d_])")
"""`1. Organizer`: its number among the headings."""
NUMBERED = re.compile(r"\s*\((?!(?:19|20)\d\d\))\d{3,6}\)\s*$")
"""`Officer (1309)`: the number of the posting."""
FURNITURE = re.compile(
    r"\s*[\[(](?:pdf|docx?|word|rtf|printable|print)\b[^\])]*[\])]|\s*\b\d+(?:\.\d+)?\s?[km]b\b", re.IGNORECASE
)
LONGEST = 120
MOST_WORDS = 16

_WORD = r"(?:[A-Z0-9][\w&.’'-]*|of|the|and|for|to|in|de|&)"
_NAME = rf"(?P<name>[A-Z0-9][\w&.’'-]*(?:[ ,]+{_WORD}){{0,9}})(?:\s+\([A-Z][\w-]{{1,12}}\))?"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:[Tt]he\s+)?{_NAME},?\s+is\s+(?:proud\s+to\s+be\s+)?an?\s+(?:[Ee]qual|[Aa]ffirmative|EEO)",
        rf"^(?:[Tt]he\s+)?{_NAME}\s+offers\s+(?:an?\s+)?(?:competitive|excellent|generous|comprehensive)",
        (
            rf"^(?:[Tt]he\s+)?{_NAME}\s+(?:is\s+(?:currently\s+|now\s+)?(?:seeking|hiring|looking|recruiting)"
            r"|seeks|invites\s+applications)\b"
        ),
        (
            rf"^(?:[Tt]he\s+)?{_NAME}\s+is\s+(?:an?|the)\s+[^.]{{0,80}}"
            r"\b(?:union|organization|organisation|federation|association|coalition|alliance)\b"
        ),
    )
)
"""Sentences in which an employer speaks of itself, the surest first."""
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
NOBODY = re.compile(
    r"^(?:(?:The|This|Our|Your|We|It|An?|He|She|They|Who|Salary|Position|Candidates?|Applicants?|Employer|Company"
    r"|Organization|Union|Local)\b\s*)+$",
    re.IGNORECASE,
)


def names_a_job(line: str) -> bool:
    """Whether a line reads as a job's title: short, with the noun of a job, and no sentence or inner heading."""
    said = bare_title(line)
    if not said or len(said) > LONGEST or len(said.split()) > MOST_WORDS or said[-1] in ".:;!?,":
        return False
    if not said[0].isupper() or NO_TITLE.search(said) or ABOUT_A_VOTE.search(said):
        return False
    nouns = [noun.span() for noun in JOB_NOUN.finditer(said)]
    if not nouns or AFTERWARDS.match(said, nouns[-1][1]) or _is_course(said, nouns):
        return False
    topic = TOPIC.match(said)
    return topic is None or any(start >= topic.end() and not APART.search(said, 0, start) for start, _ in nouns)


def is_course(line: str) -> bool:
    """Whether a line with a job's noun is about a course for such people: "Steward Training"."""
    said = bare_title(line)[:LONGEST]
    nouns = [noun.span() for noun in JOB_NOUN.finditer(said)]
    return bool(nouns) and _is_course(said, nouns)


def _is_course(said: str, nouns: list[tuple[int, int]]) -> bool:
    """Whether it is "Organizer School", and not "Director of Training" or "Instructor, Welding Certification"."""
    (start, end), (_, last) = nouns[0], nouns[-1]
    found = COURSE.search(said, last)
    return found is not None and (said[start:end].endswith("s") or not OF_SOMETHING.search(said, end, found.end()))


def bare_title(line: str, employer: str = "") -> str:
    """A title without "Job opening:" before it, "(PDF)" behind it, and the employer's own name at its head."""
    title = NUMBERED.sub("", FURNITURE.sub("", LEAD.sub("", IN_ORDER.sub("", clean_line(line))))).strip(" ,-–—:|")
    for name in filter(None, (employer, employer.partition(" (")[0])):
        rest = title[len(name) :]
        if title.casefold().startswith(name.casefold()) and rest[:1] in " :-–—|" and JOB_NOUN.search(rest):
            return rest.strip(" -–—:|")
    return title


def slug(text: str) -> str:
    """A title as an identity: its letters and digits, lower case, joined by hyphens."""
    return "-".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", "")))


def employer_named(paragraphs: Iterable[str]) -> str:
    """The employer that the sentences name, a union before others; empty when none does."""
    lines = list(paragraphs)
    names = list(_names(lines))
    return next((name for name in names if affiliation(name).union), names[0] if names else "")


def _names(lines: list[str]) -> Iterator[str]:
    sentences = [sentence for line in lines for sentence in SENTENCE_END.split(line)]
    for pattern in PATTERNS:
        for found in filter(None, map(pattern.match, sentences)):
            name = found["name"].strip(" ,")
            if len(name) > 2 and not NOBODY.match(name):
                yield name
