"""What the demo prints: for a terminal of 100 columns, and plain text when it is piped."""

import csv
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from replica.demo.story import Day

WIDTH: Final = 100
Record = Mapping[str, str]


def _place(row: Record) -> str:
    return row["locations"] or row["workplace"]


def _pay(row: Record) -> str:
    bounds = dict.fromkeys(row[name].removesuffix(".0") for name in ("salary_min", "salary_max"))
    figures = "–".join(f"{float(each):,.10g}" for each in bounds if each)
    return f"{figures} {row['salary_currency']}/{row['salary_period']}" if figures else ""


def _day(column: str) -> Callable[[Record], str]:
    return lambda row: row[column][:10]


READ: Final[Mapping[str, Callable[[Record], str]]] = {
    "id": lambda row: row["source_id"],
    "employer": lambda row: row["employer"],
    "title": lambda row: row["title"],
    "place": _place,
    "pay": _pay,
}
ENDED: Final[Mapping[str, Callable[[Record], str]]] = {
    "id": lambda row: row["source_id"],
    "title": lambda row: row["title"],
    "status": lambda row: row["status"],
    "closed_reason": lambda row: row["closed_reason"],
    "closed_after": _day("closed_after"),
    "closed_by": _day("closed_by"),
    "spells": lambda row: row["spells"],
}


class Teller:
    """Prints the story; in color on a terminal, without a control character elsewhere."""

    def __init__(self) -> None:
        terminal = sys.stdout.isatty()
        width = min(WIDTH, Console().width) if terminal else WIDTH
        self._console = Console(
            width=width, force_terminal=terminal, highlight=False, emoji=False, markup=False, soft_wrap=False
        )

    def say(self, text: str, style: str = "") -> None:
        """A paragraph."""
        self._console.print(Text(text, style=style))

    def gap(self) -> None:
        """An empty line."""
        self._console.print()

    def heading(self, day: Day) -> None:
        """A day's first lines."""
        self.gap()
        self._console.print(Rule(f"Day {day.number} · {day.at:%A}, {day.at:%B} {day.at.day}, {day.at.year}", align="left"))
        self.say(day.happened)
        self.gap()

    def program(self, command: str, output: str, status: int) -> None:
        """A command and what it printed."""
        said = Text()
        said.append(f"$ {command}\n", style="bold")
        said.append(output.rstrip() + "\n")
        said.append(f"exit status {status}", style="dim")
        self._console.print(Padding(said, (0, 0, 0, 4)))
        self.gap()

    def notice(self, words: str) -> None:
        """What to look at."""
        self.say(f"Notice: {words}", style="green")

    def wrong(self, day: Day, differences: Iterable[str], errors: str) -> None:
        """The story and the program do not agree."""
        self.say(f"Day {day.number} did not go as it must:", style="bold red")
        for each in differences:
            self.say(f"  {each}", style="red")
        if errors.strip():
            self.say("What the program wrote to stderr:")
            self.say(errors.rstrip())

    def table(self, title: str, columns: Mapping[str, Callable[[Record], str]], rows: Iterable[Record]) -> None:
        """A few rows and columns of a CSV file."""
        table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
        for name in columns:
            table.add_column(name, overflow="fold", header_style="bold", no_wrap=name == "id")
        for row in rows:
            table.add_row(*(Text(read(row)) for read in columns.values()))
        self._console.print(table)
        self.gap()


def rows_of(file: Path) -> dict[str, dict[str, Any]]:
    """The rows of an exported CSV file by the site's id."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["source_id"]: row for row in csv.DictReader(lines)}
