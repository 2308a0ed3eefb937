"""Facts of JSON interfaces put into the words that a person would write, for the normalizers to read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapy.http import TextResponse

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.platforms.json_answers import misread, number, place, records, words
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
TRACKING = re.compile(
    r"^(?:utm_\w+|source|src|gh_src|lever-source|pcr-id|type|selectedmenukey|jwid|rcid|e)$", re.IGNORECASE
)
"""Query parameters that tell the employer where an applicant comes from."""


def array(response: TextResponse, what: str) -> list[dict[str, Any]]:
    """The answer, which has to be a JSON list of objects. Raises `LayoutChanged` or `BlockedPage`."""
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    if kind and "json" not in kind.lower():
        raise misread(response, f"JSON was expected, this is {kind}")
    try:
        value = json.loads(response.text)
    except ValueError:
        raise misread(response, "JSON was expected, this is not") from None
    return records(value, response, what)


def joined(parts: Iterable[object], mark: str = "; ") -> str:
    """The texts among the parts, each once, with a mark between them."""
    return mark.join(dict.fromkeys(filter(None, map(words, parts))))


def spot(value: object, *names: str) -> str:
    """The place that the named members of a JSON object make up: `Oakland, CA, US`."""
    return place(value.get(name) for name in names) if isinstance(value, dict) else ""


def places(parts: Iterable[object], workplace: str = "") -> str:
    """Several places and the workplace's word: `Oakland, CA; Reno, NV (hybrid)`, `Remote`."""
    return place((joined(parts),), workplace)


def workplace(*said: object) -> str:
    """hybrid, remote or on-site, where the words of a JSON field say it; hybrid outranks remote."""
    text = joined(said, " ")
    return next((word for pattern, word in WORKPLACES if pattern.search(text)), "")


def workplace_of_flags(*, remote: object = False, hybrid: object = False, onsite: object = False) -> str:
    """hybrid, remote or on-site, of yes-or-no fields that may be true together."""
    flags = (("hybrid", hybrid), ("remote", remote), ("on-site", onsite))
    return next((word for word, flag in flags if flag is True), "")


def pay_range(low: object, high: object, currency: object = "", period: object = "") -> str:
    """Structured pay in units of the currency: `USD 60,000 – 75,000 per year`; empty for an unknown period."""
    least, most = number(low), number(high)
    unit, code = period_of(words(period)), words(currency).upper()
    if not (least > 0 or most > 0) or (words(period) and not unit):
        return ""
    lead = "" if least > 0 and most > 0 else "starting at" if least > 0 else "up to"
    figures = [f"{value:,.2f}".removesuffix(".00") for value in (least, most) if value > 0]
    return " ".join(filter(None, (lead, code, " – ".join(dict.fromkeys(figures)), unit)))


def period_of(text: str) -> str:
    """`per hour` and so on, for whatever spelling of one hour, day, week, month or year stands in a text."""
    if NOT_ONE.search(text):
        return ""
    return next((unit for pattern, unit in PERIODS if pattern.search(text)), "")


def cents(value: object) -> float:
    """An amount in cents as one in whole units; 0 for anything but a number."""
    return number(value) / 100


def marked(item: JobPosting) -> JobPosting:
    """The posting with the closing words of its own text: an answer in JSON is no page whose words are read."""
    return item if item.closing_mark else replace(item, closing_mark=closing_mark(item.description))


def untracked(url: object) -> str:
    """A web address without the parameters that only track where a visitor comes from; else empty."""
    at = urlsplit(words(url))
    if at.scheme not in ("http", "https"):
        return ""
    kept = [(name, value) for name, value in parse_qsl(at.query, keep_blank_values=True) if not TRACKING.match(name)]
    return urlunsplit((at.scheme, at.netloc, at.path, urlencode(kept), at.fragment))
