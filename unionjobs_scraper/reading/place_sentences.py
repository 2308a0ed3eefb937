"""The place of a job in a sentence: "The position is based in Halifax", "from our office in Newark, New Jersey"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.places import parse_places
from unionjobs_scraper.reading.job_places import is_place

_PARTICLE = r"(?:de|du|la|les|los|sur|of|the|upon|an\sder|am)[\s-]"
_WORD = rf"(?:(?:St|Ste|Mt|Ft)\.\s)?(?:[A-Z]\.[A-Z]\.|[A-ZÀ-Þ][\w’']+)(?:[\s-](?:{_PARTICLE})?[A-ZÀ-Þ][\w’']+)*"
_NAME = rf"{_WORD}(?:\s\([A-ZÀ-Þ][\w\s’'-]+\))?"
_ONE = r"(?:one|another|the\s+other|two|three)\s+(?:(?:is|are|will\s+be)\s+)?(?:based\s+)?in"
_ANOTHER = rf"(?i:(?:{_ONE}|(?:(?:in|from)\s+)?our|in)\s+)"
NAME = rf"(?P<name>{_NAME}(?:,?\s(?:or|and|et|ou|y|und)\s(?:{_ANOTHER})?{_NAME}|,\s(?:{_ANOTHER})?{_NAME})*)"
"""`St. Paul, MN`, `Moncton (Nouveau-Brunswick)`, `Reno or Las Vegas`, `Washington, D.C.`"""
NAMED = re.compile(NAME)
ANOTHER = re.compile(_ANOTHER)
"""`one will be based in Melbourne and one in Brisbane`."""
_IN = r"(?i:in|at|out\s+of|near|from|à|au|aux|en(?:\s+o\s+cerca\s+de)?|dans|bei)"
BASED = re.compile(
    rf"""\b(?i:based|located|headquartered|stationed|housed|basé[es]?|situé[es]?|ubicad[oa]|(?:con\s+)?sede|realizar|base(?=\s+in)
    |(?:arbeits|einsatz|dienst)ort\s+ist)\s+(?:{_IN}\s+)?(?i:(?:either|our|the|la|le|el)\s+)*{NAME}""",
    re.VERBOSE,
)
"""`This position is based in Halifax`."""
JOB_IS_IN = re.compile(
    r"\b(?:(?i:jobs?|positions?|roles?|posts?|vacancy|postes?|emplois?|puestos?|stellen?)\s+(?i:is|are|will\s+be|est|sont|está|es|ist)\s+(?i:in|à|en)"
    r"|(?i:duty\s+station|work\s?(?:site|place)|place\s+of\s+work|location)\s+(?i:is|will\s+be)(?:\s+(?i:in))?"
    r"|(?i:poste|emploi)(?:\s+[\w’'-]+){0,4}\s+(?i:à))\s+" + NAME
)
OFFICE = re.compile(
    rf"""\b(?i:our|the|from|at|in|to)\s+(?i:(?:downtown|central)\s+)?(?P<before>{_NAME}(?:\s(?:or|and)\s{_NAME})?(?:,\s[A-Z][\w.]+)?),?\s+(?i:offices?|headquarters|branch
    |hall|team)\b
    |\b(?i:office|headquarters|hall|branch|bureaux?|locaux|siège(?:\s+social)?|oficinas?|sede|\w*geschäftsstelle|\w*büro|niederlassung|zentrale
    |standort)s?\s+(?i:(?:is|are)\s+)?(?i:located\s+)?(?i:in|à|de|en|am)\s+(?i:(?:the|downtown|central|greater)\s+)?{NAME}""",
    re.VERBOSE,
)
"""`reports to our Tacoma, WA office`, `out of our office in Newark, New Jersey`."""
WORK_IN = re.compile(
    r"\b(?i:(?<!members\s)(?<!workers\s)(?<!employees\s)(?<!people\s)(?<!who\s)(?<!that\s)(?<!they\s))(?i:weeks?|months|semester|hours|time|work|works|working|team|campus|sits|lives?|télétravail)\s+(?i:in|from|out\s+of|à|en)\s+"
    + NAME
)
"""`Twenty hours a week in Portland, Oregon`."""
ONE_IN = re.compile(
    rf"\b(?i:roles|positions|posts|jobs|openings|organi[sz]ers|representatives)\b[^.;:]{{0,30}}[,:–—-]\s+(?i:one)\s+(?i:(?:is\s+|will\s+be\s+)?(?:based\s+)?in)\s+{NAME}"
)
"""`Two roles, one in Bunbury and one in Geraldton.`"""
LIVE_IN = re.compile(
    r"\b(?i:live|reside|relocate|relocation|move)\s+(?i:in|to|near|within)\s+(?i:(?:the|downtown|greater)\s+)*" + NAME
)
"""`must live in or be willing to move to Reno, Nevada`."""
SOUGHT = re.compile(
    r"""\b(?:hir(?:e|es|ing)|seek\w*|looking\s+for|search(?:es|ing)?\s+for|recruit\w*|applications?\s+for|openings?|vacanc\w+|positions?
    |posts?|opportunit\w+|needs?|(?:re)?cherche\w*|recrut\w+|suchen|sucht|busca\w*|contrata\w*)\b""",
    re.IGNORECASE | re.VERBOSE,
)
IN_NAME = re.compile(rf"(?<=\s){_IN}\s+(?i:(?:our|the)\s+)?{NAME}")
"""`has an opening for a Field Representative in Mobile, Alabama`."""
OF_OTHERS = re.compile(
    r"\b(?:(?<!staff\s)members?|workers?|locals?|employees|who|that|which|whose|to|with|experience|campaigns?|unions?|report\w*)\b|[;:!?]",
    re.IGNORECASE,
)
"""Between the job and a place: the place is another's."""
GERMAN = re.compile(r"such", re.IGNORECASE)
"""Its nouns are told by a capital only."""
POST = re.compile(r"positions?$|posts?$|openings?$|vacanc", re.IGNORECASE)
"""`an in-person position in Yakima`."""
SHORTEST = 3
STAFF = re.compile(r"\bstaff\b", re.IGNORECASE)
OF_THE_JOB = re.compile(
    r"""\b(?:positions?|roles?|job|post(?:ing|s)?|work|vacancy|candidates?|applicants?|appointee|opening|you|he|she|staff|successful|must\s+be
    |^\W*(?:\w+|\d+)\s+(?:weeks?|months)(?=\s+in\b)|^\W*(?:one|both|each|all|two|three)\s+(?:of\s+\w+\s+)?(?:will\s+be|is|are)
    |poste|emploi|puesto|stelle|suchen|sucht|(?:arbeits|einsatz|dienst)ort|reports?|hours?|relocation)\b""",
    re.IGNORECASE | re.VERBOSE,
)
OF_THE_EMPLOYER = re.compile(
    r"^\W*(?:we|our|the\s+(?:union|organization)|us)\b(?!.{0,80}\b(?:(?:look|seek|hir|recruit|search)\w*|this\s+(?:position|role|job))\b)[^,]{0,40}\b(?:are|is)\b",
    re.IGNORECASE,
)
FROM_OURS = re.compile(r"\b(?:from|out\s+of|in|at)\s+our\b", re.IGNORECASE)
OF_ALL = re.compile(
    r"\b(?:all|each|every|both|these)\s+(?:of\s+)?(?:(?:our|these|the)\s+)?(?:\w+\s+){0,2}?"
    r"(?:positions?|jobs|roles|staff|openings|vacancies|posts|employees)\b",
    re.IGNORECASE,
)
WITH_TERMS = re.compile(NAME + r",?\s+(?i:with|or|and)\s+(?i:hybrid|remote|flexible|home)\b.{0,40}")
FACTS = re.compile(
    r"[$£€]\s?\d|\b(?:full|part)[\s-]time\b|\bpermanent\b|\bfixed[\s-]term\b|\bsalary\b|\bhours\b", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"\b(?:(?<!staff\s)members?|workers?|locals?|represent\w*|travel\w*|interviews?|headquarter\w*|founded|unions?|employees|won"
    r"|strike\w*|held|trip\w*|report\w*|convention|meet\w*|across|degree|practice)\b",
    re.IGNORECASE,
)
"""Words before a place that is not the job's."""
SENTENCE = re.compile(
    r"(?<=[.!?])(?<!\bSt\.)(?<!\bMt\.)(?<!\bFt\.)(?<!\bSte\.)(?<!\bNo\.)(?<!\bDr\.)"
    r"(?:(?<!\d\.)\s+(?!\d)|(?<=\d\.)\s+(?!\d|Jan|Feb|Mär|Apr|Mai|Juni|Juli|Aug|Sep|Okt|Nov|Dez))|\n"
)
LONGEST_READ = 3000
LONGEST_SENTENCE = 400
"""What stands behind it in a sentence is not read: a name is looked for in each of its words."""
SHORT = 300
"""A line up to this length may hold a place as a sentence of its own."""
SHORT_TEXT = 400
MOST_WORDS = 4
"""Of a part of a line that names hours or pay and nothing else."""
WINDOW = 200


