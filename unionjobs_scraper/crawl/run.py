"""One census of one source: its database, its time, what it has seen, and how it ends.

A Scrapy extension. The spider tells it what it saw, the `Store` pipeline hands it batches, and on
`spider_closed` (the only signal that knows why a crawl ended) the run is concluded.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from heapq import nlargest
from operator import itemgetter
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from unionjobs_scraper.boards import Board
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.crawl import run_record
from unionjobs_scraper.crawl.authorities import check_authorities
from unionjobs_scraper.crawl.conclusion import Outcome, Taken, Tally
from unionjobs_scraper.crawl.kept_answers import KeptAnswers
from unionjobs_scraper.crawl.page_signature import fingerprint
from unionjobs_scraper.crawl.run_record import RunRecord
from unionjobs_scraper.crawl.same_titles import recognized
from unionjobs_scraper.crawl.spelled_ids import known_as
from unionjobs_scraper.errors import OperatorError, SourceBusy
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.lifecycle.bounds import Bounds, bounds
from unionjobs_scraper.lifecycle.census import Answer, Census, Check
from unionjobs_scraper.lifecycle.judging import judge
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage import column_counts, forget, leases, postings, runs
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.sightings import Unseen, unseen

SAMPLES = 5
"""Listed postings kept in mind for the control, and read again when the list is built otherwise than before."""


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
        self._bounds = Bounds()
        self._time_up: asyncio.TimerHandle | None = None
        self._alive: asyncio.TimerHandle | None = None
        self._tally = Tally()
        self._saved: list[tuple[str, datetime, datetime | None]] = []
        self.spelled: dict[str, str] = {}
        """How the list writes ids that are stored otherwise, by the stored one."""
        self.forgotten: set[str] = set()
        """Postings whose text was taken out on request, by the site's id: their pages are not kept."""
        self.answers: KeptAnswers | None = None
        """The archive of what this run is answered; None without ARCHIVE_DIR."""
        self._closed: dict[str, bool] = {}
        """Listed postings that are stored as closed, by the site's id: whether words on their page said so."""
        self._samples: list[tuple[datetime, Listed]] = []

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
        crawler.signals.connect(run.watch_the_time, signal=signals.spider_opened)
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

    @property
    def taken(self) -> Taken:
        """The census so far, for its conclusion."""
        return Taken(
            board=self.board, begun=self.begun, census=self.census, tally=self._tally, stats=self._crawler.stats
        )

    def begin(self) -> None:
        """Takes the source's lease and records the start. Raises `OperatorError`: then nothing is crawled."""
        check_authorities()
        self._database = Database.shared(self._crawler.settings)
        with self._database.write() as connection:
            self._begun = runs.begin(connection, self.board.name, self.clock.now())
            self.forgotten = {each.site_id for each in forget.forgotten(connection, self.board.name)}
        folder = self._crawler.settings["ARCHIVE_DIR"] or ""
        self.answers = KeptAnswers.from_setting(folder, self.board.name, self._begun.run_id, self._begun.started_at)
        self._note_saved([])
        self._bounds = bounds(self.board.limits, self._begun.history)
        self.census.paging.most_rows = self._bounds.postings

    def watch_the_time(self) -> None:
        """Ends the crawl when it takes longer than it may."""
        seconds = self._bounds.time.total_seconds()
        self._time_up = asyncio.get_running_loop().call_later(seconds, self._stop_late)
        self._alive = asyncio.get_running_loop().call_later(leases.RENEWED.total_seconds(), self._say_alive)

    def _say_alive(self) -> None:
        """Renews the lease now and then: a run that stores nothing for a while lives all the same."""
        self._alive = asyncio.get_running_loop().call_later(leases.RENEWED.total_seconds(), self._say_alive)
        with self._aborting(), self.database.write() as connection:
            leases.renew(connection, self.board.name, self.begun.run_id)

    def _stop_late(self) -> None:
        words = f"it took the {self._bounds.time.total_seconds() / 60:.0f} minutes that it may take (most_minutes)"
        self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason=words))

    # ------------------------------------------------------------------------- while the crawl goes on

    @property
    def new(self) -> int:
        """New postings stored so far."""
        return self._tally.new

    def recognized(self, items: Mapping[str, JobPosting]) -> dict[str, JobPosting]:
        """Postings that their page tells apart by title and order alone, under the ids that they are stored under."""
        stored: dict[str, str] = {}
        still_open: frozenset[str] = frozenset()
        with self._aborting(), self.database.read() as connection:
            stored = postings.texts(connection, self.board.name)
            still_open = postings.open_ids(connection, self.board.name)
        return recognized(items, stored, still_open)

    def as_stored(self, rows: Sequence[Listed]) -> dict[str, str]:
        """The ids under which rows are stored whose ids the site writes otherwise than before, by the row's id."""
        found: dict[str, str] = {}
        with self._aborting(), self.database.read() as connection:
            listed = {row.source_id for row in rows}
            fresh = listed - postings.stored_ids(connection, self.board.name, sorted(listed))
            still_open = postings.open_ids(connection, self.board.name) if fresh else frozenset[str]()
            found = known_as(fresh, still_open - listed - self.census.seen.keys())
        self.spelled.update({stored: own for own, stored in found.items()})
        return {own: stored for stored, own in self.spelled.items() if own in listed}

    def unread(self, rows: Sequence[Listed]) -> list[Listed]:
        """The rows whose postings' own pages are to be fetched: new, changed, returned or long unread."""
        now = self.clock.now()
        known: dict[str, postings.Known] = {}
        with self._aborting(), self.database.read() as connection:
            known = postings.known(connection, self.board.name, [row.source_id for row in rows])
        if self.failure:
            return []
        self._tally.known += len(known)
        self._closed.update((key, each.is_marked) for key, each in known.items() if each.status == "closed")
        fresh = {row.source_id: at for row in rows if (at := self._read_lately(row, known.get(row.source_id), now))}
        self._keep_samples((at, row) for row in rows if (at := fresh.get(row.source_id)))
        return [row for row in rows if row.source_id not in fresh]

    def _read_lately(self, row: Listed, known: postings.Known | None, now: datetime) -> datetime | None:
        """When the posting's page was read, if it need not be read again."""
        if known is None or known.read_at is None or known.row_hash != row.fingerprint:
            return None
        return known.read_at if now - known.read_at < self._refresh else None

    def _keep_samples(self, fresh: Iterable[tuple[datetime, Listed]]) -> None:
        """Keeps open ones, those read last: after an interrupted run they are what it has read itself."""
        still_open = [each for each in fresh if each[1].source_id not in self._closed]
        self._samples = nlargest(SAMPLES, [*self._samples, *still_open], key=itemgetter(0))

    @property
    def samples(self) -> list[Listed]:
        """Listed postings whose pages are not asked for: one of them can serve as the control."""
        return [row for _, row in self._samples]

    def redesigned(self) -> bool:
        """Whether the list is built otherwise than when a complete run last read it."""
        known = ""
        with self._aborting(), self.database.read() as connection:
            known, _ = column_counts.shape_of(connection, self.board.name)
        sound = not (self.census.listing_failures or self.census.blocked or self.failure)
        return bool(known) and sound and known != fingerprint(self.census.parts)

    def missing(self) -> list[Unseen]:
        """The open postings that this census does not list, if the run may say so; else none."""
        if self.census.confirmed_pages:
            return []  # a page that was not sent again shows what is there, and proves nothing absent
        missing: list[Unseen] = []
        stored = 0
        with self._aborting(), self.database.read() as connection:
            missing, stored = unseen(connection, self.board.name, self.census.seen.keys())
        judgement = judge(self.taken.report("finished", missing, stored, ended=False))
        return missing if judgement.verdict is Verdict.COMPLETE else []

    def marked(self, item: JobPosting) -> None:
        """Notes that a listed posting's own page says that it is closed."""
        self._tally.marked_rows[item.source_id] = item.row_hash
        self.census.marked[item.source_id] = Check(
            answer=Answer.MARKED,
            url=item.url,
            status=200,
            words=item.closing_mark,
            at=self.clock.now(),
        )

    def accept(self, item: JobPosting) -> None:
        """Notes a posting that is to be stored: until it is on record, the run cannot be complete."""
        self._tally.unsaved.add(item.source_id)

    def save(self, items: Sequence[postings.Read]) -> None:
        """Stores a batch in one transaction and renews the lease. Raises `OperatorError`."""
        if self.begun.is_backwards:  # times that go back would bound nothing
            self._tally.unsaved.clear()
            return
        with self.database.write() as connection:
            if not leases.held_by(connection, self.board.name, self.begun.run_id):
                raise SourceBusy(f"{self.board.name}: another run has taken this source over: this one stops")
            link.lock(connection)
            saved = postings.save(connection, self.begun, items)
            link.link(connection, saved.reworded, saved.rows)
            leases.renew(connection, self.board.name, self.begun.run_id)
        self._tally.unsaved.difference_update(read.item.source_id for read in items)
        self._tally.new += saved.new
        self._tally.changed += saved.changed
        self._tally.reused += saved.reused
        self._tally.filled.add(read.item for read in items)
        self._note_saved(items)
        for read in items:
            site_id = read.item.source_id
            if site_id not in self._closed or read.item.closing_mark:
                continue
            # back on the list it is open, whatever its page answers; words on its page need its page to take them back
            if read.read_at or not self._closed[site_id]:
                self._tally.returned[site_id] = read.seen_at

    def _note_saved(self, items: Sequence[postings.Read]) -> None:
        """Has the archive know what is stored, should the run be killed."""
        if self.answers:
            saved = [(read.item.source_id, read.seen_at, read.read_at) for read in items]
            self._saved += saved
            self.answers.saved(run_record.saved_told(self.begun.started_at, saved), self.clock.now())

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
            self._tally.store_failure = str(error)
            self._closing = asyncio.ensure_future(self._crawler.engine.close_spider_async(reason="store_failed"))

    # -------------------------------------------------------------------------------------- its end

    def end(self, spider: Spider, reason: str) -> None:
        """Judges the run and, in one transaction, applies and records what follows."""
        for timer in (self._time_up, self._alive):
            if timer:
                timer.cancel()
        if self._begun is None:
            return
        try:
            with self.database.write() as connection:
                record = run_record.told(self._record(reason)) if self.answers else {}
                self.outcome = self.taken.conclude(connection, reason, self.clock)
                if self.answers:
                    runs.note_archive(connection, self.begun.run_id, self.answers.first_list)
            if self.answers:
                self.answers.end(record, self.clock.now())
        except OperatorError as error:
            self.failure = self.failure or error
        finally:
            self.database.close()

    def _record(self, reason: str) -> RunRecord:
        """The run for its archive, before its conclusion."""
        stats = self._crawler.stats.get_stats()
        return RunRecord(
            run=self.begun.run_id,
            source=self.board.name,
            started_at=self.begun.started_at,
            finished_at=self.clock.now(),
            finish_reason=reason,
            census=self.census,
            tally=self._tally,
            saved=self._saved,
            stats={name: int(value) for name, value in stats.items() if name.startswith(run_record.STATS)},
        )
