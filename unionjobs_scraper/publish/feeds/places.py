"""States and provinces of postings, and names of files."""

from __future__ import annotations

import re

from unionjobs_scraper.errors import SettingError

PLAIN = re.compile(r"[A-Za-z0-9_-]")
REGION = re.compile(r"[A-Z0-9]{1,3}")
COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_NAME = 60


def regions_of(locations: str, region: str, country: str) -> set[str]:
    """The states and provinces (ISO 3166-2) of every place of a posting, from its columns."""
    places = [place.split(", ")[-2:] for place in locations.split("; ")]
    places.append([region, country])
    return {
        f"{country}-{region}"
        for region, country in (place for place in places if len(place) == 2)
        if REGION.fullmatch(region) and COUNTRY.fullmatch(country)
    }


def file_name(abbreviation: str) -> str:
    """A name that is safe in every file system: `UNITE_HERE`; what is neither letter nor digit by its number."""
    spelled = (letter if PLAIN.match(letter) else f"_{ord(letter):x}_" for letter in abbreviation.replace(" ", "_"))
    return "".join(spelled)[:LONGEST_NAME]


def region_title(code: str) -> str:
    """A state or province, with its country. Raises `SettingError` without pycountry."""
    try:
        import pycountry  # here: its tables take a while to read
    except ModuleNotFoundError:
        raise SettingError(
            "names of places need the package pycountry: pip install 'unionjobs-scraper[feeds]'"
        ) from None
    found = pycountry.subdivisions.get(code=code)  # type: ignore[no-untyped-call]
    country = pycountry.countries.get(alpha_2=code[:2])
    return f"{found.name}, {country.name}" if found and country else code
