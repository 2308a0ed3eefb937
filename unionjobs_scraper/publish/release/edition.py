"""Which release this is: its version, the moment that it describes, and who made it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from unionjobs_scraper.clock import Clock
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.coverage import age

NAME = "unionjobs"
"""The data set's name in `datapackage.json`: by it a folder is known to be a release."""
TITLE = "Staff jobs that labor unions advertise: postings, and when they opened and closed"
ABSTRACT = (
    "Postings of staff jobs at labor unions and the organizations around them, from the boards that advertise them:"
    " what each posting said, when it opened and when it closed, both between bounds, and the evidence for its end."
    " Runs that could not be believed close nothing; they are in the table of runs with the reason."
)
KEYWORDS = ("labor unions", "job postings", "union staff", "labor market", "vacancies", "wages")
CREATORS = ("The contributors of unionjobs_scraper",)
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One release."""

    version: str
    as_of: datetime
    """The moment as of which an unvouched posting is unknown."""
    created: datetime
    """When the newest run of the database started; no clock is read, so that a release can be made again."""
    creators: tuple[str, ...] = CREATORS
    doi: str = ""
    url: str = ""
    """Where the release is found, as the operator says."""
    with_contacts: bool = False


def edition(
    database: Database,
    *,
    version: str = "",
    run_at: str | None = None,
    creators: Sequence[str] = (),
    doi: str = "",
    url: str = "",
    with_contacts: bool = False,
) -> Edition:
    """The release that the database is good for.

    Its moment is RUN_AT where that is set, else the newest run's start: what the database knows does not become
    unknown on the shelf. Its version is the day and time of the newest complete run. Raises `SettingError`.
    """
    known = age(database)
    if known.last_run is None:
        raise SettingError(f"nothing has been crawled into {database.shown_url} yet: scrapy crawl SOURCE comes first")
    if not version and known.last_complete is None:
        raise SettingError("no run in this database is complete, so there is no day to name it by: give it a --version")
    version = version or f"{known.last_complete:%Y.%m.%d.%H%M}"
    if not _VERSION.fullmatch(version):
        raise SettingError(f"--version {version!r}: up to 40 letters, digits, dots and hyphens, as in 2026.05.08.0600")
    if doi and not re.fullmatch(r"10\.\d{4,9}/\S+", doi):
        raise SettingError(f"--doi {doi!r} is not a DOI: write it as 10.5281/zenodo.1234567")
    if url and not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", url):
        raise SettingError(f"--url {url!r} is not the address of a page: write it as https://example.org/unionjobs")
    return Edition(
        version=version,
        as_of=Clock.from_setting(run_at).now() if run_at else known.last_run,
        created=known.last_run,
        creators=tuple(creators) or CREATORS,
        doi=doi,
        url=url,
        with_contacts=with_contacts,
    )
