"""`scrapy duplicates`: the pairs of postings that the program is least certain of, for a person to decide."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from scrapy.exceptions import UsageError

from unionjobs_scraper.clock import Clock
from unionjobs_scraper.linking.decision import Relation
from unionjobs_scraper.linking.text import only_in
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking.reviews import Compared, forget, least_certain, review
from unionjobs_scraper.storage.values import cell_text
from unionjobs_scraper.terminal.command import DatabaseCommand

if TYPE_CHECKING:
    from rich.table import Table

SIDE_BY_SIDE = (
    "posting_id job_id employer title department locations employment_type salary_text date_posted valid_through"
    " status first_seen last_seen url apply_url"
).split()
LONGEST = 600
"""Characters of a text's own passages that are shown."""


class Command(DatabaseCommand):
    """Reads the database; writes only reviews, and what follows from them."""

    summary = "Show the least certain pairs of postings side by side, and record what you say of them"
    manual = (
        "Show the pairs of postings on which the program decided by the smallest margin: are they one job? In a"
        " terminal it asks about each; a review overrides the program's decision and is never deleted."
        " --same and --not-same record a review without asking, --forget takes one back."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--limit", type=int, default=10, metavar="N", help="pairs to show (default: %(default)s)")
        parser.add_argument("--json", action="store_true", help="one JSON object per pair and line")
        said = parser.add_mutually_exclusive_group()
        for option, what in (("--same", "are one job"), ("--not-same", "are two jobs"), ("--forget", "are undecided")):
            said.add_argument(option, nargs=2, metavar=("POSTING", "OTHER"), help=f"record that the two {what}")
        parser.add_argument("--note", default="", help="why, kept with a review")

    writes = True

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuses a limit that shows nothing. Raises `UsageError`."""
        if opts.limit < 1:
            raise UsageError(f"--limit {opts.limit}: ask for one pair or more", print_help=False)

    def execute(self, database: Database, args: list[str], opts: argparse.Namespace) -> None:
        """Shows the pairs, or records what was said of one. Raises `OperatorError`."""
        if opts.same or opts.not_same or opts.forget:
            _record(database, self.clock, opts)
        else:
            _show(database, self.clock, opts)


def _record(database: Database, clock: Clock, opts: argparse.Namespace) -> None:
    one, other = opts.same or opts.not_same or opts.forget
    with database.write() as connection:
        if opts.forget:
            known = forget(connection, one, other)
            print("the review is taken back" if known else "the two were not reviewed")
        else:
            review(connection, one, other, same=bool(opts.same), at=clock.now(), note=opts.note)
            print(f"recorded: {one} and {other} are {'one job' if opts.same else 'two jobs'}")


def _show(database: Database, clock: Clock, opts: argparse.Namespace) -> None:
    with database.read() as connection:
        pairs = least_certain(connection, opts.limit)
    if opts.json:
        for pair in pairs:
            print(json.dumps(_record_of(pair), ensure_ascii=False))
        return
    if not pairs:
        print("no pair of postings is in doubt")
    from rich.console import Console  # here: Scrapy loads every command at each start

    console = Console()
    for number, pair in enumerate(pairs, start=1):
        console.print(_side_by_side(pair, f"{number} of {len(pairs)}"))
        if sys.stdin.isatty() and sys.stdout.isatty() and not _asked(database, clock, pair):
            return


def _asked(database: Database, clock: Clock, pair: Compared) -> bool:
    """Asks a person; returns whether to go on."""
    from rich.prompt import Prompt

    try:
        answer = Prompt.ask("one job? [b]s[/b]ame, [b]n[/b]ot the same, s[b]k[/b]ip, [b]q[/b]uit", choices=list("snkq"))
    except EOFError:
        return False
    if answer in "sn":
        with database.write() as connection:
            one, other = pair.first["posting_id"], pair.other["posting_id"]
            review(connection, one, other, same=answer == "s", at=clock.now())
    return answer != "q"


def _side_by_side(pair: Compared, number: str) -> Table:
    from rich.table import Table
    from rich.text import Text

    decided = "two jobs" if pair.relation == Relation.APART.value else f"one job ({pair.relation})"
    title = Text(f"{number}: {decided}, by {pair.decided_by}: {pair.why}")  # no markup: it quotes the ads
    table = Table(title=title, title_justify="left", expand=True)
    table.add_column("")
    table.add_column("one", ratio=1, overflow="fold")
    table.add_column("the other", ratio=1, overflow="fold")
    for name, one, other in _rows(pair):
        style = "" if one == other else "bold"
        table.add_row(name, Text(one, style=style), Text(other, style=style))
    return table


def _rows(pair: Compared) -> Iterator[Sequence[str]]:
    for name in SIDE_BY_SIDE:
        one, other = cell_text(pair.first[name]), cell_text(pair.other[name])
        if one or other:
            yield name, one, other
    texts = (pair.first["description"], pair.other["description"])
    yield "words", *(str(len(text.split())) for text in texts)
    yield "only here", *(_cut(only_in(text, against)) for text, against in (texts, texts[::-1]))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"


def _record_of(pair: Compared) -> dict[str, Any]:
    decision = {"relation": pair.relation, "decided_by": pair.decided_by, "why": pair.why, "margin": pair.margin}
    sides = {
        side: {name: cell_text(row[name]) for name in SIDE_BY_SIDE}
        for side, row in (("first", pair.first), ("other", pair.other))
    }
    return decision | sides
