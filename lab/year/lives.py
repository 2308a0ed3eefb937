"""Random lives of postings, from a seed: when each is on its board, and what its own page says once it is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final, Literal

Ending = Literal["gone", "marked", "delisted", "marked while listed"]

MEAN_OPEN: Final = 40.0
"""Days that a posting is open, on average."""
EDITED_EVERY: Final = 30.0
"""Days between two edits of a posting, on average."""
RETURNS: Final = 0.2
"""Share of the postings that come back after an end."""
LONGEST_ABSENCE: Final = 25.0
"""Days."""
TITLES: Final = ("Organizer", "Field Representative", "Researcher", "Staff Attorney", "Office Coordinator")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """One time that a posting is open; times are days since the first night."""

    opens: float
    ends: float
    leaves: float
    """When it leaves the list; later than its end where its own page says first that it is over."""
    ending: Ending


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Everything that becomes of one posting."""

    number: int
    title: str
    spells: tuple[Spell, ...]
    edits: tuple[float, ...]
    """When its text changes, and its row on the list with it."""

    def open_at(self, day: float) -> bool:
        """Whether it is advertised and not over."""
        return any(spell.opens <= day < spell.ends for spell in self.spells)

    def listed_at(self, day: float) -> bool:
        """Whether the list has it."""
        return any(spell.opens <= day < spell.leaves for spell in self.spells)

    def version_at(self, day: float) -> int:
        """How often it has been edited."""
        return sum(edit <= day for edit in self.edits)

    def ending_at(self, day: float) -> Ending | None:
        """How the latest of its spells ended; None while it is open or before it ever was."""
        begun = [spell for spell in self.spells if spell.opens <= day]
        return begun[-1].ending if begun and begun[-1].ends <= day else None


def lives(random: Random, size: int, days: int, endings: tuple[Ending, ...]) -> tuple[Life, ...]:
    """The postings of a board with about `size` open ones at any time."""
    openings = [-random.expovariate(1 / MEAN_OPEN) for _ in range(size)]
    openings += _arrivals(random, size / MEAN_OPEN, days)
    return tuple(_life(random, 1001 + number, opens, days, endings) for number, opens in enumerate(openings))


def _arrivals(random: Random, rate: float, days: int) -> Iterator[float]:
    day = random.expovariate(rate)
    while day < days:
        yield day
        day += random.expovariate(rate)


def _life(random: Random, number: int, opens: float, days: int, endings: tuple[Ending, ...]) -> Life:
    spells = [_spell(random, opens, max(opens, 0.0), endings)]
    while random.random() < RETURNS and spells[-1].leaves < days:
        # an absence of hours is one that no census notices
        back = spells[-1].leaves + random.uniform(0.1, LONGEST_ABSENCE)
        spells.append(_spell(random, back, back, endings))
    edits = tuple(_arrivals(random, 1 / EDITED_EVERY, days))
    title = f"{random.choice(TITLES)}, district {number}"
    return Life(number=number, title=title, spells=tuple(spells), edits=edits)


def _spell(random: Random, opens: float, earliest: float, endings: tuple[Ending, ...]) -> Spell:
    ends = earliest + max(0.2, random.expovariate(1 / MEAN_OPEN))
    ending = random.choice(endings)
    lingering = random.uniform(0.5, 6.0) if ending == "marked while listed" else 0.0
    return Spell(opens=opens, ends=ends, leaves=ends + lingering, ending=ending)
