"""What archives hold of each source, kept so that the record can be folded again when more files come."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from unionjobs_scraper.storage.bulk import Repeated
from unionjobs_scraper.storage.schema import observations, readings, runs

OF_RUNS = ("run", "saved", "crawl")
"""The kinds of observation that hold a crawled run."""
MOST_REMEMBERED = 8_000
BATCH = 1000
"""Rows that are read or written at once."""


class Stored(NamedTuple):
    """An observation as it is stored, with its reading."""

    at: datetime
    key: str
    kind: str
    digest: str
    run: int
    role: str
    url: str
    status: int
    archive: str
    offset: int
    of_list: bool
    payload_digest: str
    words: str
    content: bytes

    @property
    def reading(self) -> bytes:
        """What was read, as JSON."""
        return zlib.decompress(self.content)


_OWN = tuple(name for name in Stored._fields if name != "content")
_SELECTED = select(*(observations.c[name] for name in _OWN), readings.c.content).join_from(
    observations, readings, readings.c.reading_id == observations.c.reading_id
)
_ORDER = (
    observations.c.at,
    observations.c.of_list.desc(),
    observations.c.key,
    observations.c.digest,
    observations.c.kind,
    observations.c.run,
    observations.c.role,
)


def keep(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> int:
    """Adds observations; of one that several files hold, the first file by name is its evidence. Returns their number.

    Each row has the columns of `observations`, with `reading` (JSON) in place of `reading_id`.
    """
    number = 0
    there: set[str] = set()
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(dict(row))
        number += 1
        if len(batch) == BATCH:
            _keep(connection, batch, there)
            batch = []
    if batch:
        _keep(connection, batch, there)
    return number


def _keep(connection: Connection, batch: Sequence[dict[str, Any]], there: set[str]) -> None:
    """Adds a batch; `there`: readings that are stored already, which it adds to."""
    texts = {}
    for row in batch:
        text = row.pop("reading").encode("utf-8", "surrogatepass")
        row["reading_id"] = hashlib.sha256(text).hexdigest()[:32]
        if row["reading_id"] not in there:
            texts[row["reading_id"]] = text
    adding = _DIALECTS[connection.dialect.name].insert
    new = [{"reading_id": key, "content": zlib.compress(text, 1)} for key, text in texts.items()]
    if new:
        connection.execute(adding(readings).on_conflict_do_nothing(), new)
    there.update(texts)
    if len(there) > MOST_REMEMBERED:
        there.clear()
    _ADD[connection.dialect.name](connection, batch)


def _added(adding: Callable[[Table], Any]) -> Repeated:
    statement = adding(observations)
    old, coming = observations.c, statement.excluded
    earlier = or_(coming.archive < old.archive, and_(coming.archive == old.archive, coming.offset < old.offset))
    changing = {"archive": coming.archive, "offset": coming.offset, "url": coming.url}
    key = [column.name for column in observations.primary_key]
    statement = statement.on_conflict_do_update(index_elements=key, set_=changing, where=earlier)
    return Repeated(statement, [column.name for column in observations.columns])


_DIALECTS: Mapping[str, Any] = {"postgresql": postgresql, "sqlite": sqlite}
_ADD = {name: _added(dialect.insert) for name, dialect in _DIALECTS.items()}


def sources(connection: Connection) -> list[str]:
    """The sources of which archives hold something."""
    return list(connection.execute(select(observations.c.source).distinct().order_by(observations.c.source)).scalars())


def count(connection: Connection, source: str) -> int:
    """How many observations of a source there are."""
    return connection.execute(select(func.count()).where(observations.c.source == source)).scalar_one()


def of_source(connection: Connection, source: str, *kinds: str) -> Iterator[Stored]:
    """The observations of a source in the order of time, lists before other pages of the same second."""
    query = _SELECTED.where(observations.c.source == source).order_by(observations.c.at)
    if kinds:
        query = query.where(observations.c.kind.in_(kinds))
    last: datetime | None = None
    # in portions: a cursor that stays open would hold up the writes in between
    while True:
        further = query if last is None else query.where(observations.c.at > last)
        found = [Stored._make(row) for row in connection.execute(further.limit(BATCH))]
        if len(found) == BATCH:
            edge = found[-1].at
            of_edge = connection.execute(query.where(observations.c.at == edge))
            found = [each for each in found if each.at < edge] + [Stored._make(row) for row in of_edge]
        if not found:
            return
        last = found[-1].at
        yield from sorted(found, key=_order)


def _order(each: Stored) -> tuple[Any, ...]:
    return (each.at, not each.of_list, each.key, each.digest, each.kind, each.run, each.role)


def of_run(connection: Connection, source: str, run: int) -> list[Stored]:
    """What one of our own runs was answered, in the order in which it was."""
    query = _SELECTED.where(observations.c.source == source, observations.c.run == run)
    found = connection.execute(query.order_by(observations.c.archive, observations.c.offset))
    return [Stored._make(row) for row in found]


def repeated(connection: Connection, source: str, repeat: Stored) -> Stored | None:
    """The observation that another one repeats; None where no archive holds it."""
    at, _, key = repeat.words.rpartition(" ")
    return _as_at(connection, source, key, datetime.fromisoformat(at) if at else None, repeat.payload_digest)


def _as_at(connection: Connection, source: str, key: str, at: datetime | None, payload_digest: str) -> Stored | None:
    """The observation of an address at a time, or of its bytes; best of both."""
    query = _SELECTED.where(observations.c.source == source, observations.c.key == key, observations.c.kind != "repeat")
    alike = (observations.c.payload_digest == payload_digest) & (observations.c.payload_digest != "")
    then = observations.c.at == at
    for each in (then & alike, alike, then):
        if found := connection.execute(query.where(each).order_by(*_ORDER).limit(1)).first():
            return Stored._make(found)
    return None


def crawled_runs(connection: Connection, source: str) -> list[int]:
    """The runs of a source that were crawled and of which no archive that was read holds the answers."""
    query = select(runs.c.run_id).where(runs.c.source == source, runs.c.folded == 0)
    kept = select(observations.c.run).where(observations.c.source == source, observations.c.kind.in_(OF_RUNS))
    return list(connection.execute(query.where(runs.c.run_id.not_in(kept)).order_by(runs.c.run_id)).scalars())
