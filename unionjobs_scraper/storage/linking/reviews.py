"""What people say of pairs of postings, and the pairs that are worth asking about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, delete, insert, select

from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.linking.decision import Stage
from unionjobs_scraper.storage.linking.link import link, lock
from unionjobs_scraper.storage.schema import links, postings, reviews


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A pair, what decided on it, and its two postings."""

    relation: str
    decided_by: str
    why: str
    margin: float
    first: RowMapping
    other: RowMapping


def least_certain(connection: Connection, limit: int) -> list[Compared]:
    """The unreviewed pairs that were decided by the smallest margins, the closest first."""
    by_words = links.c.decided_by.in_([Stage.TEXT.value, Stage.FACTS.value])
    query = select(links).where(by_words).order_by(links.c.margin, links.c.posting_id, links.c.other_id).limit(limit)
    return [
        Compared(
            relation=row.relation,
            decided_by=row.decided_by,
            why=row.why,
            margin=row.margin,
            first=_posting(connection, row.posting_id),
            other=_posting(connection, row.other_id),
        )
        for row in connection.execute(query).all()
    ]


def review(connection: Connection, one: str, other: str, *, same: bool, at: datetime, note: str = "") -> None:
    """Records that two postings are, or are not, one job, and links them accordingly. Raises `OperatorError`."""
    first, second = _pair(connection, one, other)
    lock(connection)
    _delete(connection, first, second)
    connection.execute(insert(reviews).values(posting_id=first, other_id=second, same=same, at=at, note=note))
    link(connection, [first, second])


def forget(connection: Connection, one: str, other: str) -> bool:
    """Takes a review back and decides on the pair again; returns whether there was one. Raises `OperatorError`."""
    first, second = _pair(connection, one, other)
    lock(connection)
    found = _delete(connection, first, second)
    link(connection, [first, second])
    return found


def _delete(connection: Connection, first: str, second: str) -> bool:
    pair = (reviews.c.posting_id == first, reviews.c.other_id == second)
    return connection.execute(delete(reviews).where(*pair)).rowcount > 0


def _pair(connection: Connection, one: str, other: str) -> tuple[str, str]:
    if one == other:
        raise OperatorError(f"{one} is one posting: name two")
    for posting_id in (one, other):
        if connection.execute(select(postings.c.posting_id).where(postings.c.posting_id == posting_id)).first() is None:
            raise OperatorError(f"{posting_id} is not stored: posting ids look like unionjobs:12345 (scrapy export)")
    first, second = sorted((one, other))
    return first, second


def _posting(connection: Connection, posting_id: str) -> RowMapping:
    return connection.execute(select(postings).where(postings.c.posting_id == posting_id)).mappings().one()
