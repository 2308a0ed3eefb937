"""One census of one source: its database, its time, what it has seen, and how it ends.

A Scrapy extension. The spider tells it what it saw, the `Store` pipeline hands it batches, and on
`spider_closed` (the only signal that knows why a crawl ended) it judges the run and applies what follows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings
from sqlalchemy import Connection

from unionjobs_scraper.boards import Board
from unionjobs_scraper.census import Answer, Census, Check, Listed
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.coverage import Column
from unionjobs_scraper.errors import OperatorError, SourceBusy
from unionjobs_scraper.health import lost_columns
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.lifecycle import (
    Closing,
    Judgement,
    Miss,
    Reason,
    Report,
    Verdict,
    judge,
    settle,
    settle_marked,
)
from unionjobs_scraper.shape import fingerprint
from unionjobs_scraper.storage import fill, leases, links, postings, runs, transitions
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.runs import Begun, Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended, for the summary and the exit status."""

    source: str
    judgement: Judgement
    counts: Counts
    notes: tuple[str, ...] = ()
    """Things that did not spoil the verdict but that somebody may want to look at."""
    lost: tuple[Column, ...] = ()
    """Columns that used to be filled and no longer are: the site may have changed."""
    undecided: int = 0
    """Open postings that the list does not have, and that nothing has closed yet."""


def open_database(settings: BaseSettings) -> Database:
    """The database that the settings name. Raises `StoreError` or `SourceBusy`."""
    return Database(settings["DATABASE_URL"], timeout=settings.getfloat("DATABASE_TIMEOUT"))


@dataclass(slots=True)
class Tally:
    """What the batches of a run have changed so far."""

    new: int = 0
    changed: int = 0
    reused: int = 0
    returned: dict[str, datetime] = field(default_factory=dict)
    """Closed postings whose page was read as open on this census, by the site's id."""


