"""How the runs of one `scrapy crawlall` ended, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from unionjobs_scraper.crawl.conclusion import Outcome
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.terminal.tables import console

COUNTS = ("listed", "new", "changed", "closed", "missing", "reopened", "refused", "requests")
COLORS = {"complete": "green", "partial": "yellow", "failed": "red"}


@dataclass(frozen=True, slots=True)
class Crawled:
    """How one source's run ended: with an outcome, or with what kept it from having one."""

    source: str
    outcome: Outcome | None
    error: BaseException | None

    @property
    def complete(self) -> bool:
        """Whether the run is complete."""
        return bool(self.outcome and not self.error and self.outcome.judgement.verdict is Verdict.COMPLETE)

    @property
    def verdict(self) -> str:
        """In one word, or two."""
        return self.outcome.judgement.verdict.value if self.outcome else "not run"

    @property
    def why(self) -> str:
        """Why it is not complete, and what else is worth a look."""
        if self.outcome is None:
            return str(self.error or "no outcome").strip() or type(self.error).__name__
        said = [str(self.outcome.judgement), str(self.error or ""), *map(str, self.outcome.lost)]
        return "; ".join(filter(None, said))

    def counts(self) -> list[str]:
        """The numbers of `COUNTS`; empty where there was no run."""
        if self.outcome is None:
            return [""] * len(COUNTS)
        counts = self.outcome.counts
        return [str(counts.closed.total() if name == "closed" else getattr(counts, name)) for name in COUNTS]


def print_roundup(crawled: Sequence[Crawled], summary: str) -> None:
    """Prints the table, colored on a terminal, and the summary."""
    from rich.table import Table  # here: only the end of a crawlall needs it
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    table.add_column("source", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for heading in COUNTS:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("why not", overflow="fold")
    for each in sorted(crawled, key=lambda each: each.source):
        verdict = Text(each.verdict, COLORS.get(each.verdict, "red"))
        table.add_row(Text(each.source), verdict, *each.counts(), Text(each.why))
    console().print(table)
    print(summary)
