"""Alembic's entry: migrates over the connection, and inside the transaction, that `database` hands in."""

from __future__ import annotations

from alembic import context

from unionjobs_scraper.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
