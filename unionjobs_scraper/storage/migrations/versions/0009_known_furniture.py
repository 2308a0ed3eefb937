"""Furniture of a list stays known when it is away for a while."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Boolean, Column, false

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Adds a column; rows that stand today are proven anew by the next complete run."""
    op.add_column("unread_rows", Column("known", Boolean(), nullable=False, server_default=false()))
