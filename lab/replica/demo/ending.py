"""The demo's end: what a researcher takes away, some rows of it, and where to look further."""

from __future__ import annotations

import csv
import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lab.replica.demo.ads import load_traps
from lab.replica.demo.every_board import STAMP, WAITING
from lab.replica.demo.stage import Stage
from lab.replica.demo.story import DELETED, DELISTED, FILLED, PASSED
from lab.replica.demo.telling import Teller

OTHERS: Final = (
    "kiwa:31",
    "wsna:b8804ea6512c",
    "aflcio-hirecentric:241310",
    WAITING,
    "daybook:kT4vN8wQ2zL6yB1rX",
    "afscme:labor-economist-iii-0",
    "calaborfed:research-director",
)
AWKWARD: Final = (718, 90108, 90111, 90119, 90121, 90123, 90124, 90125, 90129, 90133)
ENDS: Final = (FILLED, DELETED, DELISTED, PASSED)
READ: Final = (("id", 5), ("what is awkward", 26), ("title", 31), ("place", 18), ("pay", 15))
ELSEWHERE: Final = (("source", 18), ("title", 27), ("place", 19), ("pay", 23), ("status", 6))
LIFE: Final = (
    ("title", 30),
    ("status", 6),
    ("closed_reason", 13),
    ("closed_after", 12),
    ("closed_by", 12),
    ("spells", 6),
)
MADE: Final = {
    "stretches": (
        "Each time that a job was open, over all boards",
        (("job_id", 26), ("open_after", 10), ("open_by", 10), ("closed_by", 10), ("days_min", 8), ("days_max", 8)),
    ),
    "counts": (
        "Jobs by week, union, family and place",
        (("week", 10), ("union_abbr", 12), ("job_family", 14), ("region", 6), ("open_mid", 8), ("opened", 6)),
    ),
}
"""The tables that are made of the record: a title, and the columns to show."""
SORTED: Final = {"stretches": 3, "counts": 4}
"""The column by which the shown rows are chosen, its largest first."""
SHOWN: Final = 5
QUERY: Final = "SELECT title, locations, salary_min, salary_max FROM postings"
AS_OF: Final = STAMP


def show(stage: Stage, teller: Teller, folder: Path) -> bool:
    """Exports the postings, shows some, and says how to look further; false when the export failed."""
    file = stage.folder / "postings.csv"
    ended = stage.scrapy("export", "-o", str(file), RUN_AT=AS_OF)
    teller.say("")
    teller.program(f"RUN_AT={AS_OF} scrapy export -o {_quoted(folder / file.name)}", ended.errors, ended.status)
    if ended.status:
        return False
    rows, traps = rows_of(file), load_traps()
    read = ((str(number), traps[number], *_as_read(rows[f"unionjobs:{number}"])) for number in AWKWARD)
    teller.table("Some of the awkward ones, as they were read", READ, read)
    others = ((row["source"], *_as_read(row), row["status"]) for row in map(rows.__getitem__, OTHERS))
    teller.table("Some from the other boards, in the same columns", ELSEWHERE, others)
    lives = ([_dated(rows[f"unionjobs:{number}"][name]) for name, _ in LIFE] for number in ENDS)
    teller.table("How postings ended, or did not", LIFE, lives)
    if not (_durations(stage, teller, folder) and _publish(stage, teller, folder)):
        return False
    teller.say("\nTo look further:")
    for command, meaning in further(folder):
        teller.say(f"    {command:<44}  {meaning}".rstrip())
    return True


def _durations(stage: Stage, teller: Teller, folder: Path) -> bool:
    """Exports the two tables that durations and trends are read from, and shows some rows; false when that failed."""
    for table, (title, shown) in MADE.items():
        file = stage.folder / f"{table}.csv"
        ended = stage.scrapy("export", "--table", table, "-o", str(file), RUN_AT=AS_OF)
        typed = f"RUN_AT={AS_OF} scrapy export --table {table} -o {_quoted(folder / file.name)}"
        teller.program(typed, ended.errors, ended.status)
        if ended.status:
            return False
        with file.open(encoding="utf-8", newline="") as lines:
            rows = [
                [row[name].partition("T")[0] if name.endswith(("after", "by")) else row[name] for name, _ in shown]
                for row in csv.DictReader(lines)
            ]
        teller.table(title, shown, sorted(rows, key=lambda row: row[SORTED[table]], reverse=True)[:SHOWN])
    return True


def _publish(stage: Stage, teller: Teller, folder: Path) -> bool:
    """Writes the release, the report, the feeds and the site; false when one failed."""
    for command in (("release", "release"), ("report", "-o", "report.html"), ("feeds", "feeds"), ("publish", "site")):
        *words, name = command
        ended = stage.scrapy(*words, str(stage.folder / name), RUN_AT=AS_OF)
        typed = " ".join((*words, _quoted(folder / name)))
        teller.program(f"RUN_AT={AS_OF} scrapy {typed}", ended.errors + ended.output, ended.status)
        if ended.status:
            return False
    return True


def rows_of(file: Path) -> dict[str, dict[str, str]]:
    """The rows of an exported CSV file, by the posting's id."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["posting_id"]: row for row in csv.DictReader(lines)}


def further(folder: Path) -> Iterator[tuple[str, str]]:
    """Commands to type next, and what they show."""
    database, scrapy = folder / "unionjobs.db", _scrapy()
    yield f"export DATABASE_URL={_quoted(f'sqlite:///{database}')} RUN_AT={AS_OF}", ""
    yield f"{scrapy} export --table spells", "each time a posting was open: bounds and evidence"
    yield f"{scrapy} export --table changes", "what was edited: old and new"
    yield f"{scrapy} export --table runs", "every census: its verdict and its counts"
    yield f"{scrapy} export --status closed", "the closed postings"
    yield f"{scrapy} export --help", "other formats and filters"
    yield f'sqlite3 {_quoted(database)} "{QUERY}"', ""
    yield f"{scrapy} browse", "the database in Datasette"
    yield f"open {_quoted(folder / 'report.html')}", "the report, in any browser"
    yield f"open {_quoted(folder / 'site' / 'index.html')}", "the published site, likewise"
    yield f"ls {_quoted(folder / 'pages')}", "the pages that unionjobs.com served, day by day"


def _as_read(row: Mapping[str, str]) -> tuple[str, str, str]:
    figures = [f"{float(row[name]):,.2f}".removesuffix(".00") for name in ("salary_min", "salary_max") if row[name]]
    pay = f"{'–'.join(dict.fromkeys(figures))} {row['salary_currency']}/{row['salary_period']}" if figures else ""
    return row["title"], row["locations"] or row["workplace"], pay


def _dated(cell: str) -> str:
    """A time as its day: every run of the seven days takes place at the same hour."""
    return cell.removesuffix("T06:00:00Z")


def _scrapy() -> str:
    """How a user of this Python calls `scrapy`."""
    beside = Path(sys.executable).with_name("scrapy")
    found = shutil.which("scrapy")
    if not beside.exists() or (found and Path(found) == beside):
        return "scrapy"
    return _quoted(os.path.relpath(beside) if beside.is_relative_to(Path.cwd()) else beside)


def _quoted(path: object) -> str:
    return shlex.quote(str(path))
