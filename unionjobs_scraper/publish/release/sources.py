"""How well and how politely each source was covered: one row per source that was ever crawled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from unionjobs_scraper.boards import crawled, register
from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.coverage import covered

NAME = "coverage"
ABOUT = "One row per source: its runs and their verdicts, its postings, and what was asked of its site."


def _column(name: str, description: str, kind: str = "string", **known: Any) -> Column:
    return Column(table=NAME, name=name, type=kind, description=description, **known)


def _count(name: str, description: str, unit: str) -> Column:
    return _column(name, description, "integer", unit=unit, minimum=0, required=True)


COLUMNS = (
    _column("source", "The source's key in the register.", required=True, unique=True),
    _column("title", "Who publishes the board; empty for a source that the register no longer has."),
    _column("country", "ISO 3166-1 alpha-2 code of the board's home.", pattern="[A-Z]{2}"),
    _column("start", "Where its list begins, when the register names an address.", "uri"),
    _column("crawled", "Whether the source is still crawled.", values=("yes", "no"), required=True),
    _count("runs", "Runs of the source.", "runs"),
    _count("complete", "Runs that were believed.", "runs"),
    _count("partial", "Runs that saw a part of the list.", "runs"),
    _count("failed", "Runs that saw nothing that can be believed.", "runs"),
    _count("unfinished", "Runs that were under way.", "runs"),
    _column("first_complete", "When the first complete run started.", "datetime"),
    _column("last_complete", "When the last complete run started.", "datetime"),
    _column("reasons", "Why runs were not complete: `code: how often`, parted by `; `."),
    _count("postings", "Postings stored from the source.", "postings"),
    _count("open", "Those that are stored as open.", "postings"),
    _count("requests", "Requests sent, robots.txt and retries too.", "requests"),
    _count("bytes", "Bytes received.", "bytes"),
    _column("mean_requests", "Requests per run, to one decimal.", "number", unit="requests", minimum=0),
    _column(
        "delay",
        "Least pause between two requests to one site, as set when the release was made; a site's own Crawl-delay"
        " makes it longer.",
        "number",
        unit="seconds",
        minimum=0,
        required=True,
    ),
)


def rows(database: Database, delay: float) -> Iterator[tuple[Any, ...]]:
    """The rows of `COLUMNS`. `delay`: seconds."""
    known, still = register(), frozenset(crawled())
    for source, life in covered(database).items():
        board = known.get(source)
        yield (
            source,
            board.title if board else "",
            board.country if board else "",
            _address(board.start) if board else "",
            "yes" if source in still else "no",
            life.runs,
            *(life.verdicts[verdict] for verdict in ("complete", "partial", "failed", "")),
            life.first_complete,
            life.last_complete,
            _counted(life.reasons),
            life.postings,
            life.stored_open,
            life.requests,
            life.bytes,
            round(life.requests / life.runs, 1) if life.runs else None,
            delay,
        )


def _address(start: str) -> str:
    """The first of the addresses that a register entry starts from."""
    return (start.split() or [""])[0]


def _counted(reasons: Counter[str]) -> str:
    return "; ".join(
        f"{code}: {count}" for code, count in sorted(reasons.items(), key=lambda each: (-each[1], each[0]))
    )
