"""Databases of one test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.program.postgres import shared
from unionjobs_scraper.storage.database import Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database at the newest schema."""
    opened = Database(f"sqlite:///{tmp_path / 'unionjobs.db'}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def newest() -> Iterator[str]:
    """The name of a PostgreSQL database at the newest schema: copying it costs a tenth of making it by migrations."""
    server = shared()
    name = server.create()
    Database(server.url(name)).close()
    yield name
    server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database, of each kind in turn."""
    if request.param == "sqlite":
        opened = Database(f"sqlite:///{tmp_path}/unionjobs.db")
        yield opened
        opened.close()
        return
    server = shared()
    name = server.create(template=request.getfixturevalue("newest"))
    opened = Database(server.url(name))
    yield opened
    opened.close()
    server.drop(name)
