"""Amounts of money as they are printed: one amount or a range, with the period beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from unionjobs_scraper.normalize.matching import digits, folded
from unionjobs_scraper.normalize.pay_currency import CODE, SIGN, SIGN_AFTER, points_group, printed_currency
from unionjobs_scraper.normalize.pay_plain import MILLIONS, WIDEST_RANGE, Figure, plain_figure, plain_range

_WIDEST_REPAIRED = 2.5  # when a thousand had to be supplied, be stricter

_NUMBER = r"""(?!40[13](?:\s?\(?[bk]|(?![\d,.\ ])))(?:     # never a 401k or a 403(b)
    \d{1,3}(?:\ ?,\ ?\d{3,4}(?!\d))+(?:[.,]\d{1,2}(?!\d))?  # 71,754  79,500.00  130,0000  85,000,00  119 ,000
  | \d{1,3}(?:\.\d{3}(?!\d))+(?:,\d{1,2})?(?!\d)           # 41.500  3.930,00  1.098.200
  | \d{1,3}(?:['’]\d{3}(?!\d))+(?:\.\d\d)?                 # 88'000
  | \d{1,3}(?:\ \d{3}(?![\d\w]))+(?:[.,]\d\d(?!\d))?       # 82 300  1 310,50
  | \d{1,9}(?:[.,]\d{1,4})?(?!\d)                          # 98990  29  32.7785  88.790  635,00
)(?:\.[–—-]{1,2}(?!\s*[$£€\d]))?"""  # 96'000.–
_SCALE = r"(?:\s?[kK](?:\b|(?-i:(?=[A-Z][a-z])))|\s?thousand\b)?(?:['’]?s\b)?"
_GROSS = r"(?:(?:gross|bruts?|brutto|brutos?|brut)\s?)"
_UNIT = r"""(?:                                           # grouped by their first letters: half the time
    (?:bi-?|semi-?)?(?:year|yr|annum|hour|hr|month|mo|week|wk|fortnight)(?:ly)?\b
  | a(?:nnual(?:ly|ized)?|nn[ée]e|nnuel(?:le)?(?:s|ment)?|n|ño|nual(?:es)?)\b
  | d(?:aily|ay|eux\ semaines)\b | qui(?:nzaine|ncena(?:l(?:es)?)?)\b
  | p(?:ay\ period\b|\.?\ ?a\b|[./]?[hw]\b|cm\b) | two\ weeks\b
  | (?<=/)h\b | h(?:eure|oraire|ora|ebdomadaires?)\b
  | m(?:ois|ensuel(?:le)?(?:s|lement)?|es|ensual(?:es)?|onatlich|onat|aand|iesięcznie)\b | sem(?:aine|anal)\b
  | j(?:our|ährlich|ahr|aar)\b | stunde\b | uur\b | rocznie\b
)"""
_BESIDE = rf"""(?:                                        # $25 CAD per hour, $50,000 (annual)
    (?:[\s,]*+\(?+(?:base\ |paid\ |{_GROSS})?(?:(?:/|per\b|an?\b|each\b|every\b|par\b|aux\b|cada\b|toutes\ les\b
        |de\ l['’]|l['’]|la\b|por\b|al?\b
        |pro\b|im\b)\s*)?(?P<unit>{_UNIT})
    (?:\.(?!\s+[A-Z]|\s*$))?\)?)?)                        # "per yr." but not the end of a sentence
"""
_BESIDE_LOW = _BESIDE.replace("<unit>", "<low_unit>")
_NOTE = r"(?:\s?\([^()\d$£€\n]{0,25}\))?"
_TO = r"""\s*(?:                                            # told apart by what they begin with: fast to fail
    [-‐‑‒–—―−─~\ufffd]+(?:\s?to(?![a-z]))?
  | (?=[rigut])(?<![a-z])(?:(?:rising|increasing|ranging|going)\s(?:\w+\s)?)?
    (?:(?<![a-z])up\s)?(?<![a-z])to(?![a-z])(?:\s(?:a\s)?max(?:imum)?(?:\sof)?)?
  | (?=[tàab])\b(?:through|thru|à|au|bis|tot)\b
  | (?=[aeyu\s])(?P<and>(?:\s(?:in|for|at)\s[^\d$£€.;\n]{1,40}?)?(?<![a-z])(?:and|et|y|a|und)(?![a-z]))
)\s*"""
_RANGE = rf"""
    (?P<low_sign>{SIGN})?(?P<low>{_NUMBER})(?P<low_scale>{_SCALE})(?P<low_after>{SIGN_AFTER})?
    (?:
        (?>{_BESIDE_LOW}{_NOTE}){_TO}
        (?:the\ )?(?:(?:low|mid|high|upper)(?:dle)?(?:-to-\w+)?[\s-]+)?  # "to the low $80,000s"
        (?P<high_sign>{SIGN})?(?P<high>{_NUMBER})(?P<high_scale>{_SCALE})(?P<high_after>{SIGN_AFTER})?
        (?!\s*%|\(|\s(?:hours?|hrs?|days?|weeks?|months?|years?|heures|horas)\b)
    )?
    (?P<beside>{_BESIDE})
"""
_FLAGS = re.VERBOSE | re.IGNORECASE
_AMOUNTS = re.compile(_RANGE, _FLAGS)
_DIGIT = re.compile(r"\d")
_DIGIT_AHEAD = re.compile(r"[$£€][\s$*]{0,3}\d")
_RANGE_BEFORE = re.compile(
    rf"(?<![\w$£€.,/:#-])(?:{_NUMBER}{_SCALE}){_BESIDE}{_TO.replace('(?P<and>', '(?:')}(?-i:US|CA?|AU?|NZ)?$", _FLAGS
)
_AMOUNT_BEFORE = re.compile(
    rf"(?<![\w$£€.,/:#-])(?:{_NUMBER}{_SCALE}(?:\s?[$£€])?{_TO.replace('(?P<and>', '(?:')})?{_NUMBER}{_SCALE}\s?$",
    _FLAGS,
)
_JOINED = ("-", "‐", "‑", "‒", "–", "—", "―", "−", "─", "~", "\ufffd", "to", "TO", "To", " à", " et", " y", " a", "and")

# Without a sign, only a figure that a pay label runs into, or one that a unit of time or a currency follows.
_LABEL = re.compile(
    rf"""
    \b(?:salary|salaries|wages?|pay|compensation|remuneration|rate|range|salaires?|r[ée]mun[ée]ration|traitement|salario
      |sueldo|remuneraci[óo]n|\w*gehalt|\w*lohn|vergütung|salaris|wynagrodzenie|{CODE})\b [\s:()=*–-]*
    (?:
        (?:range|ranges|ranging|scale|rate|is|of|de|from|between|starting|starts|at|annual|hourly|yearly|horaire|annuel
          |annuelle|entre|minimum|maximum|min|max|in|the|this|position|for|description|bands?|base|gross|brut|{CODE})\b
        [\s:().–-]*
    ){{0,8}} $
    """,
    _FLAGS,
)
_LABEL_REACH = 60
_SIGN_REACH = 60
_CODE_REACH = 24
_NO_BEGINNING = frozenset("$£€.,/:#-") | frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789")
_NOT_A_COUNT = re.compile(
    r"[\s.]*(?:$|[,;()\n+*•|/–-]|(?:dep|com|doe|plus|and|with|based|per|an?\b|gross|brut|annual\b))",
    re.IGNORECASE,
)
_PAY_SIZED = re.compile(r"\d(?:[,.'’ ]\d{3}|\d{4}|\s?k\b|[.,]\d\d)", re.IGNORECASE)
_HOURS_WORKED = re.compile(r"\d\s?-?\s?(?:hours?|hrs?)\b", re.IGNORECASE)
_UNIT_SIGNS = (b"hour", b"hr", b"year", b"yr", b"ann", b"p.a", b"pa", b"p. a", b"p a")
_LABEL_SIGNS = (
    *(b"salar", b"wage", b"pay", b"compens", b"remun", b"rate", b"range"),
    *(b"sueldo", b"gehalt", b"lohn", b"traitement", b"rem\xfan", b"r\xe9mun", b"wynagrodzenie"),
)
_USUAL = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d\d)?")
_TIMED = re.compile(r"year|yr|annum|annual|p\.?\s?a", re.IGNORECASE)
_CODE_NEAR = re.compile(
    rf"(?<![A-Za-z]){CODE}(?![A-Za-z])|(?<![A-Za-z])S?Fr\.|[₹₱₪]|zł|Ft\b|лв|\blei\b|[Ee]uro|[Dd]ollars"
)
_ALONE = re.compile(r"[ \t,]*(?:$|\n|DO[EQ]\b|depend|commensurate)")
_BETWEEN = re.compile(r"\b(?:between|from|entre|desde|de|ranges?|ranging|zwischen)\b[^.;\n]*$", re.IGNORECASE)


def signed_figures(text: str) -> list[Figure]:
    """The amounts of `text` with a currency sign."""
    return list(_signed(text))


def bare_figures(text: str) -> list[Figure]:
    """The amounts of `text` without a sign that a pay label or a unit of time marks."""
    return [figure for match in _bare(text) if (figure := _figure(match))]


def _signed(text: str) -> Iterator[Figure]:
    end = 0
    for place in sorted(place for sign in "$£€" for place in _places(text, sign)):
        if place < end:
            continue
        start = _beginning(text, place, end)
        if start == place and (figure := plain_range(text, place) or plain_figure(text, place)):
            end = figure.end
            yield figure
        elif start is not None and (match := _AMOUNTS.match(text, start)):
            found = _figure(match)
            end = match.end() if found is None or found.high is not None else found.end
            if found:
                yield found


def _beginning(text: str, place: int, end: int) -> int | None:
    """Returns where the amounts begin whose sign is at `place`: there, or before it in "93,000 to $114,000"."""
    window = text[max(end, place - _SIGN_REACH) : place]
    if _DIGIT_AHEAD.match(text, place):
        joined = _DIGIT.search(window) and window.rstrip(" USCANZ").endswith(_JOINED)
        before = _RANGE_BEFORE.search(window) if joined else None
        return place - len(window) + before.start() if before and _PAY_SIZED.search(before[0]) else place
    if not window.rstrip()[-1:].lower().isdigit() and window.rstrip()[-1:] not in ("k", "K"):
        return None
    before = _AMOUNT_BEFORE.search(window)
    return place - len(window) + before.start() if before else None


def _places(text: str, sign: str) -> Iterator[int]:
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)


def _bare(text: str) -> Iterator[re.Match[str]]:
    said, end = folded(text), 0
    for start, stop in digits(text):
        if start < end:
            continue
        coded = _CODE_NEAR.search(text, max(end, start - 5), start) or _CODE_NEAR.search(text, stop, stop + _CODE_REACH)
        alone = text[start - 1 : start] in ("", "\n")
        if not coded and not alone and not _may_be_pay(said, start, stop):
            continue
        match = None if text[start - 1 : start] in _NO_BEGINNING else _AMOUNTS.match(text, start)
        if not match:
            continue
        end = match.end()
        if _is_bare_pay(text, match, coded=bool(coded)):
            yield match


def _is_bare_pay(text: str, match: re.Match[str], *, coded: bool) -> bool:
    start, end = match.span()
    sized = _PAY_SIZED.search(text, start, end)
    if coded and (
        match["low_after"]
        or match["high_sign"]
        or match["high_after"]
        or _CODE_NEAR.search(text[max(0, start - 5) : start])
    ):
        return True
    if not sized:
        return False
    if match["unit"] and _TIMED.match(match["unit"]):
        return True
    if _HOURS_WORKED.search(text, start, end):
        return False
    if _LABEL.search(text[max(0, start - _LABEL_REACH) : start]):
        return bool(match["unit"] or _NOT_A_COUNT.match(text, end))
    return bool(match["high"] and text[start - 1 : start] in ("", "\n") and _ALONE.match(text, end))


def _may_be_pay(said: bytes, start: int, end: int) -> bool:
    """Tell at a quick look whether the number may be pay: a label before it, or a unit of time behind."""
    before, after = said[max(0, start - _LABEL_REACH) : start], said[end : end + _LABEL_REACH]
    return any(label in before for label in _LABEL_SIGNS) or any(unit in after for unit in _UNIT_SIGNS)


def _figure(match: re.Match[str]) -> Figure | None:
    before = match.string[max(0, match.start() - 10) : match.start()]
    marks = " ".join(filter(None, match.group("low_sign", "low_after", "high_sign", "high_after")))
    currency = printed_currency(before, marks)
    lows = _readings(match["low"], match["low_scale"], groups=points_group(currency))
    pair = _range(match, lows, currency) if match["high"] else None
    if pair:
        (low, high), end, unit = pair, match.end("beside"), match["unit"] or match["low_unit"]
    elif lows:
        low, high = _alone(match, lows), None
        alone = match["high"] is None
        end = match.end("beside") if alone else max(match.end("low_scale"), match.end("low_after"))
        unit = match["unit"] if alone else match["low_unit"]
        if not alone:
            first = " ".join(filter(None, match.group("low_sign", "low_after")))
            currency = printed_currency(before, first) or currency
    else:
        return None
    if low <= 0 or MILLIONS.match(match.string, end):
        return None
    vague = high is None and match["low_scale"].endswith("s")
    return Figure(low, high, unit or "", match.start("low"), end, currency, vague)


def _range(match: re.Match[str], lows: tuple[float, ...], currency: str) -> tuple[float, float] | None:
    """The bounds of two amounts; None where they are no range."""
    if match["and"] and match["and"] not in ("a", "A") and not _between(match):  # "$22.50 a $26.75" is Spanish
        return None
    shared = tuple(low * 1000 for low in lows[:1] if low < 1000)  # "$65-75K": both mean thousands
    highs = _readings(match["high"], match["high_scale"], groups=points_group(currency))
    if match["unit"] and _TIMED.match(match["unit"]) and len(lows) > 1 and len(highs) > 1:
        return _pair(lows[1:], highs[1:])  # "$37.000 - $43.347 / year"
    return _pair(lows + shared, highs)


def _between(match: re.Match[str]) -> bool:
    lead = match.string[max(0, match.start() - 60) : match.start()]
    return bool(_BETWEEN.search(lead))


def _alone(match: re.Match[str], lows: tuple[float, ...]) -> float:
    """The reading of a single amount: "$88.790" is thousands unless it is paid by the hour."""
    if len(lows) == 1 or lows[1] < 10_000:
        return lows[0]
    words = match.string[max(0, match.start() - 40) : match.end()].lower()
    return lows[0] if "hour" in words or "/hr" in words else lows[1]


def _readings(printed: str | None, scale: str | None, *, groups: bool) -> tuple[float, ...]:
    """Returns what a printed amount can mean, likeliest first; empty when it cannot be read.

    `groups` says that a point groups thousands where the amount is paid.
    """
    if not printed:
        return ()
    if not scale and _USUAL.fullmatch(printed):
        return (float(printed.replace(",", "")),)
    plain = re.sub(r",( ?\d{3})0(?!\d)", r",\1", printed)  # "130,0000": one zero too many
    if re.search(r", ?\d{4}", plain):
        return ()
    plain = re.sub(r"['’ ]|\.[–—-]+$", "", plain)
    plain = re.sub(r"^(\d{1,3}(?:,\d{3})+),(\d{2})$", r"\1.\2", plain)  # "85,000,00"
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", plain) and (groups or plain.count(".") > 1 or "," in plain):
        plain = plain.replace(".", "").replace(",", ".")  # "3.930,00"
    elif re.fullmatch(r"\d+,\d{1,2}", plain):
        plain = plain.replace(",", ".")  # "1310,50"
    plain = plain.replace(",", "")
    value = float(plain)
    if scale and (value < 1000 or "k" in scale.lower()):
        return (round(value * 1000, 2),)
    if re.fullmatch(r"\d{2,3}\.\d{3}", plain):  # "$88.790": a point for the comma
        return (value, float(plain.replace(".", "")))
    return (value,)


def _pair(lows: tuple[float, ...], highs: tuple[float, ...]) -> tuple[float, float] | None:
    """The first two readings that make a range: "$65-75K" and "$79,776 – $88.790" do."""
    for position, (low, high) in enumerate(product(lows, highs)):
        widest = _WIDEST_REPAIRED if position else WIDEST_RANGE
        if 0 < low <= high <= low * widest:
            return low, high
    for low, high in product(lows[:1], highs[:1]):
        if high < low <= high * _WIDEST_REPAIRED:
            return high, low
    return None
