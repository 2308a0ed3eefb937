"""How full a run's readings were, and what a source's list pages are built of."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, Text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds two tables; the past has no counts, so columns are watched from the next run on."""
    op.create_table(
        "fill",
        Column("run_id", Integer(), nullable=False),
        Column("field", Text(), nullable=False),
        Column("filled", Integer(), nullable=False),
        Column("read", Integer(), nullable=False),
        PrimaryKeyConstraint("run_id", "field", name=op.f("pk_fill")),
    )
    op.create_table(
        "shapes",
        Column("source", Text(), nullable=False),
        Column("shape", Text(), nullable=False),
        Column("run_id", Integer(), nullable=False),
        PrimaryKeyConstraint("source", name=op.f("pk_shapes")),
    )
