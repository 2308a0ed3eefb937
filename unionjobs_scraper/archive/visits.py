"""Which censuses an archive holds: for every capture of a source's list, the pages captured soon after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from unionjobs_scraper.archive.warc import Archive, Capture
from unionjobs_scraper.lifecycle.settling import CONFIRMATION_GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One look at one source: what was captured within `CONFIRMATION_GAP` of its list."""

    archive: Archive
    source: str
    began: datetime
    """When its list was captured."""
    ended: datetime
    """When its last page was: until then, what the visit shows had happened. Stamps the run."""

    def capture(self, url: str) -> Capture | None:
        """The visit's first capture of an address; None where it has none."""
        return next((each for each in self.archive.of(url) if self.began <= each.at <= self.ended), None)


def visits(archive: Archive, source: str, start: str) -> Iterator[Visit]:
    """The visits to a source whose list begins at `start`, the earliest first."""
    host = urlsplit(start).hostname
    times = sorted(each.at for each in archive.all() if urlsplit(each.url).hostname == host)
    over: datetime | None = None
    for at in (each.at for each in archive.of(start)):
        if over is None or at >= over:
            over = at + CONFIRMATION_GAP
            yield Visit(archive=archive, source=source, began=at, ended=max(t for t in times if at <= t < over))
