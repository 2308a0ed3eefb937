"""The record of a source, made from everything that archives hold of it, in the order of time.

Each readable list is a census: it is judged, and its absences are settled, by the functions that conclude a crawl
(`crawl/conclusion.py`). A posting's page counts at its own time. An absence is an end when the next list lacks the
posting too, or, for the newest list, when no more postings are absent than may leave in such a time (`turnover`).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from unionjobs_scraper.archive.assembly import Assembly, Page
from unionjobs_scraper.archive.crawled_runs import CrawledRun
from unionjobs_scraper.archive.observation import Kind, item_read
from unionjobs_scraper.archive.own_runs import Counted, OwnRun
from unionjobs_scraper.archive.pages import Known, Rows, fingerprint, finished, is_fit, of_row, posting
from unionjobs_scraper.archive.sources import Source
from unionjobs_scraper.archive.turnover import WIDE_GAP, may_leave
from unionjobs_scraper.boards import Board
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.crawl.conclusion import Outcome, Taken, Tally
from unionjobs_scraper.crawl.page_reading import of_board, row_of
from unionjobs_scraper.crawl.same_titles import recognized
from unionjobs_scraper.items import JobPosting, Listed, stated_hash
from unionjobs_scraper.lifecycle.census import Answer, Census, Check
from unionjobs_scraper.lifecycle.judging import SMALL_BOARD, SMALL_BOARD_DROP
from unionjobs_scraper.lifecycle.settling import Closing, Miss, settle
from unionjobs_scraper.lifecycle.status import UNKNOWN_AFTER
from unionjobs_scraper.lifecycle.verdict import PastRun, Verdict
from unionjobs_scraper.storage import folded_runs, observations, postings, runs, sightings, transitions
from unionjobs_scraper.storage.observations import Stored
from unionjobs_scraper.storage.postings import Read
from unionjobs_scraper.storage.runs import Begun
from unionjobs_scraper.storage.scratch import Scratch

CONTROL_WITHIN = timedelta(days=1)
"""A 404 is believed where another posting's page was read as open so near to it in time."""
CONFIRMATIONS = 2
"""Lists of an archive that must miss a posting one after the other, whatever the register says of crawls."""
BATCH = 100
READINGS = 1500
"""Readings of pages that are kept in mind."""


@dataclass(slots=True)
class Folded:
    """What came of a source's observations."""

    source: str
    observed: int = 0
    lists: Counter[str] = field(default_factory=Counter)
    """Lists by their verdict."""
    unread: Counter[tuple[int, str]] = field(default_factory=Counter)
    """Lists that were not understood, by year and reason."""
    passed_over: Counter[str] = field(default_factory=Counter)
    """Pages that say nothing, by reason."""


def fold(observed: Connection, connection: Connection, source: Source) -> Folded:
    """Makes the record of a source from all of its observations in `observed`, in an empty database; links nothing."""
    name = source.board.name
    folding = Folding(observed, connection, source)
    folding.own_runs(*observations.of_source(observed, name, Kind.RUN, Kind.SAVED))
    folding.rows.foresee(json.loads(each.reading) for each in observations.of_source(observed, name, Kind.LIST))
    for stored in observations.of_source(observed, name):
        folding.take(stored)
    folding.end()
    return folding.told


