"""A place that a system gives in fields, as the one line that `parse_places` reads back without a guess.

"Metzingen, DE" is a town in Germany or in Delaware; "Metzingen, DEU" is in Germany. No region of the countries whose
regions are read has the alpha-3 code of a country, but for Indiana, which is "IND" too: India is given by its name.
"""

from __future__ import annotations

import re
from typing import Final

from unionjobs_scraper.normalize.gazetteer import alpha_3, find_country, region_in

_SPACES: Final = re.compile(r"\s+")


def place_text(city: str = "", region: str = "", country: str = "") -> str:
    """Return the location line of a place given apart: "Toronto, ON, CAN", "Metzingen, DEU", "Oakland, CA".

    `region` is a name or code; `country` a name, an alpha-2 or an alpha-3 code (ISO 3166-1). A region that the country
    does not have stays in its words, and a short code that is no country's is left out. A canton named as its city
    ("Genève", "Genève") is given once. Never raises.
    """
    city, region, country = (_SPACES.sub(" ", field.replace(";", ",")).strip(" ,") for field in (city, region, country))
    known = find_country(country if len(country) > 3 else country.upper())
    code = region_in(region, known) if known else ""
    if not code and city.casefold() == region.casefold():
        region = ""
    return ", ".join(filter(None, (city, code or region, _named(known) or (country if len(country) > 3 else ""))))


def _named(country: str) -> str:
    return "India" if country == "IN" else alpha_3(country)
