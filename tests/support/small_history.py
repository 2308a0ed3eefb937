"""A few postings and what happened to them in a week, for the tests of what readers are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from tests.support.stored import AD, MONDAY, TUESDAY, WEDNESDAY, page, run, store
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.transitions import close, reopen

THURSDAY = WEDNESDAY + timedelta(days=1)
FRIDAY = THURSDAY + timedelta(days=1)

FIELD = replace(
    AD,
    union_abbr="SEIU",
    local="99",
    job_family="organizing",
    region="OH",
    country="US",
    workplace="onsite",
    salary_max=72000.0,
    salary_currency="USD",
    salary_period="YEAR",
    salary_text="$60,000 to $72,000 a year",
    valid_through=date(2026, 6, 1),
)
RESEARCHER = replace(
    FIELD,
    source_id="99002",
    url="https://www.unionjobs.com/listing.php?id=99002",
    title="Researcher",
    union_abbr="UNITE HERE",
    job_family="research",
    locations="Reno, NV, US; Sacramento, CA, US; Toronto, ON, CA; London, GB",
    region="NV",
    valid_through=None,
    description="The union seeks a researcher, who counts.",
)
LATER = replace(
    FIELD,
    source_id="99003",
    url="https://www.unionjobs.com/listing.php?id=99003",
    title="Bargaining Representative",
    job_family="representation",
    locations="",
    region="",
    country="",
    union_abbr="",
    valid_through=date(9999, 12, 31),
    salary_min=None,
    salary_max=None,
    salary_text="",
    description="The union seeks somebody who bargains.",
)
EDITED = replace(FIELD, salary_min=64000.0, salary_text="$64,000 to $72,000 a year", valid_through=date(2026, 6, 15))

MARK = "\u202egnp.exe\u202c"
"""A word whose letters a reader would see in another order."""
HOSTILE = JobPosting(
    source="unionjobs",
    source_id="66/..\\6?<6>",
    url="javascript:alert(document.domain)",
    employer='<img src="http://example.org/x.png" onerror="console.error(1)">',
    union_abbr="../../<b>",
    title=f"<script>console.error('owned')</script>{MARK}</title>]]>&lt;",
    job_family="organizing",
    locations="<svg onload=console.error(2)>, OH, US",
    region="OH",
    country="US",
    salary_text='=HYPERLINK("javascript:console.error(3)")\x00\x0b\ufffe',
    valid_through=date(2026, 6, 2),
    apply_url="data:text/html,<script>console.error(4)</script>",
    description="<script>console.error(5)</script>\r\nBEGIN:VEVENT\r\n" + "spam \u2066& <b>eggs</b> " * 44_000,
)
"""A megabyte of what must not work."""


def week(database: Database) -> None:
    """Two postings at the first census; then an edit, a new posting, an end, a return."""
    store(database, MONDAY, page(FIELD, MONDAY), page(RESEARCHER, MONDAY))
    store(database, TUESDAY, page(EDITED, TUESDAY), page(LATER, TUESDAY))
    end(database, WEDNESDAY, "99002")
    return_(database, THURSDAY, "99002")


def end(database: Database, at: datetime, source_id: str, source: str = "unionjobs") -> None:
    """A complete run finds the page of a posting gone."""
    closing = Closing(
        source_id=source_id,
        reason=ClosedReason.GONE,
        closed_after=at - timedelta(days=1),
        closed_by=at,
        url=f"https://www.unionjobs.com/listing.php?id={source_id}",
        status=404,
        words="HTTP 404",
    )
    with run(database, at, source) as (connection, begun):
        link.link_again(connection, close(connection, begun, [closing]))


def return_(database: Database, at: datetime, site_id: str, source: str = "unionjobs") -> None:
    """A complete run finds it on the board again."""
    with run(database, at, source) as (connection, begun):
        link.link_again(connection, reopen(connection, begun, {site_id: at}))
