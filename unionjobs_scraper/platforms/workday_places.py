"""Workday's places: one label each, which every tenant writes in its own way, and the country in a field beside it.

"USA - Massachusetts - Waltham", "Belgium-Wavre", "Houston, TX", "Atlanta  Georgia", "PSAC HQ Ottawa".
"""

from __future__ import annotations

import re
from typing import Any

from unionjobs_scraper.normalize.gazetteer import find_country, is_city, region_in
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.places import parse_places
from unionjobs_scraper.platforms.json_answers import part, text

MANY = re.compile(r"^\d+\s+\w+$")
"""What a row says in place of several locations: `6 Locations`, `3 emplacements`."""
APART = re.compile(r"(?<=\w) {2,}(?=\w)")
"""Two spaces, by which some tenants keep the parts of a place apart."""
LARGE_FIRST = re.compile(r"^(?P<large>[A-Z][A-Za-z ]{2,40}?)-(?P<rest>(?=[A-Z]).+)$")
"""`Belgium-Wavre`, `Georgia-Atlanta`."""
SMALL_FIRST = re.compile(r"^(?P<town>[A-Z][A-Za-z .']{2,40})-(?P<code>[A-Z]{2,3})$")
"""`Boston-MA`."""
HOMES = ("US", "CA", "GB", "AU")


def country_of(job: dict[str, Any]) -> str:
    """ISO 3166-1 alpha-2 code of the country of a posting's `location`; empty where no field names one."""
    for where in (job.get("country"), part(job, "jobRequisitionLocation", "country")):
        said = text(part(where, "alpha2Code")) or text(part(where, "descriptor"))
        if found := find_country(said if len(said) > 3 else said.upper()):
            return found
    return ""


def place_line(label: object, country: str = "") -> str:
    """A label as a line that names its country, also where only a field says it: `country`, ISO 3166-1 alpha-2."""
    line = _parted(text(APART.sub(", ", label)), country) if isinstance(label, str) else ""
    if not country or _names(line, country):
        return line
    return ", ".join(filter(None, (line, place_text(country=country))))


def _parted(line: str, country: str) -> str:
    """The line with its hyphen as a dash, where a country or a region stands before it."""
    last = SMALL_FIRST.match(line)
    if last and country and region_in(last["code"], country):
        return f"{last['town']}, {last['code']}"
    found = LARGE_FIRST.match(line)
    if not found or find_country(line) or is_city(line):
        return line
    large = found["large"]
    named = find_country(large) if len(large) > 3 or large.isupper() else ""
    is_large = named == (country or named or "?") or (country and region_in(large, country))
    if not is_large:
        return line
    return found["rest"] if large.isupper() and country else f"{large} - {found['rest']}"


def _names(line: str, country: str) -> bool:
    """Whether the line is read as a place in the country wherever its reader is at home."""
    homes = (home for home in HOMES if home != country)
    return all(any(place.country == country for place in parse_places(line, country=home)) for home in homes)
