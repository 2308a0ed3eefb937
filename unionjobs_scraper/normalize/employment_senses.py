"""What a text says of how a job is held: of this job, not of the staff, the members or experience."""

from __future__ import annotations

import re

from unionjobs_scraper.normalize.matching import Sense, needles, words

FULL_TIME, PART_TIME, TEMPORARY = "FULL_TIME", "PART_TIME", "TEMPORARY"
CONTRACTOR, INTERN = "CONTRACTOR", "INTERN"
HOURS = (FULL_TIME, PART_TIME)
COUNT = r"(?:\d{1,2}|one|two|three|four|six|eight|nine|ten|twelve|eighteen)"
FEW_HOURS = r"\b(?:[1-9]|1\d|2\d)(?:\.\d+)?\ ?(?:hours|hrs)(?:\ a\ |\ per\ |\ ?/\ ?|\ each\ |\ p/)w(?:ee)?k"
"""Below 30 a week: the hours of a full-time job begin at 32 to 35, so those between say nothing."""

_JOB = r"(?:positions?|role|job|post|appointment|opportunity|employment|assignment|opening|vacancy)"
_ONE_JOB = r"(?:position|role|job|post|appointment|opportunity|employment|assignment|opening|vacancy)"
_OF_THIS_JOB = words(rf"""
    \b(?:this|these|it)\ (?:\w+\ )?(?:is|are|will\ be)\b [^:]* $
  | \b(?:this|the|our|each|all)\ (?:[\w/-]+\ ){{0,4}}?{_JOB}\ (?:is|are|will\ be)\b [^:]* $
  | (?:^|\ )position\ is\b [^:]* $
  | ^\W*(?:permanent|regular|at-will|ongoing|exempt)(?:\ (?:position|role|job))?,\ $
  | \bthis\ (?:\w+,?\ )?$
  | \b(?:seek|hir|recruit|look)\w*\ (?:for\ )?(?:an?|\w+)\ (?:(?!of\b|for\b)[\w,/-]+\ ){{0,3}}$
  | \b(?:employment|job|position|hours|type|status|classification|schedule|term|fte|employee|work)
    (?:[\s/]+(?:type|status|schedule|class|hours))?\s?:[^:]{{0,40}}$
""")
_NOT_OF_THIS_JOB = words(r"""
    \b(?:supervis|oversee|mentor|represent|coordinat|train)(?:e?s|ing|e)?\ [^.:]{0,40}$
  | \b(?:manag(?:es?|ing)|direct(?:s|ing)?|support(?:s|ing)?)\ [^.:]{0,40}$
  | \b(?:staff|team|crew)\ of\ [^.]{0,20}$
  | \b(?:not|no|never|become|becoming|potential\ for|lead(?:s|ing)?\ to|transition\ (?:in)?to)\ (?:an?\ )?$
  | \b(?:eventually|potentially|possibly|later|including|includes?|appl(?:y|ies)\ (?:only\ )?to)\ (?:[\w,]+\ ){0,4}$
  | \b(?:may|might|could|can)\ be\ (?:offered|given|considered|appointed|hired|made|granted)\ [^.]{0,30}$
  | \b(?:full|part)[- ]time\W*(?:or|and|/|&)\W*$
  | \b(?:only|if|when|once)\ [^.]{0,40}$
  | \b(?:years?|months?)(?:['’])?\ (?:of\ )?$
  | \b(?:equivalent|other|former|previous|while|against|between)\ (?:\w+\ )?$
  | \bworked\ (?:\w+\ )?$ | \bconvert\w*\ [^.]{0,20}$
""")
_NOT_OF_LIMITED_JOB = words(rf"""
    {_NOT_OF_THIS_JOB.pattern} | \b(?:permanent|regular|perm|direct[- ]hire)(?:,|\ and|\ or|\ ?/)\W*(?:\w+\W+){{0,2}}$
""")
"""An agency hires for jobs of all kinds: "permanent, temporary and interim"."""
_PERMANENT_NEXT = r"\W{0,3}(?:or|and|to|&|/)\W{0,3}(?:perm\w*|direct|regular)\b"
_HELD_BY_OTHERS = r"""
    (?:union\ )?(?:release|staff(?:ers|ing)?\b(?!\ (?:position|organizer|attorney|representative))
  | students?|workers?|employees|faculty|lecturers|teachers|nurses|drivers|members|officers|experience|equivalen\w+
  | study|enroll\w+|jobs\b|instructors|volunteers|basis\ preferred)
"""
_NOT_AFTER = rf"\W{{0,3}}(?:or|and|to|&|/)\W{{0,3}}(?:full|part)\b|[\s-]*(?:or|and)?\s*(?:paid\ )?{_HELD_BY_OTHERS}"
_JOBS = r"positions?\ (?:are\ )?(?:available|open|in)\b"
_NAMES_JOB = rf"[\s,/()&-]*(?:[\w-]+[\s,/()]+){{0,3}}?(?:{_ONE_JOB}\b|{_JOBS})"
_HOURS_AFTER = words(
    rf"{_NAMES_JOB} | \s*\([^()]{{0,40}}\)\s(?:[\w-]+\s){{0,3}}?{_ONE_JOB}\b |"
    rf"[\s,/()-]*(?:non-?)?(?:exempt|salaried|benefited)\b"
    r"| [\s,/-]+(?:permanent|regular)(?=\s*(?:$|[,.;\n])) | \ basis\b | \ (?:with|plus)\ benefits"
    r"| [,:]?\s\(?\d{2}(?:\.\d+)?\s?(?:hours|hrs)\b | :\s\d\ days\b | ,?\s(?:0?\.\d+|1\.0)\s?fte\b"
)


