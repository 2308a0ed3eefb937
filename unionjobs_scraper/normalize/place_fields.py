"""A place that a system gives in fields, as the one line that `parse_places` reads back without a guess.

"Metzingen, DE" is a town in Germany or in Delaware; "Metzingen, DEU" is in Germany. No region of the countries whose
regions are read has the alpha-3 code of a country, but for Indiana, which is "IND" too: India is given by its name.
A region goes in as its ISO 3166-2 code, which no reader takes for a town: "Lausanne, VD, CHE".
"""

from __future__ import annotations

import re
from typing import Final

from unionjobs_scraper.normalize.gazetteer import (
    alpha_3,
    country_of,
    find_country,
    find_region,
    region_abroad,
    region_in,
    settle,
)

SHORT: Final = 3
"""Letters of a code: one that is no region's could be read as a country's."""
LARGE: Final = 250_000
"""People; a smaller city is less likely than the region whose name it has."""
_SPACES: Final = re.compile(r"\s+")
_NO_CITY: Final = re.compile(
    r"(?:nation|country|state|region|province)[- ]?wide|national|anywhere|various|multiple|several|all|many"
    r"|(?:(?:various|multiple|several|all|many)\s)?(?:locations?|cities|sites|offices|places)"
    r"|n\s?/\s?a|none|tb[ad]|to be determined|other|-+",
    re.IGNORECASE,
)
"""What stands in a city's field where there is none."""
_ISO: Final = re.compile(r"(?P<country>[A-Z]{2})-(?P<region>[A-Z0-9]{1,3})\Z")


def place_text(city: str = "", region: str = "", country: str = "") -> str:
    """The location line of a place given apart: "Toronto, ON, CAN", "Metzingen, DEU", "Oakland, CA".

    `region` is a name, a code or an ISO 3166-2 code; `country` a name, an alpha-2 or an alpha-3 code (ISO 3166-1), and
    where it is empty, the one that city and region make sure. A region that the country does not have stays in its
    words, and a short code that is no country's is left out. A region that the city's field repeats is given once; a
    city in small letters gets its capitals.
    Never raises.
    """
    city, region, country = (_SPACES.sub(" ", field.replace(";", ",")).strip(" ,") for field in (city, region, country))
    city = "" if _NO_CITY.fullmatch(city) or not any(map(str.isalpha, city)) else city
    if iso := _ISO.match(region):
        region, country = iso["region"], country or iso["country"]
    known = find_country(country if len(country) > 3 else country.upper()) or _unstated(city, region, country)
    code = (region_in(region, known) or region_abroad(region, known)) if known else ""
    if not known and len(region) <= SHORT and not any(find_region(region, "US")):
        region = ""  # "Metzingen, BW" would be in Botswana
    code = code or ("" if region else _of_city(city, known or "US"))
    city = _without(city.title() if city.islower() else city, region, code, country)
    if not code and city.casefold() == region.casefold():
        region = ""
    return ", ".join(filter(None, (city, code or region, _named(known) or (country if len(country) > 3 else ""))))


def labelled_place(label: str, country: str, home: str) -> str:
    """Return a place's own label with the *country* given beside it, where its name alone would not lead there.

    "Toronto" and CA on a board in the United States is "Toronto, CAN"; a label that names its country stays, and so
    does one of the *home* country that is not read as a town abroad. Never raises.
    """
    known = find_country(country if len(country) > 3 else country.upper())
    ends = (label, *(label.rpartition(mark)[2] for mark in (",", "-", "(")))
    abroad = settle(label, home) if known == home else None
    if (
        not known
        or (known == home and (abroad is None or abroad.country == home))
        or any(find_country(end.strip(" )")) == known for end in ends)
    ):
        return label
    return ", ".join(filter(None, (label, _named(known))))


def _unstated(city: str, region: str, country: str) -> str:
    """The country that a region abroad and a city in it make sure; "" where a home country has such a region."""
    return "" if country or len(region) < 4 or find_region(region, "")[0] else country_of(city, region)


def _of_city(city: str, country: str) -> str:
    """The region of a large city that is called as a region is: New York is in NY, Washington in DC."""
    named = region_in(city, country) if len(city) > 3 else ""
    found = settle(city, country) if named else None
    return found.region if found and found.country == country and found.population >= LARGE else ""


def _without(city: str, region: str, code: str, country: str) -> str:
    """The city without the region or the country that its own field repeats: "New York, NY" in NY."""
    for again in (country, code, region):
        head, comma, tail = city.rpartition(",")
        if comma and again and tail.strip(" .").casefold() == again.casefold():
            city = head.strip(" ,")
    return city


def _named(country: str) -> str:
    return "India" if country == "IN" else alpha_3(country)
