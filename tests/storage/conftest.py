"""A database of one test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from unionjobs_scraper.storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database at the newest schema."""
    opened = Database(f"sqlite:///{tmp_path / 'unionjobs.db'}")
    yield opened
    opened.close()
