"""Amounts of money as they are printed: one amount or a range, with the period beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from unionjobs_scraper.normalize.scan import digits, folded

_WIDEST_RANGE = 6.0  # maximum over minimum; the widest real one seen is 2.7
_WIDEST_REPAIRED = 2.5  # when a thousand had to be supplied, be stricter

_CODE = r"(?:USD|CAD|CDN|CAN|AUD|NZD|EUR|GBP|US|Canadian)"
_NUMBER = r"""(?!40[13](?![\d,.]))(?:                      # never a 401k or a 403(b)
    \d{1,3}(?:,\ ?\d{3,4}(?!\d))+(?:[.,]\d{1,2}(?!\d))?    # 71,754  79,500.00  130,0000  85,000,00
  | \d{2,3}\ \d{3}(?![\d\w])                               # 82 300
  | \d{1,9}(?:[.,]\d{1,4})?(?!\d)                          # 98990  29  32.7785  88.790  635,00
)"""
_SCALE = r"(?:\s?[kK]\b|\s?thousand\b)?(?:['’]?s\b)?"
_SIGN = rf"(?:{_CODE[:-1]}|C|CA|A|AU|NZ)?\s?[$£€][\s$]{{0,3}}|{_CODE}\s)"
_UNIT = r"""(?:
    (?:bi-?|semi-?)?(?:year|yr|annum|hour|hr|month|mo|week|wk|fortnight)(?:ly)?\b
  | annual(?:ly|ized)?\b | daily\b | day\b | pay\ period\b | two\ weeks\b | p\.?\ ?a\b
)"""
_BESIDE = rf"""(?:\s?{_CODE}\b)?                           # $25 CAD per hour, $50,000 (annual)
    (?:[\s,]*\(?(?:base\ |paid\ )?(?:(?:/|per\b|an?\b|each\b|every\b)\s*)?(?P<unit>{_UNIT})
    (?:\.(?!\s+[A-Z]|\s*$))?\)?)?                         # "per yr." but not the end of a sentence
