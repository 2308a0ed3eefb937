"""`python -m lab.year.known`: exports every table on each night of a simulated year, and asks for each night again.

What `--known-at` gives must be the file of that night, byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.program.program import Program
from lab.year.boards import SOURCES
from lab.year.nights import at, staged, stamp
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.publish.writers import write_csv
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES, Filters, plain_rows
from unionjobs_scraper.storage.queries.past import Past, remembered


def files(past: Past) -> Iterator[tuple[str, str]]:
    """Each table and the checksum of its CSV."""
    for table, kind in TABLES.items():
        text = io.StringIO(newline="")
        found = plain_rows(past.database, table, Filters(), now=past.now, sources=past.sources)
        write_csv(found, kind.columns, text)
        yield table, hashlib.sha256(text.getvalue().encode()).hexdigest()


def night(program: Program, number: int) -> dict[str, str]:
    """What an export says on a night."""
    database = Database(program.database_url)
    told = dict(files(Past(database, at(number), crawled())))
    database.close()
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 when every file of every night is given again."""
    parser = argparse.ArgumentParser(prog="python -m lab.year.known", description=__doc__)
    parser.add_argument("--days", type=int, default=97, metavar="N", help="nights (default: %(default)s)")
    parser.add_argument("--sources", type=int, default=len(SOURCES), metavar="N", help="the first N boards")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of lives and faults (default: %(default)s)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="known-") as folder:
        then: list[dict[str, str]] = []
        with staged(SOURCES[: options.sources], options.seed, options.days, Path(folder)) as year:
            for played in year.play(options.days):
                then.append(night(year.program, played.number) if played.number or played.complete else {})
                if played.number % 10 == 9:
                    sys.stderr.write(f"{played.number + 1} nights\n")
            found = list(differing(Database(year.program.database_url), then))
    print(f"{len(then)} nights, {len(TABLES)} tables: {len(found)} files differ")
    for line in found[:20]:
        print(line)
    return int(bool(found))


def differing(database: Database, then: Sequence[dict[str, str]], after: float = 0.0) -> Iterator[str]:
    """The files that are not given again, by night; `after`: how many days after its beginning they were made."""
    for number, expected in enumerate(then):
        if not expected:
            continue
        with remembered(database, at(number + after + 1e-9 + 1 / 86400), crawled()) as past:
            again = dict(files(Past(past.database, at(number + after), past.sources)))
        for table in expected:
            if again[table] != expected[table]:
                yield f"night {number} ({stamp(number)}): {table}"


if __name__ == "__main__":
    sys.exit(main())
