"""The places of a posting, read from its location line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from unionjobs_scraper.normalize.gazetteer import county_states, find_country, find_region, is_city, region_in, settle
from unionjobs_scraper.normalize.place_joining import joined, outside_and_inside, tidy
from unionjobs_scraper.normalize.place_order import in_order
from unionjobs_scraper.normalize.place_pieces import Piece, read_group
from unionjobs_scraper.normalize.place_words import PART_OF_REGION, STRONG_SEPARATOR, without_tail

_LONGEST: Final = 200  # characters of a region
_TITLE_BASED_IN: Final = re.compile(r"\b(?:based|located) in (.+)$", re.IGNORECASE)
_TITLE_PARTS: Final = re.compile(r"\s[-–—|]+\s|[()\[\]|]")
_CITY_AND_CODE: Final = re.compile(r"^[^,]+,\s*[A-Z]{2,3}$")
_CAPITALIZED: Final = re.compile(r"(?<!\w)[A-Z][a-z]+(?:\s(?:of\s)?[A-Z][a-z]+)*")
_NAMESAKE: Final = re.compile(r"\b(?:Count(?:y|ies)|Parish|University|College|Avenue|Street|Hospital|Heights)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of work: ISO 3166-2 part of the region, ISO 3166-1 alpha-2 country; "" where not known."""

    locality: str = ""
    region: str = ""
    country: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.locality, self.region, self.country) if part)


def parse_places(text: str, *, region: str = "", country: str = "", title: str = "") -> tuple[Place, ...]:
    """The places that a posting's location line `text` names, in its order, each once.

    `region` (a name or code, or several between commas) is what the board's index says: it settles a
    bare city and is the answer when the text names no place. `country` (ISO 3166-1 alpha-2) is where the
    source is at home; where that is not known, names are read as in the United States, but "Georgia" alone, a state and
    a country, is left out. `title` is read last. An unclear city is left out, not guessed. Never raises.
    """
    if not country and not region and find_country(name := text.strip()[:_LONGEST]) and find_region(name, "US")[0]:
        return ()
    said = text.lower()
    if "bogot" in said or "caracas" in said:
        text = _OTHER_DISTRICTS.sub(r"\1", text)
    return _parse(text, region, country or "US", title[:300])


def format_places(places: Iterable[Place]) -> str:
    """Returns places as one cell: "Oakland, CA, US; Sacramento, CA, US"."""
    return "; ".join(str(place) for place in places)


def region_code(text: str, country: str = "US") -> str:
    """The ISO 3166-2 part for a region's name or abbreviation in `country`, "" when unknown."""
    name = " ".join(text[:_LONGEST].split())
    parts = (name, name.rpartition(",")[2], without_tail(name), PART_OF_REGION.sub("", name, count=1))
    return next((code for part in parts if part and (code := region_in(part, country))), "")


_OTHER_DISTRICTS = re.compile(r"\b(Bogot[áa]|Caracas),?\s+D\.?\s?C\b\.?", re.IGNORECASE)
"""The capital districts of Colombia and Venezuela are no part of the one of the United States."""


@lru_cache(maxsize=512)
def _parse(text: str, region: str, country: str, title: str) -> tuple[Place, ...]:
    parts = re.split("[,;]", region) if region else ()
    regions = tuple(code for part in parts if (code := region_code(part, country)))
    reader = _Reader(regions, country)
    fallback = tuple(Place("", code, country) for code in regions)
    places = reader.read(text) or reader.read_title(title) or fallback or reader.regions_in(title)
    if places == (Place("", "DC", "US"),):  # the District is the city
        return (Place("Washington", "DC", "US"),)
    return places


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is known before the line is read: the index's regions and the source's country."""

    regions: tuple[str, ...]
    home: str

    def read(self, text: str) -> tuple[Place, ...]:
        outside, inside = outside_and_inside(tidy(text))
        for part in (outside, "; ".join(inside)) if inside else (outside,):
            pieces: list[Piece] = []
            for group in STRONG_SEPARATOR.split(part):
                ordered = in_order(group, self.home)
                pieces += [ordered] if ordered else joined(read_group(group, self.home), self.home)
            if places := self._settled(pieces):
                return places
        return ()

    def read_title(self, title: str) -> tuple[Place, ...]:
        if found := _TITLE_BASED_IN.search(title):
            return self.read(found[1])
        parts = (part.strip() for part in reversed(_TITLE_PARTS.split(title)))
        return next((self.read(part) for part in parts if _CITY_AND_CODE.match(part)), ())

    def regions_in(self, title: str) -> tuple[Place, ...]:
        """Places of the regions whose full names the title holds: "Director, Southern California"."""
        codes: list[str] = []
        for run in _CAPITALIZED.findall(title):
            rest = run.split()
            while rest:  # the longest name first: West Virginia is not Virginia
                if len(rest) > 1 and _NAMESAKE.search(
                    " ".join(rest[1:])
                ):  # "Washington County", "Oregon State University"
                    break
                size, code = next(
                    ((n, code) for n in (3, 2, 1) if (code := region_in(" ".join(rest[:n]), self.home))),
                    (1, ""),
                )
                codes += [code] if code and len(" ".join(rest[:size])) > 3 else []
                rest = rest[size:]
        return tuple(dict.fromkeys(Place("", code, self.home) for code in codes))

    def _settled(self, pieces: list[Piece]) -> tuple[Place, ...]:
        """Settle what has no region yet: by the index, by population, then by the places beside it."""
        sure = [piece if piece.kind == "place" else self._resolved(piece, ()) for piece in pieces]
        beside = tuple(dict.fromkeys(piece.region for piece in sure if piece and piece.region))
        last = [known or self._resolved(piece, beside) for piece, known in zip(pieces, sure, strict=True)]
        return tuple(dict.fromkeys(Place(p.name.strip(), p.region, p.country) for p in last if p))

    def _resolved(self, piece: Piece, beside: tuple[str, ...]) -> Piece | None:
        if piece.kind == "city":
            return self._resolved_city(piece, beside)
        if piece.kind == "area":
            region = piece.region if piece.region else "".join(self.regions[:1])
            country = find_region(region, self.home)[1]
            return Piece(kind="place", region=region, country=country) if region else None
        states = county_states(piece.name)
        likely = [code for code in self.regions or beside if code in states]
        if len(states) == 1 or likely:
            return Piece(kind="place", region=(likely or states)[0], country="US")
        return None

    def _resolved_city(self, piece: Piece, beside: tuple[str, ...]) -> Piece | None:
        if piece.region:  # a nickname
            return replace(piece, kind="place")
        city = settle(piece.name, self.home)
        for code in self.regions:
            if is_city(piece.name, code) or (not city and is_city(piece.name)):
                return replace(piece, kind="place", region=code, country=self.home)
        if city:
            return replace(piece, kind="place", region=city.region, country=city.country)
        near = next((code for code in beside if is_city(piece.name, code)), "")
        country = find_region(near, self.home)[1]
        return replace(piece, kind="place", region=near, country=country) if near else None
