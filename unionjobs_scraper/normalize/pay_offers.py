"""Which amounts in a text are the pay on offer, judged by the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from unionjobs_scraper.normalize import pay_rules as rules
from unionjobs_scraper.normalize.matching import Found
from unionjobs_scraper.normalize.pay_currency import CODE, per_dollar
from unionjobs_scraper.normalize.pay_figures import bare_figures, signed_figures
from unionjobs_scraper.normalize.pay_plain import Figure

LABELED, IN_SENTENCE, BESIDE, ALONE, FOLLOWING = 5, 4, 3, 2, 1

_LOOK_BACK = 240
_LOOK_AHEAD = 90
_NEAR = 120  # characters before an amount in which words that lead up to it begin
_LABEL_DISTANCE = 45
_LOWEST_THOUSANDS = 45  # below, a whole number behind "Salary" is as likely by the hour
_YEARS_PAY = 30_000.0
"""Dollars from which the label "Total compensation:" means a year's."""
_HEADING = 60
_SENTENCE_BREAK = re.compile(
    r"""[;.!?•●·|](?:                                              # what each of the three begins with: fast to find
        (?<=;)
      | (?<=[.!?])(?=\s+[A-Z“"(•*])(?<!\b[SFM]t.)(?<![.\s][A-Z].)  # not behind St. or an initial
      | (?<=\s[•●·|])(?=\s)
    )""",
    re.VERBOSE,
)
_EARNING = ("earn", "make", "struck", "demand", "fought", "deserve", "live on", "survive on", "average")
_LINE_ENDS = (".", "!", "?", ";")
_CONTINUES = re.compile(r"[\s$£€(]*(?:US|CA?|AU?)?[a-z$£€\d]|[\s$£€(]*$")
_ONLY_BULLET = re.compile(rf"\W*(?:US|CA?|AU?|NZ|[Cc]irca|[Cc]\.|{CODE})?\W*")

