"""What a text says of the place of work: of this job, not of its duties, its perks or its employer's trade."""

from __future__ import annotations

from unionjobs_scraper.normalize.matching import words
from unionjobs_scraper.normalize.workplace_words import (
    HYBRID,
    JOB,
    KIND_AFTER,
    NOT_OF_THIS_JOB,
    OF_OTHERS,
    ONLY_AT_TIMES,
    ONSITE,
    OR_ELSE,
    REFUSED,
    REMOTE,
    sense,
)

_NEVER = words(r"(?!)")
_DAYS = r"(?:[1-4]|one|two|three|four)\s(?:\w+\s)?days?\s?(?:a|per|/|each)\s?week\b"
_DAY_PIECES = ("days a week", "days per week", "days/week", "day a week", "day per week", "days each week")
_PART_TIME = words(rf"\bpart[- ]time\b | \b(?:travel\w*|field|road|work\ ?sites?)\b | {OF_OTHERS}")
_PERFORMED = r"\s?,\ work\ (?:must|can|may)\ be\ performed\b"
"""Idealist's words behind the kind of workplace, in Spanish "el trabajo se debe realizar"."""
_HERE = rf"{KIND_AFTER} | {_PERFORMED} | \ (?:presence\ )?required | \ only\b | ,\ full[- ]time\b"
_UNLESS_HYBRID = words(rf"\bhybrid\b[^.]*$ | {NOT_OF_THIS_JOB.pattern}")
_ELSEWHERE = (
    r"(?:in|at)\s(?:the\s|our\s|an?\s)?office|in-office|remote(?:ly)?|(?:from|at)\shome|on-?site|in[- ]person|telework"
)
_REMOTE_KIND = (
    rf"[\s/(-]*(?:(?:work|working|full[- ]time)\W+)?(?:{JOB}\b(?!\ sites?)|eligible|schedule|arrangement|basis)\b"
)
_OFFERED = r"\ work\ (?:is|will\ be)\ (?:available|offered)\b"
_WORK_ELSEWHERE = r"(?:remote(?:ly)?|from\ home|telework\w*|telecommut\w*|work(?:ing)?[- ]from[- ]home)"
_LET = r"(?:offer|allow|support|accommodate|permit|provide|include|consider)"
_GIVEN = r"(?:available|possible|offered|permitted|allowed)"
_ELSEWHERE_PIECES = (
    "from home",
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
_NUMBER = r"(?:[1-4]|one|two|three|four)"
_REST = (
    r"(?:(?:the\ )?(?:rest|remainder|balance)\ of\ (?:the|each)\ week|(?:the\ )?(?:other|remaining)\ (?:\w+\ )?days)"
)
_ELSEWHERE_ALONE = r"(?:remote(?:ly)?|from\ home)"
SENSES = (  # the first that is said wins
    sense(
        ONSITE,
        _ELSEWHERE_PIECES,
        word=rf"""\b(?:(?:no|not\ an?|not|without|non-?|nor)\ (?:fully\ )?
              (?:(?:telecommuting|telework|hybrid)\ (?:or|and)\ )?
            |(?:isn|wasn|aren)[’']t\ an?\ |(?:not|in)\ ?eligible\ (?:for|to)\ (?:work\ )?(?:\w+\ )?
            |(?:not|un)\ ?able\ to\ {_LET}\ |(?:cannot|not)\ be\ (?:done|performed|worked)[ ]
            |(?:not|cannot|n[’']t)\ (?:currently\ )?{_LET}\w*\ (?:\w+\ )?(?:hybrid\ or\ )?){_WORK_ELSEWHERE}\b""",
        yes_after=r"(?!\s(?:only|sensing))",
        no_before=words(r"\b(?:if|experience|whether)\b[^.]*$"),
        anything_after=True,
        lead=45,
    ),
    sense(
        ONSITE,
        _ELSEWHERE_PIECES,
        word=rf"""\b{_WORK_ELSEWHERE}(?:\ (?:or\ hybrid\ )?(?:work|working|option|{JOB})s?
              (?:\ (?:options|arrangements))?)?
            \ (?:(?:is|are|will)\ not|(?:isn|aren|won)[’']t|not)\ (?:currently\ |be\ |an?\ )*
            (?:{_GIVEN}|options?|authorized|supported|eligible|considered|accepted)\b""",
        yes_after="",
        no_before=_NEVER,
        anything_after=True,
    ),
    sense(
        ONSITE,
        _ELSEWHERE_PIECES,
        word=rf"\b{_WORK_ELSEWHERE}(?:\ (?:work|{JOB}|eligible|option|status))?\s?[:?]\s?(?:no?|none|not)\b",
        yes_after="",
        no_before=_NEVER,
        anything_after=True,
    ),
    sense(
        ONSITE,
        ("remote",),
        word=r"\bremote\ (?:candidates|applicants|applications)\ (?:will\ not|can\ ?not|are\ not|won['’]t)\ be\b",
        yes_after=r"\ (?:considered|accepted)",
        no_before=_NEVER,
        anything_after=True,
    ),
    sense(
        HYBRID,
        ("remote", "remotely"),
        word=r"\b(?:partially|partly|semi)[-\ ]remote(?:ly)?\b"
        r"| \bpart\ remote,?\ (?:and\ )?part\ (?:on-?\ ?site|in[- ]office|in[- ]person|office)\b",
        yes_after="",
        lead=12,
    ),
    sense(
        ONSITE,
        ("télétravail", "teletrabajo", "remoto", "remota"),
        word=r"\btélétravail\ n['’]est\ pas\b | \b(?:sans|sin|aucun)\ tél[ée]tra\w+"
        r"| \bno\ es\ (?:una?\ )?(?:\w+\ )?remot[oa]\b"
        r"| \bno\ (?:hay|se\ (?:ofrece|permite|acepta))\ (?:el\ )?(?:teletrabajo|trabajo\ remoto)\b"
        r"| \bpas\ de\ télétravail\b",
        yes_after="",
        no_before=_NEVER,
        anything_after=True,
        lead=32,
    ),
    sense(
        HYBRID,
        ("hybrid",),
        yes_after=rf"""{KIND_AFTER} | {_PERFORMED} | \s?\([^()\n]{{0,40}}\b(?:days?|office|remote|home)\b
          | [\s/-]remote\b | \s?:\s?{_NUMBER}\ days?\b""",
        no_before=OR_ELSE,
        no_after=rf"""[^.\n]{{0,30}}\b(?:after|upon|following|pending)\ [^.\n]{{0,30}}\bprobation
          | [^.\n]{{0,25}}\b(?:negotiable|considered|possible|discussed|up\ to\ you)\b
          | \ or\ (?:remote|in[- ]person|on-?site|in[- ]office)\b
          | \s(?:[\w-]+\s)?[\w-]+(?:/|\sand\s|\s&\s)[\w-]+\s{JOB}\b | \s(?:of|between)\b
          | \smodel\ of\b | \s{JOB}\ (?:of\b|between\b|(?:that\ )?(?:combin|blend|bridg|mix|split)\w+)""",
    ),
    sense(
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
    sense(
        HYBRID,
        _DAY_PIECES,
        word=r"\b(?:remotely|from\ home|office|telework\w*|in[- ]person|on-?site|remote|home[ -]?working|wfh)"
        r"(?:\ (?:expectation|requirement|presence|attendance)s?\s?:)?\ (?:work\ )?(?:is\ )?"
        rf"(?:(?:available|required|expected|allowed|permitted|offered)\ )?(?:up\ to\ |for\ )?{_DAYS}",
        yes_after="",
        no_before=_PART_TIME,
        anything_after=True,
        lead=50,
    ),
    sense(
        HYBRID,
        ("remote", "remotely"),
        word=rf"\bremote(?:ly)?(?:\ work(?:ing)?)?\ (?:on\ |every\ |each\ )?{_WEEKDAY}\b",
        yes_after="",
        no_before=_NEVER,
    ),
    sense(
        HYBRID,
        ("work from home", "working from home", "telework", "teleworking"),
        word=rf"\b(?:work(?:ing)?\ from\ home|telework(?:ing)?)\ (?:on\ |every\ |each\ ){_WEEKDAY}\b",
        yes_after="",
        anything_after=True,
    ),
    sense(
        HYBRID,
        ("days in the office", "days in office", "days from home", "days remotely", "days of telework", "remote days"),
        word=rf"\b{_NUMBER}\ (?:days\ (?:in\ (?:the\ )?office|from\ home|remotely|of\ telework)|remote\ days)\b",
        yes_after="",
        no_before=_PART_TIME,
        no_after=r"\ (?:per|a|each)\ (?:month|quarter|year)\b",
        lead=6,
        anything_after=True,
    ),
    sense(
        HYBRID,
        ("remote", "remotely", "from home"),
        word=rf"\b(?:{_REST}\ (?:is\ |are\ )?(?:spent\ )?(?:work(?:ing)?\ )?{_ELSEWHERE_ALONE}"
        rf"|{_ELSEWHERE_ALONE}\ (?:for\ |on\ )?(?:{_REST}|otherwise)|otherwise\ remote)\b",
        yes_after="",
        no_before=_NEVER,
        lead=45,
        anything_after=True,
    ),
    sense(
        HYBRID,
        ("split their", "split your"),
        word=r"\bsplit\ (?:their|your)\ (?:work(?:ing)?\ )?(?:time|week)\ between\ [^.\n]{0,30}\b(?:home|remote)\b",
        yes_after="",
        no_before=words(r"\b(?:workers|members)\ $"),
        anything_after=True,
    ),
    sense(
        HYBRID,
        ("remote", "telework", "in office", "in-office", "on-site", "onsite", "in person", "in-person"),
        word=r"(?<![\d.])[1-9]\d\s?%\ (?:remote|telework|in[- ]office|on-?site|in[- ]person)\b",
        yes_after="",
        no_before=words(r"\b(?:travel|members|workers|events?)\b[^.]*$"),
        lead=5,
    ),
    sense(
        HYBRID,
        ("remote",),
        word=r"\b(?:mix|combination|blend)\ of\ "
        r"(?:(?:in-office|in[- ]person|on-?site|office)\ (?:work\ )?and\ )?remote\b",
        yes_after=r"(?:\ work)?(?:\ and\ (?:in-office|in[- ]person|on-?site|office)|\ work)?\b",
        no_before=words(r"\bexperience\b"),
        lead=40,
    ),
    sense(
        HYBRID,
        ("including working from home", "some working from home", "or working from home"),
        yes_after="",
        no_after=r"[^.\n]{0,30}\b(?:considered|possible|may\ be|discussed|negotiable)\b",
        anything_after=True,
    ),
    sense(
        HYBRID,
        ("hybride", "híbrido", "híbrida"),
        yes_after=r",\ el\ trabajo\b",
        yes_before=words(
            r"\b(?:poste|emploi|travail|formule|horaire|modalidad|puesto|trabajo|empleo|horario)"
            r"\W+(?:(?:de|en|est|es|du)\ )?(?:en\ )?(?:travail\ |mode\ |modalidad\ )?$ | \bmode\s?:\s?$ | ^mode\ $"
        ),
    ),
    sense(
        HYBRID,
        ("télétravail", "teletrabajo"),
        word=r"""\btélétravail\W{1,3}(?:oui\W{1,2})?(?:\w+\ ){0,2}(?:[1-4]|une?|deux|trois|quatre)\ jours?\ par\ semaine
          | \btélétravail\ partiel\b | \bteletrabajo\ parcial\b
          | \bteletrabajo\ (?:\w+\ ){0,2}(?:[1-4]|un|dos|tres|cuatro)\ días?\ (?:a\ la|por)\ semana""",
        yes_after="",
        no_before=words(r"\b(?:exp[ée]rienc\w+|négoci\w+|negocia\w*|derecho|droit)\b[^.]*$"),
        no_after=r"[^.\n]{0,30}\b(?:probation|prueba|essai)\b",
        anything_after=True,
    ),
    sense(
        HYBRID,
        ("la maison",),
        word=r"\bbureau\b[^.\n]{0,40}\ à\ la\ maison\b",
        yes_after="",
        no_before=words(r"\b(?:membres|ou)\b[^.]*$"),
        lead=60,
        anything_after=True,
    ),
    sense(HYBRID, ("blended working",), yes_after=r"\ (?:policy|arrangements?|model|pattern)\b"),
    sense(
        REMOTE,
        ("télétravail", "teletrabajo", "remoto", "remota"),
        yes_after=r",\ el\ trabajo\b | \ à\ (?:temps\ (?:plein|complet)\b|100\s?%)",
        yes_before=words(
            r"\b(?:poste|emploi|travail|modalidad|puesto|trabajo|empleo)\W+(?:(?:en|est|es|de)\ )?(?:mode\ )?"
            r"(?:(?:100\s?%|\w+mente)\ )?$ | \b(?:entièrement|à\ 100\s?%)\ (?:en\ )?$"
        ),
    ),
    sense(
        ONSITE,
        ("presencial",),
        yes_after=r",\ el\ trabajo\b",
        yes_before=words(
            r"\b(?:poste|emploi|travail|modalidad|puesto|trabajo|empleo)\W+(?:(?:est|es|de)\ )?(?:100\s?%\ )?$"
        ),
    ),
    sense(
        REMOTE,
        ("remote", "remotely"),
        word=r"\bremote(?:ly)?\b(?!\ control)",
        yes_after=rf"{_REMOTE_KIND} | {_OFFERED} | {_PERFORMED}"
        r"| ,\ (?:USA?|U\.S\.|United\ States|Canada|UK|anywhere)(?!\w)"
        r"| \ \((?:USA?\b|U\.S\.|Canada|UK|within|anywhere|based) | \s?[:(]\s?(?:100\s?%|full) | \ from\ any",
        no_after=rf"[^.\n]{{0,20}}\b(?:is|are|may\ be|might\ be|could\ be)\ (?:possible|considered|negotiable)\b"
        rf"| {ONLY_AT_TIMES} | \ (?:work(?:ing)?\ )?(?:options?|opportunities|flexib\w+|days?)\b"
        rf"| [^.\n]{{0,25}}\b(?:{REFUSED})",
    ),
    sense(REMOTE, ("remote-first",), yes_after=r"\ \w+"),
    sense(
        REMOTE,
        ("work from anywhere", "working from anywhere"),
        yes_after=r"\ (?:in|within|across|on)\b",
        yes_before=words(r"\b(?:may|can|will|to)\ (?:be\ )?$"),
        no_before=words(r"\b(?:able\ to|weeks|days)\b[^.]*$"),
    ),
    sense(
        REMOTE,
        ("based at home", "based from home"),
        yes_after=r"[\s,.;]",
        yes_before=words(r"\b(?:post|position|role|job|holder|you|candidate|officer|organi[sz]er)\ [^.]{0,25}$"),
        no_before=words(r"\b(?:partly|partially|days?|part\ of|either|or)\b[^.]*$"),
        no_after=r"[^.\n]{0,40}\boffice\b | \ (?:for\ )?(?:up\ to\ )?(?:[1-4]|one|two|three|four)\ days?\b",
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("distance",),
        word=r"(?<=à\ )distance\b",
        yes_before=words(
            r"(?:\b(?:poste|emploi|travail)\W+(?:(?:est|se\ fait|s['’]effectue)\ )?|\b(?:entièrement|100\s?%)\ "
            r"|\b(?:titulaire|vous)\ travaill\w+\ (?:entièrement\ )?)à\ $"
        ),
        yes_after="(?!)",
        no_before=words(r"\b(?:occasionnel|possib|formation|partiel|soutien|outils?)\w*\b[^.]*$"),
        no_after=r"\ (?:occasionnel|partiel|(?:un|deux|trois)\ jours?)\w*",
        standalone=False,
    ),
    sense(REMOTE, ("works from home",), yes_after=r"[\s,.;]"),
    sense(
        REMOTE,
        ("work-from-home", "work from home"),
        yes_after=rf"\ (?:full[- ]time\b|{JOB}\b)",
        yes_before=_NEVER,
        no_after=r"\ full[- ]time\ (?:after|once)\b",
        standalone=False,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("telework", "telecommute", "telecommuting", "teleworking"),
        yes_after=rf"\ (?:{JOB}\b(?!\ (?:may|can|is\ possible))|full[- ]time\b)|\s?[:(]\s?(?:100\s?%|full)",
        yes_before=words(
            r"\b(?:100\s?%|fully|full[- ]time|entirely)\ $ | \ball\ (?:staff|employees)\ $"
            r"| \b(?:you|staff|candidate|incumbent|hire|\w{4,}er)(?:\ will|[’']ll)\ $"
        ),
        no_after=rf"{ONLY_AT_TIMES} | \ (?:one|two|three|up|on|\d|(?:\w+\ )?days?)\b",
        standalone=False,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("remote",),
        word=r"\b(?:hiring|seeks?|seeking|looking\ for)\ an?\ (?:full[- ]time,?\ )?remote"
        r"\ (?-i:[A-Z][\w'’-]+(?:\ [A-Z][\w'’-]+){0,3})",
        yes_after="",
        lead=32,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("from home",),
        word=rf"\b{JOB}\ (?:is|will\ be)\ (?:done|performed|worked)\ (?:(?:entirely|fully|solely)\ )?from\ home\b",
        yes_after="",
        no_after=r"[^.\n]{0,30}\b(?:office|days?)\b",
        lead=50,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("live anywhere", "live and work anywhere"),
        yes_after=r"\ (?:in|within|across)\b",
        yes_before=words(r"\b(?:may|can|could|will|to|free\ to)\ (?:be\ )?$"),
        no_before=words(r"\b(?:able\ to|willing|members|workers)\b[^.]*$"),
        standalone=False,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("virtual organization", "virtual staff", "virtual team", "virtual union"),
        yes_before=words(r"\bwe\ are\ an?\ (?:\w+\ )?$"),
        yes_after="(?!)",
        standalone=False,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("your home", "homeworking"),
        yes_after="(?!)",
        yes_before=words(r"\b(?:location|arrangements?|pattern|style|type)\s?:\s?$ | \bwork(?:ing)?\ from\ $"),
        no_after=r"[^.\n]{0,25}\b(?:or|office|days?|visits?)\b",
        standalone=False,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("virtual position", "virtual role", "virtual job"),
        yes_before=words(r"\b(?:this\ is|is)\ an?\ (?:\w+\ )?$"),
        yes_after="(?!)",
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("desde casa",),
        yes_before=words(r"\b(?:se\ trabaja|trabaja(?:r[áa]s?)?|puesto|empleo)\ $"),
        yes_after="(?!)",
        no_before=words(r"\b(?:ocasional\w*|experiencia|posibilidad|puede)\b[^.]*$"),
        no_after=r"\ (?:un|dos|tres|cuatro|ocasional\w*)\b",
        standalone=False,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("work from home", "working from home"),
        yes_after="(?!)",
        yes_before=words(
            r"\b(?:you|staff|employee|incumbent|candidate|hire)(?:\ will|[’']ll)\ (?:be\ )?$"
            r"| ^\W*(?:staff|employees|organi[sz]ers)\ $"
        ),
        no_after=rf"{ONLY_AT_TIMES.replace('occasional', 'occasional(?!(?:ly)?.travel)')}"
        r"| \ (?:one|two|three|up|on|\d)\b",
        anything_after=True,
        standalone=False,
    ),
    sense(
        REMOTE,
        ("home office",),
        word=r"\bwork(?:s|ing)?\ (?:out\ of|from)\ (?:your|their|his|her|an?)\ (?:own\ )?home\ office\b",
        yes_after="",
        lead=32,
        anything_after=True,
    ),
    sense(
        REMOTE,
        ("telecommute", "telework"),
        word=r"\btele(?:commute|work)s?\ full[- ]time\b",
        yes_after="",
        anything_after=True,
    ),
    sense(HYBRID, ("mobiles arbeiten",), yes_after=r"[^.\n]{0,20}\b\d\d?\s?%", anything_after=True),
    sense(REMOTE, ("fully virtual",), yes_after=rf"\ {JOB}\b"),
    sense(
        REMOTE,
        ("home-based", "home based"),
        yes_after=rf"\ (?:(?:[\w-]+\ ){{0,3}}?{JOB}\b|(?:in|with|from|near|anywhere)\b)",
    ),
    sense(ONSITE, ("on-site", "onsite", "on site"), yes_after=_HERE, no_before=_UNLESS_HYBRID),
    sense(
        ONSITE,
        ("on-site", "onsite", "on site", "in-person", "in person", "in-office"),
        yes_after=r"""\ (?:(?:attendance|presence|work)\ )?(?:five|5)\ days\b
          | \ (?:at|in)\ (?:our|the)\ (?:\w+\ ){1,4}(?:every\ day|daily|full[- ]time|(?:five|5)\ days)\b
          | \s?:\s?monday\W+(?:(?:through|to)\ )?friday\b
          | \ (?:attendance|presence)\ (?:at|in)\ (?:the|our)\ (?:\w+\ ){0,3}?office\b[^.\n]{0,20}\brequired""",
        yes_before=_NEVER,
        no_before=words(OF_OTHERS),
        anything_after=True,
        standalone=False,
    ),
    sense(
        ONSITE,
        ("en personne", "en persona"),
        yes_before=words(
            r"\b(?:travail|poste|emploi|trabajo|puesto)\W+(?:s['’](?:effectue|exerce)|se\ (?:fait|realiza)|est|es)\ $"
            r"| \b(?:requiere|debe|deberá)\ trabajar\ $"
        ),
        yes_after="(?!)",
        no_after=r"[^.\n]{0,30}\b(?:jours?|días?|ou|o)\b",
        standalone=False,
        anything_after=True,
    ),
    sense(
        ONSITE,
        ("présence au bureau",),
        yes_after=r"\ (?:requise|obligatoire|exigée)\b",
        yes_before=_NEVER,
        no_after=r"[^.\n]{0,30}\b(?:jours?|fois)\b(?!\ ouvrables)",
        standalone=False,
        anything_after=True,
    ),
    sense(
        ONSITE,
        ("in the office", "in our office"),
        yes_after=r"\ (?:full[- ]time|every\ day|daily|(?:five|5)\ days|monday\W+(?:(?:through|to)\ )?friday)\b",
        yes_before=_NEVER,
        no_before=words(OF_OTHERS),
        anything_after=True,
        standalone=False,
    ),
    sense(
        ONSITE,
        ("présentiel",),
        yes_after=r"(?:\ (?:uniquement|seulement|à|au|dans|obligatoire)\b|[.,;)]|$)",
        yes_before=words(r"\b(?:poste|emploi|travail|mode)\W+(?:(?:est|s['’]effectue|se\ fait)\ )?(?:en\ )?$"),
        no_before=words(r"\b(?:hybride|et\ en|ou\ en|réunions?|formations?|ateliers?)\b[^.]*$"),
        anything_after=True,
    ),
    sense(
        ONSITE,
        ("in-person", "in person", "in-office", "office-based", "office based"),
        yes_after=rf"{_HERE} | \ with\ flexib",
        no_before=_UNLESS_HYBRID,
    ),
    sense(
        ONSITE,
        ("in office",),
        yes_before=words(r"\b(?:location|workplace|arrangement|environment|setting|type|model)s?\s?:\s?(?:fully\ )?$"),
        yes_after="(?!)",
        standalone=False,
    ),
    sense(
        ONSITE,
        ("working in person", "work in person", "works in person"),
        yes_after=r"\ (?:in|at|from)\ (?:our|the)\b",
        yes_before=words(r"\ball\ (?:staff|employees)\ $"),
    ),
)
