"""What the report for a board's own people reads: their open ads, and how long jobs stay open elsewhere."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from sqlalchemy import Connection, RowMapping, func, or_, select

from unionjobs_scraper.storage.queries.stretches import stretches
from unionjobs_scraper.storage.schema import postings

FEWEST = 10
"""Jobs of a kind of work from which on a median says something."""


def open_ads(connection: Connection, name: str) -> list[RowMapping]:
    """The open postings of a source, or of a national union by its abbreviation, in any case."""
    wanted = or_(postings.c.source == name, func.lower(postings.c.union_abbr) == name.lower())
    query = select(postings).where(postings.c.status == "open", wanted)
    return list(connection.execute(query.order_by(postings.c.source, postings.c.posting_id)).mappings())


def known_as(connection: Connection, name: str) -> bool:
    """Whether any posting, open or not, is of that source or union."""
    wanted = or_(postings.c.source == name, func.lower(postings.c.union_abbr) == name.lower())
    return connection.execute(select(postings.c.posting_id).where(wanted).limit(1)).first() is not None


def median_days(connection: Connection) -> dict[str, float]:
    """The median days that jobs seen to open and to end stayed open, by kind of work; few of a kind say nothing."""
    family = select(postings.c.job_id, func.min(postings.c.job_family).label("family")).group_by(postings.c.job_id)
    of_job = family.subquery()
    query = select(of_job.c.family, stretches.c.days_mid).join(stretches, stretches.c.job_id == of_job.c.job_id)
    found: dict[str, list[float]] = defaultdict(list)
    for row in connection.execute(query.where(stretches.c.days_mid.is_not(None), of_job.c.family != "")):
        found[row[0]].append(float(row[1]))
    return {name: median(days) for name, days in found.items() if len(days) >= FEWEST}
