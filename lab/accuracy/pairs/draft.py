"""A world while it is written: its openings, their postings, and the pairs that are scored."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypedDict, Unpack

from lab.accuracy.pairs.addresses import slug
from lab.accuracy.pairs.boards import Showing, posting
from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.openings import Opening, near, opening
from lab.accuracy.pairs.texts import Section
from lab.accuracy.pairs.words import Employer, employers, house, roles

MOST_PAIRS = 10
"""Scored pairs of one world: no world may outweigh the others."""
CLEARINGHOUSES = ("unionjobs", "unions_org", "goodunionjobs", "daybook")


class Shown(TypedDict, total=False):
    """What a situation may say about one showing; see `Showing`."""

    posted: date
    deadline: date | None
    title: str
    spelling: int
    place: str
    style: str
    cut: str
    apply: str
    pay: bool
    department: bool
    body: tuple[Section, ...]


class Draft:
    """One world. A situation adds postings with `show` and labels pairs with `same`, `again` and `apart`."""

    def __init__(self, situation: str, number: int, part: str) -> None:
        self.name = f"{situation}-{number:02d}"
        self.situation, self.number, self.part = situation, number, part
        self.why = ""
        self.dice = Dice(self.name)
        self.begin = date(2021, 6, 1) + timedelta(days=self.dice.number(0, 1100))
        self.today = self.begin + timedelta(days=self.dice.number(20, 60))
        self.employer = self.dice.pick(employers(part))
        self._rows: list[dict[str, Any]] = []
        self._pairs: list[list[str]] = []
        self._openings = 0
        self.house = house(part, self.dice)

    def at(self, *systems: str, country: str = "") -> None:
        """Choose a union with one of these applicant systems (any but plain e-mail when none is named)."""
        fit = [
            each
            for each in employers(self.part)
            if (each.system in systems if systems else each.system != "mail") and country in {"", each.country}
        ]
        self.employer = self.dice.pick(fit)

    def with_places(self, count: int) -> None:
        """Choose a union that has offices in at least *count* cities."""
        self.employer = self.dice.pick([each for each in employers(self.part) if len(each.places) >= count])

    def job(self) -> str:
        """Return the next opening's name."""
        self._openings += 1
        return f"j{self._openings}"

    def opening(self, role: str = "", employer: Employer | None = None) -> Opening:
        """Return a new opening, of any role when none is named."""
        key = role or self.dice.pick([each for each in roles() if each != "intern"])
        return opening(self.job(), employer or self.employer, self.house, key, self.dice)

    def near(self, of: Opening, how: str) -> Opening:
        """Return an opening that is not *of*, but nearly."""
        return near(of, how, self.job(), self.dice)

    def show(self, of: Opening, board: str, start: int = 0, days: int | None = None, **how: Unpack[Shown]) -> str:
        """Show the opening on a board from day *start* for *days* (to this day when None); return the posting's key."""
        begin = self.begin + timedelta(days=start)
        end = self.today if days is None else begin + timedelta(days=days)
        showing = Showing(board=board, start=begin, end=end, today=self.today, part=self.part, **how)
        return self.keep(of, posting(of, showing, self.dice))

    def keep(self, of: Opening, row: dict[str, Any]) -> str:
        """Add a finished row; return its key."""
        key = string.ascii_lowercase[len(self._rows)]
        owner = {} if of.employer.key == self.employer.key else {"employer_key": of.employer.key}
        self._rows.append({"key": key, **row, "job": of.job, **owner})
        return key

    def same(self, a: str, b: str, reason: str) -> None:
        """Label a pair: one opening, shown at the same time."""
        self._pairs.append([a, b, "same_ad", reason])

    def again(self, a: str, b: str, reason: str) -> None:
        """Label a pair: one opening, shown again later."""
        self._pairs.append([a, b, "repost", reason])

    def apart(self, a: str, b: str, reason: str) -> None:
        """Label a pair: two openings."""
        self._pairs.append([a, b, "different", reason])

    def all_apart(self, keys: list[str], reason: str) -> None:
        """Label every two of *keys*, as many as the world may still hold."""
        every = [(a, b) for place, a in enumerate(keys) for b in keys[place + 1 :]]
        for a, b in self.dice.sample(every, MOST_PAIRS - len(self._pairs)):
            self.apart(a, b, reason)

    def beside(self, keys: list[str], of: Opening, how: str, board: str, **shown: Unpack[Shown]) -> str:
        """Show a near opening on *board* at the same time, and label it apart from each of *keys*."""
        rival = self.show(self.near(of, how), board, self.dice.number(0, 9), **shown)
        for key in keys:
            self.apart(key, rival, f"{how}, open at the same time")
        return rival

    def background(self, most: int = 3) -> None:
        """Add other ads of the same union, which teach its boilerplate and are not scored."""
        taken = {row["title"] for row in self._rows}
        for _ in range(self.dice.number(0, most)):
            ad = self.opening()
            if not any(ad.title in title for title in taken):
                self.show(ad, self.dice.pick(("unionjobs", "unionjobs", "system")), self.dice.number(0, 12))

    def renamed(self, name: str) -> Employer:
        """Return this world's union under another's name."""
        bracketed = re.sub(r"\b((?:Local|Council|District) \w+)$", r"(\1)", name)
        return replace(self.employer, key=slug(name), names=(name, bracketed))

    def row(self) -> dict[str, Any]:
        """Return the finished world."""
        return {
            "name": self.name,
            "situation": self.situation,
            "part": self.part,
            "country": self.employer.country,
            "why": self.why,
            "postings": self._rows,
            "pairs": self._pairs,
        }
