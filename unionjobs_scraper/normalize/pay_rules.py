"""The words around an amount that tell pay from every other sum of money, and its period."""

from __future__ import annotations

import re
from functools import lru_cache

from unionjobs_scraper.normalize.openings import openings

YEAR, MONTH, WEEK, DAY, HOUR = "YEAR", "MONTH", "WEEK", "DAY", "HOUR"
UNLISTED = "UNLISTED"  # stated, but none of the five: biweekly, per pay period

# What one person is paid in each period, in any of the currencies read; other sums are not pay.
PLAUSIBLE = {
    HOUR: (5.0, 500.0),
    DAY: (40.0, 3_000.0),
    WEEK: (100.0, 10_000.0),
    UNLISTED: (200.0, 20_000.0),
    MONTH: (400.0, 50_000.0),
    YEAR: (8_000.0, 900_000.0),
}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


PAY_WORD = openings(
    "salar compens remun wage per pay start base annual hourly gross compet current rate daily weekly monthly "
    "grade step hiring this the paid range yearly band level tier fellow intern apprent position job role "
    "staff organi represent everyone you",
    r"""
    \bsalar(?:y|ies|ied)\b | \bcompensat(?:ion|ed)\b | \bremuneration\b | \bwages?\b | \bper\ annum\b
  | (?:(?<![^\n])|(?<=\n[^\w\n])|(?<=\n[^\w\n]{2}))pay\b
  | \bpay\b(?=\s*(?:[:–—(=-]|ranges?|rate|scale|grade|band|level|is\b|of\b|for\b|at\b|from\b|starts?|starting
      |between|and\ benefits|&))
  | \b(?:starting|base|annual|hourly|gross|competitive|current)\ pay\b | \brates?\ of\ pay\b
  | \b(?:hourly|annual|daily|weekly|monthly|grade|step|starting|hiring|base|pay)\ (?:rate|range)s?\b
  | \b(?:this|the)\ (?:position|job|role)\ (?:pays|starts\ at)\b | \bpaid\ (?:at|between|from)\b
  | \bstart(?:s|ing)?\ (?:at|from)\b | \bstarting(?=[\s:]*[$£€]*$) | \b(?:rate|range)(?:\s+\w{1,3})?\s*:
  | \b(?:hourly|annually|annual|yearly|monthly|weekly)\s*: | \brates?\ (?:of|is|are)\b | \bwage\b
  | \b(?:grade|step|band|level|tier|pay\ point)\s+[A-Z]?\d{0,2}\s*[:(–-]\s*[$£€]*$
  | \b(?:fellowship|internship|apprenticeship|position|job|role)\ (?:pays|is\ paid|starts\ at)\b
  | \b(?:staff|interns?|fellows?|organi[sz]ers?|representatives|everyone|you)\ (?:will\ |all\ )?(?:be\ |are\ )?
    (?:earns?|receives?|paid)\b
""",
)
PAY_WORD_AFTER = _words(
    r"^\s*(?:\([^()$£€]{0,50}\))?[\s)]*(?:(?:is\soffered\sas|is|as)\s(?:the\s|an?\s|our\s)?)?(?:(?:annual|yearly|annually|base|hourly|starting"
    r"|gross)\s)*(?:salary|wages?|compensation)\b"
)

# Anywhere before the amount in its sentence: somebody else's money.
OTHERS_MONEY = openings(
    "negotiat won win victor recover back minimum living settle members workers employees nurses teachers "
    "educators drivers janitors ceo",
    r"""
    \bnegotiated\ (?:\w+\ ){0,3}(?:salaries|wages|raises)\b |
    \b(?:won|wins?|winning|victor(?:y|ies)|recovered|back\ pay|minimum\ wage|living\ wage|settlements?)\b
  | \b(?:members|workers|employees|nurses|teachers|educators|drivers|janitors|CEOs?)\b[^,;]{0,40}
    \b(?:earn(?:s|ed|ing)?|make|making|made|get|paid|pay)\b
""",
)
OTHERS_EARN = _words(r"""
    \b(?!staff\b|organi[sz]ers\b|representatives\b|interns\b|fellows\b|apprentices\b)[a-z]+s\b
    (?:\ (?:we|it|our\ \w+)\ (?:represents?|organi[sz]ed?))?\ (?:now\ |often\ |already\ )?(?:earn|make)\b
""")
# Right before the pay word: more pay for a few, or pay as a cause.
EXTRA_PAY = _words(
    r"\b(?:additional|extra|supplement(?:al|ary)|higher|raised?|raising|increased?(?:\ in)?|stolen|unpaid)"
    r"(?:\s\w+)?\s$"
)
# Between the pay word, or the last comma, and the amount: what the amount is for.
NOT_PAY_BEFORE = openings(
    "allow bonus fringe per reimb insur liab deduct budget grant dues fee fine fund raise raising donat "
    "revenue asset expense secured strike fight prevail poverty worth saving saved cap increas adjust differen "
    "premium longev supplement additional extra another plus contribut match scholar tuition annuity",
    r"""
    \b(?:allowances?|bonus(?:es)?|fringe|per\ diem|reimburse(?:d|ment|s)?|insurance|insured|liability|deductible)\b
  | \b(?:budgets?|grants?|dues|fees?|fines?|funds?|fundrais\w+|raised|raising|donat\w+)\b
  | \b(?:revenue|assets|expenses?)\b
  | \b(?:secured|strike|fight\w*|prevailing|poverty|worth|savings?|saved|cap(?:ped)?\ at)\b
  | \b(?:raises?|increases?|increased|adjustments?|differentials?|premiums?|longevity|supplement\w*)\b
  | \b(?:additional|extra|another|plus|contribut\w+|match\w*|scholarships?|tuition|annuity)\b
""",
)
STIPEND = _words(r"\bstipends?\b")
EXPENSE = _words(
    r"\b(?:cars?|autos?|automobile|vehicle|cell|phone|mileage|gas|travel|internet|parking|housing|relocation"
    r"|health|meal"
    r"|wellness|clothing|child\ ?care|equipment|technology|home\ office)\b"
)
# After the amount, up to the end of its clause.
NOT_PAY_AFTER = openings(
    "allow bonus per deduct coverage insur liab property reimb dues budget grant fund fine raise increas "
    "contribut match differen premium longev additional expense fee scholar tuition toward annuity signing "
    "retention settlement donation bilingual minimum living prevailing step cost",
    r"""
    \b(?:allowances?|bonus(?:es)?|per\ (?:person|incident|accident|occurrence|diem|mile|member|child))\b
  | \b(?:deductible|coverage|insurance|liability|property|reimburse\w*|dues|budgets?|grants?|funds?|fines?)\b
  | \b(?:raises?|increases?|contribut\w+|match\w*|differentials?|premiums?|longevity|additional|expenses?)\b
  | \b(?:fees?|scholarships?|tuition|towards?|annuity|signing|retention|settlement|donations?|bilingual)\b
  | \b(?:minimum|living|prevailing)\ wages? | \b(?:step|cost\ of\ living)\ adjustments?\b
""",
)
# Where the words about an amount end.
CLAUSE_END = _words(r"[,;)\n•|+$£€] | [.!?](?:\s|$) | \b(?:plus|and|with|depending|DOE|commensurate)\b")

