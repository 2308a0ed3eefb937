"""The board of the matrix, day by day, and what really becomes of its postings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from lab.replica.unionjobs import Ad, write_site

DAYS: Final = tuple(f"2026-05-{day:02}T06:00:00Z" for day in range(1, 31))
"""Times of the daily runs; day 1 is `DAYS[0]`."""
CHANGED_AT: Final = datetime(2026, 5, 1, 18, tzinfo=UTC)
"""When everything that the matrix's board does really happens: between the first and the second day."""


def ad(number: int, *, title: str = "Organizer", pay: str = "$61,000 – $72,000", posted: str = "4/1/2026") -> Ad:
    """An unremarkable posting."""
    employer = f"SEIU Local {number % 7 + 1}"
    body = (
        f"<p>The local seeks an experienced {title.lower()} for campaign number {number}.</p>"
        "<ul><li>Meet members at work.</li><li>Keep records.</li></ul>"
        f"<p>Salary: {pay} per year.</p><p>To apply, send a resume to jobs@example.org.</p>"
    )
    header = ("", employer, f"{title}<br>Organizing Department", "Based in Dayton, OH")
    return Ad(number=number, employer=employer, title=title, posted=posted, state="Ohio", header=header, body=body)


def edited(old: Ad, posted: str = "4/28/2026") -> Ad:
    """The posting with other pay; its row on the list changes too."""
    return replace(old, posted=posted, body=old.body.replace("$61,000", "$64,500"))


def filled(old: Ad, posted: str = "") -> Ad:
    """The posting's page once somebody has the job."""
    header, body = ("", old.employer, old.title), "<p>This position has been filled.</p>"
    return replace(old, posted=posted or old.posted, header=header, body=body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The board on one day."""

    listed: tuple[Ad, ...]
    unlisted: tuple[Ad, ...] = ()
    """Pages that answer though the list does not have them."""

    @property
    def answering(self) -> tuple[Ad, ...]:
        """Every posting whose own page answers."""
        return (*self.listed, *self.unlisted)

    def write(self, folder: Path) -> Path:
        """Lays its pages out for the replica, as unionjobs.com has them."""
        folder.mkdir(parents=True, exist_ok=True)
        by_employer = sorted(self.listed, key=lambda each: (each.employer, each.number))
        return write_site(folder, by_employer, self.unlisted)


ADS: Final = {number: ad(number) for number in range(101, 127)}
GONE, MARKED, DELISTED, STILL_LISTED = 101, 102, 103, 104
ENDED: Final[Mapping[int, str]] = {GONE: "gone", MARKED: "marked", DELISTED: "delisted", STILL_LISTED: "marked"}
"""The postings that really close, and how we are to know."""
NEW: Final = (125, 126)
EDITED: Final = range(105, 113)


def _numbered(numbers: Sequence[int]) -> tuple[Ad, ...]:
    return tuple(ADS[number] for number in numbers)


BEFORE: Final = Board(listed=_numbered(range(101, 125)))
AFTER: Final = Board(
    listed=(
        filled(ADS[STILL_LISTED], posted="4/28/2026"),
        *(edited(ADS[number]) for number in EDITED),
        *_numbered([*range(113, 125), *NEW]),
    ),
    unlisted=(filled(ADS[MARKED]), ADS[DELISTED]),
)
EDITED_PAY: Final = "64500"


def key(number: int, source: str = "unionjobs") -> str:
    """The posting_id of a posting; where a site has ids of its own, the judge turns them into these."""
    return f"{source}:{number}"
