"""What archives hold of each source, and which record of which archive shows a run's list and a change."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, PrimaryKeyConstraint, String, Text

from unionjobs_scraper.storage.schema import UtcTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Adds two tables and four columns; what was crawled before names no archive."""
    op.add_column("runs", Column("archive", Text(), nullable=False, server_default=""))
    op.add_column("runs", Column("folded", Integer(), nullable=False, server_default="0"))
    op.add_column("changes", Column("doing", Text(), nullable=False, server_default=""))
    op.add_column("changes", Column("archive", Text(), nullable=False, server_default=""))
    op.create_table(
        "readings",
        Column("reading_id", String(32), nullable=False),
        Column("content", LargeBinary(), nullable=False),
        PrimaryKeyConstraint("reading_id", name=op.f("pk_readings")),
    )
    key = ("source", "at", "key", "kind", "digest", "run", "role")
    op.create_table(
        "observations",
        Column("source", Text(), nullable=False),
        Column("at", UtcTime(), nullable=False),
        Column("key", Text(), nullable=False),
        Column("kind", Text(), nullable=False),
        Column("digest", Text(), nullable=False),
        Column("run", Integer(), nullable=False, autoincrement=False),
        Column("role", Text(), nullable=False),
        Column("url", Text(), nullable=False),
        Column("status", Integer(), nullable=False),
        Column("archive", Text(), nullable=False),
        Column("offset", BigInteger(), nullable=False),
        Column("of_list", Boolean(), nullable=False),
        Column("payload_digest", Text(), nullable=False, server_default=""),
        Column("words", Text(), nullable=False, server_default=""),
        Column("reading_id", String(32), nullable=False),
        PrimaryKeyConstraint(*key, name=op.f("pk_observations")),
    )
    for columns in (("source", "key", "at"), ("reading_id",)):
        op.create_index(op.f(f"ix_observations_{'_'.join(columns)}"), "observations", list(columns))
