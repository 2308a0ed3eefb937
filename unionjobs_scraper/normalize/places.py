"""The places of a posting, read from its location line."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from .gazetteer import city_in, county_states, find_region, is_city, is_neighborhood, lies_elsewhere, region_in, settle
from .place_pieces import Piece, groups, outside_and_inside, tidy
from .place_words import PART_OF_REGION, TAIL

_TITLE_BASED_IN: Final = re.compile(r"\b(?:based|located) in (.+)$", re.IGNORECASE)
_TITLE_PARTS: Final = re.compile(r"\s[-–—|]+\s|[()\[\]|]")
_CITY_AND_CODE: Final = re.compile(r"^[^,]+,\s*[A-Z]{2,3}$")
_CAPITALIZED: Final = re.compile(r"(?<!\w)[A-Z][a-z]+(?:\s(?:of\s)?[A-Z][a-z]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of work: ISO 3166-2 part of the region, ISO 3166-1 alpha-2 country; "" where not known."""

    locality: str = ""
    region: str = ""
    country: str = ""

    def __str__(self) -> str:
        return ", ".join(part for part in (self.locality, self.region, self.country) if part)


def parse_places(
    text: str, *, region: str = "", country: str = "US", title: str = ""
) -> tuple[Place, ...]:
    """Return the places that a posting's location line *text* names, in its order, each once.

    *region* (a name or code, or several between commas) is what the board's index says: it settles a
    bare city and stands in when the text names no place. *country* (ISO 3166-1 alpha-2) is where the
    source is at home; *title* is read last. An unclear city is left out, not guessed. Never raises.
    """
    return _parse(text, region, country, title)


def format_places(places: Iterable[Place]) -> str:
    """Return places as one cell: "Oakland, CA, US; Sacramento, CA, US"."""
    return "; ".join(str(place) for place in places)


def region_code(text: str, country: str = "US") -> str:
    """Return the ISO 3166-2 part for a region's name or abbreviation in *country*, "" when unknown."""
    name = " ".join(text.split())
    parts = (name, name.rpartition(",")[2], TAIL.sub("", name), PART_OF_REGION.sub("", name, count=1))
    return next((code for part in parts if part and (code := region_in(part, country))), "")


@lru_cache(maxsize=8192)
def _parse(text: str, region: str, country: str, title: str) -> tuple[Place, ...]:
    regions = tuple(code for part in re.split("[,;]", region) if (code := region_code(part, country)))
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
        for part in (outside, "; ".join(inside)):
            pieces = [piece for group in groups(part, self.home) for piece in self._joined(group)]
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
                size, code = next(
                    ((n, code) for n in (3, 2, 1) if (code := region_in(" ".join(rest[:n]), self.home))), (1, "")
                )
                codes += [code] if code and len(" ".join(rest[:size])) > 3 else []
                rest = rest[size:]
        return tuple(dict.fromkeys(Place("", code, self.home) for code in codes))

    def _joined(self, pieces: list[Piece]) -> list[Piece]:
        """Give each city the region or country that follows it, however many cities share one."""
        done: list[Piece] = []
        pending: list[Piece] = []
        for piece in pieces:
            if piece.kind == "counties":
                pending = [replace(one, kind="county") for one in pending]
            if piece.kind in {"city", "county", "counties", "area"}:
                if piece.joint == "-" and done and done[-1].kind == "region" and not pending:
                    done[-1] = _placed(piece, done[-1])  # "California - Oakland"
                else:
                    pending.append(piece)
                continue
            taken = self._taken(pending, piece) if piece.joint != "and" else []
            if not taken and pending and piece.name and is_city(piece.name, piece.region):
                pending.append(replace(piece, kind="city", region="", country=""))
                continue
            done += taken or pending
            pending = []
            if not taken and not (done and _repeats(piece, done[-1])):
                done.append(replace(piece, kind="place", name="") if piece.kind == "country" else piece)
        return self._cities_among(done + pending)

    def _taken(self, pending: list[Piece], owner: Piece) -> list[Piece]:
        """Return *pending* with the owner's region and country, or nothing when none of them is there."""
        shared = len(pending) > 1 or is_city(owner.name, owner.region)
        taken: list[Piece] = []
        found = ""
        for piece in pending:
            if piece.kind == "city" and shared and lies_elsewhere(piece.name, owner.region, self.home):
                taken.append(piece)
            elif piece.joint == "/" and found and is_neighborhood(piece.name, found, owner.region):
                continue  # "New York City / Times Square, NY"
            else:
                taken.append(_placed(piece, owner))
                found = piece.name
        return taken if found else []

    def _cities_among(self, pieces: list[Piece]) -> list[Piece]:
        """Read "New York, Chicago" as two cities: no state stands among bare cities."""
        bare = any(piece.kind == "city" for piece in pieces)
        sure = any(piece.kind == "place" and piece.name for piece in pieces)
        return [
            replace(piece, kind="place")
            if piece.kind == "region" and bare and not sure and piece.name and is_city(piece.name, piece.region)
            else replace(piece, kind="place", name="")
            if piece.kind == "region"
            else piece
            for piece in pieces
        ]

    def _settled(self, pieces: list[Piece]) -> tuple[Place, ...]:
        """Settle what has no region yet: by the index, by population, then by the places beside it."""
        sure = [piece if piece.kind == "place" else self._resolved(piece, ()) for piece in pieces]
        beside = tuple(dict.fromkeys(piece.region for piece in sure if piece and piece.region))
        last = [known or self._resolved(piece, beside) for piece, known in zip(pieces, sure, strict=True)]
        return tuple(dict.fromkeys(Place(p.name, p.region, p.country) for p in last if p))

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


def _placed(piece: Piece, owner: Piece) -> Piece:
    name = piece.name if piece.kind == "city" else ""
    region = owner.region
    if owner.kind == "country":
        city = city_in(piece.name, owner.country)
        region = city.region if city else ""
    return Piece(kind="place", name=name, region=region, country=owner.country)


def _repeats(piece: Piece, last: Piece) -> bool:
    """Tell whether a country or region only says again where the place before it is."""
    if piece.kind == "country":
        return last.country == piece.country
    return last.kind == "place" and last.name != "" and (last.region, last.country) == (piece.region, piece.country)
