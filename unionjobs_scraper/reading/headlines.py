"""A job's title in a headline, without the prefix, sentence, employer, place, pay and date around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.normalize.titles import Title, split_title
from unionjobs_scraper.reading.job_places import COUNTED, SEPARATED, is_place
from unionjobs_scraper.reading.titles import IN_ORDER, bare_title, names_a_job

GENDERS = re.compile(
    r"[(\[]\s*(?:[mwfdhxi](?:\s*[/|,]\s*)){1,3}[mwfdhxi]\s*[)\]]|[:*_·•]in(?:nen)?\b|/-?in\b|\(e\)|·e\b"
)
"""`(m/w/d)`, `Referent:in`, `Chargé(e)`: how titles name every gender; nothing else is written so."""
_WE_SEEK = (
    r"(?:(?:(?:are|is)\s+|['’](?:re|s)\s+)?(?:now\s+|currently\s+|also\s+)*(?:seek(?:s|ing)?|hir(?:es|ing)|recruit(?:s|ing)?"
    r"|look(?:s|ing)\s+for|searching\s+for|advertis(?:es|ing)(?:\s+for)?)|recrute(?:nt)?|(?:re)?cherche(?:nt)?|embauche(?:nt)?|sucht|suchen|busca(?:mos)?|contrata(?:mos)?)"
)
SEEKS = re.compile(
    rf"^(?P<who>.{{0,90}}?)(?<!\w){_WE_SEEK}\s*(?:for\s+)?[:!–—-]?\s+"
    r"(?P<what>(?:(?:an?|the|its|our|their|new|next|une?|des?|eine?n?|una?|experienced|dedicated|full[\s-]time|part[\s-]time)\s+)*.+)$",
    re.IGNORECASE,
)
"""`X seeks a Y`, `We're hiring a Y!`, `X recrute une Y`."""
HIRES = re.compile(
    r"(?<!\w)(?:hir(?:es|ing)|recruit(?:s|ing))\s*(?:for\s+)?[:!–—-]?\s+(?:an?|our(?:\s+(?:next|new|first))?)\s+(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Before a capital, what is hired is a job, whatever its name: `We're hiring a Storyteller`."""
