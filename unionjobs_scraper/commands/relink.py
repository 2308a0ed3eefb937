"""`scrapy relink`: decides anew which postings are one job."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import suppress

from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking.relink import Moved, count, relink
from unionjobs_scraper.terminal.command import DatabaseCommand
from unionjobs_scraper.terminal.progress import bar

SHOWN = 50
"""Moved postings that are printed without --all."""


class Command(DatabaseCommand):
    """Changes nothing without --apply."""

    summary = "Decide anew which postings are one job, and show what would change"
    manual = (
        "Decide for every stored posting anew which others are the same job, as a new version of the program"
        " would, and show whose job_id would change. Reviews (scrapy duplicates) always win and are kept."
        " Nothing changes without --apply; other runs wait for the database meanwhile."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--apply", action="store_true", help="store the result (default: only show it)")
        parser.add_argument("--all", action="store_true", help=f"print every change, not the first {SHOWN}")

    writes = True

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Prints what moves. Raises `OperatorError`."""
        stored, moved = _relinked(database, apply=opts.apply)
        _print(stored, moved, applied=opts.apply, limit=len(moved) if opts.all else SHOWN)


class _OnlyShown(Exception):
    """Undoes the transaction."""


def _relinked(database: Database, *, apply: bool) -> tuple[int, Sequence[Moved]]:
    stored, moved = 0, []
    with suppress(_OnlyShown), database.write() as connection, bar() as told:
        stored = count(connection)
        moved = relink(connection, lambda linked: told("postings linked", linked, stored))
        if not apply:
            raise _OnlyShown
    return stored, moved


def _print(stored: int, moved: Sequence[Moved], *, applied: bool, limit: int) -> None:
    for each in moved[:limit]:
        print(f"{each.posting_id}: job {each.old} -> {each.new}")
    if len(moved) > limit:
        print(f"… and {len(moved) - limit} more (--all)")
    done = "now have" if applied else "would have"
    again = "" if applied or not moved else "; nothing is stored without --apply"
    print(f"{len(moved)} of {stored} postings {done} another job_id{again}")