_NEVER, _ALWAYS = words(r"(?!)"), words(r"")
_HELD = words(
    r"\b(?:poste|emploi|contrat|statut|horaire|puesto|trabajo|empleo|contrato|horario|jornada)\W+(?:[\w]+\W+){0,3}(?:à|de|a)?\W*$"
)
_HELD_IN_GERMAN = words(r"\b(?:stelle|position|beschäftigung|arbeitszeit|umfang|anstellung)\W+(?:in\ )?$")


def _sense(
    value: str,
    pieces: tuple[str, ...],
    yes_after: re.Pattern[str],
    *,
    word: str = "",
    yes_before: re.Pattern[str] = _OF_THIS_JOB,
    no_after: str = "(?!)",
    no_before: re.Pattern[str] | None = None,
    lead: int = 0,
    standalone: bool = False,
) -> Sense:
    return Sense(
        value=value,
        needles=needles(*pieces),
        word=words(word or r"\b(?:" + "|".join(map(re.escape, pieces)) + r")\b"),
        yes_before=yes_before,
        yes_after=yes_after,
        no_before=no_before or (_NOT_OF_THIS_JOB if value in HOURS else _NOT_OF_LIMITED_JOB),
        no_after=words(rf"{_NOT_AFTER} | \s*(?:{no_after})" + ("" if value in HOURS else f" | {_PERMANENT_NEXT}")),
        lead=lead,
        standalone=standalone,
    )


