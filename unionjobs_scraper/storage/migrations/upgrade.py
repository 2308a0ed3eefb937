"""Which schema a database has, and how it is brought to the newest."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from unionjobs_scraper.storage.jobs_view import jobs_view

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
    connection.exec_driver_sql("DROP VIEW IF EXISTS jobs")
    command.upgrade(config, "head")
    connection.exec_driver_sql(jobs_view(postgres=connection.dialect.name == "postgresql"))
