"""A run that was not recorded is found without a look at every earlier run of its source."""

from __future__ import annotations

from alembic import op

from unionjobs_scraper.storage.schema import UNRECORDED

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds an index of the runs that are under way or were cut off: few, however many years are on record."""
    op.create_index("ix_runs_unrecorded", "runs", ["source"], sqlite_where=UNRECORDED, postgresql_where=UNRECORDED)