def place_said(lines: Iterable[str], country: str = "") -> str:
    """The place that a sentence of the lines says, or that a sentence of a short line is; else empty."""
    read = [line[:LONGEST_READ] for line in lines]
    for line in read:
        if len(line) < SHORT:
            alone = (_alone(each.rstrip("."), line) for each in SENTENCE.split(line))
            if found := next((each for each in alone if each and is_place(each, country)), ""):
                return found
    sentences = [each[:LONGEST_SENTENCE] for line in read for each in SENTENCE.split(line)]
    return next(_named(sentences, country), "") or _only_one(sentences, country)


def _alone(sentence: str, line: str) -> str:
    """The name that a whole sentence is; one without its region counts only among facts of hours and pay."""
    found = WITH_TERMS.fullmatch(sentence) or NAMED.fullmatch(sentence)
    if not found and FACTS.search(sentence):  # `Part time, Newark, NJ, $27 an hour`
        named = [each for each in sentence.split(", ") if not (FACTS.search(each) and len(each.split()) <= MOST_WORDS)]
        found = NAMED.fullmatch(", ".join(named)) if len(named) > 1 else None
    return found["name"] if found and ("," in found["name"] or FACTS.search(line)) else ""


def _only_one(sentences: Sequence[str], country: str) -> str:
    """The one town with its region that a short text names; empty where that is said of something else."""
    said: dict[str, bool] = {}
    if sum(map(len, sentences)) > SHORT_TEXT:
        return ""
    for sentence in sentences:
        of_a_job = JOB_NOUN.search(sentence) and not OF_THE_EMPLOYER.match(sentence)
        for found in IN_NAME.finditer(sentence) if of_a_job else ():
            if "," in found["name"] and is_place(found["name"], country):
                said[found["name"]] = not ELSEWHERE.search(sentence[: found.start()])
    return next(iter(said)) if len(said) == 1 and all(said.values()) else ""


