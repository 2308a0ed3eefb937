"""Finds telephone numbers in text: North American, international, vanity, extensions.

A number counts by its grouping (202-555-0123) or by the word beside it ("call 2025550123"), so that pay,
dates, zip codes and requisition numbers stay. Other countries' plans are those of the library phonenumbers.
"""

from __future__ import annotations

import re

from unionjobs_scraper.errors import SettingError

TELEPHONE = "[telephone]"
"""What stands in a release instead of a telephone number."""

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
    rf"{_BEFORE}(?:\+?1?[2-9]\d{{9}}|0\d{{9,10}}|\d{{3}}[-.–]\d{{4}}){_AFTER}{_EXTENSION}", re.IGNORECASE
)
_ABROAD = re.compile(rf"(?<![\w+])(?:\+[ ]?|(?:011|00)[ -]?)[1-9][\d ().–-]{{5,20}}\d(?!\w)(?!-\d){_EXTENSION}")
_FROM_ZERO = re.compile(rf"{_BEFORE}(?:\(0\d{{1,4}}\)|0\d{{1,4}})[ -]\d{{3,4}}(?:[ -]?\d{{3,4}})?{_AFTER}{_EXTENSION}")
_AUSTRALIAN = re.compile(rf"{_BEFORE}1[38]00[ -]\d{{3}}[ -]\d{{3}}{_AFTER}")
_ALONE = re.compile(r"\b(?:extn?\.? ?[:#]? ?\d{2,6}|extension #?(?!(?:19|20)\d\d\b)\d{2,6})\b", re.IGNORECASE)

_LABEL_BEFORE = re.compile(
    r"\b(?:tel(?:ephones?)?|phones?|ph|call(?:ing)?|cell(?:ular)?|mobile|fax|text|whatsapp|signal|voice ?mail|hotline"
    r"|dial(?:ing)?|sms|ring)\b[^\n\d]{0,24}$",
    re.IGNORECASE,
)
_ID_BEFORE = re.compile(
    r"\b(?:req(?:uisition)?|job|posting|position|vacancy|announcement|case|account|grant|contract|docket|file|invoice"
    r"|reference|ref|fein|ein|isbn)(?:\W{0,2}\b(?:id|no|num|number|code|ref|reference)\b)?[ \t.:#-]{1,4}$",
    re.IGNORECASE,
)
ABROAD = ("GB", "AU", "IE", "NZ")
"""Countries whose numbers begin with a zero and are looked for without a country code."""


def without_telephones(text: str) -> tuple[str, int]:
    """The text with every telephone number replaced by `TELEPHONE`, and how many there were."""
    found = 0

    def masked(match: re.Match[str]) -> str:
        nonlocal found
        if not _is_meant(match):
            return match[0]
        found += 1
        return TELEPHONE

    for sign, patterns in PATTERNS:
        if sign.search(text):  # a quick look: most texts have no number of any kind
            for pattern in patterns:
                text = pattern.sub(masked, text)
    return text, found


PATTERNS = (
    (
        re.compile(r"\d(?:[ \t().–—‑/·-]{0,5}\d){6}"),
        (_ABROAD, _AMERICAN, _FROM_ZERO, _AUSTRALIAN, _LABELLED),
    ),
    (re.compile(r"\d\)?[-. ](?:[A-Z\d][-.]?){0,6}[A-Z]{2}|1-8\d\d-"), (_TOLL_FREE_WORD, _SPELLED_OUT, _AREA_WORD)),
    (re.compile(r"\bext", re.IGNORECASE), (_ALONE,)),
)
"""What a text must hold for its patterns to be worth the time, and the patterns, in order."""


def _is_meant(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 60) : match.start()]
    if match.re is _ALONE:
        return True
    if _ID_BEFORE.search(before):
        return False
    if match.re is _LABELLED:
        return bool(_LABEL_BEFORE.search(before))
    if match.re is _ABROAD:
        return _is_valid(re.sub(r"^(?:011|00)[ -]?", "+", match[0]), "US")
    if match.re in (_FROM_ZERO, _AUSTRALIAN):
        return any(_is_valid(match[0], country) for country in ABROAD)
    return True


def _is_valid(number: str, country: str) -> bool:
    try:
        import phonenumbers
    except ModuleNotFoundError:
        raise SettingError(
            "a release without contacts needs the package phonenumbers: pip install 'unionjobs-scraper[release]'"
        ) from None
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, country))
    except phonenumbers.NumberParseException:
        return False
