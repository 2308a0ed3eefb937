"""The databases of the trials: fresh, copied from a prepared one, and broken."""

from __future__ import annotations

import shutil
import sqlite3
from abc import ABC, abstractmethod
from contextlib import closing
from pathlib import Path
from typing import Final

from lab.program.postgres import Server, shared


class Base(ABC):
    """One database of the program."""

    kind: str

    @property
    @abstractmethod
    def url(self) -> str:
        """Its address, as DATABASE_URL takes it."""

    @abstractmethod
    def copy(self, folder: Path) -> Base:
        """A database with the same contents; nobody may be writing to this one."""

    @abstractmethod
    def sound(self) -> bool:
        """Whether its own integrity check is clean."""

    @abstractmethod
    def remove(self) -> None:
        """Deletes it."""


class Sqlite(Base):
    """A file."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "unionjobs.db"

    @property
    def url(self) -> str:
        """Its address."""
        return f"sqlite:///{self.file}"

    def copy(self, folder: Path) -> Sqlite:
        """A copy in another folder, through SQLite, so that its write-ahead log is in it."""
        other = Sqlite(folder)
        with closing(sqlite3.connect(self.file)) as source, closing(sqlite3.connect(other.file)) as target:
            source.backup(target)
        return other

    def sound(self) -> bool:
        """PRAGMA integrity_check and foreign_key_check."""
        with closing(sqlite3.connect(self.file)) as connection:
            checked = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return checked and not connection.execute("PRAGMA foreign_key_check").fetchall()

    def files(self) -> list[Path]:
        """The database and the files beside it."""
        return [path for path in self.file.parent.glob(self.file.name + "*") if path.is_file()]

    def remove(self) -> None:
        """Deletes its files."""
        for path in self.files():
            path.unlink()


class Postgres(Base):
    """A database of the process's own server."""

    kind = "postgresql"

    def __init__(self, server: Server | None = None, *, template: str = "template0", tablespace: str = "") -> None:
        self.server = server or shared()
        self.name = self.server.create(template, tablespace)

    @property
    def url(self) -> str:
        """Its address."""
        return self.server.url(self.name)

    def copy(self, folder: Path, *, tablespace: str = "") -> Postgres:
        """A copy, made by the server."""
        return Postgres(self.server, template=self.name, tablespace=tablespace)

    def sound(self) -> bool:
        """Every table can be read from end to end, with its indexes rebuilt."""
        self.server.execute(f'REINDEX DATABASE "{self.name}"', self.name)
        return True

    def remove(self) -> None:
        """Drops it."""
        self.server.drop(self.name)


KINDS: Final = ("sqlite", "postgresql")


def fresh(kind: str, folder: Path) -> Base:
    """An empty database of this kind; `folder` is for one that is a file."""
    return Sqlite(folder) if kind == Sqlite.kind else Postgres()


def put_back(base: Base, folder: Path) -> None:
    """Writes a backup (a SQLite folder) over a lost database."""
    assert isinstance(base, Sqlite)
    base.remove()
    shutil.copy(folder / base.file.name, base.file)
