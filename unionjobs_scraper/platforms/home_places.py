"""Places of which a system states the city and a free text, but no country."""

from __future__ import annotations

from unionjobs_scraper.normalize.gazetteer import find_country, find_region, region_in, settle
from unionjobs_scraper.normalize.place_fields import place_text


def place_near_home(city: str, region: str, home: str) -> str:
    """The location line of a city and the text beside it: "Guildford, Surrey, GBR" on a board at home in GB.

    `home` (ISO 3166-1 alpha-2) is named where the city is one that a reader there means, and the text beside it is no
    region or country elsewhere. What is not clear keeps its own words.
    """
    city = city if any(map(str.isalpha, city)) else ""
    named = "" if region_in(region, home) else find_country(region if len(region) != 2 else region.upper())
    if named:
        return place_text(city, "", named)
    own = region_in(region, home)
    if not own and find_region(region, home)[1] not in ("", home):
        return place_text(city, region)
    if not city:
        return place_text("", region, home if region else "")
    known = settle(city, home)
    if known is None:
        return place_text(city, own, home if own else "")  # a text that is no region could be another town's name
    if known.country != home:
        return place_text(city, region)
    return place_text(city, own, home)  # a text that is no region would be read as a second place
