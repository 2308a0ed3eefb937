"""Which currency an amount is in: what is printed beside it, else what its country pays in, else not known."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter

_CODES = """
    AED ARS AUD BDT BGN BHD BRL CAD CHF CLP CNY COP CRC CZK DKK EGP EUR GBP GHS HKD HRK HUF IDR ILS INR ISK JMD
    JOD JPY KES KRW KWD LBP LKR MAD MXN MYR NGN NOK NPR NZD OMR PEN PHP PKR PLN QAR RON RSD RUB RWF SAR SEK SGD THB TND
    TTD TWD TZS UAH UGX USD UYU VND XAF XOF ZAR ZMW
""".split()
"""Currencies that pay is printed in (ISO 4217)."""
_SPOKEN = {
    "£": "GBP", "€": "EUR", "euro": "EUR", "euros": "EUR", "CDN": "CAD", "CAN": "CAD", "Canadian": "CAD",
    "zł": "PLN", "Ft": "HUF", "лв": "BGN", "lei": "RON", "SFr.": "CHF", "Fr.": "CHF",
    "₹": "INR", "₱": "PHP", "₪": "ILS",
}  # fmt: skip
_DOLLAR_LEADS = {
    "US": "USD", "C": "CAD", "CA": "CAD", "A": "AUD", "AU": "AUD", "NZ": "NZD", "S": "SGD", "SG": "SGD", "HK": "HKD",
    "R": "BRL", "MX": "MXN", "NT": "TWD",
}  # fmt: skip
_DOLLARS = dict.fromkeys(("US", "PR", "GU", "VI", "AS", "MP"), "USD") | {
    "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD"
}  # fmt: skip
"""What a bare dollar sign means, by country (ISO 3166-1 alpha-2); elsewhere it is not known."""
_HOME = (
    _DOLLARS
    | {"GB": "GBP", "CH": "CHF", "DK": "DKK", "NO": "NOK", "SE": "SEK", "PL": "PLN", "CZ": "CZK", "HU": "HUF"}
    | dict.fromkeys("IE FR DE ES IT NL BE AT PT FI GR LU".split(), "EUR")
)
"""What a country pays in, for an amount without any sign."""
_RATES = {
    "BRL": 5, "PLN": 4, "RON": 4.5, "ILS": 3.7, "CNY": 7, "SEK": 10, "NOK": 10, "DKK": 7, "HKD": 8, "MXN": 18,
    "ZAR": 18, "CZK": 22, "THB": 35, "TWD": 32, "PHP": 57, "INR": 84, "JPY": 150, "HUF": 360, "KRW": 1350,
    "CLP": 930, "COP": 4000, "IDR": 16000, "VND": 25000, "NGN": 1500, "KES": 130, "ISK": 138, "RSD": 108, "RUB": 90,
}  # fmt: skip
"""Roughly how much of it makes a US dollar (2025); of the others, about one."""

_BY_LETTER = "|".join(
    f"{first}(?:{'|'.join(code[1:] for code in codes)})" for first, codes in groupby(_CODES, itemgetter(0))
)
CODE = rf"(?-i:(?=[A-Z][A-Za-z]{{2}})(?:{_BY_LETTER}|CDN|CAN(?!\s+[A-Z]{{2}})|Canadian))"
"""A pattern of the codes beside an amount."""
SIGN = (
    r"(?:(?-i:US|CA?|AU?|NZ|SG?|HK|R|MX|NT)?[$£€]\s{0,3}[$]?\s{0,2}|"
    rf"{CODE}\s?[$£€]?\s{{0,3}}|(?-i:S?Fr\.)\s?|zł\s?|[₹₱₪]\s?)"
)
"""A pattern of what may precede an amount."""
SIGN_AFTER = rf"\s?(?:\(?{CODE}(?![A-Za-z])\)?|(?-i:zł|Ft|лв|lei|[Ee]uros?|[Dd]ollars)(?![^\W_])|[$£€](?!\s?\d|¢))"
"""A pattern of what may follow an amount."""
_LEAD = re.compile(
    rf"(?<![A-Za-z])(?:(?P<code>{CODE}|S?Fr\.|[₹₱₪])\)?[\s:=–-]{{0,3}}|(?P<dollar>US|CA?|AU?|NZ|SG?|HK|R|MX|NT)\s?)$"
)
_BETWEEN_SIGNS = " \t\n\xa0:=–-)"
_LAST_OF_SIGNS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZn₹₱₪.")
_UNKNOWN = re.compile(r"(?:^|[\s(])(?!PAY|DOE|FTE|MIN|MAX|AND|FOR|PER|NOW|NEW|ALL)[A-Z]{3}\)?\s$")
_NAMED = re.compile(rf"{CODE}|S?Fr\.|zł|Ft|лв|lei|[Ee]uros?|[£€₹₱₪]")
_DOLLAR = re.compile(r"(?P<lead>US|CA?|AU?|NZ|SG?|HK|R|MX|NT)?\$")


def printed_currency(before: str, marks: str) -> str:
    """The ISO 4217 code before an amount or among its `marks`.

    "$" for dollars of no named country, "?" for two that contradict each other, empty when no sign is
    printed. A code of three letters that is no known currency is "?" too.
    """
    led = is_led(before)
    if not led and not marks.strip("$ "):
        return "$" if marks else ""
    lead = _LEAD.search(before[-10:]) if led else None
    named = {_code(match[0]) for match in _NAMED.finditer(marks)}
    if lead and lead["code"]:
        named.add(_code(lead["code"]))
    dollars = _DOLLAR.search(marks)
    if dollars and not named:
        prefix = dollars["lead"] or (lead["dollar"] if lead else "")
        return _DOLLAR_LEADS.get(prefix or "", "$")
    if not named and _UNKNOWN.search(before):
        return "?"
    return named.pop() if len(named) == 1 else "?" if named else ""


def is_led(before: str) -> bool:
    """Whether a sign or code may be the last thing `before` an amount, at a quick look."""
    return before.rstrip(_BETWEEN_SIGNS)[-1:] in _LAST_OF_SIGNS


def currency_in(printed: str, country: str) -> str:
    """The ISO 4217 code of what `printed_currency` found, in `country`; empty when not known."""
    if printed in ("$", ""):
        return (_DOLLARS if printed else _HOME).get(country.upper(), "")
    return "" if printed == "?" else printed


def per_dollar(printed: str) -> float:
    """Returns roughly how much of the currency makes a US dollar."""
    return _RATES.get(printed, 1.0)


def points_group(printed: str) -> bool:
    """Whether a point before three digits groups thousands where this currency is paid: "€41.500"."""
    return printed not in ("", "$", "?", "USD", "CAD", "GBP", "AUD", "NZD")


def _code(words: str) -> str:
    return _SPOKEN.get(words) or _SPOKEN.get(words.lower()) or words
