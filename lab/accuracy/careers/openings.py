"""The openings that pages are made of."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lab.accuracy.pairs.dice import Dice


@dataclass(frozen=True, slots=True)
class Opening:
    """One invented opening: what its label says, and the words around it."""

    title: str
    place: str
    """As a page writes it."""
    stored: str
    """As the column `locations` has it."""
    duties: tuple[str, ...]
    pay: str
    day: str
    apply: str

    @property
    def slug(self) -> str:
        """The end of its address."""
        plain = unicodedata.normalize("NFKD", self.title.casefold()).encode("ascii", "ignore").decode()
        return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@cache
def words() -> Mapping[str, Any]:
    """Return words.toml."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def openings(dice: Dice, count: int, language: str = "") -> list[Opening]:
    """Return *count* openings with different titles, in English or another language of words.toml."""
    bank = words()[language] if language else words()
    found = []
    for title in dice.sample(bank["titles"], count):
        place, stored = dice.pick(list(bank["places"].items()))
        apply = bank.get("apply") or dice.pick(
            (
                "To apply, send a résumé and a letter to jobs@example.org by {day}.",
                "Please email your CV to jobs@example.org. Applications close on {day}.",
                "How to apply: send a cover letter and three references to jobs@example.org. Deadline: {day}.",
            )
        )
        day = dice.pick(words()["days"])
        duties = tuple(dice.sample(bank["duties"], 3))
        pay = "" if language else dice.pick(words()["pay"])
        found.append(Opening(title, place, stored, duties, pay, day, apply.format(day=day)))
    return found
