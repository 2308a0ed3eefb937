"""What a text says of the place of work: of this job, not of its duties, its perks or its employer's trade."""

from __future__ import annotations

import re

from unionjobs_scraper.normalize.matching import Sense, needles, words

ONSITE, HYBRID, REMOTE = "onsite", "hybrid", "remote"

_JOB = r"(?:position|role|job|opportunity|post|appointment)"
_OF_THIS_JOB = words(rf"""
    \b(?:we|our\ (?:office|organi[sz]ation|staff|team))\ (?:is|are)\ (?:an?\ )?(?:\w+\ )?$
  | \b(?:this|it)\ (?:is|will\ be)\ (?:an?\ )?(?:[\w,%-]+\ ){{0,4}}$
  | \b(?:this|the|our)\ (?:[\w/-]+\ ){{0,3}}?{_JOB}\ (?:is|will\ be|operates|works|may\ be
      |can\ be)\ (?:\w+\ )?(?:an?\ )?
    (?:[\w,%/-]+\ ){{0,4}}$
  | \b(?:fully|entirely|completely|primarily|mostly|predominantly|partially|partly|100\s?%)\ $
  | \b(?:location|workplace|work\ ?site|setting|arrangements?|environment|schedule|model|type
      |remote)\s?(?:type\s?)?:[^:]{{0,45}}$
  | \bthis\ (?:\w+\ )?$ | \bhybrid\W+$ | \b(?:full|part)[- ]time,\ $ | (?:^|\ )position\ is\ (?:an?\ )?$
  | \b(?:may|can|will)\ be\ (?:performed|done|worked)\ $
  | \b(?:you|staff|employees?|candidate|incumbent)\ will\ (?:be\ )?(?:work(?:ing)?\ )?(?:\w+\ )?$
""")
_NOT_OF_THIS_JOB = words(
    r"""\b(?:ability\ to|able\ to|experience|facilitate|attend|conduct|lead|hold|both|online\ and|virtual\ and
      |responsible\ for|provid(?:e|es|ing)|deliver\w*|perform(?:s|ing)?|manag(?:e|es|ing)|maintain\w*|supporting
      |troubleshoot\w*|coordinat(?:e|es|ing)|support\ for|via|through|using|represent(?:s|ing)?|organiz(?:e|es|ing))
      \ (?:[\w/,-]+\ ){0,3}$
    | \b(?:occasional(?:ly)?|inclement|weather|emergenc\w+|pandemic|covid\S*|probation\w*|temporarily|sometimes|ad\ hoc
      |flex\ ?time|perks?|flexibility|initially|at\ first)\b"""
)
_ONLY_AT_TIMES = (
    r"[^.\n]{0,45}\b(?:(?:when|as|if|where)\ (?:needed|necessary|required|approved|appropriate)|occasional\w*|inclement"
    r"|emergenc\w+|pandemic|covid\S*|from\ time\ to\ time|at\ times|temporarily|for\ now|considered"
    r"|at\ the\ (?:\w+\ )?discretion)\b"
)
_REFUSED = (
    r"(?:not|cannot|never)\b|(?:is|are|will\ be|has|have)\ (?:currently\ )?(?:not|no|n[o’']t)\b|(?:isn|aren|won)[’']t\b"
)
_KIND_AFTER = rf"""[\s/(-]*(?:(?:work|office|in-office|on-?site|remote|full[- ]time)\W+)?
    (?:{_JOB}|schedule|arrangement|model|basis|workplace|environment|eligible|policy|setting|working\b|work\b|organi[sz]ation\b(?!s))"""
