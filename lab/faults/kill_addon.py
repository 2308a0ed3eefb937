"""A Scrapy add-on that kills the program with SIGKILL at an exact moment of its work with the database.

`DIE_AT` is a pattern of the SQL statement, `DIE_WHEN` is `statement` (just before it) or `commit` (before the
commit of the transaction that carried it out).
"""

from __future__ import annotations

import os
import re
import signal
from typing import Any

from scrapy.settings import BaseSettings
from sqlalchemy import Engine, event


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
