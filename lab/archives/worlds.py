"""A board whose postings open and close at known times, and what archives happen to hold of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from lab.archives.web import LIST, POSTING, Web
from lab.replica.unionjobs import Ad, list_page, posting_page

BEGIN = datetime(2011, 1, 3, 6, tzinfo=UTC)
ALIASES = (
    "https://www.unionjobs.com",
    "http://www.unionjobs.com:80",
    "http://mail.unionjobs.com",
    "http://union-jobs.org",
)
LIES = ("half", "empty", "wall", "cut", "other", "error")
"""Lists that do not say what is open."""


@dataclass(frozen=True, slots=True)
class Life:
    """A posting, and each time that it was open."""

    ad: Ad
    spells: tuple[tuple[datetime, datetime], ...]

    def is_open(self, at: datetime) -> bool:
        """Whether the board has it at a time."""
        return any(opened <= at < closed for opened, closed in self.spells)

    def ended_between(self, after: datetime, by: datetime) -> bool:
        """Whether one of its spells ended within bounds."""
        return any(after < closed <= by for _, closed in self.spells)


@dataclass(slots=True)
class World:
    """The board's truth, and how its archives are made."""

    dice: Random
    lives: list[Life] = field(default_factory=list)
    days: int = 200

    @classmethod
    def random(cls, seed: int, postings: int = 40) -> World:
        """A board of postings that are open for days to months; few come back."""
        world = cls(Random(seed))
        world.lives = [world._life(number) for number in range(1, postings + 1)]
        return world

    def _life(self, number: int) -> Life:
        opened = BEGIN + timedelta(days=self.dice.uniform(-60, self.days))
        closed = opened + timedelta(days=self.dice.expovariate(1 / 60) + 2)
        spells = [(opened, closed)]
        if self.dice.random() < 0.05:
            again = closed + timedelta(days=self.dice.uniform(40, 90))
            spells.append((again, again + timedelta(days=30)))
        return Life(_ad(number), tuple(spells))

    def open_at(self, at: datetime) -> list[Ad]:
        """What the board lists."""
        return [life.ad for life in self.lives if life.is_open(at)]

    # ---------------------------------------------------------------------------------------- archives

    def archives(self, folder: Path) -> list[Path]:
        """Two or three archives with gaps, duplicates, lies, other hosts and damage."""
        webs = [
            Web(folder / f"{number}.warc{'.gz' * packed}", packed=packed)
            for number, packed in enumerate(self.dice.choices([True, False], k=self.dice.randint(2, 3)))
        ]
        at, gap = BEGIN, self.dice.choice((2, 7, 30))
        while at < BEGIN + timedelta(days=self.days):
            self._capture_list(self.dice.choice(webs), at)
            for _ in range(self.dice.randint(0, 6)):
                self._capture_page(self.dice.choice(webs), at + timedelta(hours=self.dice.uniform(0, 24 * gap)))
            at += timedelta(days=gap * self.dice.choice((0.5, 1, 1, 1, 3)), hours=self.dice.uniform(0, 5))
        for web in webs:
            self._damage(web.path)
        return [web.path for web in webs]

    def _capture_list(self, web: Web, at: datetime) -> None:
        ads = self.open_at(at)
        host = self.dice.choice(ALIASES)
        url = LIST.replace(ALIASES[0], host)
        if self.dice.random() < 0.2:
            self._lie(web, url, ads, at)
            return
        web.answer(url, list_page(ads), at)
        if self.dice.random() < 0.1:
            web.answer(url, list_page(ads), at)

    def _lie(self, web: Web, url: str, ads: Sequence[Ad], at: datetime) -> None:
        """What stands at the list's address when something went wrong."""
        whole = list_page(list(ads))
        match self.dice.choice(LIES):
            case "half":
                web.answer(url, list_page(list(ads)[: len(ads) // 2]), at)
            case "empty":
                web.answer(url, list_page([]), at)
            case "wall":
                web.answer(url, "<html><title>Just a moment...</title><p>cf-chl</p></html>", at)
            case "cut":
                web.answer(url, whole[: len(whole) // 2], at)
            case "other":
                web.answer(url, "<html><body><h1>This domain is for sale</h1></body></html>", at)
            case "error":
                web.answer(
                    url, "<h1>Sorry</h1>", at, status=self.dice.choice(("500 Error", "404 Not Found", "403 Forbidden"))
                )

    def _capture_page(self, web: Web, at: datetime) -> None:
        life = self.dice.choice(self.lives)
        url = POSTING.format(life.ad.number).replace(ALIASES[0], self.dice.choice(ALIASES))
        if life.is_open(at):
            web.answer(url, posting_page(life.ad), at)
        elif self.dice.random() < 0.7:
            web.answer(url, "<h1>Not found</h1>", at, status="404 Not Found")

    def _damage(self, path: Path) -> None:
        if not path.exists() or self.dice.random() < 0.6:
            return
        content = bytearray(path.read_bytes())
        at = self.dice.randrange(len(content))
        content[at : at + 30] = self.dice.randbytes(30)
        path.write_bytes(content[: self.dice.randrange(len(content) * 3 // 4, len(content) + 1)])


def _ad(number: int) -> Ad:
    employer = f"SEIU Local {number % 7 + 1}"
    text = f"<p>The local seeks an organizer for campaign number {number}.</p><p>Salary: $61,000 per year.</p>"
    header = ("", employer, "Organizer<br>Organizing Department", "Based in Dayton, OH")
    return Ad(number=number, employer=employer, title="Organizer", state="Ohio", header=header, body=text)
