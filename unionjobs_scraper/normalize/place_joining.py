"""A location line before and after it is cut into pieces.

Before: one spelling, brackets apart, what runs on behind it cut off. After: cities joined with the region or country
that they share: "Chico, Fresno and Yuba City, CA".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from unionjobs_scraper.normalize.gazetteer import (
    city_in,
    find_region,
    is_city,
    is_neighborhood,
    lies_elsewhere,
    population,
)
from unionjobs_scraper.normalize.matching import lettered
from unionjobs_scraper.normalize.place_pieces import Piece
from unionjobs_scraper.normalize.place_words import (
    BASED_IN,
    BASED_SIGNS,
    END_OF_PLACE,
    END_SIGNS,
    END_WORDS,
    NOT_A_PLACE,
)

_LONGEST: Final = 1000  # a location line; what is longer ran on into the posting
_SPACES: Final = re.compile(r"[^\S\n\r]+")
_INITIALS: Final = re.compile(r"\b([A-Z])\.\s?([A-Z])\.?(?![\w.])")
_BRACKETED_CODE: Final = re.compile(r"\s*[(\[]\s*([A-Z]{2,3})\s*[)\]]")
_BRACKETED_CHOICE: Final = re.compile(r"[(\[]\s*((?:and/or|or|and)\s[^)\]]*)[)\]]")
_BRACKET: Final = re.compile(r"\s*[(\[]([^()\[\]]*)(?:[)\]]|$)")
_LABEL: Final = re.compile(r"(?<=\s)(?![A-Z]{2}\s)(?:[A-Z][\w/&-]*\s+)?[A-Z][\w/&-]*:\s")
_LEADING_LABEL: Final = re.compile(
    r"(?:(?:primary|work|job|duty|office|position)\s+)?(?:locations?|stations?|worksite|site|city|place|office)\s?:\s+"
    r"(?=[A-Z])",
    re.IGNORECASE,
)
_CODED: Final = re.compile(r"^([A-Z]{2})-([A-Z]{2})-([A-Z][A-Z .]+)\b.*$")
_LOWER_CODE: Final = re.compile(r"(?<=, )[a-z]{2}\b")
_LOWER_WORD: Final = re.compile(r"(?<![\w'’])(?!(?:and|or|the|of|in|to)\b)[a-z]")
_CITY_BASED: Final = re.compile(r"(?<=[a-z])-based\b", re.IGNORECASE)
_DIGITS: Final = frozenset("0123456789")
_POSTCODE: Final = re.compile(
    r",?\s(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d|\d{4}|[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})(?![\w-])"
)
_DISTRICT: Final = re.compile(
    r"(?<=[a-z]{3})\s(?:\d{1,2}(?:er?|[eè]me)?|[A-Z]{1,2}C?\d{1,2}[A-Z]?)(?=,|;|\s\(|$)"
)  # "Dublin 1", "London SE1", "Paris 11e"
_CODE_BEFORE: Final = re.compile(r"^\d{5}\s(?=[A-ZÀ-Þ][a-zà-ÿ])")  # "20457 Hamburg"
_MIDDLE: Final = re.compile(
    r"\b(?:Central|Inner|Outer)\s(?=(?:London|Manchester|Birmingham|Glasgow|Edinburgh|Leeds|Bristol|Cardiff|Belfast|Dublin"
    r"|Sydney|Melbourne|Brisbane|Perth|Auckland|Wellington|Toronto|Paris|Berlin)\b)"
)
"""Of cities only: Central Falls and Central Islip are towns."""
_COMPASS: Final = re.compile(r"(?:^|(?<=[,;/] )|(?<= in ))([NSEW]|No|So)\.\s?(?=[A-Z][a-z])")
_POINTS: Final = {"N": "North", "No": "North", "S": "South", "So": "South", "E": "East", "W": "West"}
_MOUNTAIN: Final = re.compile(r"\bMtn?\.?\s(?P<name>[A-Z][a-z]+)\b")
_GLUED_WORKPLACE: Final = re.compile(r"(?<=[a-z])-(?=(?:remote|hybrid|on-?site)\b)", re.IGNORECASE)
_WORKPLACE_OK: Final = re.compile(r"\b(remote|hybrid)\s+ok\b", re.IGNORECASE)
_HEDGE: Final = re.compile(
    r"^(?:flexible|open|negotiable|remote|anywhere),?\s+but\s+(?:prefer(?:ably|red)?\s+)?", re.IGNORECASE
)

_ZONE = r"(?:[ECMP][SD]?T|AK[SD]?T|HA?ST|[AN][SD]T|GMT|UTC|BST|CES?T|IST)"
_JOINED = r"\s*(?:/|,|or|and|to|through|-|–)\s*"
_HOURS = r"(?:\s+(?:time(?:\s?zones?)?|hours|preferred|only))*"
_ZONES: Final = re.compile(
    rf"^(?P<remote>\W*(?:[\w%]+\s)?[Rr]emote\b\W*?(?:(?:in\s)?(?:the\s)?(?:US|USA|United\sStates|Canada)\b)?)[\s,(\[/–-]*"
    rf"(?:{_ZONE}(?:{_JOINED}{_ZONE})+|(?<=[(\[]){_ZONE}|(?![CM]T\b){_ZONE}){_HOURS}\W*$"
    rf"|^\W*[ECMP][SD]T{_HOURS}\W*$"
)
"""Hours of the day, where codes of countries and states are spelled alike: "Remote (EST)"; no "Hartford (CT)"."""

_HOW_FAR: Final = re.compile(
    r"\b(?:fully|primarily|mostly|partially|partly|permanently|completely|entirely|largely|mainly)\s+(?=remote\b)",
    re.IGNORECASE,
)


def tidy(text: str) -> str:
    """`text` with one spelling of initials, codes and capitals, ending where the place ends."""
    text = _SPACES.sub(" ", text[:_LONGEST].replace("\u200b", "")).strip()
    text = _CODED.sub(r"\3, \2, \1", text)
    text = _without_hours(text)
    if any(map(text.lower().__contains__, BASED_SIGNS)) and (found := BASED_IN.search(text)):
        text = text[found.end() :]
    if " but " in text:
        text = _HEDGE.sub("", text)
    if "OK" in text or "ok" in text:
        text = _with_a_workplace(text)
    if "-" in text:
        text = _CITY_BASED.sub(",", _GLUED_WORKPLACE.sub(" - ", text))
    text = _without_district(text)
    if "." in text or "Mt" in text:
        text = _written_out(text)
    if "(" in text or "[" in text:
        text = _BRACKETED_CHOICE.sub(r" \1", _BRACKETED_CODE.sub(r", \1", text))
    text = text.replace("ewfoundland and Labrador", "ewfoundland")
    if _may_end(text) and (found := END_OF_PLACE.search(text)) and found.start():
        text = text[: found.start()]
    if ":" in text:
        text = text[found.end() :] if (found := _LEADING_LABEL.match(text)) else text
        text = text[: found.start()] if (found := _LABEL.search(text)) and found.start() else text
    return _capitals(text)


def _without_hours(text: str) -> str:
    """Takes out when and how far somebody works from elsewhere: "Fully remote (EST)"."""
    if "T" in text or "UTC" in text:
        text = _ZONES.sub(lambda found: found["remote"] or "", text)
    return _HOW_FAR.sub("", text) if "emote" in text or "EMOTE" in text else text


def _with_a_workplace(text: str) -> str:
    """Takes "OK" from "New York - Remote OK": there is an office, in the town where the state has one of its name."""
    found = _WORKPLACE_OK.search(text)
    if not found:
        return text
    name = text[: found.start()].rstrip(" -–—,(/")
    region, country = find_region(name, "US")
    town = f"{name}, {region} - " if name and region and is_city(name, region, country) else text[: found.start()]
    return f"{town}{found[1]}{text[found.end() :]}"


def _without_district(text: str) -> str:
    """`text` without postcodes and the parts of a city."""
    if not _DIGITS.isdisjoint(text):
        text = _DISTRICT.sub("", _POSTCODE.sub(",", _CODE_BEFORE.sub("", text)))
    return _MIDDLE.sub("", text) if "er " in text or "al " in text else text


def _written_out(text: str) -> str:
    """`text` with initials without their dots, and points of the compass and mountains in full."""
    text = _COMPASS.sub(lambda found: _POINTS[found[1]] + " ", _INITIALS.sub(_undotted, text))
    return _MOUNTAIN.sub(_mountain, text)


def _undotted(found: re.Match[str]) -> str:
    """Returns "D.C." without its dots; "S.I." may be Staten Island, but is no code."""
    code = found[1] + found[2]
    return code if code in ("US", "UK") or find_region(code, "US")[0] else found[0]


def _mountain(found: re.Match[str]) -> str:
    """Returns "Mountain View" for "Mt. View": most are a Mount, which the gazetteer knows by its short form."""
    name = f"Mountain {found['name']}"
    surely = found[0].startswith("Mtn")
    return name if surely or population(name) >= max(1, population(f"Mount {found['name']}")) else found[0]


def _may_end(text: str) -> bool:
    """Tell at a quick look whether the end of the place need be looked for."""
    return not (END_SIGNS.isdisjoint(text) and END_WORDS.isdisjoint(lettered(text).split()))


def _capitals(text: str) -> str:
    if text.isupper():
        return re.sub(
            r"[A-ZÀ-Þ]{4,}|\b(?:SAN|LOS|LAS|DES|NEW|LA|EL|DE|FT|MT|ST)(?=\.?\s[A-Z]{3})",
            lambda m: m[0].capitalize(),
            text,
        )
    if text.islower():
        text = _LOWER_CODE.sub(lambda m: m[0].upper(), text)
        return _LOWER_WORD.sub(lambda m: m[0].upper(), text)
    return text


def outside_and_inside(text: str) -> tuple[str, list[str]]:
    """`text` without its brackets, and those brackets that may hold a place."""
    if "(" not in text and "[" not in text:
        return text, []
    inside = [found[1] for found in _BRACKET.finditer(text) if not NOT_A_PLACE.search(found[1])]
    return _BRACKET.sub(" ", text), inside


def joined(pieces: list[Piece], home: str) -> list[Piece]:
    """Gives each city the region or country that follows it, however many cities share one."""
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
    """`pending` with the owner's region and country, or nothing when none of them is there."""
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
    """Reads "New York, Chicago" as two cities: no state is among bare cities."""
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
    """Whether a country or region only says again where the place before it is."""
    if piece.kind == "country":
        return last.country == piece.country
    return last.kind == "place" and last.name != "" and (last.region, last.country) == (piece.region, piece.country)
