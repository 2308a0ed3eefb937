"""A hundred boards and more for one `crawlall`: careers pages, BambooHR and Breezy, with pages of real size.

A board's host says how many postings it has: `board017-100.breezy.hr`. The last board shares the host of the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from lab.bench.site import ROLES, body
from lab.bench.stage import Stage
from lab.replica.answers import Answer, answer, content_type
from lab.year.pages import Day, Layout, Shown, bamboohr, breezy, html

BOARD = re.compile(r"https?://board(\d+)-(\d+)\.[^/]+(/.*)")
OF_THE_LAST = "/more-jobs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Long(Shown):
    """A posting with a text of the length of a real one."""

    @property
    def text(self) -> str:
        """What its page says, as HTML."""
        dice = Random(self.number)
        text = body(dice, self.title.partition(",")[0], self.place[:-4], dice.randrange(50, 90) * 1000)
        return text.replace("May 30, 2026", "May 30, 2036")  # this crawl's time is the machine's


def careers(day: Day, path: str = "/jobs") -> Mapping[str, str]:
    """A careers page: links to pages of its own."""
    rows = "".join(f'<li><a href="{path}/{each.number}">{each.title}, {each.place}</a></li>' for each in day.rows)
    pages = {path: html(f"<h1>Jobs</h1><p>Current openings</p><ul>{rows}</ul>")}
    for each in day.answering:
        pages[f"{path}/{each.number}"] = html(f"<h1>{each.title}</h1><p>Location: {each.place}</p>{each.text}")
    return pages


LAYOUTS: Sequence[tuple[str, str, Layout]] = (
    ("careers_page", "union.example", careers),
    ("careers_page", "union.example", careers),
    ("bamboohr", "bamboohr.com", bamboohr),
    ("breezy", "breezy.hr", breezy),
)
"""Platform, domain and pages of every fourth board."""


def name(number: int) -> str:
    """A source's name."""
    return f"board{number:03}"


def host(number: int, postings: int) -> str:
    """Where a board answers."""
    return f"{name(number)}-{postings}.{LAYOUTS[(number - 1) % len(LAYOUTS)][1]}"


def register(boards: int, postings: int) -> str:
    """The register's tables of so many boards."""
    return "\n".join(_table(number, number == boards > 1, postings) for number in range(1, boards + 1))


def _table(number: int, last: bool, postings: int) -> str:
    platform = "careers_page" if last else LAYOUTS[(number - 1) % len(LAYOUTS)][0]
    where = host(1 if last else number, postings)
    if platform == "careers_page":
        address = f'start = "https://{where}{OF_THE_LAST if last else "/jobs"}"\nhosts = ["{where}"]'
    else:
        address = f'tenant = "{where.partition(".")[0]}"'
    return (
        f'[{name(number)}]\ntitle = "{name(number)}"\ncountry = "US"\ntags = ["union", "us"]\nplatform = "{platform}"\n'
        f'{address}\nevidence = "invented"\naddress_is = "seen"\nemployer = "Local {number}"\n'
    )


@cache
def pages(number: int, postings: int) -> Mapping[str, Answer]:
    """Every page of a host."""
    made = dict(LAYOUTS[(number - 1) % len(LAYOUTS)][2](_day(number, postings)))
    if number == 1:
        made |= careers(_day(0, postings), OF_THE_LAST)
    return {path: _answer(page) for path, page in made.items() if isinstance(page, str)}


def _day(number: int, postings: int) -> Day:
    shown = [_shown(1000 * number + place) for place in range(1, postings + 1)]
    return Day(rows=shown, answering=shown, total=postings)


def _shown(number: int) -> Shown:
    return Long(number=number, title=f"{ROLES[number % len(ROLES)]}, district {number}", version=0)


def _answer(page: str) -> Answer:
    return answer(page, headers={"Content-Type": content_type("", page.encode())})


def answered(_method: str, url: str, _headers: object, _body: bytes) -> Answer | None:
    """The replica's generator."""
    found = BOARD.fullmatch(url)
    return pages(int(found[1]), int(found[2])).get(found[3]) if found else None


class Boards(Stage):
    """The replica of such boards; `count`: postings of each."""

    def site(self) -> tuple[str, ...]:
        """The words that have the replica serve them."""
        return ("--pages", f"{__name__}:answered")

    def written(self, folder: Path, boards: int) -> list[str]:
        """Writes the register of so many boards; returns their names."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "boards.toml").write_text(register(boards, self.count), encoding="utf-8")
        return [name(number) for number in range(1, boards + 1)]
