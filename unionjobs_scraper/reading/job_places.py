"""The words of a page that name the place of a job: a name alone, a part of a line, a phrase of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.places import parse_places

PLACE_LABEL = re.compile(
    r"""(?:(?:job|work|position|primary|duty|office|official)?\s*(?:locations?|sites?|stations?)|city|town|where|base
    |place(?:\s+of\s+work)?|based(?:\s+(?:in|at))?|workplace|worksite|(?:position\s+)?status\s+and\s+location|lieu(?:\s+de\s+travail)?
    |ville|(?:arbeits|dienst|einsatz|stand)ort|ort|ubicaci[óo]n?|lloc\s+de\s+treball|localización|lugar(?:\s+de\s+trabajo)?|ciudad|sede)""",
    re.IGNORECASE | re.VERBOSE,
)
"""The label of a job's place, without its colon."""
LABELLED = re.compile(rf"^\W*{PLACE_LABEL.pattern}\s*:\s*", re.IGNORECASE | re.VERBOSE)
LABEL_ALONE = re.compile(r"^\W*(?:job\s+)?(?:locations?|city|lieu|standort|ubicación)\s*:?\s+(?=[A-Z])", re.IGNORECASE)
"""`Job Locations US-NY-New York`, as systems print it."""
SEPARATED = re.compile(r"\s*(?:\s[–—-]\s|\s:\s|[|,;–—]|\s[·•]\s)\s*")
NOT_ONLY_A_PLACE = re.compile(
    r"\b(?:time|office|union|local|team|department|campaign|center|centre|campus|services?|positions?|permanent|temporary|status|posts?|jobs?)\b",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b\d{1,2}\s+(?:in\s+)?(?=[A-Z])")
"""`Organizer (1 Dallas, 1 Houston)`: how many are sought in each place."""
LONGEST_PLACE = 60
LONGEST_LINE = 120

_PARTICLE = r"(?:de|du|la|les|los|sur|of|the|upon|an\sder|am)[\s-]"
_WORD = rf"(?:(?:St|Ste|Mt|Ft)\.\s)?[A-ZÉÎ][\w’']+(?:[\s-](?:{_PARTICLE})?[A-ZÉÎ][\w’']+)*"
_NAME = rf"{_WORD}(?:\s\([A-ZÉÎ][\w\s’'-]+\))?"
NAME = rf"(?P<name>{_NAME}(?:,?\s(?:or|and|et|ou|y|und)\s{_NAME}|,\s{_NAME})*)"
"""`St. Paul, MN`, `Moncton (Nouveau-Brunswick)`, `Reno or Las Vegas`."""
NAMED = re.compile(NAME)
BASED = re.compile(
    r"""\b(?i:based|located|headquartered|stationed|housed|basé[es]?|situé[es]?|ubicad[oa]|realizar|(?:arbeits|einsatz|dienst)ort\s+ist)\s+
    (?i:(?:in|at|out\s+of|near|from|à|au|aux|en(?:\s+o\s+cerca\s+de)?|dans)\s+)?(?i:(?:either|our|the|la|le|el)\s+)*"""
    + NAME,
    re.VERBOSE,
)
"""`This position is based in Halifax`."""
JOB_IS_IN = re.compile(
    r"\b(?:(?i:job|position|role|post|vacancy|poste|emploi|puesto|stelle)\s+(?i:is|will\s+be|est|está|ist)\s+(?i:in|à|en)"
    r"|(?i:duty\s+station|work\s?(?:site|place)|place\s+of\s+work|location)\s+(?i:is|will\s+be)(?:\s+(?i:in))?)\s+"
    + NAME
)
OFFICE = re.compile(
    rf"""\b(?i:our|the|from|at|in|to)\s+(?P<before>{_NAME}(?:,\s[A-Z][\w.]+)?),?\s+(?i:office|headquarters|branch|hall)\b
    |\b(?i:office|headquarters|hall)s?\s+(?i:located\s+)?(?i:in)\s+"""
    + NAME,
    re.VERBOSE,
)
"""`reports to our Tacoma, WA office`, `out of our office in Newark, New Jersey`."""
WORK_IN = re.compile(r"\b(?i:week|hours|time|work|works|working|team|campus)\s+(?i:in)\s+" + NAME)
"""`Twenty hours a week in Portland, Oregon`."""
OF_THE_JOB = re.compile(
    r"""\b(?:position|role|job|post(?:ing|s)?|work|vacancy|candidate|applicants?|appointee|opening|you|he|she|organi[sz]ers?|officers?
    |staff|successful|must\s+be|poste|emploi|puesto|stelle|reports?|hours?)\b""",
    re.IGNORECASE | re.VERBOSE,
)
OF_THE_EMPLOYER = re.compile(r"^\W*(?:we|our|the\s+(?:union|organization)|us)\b[^,]{0,40}\b(?:are|is)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?])(?<!\bSt\.)(?<!\bMt\.)(?<!\bFt\.)(?<!\bSte\.)(?<!\bNo\.)(?<!\bDr\.)\s+|\n")
LONGEST_READ = 3000
SHORT = 300
"""A line up to this length may hold a place as a sentence of its own."""


@lru_cache(maxsize=2048)
def is_place(line: str, country: str = "") -> bool:
    """Whether a line is the name of a place and nothing else; `country`: where it is looked for first."""
    said = COUNTED.sub("", line.strip(" ,;·•|–—-"))
    if not said or len(said) > LONGEST_PLACE or not said[0].isupper() or said[-1] in ".!?:" or JOB_NOUN.search(said):
        return False
    words = said.split()
    if len(words) > 8 or NOT_ONLY_A_PLACE.search(said) or any(each.isdigit() for each in words[:1]):
        return False
    many = any(sign in said for sign in (",", ";", " or ", " and "))
    return bool(parse_places(said, country=country)) and (len(words) <= 3 or many)


def place_in(line: str, country: str = "") -> str:
    """The place that a line is, or that is a part of it between bars or behind its last dash; else empty."""
    line = LABELLED.sub("", line)
    if is_place(line, country):
        return line
    if len(line) >= LONGEST_LINE:
        return ""
    gaps = [gap for gap in SEPARATED.finditer(line) if not gap.group().strip().startswith(",")]
    tails = [line[gap.end() :] for gap in gaps]
    heads = [line[: gap.start()] for gap in gaps if gap.group().strip() in ("|", "·", "•")]
    return next((each for each in (*tails, *heads) if is_place(each, country)), "")


def place_said(lines: Iterable[str], country: str = "") -> str:
    """The place that a sentence of the lines says, or that a sentence of a short line is; else empty."""
    read = [line[:LONGEST_READ] for line in lines]
    for line in read:
        if len(line) < SHORT:
            alone = (each.rstrip(".") for each in SENTENCE.split(line) if "," in each)
            if found := next((each for each in alone if NAMED.fullmatch(each) and is_place(each, country)), ""):
                return found
    sentences = [each for line in read for each in SENTENCE.split(line)]
    return next(_named(sentences, country), "")


def _named(sentences: Iterable[str], country: str) -> Iterator[str]:
    said = list(sentences)
    for sentence in said:
        for pattern in (BASED, JOB_IS_IN):
            found = pattern.search(sentence)
            if (
                found
                and (pattern is JOB_IS_IN or _of_the_job(sentence, found))
                and parse_places(found["name"], country=country)
            ):
                yield found["name"]
    for sentence in said:
        for pattern in (OFFICE, WORK_IN):
            found = pattern.search(sentence)
            groups = found.groupdict() if found else {}
            name = groups.get("before") or groups.get("name") or ""
            if (
                found
                and OF_THE_JOB.search(sentence)
                and not OF_THE_EMPLOYER.match(sentence)
                and is_place(name, country)
            ):
                yield name


def _of_the_job(sentence: str, found: re.Match[str]) -> bool:
    return not OF_THE_EMPLOYER.match(sentence) and bool(
        OF_THE_JOB.search(sentence[: found.end()] if found.start() else "position")
    )
