"""Finds mail addresses and telephone numbers in text, however they are written.

Addresses: plain, spaced, percent-encoded, and written so that no robot reads them. Numbers: North American,
international, vanity, extensions. The patterns are tried only near a sign of theirs.

A number counts by its grouping (202-555-0123) or by the word beside it ("call 2025550123"), so that pay,
dates, zip codes and requisition numbers stay. Other countries' plans are those of the library phonenumbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import AnyStr

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.normalize.matching import folded

MAIL = "[e-mail]"
"""Replaces an e-mail address in a release."""

_LOCAL = r"(?<![\w.+%'’&-])[\w.+'’&-]++"
_OPEN, _SHUT = r"\s*[\[({<]\s*", r"\s*[\])}>]\s*"
_SIGN = (
    r"(?:(?:\s(?=[@＠](?:\s|(?:[\w-]+\.)+(?:org|com|net|edu|gov|coop|info|union|example|[a-z]{2})\b)))?[@＠]\s?"
    rf"|{_OPEN}(?:at|@){_SHUT}|_at_)"
)
"""With a space before it alone, it may begin a handle: there a domain must follow."""
_DOT = rf"(?:\.|{_OPEN}(?:dot|\.){_SHUT}|\s+dot\s+|_dot_)"
_SPOKEN_DOT = rf"(?:{_OPEN}(?:dot|\.){_SHUT}|\s+(?:dot|punto|point)\s+)"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"

_ENCODED = re.compile(rf"(?<![\w.+%-])[\w.+-]++%40(?:{_LABEL}\.)+[^\W\d_]{{2,24}}", re.IGNORECASE)
_WRITTEN = re.compile(rf"{_LOCAL}{_SIGN}[\w-]+(?:{_DOT}[\w-]+)+", re.IGNORECASE)
_UNDERSCORED = re.compile(r"(?<![\w.+-])[\w.+-]+?_at_[^\W_]+(?:(?:\.|_dot_)[^\W_]+)+", re.IGNORECASE)
_SPOKEN = re.compile(
    rf"{_LOCAL}(?:\s+dot\s+[\w-]+){{0,3}}\s+(?:at|arroba|arobase)\s+[\w-]+(?:{_SPOKEN_DOT}[\w-]+)+", re.IGNORECASE
)
_CAPITAL_AT = re.compile(r"(?<![\w.+-])(?=[\w.+-]*[a-z])[\w.+-]++\s+AT\s+(?:[\w-]+\.)+[a-z]{2,24}\b")
_AT_HOST = re.compile(
    r"(?<![\w.+-])(?:[\w+-]+(?:[._][\w+-]+)+|(?:(?<=mail )|(?<=[wW]rite to )|(?<=[sS]end to ))"
    r"(?!us\b|me\b|them\b|him\b|her\b|it\b)[\w+-]+)"
    r"\s+at\s+(?:[\w-]+\.)+[a-z]{2,24}\b",
    re.IGNORECASE,
)
"""`jane.doe at union.org`; a bare word before it ("apply at union.org") is an address only behind "e-mail"."""
_HOST_NEXT = re.compile(rb" at\s+(?:[\w-]+\.)+[a-z]{2}")


class Signs:
    """Pieces of a text beside which a pattern is tried.

    A piece with a rare letter is looked for by that letter: one letter is found ten times as fast as two.
    """

    _RARE = b"[](){}<>%@_"

    def __init__(self, *pieces: bytes) -> None:
        self._plain = [piece for piece in pieces if not self._rare(piece)]
        self._by_letter: dict[bytes, list[tuple[bytes, int]]] = {}
        for piece in pieces:
            if rare := self._rare(piece):
                at = piece.index(rare)
                self._by_letter.setdefault(rare, []).append((piece, at))

    def _rare(self, piece: bytes) -> bytes:
        return next((letter for at in range(len(piece)) if (letter := piece[at : at + 1]) in self._RARE), b"")

    def places(self, said: bytes) -> list[int]:
        """Where the pieces are in a text, in order."""
        found: set[int] = set()
        for piece in self._plain:
            if piece in said:  # most pieces are in no text, and most texts are short
                found.update(places_of(said, piece))
        for letter, pieces in self._by_letter.items():
            if letter in said:
                for place in places_of(said, letter):
                    found.update(
                        place - at for piece, at in pieces if at <= place and said.startswith(piece, place - at)
                    )
        return sorted(found)


_SIGNS = (
    (_ENCODED, Signs(b"%40"), 100),
    (_UNDERSCORED, Signs(b"_at_"), 100),
    (_WRITTEN, Signs(b"@", b"[at", b"(at", b"{at", b"<at", b"[ at", b"( at", b"{ at", b"< at"), 120),
    (
        _SPOKEN,
        Signs(*(b" dot ", b" punto ", b" point "), *(b"[dot", b"(dot", b"{dot", b"[ dot", b"( dot"), b".]", b".)"),
        120,
    ),
    (_AT_HOST, Signs(b" at "), 90),
)
"""A pattern, what a text must hold where it matches, and how far from there it reaches."""
_WIDE_AT = "＠"
REACH = 40
"""Characters of a word that are read on beside a window, so that none is cut."""
TELEPHONE = "[telephone]"
"""Replaces a telephone number in a release."""

_SEP = r"(?:[ \t]?[-.–—‑/·][ \t]?|[ \t])"
_BEFORE = r"(?<!\w)(?<![\w$£€%][-./=#,])(?<![$£€#%])"
_AFTER = r"(?!\w)(?![-.,/]\d)"
_INNER = r"(?:extension|extn|ext|x)\.?[ \t]*[:#]?[ \t]*\d{1,6}"
_EXTENSION = rf"(?:[ \t]*\([ \t]*{_INNER}\)|[ \t]*[,;]?[ \t]*{_INNER}(?!\w))?"
_FREE = r"(?:\(8(?:00|33|44|55|66|77|88)\)|8(?:00|33|44|55|66|77|88))"
_ONE = rf"(?:\+?1(?:{_SEP})?)?"

_AMERICAN = re.compile(
    rf"{_BEFORE}{_ONE}(?:\([ ]?[2-9]\d\d[ ]?\){_SEP}?\d{{3}}{_SEP}?\d{{4}}"
    rf"|[2-9]\d\d[ \t]?[-.–—‑/·][ \t]?\d{{3}}{_SEP}\d{{4}}"
    rf"|[2-9]\d\d[ \t][2-9]\d\d{_SEP}\d{{4}}){_AFTER}{_EXTENSION}",
    re.IGNORECASE,
)
_TOLL_FREE_WORD = re.compile(
    rf"(?<![\w-])(?:1[-. ])?{_FREE}[-. ](?=[-.\dA-Z]*[A-Z]{{2}})[A-Z\d](?:[-.]?[A-Z\d]){{5,11}}"
    rf"(?![\w]){_EXTENSION}"
)
_SPELLED_OUT = re.compile(r"(?<![\w-])1-8(?:00|33|44|55|66|77|88)-(?=[\w-]*[A-Za-z]{2})[A-Za-z\d]+(?:-[A-Za-z\d]+)*")
_AREA_WORD = re.compile(
    r"(?<![\w-])(?:1-)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-.])(?:\d{3}[-.][A-Z]{4}|[A-Z]{3}-[A-Z]{4}|[A-Z]{4}-[A-Z]{3})(?!\w)"
)
_LABELLED = re.compile(
    rf"{_BEFORE}(?:\+?1?[2-9]\d{{9}}|0\d{{9,10}}|\d{{3}}[-.– ]\d{{4}}){_AFTER}{_EXTENSION}", re.IGNORECASE
)
_ABROAD = re.compile(rf"(?<![\w+])(?:\+[ ]?|(?:011|00)[ -]?)[1-9][\d ().–-]{{5,20}}\d(?!\w)(?!-\d){_EXTENSION}")
_FROM_ZERO = re.compile(rf"{_BEFORE}(?:\(0\d{{1,4}}\)|0\d{{1,4}})[ -]\d{{3,4}}(?:[ -]?\d{{3,4}})?{_AFTER}{_EXTENSION}")
_FRENCH = re.compile(rf"{_BEFORE}0[1-9](?:[ .-]\d\d){{4}}{_AFTER}")
_AUSTRALIAN = re.compile(rf"{_BEFORE}1[38]00[ -]\d{{3}}[ -]\d{{3}}{_AFTER}")
_ALONE = re.compile(
    r"\b(?:extn?\.? ?[:#]? ?\d{2,6}|extension #?(?!(?:19|20)\d\d\b)\d{2,6})\b|(?<=, )poste #?\d{2,5}\b", re.IGNORECASE
)

_LABEL_BEFORE = re.compile(
    r"\b(?:tel(?:ephones?)?|phones?|ph|call(?:ing)?|cell(?:ular)?|mobile|fax|text|whatsapp|signal|voice ?mail|hotline"
    r"|dial(?:ing)?|sms|ring)\b[^\n\d]{0,24}$",
    re.IGNORECASE,
)
_LETTER_BEFORE = re.compile(r"(?:^|[\s|•,;(])[MTPFC]\.?[ ]?:?[ ]{0,2}$")
"""M: 07700 900 123."""
_ID_BEFORE = re.compile(
    r"\b(?:req(?:uisition)?|job|posting|position|vacancy|announcement|case|account|grant|contract|docket|file|invoice"
    r"|reference|ref|fein|ein|isbn)(?:\W{0,2}\b(?:id|no|num|number|code|ref|reference)\b)?[ \t.:#-]{1,4}$",
    re.IGNORECASE,
)
ABROAD = ("GB", "AU", "IE", "NZ")
"""Countries whose numbers begin with a zero and are looked for without a country code."""


def without_mail(text: str) -> tuple[str, int]:
    """The text with every e-mail address replaced by `MAIL`, and how many there were."""
    found = 0
    said = folded(text)
    for pattern, signs, reach in _SIGNS:
        places = signs.places(said)
        if pattern is _WRITTEN and _WIDE_AT in text:
            places = sorted({*places, *places_of(text, _WIDE_AT)})
        if pattern is _AT_HOST:
            places = [place for place in places if _HOST_NEXT.match(said, place)]
        if places:
            text, count = replaced(text, (hit.span() for hit in matches_near(text, pattern, places, reach)), MAIL)
            if count:
                found += count
                said = folded(text)
    if " AT " in text:
        hits = matches_near(text, _CAPITAL_AT, list(places_of(text, " AT ")), 90)
        text, count = replaced(text, (hit.span() for hit in hits), MAIL)
        found += count
    return text, found


def mailboxes(text: str) -> str:
    """The local parts of the plain addresses in a text, in lower case, parted by spaces."""
    parts = (re.search(r"[\w.+'’-]*$", text[max(0, place - 60) : place]) for place in places_of(text, "@"))
    return " ".join(part[0].lower() for part in parts if part)


def places_of(text: AnyStr, sign: AnyStr) -> Iterator[int]:
    """The places of a sign in a text, in order."""
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)


def matches_near(text: str, pattern: re.Pattern[str], places: Iterable[int], reach: int) -> Iterator[re.Match[str]]:
    """The matches of a pattern around places in order, apart from each other."""
    passed = 0
    for place in places:
        if place < passed:
            continue
        start = max(passed, place - reach)
        while start > passed and place - start < reach + REACH and not text[start - 1].isspace():
            start -= 1
        for hit in pattern.finditer(text, start, min(len(text), place + reach)):
            passed = hit.end()
            yield hit


def replaced(text: str, spans: Iterable[tuple[int, int]], mark: str) -> tuple[str, int]:
    """The text with a mark in place of each span, in order and apart from each other, and how many there were."""
    pieces, at, count = [], 0, 0
    for start, end in spans:
        pieces += [text[at:start], mark]
        at = end
        count += 1
    return "".join((*pieces, text[at:])), count


def without_telephones(text: str) -> tuple[str, int]:
    """The text with every telephone number replaced by `TELEPHONE`, and how many there were."""
    found = 0
    for patterns, signs, reach in _OF_NUMBERS:
        places = signs(text)
        for pattern in patterns if places else ():
            meant = (hit.span() for hit in matches_near(text, pattern, places, reach) if _is_meant(hit))
            text, count = replaced(text, meant, TELEPHONE)
            if count:
                found += count
                places = signs(text)
    return text, found


_SEPARATORS = b" \t().-/?\xb7"  # other dashes become "?"
_NUMBERS = bytes(48 if 48 <= code <= 57 else 32 if code in _SEPARATORS else 120 for code in range(256))
_CAPITALS = bytes(48 if 48 <= code <= 57 else 65 if 65 <= code <= 90 else code for code in range(256))
_LONG_NUMBER = re.compile(rb"0(?: {0,5}0){6}")
_WORD_NUMBER = re.compile(rb"00\)?[-. ](?=[-.0A]{0,12}A[-.]?A)|0-000-")


def _long_numbers(text: str) -> list[int]:
    """The places of seven digits with nothing but their usual signs between them."""
    return [number.start() for number in _LONG_NUMBER.finditer(_latin(text).translate(_NUMBERS))]


def _word_numbers(text: str) -> list[int]:
    """Where an area code is followed by letters, or may be."""
    return [number.start() for number in _WORD_NUMBER.finditer(_latin(text).translate(_CAPITALS))]


def _latin(text: str) -> bytes:
    return text.encode("latin-1", "replace")


def _extensions(text: str) -> list[int]:
    said = folded(text)
    return sorted([*places_of(said, b"ext"), *places_of(said, b", poste ")])


_OF_NUMBERS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], list[int]], int], ...] = (
    ((_ABROAD, _AMERICAN, _FRENCH, _FROM_ZERO, _AUSTRALIAN, _LABELLED), _long_numbers, 40),
    ((_TOLL_FREE_WORD, _SPELLED_OUT, _AREA_WORD), _word_numbers, 40),
    ((_ALONE,), _extensions, 24),
)
"""Patterns in their order, what finds the places where one may match, and how far from there it reaches."""


def _is_meant(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 60) : match.start()]
    if match.re is _ALONE:
        return True
    if _ID_BEFORE.search(before):
        return False
    if match.re is _LABELLED:
        return bool(_LABEL_BEFORE.search(before))
    if match.re is _ABROAD:
        return _is_valid(re.sub(r"^(?:011|00)[ -]?", "+", match[0]), "US", possible=match[0].startswith("+"))
    if match.re in (_FROM_ZERO, _AUSTRALIAN):
        labelled = match[0].startswith("07") or bool(_LABEL_BEFORE.search(before) or _LETTER_BEFORE.search(before))
        return any(_is_valid(match[0], country, possible=labelled) for country in ABROAD)
    return True


def _is_valid(number: str, country: str, *, possible: bool = False) -> bool:
    """Whether a country's plan has the number, or, where something else tells what it is, one of its length."""
    try:
        import phonenumbers
    except ModuleNotFoundError:
        raise SettingError(
            "taking contacts out needs the package phonenumbers: pip install 'unionjobs-scraper[release]'"
        ) from None
    try:
        parsed = phonenumbers.parse(number, country)
        return phonenumbers.is_valid_number(parsed) or (possible and phonenumbers.is_possible_number(parsed))
    except phonenumbers.NumberParseException:
        return False
