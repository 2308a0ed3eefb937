"""Names of cities, counties, regions and countries, from GeoNames and the ISO 3166 lists.

They are in gazetteer.tsv, which `gazetteer_table` makes and which is loaded on first use.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from unionjobs_scraper.normalize.place_words import (
    CITY_SPELLINGS,
    COUNTRY_NAMES,
    HOME_NATIONS,
    REGION_NAMES,
    REGIONS_IN_ENGLISH,
)

TABLE: Final = Path(__file__).with_name("gazetteer.tsv")

REGION_COUNTRIES: Final = ("US", "CA", "AU", "GB")
"""Countries whose regions are read, in the order in which an unclear code is tried."""

_SPELLINGS: Final = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_KNOWN_ABROAD: Final = 100_000
_KNOWN_IN_EUROPE: Final = 50_000  # of the table's other cities abroad, whose names no reader has nearer
_DOMINANT: Final = 3  # times the population of the next city of that name
_OVERSHADOWED: Final = 8  # times smaller than a namesake abroad: which one is meant is unclear
_LARGE: Final = 250_000  # known far beyond its region
_NEIGHBORHOOD: Final = 200  # GeoNames lists Times Square, 300 times smaller than its city


class City(NamedTuple):
    """A populated place: its population, ISO region part ("" where not read) and ISO country."""

    population: int
    region: str
    country: str
    geonames: str = ""
    """Its GeoNames id; "" where a namesake in its region is not far smaller."""


@lru_cache(maxsize=512)
def fold(name: str) -> str:
    """`name` as a look-up key: lower case, no accents or dots, one spelling of Saint and Fort."""
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = name.lower().replace(".", "").replace("'", "").replace("-", " ").split()
    return " ".join(_SPELLINGS.get(word, word) for word in words)


@lru_cache(maxsize=1)
def _sections() -> dict[str, dict[str, str]]:
    """What the table says of each name, in its own words, section by section."""
    _, *sections = TABLE.read_text(encoding="utf-8").split("\n\n")
    found: dict[str, dict[str, str]] = {}
    for heading, *lines in map(str.splitlines, sections):
        parts = (line.partition("\t") for line in lines)
        found[heading] = {name: facts for name, _, facts in parts}
    return found


@lru_cache(maxsize=512)
def _cities(key: str) -> tuple[City, ...]:
    """Cities of a folded name, the largest first; `gazetteer_table` says how large they are at least."""
    known = _sections()["cities"]
    if facts := known.get(key):
        return tuple(map(_city, facts.split("\t")))
    name, country = CITY_SPELLINGS.get(key, ("", ""))
    cities = map(_city, known[name].split("\t")) if name else ()
    return tuple(city for city in cities if city.country == country)


def _city(facts: str) -> City:
    """The city that the table has as `198590 GB-SCT 2657832`."""
    population, place, *geonames = facts.split(" ")
    country, _, region = place.partition("-")
    return City(int(population), region, country, "".join(geonames))


@lru_cache(maxsize=1)
def _regions() -> dict[str, dict[str, str]]:
    """ISO 3166-2 part by folded name or code, for each of the `REGION_COUNTRIES`."""
    found = {"GB": dict(HOME_NATIONS)}
    for country, others in REGION_NAMES.items():
        names = _sections()[country]
        found[country] = names | others | {code.lower(): code for code in names.values()}
    return found


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 by folded country name, and by upper-case alpha-3 code."""
    return _sections()["countries"] | COUNTRY_NAMES


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    return frozenset(_countries().values())


def region_in(name: str, country: str) -> str:
    """The ISO 3166-2 part for a region's name or code in `country`, "" when it has none such."""
    return _regions().get(country, {}).get(fold(name), "")


def find_region(name: str, home: str) -> tuple[str, str]:
    """Returns (region, country) for a region's name or code, the `home` country's reading first."""
    key = fold(name)
    for country in (home, *REGION_COUNTRIES):
        if code := _regions().get(country, {}).get(key, ""):
            return code, country
    return "", ""


def find_country(name: str) -> str:
    """The ISO 3166-1 alpha-2 code for a country's name or upper-case code, "" when unknown."""
    if len(name) == 2:
        return name if name in _country_codes() else COUNTRY_NAMES.get(name.lower(), "")
    return _countries().get(name) or _countries().get(fold(name), "")