FILE = re.compile(r"\.(?:pdf|docx?|rtf|odt)$", re.IGNORECASE)
MARKUP = re.compile(r"<br\s*/?>", re.IGNORECASE)
"""Markup that a site shows as words."""
ARTICLES = re.compile(
    r"^(?:(?:an?|the|its|our|their|new|next|two|three|several|une?|des?|eine?n?|una?|experienced|dedicated|qualified|full[\s-]time"
    r"|part[\s-]time)\s+)+",
    re.IGNORECASE,
)
ONE = re.compile(r"(?:an?|the|its|our|two|three|une?|des?|eine?n?|una?)\s", re.IGNORECASE)
YOU_AS = re.compile(
    r"(?:^|[:.]\s+)\W*As\s+(?:(?:an?|our|the)\s+)?(?P<what>[^,.;:]{3,70}),?\s+you(?:\s|['’]ll)", re.IGNORECASE
)
"""`As an Organizer, you will …`."""
POSITION_OF = re.compile(
    r"\b(?:positions?|post|role|job|poste|puesto|stelle)\s+(?:of|as|de|als)\s+(?:an?\s+|our\s+|the\s+)?(?P<what>[^,.;:]{3,70})",
    re.IGNORECASE,
)
"""`vacancies exist for the position of National Organizer`."""
JOIN_AS = re.compile(
    r"^\W*(?:join|work\s+with|become|be)\b.{0,60}?\b(?:as|our\s+(?:next|new)|become)\s+", re.IGNORECASE
)
PREFIX = re.compile(
    r"""^(?:[^:]{0,60}?\b)?(?:(?:job|position|role|post|vacancy|career|employment|hiring|staff|internship)s?
      (?:\s+(?:postings?|openings?|notices?|announcements?|descriptions?|opportunit(?:y|ies)|titles?|briefs?|vacanc(?:y|ies)|alerts?
      |available|of\s+the\s+(?:day|week|month)))*
    |title|iso|wanted|help\s+wanted|now\s+hiring|opening|open\s+position|poste|titre(?:\s+du\s+poste)?|offre\s+d['’]emploi
    |intitulé(?:\s+du\s+poste)?|avis\s+de\s+concours|avis\s+de\s+vacance|appel\s+(?:à|de)\s+candidatures?|recrutement|puesto|vacante|oferta\s+de\s+empleo|convocatoria(?:\s+de\s+empleo)?|stellenbezeichnung|stelle(?:nangebot)?
    |stellenausschreibung|titel)\s*(?::|[–—-](?=\s)|(?<=\s)[–—](?=[A-Z]))\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""`Hiring notice:`, `Job title:`, `Union job posting:`, `Offre d'emploi :`."""
TAIL = re.compile(
    r"""[\s,;:–—|-]*(?:[(\[]?\b(?:appl(?:y|ications?)\s+(?:by|before|due|now|until|close[sd]?)|deadline|closing|closes|extended|posted|re-?posted
      |open\s+until|position\s+(?:filled|open)|new!|urgent|avant\s+le|date\s+limite)\b.*
    |[(\[]\s*(?:extended\s+deadline|deadline\s+extended|now\s+open|new|re-?posted|updated|\d+\s+(?:positions?|openings?|posts?|postes?)
      |(?:two|three|multiple|several)\s+(?:positions?|openings?)|(?:position\s+)?(?:filled|closed))\s*[)\]]
    |(?<!^help\s)\b(?:wanted|needed|(?:job\s+)?flyer)\b
    |(?<=\s)(?<!\bspring\s)(?<!\bsummer\s)(?<!\bfall\s)(?<!\bautumn\s)(?<!\bwinter\s)(?:19|20)\d\d(?:\s*[/–-]\s*(?:19|20)?\d\d)?)[^\w)\]]*$""",
    re.IGNORECASE | re.VERBOSE,
)
NUMBER_HEAD = re.compile(
    r"^\W*(?:(?:job|req(?:uisition)?|ref(?:erence)?|comp(?:etition)?|posting|concours|file)\W*(?:no\.?|id|number|\#)?\W*|no\.?\s*)?"
    r"(?:(?:[A-Z]{1,4}[-–])?(?:20)?[12]\d[-–]\d{1,4}(?:\s*[):–—|-])*\s+(?=[^\W\d_])|\d{3,8}\s*[:–—|-]\s*(?!\d))",
    re.IGNORECASE,
)
"""`60578 - Monitor`, `2026-31 Officer`: the number of the posting."""
NUMBER_TAIL = re.compile(
    r"[\s,;–—|-]*[(\[]?(?:\#|(?:job|req(?:uisition)?|ref(?:erence)?|competition|posting|kennziffer|concours)\W{0,3}(?:no\.?|id|\#)?\W{0,3})"
    r"(?=[\w/.-]*\d)[A-Z]{0,6}[\d/-][A-Z\d/.-]{1,14}[)\]]?\s*$",
    re.IGNORECASE,
)
FULL_TIME = re.compile(r"^full[\s-]time[,:]?\s+", re.IGNORECASE)
IN_PLACE = re.compile(r"^(?P<title>.+?)\s+(?:based\s+)?(?:in|à|au|en|bei|near)\s+(?P<place>[A-Z][^()]{2,50})$")
NO_JOB_ALONE = re.compile(r"(?:associate|assistant|senior|junior|deputy|support|field|general)", re.IGNORECASE)
"""What names a job only with the words behind it: `Associate Staff`."""
NEW = re.compile(
    r"^new\s+(?!(?:york|jersey|mexico|hampshire|england|zealand|orleans|brunswick|media|member|organizing|hire)s?\b)",
    re.IGNORECASE,
)
BASED = re.compile(r"^(?P<place>[A-Z][\w. ]+?)-based\s+(?P<title>.+)$", re.IGNORECASE)
BRACKETS = re.compile(r"\s*[(\[](?P<inside>[^()\[\]]{2,60})[)\]]\s*$")
WORKPLACE = re.compile(
    r"(?:(?:fully|100\s?%)\s+)?(?:remote|hybrid|telework|work\s+from\s+home|télétravail|teletrabajo|home\s?office)",
    re.IGNORECASE,
)
"""Where a job is done, in place of a town: `Organizer – Remote`."""
WORD = re.compile(r"[\w&]+")
BEHIND = re.compile(r"(?:\s+(?:at|with|@|for|chez|bei)\s+(?:the\s+)?|\s*[,|]\s*|\s+[–—-]\s+)(?P<who>[A-Z].*)$")
ZIP = re.compile(r"[A-Z]{2}\s+\d{5}")
"""The end of a place, where its town stands before it."""
DEPARTMENT = re.compile(
    r"^(?P<title>.{3,60}?)(?:,|\s[–—-])\s+"
    r"(?P<department>[A-Z][\w&,’'. -]{2,70}\s(?:Department|Dept\.?|Branch|Division|Secretariat))$"
)
"""`Director, Political Action Department`."""


@lru_cache(maxsize=1024)
def headline(raw: str, employer: str = "", country: str = "", *, trusted: bool = False) -> Title:
    """The job's title in a line, and what the line says beside it.

    `employer`: whose name is no part of a title. `country`: where a bare name of a place is looked for first.
    `trusted`: the line is known to hold a job's title, also where no noun says so.
    """
    said = MARKUP.split(clean_line(raw)[:300])[0].strip("\"“”' ")
    if not said:
        return Title(title="")
    own = _without_prefix(IN_ORDER.sub("", FILE.sub("", said)), trusted=trusted)
    own = sought(own) or own
    if own != said:
        own = NEW.sub("", own)
    for tail in (TAIL, NUMBER_TAIL, TAIL):
        own = tail.sub("", own) or own
    own = NUMBER_HEAD.sub("", own).strip(" !:–—-|,")
    found = split_title(own)
    if NO_JOB_ALONE.fullmatch(found.title):
        found = Title(title=own)
    found = _without_place(found, country, trusted=trusted)
    based = BASED.match(found.title)
    if based and is_place(based["place"], country) and JOB_NOUN.search(based["title"]):
        found = replace(found, title=based["title"], place=found.place or based["place"])
    title = FULL_TIME.sub("", _without_employer(bare_title(found.title, employer), employer, country))
    found = _without_place(replace(found, title=title.strip(" !:–—-|,#¶") or found.title), country, trusted=trusted)
    within = DEPARTMENT.match(found.title)
    if within and not found.department and JOB_NOUN.search(within["title"]):
        return replace(found, title=within["title"], department=within["department"])
    return found


def is_job(line: str) -> bool:
    """Whether a line names a job, by a noun or by the marks of every gender."""
    return names_a_job(line) or (len(line) < 120 and bool(GENDERS.search(line)) and not line.endswith("."))


def is_sought(line: str) -> bool:
    """Whether a line says that somebody is hired: `We're hiring a Storyteller`."""
    return len(line) < 160 and bool(HIRES.search(line))


def _without_prefix(said: str, *, trusted: bool = False) -> str:
    for _ in range(3):
        found = PREFIX.match(said)
        rest = said[found.end() :] if found else ""
        named = is_job(rest.strip(" !")) or JOB_NOUN.search(rest) or (trusted and rest[:1].isupper())
        if not found or not named:
            return said
        said = rest
    return said


def sought(said: str, *, one: bool = False) -> str:
    """The job that a headline says is sought; empty where it says none. `one`: only behind "a", "two" and such."""
    found = SEEKS.match(said)
    if found and one and not ONE.match(found["what"]):
        return ""
    what = ARTICLES.sub("", found["what"]) if found else ""
    joined, addressed = JOIN_AS.match(said), YOU_AS.search(said)
    named = addressed or (POSITION_OF.search(said) if not what and not joined else None)
    if named:
        what = named["what"]
    if not what and joined:
        what = ARTICLES.sub("", said[joined.end() :])
    what = re.split(r"\s+(?:to|who|for|that|with|pour|mit|para|posts?|positions?)(?:\W|$)|[!.;]|,\s(?=[a-z])", what)[
        0
    ].strip(" ,")
    hires = bool(found and HIRES.search(said) and 0 < len(what.split()) < 9)
    return what[:1].upper() + what[1:] if hires or JOB_NOUN.search(what) else ""


def _without_place(found: Title, country: str, *, trusted: bool) -> Title:
    title, places = found.title, [found.place] if found.place else []
    for _ in range(3):
        shorter = next(
            (
                each
                for each in _place_tails(title, country)
                if JOB_NOUN.search(each[0])
                or GENDERS.search(each[0])
                or (trusted and each[0] and not is_place(each[0], country))
            ),
            None,
        )
        if not shorter:
            break
        title, place = shorter
        places.insert(0, place)
    return replace(found, title=title, place=", ".join(places) if len(places) < 3 else "; ".join(places))


def _place_tails(title: str, country: str) -> Iterator[tuple[str, str]]:
    inside = BRACKETS.search(title)
    if inside and is_place(inside["inside"], country):
        yield title[: inside.start()].strip(), COUNTED.sub("", inside["inside"])
    for gap in SEPARATED.finditer(title):  # the longest tail first: "Oakland, CA" is one place
        tail = title[gap.end() :]
        if (
            gap.start()
            and "|" not in tail
            and not ZIP.fullmatch(tail)
            and (
                is_place(tail, country)
                or WORKPLACE.fullmatch(tail)
                or (re.fullmatch(r"[A-Z]{2}", tail) and "|" in gap.group())
            )
        ):
            yield title[: gap.start()].strip(), tail
    within = IN_PLACE.match(title)
    if within and is_place(within["place"], country):
        yield within["title"], within["place"]


def _without_employer(title: str, employer: str, country: str) -> str:
    """A title without its employer's name or acronym before it, or "at …" or ", …" behind it."""
    if not employer:
        return title
    names = {word.casefold() for word in WORD.findall(employer)} | {_acronym(employer).casefold()} - {""}
    return _without_tail(_without_head(title, names), names, country)


def _without_head(title: str, names: set[str]) -> str:
    words, lead = title.split(), 0
    while lead < len(words) and all(
        part.casefold() in names or part.isdigit() or (lead > 2 and re.fullmatch("[A-Z]{2}", part))
        for part in WORD.findall(words[lead])
    ):
        lead += 1
    rest = " ".join(words[lead:]).lstrip("-–—:|, ")
    parts = [part for word in words[:lead] for part in WORD.findall(word)]
    acronym = any(len(part) > 1 and part.isupper() for part in parts) and not title.isupper()
    return rest if JOB_NOUN.search(rest) and (acronym or lead > 1) else title


def _without_tail(title: str, names: set[str], country: str) -> str:
    behind = BEHIND.search(title)
    who = WORD.findall(behind["who"]) if behind else []
    known = [word for word in who if word.casefold() in names or word.rstrip("0123456789").casefold() in names]
    if not behind or not known or known[0] != who[0] or not JOB_NOUN.search(title[: behind.start()]):
        return title
    place = behind["who"].partition(known[-1])[2].strip(" ,–—-")
    return title[: behind.start()] + (f", {place}" if is_place(place, country) else "")


def _acronym(name: str) -> str:
    letters = "".join(word[0] for word in re.findall(r"[A-Z]\w+", name))
    return letters if len(letters) > 2 else ""
