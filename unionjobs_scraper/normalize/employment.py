"""How a job is held (full time, temporary ...), in schema.org's words for employmentType."""

import re
from collections.abc import Sequence

from unionjobs_scraper.normalize.statements import Sense, needles, stated, words
from unionjobs_scraper.normalize.workplace import workplace

__all__ = ["employment_type", "workplace"]

FULL_TIME, PART_TIME, TEMPORARY = "FULL_TIME", "PART_TIME", "TEMPORARY"
CONTRACTOR, INTERN = "CONTRACTOR", "INTERN"
_HOURS = (FULL_TIME, PART_TIME)
_LASTING = words(r"\bpermanent\b | \bregular\b")

_COUNT = r"(?:\d{1,2}|one|two|three|four|six|eight|nine|ten|twelve|eighteen)"
_TERM = rf"\b{_COUNT}[- ](?:month|year)s?\b"
_TEMPORARY = r"""
    \btemp(?:orary)?\b | \b(?:limited|short|fixed)[- ](?:duration|term)\b | \bterm[- ]limited\b | \binterim\b
  | \bseasonal\b | \bfellow(?:ship)?s?\b | \bterm\ (?:position|appointment)\b
"""

# In each table the rarer word wins: temporary jobs are often full time, internships temporary.
_LABEL = (
    (words(r"\bintern(?:s|ship|ships)?\b"), INTERN),
    (words(r"\bcontract(?:or|ors|ed)?\b(?!\ (?:staff|union|negot)) | \bfreelance\b | \b1099\b"), CONTRACTOR),
    (words(rf"{_TEMPORARY} | \bcasual\b | \bper[- ]diem\b | \bsummer\b | {_TERM}"), TEMPORARY),
    (words(r"^(?:(?!\bfull[- ]?time).)*\b(?:part[- ]?time|pt|half[- ]time)\b"), PART_TIME),  # named first
    (words(r"\bfull[- ]?time | \bft\b | \b1\.0\ fte\b"), FULL_TIME),
)
_TITLE = (
    (words(r"\bintern(?:s|ship|ships)?\b"), INTERN),
    (
        words(r"""
            \bindependent\ contractor\b | \bcontract\ (?:position|role|job|employee)\b
          | (?:[–—(,]|\s-)\s*contract(?:or)?\s*\)?\s*$
        """),
        CONTRACTOR,
    ),
    (
        words(rf"""
            {_TEMPORARY} | \bsummer\b | \((?:[^()]*\s)?{_TERM}[^()]*\)
          | \b(?:leave|maternity|parental)\ (?:replacement|cover(?:age)?|backfill)\b
        """),
        TEMPORARY,
    ),
    (words(r"^(?:(?!\bfull[- ]?time).)*\bpart[- ]?time\b"), PART_TIME),
    (words(r"\bfull[- ]?time\b(?!\ (?:union\ )?release)"), FULL_TIME),
)
_TITLE_SIGNS = (
    *("intern", "contract", "temp", "limited", "duration", "term", "interim", "season", "fellow", "summer", "month"),
    *("year", "leave", "maternity", "parental", "time"),
)

_JOB = r"(?:positions?|role|job|post|appointment|opportunity|employment|assignment|opening|vacancy)"
_OF_THIS_JOB = words(rf"""
    \b(?:this|these|it)\ (?:\w+\ )?(?:is|are|will\ be)\b [^:]* $
  | \b(?:this|the|our|each|all)\ (?:[\w/-]+\ ){{0,4}}?{_JOB}\ (?:is|are|will\ be)\b [^:]* $
  | (?:^|\ )position\ is\b [^:]* $
  | \bthis\ (?:\w+,?\ )?$
  | \b(?:seek|hir|recruit|look)\w*\ (?:for\ )?(?:an?|\w+)\ (?:[\w,/-]+\ ){{0,3}}$
  | \b(?:employment|job|position|hours|type|status|classification|schedule|term|fte|employee|work)
    (?:[\s/]+(?:type|status|schedule|class|hours))?\s?:[^:]{{0,40}}$
""")
_NOT_OF_THIS_JOB = words(r"""
    \b(?:supervis|oversee|mentor|represent|coordinat|train)(?:e?s|ing|e)?\ [^.:]{0,40}$
  | \b(?:manag(?:es?|ing)|direct(?:s|ing)?|support(?:s|ing)?)\ [^.:]{0,40}$
  | \b(?:staff|team|crew)\ of\ [^.]{0,20}$
  | \b(?:not|become|becoming|potential\ for|lead\ to|transition\ to)\ (?:an?\ )?$
  | \b(?:years?|months?)(?:['’])?\ (?:of\ )?$
  | \b(?:equivalent|other|former|previous|while|against|between)\ (?:\w+\ )?$
  | \bworked\ (?:\w+\ )?$ | \bconvert\w*\ [^.]{0,20}$
""")
_HELD_BY_OTHERS = r"""
    (?:union\ )?(?:release|staff(?:ers|ing)?\b(?!\ (?:position|organizer|attorney|representative))
  | students?|workers?|employees|faculty|lecturers|teachers|nurses|drivers|members|officers|experience|equivalen\w+
  | study|enroll\w+|jobs\b|instructors|volunteers|basis\ preferred)
"""
_NOT_AFTER = rf"[\s-]*(?:or|and)?\s*(?:paid\ )?{_HELD_BY_OTHERS}"
_NAMES_JOB = rf"[\s,/()&-]*(?:[\w-]+[\s,/()]+){{0,3}}?{_JOB}\b(?!s)"
_HOURS_AFTER = words(
    rf"{_NAMES_JOB} | [\s,/()-]*(?:non-?)?(?:exempt|salaried)\b | \ basis\b | \ (?:with|plus)\ benefits"
)


