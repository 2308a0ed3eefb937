"""How long a list has had rows that nobody understood."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text

from unionjobs_scraper.storage.schema import UtcTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Adds a table; the past is not known, so rows are watched from the next run on."""
    op.create_table(
        "unread_rows",
        Column("source", Text(), nullable=False),
        Column("row_key", Text(), nullable=False),
        Column("since", UtcTime(), nullable=False),
        Column("runs", Integer(), nullable=False),
        PrimaryKeyConstraint("source", "row_key", name=op.f("pk_unread_rows")),
    )