_THINGS = (
    r"vehicles?|cars?|meetings?|events?|trainings?|class(?:es)?|learning|conferences?|areas?|communit\w+"
    r"|locations?|regions?"
    r"|villages?|control|access|workers?|sites?|parts?|support|technolog\w+|desktop|staff|visits?|actions?"
    r"|inspections?|offshore|off-?site|cloud|sensing|patients?|monitoring|services?|care\b|therapy|providers?|programs?"
    r"|organi[sz](?!ation\b)\w+|conversations?|interviews?|child\w*|campaigns?|unions?|workshops?|sessions?|work\s?forces?"
    r"|workplaces?|clients?|customers?|applicants?|candidates?|collaboration|projects?|perks?"
    r"|teams?|bargaining|rall\w+|outreach|gatherings?|membership"
)
_GOES_ON = words(
    rf"""\s*(?:$|[.,;:!()\[\]\n|•·–—/-]
      |(?:and|or|in|at|from|with|within|for|but|based|only|to|throughout|on|across|unless|work|working|workplace|office
        |eligible|full|part|first|company|hybrid|remote|onsite|exempt|anywhere|as|per|position|role|job|opportunity|post
        |schedule|arrangement|model|basis|environment|setting|policy|organi[sz]ation)\b
      |(?:à|ou|et|dans|partout|con|para|y|o|en|desde)\b
      |(?:[\w-]+\ ){{1,4}}{_JOB}\b)"""
)
"""What follows a word for a place of work; any other noun is what the word belongs to."""


def _sense(
    value: str,
    pieces: tuple[str, ...],
    *,
    word: str = "",
    yes_after: str = _KIND_AFTER,
    yes_before: re.Pattern[str] = _OF_THIS_JOB,
    no_before: re.Pattern[str] = _NOT_OF_THIS_JOB,
    no_after: str = "(?!)",
    anything_after: bool = False,
    lead: int = 0,
    standalone: bool = True,
) -> Sense:
    goes_on = "(?!)" if anything_after else rf"(?!{_GOES_ON.pattern})"
    return Sense(
        value=value,
        needles=needles(*pieces),
        word=words(word or r"\b(?:" + "|".join(map(re.escape, pieces)) + r")\b"),
        yes_before=yes_before,
        yes_after=words(yes_after),
        no_before=no_before,
        no_after=words(rf"{goes_on} | [\s/-]*(?:(?:and|or)\s\w+\s)?(?:\w+\s)?(?:{_THINGS})\b | {no_after}"),
        lead=lead,
        standalone=standalone,
    )


