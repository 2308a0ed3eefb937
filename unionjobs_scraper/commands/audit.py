"""`scrapy audit`: how often a closing, or an open posting, is wrong, judged by a person on a sample."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.terminal.command import OperatorCommand

USAGE = "say what to do: scrapy audit draw, or scrapy audit score SHEET"


class Command(OperatorCommand):
    """Reads the database that DATABASE_URL names; writes a sheet and its key."""

    usage = "draw | score SHEET [options]"
    summary = "Draw a sample of closings and open postings for a person to judge, and score it"
    manual = (
        "`draw` writes a sheet (CSV) with closings and open postings, drawn by strata (how a closing is known; how long"
        " a posting has been open) and mixed, each with the stored evidence and without what was decided, and beside it"
        " a key (.key.json) that a judge does not open. Fill the column answer for each: open, closed or unclear at"
        " asked_at. `score` reads the filled sheet and its key and gives the rates of false closings and stale open"
        " postings with intervals of 95 %; scrapy release --audit tells them in a release."
    )
    takes = "*"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        group = parser.add_argument_group(title="The audit")
        group.add_argument("--n", metavar="N", type=int, default=100, help="draw: items, half of them closings (100)")
        group.add_argument("--seed", metavar="S", type=int, default=1, help="draw: the same seed draws the same (1)")
        group.add_argument(
            "-o", "--output", metavar="FILE", default="", help="draw: the sheet (audit.csv); score: JSON"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses what cannot be meant. Raises `UsageError`."""
        if args[:1] not in (["draw"], ["score"]) or len(args) != 1 + (args[0] == "score"):
            raise UsageError(USAGE, print_help=False)
        if opts.n < 1:
            raise UsageError(f"--n {opts.n}: draw one item at least", print_help=False)

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int | None:
        """Draws or scores. Raises `OperatorError`."""
        if args[0] == "draw":
            self._draw(opts)
        else:
            self._score(Path(args[1]), opts)
        return None

    def _draw(self, opts: argparse.Namespace) -> None:
        from unionjobs_scraper.publish.release.audit_sheet import ANSWERS, draw, key_of  # here: as in other commands
        from unionjobs_scraper.storage.queries.coverage import snapshot

        sheet = Path(opts.output or "audit.csv")
        with self.existing() as database, snapshot(database) as frozen:
            count = draw(frozen, sheet, n=opts.n, seed=opts.seed, sources=crawled())
        sys.stderr.write(
            f"{sheet}: {count} items; fill in answer ({', '.join(ANSWERS)}), then scrapy audit score {sheet}\n"
        )
        sys.stderr.write(f"{key_of(sheet)}: the key, not to be opened before\n")

    def _score(self, sheet: Path, opts: argparse.Namespace) -> None:
        from unionjobs_scraper.publish.files import replacing
        from unionjobs_scraper.publish.release.audit_score import audited
        from unionjobs_scraper.publish.release.audit_sheet import score

        found = score(sheet)
        sys.stdout.write("".join(f"{sentence}\n" for sentence in audited(found)))
        if opts.output:
            with replacing(Path(opts.output)) as part:
                part.write_text(found.told(), encoding="utf-8")