_NOT_TEMPORARY = (
    r"disab|hous|assist|protect|agenc|restrain|visa|relief|accommod|committee|earnings|financial|workers|staff"
)
_FIXED = ("limited-duration", "limited duration", "limited-term", "limited term", "fixed-term", "fixed term")
SENSES = (  # the first that is said wins: the rarer word
    _sense(
        INTERN,
        ("internship",),
        words(r"\ (?:is|will|runs|lasts|pays)\b"),
        yes_before=words(rf"{_OF_THIS_JOB.pattern} | (?:^|\n)\W*(?:paid|unpaid|summer|fall|spring|winter)\ $"),
        no_after="experience|program",
    ),
    _sense(CONTRACTOR, ("contract position", "contract role"), _ALWAYS, word=r"\bcontract\ (?:position|role)\b"),
    _sense(CONTRACTOR, ("type", "status"), _ALWAYS, word=r"\b(?:type|status)\s?:[^:\n]{0,20}?\bcontract\b"),
    _sense(
        CONTRACTOR,
        ("independent contractor",),
        words(r"\ (?:position|role)\b | \ \(1099\)"),
        yes_before=words(
            r"\b(?:engaged|hired|paid|work)\ as\ an?\ $ | \b(?:contract|type|status|classification)\s?:\s?$"
            r"| \b(?:seek|hir|recruit|look)\w*\ (?:for\ )?(?:an?|one)\ $"
        ),
    ),
    _sense(TEMPORARY, ("type", "status"), _ALWAYS, word=r"\b(?:type|status)\s?:[^:\n]{0,20}?\bterm\b"),
    _sense(
        TEMPORARY,
        ("temporary", "interim", "seasonal", "term-limited", "term limited", *_FIXED),
        words(
            rf"{_NAMES_JOB} | [,\s]*(?:until|through|for|ending|to(?=\ \d))\b"
            r"| ,?\s(?:full|part)[\s-]time\b(?!\s\w+s\b)"
            rf"| ,?\s\d+\smonths"
        ),
        no_after=_NOT_TEMPORARY,
    ),
    _sense(TEMPORARY, ("seasonal", "temporary"), words(r"\ [\w-]+\ (?:wanted|needed|sought)\b")),
    _sense(
        TEMPORARY,
        ("months",),
        words(r""),
        word=rf"\b(?:term|duration|length)\s?:\s?(?:up\ to\ )?{COUNT}[- ]months\b",
        lead=28,
    ),
    _sense(
        TEMPORARY,
        ("pour l",),
        _NEVER,
        word=r"\bpour\ l['’](?:été|hiver|automne)\b",
        yes_before=words(r"\b(?:emplois?|postes?|contrat)\b[^.]{0,30}$"),
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
        yes_before=words(rf"\b(?!(?:9|10|11|nine|ten|eleven)$){COUNT}$"),  # those are school years
        no_after=r"(?:of\ )?(?:\w+\ ){0,2}experience | old | ago | probation | minimum | or\ more | degree | of\b",
        lead=1,
    ),
    _sense(
        TEMPORARY,
        (
            *("position is funded", "position is limited", "position is grant", "position will end"),
            *("position will last", "position ends"),
        ),
        words(r"[^.\n]{0,30}\b(?:through|until|for|on|to|in)\b"),
        word=r"\bposition\ (?:is\ (?:(?:grant[- ])?funded|limited)|will\ (?:end|last)|ends)\b",
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
    _sense(
        PART_TIME,
        ("hours per week", "hours a week", "hours/week", "hours each week", "hrs/week"),
        _NEVER,
        word=FEW_HOURS,
        yes_before=words(
            r"\bhours?(?:\ of\ work)?\s?:\W*$"
            r"| \b(?:position|role|job|post|this)\ is\ [^.]{0,30}$ | \bthis\ (?:is\ )?(?:an?\ )?$"
            r"| \b(?:hire|hiring|seeks?|seeking)\ [^.]{0,60}\b(?:at|for)\ $"
        ),
        no_before=words(
            r"\b(?:least|minimum|than|over|exceed\w*|extra|additional|who|employees|overtime)\b[^.]{0,25}$"
        ),
        standalone=True,
        lead=8,
    ),
    _sense(
        PART_TIME,
        ("fte",),
        words(_NAMES_JOB),
        word=r"(?:(?<![\d.])0?\.[1-7]\d?\s?fte\b | \bfte\W{1,3}0?\.[1-7]\d?(?!\d))",
        lead=6,
        standalone=True,
    ),
    _sense(
        FULL_TIME,
        ("fte",),
        words(_NAMES_JOB),
        word=r"(?:(?<![\d.])1\.0\s?fte\b | \bfte\W{1,3}1\.0(?!\d))",
        lead=6,
        standalone=True,
    ),
    _sense(
        TEMPORARY,
        ("temporal", "temporaire", "saisonnier"),
        _NEVER,
        word=r"\b(?:temporal|temporaire|saisonnier)\b",
        yes_before=_HELD,
    ),
    _sense(
        TEMPORARY,
        ("leave cover",),
        words(rf"\ (?:for|until)\b | {_NAMES_JOB}"),
        word=r"\b(?:maternity|paternity|parental|adoption)\ leave\ cover\b",
        standalone=True,
        lead=12,
    ),
    _sense(
        TEMPORARY,
        ("durée déterminée", "remplacement d", "remplacement de cong"),
        words(r"\ (?:de|d['’])"),
        word=r"\b(?:durée\ déterminée|remplacement\ d(?:['’]un|e)\ congé)\b",
        yes_before=_HELD,
        standalone=True,
    ),
    _sense(
        INTERN,
        ("stage rémun",),
        words(r"\ (?:de|d['’])"),
        word=r"\bstage\ rémunéré\b",
        yes_before=_HELD,
        standalone=True,
    ),
    _sense(FULL_TIME, ("full-time", "full time", "fulltime"), _HOURS_AFTER, standalone=True),
    _sense(TEMPORARY, ("secondment", "maternity cover"), words(_NAMES_JOB), standalone=True),
    _sense(
        PART_TIME,
        ("temps partiel", "tiempo parcial", "medio tiempo", "jornada parcial", "job share"),
        words(r",?\ \(?\d"),
        yes_before=_HELD,
        standalone=True,
    ),
    _sense(PART_TIME, ("teilzeit",), _NEVER, yes_before=_HELD_IN_GERMAN, standalone=True),
    _sense(FULL_TIME, ("vollzeit",), _NEVER, yes_before=_HELD_IN_GERMAN, standalone=True),
    _sense(
        FULL_TIME,
        ("temps plein", "temps complet", "tiempo completo", "jornada completa"),
        words(r",?\ \(?\d"),
        yes_before=_HELD,
        standalone=True,
    ),
)