def place_of_all(lines: Iterable[str], country: str = "") -> str:
    """The place of every job of a page: a sentence says so, or the page names one office and no other; else empty."""
    sentences = [each[:LONGEST_SENTENCE] for line in lines for each in SENTENCE.split(line[:LONGEST_READ])]
    for sentence in filter(OF_ALL.search, sentences):
        for pattern in (BASED, JOB_IS_IN, OFFICE, WORK_IN):
            if found := next(_places_of(pattern, sentence, country), ""):
                return found
    offices = dict.fromkeys(each for sentence in sentences for each in _places_of(OFFICE, sentence, country))
    return next(iter(offices)) if len(offices) == 1 else ""


def _named(sentences: Sequence[str], country: str) -> Iterator[str]:
    for sentence in sentences:
        for found in BASED.finditer(sentence):
            name = ANOTHER.sub("", found["name"])
            if _of_the_job(sentence, found) and parse_places(name, country=country):
                yield name
        yield from (
            each["name"] for each in JOB_IS_IN.finditer(sentence) if parse_places(each["name"], country=country)
        )
        yield from _places_of(ONE_IN, sentence, country)
    for sentence in sentences:
        of_a_job = OF_THE_JOB.search(sentence) or JOB_NOUN.search(sentence) or FROM_OURS.search(sentence)
        if of_a_job and not OF_THE_EMPLOYER.match(sentence):
            yield from _places_of(OFFICE, sentence, country)
            yield from _places_of(WORK_IN, sentence, country)
            yield from _places_of(LIVE_IN, sentence, country)
    for sentence in sentences:
        yield from _sought_in(sentence, country)


def _places_of(pattern: re.Pattern[str], sentence: str, country: str) -> Iterator[str]:
    for found in pattern.finditer(sentence):
        groups = found.groupdict()
        name = ANOTHER.sub("", groups.get("before") or groups.get("name") or "")
        if is_place(name, country):
            yield name


def _sought_in(sentence: str, country: str) -> Iterator[str]:
    """The places of jobs that a sentence says are open: behind a job's noun, before anybody else is named."""
    for trigger in SOUGHT.finditer(sentence):
        window = sentence[trigger.end() : trigger.end() + WINDOW]
        for found in IN_NAME.finditer(window):
            between = window[: found.start()]
            if OF_OTHERS.search(between):
                break
            named = STAFF.search(between) or JOB_NOUN.search(between) or GERMAN.match(trigger[0])
            if (named or (POST.match(trigger[0]) and len(between) < SHORTEST)) and is_place(found["name"], country):
                yield found["name"]


def _of_the_job(sentence: str, found: re.Match[str]) -> bool:
    before = sentence[: found.end()] if found.start() else "position"
    return not OF_THE_EMPLOYER.match(sentence) and bool(OF_THE_JOB.search(before) or JOB_NOUN.search(before))