@lru_cache(maxsize=1)
def _alpha_3() -> dict[str, str]:
    return {code: name for name, code in _sections()["countries"].items() if name.isupper()}


def alpha_3(country: str) -> str:
    """The ISO 3166-1 alpha-3 code for an alpha-2 code, "" when unknown."""
    return _alpha_3().get(country, "")


@lru_cache(maxsize=1)
def _codes_abroad() -> frozenset[str]:
    return frozenset(code for codes in _sections()["regions abroad"].values() for code in codes.split("\t"))


def _named_abroad(name: str) -> tuple[str, ...]:
    key = fold(name)
    codes = _sections()["regions abroad"].get(key, "") or REGIONS_IN_ENGLISH.get(key, "")
    return tuple(codes.split("\t")) if codes else ()


def region_abroad(name: str, country: str) -> str:
    """The ISO 3166-2 part for a region's name or upper-case code in a `country` that `region_in` has not."""
    if f"{country}-{name}" in _codes_abroad():
        return name
    return next((code[3:] for code in _named_abroad(name) if code[:2] == country), "")


def is_region_abroad(name: str, country: str) -> bool:
    """Whether a `country` that `region_in` has not, such as DE or IN, has a region of that name."""
    return any(code[:2] == country for code in _named_abroad(name))


def country_of(city: str, region: str) -> str:
    """The one country abroad that has both a `region` of that name and a `city`, "" for none or several."""
    found = {code[:2] for code in _named_abroad(region) if city_in(city, code[:2])}
    return found.pop() if len(found) == 1 else ""


def county_states(name: str) -> tuple[str, ...]:
    """The US states that have a county of that name (without the word County)."""
    states = _sections()["counties"].get(fold(name).replace(" ", ""), "")
    return tuple(states.split("\t")) if states else ()


def is_city(name: str, region: str = "", country: str = "") -> bool:
    """Whether a city of that name is known, there or, by default, anywhere."""
    return any(region in ("", city.region) and country in ("", city.country) for city in _cities(fold(name)))


def population(name: str) -> int:
    """How many people live in the largest city of that name, 0 when none is known."""
    return max((city.population for city in _cities(fold(name))), default=0)


def cities_of(name: str, country: str) -> tuple[City, ...]:
    """The cities of that name in `country`, the largest first."""
    return tuple(city for city in _cities(fold(name)) if city.country == country)


def shared_region(names: list[str], country: str) -> str:
    """The one region of `country` that has cities of all `names`, "" when none or several have."""
    found = [{city.region for city in _cities(fold(name)) if city.country == country} for name in names]
    shared = set.intersection(*found)
    return shared.pop() if len(shared) == 1 else ""


def is_neighborhood(name: str, city: str, region: str) -> bool:
    """Whether `name`, written beside `city`, is no city of its own in that `region`."""
    own = max((place.population for place in _cities(fold(name)) if place.region == region), default=0)
    whole = max((place.population for place in _cities(fold(city)) if place.region == region), default=0)
    return own == 0 or own * _NEIGHBORHOOD < whole


def city_in(name: str, country: str) -> City | None:
    """The largest city of that name in `country`."""
    return next((city for city in _cities(fold(name)) if city.country == country), None)


@lru_cache(maxsize=512)
def settle(name: str, home: str) -> City | None:
    """The one city that a bare `name` clearly means to a reader in `home`, else None."""
    cities = _cities(fold(name))
    near = [city for city in cities if city.country == home] or [
        city
        for city in cities
        if city.population >= (_KNOWN_ABROAD if city.country in REGION_COUNTRIES else _KNOWN_IN_EUROPE)
    ]
    if not near or min(cities[0].population // _OVERSHADOWED, _LARGE) >= near[0].population:
        return None
    rivals = [city for city in near[1:] if (city.region, city.country) != (near[0].region, near[0].country)]
    if rivals and near[0].population < _DOMINANT * rivals[0].population:
        return None
    return near[0]


def lies_elsewhere(name: str, region: str, home: str) -> bool:
    """Whether `name` is a large city that is not in `region`, as Boston is not in DC."""
    city = settle(name, home)
    return city is not None and city.population >= _LARGE and not is_city(name, region)
