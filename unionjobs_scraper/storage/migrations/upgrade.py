"""Which schema a database has, and how it is brought to the newest."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from unionjobs_scraper.storage.history_triggers import KEYS, drop_triggers, make_triggers
from unionjobs_scraper.storage.jobs_view import jobs_view
from unionjobs_scraper.storage.schema import POSTING_COLUMNS, metadata

FOLDER = Path(__file__).parent


def revision(connection: Connection) -> str:
    """The schema's revision; empty for a database that has none of this program's tables."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def migrate(connection: Connection) -> None:
    """Brings the schema from any revision, or from nothing, to the newest; the view `jobs` is made anew."""
    from alembic import command  # here: most runs find the schema current and need not load it
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    postgres = connection.dialect.name == "postgresql"
    connection.exec_driver_sql("DROP VIEW IF EXISTS jobs")
    _drop_triggers(connection, postgres=postgres)
    command.upgrade(config, "head")
    connection.exec_driver_sql(jobs_view(postgres=postgres))
    kept = {name: [column.name for column in metadata.tables[name].columns] for name in KEYS}
    for statement in make_triggers(postgres=postgres, columns=kept | {"postings": [*POSTING_COLUMNS, "read_at"]}):
        connection.exec_driver_sql(statement)


def _drop_triggers(connection: Connection, *, postgres: bool) -> None:
    """Takes the triggers away, which would keep what a migration does."""
    if inspect(connection).has_table("history"):
        for statement in drop_triggers(postgres=postgres):
            connection.exec_driver_sql(statement)
