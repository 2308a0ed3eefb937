"""The tables, for SQLite and PostgreSQL alike.

`postings` holds the promised columns (docs/codebook.md) and, after them, what the program itself needs to
remember. Changing a table means a new file in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnClause,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    column,
    false,
    table,
)
from sqlalchemy.types import TypeEngine

from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.storage.jobs_view import TAKEN

ISO = "%Y-%m-%dT%H:%M:%SZ"

REVISION = "0010"
"""The newest file in `migrations/versions`."""


MARKED = "marked"
"""In `postings.row_hash`, where no fingerprint equals it: the page of a listed posting carried a closing mark."""


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC `datetime`, to the second: `timestamptz` in PostgreSQL, ISO 8601 text in SQLite."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Picks the column type."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(20))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Python to database."""
        if value is None:
            return None
        return _text(value) if dialect.name == "sqlite" else value.astimezone(UTC).replace(microsecond=0)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Database to Python."""
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)  # twenty times as fast as strptime, and aware: it ends in Z
        assert isinstance(value, datetime)
        return value.astimezone(UTC)


@lru_cache(maxsize=256)
def _text(at: datetime) -> str:
    """The same few times come with every posting of a batch."""
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"  # as ISO has it, in a third of the time of strftime


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _exported(*columns: Column[Any]) -> Sequence[Column[Any]]:
    """Marks columns as promised: `exported_columns` has them, docs/codebook.md describes them."""
    for each in columns:
        each.info["exported"] = True
    return columns


def exported_columns(of: Table) -> tuple[str, ...]:
    """The names of the columns of a table that are promised, in order."""
    return tuple(each.name for each in of.columns if each.info.get("exported"))


def _words(name: str, length: int | None = None) -> Column[str]:
    """A text column that is never NULL: empty is empty."""
    return Column(name, String(length) if length else Text, nullable=False, server_default="")


CLOSED_COLUMNS = {reason: f"closed_{reason}" for reason in ClosedReason}
"""The columns of `runs` that count the closings of each way to close."""

runs = Table(
    "runs",
    metadata,
    *_exported(
        Column("run_id", Integer, primary_key=True),
        Column("source", Text, nullable=False),
        Column("started_at", UtcTime, nullable=False),
        Column("census_at", UtcTime),
        Column("finished_at", UtcTime),
        _words("verdict"),
        _words("reason"),
        *(
            Column(name, Integer, nullable=False, server_default="0")
            for name in (
                "listed",
                "pages_read",
                "new",
                "changed",
                "unchanged",
                "reopened",
                *CLOSED_COLUMNS.values(),
                "missing",
                "refused",
                "requests",
            )
        ),
        Column("bytes", BigInteger, nullable=False, server_default="0"),
        _words("archive"),
    ),
    Column("folded", Integer, nullable=False, server_default="0"),
    Index(None, "source", "started_at"),
    Index(None, "source", "verdict", "started_at"),
)

postings = Table(
    "postings",
    metadata,
    *_exported(
        Column("posting_id", Text, primary_key=True),
        _words("job_id"),
        Column("source", Text, nullable=False),
        Column("source_id", Text, nullable=False),
        _words("url"),
        _words("employer"),
        _words("union_abbr"),
        _words("local"),
        _words("title"),
        _words("department"),
        _words("job_family"),
        _words("locality"),
        _words("region"),
        _words("country"),
        _words("locations"),
        _words("workplace"),
        _words("employment_type"),
        Column("salary_min", Float),
        Column("salary_max", Float),
        _words("salary_currency"),
        _words("salary_period"),
        _words("salary_text"),
        Column("date_posted", Date),
        Column("valid_through", Date),
        _words("status"),
        _words("closed_reason"),
        Column("open_after", UtcTime),
        Column("open_by", UtcTime, nullable=False),
        Column("closed_after", UtcTime),
        Column("closed_by", UtcTime),
        Column("spells", Integer, nullable=False),
        Column("first_seen", UtcTime, nullable=False),
        Column("last_seen", UtcTime, nullable=False),
        _words("apply_url"),
        _words("description"),
        _words("content_hash"),
    ),
    # what the program remembers
    _words("location_text"),
    _words("region_text"),
    _words("date_posted_text"),
    _words("valid_through_text"),
    _words("employment_text"),
    _words("site_id"),
    _words("row_hash"),
    Column("read_at", UtcTime),
    Column("missing_since", UtcTime),
    Column("missed_at", UtcTime),
    Column("misses", Integer, nullable=False, server_default="0"),
    Column("reopen_after", UtcTime),
    UniqueConstraint("source", "source_id"),
    Index(None, "source", "status"),
    Index(None, "source", "site_id"),
    Index(None, "job_id"),
)

POSTING_COLUMNS = exported_columns(postings)
"""The promised columns of `--table postings`, in order."""

spells = Table(
    "spells",
    metadata,
    *_exported(
        Column("posting_id", Text, ForeignKey("postings.posting_id"), primary_key=True),
        Column("spell", Integer, primary_key=True),
        Column("open_after", UtcTime),
        Column("open_by", UtcTime, nullable=False),
        Column("opened_run", Integer, nullable=False),
        Column("closed_after", UtcTime),
        Column("closed_by", UtcTime),
        _words("closed_reason"),
        Column("closed_run", Integer),
        _words("evidence_url"),
        Column("evidence_status", Integer),
        _words("evidence"),
    ),
)

changes = Table(
    "changes",
    metadata,
    Column("change_id", Integer, primary_key=True),
    *_exported(
        Column("posting_id", Text, ForeignKey("postings.posting_id"), nullable=False),
        Column("run_id", Integer, nullable=False),
        Column("at", UtcTime, nullable=False),
        Column("field", Text, nullable=False),
        _words("old"),
        _words("new"),
        _words("doing"),
        _words("archive"),
    ),
    Index(None, "posting_id"),
)

readings = Table(
    "readings",
    metadata,
    Column("reading_id", String(32), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""What was read of archived pages, each reading once: packed JSON (`storage/observations.py`)."""

