"""schema.org JobPosting in a page's JSON-LD, as applicant systems write it for search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from scrapy.http import TextResponse

from unionjobs_scraper.platforms.shapes import misread, part, words
from unionjobs_scraper.platforms.wording import joined, pay_range, places, spot

AROUND = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$")
"""Wrappers that pages put around the JSON of a script."""


def job_markup(response: TextResponse) -> dict[str, Any]:
    """The page's one JobPosting object. Raises `LayoutChanged` or `BlockedPage` where there is none or several."""
    found = [each for script in _scripts(response) for each in _objects(script) if _is_job(each)]
    if len(found) != 1:
        raise misread(response, f"one JobPosting in JSON-LD was expected, found {len(found)}")
    return found[0]


def marked_places(job: dict[str, Any]) -> str:
    """The places of a JobPosting: `Seattle, WA, US; Reno, NV, US`, `Remote`."""
    remote = words(job.get("jobLocationType")).upper() == "TELECOMMUTE"
    named = [_address(each) for each in _many(job.get("jobLocation"))]
    return places(named, "remote" if remote else "")


def marked_pay(job: dict[str, Any]) -> str:
    """`baseSalary` in words; the unit may stand on the outer or on the inner value."""
    salary = job.get("baseSalary")
    value = part(salary, "value")
    unit = part(value, "unitText") or part(salary, "unitText")
    low, high = part(value, "minValue"), part(value, "maxValue")
    single = part(value, "value") if isinstance(value, dict) else value
    return pay_range(low or single, high or single, part(salary, "currency"), unit)


def marked_employer(job: dict[str, Any]) -> str:
    """`hiringOrganization`, an object or a bare text."""
    organization = job.get("hiringOrganization")
    return words(part(organization, "name")) or words(organization)


def marked_employment(job: dict[str, Any]) -> str:
    """`employmentType`, a text or a list, in words: `full-time, temporary`."""
    return joined(_many(job.get("employmentType")), ", ").replace("_", "-").lower()


def _scripts(response: TextResponse) -> Iterator[Any]:
    for text in response.css('script[type="application/ld+json"]::text').getall():
        try:
            # strict=False: descriptions with raw line breaks and tabs are common
            yield json.loads(AROUND.sub("", text), strict=False)
        except ValueError:
            continue


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a list or of an `@graph`."""
    for each in _many(value):
        if isinstance(each, dict):
            yield each
            yield from _objects(each.get("@graph"))


def _is_job(value: dict[str, Any]) -> bool:
    return "JobPosting" in _many(value.get("@type"))


def _address(location: Any) -> str:
    address = part(location, "address")
    if not isinstance(address, dict):
        return words(address)
    country = address.get("addressCountry")
    named = {**address, "addressCountry": words(part(country, "name")) or words(country)}
    return spot(named, "addressLocality", "addressRegion", "addressCountry")


def _many(value: Any) -> list[Any]:
    """A member that schema.org lets stand alone or in a list."""
    return value if isinstance(value, list) else [] if value is None else [value]
