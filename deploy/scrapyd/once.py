"""The program that Scrapyd starts for a job: a census of a source that is due, and nothing for one that is not.

`scrapyd.conf` names it as `runner`; Scrapyd calls it as `python -m once crawl SOURCE …` and `python -m once list`.
Installed by being in the folder that scrapyd is started in. A source is due when its last complete run began at least
`CENSUS_HOURS` (20) hours ago. That no two workers crawl one source at the same time is the lease's business, in the
database: the second one ends with exit status 75, and the next call of schedule.py tries again.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import timedelta

from scrapy.cmdline import execute
from scrapy.utils.project import get_project_settings

from unionjobs_scraper.clock import Clock
from unionjobs_scraper.errors import OperatorError, SettingError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import last_complete

HOURS = "20"
os.environ.setdefault("SCRAPY_SETTINGS_MODULE", "unionjobs_scraper.settings")  # Scrapyd does not tell `list` of it


def due(sources: Iterable[str]) -> list[str]:
    """Those of the sources that have had no complete run of late. Raises `OperatorError`."""
    settings = get_project_settings()
    now = Clock.from_setting(settings["RUN_AT"]).now()
    age = _age(os.environ.get("CENSUS_HOURS") or HOURS)
    database = Database.from_settings(settings)
    try:
        with database.read() as connection:
            last = {source: last_complete(connection, source) for source in sources}
    finally:
        database.close()
    return [source for source, at in last.items() if at is None or now - at >= age]


def _age(hours: str) -> timedelta:
    try:
        return timedelta(hours=float(hours))
    except (ValueError, OverflowError):
        raise SettingError(f"CENSUS_HOURS={hours!r} is no number of hours: write it as 20") from None


def main() -> None:
    """Runs the command that Scrapyd asks for, unless it is a census that is not due."""
    if sys.argv[1:2] == ["crawl"]:
        try:
            if not due(sys.argv[2:3]):
                print(f"{sys.argv[2]}: its last complete run is recent: nothing to do")
                return
        except OperatorError as error:
            print(f"error: {error}", file=sys.stderr)
            sys.exit(error.exit_status)
    execute()


if __name__ == "__main__":
    main()
