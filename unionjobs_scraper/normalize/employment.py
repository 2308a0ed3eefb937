"""How a job is held (full time, temporary ...), in schema.org's words for employmentType."""

import re
from collections.abc import Sequence

FULL_TIME, PART_TIME, TEMPORARY = "FULL_TIME", "PART_TIME", "TEMPORARY"
CONTRACTOR, INTERN = "CONTRACTOR", "INTERN"

_Rules = Sequence[tuple[re.Pattern[str], str]]


def _rules(*rules: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern, re.VERBOSE | re.IGNORECASE), value) for pattern, value in rules)


_TERM = r"\b(?:\d+|one|two|three|four|six|eight|nine|ten|twelve|eighteen)[- ](?:month|year)s?\b"
_TEMPORARY = r"""
    \btemp(?:orary)?\b | \b(?:limited|short|fixed)[- ](?:duration|term)\b | \bterm[- ]limited\b | \binterim\b
  | \bseasonal\b | \bfellow(?:ship)?s?\b | \bterm\ (?:position|appointment)\b
"""

# In each table the rarer word wins: temporary jobs are often full time, internships temporary.
_LABEL = _rules(
    (r"\bintern(?:s|ship|ships)?\b", INTERN),
    (r"\bcontract(?:or|ors|ed)?\b(?!\ (?:staff|union|negot)) | \bfreelance\b | \b1099\b", CONTRACTOR),
    (rf"{_TEMPORARY} | \bcasual\b | \bper[- ]diem\b | \bsummer\b | {_TERM}", TEMPORARY),
    (r"^(?:(?!\bfull).)*\b(?:part[- ]?time|pt|half[- ]time)\b", PART_TIME),  # the first named of the two
    (r"\bfull[- ]?time\b | \bft\b | \b1\.0\ fte\b", FULL_TIME),
)
_TITLE = _rules(
    (r"\bintern(?:s|ship|ships)?\b", INTERN),
    (
        r"""\bindependent\ contractor\b | \bcontract\ (?:position|role|job|employee)\b
        | (?:[–—(,]|\s-)\s*contract(?:or)?\s*\)?\s*$""",
        CONTRACTOR,
    ),
    (
        rf"""{_TEMPORARY} | \bsummer\b | \((?:[^()]*\s)?{_TERM}[^()]*\)
        | \b(?:leave|maternity|parental)\ (?:replacement|cover(?:age)?|backfill)\b""",
        TEMPORARY,
    ),
    (r"^(?:(?!\bfull).)*\bpart[- ]?time\b", PART_TIME),
    (r"\bfull[- ]?time\b(?!\ (?:union\ )?release)", FULL_TIME),
)

_JOB = r"(?:position|role|job|post|appointment|opportunity|employment|assignment|opening|vacancy)"
_THIS_IS = rf"\b(?:this|the|our)\s(?:\w+\s){{0,4}}?(?:{_JOB}\s)?(?:is|will\ be|are)\s(?:for\s)?(?:an?\s)?[^.;\n]{{0,50}}?"
_FIELD = (
    r"(?:^|\n|\s)(?:employment|job|position|hours|type|status|classification|schedule|term|fte|employee|work)"
    r"(?:[\s/]+(?:type|status|schedule|class|hours|of\ employment))?\s?[:\n]\s*[^\n:.;]{0,30}?"
)
# What the body says of this job. Staff whom it supervises, students, release time do not count.
_STATEMENTS = (
    (
        rf"{_THIS_IS}\b(?:temporary|limited[- ]duration|fixed[- ]term|limited[- ]term|term[- ]limited|interim|seasonal)\b"
        rf"(?!\s(?:disab|assign\w+\sto))",
        TEMPORARY,
    ),
    (rf"\b(?:temporary|limited[- ](?:duration|term)|fixed[- ]term|interim|seasonal)\b[\s,/()\w-]{{0,25}}?\b{_JOB}\b", TEMPORARY),
    (rf"{_FIELD}(?:temporary|limited[- ](?:duration|term)|fixed[- ]term|interim)\b", TEMPORARY),
    (rf"{_THIS_IS}{_TERM}[\s,\w-]{{0,30}}?\b(?:{_JOB}|fellowship|term|project)\b", TEMPORARY),
    (rf"\b{_JOB}\s(?:is\sfunded|will\s(?:end|last|run)|ends|lasts|runs|is\slimited)\b[^.\n]{{0,30}}?(?:through|until|for|on|to)\b", TEMPORARY),
    (rf"{_THIS_IS}(?:internship)\b | \b(?:paid|summer)\sinternship\b", INTERN),
    (rf"{_THIS_IS}(?:independent\scontractor|contract\s{_JOB})\b", CONTRACTOR),
    (rf"{_FIELD}contract(?:or)?\b", CONTRACTOR),
)