_NEVER, _ALWAYS = words(r"(?!)"), words(r"")


def _sense(
    value: str,
    pieces: tuple[str, ...],
    yes_after: re.Pattern[str],
    *,
    word: str = "",
    yes_before: re.Pattern[str] = _OF_THIS_JOB,
    no_after: str = "(?!)",
    lead: int = 0,
    standalone: bool = False,
) -> Sense:
    return Sense(
        value=value,
        needles=needles(*pieces),
        word=words(word or r"\b(?:" + "|".join(map(re.escape, pieces)) + r")\b"),
        yes_before=yes_before,
        yes_after=yes_after,
        no_before=_NOT_OF_THIS_JOB,
        no_after=words(rf"{_NOT_AFTER} | \s*(?:{no_after})"),
        lead=lead,
        standalone=standalone,
    )


_NOT_TEMPORARY = (
    r"disab|hous|assist|protect|agenc|restrain|visa|relief|accommod|committee|earnings|financial|workers|staff"
)
_FIXED = ("limited-duration", "limited duration", "limited-term", "limited term", "fixed-term", "fixed term")
_SENSES = (  # the first that is said wins: the rarer word
    _sense(INTERN, ("internship",), words(r"\ (?:is|will|runs|lasts|pays)\b"), no_after="experience"),
    _sense(CONTRACTOR, ("contract position", "contract role"), _ALWAYS, word=r"\bcontract\ (?:position|role)\b"),
    _sense(CONTRACTOR, ("type", "status"), _ALWAYS, word=r"\b(?:type|status)\s?:[^:\n]{0,20}?\bcontract\b"),
    _sense(
        CONTRACTOR,
        ("independent contractor",),
        words(r"\ (?:position|role)\b | \ \(1099\)"),
        yes_before=words(r"\b(?:engaged|hired|paid|work)\ as\ an?\ $"),
    ),
    _sense(
        TEMPORARY,
        ("temporary", "interim", "seasonal", "term-limited", "term limited", *_FIXED),
        words(
            rf"{_NAMES_JOB} | [,\s]*(?:until|through|for|ending)\b | ,?\s(?:full|part)[\s-]time\b(?!\s\w+s\b)"
            rf"| ,?\s\d+\smonths"
        ),
        no_after=_NOT_TEMPORARY,
    ),
    _sense(TEMPORARY, ("casual",), words(rf"{_NAMES_JOB}"), word=r"\bcasual(?=\s)"),
    _sense(
        TEMPORARY,
        ("term position", "term appointment", "term contract", "term of the", "term of this"),
        words(r"\ (?:until|through|of|for|ending|is|will\ be|runs)\b"),
        word=r"\bterm\ (?:of\ (?:the|this)\ )?(?:position|appointment|contract)\b",
    ),
    _sense(
        TEMPORARY,
        ("month", "months", "year", "years"),
        _NEVER,
        word=r"[- ](?:month|year)s?(?=[\s,-]+(?:[\w-]+\s){0,2}?(?:position|appointment|assignment|term|contract)\b)",
        yes_before=words(rf"\b(?!(?:9|10|11|nine|ten|eleven)$){_COUNT}$"),  # those are school years
        no_after=r"(?:of\ )?(?:\w+\ ){0,2}experience | old | ago | probation | minimum | or\ more | degree | of\b",
        lead=1,
    ),
    _sense(
        TEMPORARY,
        ("position is funded", "position is limited", "position will end", "position will last", "position ends"),
        words(r"[^.\n]{0,30}\b(?:through|until|for|on|to|in)\b"),
        word=r"\bposition\ (?:is\ (?:funded|limited)|will\ (?:end|last)|ends)\b",
        yes_before=_NEVER,
    ),
    _sense(
        TEMPORARY, ("fellowship",), words(r"\ (?:is|will|runs|lasts|position|term)\b"), no_after="program|experience"
    ),
    _sense(
        PART_TIME,
        ("part-time", "part time", "parttime", "half-time", "half time", "halftime"),
        _HOURS_AFTER,
        standalone=True,
    ),
    _sense(FULL_TIME, ("full-time", "full time", "fulltime"), _HOURS_AFTER, standalone=True),
)


def employment_type(label: str = "", title: str = "", text: str = "") -> str:
    """Return FULL_TIME, PART_TIME, TEMPORARY, CONTRACTOR or INTERN; empty when nothing says.

    A platform's *label* outranks the *title* (with its department line), and that the body *text*,
    of which only statements about this job count. But a word for a limited job anywhere beats the
    hours, unless the label says regular or permanent. Never raises.
    """
    spelled = _spelled(label)
    by_label = _first(_LABEL, spelled)
    if by_label and (by_label not in _HOURS or _LASTING.search(spelled)):
        return by_label
    lowered = title.lower()
    by_title = _first(_TITLE, title) if any(map(lowered.__contains__, _TITLE_SIGNS)) else ""
    if by_title and by_title not in _HOURS:
        return by_title
    by_text = _in_text(text)
    if by_text and by_text not in _HOURS:
        return by_text
    return by_label or by_title or by_text


def _first(rules: Sequence[tuple[re.Pattern[str], str]], said: str) -> str:
    return next((value for pattern, value in rules if pattern.search(said)), "") if said else ""


def _spelled(label: str) -> str:
    """Spell out a platform's code: "fullTime", "SALARIED_FT", "fulltime_permanent"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label).replace("_", " ")


def _in_text(text: str) -> str:
    return next(stated(text, _SENSES), "")
