"""What linking costs on shapes that somebody might send: `python -m lab.bench.shapes`; `--write`: docs/performance.md.

Each shape is linked anew by processor time, twice: as many postings as are asked for, and half of them. The slope on
logarithmic scales tells whether it is bounded: 1 is proportional, 2 compares each with each.
"""

from __future__ import annotations

import argparse
import math
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from textwrap import fill
from typing import Any

from sqlalchemy import text

from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking.crowds import CROWD
from unionjobs_scraper.storage.linking.relink import relink
from unionjobs_scraper.storage.schema import ISO, POSTING_COLUMNS

PAGE = Path(__file__).parents[2] / "docs/performance.md"
HEADING = "## Shapes that linking must bear"
FIRST = datetime(2023, 5, 1, 6, tzinfo=UTC)
_WORDS = (
    "organize bargain member campaign contract worksite steward grievance leader strike rally budget research train"
    " report coalition visit committee employer union local pay travel drive write speak plan lead learn build"
).split()
Row = dict[str, Any]


def passages(chance: Random, count: int) -> str:
    """Sentences of a dozen words."""
    return "\n".join(" ".join(chance.choices(_WORDS, k=12)).capitalize() + "." for _ in range(count))


COMMON = passages(Random(1), 12)
STOCK = [passages(Random(seed), 12) for seed in range(100, 140)]


def _at_once(number: int) -> Row:
    return {"first_seen": FIRST + timedelta(hours=number % 20_000)}


def _reposted(number: int) -> Row:
    first = FIRST + timedelta(days=3 * number)
    return {"first_seen": first, "last_seen": first + timedelta(days=2), "status": "closed"}


def _rolling(number: int) -> Row:
    first = FIRST + timedelta(hours=number)
    return {"first_seen": first, "last_seen": first + timedelta(hours=CROWD - 6), "status": "closed"}


SHAPES: dict[str, Callable[[int, Random], Row]] = {
    "near-identical ads of one employer, open at once": lambda number, _: _at_once(number),
    "the same, a third of them open at once": lambda number, _: (_at_once if number % 3 == 0 else _reposted)(number),
    "a job reposted every third day": lambda number, _: _reposted(number),
    "the same, every repost with a number of its own": lambda number, _: (
        _reposted(number)
        | {"title": f"Organizer (Req. #2026-{number:05})", "description": f"Req. {number:05}\n{COMMON}"}
    ),
    "the same, each with more pay": lambda number, _: (
        _reposted(number) | {"salary_min": 50_000 + 2_000 * number, "salary_max": 51_000 + 2_000 * number}
    ),
    "the same, its pay going to and fro": lambda number, _: (
        _reposted(number) | {"salary_min": 50_000 + 20_000 * (number % 2), "salary_max": 51_000 + 20_000 * (number % 2)}
    ),
    "almost a crowd of them at any time": lambda number, _: _rolling(number),
    "one title, as many employers": lambda number, _: (
        _at_once(number) | {"employer": f"SEIU Local {number}", "local": str(number)}
    ),
    "one title, no employer and no place": lambda number, _: (
        _at_once(number) | {"employer": "", "union_abbr": "", "local": "", "locations": ""}
    ),
    "pay ranges that overlap, each another": lambda number, chance: (
        _at_once(number) | {"salary_min": 40_000 + chance.randrange(20_000), "salary_max": 70_000 + number}
    ),
    "pay ranges of which each overlaps its neighbors'": lambda number, _: (
        _at_once(number) | {"salary_min": 40_000 + 10 * number, "salary_max": 45_000 + 10 * number}
    ),
    "apply addresses that each name one opening": lambda number, _: (
        _at_once(number) | {"apply_url": f"https://hill.example.org/openings/{number:06}"}
    ),
    "titles that differ by a number": lambda number, _: _at_once(number) | {"title": f"Organizer, Site {number}"},
    "other towns beside the same one": lambda number, _: (
        _at_once(number) | {"locations": f"Dayton, OH, US; Town {number}, OH, US"}
    ),
    "forty wordings in turn": lambda number, _: _at_once(number) | {"description": STOCK[number % 40]},
    "phrases of the employer that change with every ad": lambda number, chance: (
        _at_once(number)
        | {"title": ("Organizer", "Researcher")[number % 2], "description": f"{COMMON}\n{passages(chance, 12)}"}
    ),
}


