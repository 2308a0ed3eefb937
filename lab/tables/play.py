"""Plays the boards of the simulated year without pages: real runs, a real store, and a census filled in by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Final, cast

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import Settings
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from lab.tables.truth import Posting, World
from lab.year.boards import SKELETONS, Source
from lab.year.nights import at
from lab.year.troubles import AHEAD, CLOSED_ALL, FAULTS, MOMENTS, Struck, draw
from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.items import JobPosting, LeftOut, Listed, stated_hash
from unionjobs_scraper.lifecycle.bounds import bounds
from unionjobs_scraper.lifecycle.census import Answer, Check
from unionjobs_scraper.storage import runs
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.postings import Read

APART: Final = timedelta(minutes=3)
"""Between the censuses of two sources of one night."""
OTHER_FORM: Final = "list: three rows in another form"
UNREAD: Final = frozenset(name for name in FAULTS if name.startswith(("host:", "list:"))) - {
    OTHER_FORM,
    "list: sessions and tracking",
    "list: another charset than said",
    "list: nothing fit to store",
}
"""Faults after which no list was read."""
NO_RUN: Final = frozenset({"the machine is off", AHEAD, *MOMENTS})
"""Faults of a whole night after which nothing of it is on record."""
MARK: Final = "This position has been filled."


class Shared(Run):
    """A run on a database that stays open for the next one: what was compiled for it is used again."""

    def __init__(self, crawler: Crawler, board: Board, database: Database) -> None:
        super().__init__(crawler, board)
        self._database = database

    def begin(self) -> None:
        """Takes the lease and records the start."""
        with self.database.write() as connection:
            self._begun = runs.begin(connection, self.board.name, self.clock.now())
        self._bounds = bounds(self.board.limits, self._begun.history)

    @classmethod
    def on(cls, database: Database, source: Source, moment: datetime) -> Run:
        """Begins a run of a source."""
        settings = Settings({"RUN_AT": moment.isoformat(), "REFRESH_AFTER_DAYS": 7})
        played = SimpleNamespace(settings=settings, stats=MemoryStatsCollector(_crawler()))
        run = cls(cast("Crawler", played), register()[source.name], database)
        run.begin()
        return run


_CRAWLERS: list[Crawler] = []


def _crawler() -> Crawler:
    if not _CRAWLERS:
        _CRAWLERS.append(get_crawler())
    return _CRAWLERS[0]


@dataclass
class Play:
    """Nights of censuses."""

    world: World
    database: Database
    seed: int
    faults: bool = True
    rough: float = 0.0
    """Share of the nights, beside the year's own faults, on which a source's list has rows that cannot be read."""

    def nights(self, nights: Sequence[int]) -> Iterator[int]:
        """Plays some nights; gives the number of each when it is over."""
        random = Random(f"{self.seed}-faults")  # noqa: S311  # to be repeated, not guessed
        lied: set[str] = set()
        for number in range(max(nights) + 1):
            struck = Struck()
            if self.faults:
                struck = draw(random, self.world.sources, lambda source: self.world.listed(source, number), lied)  # noqa: B023
            if number not in nights or struck.whole in NO_RUN:
                continue
            lied |= struck.lying
            for place, source in enumerate(self.world.sources):
                moment = at(number) + APART * place
                if Census(self, source, moment, struck).taken() and source.name not in struck.lying:
                    lied.discard(source.name)
            yield number


@dataclass
class Census:
    """One census of one source."""

    play: Play
    source: Source
    moment: datetime
    struck: Struck

    def __post_init__(self) -> None:
        self.day = (self.moment - at(0)) / timedelta(days=1)
        self.random = Random(f"{self.play.seed}-{self.source.name}-{self.day}")  # noqa: S311  # to be repeated
        self.names = frozenset(self.struck.names.get(self.source.name, ()))
        if self.random.random() < self.play.rough:
            self.names |= {OTHER_FORM}

    def taken(self) -> bool:
        """Takes it; returns whether it was complete."""
        run = Shared.on(self.play.database, self.source, self.moment)
        if self.names & UNREAD:
            run.census.listing_failures.append("HTTP 503")
        else:
            self._read(run)
        run.end(cast("Spider", None), "finished")
        if run.failure:
            raise run.failure
        assert run.outcome
        return run.outcome.judgement.verdict.value == "complete"

    def _read(self, run: Run) -> None:
        listed = self.play.world.on(self.source, self.day)
        hidden = self.struck.hidden.get(self.source.name, frozenset())
        shown = [each for each in listed if each.life.number not in hidden]
        lost = set()
        if OTHER_FORM in self.names:
            lost = {each.key for each in self.random.sample(shown, min(3, len(shown)))}
            run.census.leave_out(LeftOut(reason="no-id", words=each.life.title) for each in shown if each.key in lost)
        rows = {each.key: each for each in shown if each.key not in lost}
        run.census.declared_empty = "" if shown else "no postings"
        run.census.stated_total = len(listed) if self.source.counts else None
        fresh = run.census.page([self._row(each) for each in rows.values()], run.clock.now())
        unread = run.unread(fresh)
        asked = unread if self.source.posting_path else fresh
        self._pages(run, [rows[row.source_id] for row in asked])
        self._missing(run, rows)

    def _row(self, each: Posting) -> Listed:
        return Listed(
            source_id=each.key, url=each.url, title=each.life.title, date_posted_text=str(self._version(each))
        )

    def _version(self, each: Posting) -> int:
        return each.life.version_at(self.day)

    def _pages(self, run: Run, asked: Sequence[Posting]) -> None:
        """Reads the own pages of listed postings."""
        reads = []
        for place, each in enumerate(asked):
            item, read = self._item(run, each, place)
            if item.closing_mark:
                run.marked(item)
            if "list: nothing fit to store" in self.names:
                run._crawler.stats.inc_value("unionjobs/validate/refused")
            else:
                reads.append(Read(item=item, seen_at=run.clock.now(), read_at=run.clock.now() if read else None))
        for read_one in reads:
            run.accept(read_one.item)
        run.save(reads)

    def _item(self, run: Run, each: Posting, place: int) -> tuple[JobPosting, bool]:
        """What is stored of a listed posting, and whether its page was read."""
        read = True
        if "postings: HTTP 404, every one" in self.names and self.source.posting_path:
            run.census.broken_links += 1
            read = False
        elif "postings: HTTP 500, every third" in self.names and self.source.posting_path and place % 3 == 0:
            run.census.posting_failures.append("HTTP 500")
            read = False
        over = read and (each.life.ending_at(self.day) == "marked while listed" or CLOSED_ALL in self.names)
        if read and not over:
            run.census.posting_pages += 1
        version = self._version(each)
        item = JobPosting(
            source=self.source.name,
            source_id=each.key,
            url=each.url,
            employer=f"Local {each.key} of {self.source.name}",
            title=each.life.title,
            union_abbr=each.union,
            job_family=each.family,
            region=each.region,
            country="US",
            salary_text="$60,000 a year" if each.pays else "",
            salary_min=60000.0 if each.pays else None,
            salary_currency="USD" if each.pays else "",
            salary_period="YEAR" if each.pays else "",
            description=f"{each.words} Edition {version}." if read else "",
            closing_mark=MARK if over and self.source.posting_path else "",
            row_hash=self._row(each).fingerprint,
        )
        return JobPosting(
            **{**{name: getattr(item, name) for name in item.__slots__}, "content_hash": stated_hash(item)}
        ), read

    def _missing(self, run: Run, rows: dict[str, Posting]) -> None:
        """Has the pages of missing postings answer."""
        if not self.source.posting_path:
            return
        missing = run.missing()
        for each in missing:
            answer, status = self._answer(each.posting.source_id)
            run.census.checks[each.posting.source_id] = Check(
                answer=answer, url=each.url, status=status, words=MARK, at=run.clock.now()
            )
        if missing and not run.census.posting_pages and run.samples:
            key = run.samples[0].source_id
            self._pages(run, [rows[key]])

    def _answer(self, key: str) -> tuple[Answer, int | None]:
        if CLOSED_ALL in self.names:
            return Answer.MARKED, 200
        if "postings: HTTP 404, every one" in self.names:
            return Answer.GONE, 404
        posting = self.play.world.postings[self.source.name, key]
        ending = None if posting.life.listed_at(self.day) else posting.life.ending_at(self.day)
        if ending in (None, "delisted"):
            return Answer.ANSWERS, 200
        if ending == "marked":
            return Answer.MARKED, 200
        return (Answer.UNCLEAR, 200) if SKELETONS in self.names else (Answer.GONE, 404)
