"""The column `union` is `union_abbr`: the first is a word of SQL, which every query would have to quote."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Renames the column, also where the change log and the fill of columns name it."""
    op.alter_column("postings", "union", new_column_name="union_abbr")
    op.execute("UPDATE changes SET field = 'union_abbr' WHERE field = 'union'")
    op.execute("UPDATE fill SET field = 'union_abbr' WHERE field = 'union'")