_GRADE = re.compile(r":\s*[$£€]*\s*$|\b(?:step|grade|level|tier|band|year)\s+\w{1,4}\W*$", re.IGNORECASE)
_NOTHING_MORE = re.compile(
    r"\W*(?:$|\n|\+|plus\b|DOE|depending|commensurate|negotiable|non-?negotiable|firm\b|pro[- ]rata|0?\.\d+\s?fte)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A figure that its words show to be pay."""

    figure: Figure
    period: str
    strength: int
    """LABELED (best) to FOLLOWING: how plainly the words say that it is pay."""
    floor: bool
    ceiling: bool
    aside: bool
    """True for full-time equivalents, insiders' pay, and totals with a bonus: never a range with the pay itself."""
    derived: bool
    """True when the text says that the figure was worked out from another."""

    @property
    def top(self) -> float:
        """The highest amount of the figure."""
        return self.figure.low if self.figure.high is None else self.figure.high


def offers(text: str) -> list[Offer]:
    """The figures of `text` that are pay, in order; those without a sign only for want of others."""
    return _judged(text, signed_figures(text)) or _judged(text, bare_figures(text))


def _judged(text: str, figures: Sequence[Figure]) -> list[Offer]:
    found: list[Offer] = []
    previous_end = 0
    for number, figure in enumerate(figures):
        offer = _offer(text, figure, previous_end, found[-1] if found else None)
        if offer and not found:  # "Organizer I: $61,000; Organizer II: $68,000 salary"
            found += _grades_before(text, figures[:number], offer)
        if offer:
            found.append(offer)
        previous_end = figure.end
    return found


def _grades_before(text: str, figures: Sequence[Figure], first: Offer) -> list[Offer]:
    """The lower grades of the scale whose pay word follows only the last."""
    grades: list[Offer] = []
    after = first
    for figure in reversed(figures):
        between = text[figure.end : after.figure.start]
        lead = text[max(0, figure.start - 20) : figure.start]
        close = len(between) <= _HEADING and not re.search(r"[.!?]\s|\n\n", between)
        if not (close and _GRADE.search(lead) and after.figure.low / 2 <= figure.low <= after.figure.low):
            break
        after = replace(first, figure=figure, strength=FOLLOWING, floor=False, ceiling=False)
        grades.insert(0, after)
    return grades


def sentence_before(text: str, start: int, *, after: int = 0) -> str:
    """The words from `after` to `start`: its sentence, and the heading or broken line above."""
    lines = text[max(after, start - _LOOK_BACK) : start].split("\n")
    kept = [lines.pop()]
    for line in reversed([line for line in lines if line.strip()][-3:]):
        if line.rstrip().endswith(_LINE_ENDS) or (len(line) > _HEADING and not _CONTINUES.match(kept[0])):
            break
        kept.insert(0, line)
        if line.rstrip().endswith(":"):  # the label, which ends the search
            break
    joined = "\n".join(kept)
    breaks = list(_SENTENCE_BREAK.finditer(joined))
    return joined[breaks[-1].end() :] if breaks else joined


def _offer(text: str, figure: Figure, previous_end: int, previous: Offer | None) -> Offer | None:
    worth = figure.low / per_dollar(figure.currency)
    if figure.unit and not _is_plausible(worth, rules.period_named(figure.unit), figure):
        return None
    before = since = sentence_before(text, figure.start)
    if previous_end > figure.start - _LOOK_BACK:
        since = sentence_before(text, figure.start, after=previous_end)
    tail = text[figure.end : figure.end + _LOOK_AHEAD]
    period = _period(figure, since, tail)
    strength = _strength(before, tail, figure, period)
    if not strength and figure.unit and rules.GROSS.search(text, figure.start, figure.end):
        strength = BESIDE
    if not strength and previous and _follows(text, figure, period, previous):
        strength = FOLLOWING
    if not strength:
        return None
    derived = bool(rules.DERIVED.search(since[-30:]) or rules.DERIVED_AFTER.match(tail))
    if not figure.unit and _is_whole(since, tail, worth):
        if derived:  # "approximately $4200 for the duration" is what some rate comes to
            return None
        period = rules.UNLISTED
    if not _is_plausible(worth, period, figure) or _is_other_money(before, since, tail, period):
        return None
    if _lacks_thousands(figure, period, before):
        return None
    single = figure.high is None
    ceiling = single and bool(rules.CEILING_BEFORE.search(since[-_NEAR:]) or rules.CEILING_AFTER.search(tail))
    return Offer(
        figure=figure,
        period=period,
        strength=strength,
        floor=single and not ceiling and (figure.vague or _is_floor(since, tail)),
        ceiling=ceiling,
        aside=bool(rules.ASIDE_BEFORE.search(since[-_NEAR:]) or rules.ASIDE_AFTER.match(tail)),
        derived=derived,
    )


def _is_whole(since: str, tail: str, worth: float) -> bool:
    """Whether the amount is for a whole engagement, season or course."""
    if rules.WHOLE_AFTER.match(tail):
        return True
    if worth >= _YEARS_PAY and since.rstrip(" $£€")[-1:] == ":":
        return False
    return bool(rules.WHOLE_BEFORE.search(since) and not rules.PERIOD_WORD.search(since))


def _is_plausible(worth: float, period: str, figure: Figure) -> bool:
    """Whether the figure can be pay; where a dollar is much money, less of it is."""
    cheaper = per_dollar(figure.currency) > 2 and rules.plausible(worth * 4, period)
    return rules.plausible(worth, period) or cheaper


def _lacks_thousands(figure: Figure, period: str, before: str) -> bool:
    """Whether "Salary: $135-$150" leaves it open if thousands are meant: no one names a salary by the hour."""
    if figure.unit or period != rules.HOUR or figure.low < _LOWEST_THOUSANDS or figure.low % 1:
        return False
    word = _pay_word(before)
    named = " ".join(match.words for match in rules.PERIOD_WORD.finditer(before)).lower()
    return bool(word and word.words.lower().startswith("salar") and "hour" not in named)


def _is_floor(since: str, tail: str) -> bool:
    return bool(rules.FLOOR_BEFORE.search(since) or rules.FLOOR_AFTER.search(tail))


def _strength(before: str, tail: str, figure: Figure, period: str) -> int:
    word = _pay_word(before)
    if word:
        return LABELED if len(before) - word.end <= _LABEL_DISTANCE else IN_SENTENCE
    if rules.PAY_WORD_AFTER.match(tail):
        return BESIDE
    if figure.unit and period in (rules.HOUR, rules.YEAR, rules.UNLISTED):
        return BESIDE
    line = before.rpartition("\n")[2]
    alone = _ONLY_BULLET.fullmatch(line) and (figure.high is not None or _NOTHING_MORE.match(tail))
    weekly = period == rules.WEEK and _is_stipend(before)
    return ALONE if alone or weekly else 0


def _follows(text: str, figure: Figure, period: str, previous: Offer) -> bool:
    """Whether `figure` is the next grade of the scale that `previous` began."""
    between = text[previous.figure.end : figure.start]
    near = len(between) <= 2 * _HEADING and not re.search(r"[.!?]\s", between)
    return near and period == previous.period and previous.figure.low / 2 <= figure.low <= previous.top * 2


def _is_stipend(words: str) -> bool:
    return "tipend" in words.lower() and bool(rules.STIPEND.search(words))


def _is_other_money(before: str, since: str, tail: str, period: str) -> bool:
    before = _under_heading(before)
    word = _pay_word(before)
    if rules.OTHERS_MONEY.search(before) or _others_earn(before):
        return True
    if word and rules.EXTRA_PAY.search(before[: word.start]):
        return True
    if word and rules.IF_PAID.search(before[: word.start]):
        return True
    lead = _behind_pay_word(before, since)
    lead = lead[max(lead.rfind(","), lead.rfind(";")) + 1 :]
    clause = tail[: cut.start()] if (cut := rules.CLAUSE_END.search(tail)) else tail
    if rules.NOT_PAY_BEFORE.search(lead) or _is_for_else(clause, cut) or rules.EXPENSE.search(clause):
        return True
    # A weekly stipend is how internships are paid; any other stipend repays an expense.
    is_stipend = _is_stipend(lead) or _is_stipend(clause)
    return bool(is_stipend and (period != rules.WEEK or rules.EXPENSE.search(lead)))


def _behind_pay_word(before: str, since: str) -> str:
    """The words of `since` behind its last pay word; where it is the end of `before`, the word is known already."""
    ahead = len(before) - len(since)
    if not before.endswith(since):
        word = _pay_word(since)
        return since[word.end :] if word else since
    word = _pay_word(before)
    return since[word.end - ahead :] if word and word.start >= ahead else since


def _under_heading(before: str) -> str:
    """`before` without the heading above a line that has a pay label of its own."""
    heading, _, line = before.rpartition("\n")
    return line if heading and ":" in line and _pay_word(line) else before


def _is_for_else(clause: str, cut: re.Match[str] | None) -> bool:
    """Whether the words behind an amount say what else it is for; "Allowance £1,461" speaks of the next amount."""
    other = rules.NOT_PAY_AFTER.last(clause)
    if not other:
        return False
    is_label_of_next = cut is not None and cut[0] in "$£€" and rules.NEXT_AMOUNT.fullmatch(clause, other.end)
    return not is_label_of_next


def _others_earn(before: str) -> bool:
    return any(map(before.__contains__, _EARNING)) and bool(rules.OTHERS_EARN.search(before))


def _period(figure: Figure, since: str, tail: str) -> str:
    if figure.unit:
        return rules.period_named(figure.unit)
    worth = figure.low / per_dollar(figure.currency)
    after = rules.PAY_WORD_AFTER.match(tail)
    named = [match.words for match in rules.PERIOD_WORD.finditer(since)] + ([after[0]] if after else [])
    for words in reversed(named):
        period = rules.period_named(words)
        if period and rules.plausible(worth, period):
            return period
    return rules.period_by_size(worth)


@lru_cache(maxsize=64)
def _pay_word(words: str) -> Found | None:
    """The last word of `words` that says that the amount behind it is pay."""
    return rules.PAY_WORD.last(words)


MEMORIES = (_pay_word,)
