"""Cities joined with the region or country that they share: "Chico, Fresno and Yuba City, CA"."""

from __future__ import annotations

from dataclasses import replace

from unionjobs_scraper.normalize.gazetteer import city_in, is_city, is_neighborhood, lies_elsewhere
from unionjobs_scraper.normalize.place_pieces import Piece


def joined(pieces: list[Piece], home: str) -> list[Piece]:
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
        taken = _taken(pending, piece, home) if piece.joint != "and" else []
        if not taken and pending and piece.name and is_city(piece.name, piece.region):
            pending.append(replace(piece, kind="city", region="", country=""))
            continue
        done += taken or pending
        pending = []
        if not taken and not (done and _repeats(piece, done[-1])):
            done.append(replace(piece, kind="place", name="") if piece.kind == "country" else piece)
    return _cities_among(done + pending)


def _taken(pending: list[Piece], owner: Piece, home: str) -> list[Piece]:
    """Return *pending* with the owner's region and country, or nothing when none of them is there."""
    shared = len(pending) > 1 or is_city(owner.name, owner.region)
    taken: list[Piece] = []
    found = ""
    for piece in pending:
        if piece.kind == "city" and shared and lies_elsewhere(piece.name, owner.region, home):
            taken.append(piece)
        elif piece.joint == "/" and found and is_neighborhood(piece.name, found, owner.region):
            continue  # "New York City / Times Square, NY"
        else:
            taken.append(_placed(piece, owner))
            found = piece.name
    return taken if found else []


def _cities_among(pieces: list[Piece]) -> list[Piece]:
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