observations = Table(
    "observations",
    metadata,
    Column("source", Text, primary_key=True),
    Column("at", UtcTime, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
    Column("url", Text, nullable=False),
    Column("status", Integer, nullable=False),
    Column("archive", Text, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("of_list", Boolean, nullable=False),
    _words("payload_digest"),
    _words("words"),
    Column("reading_id", String(32), nullable=False),
    Index(None, "source", "key", "at"),
    Index(None, "reading_id"),
)
"""What archives hold of each source; the record is folded from all of it (`archive/fold.py`)."""

leases = Table(
    "leases",
    metadata,
    Column("source", Text, primary_key=True),
    Column("run_id", Integer, nullable=False),
    Column("host", Text, nullable=False),
    Column("pid", Integer, nullable=False),
    _words("process"),
    Column("since", UtcTime, nullable=False),
    Column("renewed", UtcTime, nullable=False),
)
"""Who is taking a census of which source right now."""

fill = Table(
    "fill",
    metadata,
    Column("run_id", Integer, primary_key=True, autoincrement=False),
    Column("field", Text, primary_key=True),
    Column("filled", Integer, nullable=False),
    Column("read", Integer, nullable=False),
)
"""How many of the postings that a run read (`read`) had a column filled (`filled`)."""

shapes = Table(
    "shapes",
    metadata,
    Column("source", Text, primary_key=True),
    Column("shape", Text, nullable=False),
    Column("run_id", Integer, nullable=False),
)
"""What each source's list pages were built of when a complete run last read them (`crawl.page_signature`), and how many
they were (`lifecycle.paging.Pages`)."""

unread_rows = Table(
    "unread_rows",
    metadata,
    Column("source", Text, primary_key=True),
    Column("row_key", Text, primary_key=True),
    Column("since", UtcTime, nullable=False),
    Column("runs", Integer, nullable=False),
    Column("known", Boolean, nullable=False, server_default=false()),
)
"""Rows of each source's last list that were not read, since when each has been there, and known furniture."""

history = Table(
    "history",
    metadata,
    Column("history_id", Integer, primary_key=True),
    Column("relation", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("old", Text),
    Index(None, "at"),
)
"""What rows held before they changed (`history_triggers`): table, JSON of the key, when, JSON of the values."""

sights = Table(
    "sights",
    metadata,
    Column("source", Text, primary_key=True),
    Column("at", UtcTime, primary_key=True),
    Column("known", UtcTime, nullable=False),
)
"""When the postings that a run of each source saw were seen, and under which time `history` was kept then."""

writing = Table(
    "writing",
    metadata,
    Column("writing_id", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcTime),
    Column("since", UtcTime),
)
"""One row: under which time `history` is kept, and the newest run before any was."""

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("posting_id", Text, ForeignKey("postings.posting_id"), primary_key=True),
    Column("employer", BigInteger, nullable=False),
    Column("title", Text, nullable=False),
    _words("requisition"),
    Column("sample", BigInteger, nullable=False),
    Column("passages", LargeBinary, nullable=False),
    Column("keys", LargeBinary, nullable=False),
    Index(None, "employer", "sample"),
)
"""What the linker remembers of a posting, so that it need not read its text again (`linking/`)."""

job_keys = Table(
    "job_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("posting_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""What postings of one job share (`linking/keys.py`)."""

links = Table(
    "links",
    metadata,
    *_exported(
        Column("posting_id", Text, ForeignKey("postings.posting_id"), primary_key=True),
        Column("other_id", Text, ForeignKey("postings.posting_id"), primary_key=True),
        _words("relation"),
        _words("decided_by"),
        _words("why"),
        _words("title_agreement"),
        _words("place_agreement"),
        _words("employer_agreement"),
        Column("text_similarity", Float),
        Column("apply_shared", Boolean, nullable=False),
        Column("margin", Float, nullable=False),
    ),
    # the employer (`fingerprints.employer`) whose stock of phrases the decision rests on
    Column("learned_from", BigInteger),
    Index(None, "other_id"),
    Index(None, "learned_from"),
)
"""Pairs of postings that were compared, `posting_id` < `other_id`, and what they are to each other."""

reviews = Table(
    "reviews",
    metadata,
    Column("posting_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True),
    Column("same", Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
    _words("note"),
    Index(None, "other_id"),
)
"""A person's decision on a pair, `posting_id` < `other_id`. It overrides the program's decision and stays."""


def _taken() -> Iterator[ColumnClause[Any]]:
    for name, _, columns in TAKEN:
        yield from (column(each, postings.c[each].type) for each in columns)
        yield column(f"{name}_from", Text)


jobs = table(
    "jobs",
    column("job_id", Text),
    *_taken(),
    column("status", Text),
    column("first_opened_after", UtcTime),
    column("first_opened", UtcTime),
    column("last_closed_after", UtcTime),
    column("last_closed", UtcTime),
    column("postings", Integer),
    column("boards", Integer),
    column("sources", Text),
)
"""The view of `jobs_view.py`."""
