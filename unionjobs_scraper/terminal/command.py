"""What the commands share: the clock, the database, the exit status, and the refusal of stray arguments."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import default_settings

from unionjobs_scraper.clock import Clock
from unionjobs_scraper.errors import OperatorError, SettingError
from unionjobs_scraper.setting_values import check_given
from unionjobs_scraper.terminal.called import called
from unionjobs_scraper.terminal.streams import careful

if TYPE_CHECKING:
    from unionjobs_scraper.storage.database import Database


def refused(error: OperatorError) -> int:
    """Tells an operator in one line what to do, and returns the exit status for it."""
    sys.stderr.write(f"error: {called(str(error))}\n")
    return error.exit_status


Run = Callable[[Any, list[str], argparse.Namespace], None]


def foreseen(run: Run) -> Run:
    """Decorates `run` of a command: what an operator can mend is one line on stderr and an exit status."""

    @wraps(run)
    def guarded(self: ScrapyCommand, args: list[str], opts: argparse.Namespace) -> None:
        try:
            with careful():
                from unionjobs_scraper import settings  # here: a mistake of the operator's own file is told by then

                assert self.settings
                check_given(self.settings, vars(default_settings) | vars(settings))
                run(self, args, opts)
        except OperatorError as error:
            self.exitcode = refused(error)
        except OSError as error:
            if error.filename is None:
                raise
            self.exitcode = refused(SettingError(f"{error.filename}: {error.strerror or error}"))

    return guarded


class OperatorCommand(ScrapyCommand):
    """A command whose foreseen errors are one line on stderr and an exit status.

    A subclass gives `usage`, `summary`, `manual`, and `carry_out`, which returns the exit status.
    """

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    usage: ClassVar[str] = "[options]"
    """What follows the command's name."""
    summary: ClassVar[str]
    """One line for the list of commands."""
    manual: ClassVar[str] = ""
    """The text of --help, where the summary is not enough."""
    takes: ClassVar[str] = ""
    """What the one argument is ("one folder is needed: scrapy feeds DIR"); empty: none is taken; `*`: any number."""

    def syntax(self) -> str:
        """Scrapy's name for `usage`."""
        return self.usage

    def short_desc(self) -> str:
        """Scrapy's name for `summary`."""
        return self.summary

    def long_desc(self) -> str:
        """Scrapy's name for `manual`."""
        return self.manual or self.summary

    @foreseen
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Checks the number of arguments and carries the command out."""
        if self.takes != "*":
            self._count(args)
        self.check(args, opts)
        self.exitcode = self.carry_out(args, opts) or 0

    def _count(self, args: list[str]) -> None:
        name = type(self).__module__.rpartition(".")[2]
        if not self.takes and args:
            raise UsageError(f"unexpected {args[0]!r}: see scrapy {name} --help", print_help=False)
        if self.takes and len(args) != 1:
            raise UsageError(self.takes, print_help=False)

    @property
    def clock(self) -> Clock:
        """The clock that RUN_AT sets. Raises `SettingError`."""
        assert self.settings
        return Clock.from_setting(self.settings["RUN_AT"])

    @property
    def now(self) -> datetime:
        """The time of RUN_AT, or of the clock, UTC. Raises `SettingError`."""
        return self.clock.now()

    def existing(self, *, writing: bool = False, crawled: bool = True) -> AbstractContextManager[Database]:
        """The database that DATABASE_URL names; `crawled`: refused where nothing was. Raises `OperatorError`."""
        from unionjobs_scraper.storage.database import Database  # here: a command that needs none starts sooner

        assert self.settings
        timeout = self.settings.getfloat("DATABASE_TIMEOUT")
        return Database.existing(self.settings["DATABASE_URL"], timeout=timeout, writing=writing, crawled=crawled)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses what cannot be meant, before anything is opened. Raises `UsageError` and `OperatorError`."""

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Does the work; returns the exit status, None for 0. Raises `OperatorError`."""
        raise NotImplementedError


class DatabaseCommand(OperatorCommand):
    """A command about a database that something was crawled into: it is opened before and closed after.

    A subclass gives `execute` in place of `carry_out`.
    """

    writes: ClassVar[bool] = False
    """Whether the database is written; without, one that may only be read is enough."""
    crawled: ClassVar[bool] = True
    """Whether a database into which nothing has been crawled is refused."""

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Opens the database that DATABASE_URL names. Raises `OperatorError`, and makes no file, without one."""
        with self.existing(writing=self.writes, crawled=self.crawled) as database:
            return self.execute(database, args, opts)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> int | None:
        """Does the work; returns the exit status, None for 0. Raises `OperatorError`."""
        raise NotImplementedError