"""
_BESIDE_LOW = _BESIDE.replace("<unit>", "<low_unit>")
_NOTE = r"(?:\s?\([^()\d$£€\n]{0,25}\))?"
_TO = r"""\s*(?:
    [-‐‑‒–—―−─~]+(?:\s?to\b)?
  | (?:\b(?:rising|increasing|ranging|going)\s(?:\w+\s)?)?
    (?:\bup\s)?\bto\b(?:\s(?:a\s)?max(?:imum)?(?:\sof)?)?
  | \b(?:through|thru)\b
  | \b(?P<and>and)\b
)\s*"""
_RANGE = rf"""
    (?P<low>{_NUMBER})(?P<low_scale>{_SCALE})
    (?:
        {_BESIDE_LOW}{_NOTE}{_TO}
        (?:the\ )?(?:(?:low|mid|high|upper)(?:dle)?(?:-to-\w+)?[\s-]+)?  # "to the low $80,000s"
        (?:{_SIGN})?(?P<high>{_NUMBER})(?P<high_scale>{_SCALE})
        (?!\s*%|\(|\s(?:hours?|hrs?|days?|weeks?|months?|years?)\b)
    )?
    (?P<beside>{_BESIDE})
"""
_FLAGS = re.VERBOSE | re.ASCII
_SIGNED = re.compile(rf"[$£€][\s$]{{0,3}}{_RANGE}", _FLAGS | re.IGNORECASE)

# Without a sign, only a figure that a pay label runs into, or one that a unit of time follows.
_UNSIGNED = re.compile(rf"(?<![\w$£€.,/:#-]){_RANGE}", _FLAGS | re.IGNORECASE)
_LABEL = re.compile(
    rf"""
    \b(?:salary|wages?|pay|compensation|remuneration|rate|range|{_CODE})\b [\s:()=–-]*
    (?:
        (?:range|scale|rate|is|from|between|starting|starts|at|annual|hourly|yearly|{_CODE})\b [\s:()–-]*
    ){{0,4}} $
    """,
    _FLAGS | re.IGNORECASE,
)
_LABEL_REACH = 60
_NOT_A_COUNT = re.compile(r"[\s.]*(?:$|[,;()\n+*•|/–-]|(?:dep|com|doe|plus|and|with|based))", re.IGNORECASE)
_PAY_SIZED = re.compile(r"\d(?:,\d{3}|\d{4}|\s?k\b|\.\d\d)", re.IGNORECASE)
_UNIT_SIGNS = (b"hour", b"hr", b"year", b"yr", b"ann", b"p.a", b"pa", b"p. a", b"p a")
_LABEL_SIGNS = (
    *(b"salar", b"wage", b"pay", b"compens", b"remun", b"rate", b"range"),
    *(b"usd", b"cad", b"cdn", b"can", b"aud", b"nzd", b"eur", b"gbp", b"us"),
)
_USUAL = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d\d)?")
_TIMED = re.compile(r"hour|hr|year|yr|annum|annual|p\.?\s?a", re.IGNORECASE)
_MILLIONS = re.compile(r"\s?(?:m|mm|b|bn|million|billion)\b|\s?%", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount or a range of amounts, with the place where it stands in the text."""

    low: float
    high: float | None
    unit: str
    """The unit of time printed beside it, as printed; empty when there is none."""
    start: int
    end: int
    vague: bool = False
    """True for "mid $70,000's": the amount is only where a range begins."""


def signed_figures(text: str) -> list[Figure]:
    """Return the amounts of *text* with a currency sign."""
    return [figure for match in _signed(text) if (figure := _figure(match))]


def bare_figures(text: str) -> list[Figure]:
    """Return the amounts of *text* without a sign that a pay label or a unit of time marks."""
    return [figure for match in _bare(text) if (figure := _figure(match))]


def _signed(text: str) -> Iterator[re.Match[str]]:
    end = 0
    for place in sorted(place for sign in "$£€" for place in _places(text, sign)):
        if place >= end and (match := _SIGNED.match(text, place)):
            end = match.end()
            yield match


def _places(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)


def _bare(text: str) -> Iterator[re.Match[str]]:
    said, end = folded(text), 0
    for start, stop in digits(text):
        if start < end or not _may_be_pay(said, start, stop):
            continue
        match = _UNSIGNED.match(text, start)
        if not match:
            continue
        end = match.end()
        timed = match["unit"] and _TIMED.match(match["unit"]) and len(match["low"]) > 1
        sized = _PAY_SIZED.search(text, start, end) and _NOT_A_COUNT.match(text, end)
        if timed or (sized and _LABEL.search(text[max(0, start - _LABEL_REACH) : start])):
            yield match


def _may_be_pay(said: bytes, start: int, end: int) -> bool:
    """Tell at a quick look whether the number may be pay: a label before it, or a unit of time behind."""
    before, after = said[max(0, start - _LABEL_REACH) : start], said[end : end + _LABEL_REACH]
    return any(label in before for label in _LABEL_SIGNS) or any(unit in after for unit in _UNIT_SIGNS)


def _figure(match: re.Match[str]) -> Figure | None:
    lows, highs = _readings(match["low"], match["low_scale"]), _readings(match["high"], match["high_scale"])
    shared = tuple(low * 1000 for low in lows[:1] if low < 1000)  # "$65-75K": both mean thousands
    pair = _pair(lows + shared, highs) if not match["and"] or _between(match) else None
    if pair:
        (low, high), end, unit = pair, match.end("beside"), match["unit"] or match["low_unit"]
    elif lows:
        low, high = _alone(match, lows), None
        alone = match["high"] is None
        end = match.end("beside") if alone else match.end("low_scale")
        unit = match["unit"] if alone else match["low_unit"]
    else:
        return None
    if low <= 0 or _MILLIONS.match(match.string, end):
        return None
    vague = high is None and match["low_scale"].endswith("s")
    return Figure(low=low, high=high, unit=unit or "", start=match.start("low"), end=end, vague=vague)


def _between(match: re.Match[str]) -> bool:
    return bool(
        re.search(r"\b(?:between|from)\b[^.;\n]*$", match.string[max(0, match.start() - 40) : match.start()], re.I)
    )


def _alone(match: re.Match[str], lows: tuple[float, ...]) -> float:
    """Return the reading of a single amount: "$88.790" is thousands unless it is paid by the hour."""
    if len(lows) == 1 or lows[1] < 10_000:
        return lows[0]
    words = match.string[max(0, match.start() - 40) : match.end()].lower()
    return lows[0] if "hour" in words or "/hr" in words else lows[1]


def _readings(printed: str | None, scale: str | None) -> tuple[float, ...]:
    """Return what a printed amount can mean, likeliest first; empty when it cannot be read."""
    if not printed:
        return ()
    if not scale and _USUAL.fullmatch(printed):
        return (float(printed.replace(",", "")),)
    plain = re.sub(r",( ?\d{3})0(?!\d)", r",\1", printed)  # "130,0000": one zero too many
    if re.search(r", ?\d{4}", plain):
        return ()
    plain = re.sub(r"^(\d{1,3}(?:,\d{3})+),(\d{2})$", r"\1.\2", plain)  # "85,000,00"
    plain = plain.replace(",", "").replace(" ", "")
    value = float(plain)
    if scale and (value < 1000 or "k" in scale.lower()):
        return (round(value * 1000, 2),)
    if re.fullmatch(r"\d{2,3}\.\d{3}", plain):  # "$88.790": a point for the comma
        return (value, float(plain.replace(".", "")))
    return (value,)


def _pair(lows: tuple[float, ...], highs: tuple[float, ...]) -> tuple[float, float] | None:
    """Return the first two readings that make a range: "$65-75K" and "$79,776 – $88.790" do."""
    for position, (low, high) in enumerate(product(lows, highs)):
        widest = _WIDEST_REPAIRED if position else _WIDEST_RANGE
        if 0 < low <= high <= low * widest:
            return low, high
    for low, high in product(lows[:1], highs[:1]):
        if high < low <= high * _WIDEST_REPAIRED:
            return high, low
    return None
