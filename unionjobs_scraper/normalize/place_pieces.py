"""The pieces of a location line, each known as a city, region, country, county or area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from unionjobs_scraper.normalize import place_words as words
from unionjobs_scraper.normalize.gazetteer import (
    city_in,
    find_country,
    find_region,
    fold,
    is_city,
    region_in,
    shared_region,
)
from unionjobs_scraper.normalize.matching import in_small

Kind = Literal["city", "county", "counties", "area", "region", "country", "place"]

_METROPOLIS: Final = 500_000  # "Berlin, DE" is then Germany, not an unknown village of Delaware
_EDGES: Final = " .:-–'\"()[]"
_POSSESSIVE: Final = re.compile(r"^.*\w['’]s?\s+(?=[A-Z])")
_LONGEST: Final = 1000  # characters of a location line


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a location line: its words, what joined it to the part before, and what it names."""

    kind: Kind
    joint: str = ""
    name: str = ""
    region: str = ""
    country: str = ""


def read_group(group: str, home: str) -> list[Piece]:
    """The pieces of one group of a location line, for a reader in the `home` country."""
    atoms = _undivided(list(_atoms(" ".join(group[:_LONGEST].split()))))
    trimmed = tuple((joint, words.without_tail(atom)) for joint, atom in atoms)
    pieces: list[Piece] = []
    for index, (joint, atom) in enumerate(atoms, start=1):
        around = _Atom(joint, home, trimmed[index:], pieces[-1] if pieces else None)
        pieces += around.read(atom)
    return pieces


def _atoms(group: str) -> Iterator[tuple[str, str]]:
    joint, start = "", 0
    for found in words.SEPARATOR.finditer(group):
        yield joint, group[start : found.start()].strip(_EDGES)
        mark = found[0].strip()
        joint, start = mark if mark in {",", "/"} else "-" if mark in "-–—~:" else "and", found.end()
    yield joint, group[start:].strip(_EDGES)


