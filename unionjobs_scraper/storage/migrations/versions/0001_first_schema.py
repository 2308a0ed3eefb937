"""The first schema."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKeyConstraint,
    Integer,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from unionjobs_scraper.storage.schema import UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables of an empty database."""
    op.create_table(
        "leases",
        Column("source", Text(), nullable=False),
        Column("run_id", Integer(), nullable=False),
        Column("host", Text(), nullable=False),
        Column("pid", Integer(), nullable=False),
        Column("process", Text(), server_default="", nullable=False),
        Column("since", UtcTime(), nullable=False),
        Column("renewed", UtcTime(), nullable=False),
        PrimaryKeyConstraint("source", name=op.f("pk_leases")),
    )
    op.create_table(
        "postings",
        Column("posting_id", Text(), nullable=False),
        Column("job_id", Text(), server_default="", nullable=False),
        Column("source", Text(), nullable=False),
        Column("source_id", Text(), nullable=False),
        Column("url", Text(), server_default="", nullable=False),
        Column("employer", Text(), server_default="", nullable=False),
        Column("union", Text(), server_default="", nullable=False),
        Column("local", Text(), server_default="", nullable=False),
        Column("title", Text(), server_default="", nullable=False),
        Column("department", Text(), server_default="", nullable=False),
        Column("job_family", Text(), server_default="", nullable=False),
        Column("locality", Text(), server_default="", nullable=False),
        Column("region", Text(), server_default="", nullable=False),
        Column("country", Text(), server_default="", nullable=False),
        Column("locations", Text(), server_default="", nullable=False),
        Column("workplace", Text(), server_default="", nullable=False),
        Column("employment_type", Text(), server_default="", nullable=False),
        Column("salary_min", Float(), nullable=True),
        Column("salary_max", Float(), nullable=True),
        Column("salary_currency", Text(), server_default="", nullable=False),
        Column("salary_period", Text(), server_default="", nullable=False),
        Column("salary_text", Text(), server_default="", nullable=False),
        Column("date_posted", Date(), nullable=True),
        Column("valid_through", Date(), nullable=True),
        Column("status", Text(), server_default="", nullable=False),
        Column("closed_reason", Text(), server_default="", nullable=False),
        Column("open_after", UtcTime(), nullable=True),
        Column("open_by", UtcTime(), nullable=False),
        Column("closed_after", UtcTime(), nullable=True),
        Column("closed_by", UtcTime(), nullable=True),
        Column("spells", Integer(), nullable=False),
        Column("first_seen", UtcTime(), nullable=False),
        Column("last_seen", UtcTime(), nullable=False),
        Column("apply_url", Text(), server_default="", nullable=False),
        Column("description", Text(), server_default="", nullable=False),
        Column("content_hash", Text(), server_default="", nullable=False),
        Column("location_text", Text(), server_default="", nullable=False),
        Column("region_text", Text(), server_default="", nullable=False),
        Column("date_posted_text", Text(), server_default="", nullable=False),
        Column("valid_through_text", Text(), server_default="", nullable=False),
        Column("employment_text", Text(), server_default="", nullable=False),
        Column("site_id", Text(), server_default="", nullable=False),
        Column("row_hash", Text(), server_default="", nullable=False),
        Column("read_at", UtcTime(), nullable=True),
        Column("missing_since", UtcTime(), nullable=True),
        Column("missed_at", UtcTime(), nullable=True),
        Column("misses", Integer(), server_default="0", nullable=False),
        Column("job_key", Text(), server_default="", nullable=False),
        PrimaryKeyConstraint("posting_id", name=op.f("pk_postings")),
        UniqueConstraint("source", "source_id", name=op.f("uq_postings_source_source_id")),
    )
    op.create_index(op.f("ix_postings_job_id"), "postings", ["job_id"], unique=False)
    op.create_index(op.f("ix_postings_job_key"), "postings", ["job_key"], unique=False)
    op.create_index(op.f("ix_postings_source_site_id"), "postings", ["source", "site_id"], unique=False)
    op.create_index(op.f("ix_postings_source_status"), "postings", ["source", "status"], unique=False)
    op.create_table(
        "runs",
        Column("run_id", Integer(), nullable=False),
        Column("source", Text(), nullable=False),
        Column("started_at", UtcTime(), nullable=False),
        Column("census_at", UtcTime(), nullable=True),
        Column("finished_at", UtcTime(), nullable=True),
        Column("verdict", Text(), server_default="", nullable=False),
        Column("reason", Text(), server_default="", nullable=False),
        Column("listed", Integer(), server_default="0", nullable=False),
        Column("pages_read", Integer(), server_default="0", nullable=False),
        Column("new", Integer(), server_default="0", nullable=False),
        Column("changed", Integer(), server_default="0", nullable=False),
        Column("unchanged", Integer(), server_default="0", nullable=False),
        Column("reopened", Integer(), server_default="0", nullable=False),
        Column("closed_marked", Integer(), server_default="0", nullable=False),
        Column("closed_gone", Integer(), server_default="0", nullable=False),
        Column("closed_delisted", Integer(), server_default="0", nullable=False),
        Column("missing", Integer(), server_default="0", nullable=False),
        Column("refused", Integer(), server_default="0", nullable=False),
        Column("requests", Integer(), server_default="0", nullable=False),
        Column("bytes", BigInteger(), server_default="0", nullable=False),
        PrimaryKeyConstraint("run_id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_source_started_at"), "runs", ["source", "started_at"], unique=False)
    op.create_table(
        "changes",
        Column("change_id", Integer(), nullable=False),
        Column("posting_id", Text(), nullable=False),
        Column("run_id", Integer(), nullable=False),
        Column("at", UtcTime(), nullable=False),
        Column("field", Text(), nullable=False),
        Column("old", Text(), server_default="", nullable=False),
        Column("new", Text(), server_default="", nullable=False),
        ForeignKeyConstraint(["posting_id"], ["postings.posting_id"], name=op.f("fk_changes_posting_id")),
        PrimaryKeyConstraint("change_id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_posting_id"), "changes", ["posting_id"], unique=False)
    op.create_table(
        "spells",
        Column("posting_id", Text(), nullable=False),
        Column("spell", Integer(), nullable=False),
        Column("open_after", UtcTime(), nullable=True),
        Column("open_by", UtcTime(), nullable=False),
        Column("opened_run", Integer(), nullable=False),
        Column("closed_after", UtcTime(), nullable=True),
        Column("closed_by", UtcTime(), nullable=True),
        Column("closed_reason", Text(), server_default="", nullable=False),
        Column("closed_run", Integer(), nullable=True),
        Column("evidence_url", Text(), server_default="", nullable=False),
        Column("evidence_status", Integer(), nullable=True),
        Column("evidence", Text(), server_default="", nullable=False),
        ForeignKeyConstraint(["posting_id"], ["postings.posting_id"], name=op.f("fk_spells_posting_id")),
        PrimaryKeyConstraint("posting_id", "spell", name=op.f("pk_spells")),
    )
