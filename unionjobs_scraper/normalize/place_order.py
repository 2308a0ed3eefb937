"""A place in the order of a form: city, region, country, or the reverse, as applicant systems write it.

"Toronto, Ontario, CA", "US-IL-Chicago", "USA - Massachusetts - Waltham", "Chennai, Tamil Nadu, IND". The country is
read first and bounds what the rest can be; a line that has no such order is left to `place_pieces`.
"""

from __future__ import annotations

import re
from typing import Final

from unionjobs_scraper.normalize.gazetteer import (
    REGION_COUNTRIES,
    city_in,
    county_states,
    find_country,
    fold,
    is_city,
    is_region_abroad,
    region_abroad,
    region_in,
    settle,
)
from unionjobs_scraper.normalize.place_pieces import Piece, may_be_city
from unionjobs_scraper.normalize.place_words import GB_COUNTIES, OFFICE, ORGANIZATION_WORD, WORKPLACE, without_tail

_HYPHENATED: Final = re.compile(r"^([A-Z]{2,3})-(?:([A-Z]{2,3})-)?([A-Z][\w.' ]*(?:-[A-Z][\w.']*)*)$")
_CITY_AND_CODE: Final = re.compile(r"[^,\-–—]+, [A-Z]{2}\Z")
_DASH: Final = re.compile(r"\s+[-–—]+\s+|\s*>\s*")
_CODE: Final = re.compile(r"[A-Z0-9]{1,3}\Z")
_POSTCODE: Final = re.compile(r"^[\d -]{4,10}$|^[A-Z]\d[A-Z] ?\d[A-Z]\d$")
_SEVERAL: Final = re.compile(r"\s(?:and/or|and|or|&|plus|OR|AND)\s|/")
_ALSO_INDIANA: Final = "IND"  # the one alpha-3 code that is a state's older abbreviation too
_METROPOLIS: Final = 500_000  # "Berlin, DE" is then Germany, not an unknown village of Delaware
_LONGEST: Final = 200  # characters of a place
_MOST_PARTS: Final = 5


def in_order(group: str, home: str) -> Piece | None:
    """The one place that `group` names in a form's order, for a reader in `home`; None for any other line."""
    if len(group) > _LONGEST:
        return None
    if _CITY_AND_CODE.match(group) and (region := region_in(group[-2:], home)) and is_city(group[:-4], region):
        return None  # "Oakland, CA": the usual line is quickly seen
    parts = _parts(group, home)
    if not parts or len(parts) > _MOST_PARTS or any(_SEVERAL.search(part) and not is_city(part) for part in parts):
        return None
    if (country := _last_country(parts, home)) and len(parts) > 1:
        return _within(parts[:-1], country)
    if (country := _first_country(parts, home)) and len(parts) > 1:
        rest = parts[1:]
        found = _within(rest[::-1] if _is_region_first(rest, country) else rest, country)
        return found or _before_site(rest, country)
    if len(parts) == 1:
        return _unpunctuated(parts[0], home)
    return _without_country(parts, home)


def _parts(group: str, home: str) -> list[str]:
    group = group.strip(" .,")
    if found := _HYPHENATED.match(group.split(",")[0]):
        country, region, city = found.groups()
        if region is None and region_in(country, home):  # "IL-Rosemont, IL, United States"
            return [city, country, home]
        if find_country(country) and (region is None or region_in(region, find_country(country))):
            return [country, *filter(None, (region, city))]
        return []
    parts = [part for dashed in _DASH.split(group) for part in dashed.split(",")] if "," in group else None
    parts = parts if parts is not None else _DASH.split(group)
    stripped = [part.strip(" .") for part in parts]
    return [part for part in stripped if part and not WORKPLACE.fullmatch(part) and not _POSTCODE.match(part)]


def _last_country(parts: list[str], home: str) -> str:
    """The country that the last part names, "" where a state of that code is as likely."""
    last, before = parts[-1], parts[:-1]
    country = find_country(last) if len(last) > 3 or last.isupper() else ""
    if not country or not before:
        return ""
    states = [region for place in dict.fromkeys((home, *REGION_COUNTRIES)) if (region := region_in(last, place))]
    if not states or (len(last) == 3 and last != _ALSO_INDIANA):
        return country
    if any(is_city(before[0], state) for state in states):
        return ""
    if len(before) > 1 and (region_in(before[-1], country) or is_region_abroad(before[-1], country)):
        return country
    city = None if is_city(before[0], country=home or "US") else city_in(before[0], country)
    if city and len(before) > 1 and not _may_be_home(before[-1], home):
        return country
    return country if city and (city.population >= _METROPOLIS or last == _ALSO_INDIANA) else ""


def _may_be_home(name: str, home: str) -> bool:
    """Whether `name` is a region, a city or a county in the `home` country."""
    return bool(region_in(name, home) or is_city(name, country=home) or (home == "US" and county_states(name)))


def _first_country(parts: list[str], home: str) -> str:
    first = parts[0]
    country = find_country(first) if len(first) > 3 or first.isupper() else ""
    if not country or len(parts) < 2:
        return ""
    if len(first) == 2 and region_in(first, home) and not region_in(parts[1], country):
        return ""  # "CA, Los Angeles"
    return "" if is_city(first, country=home) or (region_in(first, home) and len(first) > 2) else country


