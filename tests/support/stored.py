"""What the tests of the store share: an ad, runs that store it, and what is stored then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from unionjobs_scraper.items import JobPosting, stated_hash
from unionjobs_scraper.lifecycle.verdict import Judgement, Verdict
from unionjobs_scraper.storage import runs
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.postings import Read, Saved, save
from unionjobs_scraper.storage.runs import Begun, Counts
from unionjobs_scraper.storage.schema import changes, postings

MONDAY = datetime(2026, 5, 4, 6, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = TUESDAY + timedelta(days=1)

AD = JobPosting(
    source="unionjobs",
    source_id="99001",
    url="https://www.unionjobs.com/listing.php?id=99001",
    employer="XYZ (Local 99)",
    title="Field Organizer",
    department="Organizing",
    location_text="Based in Dayton, OH",
    locations="Dayton, OH, US",
    salary_min=60000.0,
    date_posted=date(2026, 4, 1),
    date_posted_text="4/1/2026",
    apply_url="mailto:jobs@xyz.test",
    description="The union seeks an organizer.",
    row_hash="a",
)
OTHER = replace(AD, source_id="99002", title="Researcher", description="The union seeks a researcher.")


@contextmanager
def run(database: Database, at: datetime, source: str = "unionjobs") -> Iterator[tuple[Connection, Begun]]:
    """A complete run of a source."""
    with database.write() as connection:
        begun = runs.begin(connection, source, at)
        yield connection, begun
        judgement = Judgement(verdict=Verdict.COMPLETE)
        runs.finish(connection, begun, judgement, Counts(), census_at=at, at=at)


def run_once(url: str, at: datetime = MONDAY) -> None:
    """One complete run that saw nothing: enough for the commands that want something crawled."""
    database = Database(url)
    with run(database, at):
        pass
    database.close()


def page(item: JobPosting, at: datetime) -> Read:
    """An item read from its own page, as it comes out of the pipelines."""
    return Read(item=replace(item, content_hash=stated_hash(item)), seen_at=at, read_at=at)


def row_only(item: JobPosting, at: datetime) -> Read:
    """What the census row alone says of an item."""
    bare = JobPosting(
        source=item.source,
        source_id=item.source_id,
        url=item.url,
        employer=item.employer,
        title=item.title,
        date_posted_text=item.date_posted_text,
    )
    return Read(item=replace(bare, content_hash=stated_hash(bare)), seen_at=at, read_at=None)


def store(database: Database, at: datetime, *reads: Read) -> Saved:
    with run(database, at, reads[0].item.source if reads else "unionjobs") as (connection, begun):
        return saved_and_linked(connection, begun, reads)


def saved_and_linked(connection: Connection, begun: Begun, reads: Sequence[Read]) -> Saved:
    """As a crawl stores a batch."""
    link.lock(connection)
    saved = save(connection, begun, reads)
    link.link(connection, saved.reworded, saved.rows)
    return saved


def stored(database: Database, posting_id: str = "unionjobs:99001") -> Any:
    with database.read() as connection:
        return connection.execute(select(postings).where(postings.c.posting_id == posting_id)).one()


def edits(database: Database) -> list[tuple[str, str, str, str]]:
    query = select(changes.c.posting_id, changes.c.field, changes.c.old, changes.c.new).order_by(changes.c.change_id)
    with database.read() as connection:
        return [tuple(row) for row in connection.execute(query)]
