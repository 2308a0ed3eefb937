"""What joins the unions of `unions.toml` with other data: country, filing number, Wikidata item."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from unionjobs_scraper.normalize.unions import table


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """A national union or federation; "" where not known."""

    abbreviation: str
    name: str
    names: tuple[str, ...]
    """Its further names and acronyms."""
    parent: str
    """The federation that it belongs to."""
    country: str
    """ISO 3166-1 alpha-2."""
    federation: bool
    """Whether other unions belong to it."""
    olms: str
    """The filing number of the national union at OLMS."""
    wikidata: str


@lru_cache(maxsize=1)
def rows() -> tuple[Union, ...]:
    """Every union, in the order of the abbreviations; an abbreviation that two unions share has two rows."""
    joins: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("unions.toml").read_text(encoding="utf-8"))
    listed = table()["union"]
    parents = {each.get("federation") for each in listed}
    ordered = sorted(listed, key=lambda union: (str(union["abbreviation"]), str(union.get("federation", ""))))
    return tuple(_union(each, joins.get(each["abbreviation"], {}), parents) for each in ordered)


def _union(each: Mapping[str, Any], known: Mapping[str, Any], parents: Collection[str | None]) -> Union:
    names = (*each.get("names", ()), *each.get("acronyms", ()))
    return Union(
        abbreviation=each["abbreviation"],
        name=names[0] if names else each["abbreviation"],
        names=names[1:],
        parent=each.get("federation", ""),
        country=known.get("country", ""),
        federation=each["abbreviation"] in parents,
        olms=str(known.get("olms", "")),
        wikidata=known.get("wikidata", ""),
    )


@lru_cache(maxsize=1)
def unions() -> Mapping[str, Union]:
    """The unions by abbreviation, those of an abbreviation that is shared left out."""
    counted = Counter(each.abbreviation for each in rows())
    return {each.abbreviation: each for each in rows() if counted[each.abbreviation] == 1}
