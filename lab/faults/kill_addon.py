"""Scrapy add-ons that strike at an exact moment of the program's work with the database.

`Dying` kills it with SIGKILL. `DIE_AT` is a pattern of the SQL statement, `DIE_WHEN` is `statement` (just before it) or
`commit` (before the commit of the transaction that carried it out). `Failing` has the statement fail once, as
`FAIL_WITH` says: in these words of the driver, or by the loss of its connection (`LOST`).
"""

from __future__ import annotations

import os
import re
import signal
import sqlite3
from typing import Any

import psycopg
from scrapy.settings import BaseSettings
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

LOST = "connection lost"


class Dying:
    """Installs itself on every database engine of the process."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Scrapy's hook for add-ons: the settings are known, nothing has begun."""
        moment = re.compile(settings["DIE_AT"])
        at_commit = settings["DIE_WHEN"] == "commit"
        met = False

        def statement(_connection: Any, _cursor: Any, text: str, *_: Any) -> None:
            nonlocal met
            met = met or bool(moment.search(text))
            if met and not at_commit:
                os.kill(os.getpid(), signal.SIGKILL)

        def commit(_connection: Any) -> None:
            if met and at_commit:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(Engine, "before_cursor_execute", statement)
        event.listen(Engine, "commit", commit)


class Failing:
    """Has one statement fail once."""

    def update_settings(self, settings: BaseSettings) -> None:
        """Scrapy's hook for add-ons: the settings are known, nothing has begun."""
        moment, words = re.compile(settings["FAIL_AT"]), settings["FAIL_WITH"]
        met = False

        def statement(connection: Any, _cursor: Any, text: str, parameters: Any, *_: Any) -> None:
            nonlocal met
            if met or not moment.search(text):
                return
            met = True
            if words != LOST:
                raise OperationalError(text, parameters, sqlite3.OperationalError(words))
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
                pid = connection.connection.driver_connection.info.backend_pid
                other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

        event.listen(Engine, "before_cursor_execute", statement)
