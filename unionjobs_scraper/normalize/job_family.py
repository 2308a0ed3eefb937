"""Which of the program's thirteen families of work a posting belongs to, by its title.

The tables are read from the top. Within the second and the last, the word that comes first in
the title wins: "Government Relations and Communications" is political work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

ORGANIZING, REPRESENTATION, RESEARCH = "organizing", "representation", "research"
COMMUNICATIONS, POLITICAL, LEGAL = "communications", "political", "legal"
ADMINISTRATION, FINANCE, TECHNOLOGY = "administration", "finance", "technology"
TRAINING, LEADERSHIP, APPRENTICESHIP, OTHER = "training", "leadership", "apprenticeship", "other"

_Table = Sequence[tuple[re.Pattern[str], str]]


def _table(*rules: tuple[str, str]) -> _Table:
    """Patterns for titles in small letters: they take half the time of patterns without case."""
    return tuple((re.compile(words, re.VERBOSE), family) for words, family in rules)


# Words that settle the family wherever they are, the surest first.
_DECISIVE = _table(
    (r"\b(?:finance\ officer|accountant|bookkeeper|comptroller|controller|cfo|chief\ financial)\b", FINANCE),
    (
        r"""\b(?:administrative|clerical|executive|office|personal|program)\ (?:\w+\ )?
            (?:assistant|secretary(?![- ]treasurer)|aide|support)s?\b
        | \b(?:receptionist|clerk(?<!law\ clerk)|(?:assistant|aide|secretary)\ to|typist)\b
        | \bscheduler\b(?<=^scheduler)
        | \b(?:president|treasurer|director|officer)['’]s\ (?:assistant|aide|secretary)\b
        | \badjointe?\ (?:administrati(?:f|ve)|de\ direction|à\ la\ (?:direction|présidence))
        | \bsecrétaires?\b(?![- ](?:général|trésori))
        | \b(?:asistente|auxiliar)\ (?:administrativ[ao]|ejecutiv[ao]|de\ oficina)\b | \brecepcionista\b
        | \bréceptionniste\b | \bcommis\b""",
        ADMINISTRATION,
    ),
    (r"\bapprenticeship | ^(?!.*organi[sz]).*apprentices?\b | \bjatc\b", APPRENTICESHIP),
    (
        r"""\b(?:counsel|attorney|lawyer|solicitor|litigat\w+|paralegal|legal)\b | \blaw\b(?!\ enforcement)
        | \bavocate?s?\b | \bjuri(?:ste|dique)s?\b | \babogad[ao]s?\b | \bjurídic[ao]s?\b""",
        LEGAL,
    ),
    (
        r"""\bsecretary[- ]treasurer\b | \b(?:secretary[- ]general|managing\ director|director[- ]general)\b
        | \b(?:general|national|regional|branch|divisional|district|area|state|sector|assistant|deputy|industrial
            |organi[sz]ing)\ secretary\b
        | \bchief\ of\ staff\b | \bexecutive\ director\b | \bsecrétaires?[- ](?:général|trésori)
        | \bdirect(?:eur|rice)\ (?:général|exécuti) | \bdirector[a]?\ (?:general|ejecutiv)""",
        LEADERSHIP,
    ),
    (r"\bsecretary\b(?<!press\ secretary)(?<!financial\ secretary)", ADMINISTRATION),
    (r"\buniserv\b | \borgani[sz]er-rep", REPRESENTATION),
)

# Crafts that a title keeps whatever its rank: a Political Director does political work.
_CRAFT = _table(
    (
        r"""\bresearch | \beconomist\b | \bstatistic | \bpolicy\ analyst\b | \bcapital\ strateg | \brecherch
        | \binvestigador(?:a|es)?\b""",
        RESEARCH,
    ),
    (
        r"""\bcommunicat(?:ions?|or)\b | \bcomunicaci | \bart\ director\b
        | \b(?:media|press|public\ relations|public\ information|marketing)\b
        | \b(?:editor\w*|writer(?<!grant\ writer)(?<!grants\ writer)(?<!proposal\ writer)
          |copywriter|journalist|reporter)\b
        | \bmultimedia\b | \b(?:audio|podcast|media|senior|associate)\ producer\b | \bproducer\b(?<=^producer)
        | \b(?:graphi[cs]\w*|designer|creative|video\w*|photograph\w*|publications?|content)\b
        | \bdigital\b(?!\ (?:organi|systems|infrastructure|technolog))""",
        COMMUNICATIONS,
    ),
    (
        r"""\bpolitic | \blegislat | \blobby | \bpolicy\b(?!\ (?:analyst|research))
          | \b(?:government|public)(?:al)?\ (?:relations|affairs)\b
        | \bgovernmental\b | \bparliamentary\b | \belect(?:oral|ions?)\b | \bvoter | \bcanvass | \bcivic\b | \bpac\b
        | \bpublic\ affairs\b
        | \bcampaign\ manager\b(?<!organi[sz]ing\ campaign\ manager)(?!.*organi[sz]) | \bpolític[ao]s?\b""",
        POLITICAL,
    ),
    (
        (
            r"\bfinanc | \baccounting\b | \baccounts\ (?:payable|receivable)\b | \bpayroll\b | \bbookkeep"
            r"| \baudit | \bdues\b | \bcomptab | \bcontador[a]?\b | \bcontable\b | \bfinanzas\b | \btrésor"
        ),
        FINANCE,
    ),
    (
        r"""\b(?:it|crm)\b | \binformation\ (?:technology|systems|security) | \btechnology\b | \bsoftware\b
          | \bdeveloper\b
        | \bdata(?:base)?\b(?!\ entry) | \b(?:systems|network)\ (?:admin|engineer|analyst|manager) | \bhelp\ ?desk\b
        | \bchief\ (?:information|technology)\b | \binformati(?:que|cien\w*)\b
        | \bsalesforce\b | \bbusiness\ analyst\b | \bprogrammer\b | \blearning\ management | \bcyber[- ]?security\b
        | \bweb(?:site|master)?\b(?!\ (?:content|editor|writer|producer))""",
        TECHNOLOGY,
    ),
    (
        r"""\btraining\b(?<!in[- ]training) | \btrainer\b | \binstructor\b | \bcurriculum\b
          | \bleadership\ development\b | \blearning\b
        | \beducation(?<!higher\ education)(?<!early\ education)(?<!public\ education)(?<!special\ education)
          (?:al)?\b(?!\ (?:organi|field|rep|union|sector|worker|association|support))
        | \beducator\b | \bformat(?:eur|rice|ion)s?\b | \bcapacitador[a]?\b | \beducador[a]?\b""",
        TRAINING,
    ),
    (
        r"""\bhuman\ resources?\b | \bpeople\ (?:and|&)\ culture\b | \btalent\ acquisition\b
          | \bhr\b | \bpersonnel\b | \boperations\b | \badministrat(?:ion|ive|or)\b
          | \bbenefits?\b
        | \bfacilit(?:y|ies)\b | \bbuilding\ manager\b
        | \bgovernance\b | \b(?:meetings?|events?)\b | \brecords?\b | \bdata\ entry\b
        | \bmembership\ (?:associate|specialist|clerk|services|processing|administrator|records|supervisor|coordinator
          |manager|assistant)\b | \boffice\ (?:manager|staff|support|administrator|coordinator|specialist|associate)\b
        | \b(?:executive|clerical)\ (?:\w+\ )?(?:associate|coordinator|specialist|administrator|support)s?\b
        | \bressources\ humaines\b | \brecursos\ humanos\b""",
        ADMINISTRATION,
    ),
)

_LEADS = re.compile(
    r"""\bdirectors?\b | \bpresident\b | \bchief\ (?:executive|operating)\b | \bc[eo]o\b | \bhead\ of\b
    | \b(?:general|regional|state|area|national|district)\ manager\b | \bdirect(?:eur|rice)s?\b | \bdirectora\b""",
    re.VERBOSE,
)
_RANK_ALONE = re.compile(r"\W*(?:(?:senior|deputy|assistant|associate|interim|co)[\s-]+)*director\W*")

# What most union staff do.
_UNION_WORK = _table(
    (
        r"""\brepresent(?:ative|ation)s?\b | \breps?\b | \b(?:business|union)\ agents?\b | \bnegotiat | \bbargaining\b
        | \bgrievances?\b | \barbitrat | \b(?:labou?r|workplace)\ relations\b | \bindustrial\ (?:relations|officer)\b
        | \bfield\ s(?:taff|ervices?)\b
        | \bcontracts?\ (?:(?:&|and)\ )?(?:enforcement|administration|specialist)\b | \bservicing\b | \bstewards?\b
        | \bmember\ (?:action|resources?|rights|advoca\w+)\b | \badvocates?\b | \bfield\ team\b
        | \bcase\ ?workers?\b | \breprésent | \brepresentante | \bconseill(?:er|ère)\W.*\bsyndical
        | \b(?:permanente?|agente?)\ syndicale?\b
        | \brelations\ d[ue]\ travail\b | \bnégoci | \bgriefs?\b | \bbusiness\ manager\b
        | \b(?:national|regional|area|branch|full[- ]time)\ offic(?:er|ial)s?\b""",
        REPRESENTATION,
    ),
    (
        r"""\borgani[sz] | \bsalt(?:s|ing)?\b(?=\W*$|\ (?:organi[sz]|program|campaign)) | \bcampaign
          | \bfield\ (?:coordinator|manager|lead|assistant)\b | \bmobili[sz]
          | \bengagement\b
        | \boutreach\b | \b(?:membership|member|activist|worker)\ (?:development|growth)\b | \bunion\ summer\b
        | \bcoalition
        | \brecruit(?:er|ment)\b | \borganisat(?:eur|rice|ion) | \bmobilisation\b | \borganizad | \bcampañas?\b""",
        ORGANIZING,
    ),
)
_BY_DEFAULT = _table(
    (r"\bprograms?\ (?:\w+\ )?(?:associate|coordinator|specialist|manager|administrator)s?\b", ADMINISTRATION),
    (r"\badvocacy\b(?<!member\ advocacy)(?<!worker\ advocacy)(?<!workplace\ advocacy)", POLITICAL),
)
_FURTHER = re.compile(r" (?:and|&|et|y) ")
_FURTHER_OF_LEADERS = re.compile(r" (?:and|&|et|y) |,|\(| [-–—] ")
"""Where a second subject begins; behind a director's first one also an office, a place, a bracket."""
_NEVER_ADMINISTERS = re.compile(r"\borgani[sz](?:er|ing)s?\b|\bbargaining\b|\bfield\b")
_LONGEST = 300  # characters; a longer line is prose
_UNIT = re.compile(r"\b(?:division|department|dept|unit|branch|bureau)\W*$")
_SEGMENT = re.compile(r"\s*/\s*|\s+or\s+")


@lru_cache(maxsize=512)
def job_family(title: str, department: str = "") -> str:
    """The family of `title`, by `department` where the title names only a rank; else `other`.

    Of "Representative / Organizer" the first counts. Never raises.
    """
    title, department = title[:_LONGEST].lower(), department[:_LONGEST].lower()
    for segment in _SEGMENT.split(title):
        family = _of_title(segment)
        if family and not _RANK_ALONE.fullmatch(segment):
            return family
    by_department = _settled(department) or _earliest(_UNION_WORK, department)
    if _RANK_ALONE.fullmatch(title):
        return LEADERSHIP if by_department in ("", ORGANIZING, REPRESENTATION) else by_department
    return by_department or OTHER


def _of_title(title: str) -> str:
    led = LEADERSHIP if _LEADS.search(title) else ""
    title = title if led else _office(title)
    if decisive := next((family for pattern, family in _DECISIVE if pattern.search(title)), ""):
        return decisive
    first = (_FURTHER_OF_LEADERS if led else _FURTHER).split(title, maxsplit=1)[0]
    if first != title and not _earliest(_CRAFT, first) and (work := _earliest(_UNION_WORK, first)):
        return led or work
    craft = _earliest(_CRAFT, title)
    if craft == ADMINISTRATION and _NEVER_ADMINISTERS.search(title):
        craft = ""
    return craft or led or _earliest(_UNION_WORK, title) or _earliest(_BY_DEFAULT, title)


def _office(title: str) -> str:
    """`title` without the unit of its employer behind it, where an office is named before it."""
    office, _, unit = title.partition(",")
    return office if _UNIT.search(unit) and (_earliest(_CRAFT, office) or _earliest(_UNION_WORK, office)) else title


def _settled(words: str) -> str:
    decisive = next((family for pattern, family in _DECISIVE if pattern.search(words)), "")
    return decisive or _earliest(_CRAFT, words)


def _earliest(table: _Table, words: str) -> str:
    hits = [(match.start(), family) for pattern, family in table if (match := pattern.search(words))]
    return min(hits, default=(0, ""), key=lambda hit: hit[0])[1]
