"""schema.org JobPosting in the `application/ld+json` scripts of a page, tolerant of how systems write it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, TypedDict

from scrapy.http import TextResponse

from unionjobs_scraper.platforms.shapes import number, part, pay, place, plain, words

CDATA = re.compile(r"^\s*(?:<!--|//|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|(?://|/\*)?\s*\]\]>(?:\s*\*/)?\s*(?:-->)?\s*$")
BAD_ESCAPE = re.compile(r"\\(?![\"\\/bfnrtu])")
UNITS = {"YEAR": "per year", "MONTH": "per month", "WEEK": "per week", "DAY": "per day", "HOUR": "per hour"}


class Facts(TypedDict):
    """What the markup states, under the names that `JobPosting` has for it."""

    title: str
    employer: str
    location_text: str
    employment_text: str
    date_posted_text: str
    valid_through_text: str
    salary_text: str
    description: str


def job_posting(response: TextResponse) -> dict[str, Any] | None:
    """The first JobPosting of a page; None where it has none that can be read."""
    for script in response.xpath("//script[contains(@type, 'ld+json')]/text()").getall():
        found = next(_job_postings(_loaded(script)), None)
        if found is not None:
            return found
    return None


def facts(posting: dict[str, Any], url: str) -> Facts:
    """The words of a JobPosting; `validThrough` is what the system says, often only posted + N days."""
    return Facts(
        title=_unescaped(posting.get("title")),
        employer=_unescaped(part(posting, "hiringOrganization", "name") or posting.get("hiringOrganization")),
        location_text=_places(posting),
        employment_text="; ".join(filter(None, map(words, _listed(posting.get("employmentType"))))),
        date_posted_text=words(posting.get("datePosted")),
        valid_through_text=words(posting.get("validThrough")),
        salary_text=_pay(posting.get("baseSalary")),
        description=_text(posting.get("description"), url),
    )


def _loaded(script: str) -> Any:
    text = CDATA.sub("", CDATA.sub("", script)).strip()
    for form in (text, BAD_ESCAPE.sub(r"\\\\", text), html.unescape(text)):
        try:
            return json.loads(form, strict=False)  # raw line breaks inside of texts are common
        except ValueError:
            continue
    return None


def _job_postings(value: Any) -> Iterator[dict[str, Any]]:
    """The JobPostings of a value: itself, an element of a list, or a node of its `@graph`."""
    for each in _listed(value):
        if not isinstance(each, dict):
            continue
        if any(str(kind).rpartition("/")[2] == "JobPosting" for kind in _listed(each.get("@type"))):
            yield each
        yield from _job_postings(each.get("@graph"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _unescaped(value: object) -> str:
    return words(html.unescape(words(value)))


def _text(value: object, url: str) -> str:
    text = value if isinstance(value, str) else ""
    return plain(html.unescape(text) if "<" not in text and "&lt;" in text else text, url)


def _places(posting: dict[str, Any]) -> str:
    remote = "TELECOMMUTE" in map(words, _listed(posting.get("jobLocationType")))
    found = [_place(part(each, "address")) for each in _listed(posting.get("jobLocation"))]
    line = "; ".join(dict.fromkeys(filter(None, found)))
    return place((line,), "remote") if remote else line


def _place(address: object) -> str:
    if isinstance(address, str):
        return words(address)
    country = part(address, "addressCountry")
    names = (part(address, "addressLocality"), part(address, "addressRegion"), part(country, "name") or country)
    return place(map(_unescaped, names))


def _pay(salary: object) -> str:
    value = part(salary, "value")
    unit = words(part(value, "unitText") or part(salary, "unitText")).upper()
    low, high = part(value, "minValue") or part(salary, "minValue"), part(value, "maxValue") or part(salary, "maxValue")
    if not number(low) and not number(high):
        low = part(value, "value") or (None if isinstance(value, dict) else value)
    if not isinstance(salary, dict):
        return words(salary)
    return pay(low, high, words(salary.get("currency") or part(value, "currency")), UNITS.get(unit, ""))
