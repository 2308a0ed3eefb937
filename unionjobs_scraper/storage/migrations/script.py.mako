"""${message}."""

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Brings a database from the revision before this one."""
    ${upgrades if upgrades else "..."}
