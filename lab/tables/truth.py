"""What was open when: the lives of the simulated year's postings, some of them one job on two boards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random
from typing import Final

from sqlalchemy import update

from lab.year.boards import Source
from lab.year.lives import Ending, Life, Spell, lives
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import postings as postings_table

LOOKS: Final[Mapping[Ending, int]] = {"gone": 1, "marked": 1, "marked while listed": 1, "delisted": 2}
"""Complete censuses that an end takes to be told: of a posting whose own page is as ever, the second tells."""
AGAIN: Final = 0.15
"""Share of the jobs that another board advertises too."""
UNIONS: Final = ("SEIU", "AFSCME", "UFCW")
FAMILIES: Final = ("organizing", "research", "legal")
REGIONS: Final = ("CA", "NY", "OH")


@dataclass(frozen=True, slots=True)
class Posting:
    """One posting of one source."""

    source: str
    life: Life
    job: str
    union: str
    family: str
    region: str
    pays: bool
    words: str

    @property
    def key(self) -> str:
        """The site's own id."""
        return str(self.life.number)

    @property
    def own_id(self) -> str:
        """Its posting_id."""
        return f"{self.source}:{self.key}"

    @property
    def url(self) -> str:
        """Its own page."""
        return f"https://{self.source}.test/{self.key}"


class World:
    """Boards with postings that open, end and come back."""

    def __init__(self, sources: Sequence[Source], seed: int, days: int, *, contradicting: bool = True) -> None:
        """`contradicting`: whether boards list some postings on after their own pages say that they are over."""
        self.sources = sources
        self._spells: dict[str, list[tuple[str, Spell]]] = {}
        self.by_source: dict[str, list[Posting]] = {source.name: [] for source in sources}
        for source in sources:
            random = Random(f"{seed}-{source.name}")  # noqa: S311  # to be repeated, not guessed
            endings = (
                source.endings if contradicting else tuple(e for e in source.endings if e != "marked while listed")
            )
            for life in lives(random, source.size, days, endings):
                self._add(source.name, life, random, "")
        self._repost(Random(f"{seed}-reposts"), days)  # noqa: S311
        self.postings = {(each.source, each.key): each for found in self.by_source.values() for each in found}

    def _add(self, source: str, life: Life, random: Random, job: str) -> None:
        words = " ".join(random.choice(WORDS) for _ in range(40))
        chosen = (random.choice(UNIONS), random.choice(FAMILIES), random.choice(REGIONS), random.random() < 0.6, words)
        self.by_source[source].append(Posting(source, life, job or f"{source}:{life.number}", *chosen))

    def _repost(self, random: Random, days: int) -> None:
        """Has the first board show some jobs of the others, for a time of its own."""
        board = self.sources[0].name
        for source in self.sources[1:]:
            for each in list(self.by_source[source.name]):
                if random.random() < AGAIN:
                    first = each.life.spells[0]
                    opens = first.opens + random.uniform(0, 10)
                    ends = max(opens + 0.5, first.ends + random.uniform(-10, 20))
                    spell = Spell(opens=opens, ends=ends, leaves=ends, ending="gone")
                    number = 5000 + len(self.by_source[board])
                    self._add(board, replace(each.life, number=number, spells=(spell,)), random, each.own_id)

    def on(self, source: Source, day: float) -> list[Posting]:
        """The postings on a board's list."""
        return [each for each in self.by_source[source.name] if each.life.listed_at(day)]

    def listed(self, source: str, day: float) -> list[int]:
        """Their numbers."""
        return [each.life.number for each in self.by_source[source] if each.life.listed_at(day)]

    def link(self, database: Database) -> None:
        """Records which postings are one job, as linking would."""
        with database.write() as connection:
            for each in self.postings.values():
                if each.job != each.own_id:
                    query = update(postings_table).where(postings_table.c.posting_id == each.own_id)
                    connection.execute(query.values(job_id=each.job))

    def open_jobs(self, day: float, sources: Collection[str]) -> tuple[int, int]:
        """Jobs open by list and page alike, and by either: boards may contradict their own pages."""
        both, either = set(), set()
        for source in sources:
            for each in self.by_source[source]:
                if each.life.listed_at(day):
                    either.add(each.job)
                    if each.life.open_at(day):
                        both.add(each.job)
        return len(both), len(either)

    def spells(
        self, looks: Mapping[str, Sequence[float]] | None = None, *, by_page: bool = False
    ) -> dict[str, list[tuple[float, float]]]:
        """When each job was open, over its boards.

        Args:
            looks: when each source was looked at, in days: an absence in which too few looks fell parts nothing.
            by_page: whether a job is over as soon as its own page says so, and not when it leaves the list.
        """
        found: dict[str, list[tuple[float, float]]] = {}
        for job, parts in self._jobs().items():
            needed = 0
            for source, spell in sorted(parts, key=lambda part: part[1].opens):
                begin, end = spell.opens, spell.ends if by_page else spell.leaves
                known = found.setdefault(job, [])
                if known and (begin < known[-1][1] or _between(looks, source, known[-1][1], begin) < needed):
                    known[-1] = (known[-1][0], max(known[-1][1], end))
                else:
                    known.append((begin, end))
                needed = LOOKS[spell.ending] if looks else 0
        return found

    def ends(self, job: str) -> list[tuple[float, float]]:
        """From when to when each end of a job may be told: its page may say it before it leaves the list."""
        return [(min(spell.ends, spell.leaves), spell.leaves) for _, spell in self._jobs()[job]]

    def _jobs(self) -> dict[str, list[tuple[str, Spell]]]:
        """The spells of each job's postings, with their sources."""
        if not self._spells:
            for source, found in self.by_source.items():
                for each in found:
                    self._spells.setdefault(each.job, []).extend((source, spell) for spell in each.life.spells)
        return self._spells


def _between(looks: Mapping[str, Sequence[float]] | None, source: str, end: float, begin: float) -> int:
    at = (looks or {}).get(source, ())
    return bisect_left(at, begin) - bisect_left(at, end)


WORDS: Final = tuple("".join(letters) for letters in product("bdfgklmnprst", "aeiou", "bdfgklmnprst"))
