"""Databases of one test's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lab.program.databases import KINDS
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


@contextmanager
def opened(kind: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """An empty database of a kind, which is removed afterwards."""
    if kind == "sqlite":
        database = Database(f"sqlite:///{folder}/unionjobs.db")
        yield database
        database.close()
        return
    server = shared()
    name = server.create(template=request.getfixturevalue("newest"))
    database = Database(server.url(name))
    yield database
    database.close()
    server.drop(name)


@pytest.fixture(params=KINDS)
def either(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database, of each kind in turn."""
    with opened(request.param, tmp_path, request) as database:
        yield database
