"""What the fixtures show of each platform and bespoke site, as a table: `python -m tests.support.coverage_table`.

A cell is green when a case shows what its column says, and the extractor reads that case as it must. Where a case
cannot exist, the extractor's value says why. Exit status 1 when a cell is neither.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.platforms import test_golden as golden
from unionjobs_scraper.boards import has_module, register
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.platforms.platform import Platform

Read = dict[str, Any]
COLUMNS: dict[str, tuple[str, Callable[[Read], bool]]] = {
    "listing": ("list", lambda read: bool(read.get("listed") or read.get("postings"))),
    "posting": ("posting", lambda read: any(item.get("title") for item in read.get("postings", ()))),
    "empty": ("empty", lambda read: bool(read.get("declared_empty")) and not read.get("listed")),
    "closed": ("closed", lambda read: any(item.get("closing_mark") for item in read.get("postings", ()))),
    "pagination": ("pagination", lambda read: bool(read.get("links"))),
    "blocked": ("blocked", lambda read: "error" in read),
    "redesigned": ("redesigned", lambda read: read.get("error") == "LayoutChanged"),
}
"""The beginning of a case's name, and what its reading shows."""
REFUSED: dict[str, Callable[[Extractor], bool]] = {
    "empty": lambda extractor: not extractor.empty_is_believed,
    "closed": lambda extractor: not extractor.closed_is_believed,
}
"""Whether an answer is not taken at its word: then the case ends in `LayoutChanged`."""
ABSENT: dict[str, Callable[[Extractor], str]] = {
    "listing": lambda extractor: extractor.lists,
    "posting": lambda extractor: extractor.own_pages,
    "pagination": lambda extractor: extractor.paging,
}
"""Why a case cannot exist."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the table: green, absent for a reason, or missing."""

    mark: str
    reason: str = ""
    cases: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether nothing is left to be done."""
        return self.mark != "MISSING"


def subjects() -> list[str]:
    """Every platform, then every source with a file of its own."""
    own = [name for name, board in register().items() if not board.platform and has_module(board)]
    return [*sorted(platforms()), *sorted(name for name in own if not _quirk(name))]


def _quirk(name: str) -> bool:
    """Whether a source's file only says what differs from its platform, whose fixtures cover the rest."""
    return isinstance(extractor(name), Platform)


def extractor(name: str) -> Extractor:
    """The extractor of a platform or of a site of its own."""
    return platforms()[name] if name in platforms() else extractor_of(register()[name])


@cache
def cases(name: str) -> dict[str, Read]:
    """What the extractor reads of each case that is read as it must be."""
    found: dict[str, Read] = {}
    for path in sorted((golden.FIXTURES / name).glob("*/case.toml")):
        about = tomllib.loads(path.read_text(encoding="utf-8"))
        read = json.loads(json.dumps(golden._read(path.parent, about), default=str, ensure_ascii=False))
        if read == json.loads((path.parent / "expected.json").read_text(encoding="utf-8")):
            found[path.parent.name] = read
    return found


def cell(name: str, column: str) -> Cell:
    """One cell."""
    prefix, shows = COLUMNS[column]
    named = {case: read for case, read in cases(name).items() if re.fullmatch(rf"{prefix}(?:_.*)?", case)}
    good = tuple(case for case, read in named.items() if shows(read))
    if good:
        return Cell("✓", cases=good)
    refused = column in REFUSED and REFUSED[column](extractor(name))
    if refused and any(read.get("error") == "LayoutChanged" for read in named.values()):
        return Cell("✓", "not believed", tuple(named))
    absent = ABSENT[column](extractor(name)) if column in ABSENT else ""
    return Cell("—", absent) if absent else Cell("MISSING")


def tenants(name: str) -> int:
    """How many boards of a platform its fixtures come from."""
    boards: set[tuple[str, str]] = set()
    for path in (golden.FIXTURES / name).glob("*/case.toml"):
        about = tomllib.loads(path.read_text(encoding="utf-8"))
        boards.add((about.get("board", {}).get("tenant", ""), _host(about["url"])))
    return len(boards)


def _host(address: str) -> str:
    return re.sub(r"^https?://([^/]+).*$", r"\1", address)


def rows() -> Iterator[tuple[str, int, dict[str, Cell]]]:
    """Name, boards and cells of each row."""
    for name in subjects():
        yield name, tenants(name), {column: cell(name, column) for column in COLUMNS}


def main() -> int:
    """Prints the table and what is to be said of its cells; returns the exit status."""
    table = Table(box=None, pad_edge=False)
    table.add_column("platform or site", no_wrap=True)
    table.add_column("boards", justify="right")
    for column in COLUMNS:
        table.add_column(column, justify="center")
    notes: list[str] = []
    good = True
    for name, count, cells in rows():
        table.add_row(name, str(count), *(each.mark for each in cells.values()))
        notes += [f"{name}, {column}: {each.reason}" for column, each in cells.items() if each.reason]
        good = good and all(each.good for each in cells.values())
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    console.print("\nWhere a case cannot exist, or an answer is not believed, in the words of the extractor:")
    for note in notes:
        console.print(f"  {note}", markup=False, highlight=False)
    console.print(f"\n{'all green' if good else 'NOT all green'}: {len(subjects())} platforms and sites")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
