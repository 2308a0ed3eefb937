"""Where the work is done: on site, at home, or both."""

import re

from unionjobs_scraper.normalize.statements import Sense, stated, words

ONSITE, HYBRID, REMOTE = "onsite", "hybrid", "remote"

# A place line or a title; hybrid outranks remote ("Hybrid (Oakland), or U.S. – Remote").
_LINE = (
    (words(r"\b(?:not|no|non)[- ](?:an?\ )?(?:\w+\ )?(?:remote|hybrid)\b"), ONSITE),
    (words(r"\bhybrid\b | \bpart(?:ial|ially|ly)?[- ]remote\b"), HYBRID),
    (
        words(
            r"\bremote(?:ly)?\b | \btele(?:commut\w+|work\w*)\b | \bwork(?:ing)?[- ]from[- ]home\b"
            r"| \bhome[- ]based\b"
        ),
        REMOTE,
    ),
    (words(r"\bon[- ]?site\b | \bin[- ]person\b | \bin[- ]office\b"), ONSITE),
)

_JOB = r"(?:position|role|job|opportunity|post|appointment)"
_OF_THIS_JOB = words(rf"""
    \b(?:this|it)\ (?:is|will\ be)\ (?:an?\ )?(?:[\w,%-]+\ ){{0,4}}$
  | \b(?:this|the|our)\ (?:[\w/-]+\ ){{0,3}}?{_JOB}\ (?:is|will\ be|operates|works|may\ be
      |can\ be)\ (?:\w+\ )?(?:an?\ )?
    (?:[\w,%/-]+\ ){{0,4}}$
  | \b(?:fully|entirely|completely|primarily|mostly|predominantly|partially|partly|100%)\ $
  | \b(?:location|workplace|work\ ?site|setting|arrangements?|environment|schedule|model|type
      |remote)\s?(?:type\s?)?:[^:]{{0,45}}$
  | \bthis\ (?:\w+\ )?$ | \bhybrid\W+$ | \b(?:full|part)[- ]time,\ $ | (?:^|\ )position\ is\ (?:an?\ )?$
""")
_NOT_OF_THIS_JOB = words(
    r"\b(?:ability\ to|able\ to|experience|facilitate|attend|conduct|lead|hold|both|online\ and|virtual\ and)"
    r"\ (?:\w+\ ){0,3}$"
)
_KIND_AFTER = rf"""[\s/(-]*(?:(?:work|office|in-office|on-?site|remote|full[- ]time)\W+)?
    (?:{_JOB}|schedule|arrangement|model|basis|workplace|environment|eligible|policy|setting|work\b)"""
_THINGS = (
    r"vehicles?|cars?|meetings?|events?|trainings?|class(?:es)?|learning|conferences?|areas?|communit\w+"
    r"|locations?|regions?"
    r"|villages?|control|access|workers?|sites?|parts?|support|technolog\w+|desktop|staff|visits?|actions?"
    r"|inspections?"
    r"|organi[sz]\w+|conversations?|interviews?|child\w*|campaigns?|unions?|workshops?|sessions?|work\s?forces?"
    r"|workplaces?"
    r"|teams?|bargaining|rall\w+|outreach|gatherings?|membership"
)


def _sense(value: str, needles: tuple[str, ...], *, word: str = "", yes_after: str = _KIND_AFTER) -> Sense:
    return Sense(
        value=value,
        needles=needles,
        word=words(word or r"\b(?:" + "|".join(map(re.escape, needles)) + r")\b"),
        yes_before=_OF_THIS_JOB,
        yes_after=words(yes_after),
        no_before=_NOT_OF_THIS_JOB,
        no_after=words(rf"[\s/-]*(?:(?:and|or)\s\w+\s)?(?:\w+\s)?(?:{_THINGS})\b"),
        standalone=True,
    )


_DAYS = r"(?:[1-4]|one|two|three|four)\s(?:\w+\s)?days?\s?(?:a|per|/|each)\s?week\b"
_HERE = rf"{_KIND_AFTER} | \ presence\ required | \ only\b"
_SENSES = (
    _sense(ONSITE, ("not ",), word=r"\bnot\ (?:an?\ )?(?:fully\ )?remote\b", yes_after=""),
    _sense(HYBRID, ("hybrid",)),
    _sense(
        HYBRID,
        ("days a week", "days per week", "days/week", "day a week", "day per week", "days each week"),
        word=rf"\b{_DAYS}",
        yes_after=r"[^.\n]{0,30}\b(?:office|remote(?:ly)?|home|on-?site|in[- ]person)\b",
    ),
    _sense(
        HYBRID,
        ("week",),
        word=rf"\b(?:remotely|from\ home|office|telework|in[- ]person|on-?site)\ (?:up\ to\ |for\ )?{_DAYS}",
        yes_after="",
    ),
    _sense(REMOTE, ("remote",), word=r"\bremote(?:ly)?\b"),
    _sense(ONSITE, ("on-site", "onsite", "on site"), yes_after=_HERE),
    _sense(ONSITE, ("in-person", "in person", "in-office"), yes_after=_HERE),
)


def workplace(location: str = "", title: str = "", text: str = "") -> str:
    """Return onsite, hybrid or remote; empty when nothing says.

    The *location* line outranks the *title*, and that the body *text*, of which only statements
    about this job count ("remote areas" does not). Never raises.
    """
    return _on_line(location) or _on_line(title) or _in_text(text)


def _on_line(line: str) -> str:
    return next((value for pattern, value in _LINE if pattern.search(line)), "") if line else ""


def _in_text(text: str) -> str:
    found = list(stated(text, _SENSES))
    if HYBRID in found:
        return HYBRID
    return found[0] if found else ""