_NEVER = words(r"(?!)")
_DAYS = r"(?:[1-4]|one|two|three|four)\s(?:\w+\s)?days?\s?(?:a|per|/|each)\s?week\b"
_DAY_PIECES = ("days a week", "days per week", "days/week", "day a week", "day per week", "days each week")
_PART_TIME = words(r"\bpart[- ]time\b | \btravel\w*\b")
_PERFORMED = r"\s?,\ work\ (?:must|can|may)\ be\ performed\b"
"""Idealist's words behind the kind of workplace, in Spanish "el trabajo se debe realizar"."""
_HERE = rf"{_KIND_AFTER} | {_PERFORMED} | \ presence\ required | \ only\b"
_ELSEWHERE = (
    r"(?:in|at)\s(?:the\s|our\s|an?\s)?office|in-office|remote(?:ly)?|(?:from|at)\shome|on-?site|in[- ]person|telework"
)
_REMOTE_KIND = (
    rf"[\s/(-]*(?:(?:work|working|full[- ]time)\W+)?(?:{_JOB}\b(?!\ sites?)|eligible|schedule|arrangement|basis)\b"
)
_OFFERED = r"\ work\ (?:is|will\ be)\ (?:available|offered)\b"
_WORK_ELSEWHERE = r"(?:remote(?:ly)?|telework\w*|telecommut\w*|work(?:ing)?[- ]from[- ]home)"
_LET = r"(?:offer|allow|support|accommodate|permit|provide|include|consider)"
_GIVEN = r"(?:available|possible|offered|permitted|allowed)"
_ELSEWHERE_PIECES = (
    "remote",
    "remotely",
    "telework",
    "teleworking",
    "telecommuting",
    "work from home",
    "working from home",
    "work-from-home",
    "working-from-home",
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri)days?"
SENSES = (  # the first that is said wins
    _sense(
        ONSITE,
        _ELSEWHERE_PIECES,
        word=rf"""\b(?:(?:no|not\ an?|not|without|non-?|nor)\ (?:fully\ )?
              (?:(?:telecommuting|telework|hybrid)\ (?:or|and)\ )?
            |(?:not|in)\ ?eligible\ (?:for|to)\ (?:work\ )?(?:\w+\ )?
            |(?:not|un)\ ?able\ to\ {_LET}\ |(?:cannot|not)\ be\ (?:done|performed|worked)[ ]
            |(?:not|cannot|n[’']t)\ (?:currently\ )?{_LET}\w*\ (?:\w+\ )?(?:hybrid\ or\ )?){_WORK_ELSEWHERE}\b""",
        yes_after=r"(?!\s(?:only|sensing))",
        no_before=words(r"\b(?:if|experience|whether)\b[^.]*$"),
        anything_after=True,
        lead=45,
    ),
    _sense(
        ONSITE,
        _ELSEWHERE_PIECES,
        word=rf"""\b{_WORK_ELSEWHERE}(?:\ (?:or\ hybrid\ )?(?:work|working|option|{_JOB})s?
              (?:\ (?:options|arrangements))?)?
            \ (?:(?:is|are|will\ be)\ not\b|(?:isn|aren)[’']t\b|not\ {_GIVEN})""",
        yes_after=rf"\ ?(?:an?\ |currently\ )?(?:{_GIVEN}|option|authorized|supported)?",
        no_before=_NEVER,
        anything_after=True,
    ),
    _sense(
        ONSITE,
        _ELSEWHERE_PIECES,
        word=rf"\b{_WORK_ELSEWHERE}(?:\ (?:work|job|position|role|eligible|option|status))?\s?:\s?(?:no|none|not)\b",
        yes_after="",
        no_before=_NEVER,
        anything_after=True,
    ),
    _sense(
        ONSITE,
        ("remote",),
        word=r"\bremote\ (?:candidates|applicants|applications)\ (?:will\ not|can\ ?not|are\ not|won['’]t)\ be\b",
        yes_after=r"\ (?:considered|accepted)",
        no_before=_NEVER,
        anything_after=True,
    ),
    _sense(
        HYBRID,
        ("remote", "remotely"),
        word=r"\b(?:partially|partly|semi)[-\ ]remote(?:ly)?\b",
        yes_after="",
        lead=12,
    ),
    _sense(
        ONSITE,
        ("télétravail", "teletrabajo", "remoto", "remota"),
        word=r"\btélétravail\ n['’]est\ pas\b | \b(?:sans|sin|aucun)\ tél[ée]tra\w+ | \bno\ es\ (?:\w+\ )?remot[oa]\b"
        r"| \bno\ (?:hay|se\ (?:ofrece|permite|acepta))\ (?:el\ )?(?:teletrabajo|trabajo\ remoto)\b"
        r"| \bpas\ de\ télétravail\b",
        yes_after="",
        no_before=_NEVER,
        anything_after=True,
        lead=32,
    ),
    _sense(
        HYBRID,
        ("hybrid",),
        yes_after=rf"""{_KIND_AFTER} | {_PERFORMED} | \s?\([^()\n]{{0,40}}\b(?:days?|office|remote|home)\b
          | [\s/-]remote\b""",
        no_after=rf"""[^.\n]{{0,30}}\b(?:after|upon|following|pending)\ [^.\n]{{0,30}}\bprobation
          | \s(?:[\w-]+\s)?[\w-]+(?:/|\sand\s|\s&\s)[\w-]+\s{_JOB}\b | \s(?:of|between)\b
          | \s{_JOB}\ (?:of\b|between\b|(?:that\ )?(?:combin|blend|bridg|mix|split)\w+)""",
    ),
    _sense(
        HYBRID,
        _DAY_PIECES,
        word=rf"\b{_DAYS}",
        yes_after=rf"[^.\n]{{0,20}}\b(?:{_ELSEWHERE})\b",
        yes_before=_NEVER,
        no_before=_PART_TIME,
        anything_after=True,
        lead=25,
        standalone=False,
    ),
    _sense(
        HYBRID,
        _DAY_PIECES,
        word=r"\b(?:remotely|from\ home|office|telework\w*|in[- ]person|on-?site|remote|home[ -]?working|wfh)"
        rf"\ (?:work\ )?(?:is\ )?(?:available\ )?(?:up\ to\ |for\ )?{_DAYS}",
        yes_after="",
        no_before=_PART_TIME,
        anything_after=True,
        lead=50,
    ),
    _sense(
        HYBRID,
        ("remote", "remotely"),
        word=rf"\bremote(?:ly)?(?:\ work(?:ing)?)?\ (?:on\ |every\ |each\ )?{_WEEKDAY}\b",
        yes_after="",
        no_before=_NEVER,
    ),
    _sense(
        HYBRID,
        ("remote",),
        word=r"\b(?:mix|combination|blend)\ of\ "
        r"(?:(?:in-office|in[- ]person|on-?site|office)\ (?:work\ )?and\ )?remote\b",
        yes_after=r"(?:\ work)?(?:\ and\ (?:in-office|in[- ]person|on-?site|office)|\ work)?\b",
        no_before=words(r"\bexperience\b"),
        lead=40,
    ),
    _sense(
        HYBRID,
        ("including working from home", "some working from home", "or working from home"),
        yes_after="",
        no_after=r"[^.\n]{0,30}\b(?:considered|possible|may\ be|discussed|negotiable)\b",
        anything_after=True,
    ),
    _sense(
        HYBRID,
        ("hybride", "híbrido", "híbrida"),
        yes_after=r",\ el\ trabajo\b",
        yes_before=words(
            r"\b(?:poste|emploi|travail|formule|horaire|modalidad|puesto|trabajo|empleo|horario)"
            r"\W+(?:(?:de|en|est|es|du)\ )?(?:en\ )?(?:travail\ |mode\ |modalidad\ )?$ | \bmode\s?:\s?$ | ^mode\ $"
        ),
    ),
    _sense(
        HYBRID,
        ("télétravail", "teletrabajo"),
        word=r"""\btélétravail\W{1,3}(?:oui\W{1,2})?(?:\w+\ ){0,2}(?:[1-4]|une?|deux|trois|quatre)\ jours?\ par\ semaine
          | \btélétravail\ partiel\b | \bteletrabajo\ parcial\b
          | \bteletrabajo\ (?:\w+\ ){0,2}(?:[1-4]|un|dos|tres|cuatro)\ días?\ (?:a\ la|por)\ semana""",
        yes_after="",
        no_before=_NEVER,
        anything_after=True,
    ),
    _sense(HYBRID, ("blended working",), yes_after=r"\ (?:policy|arrangements?|model|pattern)\b"),
    _sense(
        REMOTE,
        ("télétravail", "teletrabajo", "remoto", "remota"),
        yes_after=r",\ el\ trabajo\b",
        yes_before=words(
            r"\b(?:poste|emploi|travail|modalidad|puesto|trabajo|empleo)\W+(?:(?:en|est|es|de)\ )?(?:mode\ )?"
            r"(?:100\s?%\ )?$"
        ),
    ),
    _sense(
        ONSITE,
        ("presencial",),
        yes_after=r",\ el\ trabajo\b",
        yes_before=words(
            r"\b(?:poste|emploi|travail|modalidad|puesto|trabajo|empleo)\W+(?:(?:est|es|de)\ )?(?:100\s?%\ )?$"
        ),
    ),
    _sense(
        REMOTE,
        ("remote", "remotely"),
        word=r"\bremote(?:ly)?\b(?!\ control)",
        yes_after=rf"{_REMOTE_KIND} | {_OFFERED} | {_PERFORMED}"
        r"| ,\ (?:USA?|U\.S\.|United\ States|Canada|UK|anywhere)(?!\w)",
        no_after=rf"[^.\n]{{0,20}}\b(?:is|are|may\ be|might\ be|could\ be)\ (?:possible|considered|negotiable)\b"
        rf"| {_ONLY_AT_TIMES} | \ (?:work(?:ing)?\ )?(?:options?|opportunities|flexib\w+|days?)\b"
        rf"| [^.\n]{{0,25}}\b(?:{_REFUSED})",
    ),
    _sense(REMOTE, ("remote-first",), yes_after=r"\ \w+"),
    _sense(
        REMOTE,
        ("work from anywhere", "working from anywhere"),
        yes_after=r"\ (?:in|within|across|on)\b",
        yes_before=words(r"\b(?:may|can|will|to)\ (?:be\ )?$"),
        no_before=words(r"\b(?:able\ to|weeks|days)\b[^.]*$"),
    ),
    _sense(
        REMOTE,
        ("based at home", "based from home"),
        yes_after=r"[\s,.;]",
        yes_before=words(r"\b(?:post|position|role|job|holder|you|candidate|officer|organi[sz]er)\ [^.]{0,25}$"),
        no_before=words(r"\b(?:partly|partially|days?|part\ of|either|or)\b[^.]*$"),
        no_after=r"[^.\n]{0,40}\boffice\b | \ (?:for\ )?(?:up\ to\ )?(?:[1-4]|one|two|three|four)\ days?\b",
        anything_after=True,
    ),
    _sense(
        REMOTE,
        ("distance",),
        word=r"(?<=à\ )distance\b",
        yes_before=words(
            r"(?:\b(?:poste|emploi|travail)\W+(?:(?:est|se\ fait|s['’]effectue)\ )?|\b(?:entièrement|100\s?%)\ )à\ $"
        ),
        yes_after="(?!)",
        no_before=words(r"\b(?:occasionnel|possib|formation|partiel|soutien|outils?)\w*\b[^.]*$"),
        no_after=r"\ (?:occasionnel|partiel|(?:un|deux|trois)\ jours?)\w*",
        standalone=False,
    ),
    _sense(REMOTE, ("works from home",), yes_after=r"[\s,.;]"),
    _sense(
        REMOTE,
        ("work from home", "working from home"),
        yes_after="(?!)",
        yes_before=words(
            r"\b(?:you|staff|employee|incumbent|candidate|hire)\ will\ (?:be\ )?$"
            r"| ^\W*(?:staff|employees|organi[sz]ers)\ $"
        ),
        no_after=rf"{_ONLY_AT_TIMES.replace('occasional', 'occasional(?!(?:ly)?.travel)')}"
        r"| \ (?:one|two|three|up|on|\d)\b",
        anything_after=True,
        standalone=False,
    ),
    _sense(
        REMOTE,
        ("home office",),
        word=r"\bwork(?:s|ing)?\ (?:out\ of|from)\ (?:your|their|his|her|an?)\ (?:own\ )?home\ office\b",
        yes_after="",
        lead=32,
        anything_after=True,
    ),
    _sense(
        REMOTE,
        ("telecommute", "telework"),
        word=r"\btele(?:commute|work)s?\ full[- ]time\b",
        yes_after="",
        anything_after=True,
    ),
    _sense(HYBRID, ("mobiles arbeiten",), yes_after=r"[^.\n]{0,20}\b\d\d?\s?%", anything_after=True),
    _sense(REMOTE, ("fully virtual",), yes_after=rf"\ {_JOB}\b"),
    _sense(
        REMOTE,
        ("home-based", "home based"),
        yes_after=rf"\ (?:(?:[\w-]+\ ){{0,3}}?{_JOB}\b|(?:in|with|from|near|anywhere)\b)",
    ),
    _sense(ONSITE, ("on-site", "onsite", "on site"), yes_after=_HERE),
    _sense(
        ONSITE,
        ("on-site", "onsite", "on site", "in-person", "in person", "in-office"),
        yes_after=r"""\ (?:five|5)\ days\b
          | \ (?:attendance|presence)\ (?:at|in)\ (?:the|our)\ (?:\w+\ ){0,3}?office\b[^.\n]{0,20}\brequired""",
        yes_before=_NEVER,
        no_before=_NEVER,
        anything_after=True,
        standalone=False,
    ),
    _sense(
        ONSITE,
        ("présentiel",),
        yes_after=r"(?:\ (?:uniquement|seulement|à|au|dans|obligatoire)\b|[.,;)]|$)",
        yes_before=words(r"\b(?:poste|emploi|travail|mode)\W+(?:(?:est|s['’]effectue|se\ fait)\ )?(?:en\ )?$"),
        no_before=words(r"\b(?:hybride|et\ en|ou\ en|réunions?|formations?|ateliers?)\b[^.]*$"),
        anything_after=True,
    ),
    _sense(
        ONSITE,
        ("in-person", "in person", "in-office", "office-based", "office based"),
        yes_after=rf"{_HERE} | \ with\ flexib",
    ),
    _sense(
        ONSITE,
        ("in office",),
        yes_before=words(r"\b(?:location|workplace|arrangement|environment|setting|type|model)s?\s?:\s?(?:fully\ )?$"),
        yes_after="(?!)",
        standalone=False,
    ),
    _sense(
        ONSITE, ("working in person", "work in person", "works in person"), yes_after=r"\ (?:in|at|from)\ (?:our|the)\b"
    ),
)
