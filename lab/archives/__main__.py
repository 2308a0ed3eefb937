"""Folds random archives and holds them against the truth: `python -m lab.archives 200`.

`python -m lab.archives 40 0 7`: from seed 0 on, with another half-life than `turnover` has, in days.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from time import process_time

from lab.archives.judging import judged
from lab.archives.worlds import BEGIN, World
from unionjobs_scraper.archive import turnover
from unionjobs_scraper.archive.files import parts
from unionjobs_scraper.archive.folding import folded
from unionjobs_scraper.archive.observing import observed
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import Filters, plain_rows


def main(number: int, first: int = 0, half_life: int = turnover.HALF_LIFE.days) -> int:
    """Prints a line an archive that closed something wrongly, and the sum; returns how many ends are wrong."""
    turnover.HALF_LIFE = timedelta(days=half_life)
    sums: Counter[str] = Counter()
    began = process_time()
    for seed in range(first, first + number):
        with tempfile.TemporaryDirectory() as folder:
            world = World.random(seed)
            found = judged(world.lives, _spells(world, Path(folder)))
        sums.update(ends=found.ends, wrong=len(found.wrong))
        for words in found.wrong:
            print(f"seed {seed}: {words}", flush=True)
    told = f"{number} archives, half-life {half_life} days"
    print(f"{told}: {sums['ends']} ends, {sums['wrong']} wrong; {process_time() - began:.0f} s")
    return sums["wrong"]


def _spells(world: World, folder: Path) -> list[dict[str, str]]:
    database = Database(f"sqlite:///{folder}/replayed.db")
    tasks = [part for path in world.archives(folder) if path.exists() for part in parts(path)]
    (folder / "observations").mkdir()
    list(observed(tasks, folder / "observations", ("unionjobs",)))
    list(folded(database, folder / "observations", BEGIN))
    at = BEGIN
    rows = plain_rows(database, "spells", Filters(), now=at, sources=crawled())
    spells = [dict(row._mapping) for row in rows]
    database.close()
    return spells


if __name__ == "__main__":
    sys.exit(min(1, main(*(int(each) for each in sys.argv[1:]))))
