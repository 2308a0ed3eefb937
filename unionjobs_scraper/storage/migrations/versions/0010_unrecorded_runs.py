"""A run that was not recorded is found without a look at every earlier run of its source."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Adds an index of runs by what became of them: those that were cut off are few, whatever is on record."""
    op.create_index(op.f("ix_runs_source_verdict_started_at"), "runs", ["source", "verdict", "started_at"])
