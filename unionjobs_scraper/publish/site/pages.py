"""What all pages share: their address, their navigation, the day that they hold for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from unionjobs_scraper.boards import register
from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.publish.site.jobs import WORKPLACES, Job, day


def board_name(source: str) -> str:
    """What the register calls a source; its key where it is no longer there."""
    board = register().get(source)
    return board.title if board and board.title else source


NAVIGATION = (
    ("jobs/index.html", "Jobs"),
    ("unions/index.html", "Unions"),
    ("places/index.html", "Places"),
    ("work/index.html", "Kinds of work"),
    ("report.html", "Report"),
    ("data.html", "Data"),
    ("sql.html", "Questions"),
    ("feeds/index.html", "Feeds"),
)
NEW_DAYS = 7


@dataclass(frozen=True, slots=True)
class Site:
    """What is the same on every page."""

    base: str
    """Where the site will be published; empty where that is not known."""
    newest: str
    """The day of the newest census, ISO 8601."""
    today: str
    """The day of the writing."""
    has_report: bool
    has_feeds: bool

    @property
    def since(self) -> str:
        """The first day that counts as this week."""
        return (date.fromisoformat(self.newest) - timedelta(days=NEW_DAYS)).isoformat()

    @property
    def as_of(self) -> str:
        """The day of the newest census as people write it."""
        return day(self.newest)

    @property
    def missing(self) -> frozenset[str]:
        """The pages that could not be made, for want of a package."""
        found = {"report.html": self.has_report, "feeds/index.html": self.has_feeds}
        return frozenset(path for path, there in found.items() if not there)

    def page(self, template: str, path: str, **values: Any) -> str:
        """A page, with links that work from its place, on a server and without."""
        return rendered(
            template,
            root="../" * path.count("/"),
            here=path,
            nav=[each for each in NAVIGATION if each[0] not in self.missing],
            canonical=f"{self.base}/{quote(path)}" if self.base else "",
            **values,
        )

    def is_fresh(self, job: Job) -> bool:
        """Whether an open job opened this week, and was not only found by a first census."""
        return job.status == "open" and bool(job.opened_after or job.reopened) and job.opened[:10] >= self.since

    def item(self, job: Job) -> dict[str, Any]:
        """A line of a list."""
        ahead = bool(job.deadline) and job.deadline >= self.newest
        said = (
            job.places,
            WORKPLACES.get(job.workplace, job.workplace),
            job.pay,
            f"apply by {day(job.deadline)}" if ahead else "",
        )
        return {
            "path": job.path,
            "title": job.title,
            "employer": job.employer,
            "fresh": self.is_fresh(job),
            "said": [each for each in said if each],
            "closed": day(job.closed),
        }
