"""The words of a line that name the place of a job: a name alone, or a part of the line."""

from __future__ import annotations

import re
from functools import lru_cache

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.places import parse_places

PLACE_LABEL = re.compile(
    r"""(?:(?:job|work|position|primary|duty|office|official)?\s*(?:locations?|sites?|stations?)|city|town|where(?:\s+you(?:['’]ll|\s+will)\s+(?:work|be))?|base
    |place(?:\s+of\s+work)?|based(?:\s+(?:in|at))?|workplace|worksite|(?:position\s+)?status\s+and\s+location|lieu(?:\s+de\s+travail)?
    |ville|localisation|(?:lieu\s+d['’])?affectation|(?:arbeits|dienst|einsatz|stand|beschäftigungs)ort|dienstsitz|ort|office|ubicaci[óo]n?|lloc\s+de\s+treball|localización|lugar(?:\s+de\s+trabajo)?|centro\s+de\s+trabajo|localidad|ciudad|sede)""",
    re.IGNORECASE | re.VERBOSE,
)
"""The label of a job's place, without its colon."""
LABELLED = re.compile(rf"^\W*{PLACE_LABEL.pattern}\s*:\s*", re.IGNORECASE | re.VERBOSE)
LABEL_ALONE = re.compile(r"^\W*(?:job\s+)?(?:locations?|city|lieu|standort|ubicación)\s*:?\s+(?=[A-Z])", re.IGNORECASE)
"""`Job Locations US-NY-New York`, as systems print it."""
SEPARATED = re.compile(r"\s*(?:\s[–—-]\s|\s:\s|[|,;–—]|\s[·•]\s)\s*")
BARS = re.compile(r"\s*[|·•]\s*")
NOT_ONLY_A_PLACE = re.compile(
    r"\b(?:time|office|union|local|team|department|campaign|center|centre|campus|ref(?:erence)?|services?|positions?|permanent|temporary|status|posts?|jobs?)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b\d{1,2}\s+(?:in\s+)?(?=[A-Z])")
"""`Organizer (1 Dallas, 1 Houston)`: how many are sought in each place."""
_RANK = r"(?:(?:regional|area|district|field|national|state|provincial|head|main|central|local|union|satellite)\s+)*"
OFFICE_ALONE = re.compile(
    rf"^\W*(?:our\s+|the\s+)?(?P<name>[^\W\d_][^.;:|]{{2,50}}?)\s+{_RANK}(?:office|branch|headquarters|HQ|hall|campus)"
    r"(?P<region>,\s+(?-i:[A-Z])[\w ]{1,25})?\W*(?:$|[.;|])",
    re.IGNORECASE,
)
"""`Brisbane office. Ongoing, full time.`, `Winnipeg Area Office, Manitoba`"""
OFFICE_OF = re.compile(
    rf"^\W*(?:our\s+|the\s+)?{_RANK}(?:office|branch|headquarters|HQ|hall)\s*(?:[(:,–—-]|\bin\b)\s*(?P<name>[^\W\d_][^.;:|()]{{2,50}})\W*$",
    re.IGNORECASE,
)
"""`National Office (Ottawa)`"""
TERMS = re.compile(
    r"\W*(?:full|part|permanent|temporary|fixed|contract|remote|hybrid|in[\s-]person|on-?site|[$£€]|salary|clos|open\b|appl|deadline|\d)",
    re.IGNORECASE,
)
"""What stands behind a place in a line of facts: `Austin, Texas — full time`."""
TIME = re.compile(
    r"\d:\d\d|\b(?:spring|summer|fall|autumn|winter)\s+20\d\d|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b",
    re.IGNORECASE,
)
"""`October 28, 2026 2:14 PM`: PM is also the code of a country."""
IN_BRACKETS = re.compile(r"^\W*(?P<name>[^\W\d_][^()]{2,50})\)(?:\s*[:;,.–—-]|\s|$)")
"""`(Akron, OH): answers the hotline`, behind a title; its first bracket may be taken off already."""
DATELINE = re.compile(r"^(?P<name>[A-ZÀ-Þ][^–—:.()]{2,40}?,\s[A-ZÀ-Þ][\w. ]{1,20}?)\s+[–—-]\s+(?=[A-ZÀ-Þ])")
"""`Allentown, PA — The organizer will visit …`"""
TERMS_BEHIND = re.compile(
    r"\s*[(\[][^()\[\]]{0,60}\b(?:clos\w+|deadline|open|appl\w+|posted|due|until|20\d\d|hours?|(?:full|part)[\s-]time)\b[^()\[\]]{0,60}[)\]]$",
    re.IGNORECASE,
)
"""`Toledo, Ohio (closes December 4, 2026)`."""
LONGEST_PLACE = 60
LONGEST_LINE = 120
LONGEST_READ = 300


@lru_cache(maxsize=2048)
def is_place(line: str, country: str = "") -> bool:
    """Whether a line is the name of a place and nothing else; `country`: where it is looked for first."""
    said = COUNTED.sub("", line.strip(" ,;·•|–—-"))
    if not said or len(said) > LONGEST_PLACE or not said[0].isupper() or said[-1] in ".!?:" or JOB_NOUN.search(said):
        return False
    if TIME.search(said):
        return False
    words = said.split()
    if len(words) > 8 or NOT_ONLY_A_PLACE.search(said) or any(each.isdigit() for each in words[:1]):
        return False
    many = any(sign in said for sign in (",", ";", " or ", " and "))
    return bool(parse_places(said, country=country)) and (len(words) <= 3 or many)


def place_in(line: str, country: str = "") -> str:
    """The place that a line is, or that is a part of it between bars or behind its last dash; else empty."""
    line = TERMS_BEHIND.sub("", LABELLED.sub("", line)[:LONGEST_READ].rstrip())
    if is_place(line, country):
        return line
    if found := _office(line, country):
        return found
    for first in (IN_BRACKETS.match(line), DATELINE.match(line)):
        if first and is_place(first["name"].strip(), country):
            return first["name"].strip()
    if len(line) >= LONGEST_LINE:
        return ""
    gaps = [gap for gap in SEPARATED.finditer(line) if not gap.group().strip().startswith(",")]
    tails = [line[gap.end() :] for gap in gaps]
    heads = [
        line[: gap.start()] for gap in gaps if gap.group().strip() in ("|", "·", "•") or TERMS.match(line, gap.end())
    ]
    found = next((each for each in (*tails, *heads) if is_place(each, country)), "")
    return found or next(filter(None, (_office(each, country) for each in BARS.split(line)[1:])), "")


def _office(line: str, country: str) -> str:
    """The place of the office that a line names and nothing else: `Everett office`, `National Office (Ottawa)`."""
    office = OFFICE_ALONE.match(line[:LONGEST_LINE]) or OFFICE_OF.match(line[:LONGEST_LINE])
    if not office:
        return ""
    names = (f"{office['name']}{office.groupdict().get('region') or ''}", office["name"])
    return next((each for each in names if is_place(each, country)), "")
