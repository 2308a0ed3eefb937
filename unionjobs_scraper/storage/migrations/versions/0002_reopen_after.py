"""The lower bound of a reopening that a complete census has yet to confirm."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column

from unionjobs_scraper.storage.schema import UtcTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds one column; every row keeps what it has."""
    op.add_column("postings", Column("reopen_after", UtcTime()))