class Run:
    """The run that a crawler carries out."""

    def __init__(self, crawler: Crawler, board: Board) -> None:
        self.board = board
        self.clock = Clock.from_setting(crawler.settings["RUN_AT"])
        self.census = Census()
        self.outcome: Outcome | None = None
        self.failure: OperatorError | None = None
        """What kept the run from being carried out or recorded."""
        self._crawler = crawler
        self._refresh = timedelta(days=crawler.settings.getfloat("REFRESH_AFTER_DAYS"))
        self._database: Database | None = None
        self._begun: Begun | None = None
        self._tally = Tally()
        self._fill = fill.Fill()
        self._closed: set[str] = set()
        self._marked_rows: dict[str, str] = {}
        self._known = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Begins the run of a source's spider; other spiders (`scrapy shell`) have none.

        Here, where an exception ends the crawl before its first signal. Raises `OperatorError`.
        """
        board = getattr(crawler.spidercls, "board", None)
        if not isinstance(board, Board):
            raise NotConfigured
        run = cls(crawler, board)
        run.begin()
        crawler.signals.connect(run.end, signal=signals.spider_closed)
        return run

    @property
    def database(self) -> Database:
        """The open database."""
        assert self._database
        return self._database

    @property
    def begun(self) -> Begun:
        """The run's record."""
        assert self._begun
        return self._begun

    def begin(self) -> None:
        """Takes the source's lease and records the start. Raises `OperatorError`: then nothing is crawled."""
        self._database = open_database(self._crawler.settings)
        with self._database.write() as connection:
            self._begun = runs.begin(connection, self.board.name, self.clock.now())

    # ------------------------------------------------------------------------- while the crawl goes on

    @property
    def new(self) -> int:
        """New postings stored so far."""
        return self._tally.new

    def unread(self, rows: Sequence[Listed]) -> list[Listed]:
        """The rows whose postings' own pages are to be fetched: new, changed, returned or long unread."""
        now = self.clock.now()
        known: dict[str, postings.Known] = {}
        with self._aborting(), self.database.read() as connection:
            known = postings.known(connection, self.board.name, [row.source_id for row in rows])
        if self.failure:
            return []
        self._known += len(known)
        self._closed.update(site_id for site_id, posting in known.items() if posting.status == "closed")
        return [row for row in rows if not self._is_fresh(row, known.get(row.source_id), now)]

    def _is_fresh(self, row: Listed, known: postings.Known | None, now: datetime) -> bool:
        if known is None or known.read_at is None or known.row_hash != row.fingerprint:
            return False
        return now - known.read_at < self._refresh

    def redesigned(self) -> bool:
        """Whether the list is built otherwise than when a complete run last read it."""
        known = ""
        with self._aborting(), self.database.read() as connection:
            known = fill.shape_of(connection, self.board.name)
        sound = not (self.census.listing_failures or self.census.blocked or self.failure)
        return bool(known) and sound and known != fingerprint(self.census.parts)

    def missing(self) -> list[transitions.Unseen]:
        """The open postings that this census does not list, if the run may say so; else none."""
        if self.census.confirmed_pages:
            return []  # a page that was not sent again shows what is there, and proves nothing absent
        unseen: list[transitions.Unseen] = []
        stored = 0
        with self._aborting(), self.database.read() as connection:
            unseen, stored = transitions.unseen(connection, self.board.name, self.census.seen.keys())
        judgement = judge(self._report("finished", unseen, stored))
        return unseen if judgement.verdict is Verdict.COMPLETE else []

    def marked(self, item: JobPosting) -> None:
        """Notes that a listed posting's own page says that it is closed."""
        self._marked_rows[item.source_id] = item.row_hash
        self.census.marked[item.source_id] = Check(
            answer=Answer.MARKED,
            url=item.url,
            status=200,
            words=item.closing_mark,
            at=self.clock.now(),
        )

    def save(self, items: Sequence[postings.Read]) -> None:
        """Stores a batch in one transaction and renews the lease. Raises `OperatorError`."""
        if self._is_backwards():
            return  # times that go back would bound nothing
        with self.database.write() as connection:
            if not leases.held_by(connection, self.board.name, self.begun.run_id):
                raise SourceBusy(f"{self.board.name}: another run has taken this source over: this one stops")
            saved = postings.save(connection, self.begun, items)
            leases.renew(connection, self.board.name, self.begun.run_id)
        self._tally.new += saved.new
        self._tally.changed += saved.changed
        self._tally.reused += saved.reused
        self._fill.add(read.item for read in items)
        for read in items:
            site_id = read.item.source_id
            if site_id in self._closed and read.read_at and not read.item.closing_mark:
                self._tally.returned[site_id] = read.seen_at

    def _is_backwards(self) -> bool:
        history = self.begun.history
        return bool(history) and self.begun.started_at < history[0].at

    @contextmanager
    def _aborting(self) -> Iterator[None]:
        """A database that fails in the middle of a crawl ends it; nothing is then said of anything."""
        try:
            yield
        except OperatorError as error:
            self.abort(error)

    def abort(self, error: OperatorError) -> None:
        """Ends a crawl that can no longer store what it reads."""
        if self.failure is None:
            self.failure = error
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="store_failed"))

    # -------------------------------------------------------------------------------------- its end

    def end(self, spider: Spider, reason: str) -> None:
        """Judges the run and, in one transaction, applies and records what follows."""
        if self._begun is None:
            return
        try:
            with self.database.write() as connection:
                self.outcome = self._conclude(connection, reason)
        except OperatorError as error:
            self.failure = self.failure or error
        finally:
            self.database.close()

    def _conclude(self, connection: Connection, finish_reason: str) -> Outcome:
        links.lock(connection)
        unseen, stored = transitions.unseen(connection, self.board.name, self.census.seen.keys())
        judgement = judge(self._report(finish_reason, unseen, stored))
        counts = self._counts()
        self._crawler.stats.set_value("unionjobs/census/repeated", self.census.repeated)
        if not leases.held_by(connection, self.board.name, self.begun.run_id):
            words = "another run took this source over while this one was under way"
            judgement = Judgement(verdict=Verdict.FAILED, reasons=(Reason(code="taken-over", words=words),))
        else:
            self._sight(connection)
            fill.record(connection, self.begun.run_id, self._fill)
        if judgement.verdict is Verdict.COMPLETE:
            self._apply(connection, [] if self.census.confirmed_pages else unseen, counts)
            fill.keep_shape(connection, self.board.name, fingerprint(self.census.parts), self.begun.run_id)
        at = self.clock.now()
        runs.finish(connection, self.begun, judgement, counts, census_at=self.census.read_at, at=at)
        return Outcome(
            source=self.board.name,
            judgement=judgement,
            counts=counts,
            notes=tuple(self._notes(judgement)),
            lost=tuple(lost_columns(connection, self.board.name, at)) if self._fill.read else (),
            undecided=len(unseen) if self.census.confirmed_pages else counts.missing,
        )

    def _sight(self, connection: Connection) -> None:
        """A posting on the list is open, whatever else went wrong; one from a cache proves nothing."""
        if not (self.census.cached_pages or self._is_backwards()):
            seen = {key: at for key, at in self.census.seen.items() if key not in self.census.marked}
            transitions.sight(connection, self.board.name, seen)

    def _apply(self, connection: Connection, unseen: Sequence[transitions.Unseen], counts: Counts) -> None:
        """What a complete run, and only a complete run, may say of open and closed."""
        control = self.census.posting_pages > 0
        census_at = self.census.read_at
        assert census_at
        settled = [
            settle(
                each.posting,
                self.census.checks.get(each.posting.source_id),
                census_at,
                control=control,
                confirmations=self.board.confirmations,
            )
            for each in unseen
        ]
        listed = transitions.open_postings(connection, self.board.name, sorted(self.census.marked))
        settled += [
            settle_marked(
                posting,
                self.census.marked[site_id],
                census_at,
                control=control,
                confirmations=self.board.confirmations,
            )
            for site_id, posting in listed.items()
        ]
        closings = [each for each in settled if isinstance(each, Closing)]
        misses = [each for each in settled if isinstance(each, Miss)]
        rows = {posting.source_id: self._marked_rows[site_id] for site_id, posting in listed.items()}
        transitions.close(connection, self.begun, closings, rows)
        transitions.miss(connection, self.board.name, misses)
        returned = {key: at for key, at in self._tally.returned.items() if key not in self.census.marked}
        counts.reopened = transitions.reopen(connection, self.begun, returned)
        counts.missing = len(misses)
        for closing in closings:
            name = f"closed_{closing.reason.value}"
            setattr(counts, name, getattr(counts, name) + 1)

    def _report(self, finish_reason: str, unseen: Sequence[transitions.Unseen], stored: int) -> Report:
        return Report(
            at=self.begun.started_at,
            census=self.census,
            finish_reason=finish_reason,
            refused=self._stat("unionjobs/validate/refused"),
            vanished=sum(each.posting.missing_since is None for each in unseen),
            stored_open=stored,
            limits=self.board.limits,
            history=self.begun.history,
        )

    def _counts(self) -> Counts:
        listed, tally = len(self.census.seen), self._tally
        return Counts(
            listed=listed,
            pages_read=self.census.posting_pages,
            new=tally.new,
            changed=tally.changed,
            unchanged=self._known - tally.changed,
            refused=self._stat("unionjobs/validate/refused"),
            requests=self._stat("downloader/request_count"),
            bytes=self._stat("downloader/response_bytes"),
        )

    def _notes(self, judgement: Judgement) -> Iterator[str]:
        census = self.census
        if census.posting_failures and judgement.verdict is Verdict.COMPLETE:
            count = len(census.posting_failures)
            yield f"{count} posting page(s) could not be read, first: {census.posting_failures[0]}"
        if census.broken_links:
            yield f"{census.broken_links} listed posting(s) have a page that answers 404 or 410: still open"
        if self._tally.reused:
            yield f"{self._tally.reused} id(s) were given to another posting by the site"
        if census.confirmed_pages:
            saved = self._stat("unionjobs/list/bytes_saved") / 1024
            yield f"{census.confirmed_pages} list page(s) unchanged by the site's own word: {saved:,.0f} KiB not sent"

    def _stat(self, name: str) -> int:
        return int(self._crawler.stats.get_value(name, 0))
