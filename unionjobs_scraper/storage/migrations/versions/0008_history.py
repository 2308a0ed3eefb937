"""What rows held before they changed, so that what the dataset said on a day can be given again."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text

from unionjobs_scraper.storage.schema import UtcTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Adds three tables; what a database held before is known since its newest run, and no day before it."""
    op.create_table(
        "history",
        Column("history_id", Integer(), nullable=False),
        Column("relation", Text(), nullable=False),
        Column("key", Text(), nullable=False),
        Column("at", UtcTime(), nullable=False),
        Column("old", Text()),
        PrimaryKeyConstraint("history_id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_at"), "history", ["at"])
    op.create_table(
        "sights",
        Column("source", Text(), nullable=False),
        Column("at", UtcTime(), nullable=False),
        Column("known", UtcTime(), nullable=False),
        PrimaryKeyConstraint("source", "at", name=op.f("pk_sights")),
    )
    op.create_table(
        "writing",
        Column("writing_id", Integer(), nullable=False, autoincrement=False),
        Column("at", UtcTime()),
        Column("since", UtcTime()),
        PrimaryKeyConstraint("writing_id", name=op.f("pk_writing")),
    )
    op.execute(
        "INSERT INTO writing (writing_id, since) SELECT 1, started_at FROM runs ORDER BY started_at DESC LIMIT 1"
    )
