"""The filters of `scrapy export` as command-line options."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, time, timedelta

from scrapy.exceptions import UsageError

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.storage.queries.exports import CHOSEN, Filters, meaningless

DAY = "write a day as 2026-05-01"


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Adds --status, --source, --union, --job-family, --since, --until, --as-of and --known-at."""
    group = parser.add_argument_group(
        title="Filters (each narrows down further; on spells and changes, of the posting; a spell has its own --status)"
    )
    group.add_argument("--status", choices=["open", "closed", "unknown"], help="rows of this status")
    group.add_argument("--source", metavar="NAME", help="one source (names: scrapy list)")
    group.add_argument("--union", metavar="ABBR", help="one national union: SEIU, AFSCME, …")
    families = codebook.column("postings", "job_family").values
    group.add_argument("--job-family", metavar="FAMILY", choices=families, help=f"one of {', '.join(families)}")
    begin = "first seen, opened, changed, started; UTC"
    group.add_argument("--since", metavar="DATE", help=f"rows that begin on or after this day ({begin})")
    group.add_argument("--until", metavar="DATE", help="rows that begin on or before this day")
    group.add_argument("--as-of", metavar="DATE", help="rebuild the table as of the end of this day (see above)")
    group.add_argument("--known-at", metavar="DATE", help="give what the table said on this day (see above)")


def chosen(opts: argparse.Namespace, now: datetime) -> Filters:
    """The filters asked for. Raises `UsageError` for what cannot be meant."""
    filters = Filters(
        status=opts.status or "",
        source=opts.source or "",
        union=opts.union or "",
        job_family=opts.job_family or "",
        since=_moment("--since", opts.since),
        until=_moment("--until", opts.until, end=True),
        as_of=_moment("--as-of", opts.as_of, end=True),
        known_at=_known_at(opts.known_at),
    )
    _refuse_meaningless(opts.table, filters)
    if filters.as_of and filters.as_of - timedelta(days=1) > now:
        _refuse(f"--as-of {opts.as_of} is still to come: it is {now:%Y-%m-%d %H:%M} UTC; choose a day that has begun")
    if filters.known_at and filters.known_at - timedelta(days=1) > now:
        _refuse(f"--known-at {opts.known_at} is still to come: choose a day that has begun")
    for name, end in (("--until", filters.until), ("--as-of", filters.as_of)):
        if filters.since and end and filters.since >= end:
            ends = opts.until if name == "--until" else opts.as_of
            _refuse(f"--since {opts.since} is after {name} {ends}, so that nothing is left: choose an earlier day")
    return filters


def _known_at(text: str | None) -> datetime | None:
    """The moment after a day, or just after a time: what was stored at that time counts."""
    at = _moment("--known-at", text, end=True)
    return at if at is None or (text and _is_day(text)) else at + timedelta(seconds=1)


def _refuse(message: str) -> None:
    raise UsageError(message, print_help=False)


def _refuse_meaningless(table: str, filters: Filters) -> None:
    named = meaningless(table, filters)
    if not named:
        return
    others = [name for name in (*CHOSEN, "since", "until", "as_of") if not meaningless(table, _only(name))]
    _refuse(f"--table {table} has no {_option(named[0])}: it knows {', '.join(map(_option, others))}")


def _only(name: str) -> Filters:
    """A filter of this name alone, whatever its value."""
    words = {each: "any" for each in CHOSEN if each == name}
    times = {each: datetime.max for each in ("since", "until", "as_of") if each == name}  # noqa: DTZ901
    return Filters(**words, **times)  # type: ignore[arg-type]


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _moment(option: str, text: str | None, *, end: bool = False) -> datetime | None:
    """The moment when a day begins or, for an `end`, when it is over; a time (ISO 8601) is taken as it is."""
    if not text:
        return None
    try:
        at = _parsed(text) + timedelta(days=end and _is_day(text))
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(f"{option} {text}: {DAY}", print_help=False) from None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _parsed(text: str) -> datetime:
    if _is_day(text):
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=at.tzinfo or UTC)
