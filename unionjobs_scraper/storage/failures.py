"""What a database said when it failed, in words that an operator can act on."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from unionjobs_scraper.errors import SourceBusy, StoreError
from unionjobs_scraper.storage.engine import file_of, masked

LOCK_NOT_AVAILABLE = "55P03"
"""PostgreSQL's SQLSTATE for a lock that was not given in time."""
DAMAGED = ("malformed", "disk image", "corrupt", "disk i/o error")
"""What SQLite says of a file that is damaged, or lies on a disk that is."""


def in_words(url: URL, error: DBAPIError) -> StoreError | SourceBusy:
    """The operator's error for the driver's."""
    shown = masked(url)
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
    folder = (file_of(url) or Path()).absolute().parent
    if not folder.is_dir():
        return f"the folder {folder} does not exist: create it, or point DATABASE_URL elsewhere"
    lost = "not a database" in said and _was_one(url)
    if "not a database" in said and not lost:
        return "the file is something else: point DATABASE_URL at another name"
    if lost or any(words in said.casefold() for words in DAMAGED):
        return "the file or its disk is damaged: keep a copy of it, and restore the newest backup"
    if "full" in said:
        return "free some space and run this again: what was stored before is intact"
    return f"make {folder} and the file writable for this user, or point DATABASE_URL elsewhere"


def _was_one(url: URL) -> bool:
    """Whether the file begins as SQLite's do, or with the zeros that a disk leaves of what it lost."""
    path = file_of(url)
    if path is None:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") or not head.strip(b"\0") or path.with_name(f"{path.name}-wal").exists()
