"""Our own runs, concluded again from what our own archive holds of them: as the crawl did, with today's readers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from scrapy.statscollectors import StatsCollector
from sqlalchemy import Connection

from unionjobs_scraper.archive.observation import Kind, item_read, row_read
from unionjobs_scraper.archive.pages import finished, of_row
from unionjobs_scraper.archive.sources import Source
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.crawl import run_record
from unionjobs_scraper.crawl.conclusion import Outcome, Taken, Tally
from unionjobs_scraper.crawl.page_reading import of_board, row_of
from unionjobs_scraper.crawl.run_record import RunRecord
from unionjobs_scraper.crawl.same_titles import recognized
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.lifecycle.census import Census
from unionjobs_scraper.storage import folded_runs, observations, postings, runs
from unionjobs_scraper.storage.observations import Stored
from unionjobs_scraper.storage.postings import Read
from unionjobs_scraper.storage.runs import Begun

BATCH = 100


class Counted(StatsCollector):
    """Counters without a crawl."""

    def __init__(self, found: dict[str, int] | None = None) -> None:
        self._stats: dict[str, Any] = dict(found or {})
        self._dump = False


@dataclass(slots=True, kw_only=True)
class OwnRun:
    """A run with the postings that it stored."""

    connection: Connection
    source: Source
    record: RunRecord
    begun: Begun
    rows: dict[str, Listed]
    reads: list[Read]
    archive: str

    @classmethod
    def read(cls, connection: Connection, observed: Connection, source: Source, end: Stored) -> OwnRun:
        """Reads what archives hold of a run, by the observations in `observed`. Raises what `run_record.read` does."""
        record = run_record.read(json.loads(end.reading))
        return cls._of(connection, observed, source, record, end)

    @classmethod
    def killed(cls, connection: Connection, observed: Connection, source: Source, first: Stored) -> OwnRun:
        """The same of a run that has no end: what it had stored. Raises what `run_record.saved_read` does."""
        told = [each for each in observations.of_run(observed, source.board.name, first.run) if each.kind == Kind.SAVED]
        record = RunRecord(
            run=first.run,
            source=source.board.name,
            started_at=datetime.fromisoformat(json.loads(told[0].reading)["started_at"]),
            finished_at=told[-1].at,
            finish_reason="",
            census=Census(),
            tally=Tally(),
            saved=[each for stored in told for each in run_record.saved_read(json.loads(stored.reading))],
        )
        return cls._of(connection, observed, source, record, first)

    @classmethod
    def _of(
        cls, connection: Connection, observed: Connection, source: Source, record: RunRecord, end: Stored
    ) -> OwnRun:
        answers = list(_answers(observed, source, end.run))
        rows: dict[str, Listed] = {}
        held: dict[str, JobPosting] = {}
        own: dict[str, tuple[JobPosting, Stored]] = {}
        for stored in answers:
            reading = json.loads(stored.reading)
            if stored.kind == Kind.LIST:
                rows |= {row.source_id: row for row in map(row_read, reading.get("rows", ()))}
                held |= {item.source_id: item for item in map(item_read, reading.get("items", ()))}
            elif stored.kind == Kind.POSTING and stored.role == "posting":
                for shown in map(item_read, reading.get("items", ())):
                    own.setdefault(shown.source_id, (shown, stored))
        if held and source.extractor.numbers_titles:
            held = recognized(held, postings.texts(connection, source.board.name))
        first = next((each for each in answers if each.role == "list"), end)
        number = folded_runs.own_number(connection, record.run)
        begun = runs.begin(connection, source.board.name, record.started_at, number)
        archive = f"{first.archive}:{first.offset}"
        reads = []
        for site_id, seen_at, read_at in record.saved:
            page = own.get(site_id)
            item, place = page or (_of_list(site_id, rows, held, source), first)
            if item is not None:
                told = f"{place.archive}:{place.offset}"
                reads.append(Read(item=item, seen_at=seen_at, read_at=read_at, archive=told))
        return cls(
            connection=connection,
            source=source,
            record=record,
            begun=begun,
            rows=rows,
            reads=reads,
            archive=archive,
        )

    def store(self) -> None:
        """Stores the postings that the run stored."""
        tally = self.record.tally
        if not self.begun.is_backwards:
            for start in range(0, len(self.reads), BATCH):
                batch = self.reads[start : start + BATCH]
                saved = postings.save(self.connection, self.begun, batch)
                tally.new += saved.new
                tally.changed += saved.changed
                tally.reused += saved.reused
                tally.filled.add(read.item for read in batch)

    def conclude(self) -> Outcome:
        """Stores the postings, judges the run, and applies what follows."""
        self.store()
        taken = Taken(
            board=self.source.board,
            begun=self.begun,
            census=self.record.census,
            tally=self.record.tally,
            stats=Counted(dict(self.record.stats)),
        )
        outcome = taken.conclude(self.connection, self.record.finish_reason, Clock(self.record.finished_at))
        runs.note_archive(self.connection, self.begun.run_id, self.archive)
        return outcome


def _answers(connection: Connection, source: Source, run: int) -> Iterator[Stored]:
    """What the run was answered; a repeat with what it repeats."""
    for stored in observations.of_run(connection, source.board.name, run):
        if stored.kind != Kind.REPEAT:
            yield stored
            continue
        found = observations.repeated(connection, source.board.name, stored)
        if found:
            yield found._replace(at=stored.at, archive=stored.archive, offset=stored.offset, role=stored.role)


def _of_list(site_id: str, rows: dict[str, Listed], held: dict[str, JobPosting], source: Source) -> JobPosting | None:
    """A posting that the list holds, or what its row says."""
    if item := held.get(site_id):
        return finished(of_board(item, source.board, row_of(item)), source)
    return of_row(rows[site_id], source) if site_id in rows else None