def _undivided(atoms: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put together again what is one name: "Town and Country"."""
    whole: list[tuple[str, str]] = []
    for joint, atom in atoms:
        name = f"{whole[-1][1]} and {atom}" if whole and joint == "and" else ""
        if name and is_city(name):
            whole[-1] = whole[-1][0], name
        else:
            whole.append((joint, atom))
    return whole


@dataclass(frozen=True, slots=True)
class _Atom:
    """The surroundings in which one atom is read."""

    joint: str
    home: str
    following: tuple[tuple[str, str], ...]
    before: Piece | None

    @property
    def after(self) -> str:
        """The next atom, when a comma or a dash joins it to this one."""
        return self.following[0][1] if self.following and self.following[0][0] in {",", "-"} else ""

    def read(self, atom: str) -> list[Piece]:
        atom = words.without_office(atom)
        name = ""
        for name in _peeled(atom):
            if pieces := self._known(name):
                return pieces
        tail = words.TAIL.search(atom) if " " in atom else None
        if tail and words.OFFICE.search(tail[0]):  # an office's name is no town
            return []
        return self._unknown(name)

    def _known(self, name: str) -> list[Piece]:
        key = fold(name)
        if nickname := words.CITY_NICKNAMES.get(key):
            city, region = nickname
            if name.isupper() and (key != "la" or self.after == "CA"):
                return [self._piece("city", city, region, "US")]
        if pieces := self._region(name):
            return pieces
        if key in words.AREAS:
            return [self._piece("area", name, words.AREAS[key])]
        if self._is_country_instead(name):  # "Kingston, Jamaica", though Jamaica is in New York too
            return [self._piece("country", name, country=find_country(name))]
        if self._is_known_city(name):
            return [self._piece("city", name)]
        if country := find_country(name):
            if len(self.after) == 2 and country != self.home and region_in(self.after, self.home):
                return [self._piece("city", name)]  # "Peru, IN"
            return [self._piece("country", name, country=country)]
        return self._part_of_region(name) or self._county(name) or self._city_of(name)

    def _region(self, name: str) -> list[Piece]:
        if len(name) <= 3 and not (name.isupper() or (self._after_city() and name.istitle())):
            return []
        before, abroad = self.before, find_country(self.after)
        if before and before.kind == "region" and name == before.country:  # "Toronto, ON, CA"
            return [self._piece("country", name, country=name)]
        region, country = (region_in(name, abroad), abroad) if abroad else ("", "")
        if not region:
            region, country = find_region(name, self.home)
        if not region:
            return []
        if self._is_city_instead(name, region, country):
            return [self._piece("city", name)]
        if self._is_country_instead(name, region):
            return [self._piece("country", name, country=find_country(name))]
        return [self._piece("region", name, region, country)]

    def _is_city_instead(self, name: str, region: str, country: str) -> bool:
        if len(name) <= 3:
            return False
        next_region = find_region(self.after, self.home)[0] if self.after else ""
        if next_region:  # "New York, NY", "Wyoming, MI", "Washington, DC"
            return next_region == region or is_city(name, next_region)
        if country == self.home or self._after_city() or not city_in(name, self.home):
            return False
        # New Brunswick is a city where New Jersey follows; Ontario alone is the province.
        return country != "CA" or any(is_city(name, region_in(rest, self.home) or "-") for _, rest in self.following)

    def _is_country_instead(self, name: str, region: str = "-") -> bool:
        """Whether the city before is a large one of that country and none of that region."""
        if not self._after_city() or not self.before or is_city(self.before.name, region):
            return False
        if is_city(self.before.name, country=self.home):  # Salem, IN is none of India
            return False
        city = city_in(self.before.name, find_country(name))
        return city is not None and city.population >= _METROPOLIS

    def _is_known_city(self, name: str) -> bool:
        if len(name) < 3 or not name[0].isupper() or not is_city(name):
            return False
        if words.ORGANIZATION_WORD.fullmatch(name.lower()):  # Union, NJ but no other Union
            return self.after != "" and is_city(name, find_region(self.after, self.home)[0] or "-")
        return True

    def _after_city(self) -> bool:
        return self.before is not None and self.before.kind == "city" and self.joint == ","

    def _part_of_region(self, name: str) -> list[Piece]:
        part = words.PART_OF_REGION.sub("", name, count=1)
        region, country = find_region(part, self.home) if part != name else ("", "")
        if region and (len(part) > 3 or part.isupper()):
            return [self._piece("region", "", region, country)]
        if part != name and words.AREAS.get(fold(part)):  # "West Midlands"
            return [self._piece("area", name, words.AREAS[fold(part)])]
        return []

    def _city_of(self, name: str) -> list[Piece]:
        """Reads "Galway City": outside of North America the word is no part of a town's name."""
        town = name.removesuffix(" City")
        said = town != name and self.home not in ("US", "CA") and is_city(town, country=self.home)
        return [self._piece("city", town)] if said else []

    def _county(self, name: str) -> list[Piece]:
        found = words.COUNTY.match(name)
        if not found:
            return []
        kind: Kind = "counties" if name.lower().endswith("counties") else "county"
        return [self._piece(kind, found["of"] or found["name"])]

    def _unknown(self, name: str) -> list[Piece]:
        halves = re.split(r"[-–]", name, maxsplit=1)
        if len(halves) == 2 and all(is_city(half) for half in halves):  # Minneapolis-Saint Paul
            return [self._piece("city", half) for half in halves]
        if len(several := name.split("-")) > 2 and all(map(is_city, several)):  # "Raleigh-Durham-Chapel Hill"
            region = shared_region(several, self.home)
            return [self._piece("region", "", region, self.home)] if region else []
        return self._city_and_region(name) or ([self._piece("city", name)] if may_be_city(name) else [])

    def _city_and_region(self, name: str) -> list[Piece]:
        parts = name.split(" ")
        for count in (2, 1):  # "Raleigh North Carolina", "Goldsboro NC"
            city, last = " ".join(parts[:-count]), " ".join(parts[-count:])
            if not city or not (last.isupper() if len(last) <= 3 else last[0].isupper()):
                continue
            region, country = find_region(last, self.home)
            if region and (
                is_city(city, region)
                or (
                    len(last) == (3 if self.home == "AU" else 2)
                    and may_be_city(city)
                    and not find_region(city, self.home)[0]
                )
            ):
                return [self._piece("city", city), Piece(kind="region", region=region, country=country)]
        return []

    def _piece(self, kind: Kind, name: str, region: str = "", country: str = "") -> Piece:
        return Piece(kind=kind, joint=self.joint, name=name, region=region, country=country)


def _peeled(atom: str) -> Iterator[str]:
    """Yields `atom`, then with ever fewer of the words that only lead up to a place or follow it."""
    seen = set()
    bare = words.without_tail(_POSSESSIVE.sub("", atom)) if "'" in atom or "’" in atom else ""
    for rest in (atom, words.without_tail(atom), bare):
        while rest and rest not in seen:
            seen.add(rest)
            yield rest
            lead = words.LEAD.match(in_small(rest))
            rest = rest[lead.end() :] if lead else ""


def may_be_city(name: str) -> bool:
    """Whether an unlisted `name` looks like that of a town: capitalized, no acronym, no office."""
    return (
        len(name) > 2
        and name.count(" ") < 4
        and not any(word.isupper() and len(word) > 1 for word in name.split(" "))
        and words.NAME.match(name) is not None
        and words.ORGANIZATION_WORD.search(name.lower()) is None
    )
