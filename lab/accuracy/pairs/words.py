"""The banks of invented wording under pairs/wording/, and the unions that speak in it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lab.accuracy.pairs.dice import Dice

WORDS = Path(__file__).with_name("wording")
PARTS = ("tuning", "held_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A city, its state or province, and the wider area that some boards print instead."""

    city: str
    region: str
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Employer:
    """A union: how boards write it, whom it represents, where it has offices, which applicant system it uses."""

    key: str
    names: tuple[str, ...]
    workers: str
    places: tuple[Place, ...]
    units: tuple[str, ...]
    system: str
    country: str = "US"

    @property
    def short(self) -> str:
        """Its shortest name."""
        return min(self.names, key=len)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A family of titles with the sentences that their postings share."""

    key: str
    titles: tuple[str, ...]
    department: str
    pay: tuple[int, int]
    duties: tuple[str, ...]
    quals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A union's boilerplate: what all its postings of one time have in common."""

    intro: str
    about: str
    benefits: str
    eeo: str
    apply_link: str
    apply_mail: str
    headings: tuple[str, ...]
    duties: tuple[str, ...]
    quals: tuple[str, ...]
    pay_first: bool


@cache
def bank(name: str) -> dict[str, Any]:
    """Return the file *name* of pairs/wording/, read once."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


def paragraphs(kind: str, part: str) -> list[str]:
    """Return the half of the bank's *kind* that writes this *part*: no wording is in both."""
    return list(bank("paragraphs")[kind][PARTS.index(part) :: 2])


@cache
def employers(part: str) -> tuple[Employer, ...]:
    """Return the unions of a *part*: none is in both."""
    return tuple(
        Employer(
            key=key,
            names=tuple(row["names"]),
            workers=row["workers"],
            places=tuple(Place(city=city, region=region, area=area) for city, region, area in row["places"]),
            units=tuple(row["units"]),
            system=row["system"],
            country=row.get("country", "US"),
        )
        for key, row in bank("employers")[part].items()
    )


@cache
def roles() -> dict[str, Role]:
    """Return the role families by key."""
    return {
        key: Role(
            key=key,
            titles=tuple(row["titles"]),
            department=row["department"],
            pay=(row["pay"][0], row["pay"][1]),
            duties=tuple(row["duties"]),
            quals=tuple(row["quals"]),
        )
        for key, row in bank("roles").items()
    }


def house(part: str, dice: Dice) -> House:
    """Return a union's boilerplate, in the words of this *part*."""
    words = bank("paragraphs")
    return House(
        intro=dice.pick(paragraphs("intro", part)),
        about=dice.pick(paragraphs("about", part)),
        benefits=dice.pick(paragraphs("benefits", part)),
        eeo=dice.pick(paragraphs("eeo", part)),
        apply_link=dice.pick(paragraphs("apply_link", part)),
        apply_mail=dice.pick(paragraphs("apply_mail", part)),
        headings=tuple(dice.pick(words["headings"])),
        duties=tuple(dice.sample(words["common_duties"], dice.number(1, 5))),
        quals=tuple(dice.sample(words["common_quals"], dice.number(2, 8))),
        pay_first=dice.chance(30),
    )