class Folding:
    """One pass over the observations of a source."""

    def __init__(self, observed: Connection, connection: Connection, source: Source) -> None:
        self.observed = observed
        self.connection = connection
        self.source = source
        self.board: Board = source.board
        scratch = Scratch()
        self.rows = Rows(source, scratch)
        self._known = Known(scratch)
        self.told = Folded(source.board.name)
        self._segment: Begun | None = None
        """The run that pages are put down to: that of the last list before them."""
        self._assembly: Assembly | None = None
        self._batch: dict[str, Read] = {}
        self._sights: dict[str, datetime] = {}
        self._closed: set[str] = set()
        self._checks: dict[str, Check] = {}
        self._open_pages: list[datetime] = []
        self._pages_read = 0
        self._readings: dict[bytes, dict[str, Any]] = {}
        self._shown: dict[str, datetime] = {}
        """When archives showed the open postings last."""
        self._items: dict[str, JobPosting] = {}
        """What postings of crawled runs say, at the run that was put back last."""
        self._ended: set[int] = set()
        """Our own runs whose end is known: their answers are taken in with it."""
        self._begun: set[int] = set()
        self._killed: set[int] = set()
        """Our own runs without an end, of which it is known what they had stored."""
        self._last: tuple[Begun, Census, str] | None = None
        """The newest complete census, with its record's name."""
        self._before_last: tuple[datetime, int] | None = None
        """When the complete census before was taken, and how many postings it listed."""

    # ------------------------------------------------------------------------------------- one by one

    def take(self, stored: Stored) -> None:
        """Takes in the next observation."""
        self.told.observed += 1
        if stored.kind == Kind.CRAWL and stored.run not in self._ended | self._killed:
            self._let_go(stored.at)
            self._crawled_run(stored)
            return
        resolved = self._resolved(stored)
        if resolved is None:
            self.told.passed_over["repeats a page that no archive holds"] += 1
            return
        self._let_go(resolved.at)
        if self._is_of_own_run(resolved):
            return
        match resolved.kind:
            case Kind.LIST:
                self._list_page(Page.of(resolved))
            case Kind.UNREAD if resolved.of_list:
                self._unread_list(resolved)
            case Kind.UNREAD:
                self.told.passed_over["not understood"] += 1
            case Kind.GONE:
                self._gone(resolved)
            case Kind.POSTING:
                self._posting_page(resolved)

    def _is_of_own_run(self, stored: Stored) -> bool:
        """Whether it belongs to one of our own runs, which is taken in as a whole."""
        if stored.run in self._ended:
            if stored.kind == Kind.RUN:
                self._own_run(stored)
            return True
        if stored.run in self._killed and stored.run not in self._begun:
            self._killed_run(stored)
        return stored.run in self._killed

    def _resolved(self, stored: Stored) -> Stored | None:
        if stored.kind != Kind.REPEAT:
            return stored
        found = observations.repeated(self.observed, self.board.name, stored)
        if found is None:
            return None
        return found._replace(at=stored.at, archive=stored.archive, offset=stored.offset, run=stored.run)

    def _let_go(self, at: datetime) -> None:
        """Ends a census of several pages whose other pages no longer come."""
        if self._assembly and self._assembly.is_over(at):
            self._census()

    def _list_page(self, page: Page) -> None:
        if self._assembly and self._assembly.takes(page.stored):
            self._assembly.add(page)
        elif page.stored.of_list:
            if self._assembly:
                self._census()
            self._assembly = Assembly.begun(self.source, page)
        else:
            self.told.passed_over["a further page of no list"] += 1
            return
        if not self._assembly.wanted:
            self._census()

    def _unread_list(self, stored: Stored) -> None:
        if self._assembly:
            self._census()
        self._flush()
        self.told.unread[stored.at.year, stored.words] += 1
        census = Census()
        blocked = json.loads(stored.reading).get("blocked")
        (census.blocked if blocked else census.listing_failures).append(f"{stored.words} ({stored.url})")
        self._conclude(census, Tally(), folded_runs.begin(self.connection, self.board.name, stored.at), stored)

    def _gone(self, stored: Stored) -> None:
        site_id = self.rows.at(stored.key)
        if site_id is None:
            self.told.passed_over["404 of an address that no list has"] += 1
        elif site_id not in self._closed and site_id in self._known:
            words = f"HTTP {stored.status} ({place(stored)})"
            self._check(site_id, Answer.GONE, stored, words)

    def _check(self, site_id: str, answer: Answer, stored: Stored, words: str) -> None:
        check = Check(answer=answer, url=stored.url, status=stored.status, words=words, at=stored.at)
        self._checks.setdefault(site_id, check)

    def own_runs(self, *notes: Stored) -> None:
        """Knows beforehand which of our own runs have ended, and which were killed."""
        self._ended.update(each.run for each in notes if each.kind == Kind.RUN)
        self._killed.update({each.run for each in notes} - self._ended)

    def _own_run(self, end: Stored) -> None:
        """Concludes one of our own runs again."""
        if self._assembly:
            self._census()
        self._flush()
        try:
            run = OwnRun.read(self.connection, self.observed, self.source, end)
        except (KeyError, TypeError, ValueError):
            self.told.passed_over["end of a run that cannot be read"] += 1
            return
        outcome = run.conclude()
        self.told.lists[outcome.judgement.verdict.value] += 1
        self._known_by(run)
        if outcome.judgement.verdict is Verdict.COMPLETE:
            self._closed -= run.record.tally.returned.keys()
            self._close(folded_runs.closed_by(self.connection, run.begun.run_id))
        complete = outcome.judgement.verdict is Verdict.COMPLETE
        self._segment = replace(run.begun, last_complete=run.begun.started_at if complete else run.begun.last_complete)
        self._last = self._before_last = None  # what a crawl leaves open, the next one settles
        self._pages_read, self._checks = 0, {}

    def _killed_run(self, first: Stored) -> None:
        """Puts one of our own runs back that was killed: what it had stored; nothing was concluded of it."""
        self._begun.add(first.run)
        if self._assembly:
            self._census()
        self._flush()
        try:
            run = OwnRun.killed(self.connection, self.observed, self.source, first)
        except (KeyError, TypeError, ValueError):
            self.told.passed_over["note of a run that cannot be read"] += 1
            return
        run.store()
        self.told.lists["interrupted"] += 1
        self._known_by(run)
        self._segment = run.begun

    def _known_by(self, run: OwnRun) -> None:
        for read in run.reads:
            self._known.note(read.item.source_id, is_read=read.read_at is not None)
            self.rows.met(read.item)
        for row in run.rows.values():
            self.rows.read(row)

    def _crawled_run(self, stored: Stored) -> None:
        """Puts one of our own runs back of which no archive holds the answers."""
        self._flush()
        before = self._segment.last_complete if self._segment else None
        run = CrawledRun.of(self.connection, self.board.name, stored, before, self._items)
        run.apply(self._closed, self._shown)
        self.told.lists[f"{run.told['run']['verdict']} (crawled)"] += 1
        for site_id in run.touched:
            self._known.note(site_id, is_read=True)
            self.rows.met(self._items[site_id])
        for site_id in run.told["seen"]:
            self._checks.pop(site_id, None)
        complete = run.begun.started_at if run.is_complete else before
        self._segment = replace(run.begun, last_complete=complete)
        self._last = self._before_last = None

    # ----------------------------------------------------------------------------- a posting's own page

    def _posting_page(self, stored: Stored) -> None:
        reading = self._reading(stored)
        if mark := reading.get("mark"):
            site_id = self.rows.at(stored.key)
            if site_id and site_id not in self._closed and site_id in self._known:
                self._check(site_id, Answer.MARKED, stored, f"{mark} ({place(stored)})")
        for told in reading.get("items", ()):
            self._posting(told, stored)

    def _reading(self, stored: Stored) -> dict[str, Any]:
        """What was read of a page; many captures show a page as it was."""
        found = self._readings.get(stored.content)
        if found is None:
            found = self._readings[stored.content] = json.loads(stored.reading)
            if len(self._readings) > READINGS:
                del self._readings[next(iter(self._readings))]
        return found

    def _posting(self, told: dict[str, Any], stored: Stored) -> None:
        site_id = told.get("source_id", "")
        row = self.rows.get(site_id)
        if row is None and self.source.is_any_page:
            self.told.passed_over["page that no list leads to"] += 1
        elif site_id in self._closed:
            self.told.passed_over["page of a posting that the lists have no more"] += 1
        elif mark := told.get("closing_mark"):
            if site_id in self._known:
                self._check(site_id, Answer.MARKED, stored, f"{mark} ({place(stored)})")
        else:
            self._open_page(site_id, told, row, stored)

    def _open_page(self, site_id: str, told: dict[str, Any], row: Listed | None, stored: Stored) -> None:
        content, row_hash = told.get("content_hash", ""), fingerprint(row) if row else ""
        if not self._known.has(site_id, content, row_hash):
            item = posting(told, row, self.source)
            if not is_fit(item, self.source):
                self.told.passed_over["posting unfit to store"] += 1
                return
            self._save(site_id, Read(item=item, seen_at=stored.at, read_at=stored.at, archive=place(stored)))
            self._known.note(site_id, content, row_hash, is_read=True)
            self.rows.met(item)
        self._sights[site_id] = self._shown[site_id] = stored.at
        self._checks.pop(site_id, None)
        self._open_pages.append(stored.at)
        self._pages_read += 1

    def _save(self, site_id: str, read: Read) -> None:
        if site_id in self._batch or len(self._batch) >= BATCH:
            self._flush()
        self._batch[site_id] = read
        if self._segment is None:
            self._segment = self._before_any_list(read.seen_at, read.archive)

    def _before_any_list(self, at: datetime, archive: str) -> Begun:
        """A run for the pages that are older than every list: it proves nothing of what is missing."""
        begun = folded_runs.begin(self.connection, self.board.name, at)
        census = Census(listing_failures=["no list of this time is in the archives"])
        self._taken(census, Tally(), begun).conclude(self.connection, "finished", Clock(at))
        runs.note_archive(self.connection, begun.run_id, archive)
        return begun

    def _flush(self) -> None:
        """Stores what pages showed since the last time."""
        self._store()
        sightings.sight_each(self.connection, self.board.name, self._sights)
        self._sights = {}

    def _store(self) -> None:
        if self._batch:
            assert self._segment
            postings.save(self.connection, self._segment, list(self._batch.values()))
        self._batch = {}

    def _sight(self, census: Census, begun: Begun, reads: Sequence[Read]) -> None:
        """Sights what pages showed before a list; what the list sights later and does not store is left to it."""
        listed = min(census.seen.values(), default=begun.started_at)
        left = census.seen.keys() - {read.item.source_id for read in reads} if not begun.is_backwards else set()
        shown = {site_id: at for site_id, at in self._sights.items() if site_id not in left or at > listed}
        sightings.sight_each(self.connection, self.board.name, shown)
        self._sights = {}

    # ---------------------------------------------------------------------------------------- a census

    def _census(self) -> None:
        """Concludes a census as a crawl does: its rows are stored, it is judged, and its absences are settled."""
        assembly, self._assembly = self._assembly, None
        assert assembly
        self._store()
        for page in assembly.pages:
            for row in page.rows:
                self.rows.read(row)
        first = assembly.pages[0].stored
        census = _read(assembly)
        begun = folded_runs.begin(self.connection, self.board.name, assembly.began)
        tally = Tally(known=sum(site_id in self._known for site_id in census.seen))
        items = self._items_of(assembly)
        reads = [read for site_id in census.seen if (read := self._of_list(site_id, items, census, first))]
        self._sight(census, begun, reads)
        saved = postings.save(self.connection, begun, reads)
        tally.new, tally.changed, tally.reused = saved.new, saved.changed, saved.reused
        tally.returned = {site_id: at for site_id, at in census.seen.items() if site_id in self._closed}
        self._answer(census)
        outcome = self._conclude(census, tally, begun, first)
        if outcome.judgement.verdict is Verdict.COMPLETE:
            self._closed -= census.seen.keys()
            self._remember(begun, census, place(first))
        self._shown.update(census.seen)
        for site_id in census.seen:
            self._checks.pop(site_id, None)

    def _items_of(self, assembly: Assembly) -> dict[str, JobPosting]:
        """The postings that the list holds itself, under the ids that they are stored under."""
        told = (told for page in assembly.pages for told in page.reading.get("items", ()))
        items = {item.source_id: item for item in map(item_read, told)}
        if items and self.source.extractor.numbers_titles:
            items = recognized(items, postings.texts(self.connection, self.board.name))
        return items

    def _of_list(self, site_id: str, items: dict[str, JobPosting], census: Census, stored: Stored) -> Read | None:
        """What is to be stored of a row: a posting that the list holds, or a row that is new."""
        at, is_known = census.seen[site_id], site_id in self._known
        if item := items.get(site_id):
            row = row_of(item)
            content = stated_hash(item)
            if is_known and self._known.content(site_id) == content and site_id not in self._closed:
                return None
            item = finished(of_board(item, self.board, row), self.source)
            read_at = at if item.description else None
        elif is_known and site_id not in self._closed:
            return None
        else:
            listed = self.rows.get(site_id)
            found = of_row(listed, self.source) if listed is not None else None
            if found is None:
                return None
            item, content, read_at = found, "", None
        if not is_fit(item, self.source):
            self.told.passed_over["posting unfit to store"] += 1
            return None
        if not is_known or read_at:
            self._known.note(site_id, content, item.row_hash, is_read=read_at is not None)
        return Read(item=item, seen_at=at, read_at=read_at, archive=place(stored))

    def _answer(self, census: Census) -> None:
        """Has the pages of missing postings answer that a crawl would have asked: those whose 404 has a control."""
        answered = {
            site_id: check
            for site_id, check in self._checks.items()
            if site_id not in census.seen and any(abs(at - check.at) <= CONTROL_WITHIN for at in self._open_pages)
        }
        stored = sightings.open_postings(self.connection, self.board.name, sorted(answered))
        ended = []
        for site_id, missing in stored.items():
            census.checks[missing.source_id] = answered[site_id]
            if missing.missing_since is None:
                at = answered[site_id].at
                ended.append(Miss(source_id=missing.source_id, missing_since=at, missed_at=at, misses=0))
        sightings.miss(self.connection, self.board.name, ended)
        census.posting_pages = max(self._pages_read, int(bool(ended or census.checks)))

    def _conclude(self, census: Census, tally: Tally, begun: Begun, stored: Stored) -> Outcome:
        outcome = self._taken(census, tally, begun).conclude(self.connection, "finished", Clock(begun.started_at))
        runs.note_archive(self.connection, begun.run_id, place(stored))
        if sum(outcome.counts.closed.values()):
            folded_runs.name_evidence(self.connection, begun.run_id, place(stored))
            closed = folded_runs.closed_by(self.connection, begun.run_id)
            self._close(closed)
            for site_id in closed:
                self._checks.pop(site_id, None)
        verdict = outcome.judgement.verdict
        self.told.lists[verdict.value] += 1
        complete = verdict is Verdict.COMPLETE
        self._segment = replace(begun, last_complete=begun.started_at if complete else begun.last_complete)
        self._pages_read = 0
        self._open_pages = self._open_pages[-1:]
        return outcome

    def _close(self, closed: Collection[str]) -> None:
        """Knows what is closed, and keeps what it knows of that elsewhere than in mind."""
        self._closed.update(closed)
        for site_id in closed:
            self.rows.put_away(site_id)
            self._known.put_away(site_id)
            self._shown.pop(site_id, None)

    def _taken(self, census: Census, tally: Tally, begun: Begun) -> Taken:
        """The census for its conclusion; what lies long before says little of how long a list should be."""
        board = replace(self.board, confirmations=CONFIRMATIONS)
        before = begun.last_complete
        if before is None or begun.started_at - before > WIDE_GAP:
            board, begun = replace(board, max_drop=1.0), replace(begun, history=())
        else:
            begun = replace(begun, history=_near(begun))
        return Taken(board=board, begun=begun, census=census, tally=tally, stats=Counted())

    def _remember(self, begun: Begun, census: Census, archive: str) -> None:
        if self._last:
            self._before_last = (self._last[0].started_at, len(self._last[1].seen))
        self._last = (begun, census, archive)

    # --------------------------------------------------------------------------------------- the end

    def end(self) -> None:
        """Settles what is left when no later list can say more."""
        if self._assembly:
            self._census()
        self._flush()
        if self._last and self._before_last:
            self._close_last(*self._last, *self._before_last)

    def _close_last(self, begun: Begun, census: Census, archive: str, before: datetime, listed_before: int) -> None:
        unseen, stored_open = sightings.unseen(self.connection, self.board.name, census.seen.keys())
        absent = [each.posting for each in unseen if each.posting.misses]
        drop = self.board.max_drop if listed_before >= SMALL_BOARD else SMALL_BOARD_DROP
        shorter = listed_before - len(census.seen)
        if shorter > 1 and len(census.seen) < listed_before * (1 - drop):
            return
        if len(absent) > may_leave(stored_open, begun.started_at - before):
            return
        at = census.read_at
        assert at
        closings = [settle(each, None, at, control=False, confirmations=1) for each in absent]
        ends = [each for each in closings if isinstance(each, Closing)]
        if not ends:
            return
        transitions.close(self.connection, begun, ends)
        folded_runs.name_evidence(self.connection, begun.run_id, archive)
        folded_runs.note_late_ends(self.connection, begun.run_id, len(ends))


def place(stored: Stored) -> str:
    """The record that an observation was made of: file and offset."""
    return f"{stored.archive}:{stored.offset}"


def _near(begun: Begun) -> tuple[PastRun, ...]:
    """The runs that say how long a list should be: the newest complete one, and others of the two weeks before."""
    complete = [past for past in begun.history if past.verdict is Verdict.COMPLETE]
    recent = [past for past in complete if begun.started_at - past.at <= UNKNOWN_AFTER] or complete[:1]
    return tuple(past for past in begun.history if past.verdict is not Verdict.COMPLETE or past in recent)


def _read(assembly: Assembly) -> Census:
    """The census that the captured pages make."""
    census = Census()
    for page in assembly.pages:
        reading = page.reading
        fresh = census.page(page.rows, page.stored.at)
        census.leave_out(page.left_out)
        census.parts |= set(reading.get("parts", ()))
        census.declared_empty = census.declared_empty or reading.get("empty", "")
        total = reading.get("total")
        census.stated_total = total if total is not None else census.stated_total
        census.paging.turn(new_rows=len(fresh), leads_on=bool(reading.get("links")), total=total)
    if assembly.wanted:
        census.listing_failures.append(f"{len(assembly.wanted)} further page(s) of the list are in no archive")
    return census