FLOOR_BEFORE = _words(r"""
    \b(?:
        (?: start(?:s|ing)?\ (?:at|from) | starting(?!\ date) | begin(?:s|ning)(?!\ (?:date|on|in))
          | entry[- ]level )
        [^.;$£€\d]{0,90}
      | (?: minimum | min\. | at\ least | (?:no|not)\ less\ than ) [^.;$£€\d]{0,40}
      | from\s*
    ) [$£€\s]*(?:US|CA?|AU?|NZ)?[$£€\s]* $
""")
FLOOR_AFTER = _words(r"""
    ^\s*(?:
        \+(?=\s*(?:$|[,.;)/\n]|DOE\b|depending|commensurate|per\b|annual|an?\b))
      | and\ (?:up|above)\b | or\ more\b | minimum\b(?!\ wage) | \(?(?:to\ )?start(?:ing)?\b | \(min
    )
""")
CEILING_BEFORE = _words(r"""
    \b(?: up\ to | max(?:imum|\.)? | exceed(?:ing|s)? | as\ (?:high|much)\ as | no\ more\ than
      | top(?:s|ping)?\ out\ at )
    [^.;$£€\d]{0,25} [$£€\s]*$
""")
CEILING_AFTER = _words(r"^\s*\(?max(?:imum)?\b")
# Marks a figure as worked out from another: "$28.85 an hour (about $60,000 a year)".
DERIVED = _words(
    r"\b(?:equivalent|equals?|equates?|approx(?:imately|\.)?|about|roughly|annualized|which\ is|based\ on)\b"
    r"| [~=≈]"
)
DERIVED_AFTER = re.compile(r"\W*(?:equivalent(?!\s+to\b)|annualized)")

PERIOD_WORD = openings(
    "bi semi annual yearly hourly month week dai per",
    r"\b(?:bi-?weekly | semi-?monthly | annual(?:ly|ized)? | yearly | hourly | monthly | weekly | daily)\b"
    r"| \bper\ (?:annum | year | hour | month | week | day)\b",
)
_PERIODS = (
    (_words(r"bi-?weekly | semi-?month | pay\ period | two\ weeks | fortnight"), UNLISTED),
    (_words(r"\b(?:hour|hr)(?:ly)?\b"), HOUR),
    (_words(r"\b(?:year|yr)(?:ly)?\b | \bann(?:um|ual|ually|ualized)\b | \bp\.?\ ?a\b"), YEAR),
    (_words(r"\b(?:month|mo)(?:ly)?\b"), MONTH),
    (_words(r"\b(?:week|wk)(?:ly)?\b"), WEEK),
    (_words(r"\b(?:day|daily)\b"), DAY),
)


@lru_cache(maxsize=512)
def period_named(words: str) -> str:
    """Return the period that *words* name, or the empty string."""
    return next((period for pattern, period in _PERIODS if pattern.search(words)), "")


def period_by_size(amount: float) -> str:
    """Return the period that an amount without one must mean; empty when its size does not tell."""
    if amount < 200:
        return HOUR
    if amount >= 10_000:
        return YEAR
    return MONTH if amount >= 2_000 else ""


def plausible(amount: float, period: str) -> bool:
    """Tell whether one person can be paid *amount* for one *period* of work."""
    low, high = PLAUSIBLE.get(period, (5.0, 900_000.0))
    return low <= amount <= high
