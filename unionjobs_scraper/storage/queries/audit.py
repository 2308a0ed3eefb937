"""What an audit draws from: every closing, and every posting that is stored as open, by stratum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, literal, select

from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.status import vouched
from unionjobs_scraper.storage.schema import postings, spells

YOUNG, OLD = 30, 120
"""Days that a posting has been open: older ones are likelier to be stale."""

LONGEST = 1000
"""Characters of a page that are shown."""


class Drawable(NamedTuple):
    """One closing or one open posting."""

    kind: str
    """closing or open."""
    stratum: str
    posting_id: str
    spell: int


class Shown(NamedTuple):
    """What a person is shown of it."""

    source: str
    title: str
    employer: str
    url: str
    asked_at: datetime
    """The moment that is asked about: of a closing its upper bound, of an open posting when it was last seen."""
    evidence_url: str
    evidence_status: int | None
    evidence: str
    """Of a closing what ended it; of an open posting the beginning of what its page said."""


def drawables(database: Database, at: datetime, sources: Sequence[str]) -> Iterator[Drawable]:
    """Yields everything that can be drawn; an open posting that is unknown `at` that time is not."""
    ended = spells.c.closed_by.is_not(None)
    closed = select(spells.c.posting_id, spells.c.spell, spells.c.closed_reason).where(ended)
    believed = (postings.c.status == "open", vouched(postings.c.source, at, sources))
    still = select(postings.c.posting_id, postings.c.spells, postings.c.open_by, postings.c.last_seen).where(*believed)
    with database.read() as connection:
        connection = connection.execution_options(yield_per=1000)
        for closing in connection.execute(closed):
            yield Drawable("closing", closing.closed_reason or "unknown", closing.posting_id, closing.spell)
        for posting in connection.execute(still):
            age = _age((posting.last_seen - posting.open_by).days)
            yield Drawable("open", age, posting.posting_id, posting.spells)


def _age(days: int) -> str:
    return f"under {YOUNG} days" if days < YOUNG else f"under {OLD} days" if days < OLD else f"{OLD} days and more"


def shown(database: Database, drawn: Drawable) -> Shown:
    """What is stored of a closing or an open posting."""
    with database.read() as connection:
        return Shown._make(connection.execute(_query(drawn)).one())


def _query(drawn: Drawable) -> Select[Any]:
    facts = (postings.c.source, postings.c.title, postings.c.employer, postings.c.url)
    if drawn.kind == "open":
        said = func.substr(postings.c.description, 1, LONGEST)
        asked = (postings.c.last_seen, postings.c.url, literal(None), said)
        return select(*facts, *asked).where(postings.c.posting_id == drawn.posting_id)
    asked_of_spell = (spells.c.closed_by, spells.c.evidence_url, spells.c.evidence_status, spells.c.evidence)
    return (
        select(*facts, *asked_of_spell)
        .join_from(spells, postings, spells.c.posting_id == postings.c.posting_id)
        .where(spells.c.posting_id == drawn.posting_id, spells.c.spell == drawn.spell)
    )
