"""The labels and phrases that introduce a posting's deadline and its posting date."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator

from unionjobs_scraper.normalize.matching import (
    ONLY_LETTERS,
    Found,
    Hinted,
    Phrases,
    digits,
    folded,
    remembered,
    watched,
)


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


_HANDED_IN = r"applications?|r[ée]sum[ée]s?|submissions?|materials|(?:letters?|expressions?)\s+of\s+interest|cvs?|bids?"
_TAKEN = r"accepted|received|submitted|postmarked|due|in|reach|arrive|returned|sent|lodged|e-?mailed"
DEADLINE = Phrases(
    "deadline closing_date close_date close_of closing closes closed posting posted_until post_end post_clos "
    "position_clos position_will job_clos job_will job_expires competition_clos competition_will competition_ends "
    "vacancy_clos vacancy_will opportunity_clos opportunity_will recruitment_clos recruitment_will recruitment_ends "
    "application ad_expires listing_expires valid_ last_da latest_da final_ apply_ remain open_ accept_ "
    "accepting_ résum "
    "resum submi material letter cv bid eoi send e-mail email forward expir cut due_date unposting express date_ fin_ "
    "période candidatur postul fecha_ plazo cierre solicit envi apli curr now_clos parvenir soumett transmett envoye "
    "achemin dépose avez_jusqu ont_jusqu bewerb search_clos search_will portal_clos portal_will advert_clos "
    "advert_will "
    "have_until has_until return_ clôture concours_ affichage_ convocatoria_ día_para dia_para",
    rf"""
    (?:(?:application|submission|posting)\s+)?deadline\b(?!-|\s*(?:driven|orient|pressure))
  | (?:closing|close)\s+date\b | close\s+of\s+(?:posting|competition|applications?)\b | clos(?:ing|es?|ed)\s*:
  | (?:posting|position|job|competition|vacancy|opportunity|recruitment|applications?|submissions|search|portal|advert)
    \s+(?:will\s+)?clos(?:es?|ing)\b(?:\s+date\b)?
  | (?:expressions?\s+of\s+interest|eois?)\s+(?:will\s+)?(?:clos(?:es?|ing)|due)\b
  | now\s+clos(?:es|ing)\b | post(?:ing)?\s+(?:end|close|closing)\s+date\b
  | (?:recruitment|competition)\s+ends\b | post(?:ed|ing)\s+until\b
  | (?:have|has)\s+until\b | return\s+(?:(?:your|the|completed|application)\s+){{1,3}}forms?\b[^.\n:]{{0,40}}?\bby\b
  | posting\s+(?:period|ends?\b|expires|expir(?:ation|y)) | (?:job|ad|listing)\s+expires\b
  | valid\s+(?:through|until)\b | final\s+filing\s+date\b
  | (?:expiration|expiry)\s+date\b | unposting\s+date\b | date\s+clos(?:es?|ing|ed)\b
  | applications?\s+(?:are\s+)?due\b | due\s+date\b | cut-?\s?off\s+date\b
  | application\s+(?:period|window)\s+(?:will\s+)?(?:clos(?:es?|ing)|ends?)\b
  | application\s+(?:period|window|dates)\b | expires?\s*:
  | (?:last|latest|final)\s+(?:day|date)\s+(?:to\s+apply
      |(?:for|of|to\s+submit)\s+(?:an?\s+|the\s+)?(?:receipt\s+of\s+)?applications?)\b
  | apply\s+(?:by|before|until|no\s+later\s+than|on\s+or\s+before)\b
  | (?:remains?\s+)?open\s+(?:until|till|through)\b
  | accept(?:ing)?\s+(?:applications|r[ée]sum[ée]s)\b[^.\n:]{{0,40}}?\b(?:until|till|through)\b
  | (?:{_HANDED_IN})\b[^.\n:]{{0,30}}?\b(?:received|submitted|postmarked)\s+after\b
  | (?:{_HANDED_IN})\b[^.\n:]{{0,60}}?
    \b(?:{_TAKEN})\b[^.\n:]{{0,40}}?\b(?:until|till|through|by|before|no\s+later\s+than)\b
  | (?:submit|send|e-?mail|forward)\b(?:[^.\n]|\.(?=\w)){{0,150}}?\b(?:by|before
    |no\s+later\s+than|on\s+or\s+before)\b
    (?=\s*(?:the\s+)?(?:close\s+of\s+business|end\s+of\s+day|midnight|noon
        |\d{{1,2}}(?::\d\d)?\s*[ap]\.?m)?[^.\n]{{0,25}}\d)
  | date\s+limite\b | date\s+de\s+(?:cl[ôo]ture|fermeture|fin\s+d['’]affichage)\b | cl[ôo]ture\s*:
  | (?:concours|affichage)\s+(?:prend\s+fin\s+le|se\s+termine\s+le|jusqu['’]au)(?=\s)
  | fin\s+(?:de\s+l['’]affichage|du\s+concours)\b
  | p[ée]riode\s+d['’]affichage\b
  | (?:candidatures?|postule[rz]|parvenir|soumett\w+|transmett\w+|envoye[rz]|achemine[rz]|dépose[rz])\b[^.\n:]{{0,90}}?
    \b(?:avant\s+le|au\s+plus\s+tard\s+le|jusqu['’]au|d['’]ici\s+le)(?=\s)
  | (?:avez|ont)\s+jusqu['’]au(?=\s)
  | convocatoria\s+(?:se\s+)?cierra\s+el(?=\s) | d[íi]a\s+para\s+(?:aplicar|solicitar|postular\w*)\b
  | bewerbungs(?:frist|schluss)\b | bewerb\w*[^.\n:]{{0,60}}?\bbis\s+(?:zum|spätestens|einschließlich)\b
  | fecha\s+(?:l[íi]mite|de\s+cierre|de\s+vencimiento)\b | plazo\b | cierre\b
  | (?:solicit|env[íi]|apliqu|aplicar|postul|curr[íi]cul)[^.\n:]{{0,90}}?\b(?:antes\s+del?|hasta\s+el
    |a\s+m[áa]s\s+tardar\s+el)(?=\s)
""",
)
# What may still belong to a label, up to its colon: "deadline to apply:", "closing date and time:".
LABEL_REST = _words(r"""
    (?:[ \t]*(?:\b(?:to|for|of|on|and|the|this|an?|is|date|time|extended|apply|applying|applications?|submi\w+|receipt
      |position|posting|job|r[ée]sum[ée]s?|materials?|external|de|la|du|des|pour|postul\w+|candidatures?|candidature
      |soumettre|solicitud(?:es)?|para|aplicar|convocatoria|presentaci[óo]n)\b|[(/)])){0,8}[ \t]*:
""")
# Before a label, in its sentence: early applicants are preferred, or only those inside are asked.
PREFERENCE = Hinted(
    "prefer,priority,consider,possible,encourage,ideally,guarantee,first,initial",
    r"""
    \b(?:prefer\w+|priority|(?:best|full|first|early|fullest)\ (?:consideration|possible)
      |encourage\w*|ideally|guarantee\w*      |first\ (?:round|review)|initial\ (?:round|review))\b[^.;\n]*$
  | \bto\ be\ (?:fully|first)\ considered\b[^.;\n]*$
""",
)
PREFERRED = _words(r"\b(?:preference|priority|encourage\w*)\b[^.\n]*$")
INSIDERS = Hinted(
    "internal,insider,in-house,current,unit",
    r"""
    \b(?:internal(?:ly)?|insiders?|in-house|current\ (?:staff|employees|members)|bargaining\ unit|unit\ members)\b
    (?!.*\b(?:external|outside|public)\b)[^;)\n]{0,60}$
""",
)
# Before the word deadline, a due or an expiration date: it is another's, or a trait of the work.
OTHER_DEADLINE = _words(r"""
    \b(?:grants?|grievances?|filing|contract|bargaining|enrol\w*|registration|election|nominations?|project
      |campaign|print|press|court|statut\w+|legal|scholarship|payment|reporting|production|tight|strict|meet\w*
      |interview|membership|petition|arbitration|appeals?|by\s+a|under|priority|licen[cs]e|certificat\w+|agreement
      |card|permit|visa|term|lease|passport|tax|dues|rent|invoice|report)\b[\s\w'’-]{0,15}$
""")
FILING = _words(r"(?:^|\n)\W*(?:final\s+)?filing\s+$")
"""At the beginning of a line and before a colon, what agencies call the day until which an application is filed."""
OF_OTHERS = frozenset({"deadline", "due date", "expiration date", "expiry date", "expires:", "plazo", "cierre"})
"""Labels that something else than a posting has as often."""
FOR_OTHERS = _words(r"""
    s?\s+(?:for|to|of)\s+(?:(?!appl|submi|r[ée]sum|post|this|the\ (?:job|position))[\w’'-]+\s+){0,3}?
    (?:grievances?|filing|enrol\w+|register|registration|nominations?|elections?|bargaining|contracts?|grants?|reports?|projects?
      |scholarships?|membership|comments?|ballots?|petitions?|appeals?|payments?|dues)\b
""")
# Between a label and a day: the day is another label's, which is in the next cell or line.
OTHER_LABEL = _words(r"""
    \b(?:start(?:ing)?|post(?:ed|ing)?|open(?:ed|ing)|hir(?:e|ed|ing)|effective|revis(?:ed|ion)|interviews?|creat(?:ed|ion)
      |updated?|publi(?:shed|cation)|begin(?:s|ning)?|available|issued?|modified)\s*(?:date\b|on\b|:)
""")
RANGE_TO = _words(
    r"[\s,]*(?:\d{1,2}(?::\d\d)?\s*[ap]\.?m\.?)?[\s,]*(?:to|until|till|through|thru|au|al|hasta|[-–—])\s*(?:\w+day,?\s*|\w{2,3}\s)?$"
)
EXTENDED = _words(r"""
    \bextend(?:ed)?\b[^.\d]{0,30}$ | \b(?:now|new\s+deadline|prolong\w+|prorrogad\w+|clos(?:es?|ing))\b[^.\d]{0,20}$
""")
INSIDERS_AFTER = _words(r"[^();]{0,40}\(\s*(?:internal|current\ (?:staff|employees))\b(?![^)]*external)")
TO_APPLY = _words(r"\bto\s+(?:apply|submit|send)\b | \bpour\s+(?:postuler|soumettre|poser|déposer|transmettre)\b")
"""Behind the day until which people "have"."""
TOO_LATE = _words(r"\b(?:not|n['’]t)\b[^.\n]{0,20}\b(?:considered|accepted|reviewed)\b")
"""Behind the day after which an application comes too late."""
UNTIL_FILLED = _words(
    r"\b(?:until|till|til)\s+(?:the\s+(?:position|job)\s+is\s+)?filled\b"
    r"| \bongoing\b | \bopen\s+continuous"
)
FIRM = _words(r"\b(?:by|no\s+later\s+than|deadline\s*(?:is|:)?)\s*(?:\w+day,?\s*)?$")
FIRST_REVIEW = _words(r"""
    \b(?:(?:first|initial|application)\s+review|review(?:\s+of|ing|s)?\b[^.]{0,40}\b(?:begins?|starts?|beginning|on)
      |reviewed|review\s+(?:date|begins)|priority|preference|start(?:ing|s)?|begin(?:s|ning)?
          |interviews?\s+(?:on|begin))\b
""")
FIRST_CONSIDERATION = _words(r"""
    [^.;\n]*\b(?:(?:first|priority|preferen\w+|early|best|full)\s+consideration|prefer(?:ence|red)|prioriti\w+|given\s+priority)\b
""")

POSTED = Phrases(
    "date post re-post repost publi issue announce advertised",
    r"""
    (?:date\s+|re-?)?posted\b(?!\s+(?:by|until|through|in|at|to)\b)(?:\s+(?:on|date))?
  | (?:posting|post|publication|published|issue|announcement|advertised)\s+date\b
  | date\s+(?:of\s+(?:posting|publication|issue|announcement|notice))\b
  | date\s+(?:posted|published|issued|advertised|listed)\b
  | published\b(?:\s+on\b)?(?=[\s:]*(?:\w+day,?\s)?(?:\d|[a-z]{3,9}\.?\s?\d{1,2}\b)) | posting\s+period\b
""",
)
BARE_DATE = _words(r"\bdate\s*:")
# A bare "Date:" is the posting's, unless the word before it makes it something else.
OTHER_DATE = _words(r"""
    \b(?:start(?:ing)?|clos(?:e|ing)|due|hiring|event|meeting|exam|test|effective|revis\w+|updated?|end(?:ing)?|hire|review|expir\w+|interviews?
      |available|target|birth|approval|deadline|application|completion|anniversary|fill(?:ing)?|print(?:ed)?|last
      |final|created|modified|expected|anticipated|to|the|this|that|a|up|by)[ \t]+$
""")
# Before the word published: it is a report that was.
OTHER_PUBLISHED = Hinted(
    "report,article,stud,book,paper,survey,research,we,newsletter,list,data,ranking",
    r"\b(?:reports?|articles?|stud(?:y|ies)|books?|papers?|surveys?|research|we|newsletters?|lists?|data|rankings?)\b[^.\n]{0,40}$",
)
NEXT_LABEL = re.compile(r"(?<=\s)[A-Z][A-Za-z/’']*(?:[ \t][A-Za-z/’']+){0,3}:(?=\s)")

# A label matters only where a day, or word of there being none, follows it within reach.
_DEADLINE_REACH = 230
_POSTED_REACH = 70
_WAITING_SIGNS = ("filled", "ongoing", "continuous", "review", "priorit", "prefer", "start", "begin", "interview")
_OPEN_ENDED = (b"filled", b"ongoing", b"open")
_DEADLINE_SIGNS = (
    *(
        b"deadline",
        b"clos",
        b"posting ",
        b"expir",
        b"valid ",
        b"due",
        b"last d",
        b"final ",
        b"apply",
        b"cut",
        b"be in ",
    ),
    *(b"open ", b"accept", b"receiv", b"submit", b"postmark", b"send", b"mail", b"forward", b"application p"),
    *(b"application w", b"application d", b"limit", b"l\xedmit", b"fermeture", b"affichage", b"du concours"),
    *(b"candidatur", b"postul", b"plazo", b"cierre", b"antes de", b"hasta", b"tardar"),
    *(
        b"end date",
        b"arrive",
        b"reach",
        b"return",
        b"latest",
        b"bewerb",
        b"au plus tard",
        b"avant le",
        b"jusqu",
        b"ends",
    ),
    *(b"have until", b"has until", b"ed until", b"prend fin", b"termine", b"cl\xf4ture", b"cierra", b"a para "),
)
_POSTED_SIGNS = (b"post", b"publi", b"date", b"issue", b"announce", b"advertis")
_MONTHS = b"jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_BEFORE, _MONTH_AFTER = 12, 11  # characters from a month to its day, and from the day to it
_DATE_MARKS = frozenset((b"/", b"-", b"."))
_MONEY = frozenset((b"$", b","))  # and the comma of thousands


def waits(words: str) -> bool:
    """Whether the words before a day make it the day of a first review, or of a position open until filled."""
    lowered = words.lower()
    if not any(sign in lowered for sign in _WAITING_SIGNS):
        return False
    return bool(UNTIL_FILLED.search(words) or FIRST_REVIEW.search(words))


def deadline_labels(text: str) -> Iterator[Found]:
    """Yields the places of `text` where a deadline may follow, in order."""
    ends = [place for word in _OPEN_ENDED for place in watched(text).get(word, ())]
    for start, end in _regions(text, ends, _DEADLINE_REACH, _DEADLINE_SIGNS):
        yield from DEADLINE.finditer(text, start, end)


def posted_labels(text: str) -> Iterator[Found]:
    """Yields the places of `text` where the posting date may follow, the plainest first."""
    regions = list(_regions(text, watched(text).get(b"ago", []), _POSTED_REACH, _POSTED_SIGNS))
    for start, end in regions:
        yield from POSTED.finditer(text, start, end)
    said = folded(text)
    for start, end in regions:
        for label in BARE_DATE.finditer(text, start, end) if b"date" in said[start:end] else ():
            if not OTHER_DATE.search(text[max(0, label.start() - 20) : label.start()]):
                yield Found(*label.span(), label[0])


def _regions(text: str, ends: list[int], reach: int, signs: tuple[bytes, ...]) -> Iterator[tuple[int, int]]:
    """Yields the stretches of `text`, apart from each other, that lead up to a day and hold a sign."""
    whole: list[tuple[int, int]] = []
    for place in sorted({*ends, *_days(text)}):
        start = max(0, place - reach)
        if whole and start <= whole[-1][1]:
            start = whole.pop()[0]
        whole.append((start, place + 1))
    for start, end in whole:
        if any(map(folded(text)[start:end].__contains__, signs)):
            yield start, end


@remembered
def _days(text: str) -> tuple[int, ...]:
    """Returns where in `text` a number begins that may be part of a date: a year, 5/12/26, May 12, 12th of May."""
    said, numbers, words = folded(text), digits(text), watched(text)
    found = {start for start, end in numbers if _is_year_or_numeric(said, start, end)}
    for month in [place for name in _MONTHS if name in words for place in words[name]]:
        near = slice(bisect(numbers, (month - _MONTH_AFTER - 3,)), bisect(numbers, (month + _MONTH_BEFORE + 1,)))
        found.update(start for start, end in numbers[near] if _is_beside(said, month, start, end))
    return tuple(found)


def _is_year_or_numeric(said: bytes, start: int, end: int) -> bool:
    if end - start == 4:
        return b"1899" < said[start:end] < b"2100"
    if end - start == 8 and said[start : start + 2] == b"20":
        return True
    if said[end : end + 1] not in _DATE_MARKS or end - start > 2:
        return False
    return said[end + 1 : end + 2].isdigit() and said[start - 1 : start] not in _MONEY


def _is_beside(said: bytes, month: int, start: int, end: int) -> bool:
    """Whether the month that begins at `month` has the number from `start` to `end` as its day."""
    if end - start > 2 or said[start - 1 : start] in _MONEY:
        return False
    if month < start <= month + _MONTH_BEFORE:
        return len(said[month:start].translate(ONLY_LETTERS).split()) == 1
    return end <= month <= end + _MONTH_AFTER and len(said[end:month].translate(ONLY_LETTERS).split()) < 3


MEMORIES = (_days,)
