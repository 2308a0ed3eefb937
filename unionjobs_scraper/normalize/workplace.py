"""Where the work is done: on site, at home, or both."""

import re

from unionjobs_scraper.normalize.statements import Sense, needles, stated, words

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
_LINE_SIGNS = ("remote", "hybrid", "tele", "home", "site", "person", "office")

_JOB = r"(?:position|role|job|opportunity|post|appointment)"
_OF_THIS_JOB = words(rf"""
    \b(?:we|our\ (?:office|organi[sz]ation|staff|team))\ (?:is|are)\ (?:an?\ )?(?:\w+\ )?$
  | \b(?:this|it)\ (?:is|will\ be)\ (?:an?\ )?(?:[\w,%-]+\ ){{0,4}}$
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
    (?:{_JOB}|schedule|arrangement|model|basis|workplace|environment|eligible|policy|setting|working\b|work\b|organi[sz]ation\b(?!s))"""
_THINGS = (
    r"vehicles?|cars?|meetings?|events?|trainings?|class(?:es)?|learning|conferences?|areas?|communit\w+"
    r"|locations?|regions?"
    r"|villages?|control|access|workers?|sites?|parts?|support|technolog\w+|desktop|staff|visits?|actions?"
    r"|inspections?"
    r"|organi[sz](?!ation\b)\w+|conversations?|interviews?|child\w*|campaigns?|unions?|workshops?|sessions?|work\s?forces?"
    r"|workplaces?"
    r"|teams?|bargaining|rall\w+|outreach|gatherings?|membership"
)


def _sense(
    value: str,
    pieces: tuple[str, ...],
    *,
    word: str = "",
    yes_after: str = _KIND_AFTER,
    lead: int = 0,
) -> Sense:
    return Sense(
        value=value,
        needles=needles(*pieces),
        word=words(word or r"\b(?:" + "|".join(map(re.escape, pieces)) + r")\b"),
        yes_before=_OF_THIS_JOB,
        yes_after=words(yes_after),
        no_before=_NOT_OF_THIS_JOB,
        no_after=words(rf"[\s/-]*(?:(?:and|or)\s\w+\s)?(?:\w+\s)?(?:{_THINGS})\b"),
        lead=lead,
        standalone=True,
    )


_DAYS = r"(?:[1-4]|one|two|three|four)\s(?:\w+\s)?days?\s?(?:a|per|/|each)\s?week\b"
_HERE = rf"{_KIND_AFTER} | \ presence\ required | \ only\b"
_ELSEWHERE = r"office|remote(?:ly)?|home|on-?site|in[- ]person|telework"
_SENSES = (  # the first that is said wins
    _sense(HYBRID, ("hybrid",)),
    _sense(
        HYBRID,
        ("days a week", "days per week", "days/week", "day a week", "day per week", "days each week"),
        word=rf"\b{_DAYS}",
        yes_after=rf"[^.\n]{{0,30}}\b(?:{_ELSEWHERE})\b",
        lead=25,
    ),
    _sense(
        HYBRID,
        ("days a week", "days per week", "days/week", "day a week", "day per week", "days each week"),
        word=rf"\b(?:remotely|from\ home|office|telework\w*(?:\ is\ available)?|in[- ]person|on-?site)"
        rf"\ (?:up\ to\ |for\ )?{_DAYS}",
        yes_after="",
        lead=50,
    ),
    _sense(HYBRID, ("including working from home", "some working from home", "or working from home"), yes_after=""),
    _sense(ONSITE, ("remote",), word=r"\bnot\ (?:an?\ )?(?:fully\ )?remote\b", yes_after="", lead=16),
    _sense(ONSITE, ("no remote",), yes_after=rf"{_KIND_AFTER} | \ option"),
    _sense(REMOTE, ("remote", "remotely"), word=r"\bremote(?:ly)?\b(?!\ control)"),
    _sense(REMOTE, ("remote-first",), yes_after=r"\ \w+"),
    _sense(REMOTE, ("works from home", "home-based"), yes_after=r"[\s,.;]"),
    _sense(ONSITE, ("on-site", "onsite", "on site"), yes_after=_HERE),
    _sense(ONSITE, ("in-person", "in person", "in-office"), yes_after=_HERE),
    _sense(
        ONSITE, ("working in person", "work in person", "works in person"), yes_after=r"\ (?:in|at|from)\ (?:our|the)\b"
    ),
)


def workplace(location: str = "", title: str = "", text: str = "") -> str:
    """Return onsite, hybrid or remote; empty when nothing says.

    The *location* line outranks the *title*, and that the body *text*, of which only statements
    about this job count ("remote areas" does not). Never raises.
    """
    return _on_line(location) or _on_line(title) or _in_text(text)


def _on_line(line: str) -> str:
    if not any(map(line.lower().__contains__, _LINE_SIGNS)):
        return ""
    return next((value for pattern, value in _LINE if pattern.search(line)), "")


def _in_text(text: str) -> str:
    return next(stated(text, _SENSES), "")
