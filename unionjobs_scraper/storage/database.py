"""Opening a database, its transactions, and its errors in words that an operator can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from unionjobs_scraper.errors import SourceBusy, StoreError
from unionjobs_scraper.storage.migrations.new_database import make_tables
from unionjobs_scraper.storage.schema import REVISION

MIGRATIONS = Path(__file__).with_name("migrations")


class Database:
    """One database, SQLite or PostgreSQL, at the schema that this program knows."""

    def __init__(self, url: str, *, timeout: float = 30.0) -> None:
        """Opens it and brings its schema up to date; `timeout` (seconds) is how long to wait for a lock.

        Raises:
            StoreError: the address is wrong, or the database cannot be reached, written or read.
            SourceBusy: another program holds it locked.
        """
        self.url = _parse(url)
        self.shown_url = self.url.render_as_string(hide_password=True)
        with self._translated():
            self.engine = _engine(self.url, timeout)
            self._upgrade()
        self._file = self._identity()

    def close(self) -> None:
        """Lets go of every connection."""
        self.engine.dispose()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: all of it is stored, or none."""
        with self._translated(), self.engine.begin() as connection:
            yield connection
            self._still_there()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that only reads, at one moment of the database."""
        with self._translated(), self.engine.connect() as connection:
            if self.engine.dialect.name == "sqlite":
                connection = connection.execution_options(sqlite_begin="BEGIN")
            else:
                connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            yield connection

    def _identity(self) -> tuple[int, int] | None:
        """Which file an SQLite database is; None for others."""
        if self.url.get_backend_name() != "sqlite" or self.url.database in (None, "", ":memory:"):
            return None
        try:
            stat = Path(self.url.database).stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def _still_there(self) -> None:
        """SQLite writes on into a file that somebody has removed: what is stored there is lost."""
        if self._identity() != self._file:
            raise StoreError(f"{self.shown_url} was removed or replaced while it was in use: nothing more is stored")

    def _upgrade(self) -> None:
        with self.engine.begin() as connection:
            found = _revision(connection)
            if found != REVISION and self.url.get_backend_name() == "postgresql":
                # two first runs at once must not both make the tables
                connection.execute(select(func.pg_advisory_xact_lock(UPGRADE_LOCK)))
                found = _revision(connection)
            if found == REVISION:
                return
            if found and found > REVISION:
                raise StoreError(
                    f"{self.shown_url} was written by a newer version of this program (schema {found}, this one"
                    f" knows {REVISION}): upgrade the program"
                )
            if self.url.get_backend_name() == "sqlite" and not inspect(connection).get_table_names():
                make_tables(connection)
                return
            migrate(connection)
            if found and found < JOBS_SINCE:
                from unionjobs_scraper.storage.linking.relink import (
                    relink,  # here: it is needed once in a database's life
                )

                relink(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except NoSuchModuleError as error:
            raise StoreError(f"DATABASE_URL={self.shown_url}: {error}; {EXAMPLES}") from error
        except ModuleNotFoundError as error:
            raise StoreError(
                f"DATABASE_URL={self.shown_url} needs the Python package {error.name!r}:"
                " pip install 'unionjobs-scraper[postgres]'"
            ) from error
        except DBAPIError as error:
            raise _in_words(self.shown_url, self.url, error) from error


PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "wal_autocheckpoint=4000",  # pages, 16 MB: a batch into a large database touches many, and often the same again
)
LARGE = 250_000
"""Pages (1 GB) from which a batch of postings touches more of them than a small cache holds."""
CACHES = {False: "cache_size=-4000", True: "cache_size=-16000"}
"""KiB that SQLite keeps of a database, by whether it is large."""
UPGRADE_LOCK = 0x756E6A6F
"""PostgreSQL's advisory lock for changing the schema: any number, the same in every process."""
JOBS_SINCE = "0004"
"""The revision since which postings are linked as they are stored; older ones are linked when it is reached."""
LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's SQLSTATE for a lock that was not given in time."""
EXAMPLES = "use sqlite:///unionjobs.db or postgresql://user:password@host/name"


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        shown = re.sub(r"(?<=://).*@", "…@", url)
        raise StoreError(f"DATABASE_URL={shown!r} is not a database address: {EXAMPLES}") from None
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        shown = parsed.render_as_string(hide_password=True)
        raise StoreError(f"DATABASE_URL={shown!r} names a database that is not supported: {EXAMPLES}")
    return parsed


def _engine(url: URL, timeout: float) -> Engine:
    if url.get_backend_name() == "postgresql":
        return _server(url, timeout)
    engine = create_engine(url, connect_args={"timeout": timeout})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # this module says when a transaction begins, not the driver
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        for pragma in (*PRAGMAS, CACHES[pages >= LARGE]):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE: a writer waits for the lock at the start, never fails on it in the middle
        options = connection.get_execution_options()
        connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN IMMEDIATE"))

    return engine


@lru_cache
def _server(url: URL, timeout: float) -> Engine:
    """One per server: a hundred sources in one process share the connection that is kept between their batches."""
    wait = {"connect_timeout": max(2, int(timeout)), "options": f"-c lock_timeout={int(timeout * 1000)}"}
    # between two batches a server may have been started anew; and PgBouncer may answer from another connection's
    plain = {"prepare_threshold": None}
    return create_engine(url, connect_args=wait | plain, pool_size=1, max_overflow=-1, pool_pre_ping=True)


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def migrate(connection: Connection) -> None:
    """Brings the schema from any revision, or from nothing, to the newest."""
    from alembic import command  # here: most runs find the schema current and need not load it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _in_words(shown: str, url: URL, error: DBAPIError) -> StoreError | SourceBusy:
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    if "database is locked" in said or getattr(error.orig, "sqlstate", "") == LOCK_NOT_AVAILABLE:
        return SourceBusy(
            f"{shown} is locked by another program: close whatever writes to it (a database browser, another"
            " job) and run this again"
        )
    if url.get_backend_name() == "postgresql":
        if isinstance(error, OperationalError):
            return StoreError(
                f"{shown}: PostgreSQL cannot be reached ({said}): check that it runs and that DATABASE_URL is right"
            )
        return StoreError(f"{shown}: {said}")
    return StoreError(f"{shown}: {said}; {_sqlite_cure(url, said)}")


def _sqlite_cure(url: URL, said: str) -> str:
    folder = Path(url.database or ".").absolute().parent
    if not folder.is_dir():
        return f"the folder {folder} does not exist: create it, or point DATABASE_URL elsewhere"
    if "not a database" in said:
        return "the file is something else: point DATABASE_URL at another name"
    if "full" in said:
        return "free some space and run this again: what was stored before is intact"
    return f"make {folder} and the file writable for this user, or point DATABASE_URL elsewhere"
