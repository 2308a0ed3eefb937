"""A database that something has been crawled into: what every command that only shows things needs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from scrapy.settings import BaseSettings
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from unionjobs_scraper.crawl.run import open_database
from unionjobs_scraper.errors import StoreError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.feeds import newest_run

CURE = "run make crawl first, or make demo and DATABASE_URL=sqlite:///demo-output/unionjobs.db"


@contextmanager
def crawled_database(settings: BaseSettings) -> Iterator[tuple[Database, datetime]]:
    """The database that the settings name, and when its newest run started (UTC).

    Raises `StoreError`, before an empty SQLite file is made, where nothing was crawled yet; `SourceBusy`.
    """
    _there(settings["DATABASE_URL"])
    database = open_database(settings)
    try:
        with database.read() as connection:
            newest = newest_run(connection)
        if newest is None:
            raise StoreError(f"nothing has been crawled into {database.shown_url} yet: {CURE}")
        yield database, newest
    finally:
        database.close()


def _there(address: str) -> None:
    try:
        url = make_url(address)
    except ArgumentError:
        return  # opening it says what is wrong
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise StoreError(f"there is no database at {address} yet: {CURE}")
