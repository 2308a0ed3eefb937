"""The survey's table: in a terminal, as CSV and as an HTML page."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.publish.survey.facts import Result, Surveyed
from unionjobs_scraper.publish.writers import guarded

if TYPE_CHECKING:
    from rich.table import Table

FILES = ("survey.html", "survey.csv", "links.csv")
HEADINGS = (
    "source", "title", "result", "address", "address_is", "reached", "robots", "listed", "left_out", "asked", "read",
    "filled", "found_at", "reason", "file", "fixture",
)  # fmt: skip
"""The columns of survey.csv; those of single columns of a posting follow."""


def in_order(found: Iterable[Surveyed]) -> list[Surveyed]:
    """What needs work first."""
    order = list(Result)
    return sorted(found, key=lambda each: (order.index(each.result), each.source))


def counts(found: Iterable[Surveyed]) -> str:
    """How many of each result, in words."""
    number = Counter(each.result for each in found)
    return ", ".join(f"{number[result]} {result}" for result in reversed(Result) if number[result])


def filled_columns(each: Surveyed) -> str:
    """The columns that are filled in every posting, and the share of the others."""
    return ", ".join(name if share == 1 else f"{name} {share:.0%}" for name, share in each.filled.items() if share)


def left_out(each: Surveyed) -> str:
    """The reasons for which rows were left out, with their numbers."""
    return ", ".join(f"{count} {reason}" for reason, count in sorted(each.left_out.items()))


def write(folder: Path, found: Sequence[Surveyed], at: datetime) -> None:
    """Writes the page and the two tables into a folder. Raises `OSError`."""
    found = in_order(found)
    (folder / "survey.html").write_text(page(found, at), encoding="utf-8")
    columns = list(found[0].filled) if found else []
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([*HEADINGS, *(f"filled_{name}" for name in columns)])
        table.writerows(
            [*map(guarded, _cells(each)), *(f"{each.filled[name]:.2f}" for name in columns)] for each in found
        )
    with (folder / "links.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("source", "words", "address"))
        table.writerows(map(guarded, (each.source, *link)) for each in found for link in each.links)


def _cells(each: Surveyed) -> list[str]:
    return [
        each.source,
        each.title,
        each.result,
        each.address,
        each.sure,
        each.reached,
        each.robots,
        "" if each.listed is None else str(each.listed),
        left_out(each),
        str(each.asked),
        str(each.read),
        filled_columns(each),
        each.found_at,
        "; ".join(each.reasons),
        each.file,
        " ".join(each.fixtures),
    ]


def page(found: Sequence[Surveyed], at: datetime) -> str:
    """The HTML page; every word of a site is escaped."""
    return rendered(
        "survey/survey.html.j2",
        at=f"{at:%Y-%m-%d %H:%M}",
        counts=counts(found),
        found=found,
        filled=filled_columns,
        left_out=left_out,
        columns=list(found[0].filled) if found else [],
    )


def printed(found: Sequence[Surveyed]) -> Table:
    """The table for a terminal."""
    from rich.table import Table  # here: Scrapy loads every command at each start
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for heading in ("source", "result", "sure", "reached", "robots"):
        table.add_column(heading, overflow="fold")
    for heading in ("listed", "left out", "read"):
        table.add_column(heading, justify="right")
    table.add_column("columns filled", overflow="fold")
    table.add_column("why, and the file to open", overflow="fold")
    for each in in_order(found):
        listed = "" if each.listed is None else str(each.listed)
        read = f"{each.read}/{each.asked}" if each.asked else ""
        filled = f"{sum(map(bool, each.filled.values()))}/{len(each.filled)}" if each.read else ""
        why = "; ".join([*each.reasons, *([f"→ {each.file}"] if each.file else [])])
        out = str(sum(each.left_out.values()) or "")
        cells = (each.source, each.result, each.sure, each.reached, each.robots, listed, out, read, filled, why)
        table.add_row(*map(Text, cells))  # what a site says is no markup
    return table
