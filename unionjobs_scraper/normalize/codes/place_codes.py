"""The codes of a posting's first place: its GeoNames id, and the FIPS code of a state of the United States."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from unionjobs_scraper.normalize.gazetteer import REGION_COUNTRIES, cities_of

STATE_FIPS: Final = {
    "AL": "01", "AK": "02", "AZ": "04", "AR": "05", "CA": "06", "CO": "08", "CT": "09", "DE": "10", "DC": "11",
    "FL": "12", "GA": "13", "HI": "15", "ID": "16", "IL": "17", "IN": "18", "IA": "19", "KS": "20", "KY": "21",
    "LA": "22", "ME": "23", "MD": "24", "MA": "25", "MI": "26", "MN": "27", "MS": "28", "MO": "29", "MT": "30",
    "NE": "31", "NV": "32", "NH": "33", "NJ": "34", "NM": "35", "NY": "36", "NC": "37", "ND": "38", "OH": "39",
    "OK": "40", "OR": "41", "PA": "42", "RI": "44", "SC": "45", "SD": "46", "TN": "47", "TX": "48", "UT": "49",
    "VT": "50", "VA": "51", "WA": "53", "WV": "54", "WI": "55", "WY": "56", "AS": "60", "GU": "66", "MP": "69",
    "PR": "72", "VI": "78",
}  # fmt: skip
"""The states, the District of Columbia and the five inhabited territories: INCITS 38:2009, formerly FIPS 5-2."""
TERRITORIES: Final = ("AS", "GU", "MP", "PR", "VI")
"""Parts of the United States that are countries in ISO 3166-1, and in GeoNames."""


def state_fips(region: str, country: str) -> str:
    """Returns the two digits of a state or territory, "" elsewhere; `region`: ISO 3166-2 part."""
    if country == "US":
        return STATE_FIPS.get(region, "")
    return STATE_FIPS[country] if country in TERRITORIES else ""


@lru_cache(maxsize=4096)
def geonames_id(locality: str, region: str, country: str) -> str:
    """Returns the GeoNames id of a city, "" where its name is not known or means several; arguments as in `Place`.

    Where regions are read (United States, Canada, Australia, United Kingdom) the city must be in the stated one.
    """
    if country == "US" and region in TERRITORIES:
        country, region = region, ""
    if not locality or (country in REGION_COUNTRIES and not region):
        return ""
    cities = cities_of(locality, country)
    if country in REGION_COUNTRIES:
        cities = tuple(city for city in cities if city.region == region)
    return cities[0].geonames if cities else ""
