"""The pay that a posting offers, read from one line or from its whole text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from unionjobs_scraper.normalize import pay_rules as rules
from unionjobs_scraper.normalize.pay_currency import currency_in
from unionjobs_scraper.normalize.pay_offers import Offer, offers, sentence_before
from unionjobs_scraper.normalize.pay_rules import PAY_WORD


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """Advertised pay, in units of `currency` for one `period`."""

    minimum: float | None
    maximum: float | None
    """Equal to the minimum for a single figure; None for "starting at"."""
    currency: str
    """ISO 4217; empty when neither printed nor settled by the country."""
    period: str
    """YEAR, MONTH, WEEK, DAY or HOUR; empty when neither stated nor clear from the amount."""
    text: str
    """The sentence or line that the figures were read from."""


NO_PAY = Pay(minimum=None, maximum=None, currency="", period="", text="")

_SENTENCE_END = re.compile(r"\n|[.!?](?!\S)(?<!\b[SFM]t\.)")
_LONGEST_REST = 160
_PAY_LABEL = re.compile(
    r"""\b(?:(?:annual|starting|base|hourly|weekly|monthly|minimum|anticipated|expected|total|pay|salary|wage)\s+)*
    (?:salary|compensation|remuneration|pay|wages?|rate|range)
    (?:[\s/&]+(?:and|range|rate|scale|level|band|grade|description|benefits|package)\b){0,3}\s*[:–-]""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r"(?:^|(?<=\s))[A-Z][A-Za-z/’'-]*(?:[ \t][A-Za-z/’'-]+){0,3}:(?=\s)")
_NEIGHBORS = 200  # characters between the grades of one pay scale
_SAME_SCALE = 4.0  # highest grade over lowest, in one scale
_WIDE_SPACES = "\u00a0\u2007\u2009\u202f\t"


def find_pay(text: str, *, country: str = "US") -> Pay:
    """The pay stated in `text`, a pay line or a whole posting; `NO_PAY` when it states none.

    Several grades give the overall range. An hourly rate beside a yearly salary yields the salary,
    unless the yearly figure is marked as derived ("equivalent to"). `country` (ISO 3166-1 alpha-2)
    settles what a bare dollar sign means. Never raises.
    """
    spaced = text
    for space in _WIDE_SPACES:
        if space in spaced:
            spaced = spaced.replace(space, " ")
    found = offers(spaced)
    found = [offer for offer in found if not offer.aside] or found
    if not found:
        return NO_PAY
    scale = _scale(found)
    minimum, maximum = _bounds(scale)
    period = scale[0].period
    return Pay(
        minimum=minimum,
        maximum=maximum,
        currency=currency_in(scale[0].figure.currency, country),
        period="" if period == rules.UNLISTED else period,
        text=_excerpt(spaced, scale),
    )


def _scale(found: Sequence[Offer]) -> list[Offer]:
    """The best offer with its neighbors: the grades of one scale, in order."""
    best = min(found, key=lambda offer: (-offer.strength, offer.figure.high is None, offer.figure.start))
    beside = [offer for offer in found if abs(offer.figure.start - best.figure.start) <= _NEIGHBORS]
    best = min(beside, key=lambda offer: (offer.derived, offer.period != rules.YEAR, offer is not best))
    scale = [best]
    for offer in found[found.index(best) + 1 :]:
        if _same_scale(scale[-1], offer):
            scale.append(offer)
    for offer in reversed(found[: found.index(best)]):
        if _same_scale(offer, scale[0]):
            scale.insert(0, offer)
    return scale


def _same_scale(first: Offer, second: Offer) -> bool:
    if first.period != second.period or first.derived != second.derived or first.aside or second.aside:
        return False
    if first.figure.currency != second.figure.currency and first.figure.currency and second.figure.currency:
        return False
    gap = second.figure.start - first.figure.end
    lows = sorted((first.figure.low, second.figure.low))
    return gap <= _NEIGHBORS and lows[1] <= lows[0] * _SAME_SCALE


def _bounds(scale: Sequence[Offer]) -> tuple[float | None, float | None]:
    lows = [offer.figure.low for offer in scale if not offer.ceiling]
    highs = [offer.top for offer in scale if not offer.floor]
    return min(lows, default=None), max(highs + lows) if highs else None


def _excerpt(text: str, scale: Sequence[Offer]) -> str:
    """The sentence of the scale, or of a block of labels only its own."""
    first, last = scale[0].figure, scale[-1].figure
    before = sentence_before(text, first.start)
    if labels := _all(_PAY_LABEL, before, ":–-"):
        before = before[labels[-1].start() :]
    elif others := _all(_OTHER_LABEL, before, ":"):
        word = PAY_WORD.last(before)
        before = before[max(word.start if word else 0, others[-1].end()) :]
    after = _rest(text[last.end : last.end + _LONGEST_REST + 2])
    if following := _all(_OTHER_LABEL, after, ":"):
        after = after[: following[0].start()]
    return " ".join((before + text[first.start : last.end] + after).split())


def _rest(following: str) -> str:
    """What is left of a sentence in the words `following` an amount, with its mark."""
    end = _SENTENCE_END.search(following)
    if end and end.start() <= _LONGEST_REST:
        return following[: end.start() if end[0] == "\n" else end.end()]
    return following[: _LONGEST_REST + following.startswith((".", "!", "?"), _LONGEST_REST)]


def _all(label: re.Pattern[str], words: str, marks: str) -> list[re.Match[str]]:
    """Returns where `words` hold the `label`, which ends with one of the `marks`."""
    return list(label.finditer(words)) if any(mark in words for mark in marks) else []
