"""Archives that are observed and folded in this process, into a database of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from unionjobs_scraper.archive.files import parts
from unionjobs_scraper.archive.folding import folded
from unionjobs_scraper.archive.observing import observed
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import Filters, plain_rows

AT = datetime(2030, 1, 1, tzinfo=UTC)
Rows = dict[str, list[dict[str, Any]]]
Replay = Callable[..., Rows]


def stored(database: Database) -> Rows:
    """What the database holds, table by table."""
    return {
        name: [dict(row._mapping) for row in plain_rows(database, name, Filters(), now=AT, sources=["unionjobs"])]
        for name in ("postings", "spells", "changes", "runs")
    }


@pytest.fixture
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """Replays calls of archives, one call after the other, into one new database, and returns what it holds."""

    def carry_out(*calls: Sequence[Path], names: Iterable[str] = ("unionjobs",)) -> Rows:
        folder = tmp_path_factory.mktemp("replay")
        database = Database(f"sqlite:///{folder}/replayed.db")
        for number, paths in enumerate(calls):
            out = folder / f"observations{number}"
            out.mkdir()
            tasks = [part for path in paths for part in parts(path)]
            list(observed(tasks, out, tuple(names)))
            list(folded(database, out, AT))
        rows = stored(database)
        database.close()
        return rows

    return carry_out
