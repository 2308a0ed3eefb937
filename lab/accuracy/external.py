"""Test strings of other projects, where `../shared/external` lies beside the checkout. No rule is made for them."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from lab.accuracy.cases import Case
from lab.accuracy.gold import SHARED
from lab.accuracy.readers import pay_cell
from unionjobs_scraper.normalize.codes.filing_numbers import filing
from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.normalize.pay import NO_PAY, Pay, find_pay
from unionjobs_scraper.normalize.places import parse_places

EXTERNAL = SHARED / "external"
UNIONS_IN_TRUTH = ("change to win", "working america", "newsguild", "north dakota united")
"""Of the names that are no unions, those that the set's own description takes back."""


def external_cases() -> Iterator[Case]:
    """Yield what is labelled of the sets; nothing where they are absent."""
    for name, cases in _SETS.items():
        if (EXTERNAL / name).exists():
            for number, line in enumerate((EXTERNAL / name).read_text(encoding="utf-8").splitlines(), start=1):
                yield from cases(json.loads(line), f"{name.removesuffix('.jsonl')}:{number}")


def _pay(row: dict[str, Any], key: str) -> Iterator[Case]:
    right, given = row["right"] or {}, {"text": row["text"]}
    names = {"min": "minimum", "max": "maximum", "currency": "currency", "period": "period"}
    fields = [own for theirs, own in names.items() if theirs in row["fields"]] or list(names.values())
    want = {own: _in_units(right.get(theirs), row["text"]) for theirs, own in names.items() if own in fields and right}
    yield Case(
        column="pay",
        employer="jobseek",
        given=given,
        want=_fields(want),
        key=key,
        read=lambda text: _fields({name: getattr(find_pay(text), name) for name in fields}),
    )
    for part in ("currency", "period"):
        if part in row["fields"]:
            yield Case(
                column=f"salary_{part}",
                employer="jobseek",
                given=given,
                want=right.get(part) or "",
                key=key,
                read=partial(_part, part),
            )


def _in_units(value: Any, text: str) -> Any:
    """An amount in the unit that is printed: some tests of theirs keep "£13.28 an hour" as 1328."""
    return value / 100 if isinstance(value, float) and f"{value / 100:.2f}" in text else value


def _part(part: str, text: str) -> str:
    return str(getattr(find_pay(text), part) or "")


def _fields(values: dict[str, Any]) -> str:
    """A pay cell of the fields that are asserted alone."""
    kept = {name: value for name, value in values.items() if value not in (None, "")}
    stated = {"minimum": None, "maximum": None, "currency": "", "period": ""} | kept
    cell = pay_cell(Pay(text="", **stated)) if kept else pay_cell(NO_PAY)
    return cell or " ".join(map(str, kept.values()))


def _places(row: dict[str, Any], key: str) -> Iterator[Case]:
    group = "six countries" if row["group"] != "other" else "elsewhere"
    country = row["country"]
    wants = [f"{_folded(name)}, {country}" for name in row["names"]] if row["type"] == "city" else [country]
    given = {"text": row["text"]}
    case = partial(Case, employer="jobseek", given=given, key=key)
    yield case(
        column=f"place, {group}", want=wants[0], also=tuple(wants[1:]), read=partial(_place, row["type"] == "city")
    )
    yield case(column=f"country, {group}", want=country, read=_country)


def _place(city: bool, text: str) -> str:
    places = parse_places(text)
    first = places[0] if places else None
    if first is None or (city and not first.locality):
        return first.country if first and not city else ""
    named = f"{_folded(first.locality)}, {first.country}" if first.locality else first.country
    return "; ".join((named, *(place.country for place in places[1:])))


def _country(text: str) -> str:
    return "; ".join(dict.fromkeys(place.country for place in parse_places(text) if place.country))


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _not_unions(row: dict[str, Any], key: str) -> Iterator[Case]:
    if not any(name in row["name"].casefold() for name in UNIONS_IN_TRUTH):
        yield _named(row, key, "union, of names that are none", "", lambda name: affiliation(name).union)


def _locals(row: dict[str, Any], key: str) -> Iterator[Case]:
    yield _named(row, key, "union", row["union"], lambda name: affiliation(name).union)
    yield _named(row, key, "union and local", f"{row['union']} {row['local']}", _joint)
    if row["f_num"]:
        yield _named(row, key, "f_num", row["f_num"], lambda name: filing(name).number)


def _joint(name: str) -> str:
    found = affiliation(name)
    return f"{found.union} {found.local}" if found.union else ""


def _afscme(row: dict[str, Any], key: str) -> Iterator[Case]:
    yield _named(row, key, "local, AFSCME's directory", row["local"], lambda name: affiliation(f"AFSCME {name}").local)
    if row["f_num"]:
        number = "f_num, AFSCME's directory"
        yield _named(row, key, number, row["f_num"], lambda name: filing(f"AFSCME {name}").number)


def _named(row: dict[str, Any], key: str, column: str, want: str, read: Callable[..., str]) -> Case:
    return Case(column=column, employer="labordata", given={"name": row["name"]}, want=want, key=key, read=read)


_SETS: dict[str, Callable[[dict[str, Any], str], Iterator[Case]]] = {
    "pay.jsonl": _pay,
    "places.jsonl": _places,
    "union-local.jsonl": _locals,
    "names-not-unions.jsonl": _not_unions,
    "afscme-local.jsonl": _afscme,
}