def _is_region_first(parts: list[str], country: str) -> bool:
    """Whether the parts behind a country go on from the large to the small: "IL, Chicago"."""
    first, last = parts[0], parts[-1]
    if len(parts) < 2:
        return False
    if country in REGION_COUNTRIES:
        coded = len(first) <= 3 < len(last)  # "DC, Washington"
        return bool(region_in(first, country)) and (coded or not region_in(last, country))
    return city_in(last, country) is not None and city_in(first, country) is None


def _is_region_of(name: str, country: str) -> bool:
    return bool(region_in(name, country)) or (country == "GB" and fold(name) in GB_COUNTIES)


def _within(parts: list[str], country: str) -> Piece | None:
    """Reads city and region, in this order, in a country that is sure."""
    if len(parts) == 1:
        return _alone(parts[0], country)
    *cities, last = parts
    region = _region(last, country)
    if country in REGION_COUNTRIES and not region and not _is_region_of(last, country):
        return None
    cities = [city for city in cities if not _is_county(city, region, country)] if len(cities) > 1 else cities
    while len(cities) > 1 and _is_address(cities[0]):
        cities = cities[1:]
    if len(cities) != 1:
        return None
    if not region and city_in(last, country) and city_in(cities[0], country) and not _alike(cities[0], last, country):
        return None  # two cities of one country
    name = town(cities[0])
    if not name and region_in(cities[0], country):
        return None
    known = settle(name, country) if name and not region else None
    region = region or (known.region if known and known.country == country else "")
    return Piece(kind="place", name=name, region=region, country=country)


def _before_site(parts: list[str], country: str) -> Piece | None:
    """Reads what goes on from the large to a street or a building: "London, New Oxford Street", "IL, Chicago, HQ"."""
    size = 1 + _is_region_of(parts[0], country)
    head, site = parts[:size][::-1], parts[size:]
    known = len(head) == size and city_in(head[0], country)
    if not known or any(city_in(part, country) or _is_region_of(part, country) for part in site):
        return None
    return _within(head, country)


def _region(name: str, country: str) -> str:
    """The region that a name or code means in a country that is sure; of a region abroad only its code is read."""
    return region_in(name, country) or (region_abroad(name, country) if _CODE.match(name) else "")


def _alike(city: str, region: str, country: str) -> bool:
    """Whether the two are one name: "Genève, Genève", "Zürich, Zurich"."""
    return fold(city) == fold(region) or city_in(city, country) == city_in(region, country)


def _is_county(name: str, region: str, country: str) -> bool:
    return country == "US" and region in county_states(name.removesuffix(" County")) and not is_city(name, region)


def _is_address(name: str) -> bool:
    return ORGANIZATION_WORD.search(name.lower()) is not None or any(letter.isdigit() for letter in name)


def _alone(name: str, country: str) -> Piece | None:
    if region := _region(name, country):
        return Piece(kind="place", region=region, country=country) if len(name) <= 3 or name[0].isupper() else None
    city = town(name)
    if not city:
        return None
    known = settle(city, country)
    region = known.region if known and known.country == country else ""
    return Piece(kind="place", name=city, region=region, country=country)


def town(words: str) -> str:
    """The town that `words` are or end in office words after, "" for what names an office and no known town."""
    if len(words) > _LONGEST:
        return ""
    if is_city(words):
        return words
    name = without_tail(words).strip()
    if name != words and OFFICE.search(words[len(name) :]) and not is_city(name):
        return ""
    return name if is_city(name) or may_be_city(name) else ""


def _unpunctuated(text: str, home: str) -> Piece | None:
    """Reads "Bremen Germany", "Houston Texas United States"."""
    words = text.split(" ")
    for size in (3, 2, 1):
        last = " ".join(words[-size:])
        country = find_country(last) if len(words) > size and last[:1].isupper() else ""
        if not country or (len(last) == 2 and last not in ("UK", "US")) or region_in(last, home) or is_city(text):
            continue
        rest = words[:-size]
        for end in range(len(rest), 0, -1):
            city, tail = " ".join(rest[:end]), " ".join(rest[end:])
            region = region_in(tail, country) if tail else ""
            known = city_in(city, country)
            if known and (not tail or country not in REGION_COUNTRIES or region):
                sure = settle(city, country)
                region = region or (sure.region if sure and sure.country == country else "")
                return Piece(kind="place", name=city, region=region, country=country)
        return None
    return None


def _without_country(parts: list[str], home: str) -> Piece | None:
    """Reads "Princeton Junction, Mercer, NJ" and "Maidstone, Kent"."""
    last = parts[-1]
    if home != "GB" and len(parts) == 2 and fold(last) in GB_COUNTIES and not is_city(parts[0], country=home):
        city = city_in(parts[0], "GB")
        return Piece(kind="place", name=parts[0], region=city.region, country="GB") if city else None
    region = region_in(last, home)
    if not region or len(last) > 3 or len(parts) != 3:
        return None
    first, middle, _ = parts
    county = without_tail(middle).removesuffix(" County").removesuffix(" Parish")
    said = county != middle or is_city(first, region) or not is_city(middle, country=home)
    if said and _is_county(county, region, home) and not region_in(first, home) and town(first):
        return Piece(kind="place", name=first, region=region, country=home)
    return None
