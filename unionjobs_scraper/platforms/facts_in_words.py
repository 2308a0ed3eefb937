"""Facts of JSON interfaces put into the words that a person would write, for the normalizers to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.tracking import without_tracking
from unionjobs_scraper.platforms.json_answers import number, part, text
from unionjobs_scraper.reading.closing import closing_mark

PERIODS = (
    (re.compile(r"hour|\bhr", re.IGNORECASE), "per hour"),
    (re.compile(r"da(?:y|ily)", re.IGNORECASE), "per day"),
    (re.compile(r"week", re.IGNORECASE), "per week"),
    (re.compile(r"month", re.IGNORECASE), "per month"),
    (re.compile(r"year|ann(?:um|ual)", re.IGNORECASE), "per year"),
)
NOT_ONE = re.compile(r"(?<![\d.])(?!1\b)\d+\b|\bbi|semi|half|two|fortn|twice", re.IGNORECASE)
"""Two weeks or half a month: no period that pay is recorded in."""
WORKPLACES = (
    (re.compile(r"hybrid", re.IGNORECASE), "hybrid"),
    (re.compile(r"remote|telecommut", re.IGNORECASE), "remote"),
    (re.compile(r"on.?site|in.?(?:office|person)", re.IGNORECASE), "on-site"),
)
APPLICANT = re.compile(r"type|e", re.IGNORECASE)
"""Further parameters of addresses to apply at that tell the employer where an applicant comes from."""


def place(parts: Iterable[object], flag: str = "") -> str:
    """Parts of a place as one line, with the workplace's word: `Renton, WA (hybrid)`, `Remote`."""
    line = ", ".join(filter(None, map(text, parts)))
    if not line:
        return flag.capitalize() if flag == "remote" else f"({flag})" if flag else ""
    return f"{line} ({flag})" if flag and flag not in line.lower() else line


def joined(parts: Iterable[object], mark: str = "; ") -> str:
    """The texts among the parts, each once, with a mark between them."""
    return mark.join(dict.fromkeys(filter(None, map(text, parts))))


def spot(value: object, city: str = "city", region: str = "region", country: str = "country") -> str:
    """The place that the members of a JSON object with these names make up: `Oakland, CA, USA`."""
    return place_text(*(text(part(value, name)) for name in (city, region, country)))


def places(parts: Iterable[object], workplace: str = "") -> str:
    """Several places and the workplace's word: `Oakland, CA; Reno, NV (hybrid)`, `Remote`."""
    return place((joined(parts),), workplace)


def workplace(*said: object) -> str:
    """hybrid, remote or on-site, where the words of a JSON field say it; hybrid outranks remote."""
    stated = joined(said, " ")
    return next((word for pattern, word in WORKPLACES if pattern.search(stated)), "")


def workplace_of_flags(*, remote: object = False, hybrid: object = False, onsite: object = False) -> str:
    """hybrid, remote or on-site, of yes-or-no fields that may be true together."""
    flags = (("hybrid", hybrid), ("remote", remote), ("on-site", onsite))
    return next((word for word, flag in flags if flag is True), "")


def pay(low: object, high: object, currency: str = "", period: str = "") -> str:
    """Structured pay as a person would write it; a zero stands for "not stated"."""
    figures = [f"{value:,.2f}".removesuffix(".00") for value in map(number, (low, high)) if value]
    if not figures:
        return ""
    lead = "" if number(low) else "up to "
    said = f"{lead}{currency or '$'} {' – '.join(dict.fromkeys(figures))} {period}"
    return " ".join(said.replace("$ ", "$").split())


def pay_range(low: object, high: object, currency: object = "", period: object = "") -> str:
    """Structured pay in units of the currency: `USD 60,000 – 75,000 per year`; empty for an unknown period."""
    least, most = number(low), number(high)
    unit, code = period_of(text(period)), text(currency).upper()
    if not (least > 0 or most > 0) or (text(period) and not unit):
        return ""
    lead = "" if least > 0 and most > 0 else "starting at" if least > 0 else "up to"
    figures = [f"{value:,.2f}".removesuffix(".00") for value in (least, most) if value > 0]
    return " ".join(filter(None, (lead, code, " – ".join(dict.fromkeys(figures)), unit)))


def period_of(stated: str) -> str:
    """`per hour` and so on, for whatever spelling of one hour, day, week, month or year stands in a text."""
    if NOT_ONE.search(stated):
        return ""
    return next((unit for pattern, unit in PERIODS if pattern.search(stated)), "")


def cents(value: object) -> float:
    """An amount in cents as one in whole units; 0 for anything but a number."""
    return number(value) / 100


def marked(item: JobPosting) -> JobPosting:
    """The posting with the closing words of its own text: an answer in JSON is no page whose words are read."""
    if item.closing_mark or item.stated_open:
        return item
    return replace(item, closing_mark=closing_mark(f"{item.title}\n{item.description}"))


def untracked(url: object) -> str:
    """A web address without the parameters that only track where a visitor comes from; else empty."""
    address = text(url)
    if not address.startswith(("http://", "https://")):
        return ""
    return without_tracking(address, APPLICANT, keep_fragment=True)
