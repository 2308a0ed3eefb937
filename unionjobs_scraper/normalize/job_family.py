"""Which of the program's thirteen families of work a posting belongs to, by its title.

The tables are read from the top. Within the second and the last, the word that stands first in
the title wins: "Government Relations and Communications" is political work.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

ORGANIZING, REPRESENTATION, RESEARCH = "organizing", "representation", "research"
COMMUNICATIONS, POLITICAL, LEGAL = "communications", "political", "legal"
ADMINISTRATION, FINANCE, TECHNOLOGY = "administration", "finance", "technology"
TRAINING, LEADERSHIP, APPRENTICESHIP, OTHER = "training", "leadership", "apprenticeship", "other"

_Table = Sequence[tuple[re.Pattern[str], str]]


def _table(*rules: tuple[str, str]) -> _Table:
    return tuple((re.compile(words, re.VERBOSE | re.IGNORECASE), family) for words, family in rules)


# Words that settle the family wherever they stand.
_DECISIVE = _table(
    (r"\bapprenticeship | ^(?!.*organi[sz]).*\bapprentices?\b | \bJATC\b", APPRENTICESHIP),
    (r"\b(?:counsel|attorney|lawyer|solicitor|litigat\w+|paralegal|legal)\b | \blaw\b(?!\ enforcement)", LEGAL),
    (r"\b(?:finance\ officer|accountant|bookkeeper|comptroller|controller|CFO|chief\ financial)\b", FINANCE),
    (
        r"\bsecretary[- ]treasurer\b | \bgeneral\ secretary\b | \bchief\ of\ staff\b | \bexecutive\ director\b",
        LEADERSHIP,
    ),
    (
        r"""\b(?:executive|administrative|clerical|office|personal|program)\ (?:\w+\ )?(?:assistant|secretary
            |associate|aide
            |coordinator|specialist|manager|administrator|support)s?\b
        | \b(?:receptionist|clerk|assistant\ to|typist)\b | (?<!press\ )\bsecretary\b""",
        ADMINISTRATION,
    ),
    (r"\buniserv\b | \borgani[sz]er-rep", REPRESENTATION),
)

# Crafts that a title keeps whatever its rank: a Political Director does political work.
_CRAFT = _table(
    (r"\bresearch | \beconomist\b | \bstatistic | \bpolicy\ analyst\b | \bcapital\ strateg", RESEARCH),
    (
        r"""\bcommunicat(?:ions?|or)\b | \b(?:media|press|public\ relations|public\ information|marketing)\b
        | \b(?:editor\w*|writer|journalist|graphics?|designer|creative|video\w*|photograph\w*|publications?|content)\b
        | \bdigital\b(?!\ organi)""",
        COMMUNICATIONS,
    ),
    (
        r"""\bpolitic | \blegislat | \blobby | \bpolicy\b(?!\ analyst)
          | \b(?:government|public)(?:al)?\ (?:relations|affairs)\b
        | \bgovernmental\b | \belect(?:oral|ions?)\b | \bvoter | \bcanvass | \bcivic\b | \bpublic\ affairs\b
        | ^(?!.*organi[sz]).*\bcampaign\ manager\b""",
        POLITICAL,
    ),
    (
        (
            r"\bfinanc | \baccounting\b | \baccounts\ (?:payable|receivable)\b | \bpayroll\b | \bbookkeep"
            r"| \baudit | \bdues\b"
        ),
        FINANCE,
    ),
    (
        r"""\b(?:IT|CRM)\b | \binformation\ (?:technology|systems|security) | \btechnology\b | \bsoftware\b
          | \bdeveloper\b
        | \bdata(?:base)?\b(?!\ entry) | \b(?:systems|network)\ (?:admin|engineer|analyst|manager) | \bhelp\ ?desk\b
        | \bbusiness\ analyst\b | \bprogrammer\b | \blearning\ management | \bweb(?:site|master)?\b""",
        TECHNOLOGY,
    ),
    (
        r"""(?<!in[- ])\btraining\b | \btrainer\b | \binstructor\b | \bcurriculum\b
          | \bleadership\ development\b | \blearning\b
        | (?<!higher\ )(?<!early\ )(?<!public\ )(?<!special\ )\beducation(?:al)?\b
          (?!\ (?:organi|field|rep|union|sector|worker|association|support))
        | \beducator\b""",
        TRAINING,
    ),
    (
        r"""\bhuman\ resources?\b | \bHR\b | \bpersonnel\b | \boperations\b | \badministrat(?:ion|ive|or)\b
          | \bbenefits?\b
        | \bfacilit(?:y|ies)\b | \bgovernance\b | \b(?:meetings?|events?)\b | \brecords?\b | \bdata\ entry\b
        | \bmembership\ (?:associate|specialist|clerk|services|processing|administrator|records|supervisor|coordinator
          |manager|assistant)\b | \boffice\ (?:manager|staff|support)\b""",
        ADMINISTRATION,
    ),
)

_LEADS = re.compile(
    r"\bdirectors?\b | \bpresident\b | \bchief\ (?:executive|operating)\b | \bC[EO]O\b | \bgeneral\ manager\b"
    r"| \bhead\ of\b",
    re.VERBOSE | re.IGNORECASE,
)
_RANK_ALONE = re.compile(r"\W*(?:(?:senior|deputy|assistant|associate|interim|co)[\s-]+)*director\W*", re.IGNORECASE)

# What most union staff do.
_UNION_WORK = _table(
    (
        r"""\brepresent(?:ative|ation)s?\b | \breps?\b | \b(?:business|union)\ agents?\b | \bnegotiat | \bbargaining\b
        | \bgrievances?\b | \barbitrat | \blabou?r\ relations\b | \bindustrial\ (?:relations|officer)\b
        | \bfield\ s(?:taff|ervices?)\b
        | \bcontracts?\ (?:(?:&|and)\ )?(?:enforcement|administration|specialist)\b | \bservicing\b | \bstewards?\b
        | \bmember\ (?:action|resources?|rights|advoca\w+)\b | \badvocates?\b | \bfield\ team\b
        | \bcase\ ?workers?\b""",
        REPRESENTATION,
    ),
    (
        r"""\borgani[sz] | \bcampaign | \bfield\ (?:coordinator|manager|lead|assistant)\b | \bmobili[sz]
          | \bengagement\b
        | \boutreach\b | \bmembership\ (?:development|growth)\b | \bunion\ summer\b | \bcoalition
        | \brecruit(?:er|ment)\b""",
        ORGANIZING,
    ),
)
_SEGMENT = re.compile(r"\s*/\s*|\s+or\s+", re.IGNORECASE)


@lru_cache(maxsize=512)
def job_family(title: str, department: str = "") -> str:
    """Return the family of *title*, by *department* where the title names only a rank; else `other`.

    Of "Representative / Organizer" the first counts. Never raises.
    """
    for segment in _SEGMENT.split(title):
        family = _of_title(segment)
        if family and not _RANK_ALONE.fullmatch(segment):
            return family
    by_department = _settled(department) or _earliest(_UNION_WORK, department)
    if _RANK_ALONE.fullmatch(title):
        return LEADERSHIP if by_department in ("", ORGANIZING, REPRESENTATION) else by_department
    return by_department or OTHER


def _of_title(title: str) -> str:
    return _settled(title) or (LEADERSHIP if _LEADS.search(title) else "") or _earliest(_UNION_WORK, title)


def _settled(words: str) -> str:
    decisive = next((family for pattern, family in _DECISIVE if pattern.search(words)), "")
    return decisive or _earliest(_CRAFT, words)


def _earliest(table: _Table, words: str) -> str:
    hits = [(match.start(), family) for pattern, family in table if (match := pattern.search(words))]
    return min(hits, default=(0, ""), key=lambda hit: hit[0])[1]
