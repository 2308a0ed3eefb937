"""Opening a database, its transactions, and the upgrade of its schema."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self
from weakref import WeakValueDictionary

from sqlalchemy import URL, Connection, func, inspect, select
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, OperationalError

from unionjobs_scraper.errors import NothingCrawled, StoreError
from unionjobs_scraper.storage.engine import EXAMPLES, file_of, masked, parse_address, reading_engine, writing_engine
from unionjobs_scraper.storage.failures import in_words
from unionjobs_scraper.storage.migrations.new_database import make_tables
from unionjobs_scraper.storage.migrations.upgrade import migrate, revision
from unionjobs_scraper.storage.schema import REVISION

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

UPGRADE_LOCK = 0x756E6A6F
"""PostgreSQL's advisory lock for changing the schema: any number, the same in every process."""
JOBS_SINCE = "0004"
"""The revision since which postings are linked as they are stored; older ones are linked when it is reached."""
CURE = "crawl something first (make crawl, unionjobs crawl SOURCE), or set DATABASE_URL to the database meant"


class Database:
    """One database, SQLite or PostgreSQL, at the schema that this program knows."""

    users = 0
    """Runs that share it."""

    def __init__(self, url: str, *, timeout: float = 30.0) -> None:
        """Opens it, makes it where there is none, and brings its schema up to date.

        Args:
            url: an SQLAlchemy address.
            timeout: seconds to wait for a lock.

        Raises:
            StoreError: the address is wrong, or the database cannot be reached, written or read.
            SourceBusy: another program holds it locked.
        """
        self._name(parse_address(url))
        with self._translated():
            self.engine = writing_engine(self.url, timeout)
            with self._closed_on_failure():
                self._upgrade()
        self._file = self._identity()  # now that it is there for sure

    def _name(self, url: URL) -> None:
        self.url = url
        self.shown_url = masked(url)
        self._file = self._identity()

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """The database that the settings name. Raises like the constructor."""
        return cls(settings["DATABASE_URL"], timeout=settings.getfloat("DATABASE_TIMEOUT"))

    @classmethod
    def shared(cls, settings: BaseSettings) -> Self:
        """The same for every run of a process: each that is open keeps pages of it in memory, and what it asked.

        Whoever closes it last lets go of it. Raises like the constructor.
        """
        key = (settings["DATABASE_URL"], settings.getfloat("DATABASE_TIMEOUT"))
        found = _SHARED.get(key)
        if not isinstance(found, cls) or not found.users or found._identity() != found._file:
            found = cls.from_settings(settings)
            _SHARED[key] = found
        found.users += 1
        return found

    @classmethod
    @contextmanager
    def existing(
        cls, url: str, *, timeout: float = 30.0, writing: bool = False, crawled: bool = True
    ) -> Iterator[Self]:
        """The database at an address where something was crawled: nothing is made, not even an empty file.

        Args:
            url: an SQLAlchemy address.
            timeout: seconds to wait for a lock.
            writing: whether it will be written; without, a file that may only be read is enough.
            crawled: whether one into which nothing has been crawled is refused, although it has this program's tables.

        Raises:
            NothingCrawled: nothing was crawled into it yet, or it has no tables of this program.
            StoreError: there is none, or it cannot be opened.
            SourceBusy: another program holds it locked.
        """
        database = cls.__new__(cls)
        database._name(parse_address(url))
        database._check_there(url)
        with database._translated():
            current = not writing and database._opened_for_reading(timeout)
        if not current:
            database = cls(url, timeout=timeout)  # an older schema is upgraded, as every command does
        try:
            if crawled and not database._was_crawled():
                raise database._nothing_crawled()
            yield database
        finally:
            database.close()

    def _check_there(self, url: str) -> None:
        path = file_of(self.url)
        if path is not None and not path.exists():
            raise StoreError(f"there is no database at {url} yet: {CURE}")

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        """Whoever could not be given the database cannot close it."""
        try:
            yield
        except BaseException:
            self.engine.dispose()
            raise

    def _opened_for_reading(self, timeout: float) -> bool:
        """Opens it without the means to write; returns whether its schema is the newest."""
        self.engine = reading_engine(self.url, timeout)
        with self._closed_on_failure():
            found = self._revision_to_read(timeout)
        if found == REVISION:
            return True
        self.engine.dispose()
        if not found:
            raise self._nothing_crawled()  # an empty file, or another program's: a reader makes no tables in it
        return False

    def _nothing_crawled(self) -> NothingCrawled:
        return NothingCrawled(f"nothing has been crawled into {self.shown_url} yet: {CURE}")

    def _revision_to_read(self, timeout: float) -> str:
        try:
            return self._revision()
        except OperationalError:
            # SQLite needs side files to share a database; where they cannot be made, nothing else writes it either
            if not self._lies_still():
                raise
            self.engine.dispose()
            self.engine = reading_engine(self.url, timeout, immutable=True)
            return self._revision()

    def _revision(self) -> str:
        with self.engine.connect() as connection:
            return revision(connection)

    def _lies_still(self) -> bool:
        """Whether the file of an SQLite database holds all of it: no changes wait beside it."""
        path = file_of(self.url)
        if path is None:
            return False
        log = path.with_name(path.name + "-wal")
        return not log.exists() or not log.stat().st_size

    def _was_crawled(self) -> bool:
        from unionjobs_scraper.storage.runs import newest_run  # here: it imports this module's own package

        with self.read() as connection:
            return newest_run(connection) is not None

    def close(self) -> None:
        """Lets go of every connection, where no other run of this process needs them."""
        self.users -= 1
        if self.users <= 0:
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
        path = file_of(self.url)
        if path is None:
            return None
        try:
            stat = path.stat()
        except OSError:
            return None
        return stat.st_dev, stat.st_ino

    def _still_there(self) -> None:
        """Raises `StoreError` when the file was removed: SQLite would go on writing, and the rows would be lost."""
        if self._identity() != self._file:
            raise StoreError(f"{self.shown_url} was removed or replaced while it was in use: nothing more is stored")

    def _upgrade(self) -> None:
        with self.engine.begin() as connection:
            found = revision(connection)
            if found != REVISION and self.url.get_backend_name() == "postgresql":
                # two first runs at once must not both make the tables
                connection.execute(select(func.pg_advisory_xact_lock(UPGRADE_LOCK)))
                found = revision(connection)
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
                # here: it is needed once in a database's life
                from unionjobs_scraper.storage.linking.relink import relink

                relink(connection)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except NoSuchModuleError as error:
            raise StoreError(f"DATABASE_URL={self.shown_url}: {error}; {EXAMPLES}") from error
        except ModuleNotFoundError as error:
            if str(error.name).casefold() != self.url.get_driver_name():
                raise  # of whatever works with the rows
            raise StoreError(
                f"DATABASE_URL={self.shown_url} needs the Python package {error.name!r}:"
                " pip install 'unionjobs-scraper[postgres]'"
            ) from error
        except DBAPIError as error:
            raise in_words(self.url, error) from error


_SHARED: WeakValueDictionary[tuple[str, float], Database] = WeakValueDictionary()
"""By address and seconds to wait for a lock."""