def build(path: Path, shape: str, count: int) -> None:
    """Makes a database of so many postings of a shape."""
    Database(f"sqlite:///{path}").close()
    chance = Random(count)
    names, marks = ", ".join(f'"{name}"' for name in POSTING_COLUMNS), ", ".join("?" for _ in POSTING_COLUMNS)
    with closing(sqlite3.connect(path)) as connection:
        for number in range(count):
            row = _row(number) | SHAPES[shape](number, chance)
            row |= {"last_seen": row.get("last_seen", FIRST + timedelta(days=1000)), "open_by": row["first_seen"]}
            values = [row.get(name, "") for name in POSTING_COLUMNS]
            stored = [each.strftime(ISO) if isinstance(each, datetime) else each for each in values]
            connection.execute(f"INSERT INTO postings ({names}) VALUES ({marks})", stored)  # noqa: S608
        connection.commit()


def _row(number: int) -> Row:
    posting_id = f"psac:{number * 7919 % 1_000_003:06}"
    return {
        "posting_id": posting_id,
        "job_id": posting_id,
        "source": "psac",
        "source_id": posting_id.partition(":")[2],
        "url": f"https://psac.example.org/{number}",
        "employer": "SEIU Local 99",
        "union_abbr": "SEIU",
        "local": "99",
        "title": "Organizer",
        "locations": "Dayton, OH, US",
        "description": f"{COMMON}\n{_WORDS[number % len(_WORDS)]}",
        "salary_min": None,
        "salary_max": None,
        "date_posted": None,
        "valid_through": None,
        "status": "open",
        "spells": 1,
        "open_after": None,
        "closed_after": None,
        "closed_by": None,
    }


def measured(shape: str, count: int) -> tuple[float, int]:
    """Seconds of the processor to link a shape anew, and the pairs that it keeps."""
    with tempfile.TemporaryDirectory(prefix="shapes-") as folder:
        path = Path(folder) / "postings.db"
        build(path, shape, count)
        database = Database(f"sqlite:///{path}")
        before = time.process_time()
        with database.write() as connection:
            relink(connection)
            pairs = connection.execute(text("SELECT count(*) FROM links")).scalar_one()
        took = time.process_time() - before
        database.close()
    return took, pairs


def table(count: int, chosen: Sequence[str]) -> Iterator[str]:
    """The lines of the table, as they are measured."""
    yield "| shape | postings | pairs kept | ms a posting | slope |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for shape in SHAPES:
        if all(each in shape for each in chosen):
            (half, _), (whole, pairs) = measured(shape, count // 2), measured(shape, count)
            steep = math.log(whole / half) / math.log(2)
            yield f"| {shape} | {count:,} | {pairs:,} | {whole / count * 1000:.2f} | {steep:.2f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000, help="postings of a shape (default: %(default)s)")
    parser.add_argument("--only", nargs="*", default=[], help="words of a shape's name")
    parser.add_argument("--write", action="store_true", help="puts the table into docs/performance.md")
    options = parser.parse_args(arguments)
    about = (
        f"Written by `python -m lab.bench.shapes --count {options.count}`: linked anew, by processor time, with"
        f" {os.getloadavg()[0]:.0f} processes that wanted {os.cpu_count()} processors. Slope: against half as many; 1"
        " is proportional, 2 would compare each with each."
    )
    lines = []
    for line in table(options.count, options.only):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        before, _, after = PAGE.read_text(encoding="utf-8").partition(HEADING)
        rest = after.partition("\n#")[2]
        said = "\n\n".join((HEADING, fill(about, 120, break_on_hyphens=False), "\n".join(lines)))
        PAGE.write_text(f"{before}{said}\n" + (f"\n#{rest}" if rest else ""), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
