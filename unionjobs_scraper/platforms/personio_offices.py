"""Names of offices, as a Personio board has them, as places: cities without a country, and words such as Remote."""

from __future__ import annotations

import re
from collections.abc import Iterable

from unionjobs_scraper.normalize.gazetteer import city_in, find_country, find_region, settle
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.facts_in_words import places, workplace
from unionjobs_scraper.platforms.json_answers import text

EUROPE = (
    "DE",
    "AT",
    "CH",
    "ES",
    "IT",
    "FR",
    "NL",
    "BE",
    "LU",
    "GB",
    "IE",
    "PT",
    "PL",
    "CZ",
    "DK",
    "SE",
    "NO",
    "FI",
    "HU",
)
GERMAN = EUROPE[:3]
BESIDE = re.compile(r"\s+(?:an\s+de[rn]|am|an|im|in\s+de[rn]|ob\s+der|bei|unter|vor\s+der)\s+|\s*[/(]")
"""What follows the name of a town: its river or region, as in "Mülheim an der Ruhr"."""
AT_HOME = re.compile(r"^(?:home\s?-?office|mobile?s?\s+(?:arbeiten|office)|deutschlandweit|bundesweit)", re.IGNORECASE)


def offices(names: Iterable[object], home: str) -> str:
    """The places that the names of offices mean, for a board at home in a country (ISO 3166-1 alpha-2)."""
    found = [part for name in filter(None, map(text, names)) for part in _parts(name, home)]
    flag = workplace(*found) or ("remote" if any(map(AT_HOME.match, found)) else "")
    spots = [each for each in found if not _is_no_place(each)]
    return places([_office(each, home) for each in spots], flag)


def _parts(name: str, home: str) -> list[str]:
    """The offices that a name joins; "Denver, Colorado" is one."""
    parts = [part for each in name.split(",") if (part := each.strip())]
    whole = find_region(parts[-1], home)[0] or find_country(parts[-1]) if parts else ""
    return [name] if whole else parts


def _is_no_place(name: str) -> bool:
    return bool(AT_HOME.match(name)) or (bool(workplace(name)) and not re.search(r"[,(/–-]\s*\w{3,}", name))


def _office(name: str, home: str) -> str:
    if "," in name or settle(name, home):
        return name
    here = [(city.population, country) for country in EUROPE if (city := city_in(name, country))]
    if here:
        return place_text(name, "", max(here)[1])
    town = BESIDE.split(name)[0]
    return next((place_text(name, "", country) for country in GERMAN if town != name and city_in(town, country)), name)
