"""From a database address to an SQLAlchemy engine that behaves alike on SQLite and PostgreSQL."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from unionjobs_scraper.errors import StoreError

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
EXAMPLES = "use sqlite:///unionjobs.db or postgresql://user:password@host/name"


def parse_address(address: str) -> URL:
    """A database address. Raises `StoreError` for one that is malformed, of another system, or keeps nothing."""
    try:
        parsed = make_url(address.strip())  # a secret's file ends with a line's end
    except (ArgumentError, ValueError):  # a port that is no number
        raise StoreError(f"DATABASE_URL={_without_secrets(address)!r} is not a database address: {EXAMPLES}") from None
    if parsed.drivername in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    shown = masked(parsed)
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StoreError(f"DATABASE_URL={shown!r} names a database that is not supported: {EXAMPLES}")
    if parsed.get_backend_name() == "sqlite" and _keeps_nothing(parsed):
        raise StoreError(
            f"DATABASE_URL={shown!r} names no file, so everything would be lost when the program ends: {EXAMPLES}"
        )
    file = file_of(parsed)
    if file and file.is_dir():
        raise StoreError(f"DATABASE_URL={shown!r} is a folder and no file: {EXAMPLES}")
    return parsed


def masked(url: URL) -> str:
    """The address as it may be shown: libpq takes a password among its other options too."""
    return SECRET.sub(r"\1=***", url.render_as_string(hide_password=True))


SECRET = re.compile(r"(?i)\b(\w*(?:pass|pwd|secret|token)\w*)=[^&\s;]*")


def _without_secrets(malformed: str) -> str:
    """At most the scheme of what is no address, where anything in it may be a password."""
    if not re.search("[:@=]", malformed):
        return malformed
    scheme = re.match(r"[a-z][a-z0-9+]*(?=:)", malformed)
    return f"{scheme[0]}:…" if scheme else "…"


def _keeps_nothing(url: URL) -> bool:
    """Whether SQLite would keep the database in memory, or in a file that it removes at the end."""
    name = (url.database or "").strip()
    return name in ("", "file:") or ":memory:" in name or url.query.get("mode") == "memory" or "mode=memory" in name


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; None for a server's."""
    if url.get_backend_name() != "sqlite":
        return None
    name = str(url.database)
    return Path(name.removeprefix("file:").partition("?")[0])


def writing_engine(url: URL, timeout: float) -> Engine:
    """An engine that may write; `timeout` (seconds) is how long to wait for a lock."""
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


def reading_engine(url: URL, timeout: float, *, immutable: bool = False) -> Engine:
    """An engine that changes nothing: it makes no database, and opens one that may only be read.

    `immutable`: the file lies where not even SQLite's own side files can be made (a read-only mount).
    """
    path = file_of(url)
    if path is None:
        return _server(url, timeout)
    # not mode=ro: a reader that opens a database so leaves the side files behind that others then cannot write
    mode = "immutable=1" if immutable else "mode=rw"
    address = f"sqlite:///file:{quote(str(path.absolute()))}?{mode}&uri=true"
    engine = create_engine(address, connect_args={"timeout": timeout})

    @event.listens_for(engine, "connect")
    def _pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("query_only=ON", CACHES[True]):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


@lru_cache
def _server(url: URL, timeout: float) -> Engine:
    """One per server: a hundred sources in one process share the connection that is kept between their batches."""
    wait = {"connect_timeout": max(2, int(timeout))}
    # between two batches a server may have been started anew; and PgBouncer may answer from another connection's
    plain = {"prepare_threshold": None}
    engine = create_engine(url, connect_args=wait | plain, pool_size=1, max_overflow=-1, pool_pre_ping=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # not as an option of the connection: PgBouncer refuses those, and the address may have options of its own
        driver: Any = connection.connection  # rows may be asked for by a server's cursor, and this by none
        with driver.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {int(timeout * 1000)}")

    return engine
