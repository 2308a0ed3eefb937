"""How a run ends: it is judged, and what follows is applied and recorded, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from scrapy.statscollectors import StatsCollector
from sqlalchemy import Connection

from unionjobs_scraper.boards import Board
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.crawl.page_signature import fingerprint
from unionjobs_scraper.items import GroupRead
from unionjobs_scraper.lifecycle.census import Answer, Census
from unionjobs_scraper.lifecycle.furniture import Absent, folded, held_open, stood
from unionjobs_scraper.lifecycle.judging import judge
from unionjobs_scraper.lifecycle.lost_columns import Column
from unionjobs_scraper.lifecycle.settling import (
    CONFIRMATION_GAP,
    SEVERAL,
    Closing,
    Declared,
    Miss,
    Missing,
    settle,
    settle_marked,
)
from unionjobs_scraper.lifecycle.verdict import Judgement, Reason, Report, Verdict
from unionjobs_scraper.storage import column_counts, leases, runs, sightings, transitions, unread_rows
from unionjobs_scraper.storage.column_counts import Fill
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.runs import Begun, Counts
from unionjobs_scraper.storage.sightings import Unseen

MADE = "~"
"""Begins the ids that a reader makes of addresses where the site has none (`platforms/careers_identity.py`)."""
UNREAD_TOLD = 10
GROUPS_TOLD = 5
"""Rows that were not read that a summary names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended, for the summary and the exit status."""

    source: str
    judgement: Judgement
    counts: Counts
    notes: tuple[str, ...] = ()
    """Things that did not spoil the verdict but may be worth a look."""
    lost: tuple[Column, ...] = ()
    """Columns that used to be filled and no longer are: the site may have changed."""
    undecided: int = 0
    """Open postings that the list does not have, and that nothing has closed yet."""


@dataclass(slots=True)
class Tally:
    """What a run has found stored, and what its batches have changed so far."""

    known: int = 0
    """Listed postings that were stored already."""
    new: int = 0
    changed: int = 0
    reused: int = 0
    returned: dict[str, datetime] = field(default_factory=dict)
    """Closed postings that this census shows as open, by the site's id."""
    marked_rows: dict[str, str] = field(default_factory=dict)
    """The row's fingerprint of listed postings whose own page says that they are closed, by the site's id."""
    unsaved: set[str] = field(default_factory=set)
    """Postings that were read and accepted, and whose batch is not stored yet, by the site's id."""
    store_failure: str = ""
    """Why the database could not be written while the crawl went on."""
    filled: Fill = field(default_factory=Fill)
    """How many of the postings read had each column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A census as it was taken: everything that its conclusion is drawn from."""

    board: Board
    begun: Begun
    census: Census
    tally: Tally
    stats: StatsCollector

    def report(self, finish_reason: str, unseen: Sequence[Unseen], stored: int, *, ended: bool = True) -> Report:
        """What the verdict weighs; `unseen` of `stored` open postings are not on the list.

        `ended`: False while the last batch still waits to be stored.
        """
        newly = [each.posting for each in unseen if each.posting.missing_since is None]
        return Report(
            at=self.begun.started_at,
            census=self.census,
            finish_reason=finish_reason,
            refused=self._stat("unionjobs/validate/refused"),
            unstored=len(self.tally.unsaved) if ended else 0,
            store_failure=self.tally.store_failure,
            vanished=len(newly),
            alive=sum(self._answer(each) is Answer.ANSWERS for each in newly),
            newest=self.begun.newest,
            stored_open=max(0, stored - self.tally.new),
            limits=self.board.limits,
            history=self.begun.history,
            pages_lost=self.census.paging.lost(self.begun.paged) if ended and not all(map(self._over, unseen)) else "",
            furniture=self._held(unseen if ended else ()) is not None,
        )

    def _held(self, unseen: Sequence[Unseen]) -> frozenset[str] | None:
        """The missing postings that an unread row may be; None while those rows are not known as furniture."""
        missing = [
            Absent(source_id=each.posting.source_id, title=each.title, last_seen=each.posting.last_seen)
            for each in unseen
            if not self._over(each)
        ]
        listed = len(self.census.seen)
        return held_open(
            self.census.unread_rows, self.begun.standing, self.begun.started_at, listed=listed, missing=missing
        )

    def _over(self, each: Unseen) -> bool:
        """Whether the posting's own page says that it is over: then no row of the list is that posting."""
        return self.census.posting_pages > 0 and self._answer(each.posting) in (Answer.GONE, Answer.MARKED)

    def _replaced(self, unseen: Sequence[Unseen]) -> bool:
        """Whether the list has none of several known postings, and others: it may be another board's.

        The pages of its postings are then no control for those of this board's.
        """
        return bool(self.census.seen) and len(unseen) >= SEVERAL and not self.tally.known

    def _contradicts(self, posting: Missing) -> bool:
        """Whether the answer of a posting's page is worth nothing, for no listed posting's page was read as open.

        The site's pages then contradict its list, and what one of them says is no second word for an absence.
        """
        return bool(self.census.seen) and not self.census.posting_pages and self._answer(posting) is not None

    def _moved(self, connection: Connection, unseen: Sequence[Unseen]) -> frozenset[str]:
        """The missing postings that may be on the list under another address, of those known by their address.

        Its own page shows each as open, and a posting of its title came to the list after it was last there.
        """
        alive = [each for each in unseen if self._answer(each.posting) is Answer.ANSWERS]
        alive = [each for each in alive if each.posting.source_id.startswith(MADE)]
        if not alive:
            return frozenset()
        since = min(each.posting.last_seen for each in alive)
        came = sightings.came_since(connection, self.board.name, self.census.seen.keys(), since)
        return frozenset(
            each.posting.source_id
            for each in alive
            if any(at > each.posting.last_seen and folded(title) == folded(each.title) != "" for title, at in came)
        )

    def _answer(self, posting: Missing) -> Answer | None:
        check = self.census.checks.get(posting.source_id)
        return check.answer if check else None

    def conclude(self, connection: Connection, finish_reason: str, clock: Clock) -> Outcome:
        """Judges the run, and applies and records what follows, in this transaction."""
        link.lock(connection)
        unseen, stored = sightings.unseen(connection, self.board.name, self.census.seen.keys())
        judgement = judge(self.report(finish_reason, unseen, stored))
        held = furniture = self._held(unseen) or frozenset()
        counts = self._counts()
        self.stats.set_value("unionjobs/census/repeated", self.census.repeated)
        if leases.held_by(connection, self.board.name, self.begun.run_id):
            self._sight(connection)
            self._remember_unread(connection, proven=judgement.verdict is Verdict.COMPLETE and not held)
            column_counts.record(connection, self.begun.run_id, self.tally.filled)
        else:
            judgement = Judgement(verdict=Verdict.FAILED, reasons=(TAKEN_OVER,))
        if judgement.verdict is Verdict.COMPLETE:
            held |= self._moved(connection, unseen) | set(self.census.still_linked)
            self._apply(connection, [] if self.census.confirmed_pages else unseen, held, counts)
            shape, pages = fingerprint(self.census.parts), self.census.paging.found
            column_counts.keep_shape(connection, self.board.name, shape, pages, self.begun.run_id)
        at = clock.now()
        runs.finish(connection, self.begun, judgement, counts, census_at=self.census.read_at, at=at)
        return Outcome(
            source=self.board.name,
            judgement=judgement,
            counts=counts,
            notes=tuple(self._notes(judgement, len(furniture))),
            lost=self._lost(connection, at),
            undecided=len(unseen) if self.census.confirmed_pages else counts.missing,
        )

    def _lost(self, connection: Connection, at: datetime) -> tuple[Column, ...]:
        """The columns that are no longer filled; a run that read no posting says nothing new of them."""
        if not self.tally.filled.read:
            return ()
        watched = column_counts.watched_columns(connection, self.board.name, at)
        return tuple(column for column in watched if column.lost)

    def _sight(self, connection: Connection) -> None:
        """A posting on the list is open, whatever else went wrong; one from a cache proves nothing."""
        if not (self.census.cached_pages or self.begun.is_backwards):
            sightings.sight(connection, self.board.name, self.census.seen, self.census.marked)

    def _remember_unread(self, connection: Connection, *, proven: bool) -> None:
        """How long each unread row has been on the list; a run that read no page of it says nothing of them."""
        if self.census.pages and not self.begun.is_backwards:
            rows = stood(self.census.unread_rows, self.begun.standing, self.begun.started_at, proven=proven)
            unread_rows.keep(connection, self.board.name, rows)

    def _apply(self, connection: Connection, unseen: Sequence[Unseen], held: frozenset[str], counts: Counts) -> None:
        """What a complete run, and only a complete run, may say of open and closed."""
        marked, census_at = self.census.marked, self.census.read_at
        assert census_at
        listed = sightings.open_postings(connection, self.board.name, sorted(marked))
        declared = self._declared(connection, unseen, census_at)
        settled = list(self._settled(unseen, held, listed, census_at, declared))
        closings = [each for each in settled if isinstance(each, Closing)]
        misses = [each for each in settled if isinstance(each, Miss)]
        rows = {posting.source_id: self.tally.marked_rows[site_id] for site_id, posting in listed.items()}
        closed = transitions.close(connection, self.begun, closings, rows)
        sightings.miss(connection, self.board.name, misses, rows)
        returned = {key: at for key, at in self.tally.returned.items() if key not in marked}
        reopened = transitions.reopen(connection, self.begun, returned)
        link.link_again(connection, [*closed, *reopened])
        counts.closed.update(closing.reason for closing in closings)
        counts.reopened, counts.missing = len(reopened), len(misses)

    def _declared(self, connection: Connection, unseen: Sequence[Unseen], census_at: datetime) -> Declared | None:
        """What a list without postings is worth: it lacks all open ones at once."""
        if self.census.seen or len(unseen) < SEVERAL:
            return None
        return Declared(before=runs.last_declared_empty(connection, self.board.name, census_at - CONFIRMATION_GAP))

    def _settled(
        self,
        unseen: Sequence[Unseen],
        held: frozenset[str],
        listed: Mapping[str, Missing],
        census_at: datetime,
        declared: Declared | None,
    ) -> Iterator[Closing | Miss]:
        control, confirmations = self.census.posting_pages > 0, self.board.confirmations
        replaced = self._replaced(unseen)
        for each in unseen:
            check = self.census.checks.get(each.posting.source_id)
            yield settle(
                each.posting,
                check,
                census_at,
                control=control and not replaced,
                confirmations=confirmations,
                doubtful=bool(self.census.unread_rows) or replaced or self._contradicts(each.posting),
                held=each.posting.source_id in held,
                declared=declared,
            )
        for site_id, posting in listed.items():
            mark = self.census.marked[site_id]
            yield settle_marked(posting, mark, control=control, confirmations=confirmations)

    def _counts(self) -> Counts:
        listed, tally = len(self.census.seen), self.tally
        return Counts(
            listed=listed,
            pages_read=self.census.posting_pages,
            new=tally.new,
            changed=tally.changed,
            unchanged=tally.known - tally.changed,
            refused=self._stat("unionjobs/validate/refused"),
            requests=self._stat("downloader/request_count"),
            bytes=self._stat("downloader/response_bytes"),
        )

    def _notes(self, judgement: Judgement, held: int) -> Iterator[str]:
        census = self.census
        if census.posting_failures and judgement.verdict is Verdict.COMPLETE:
            count = len(census.posting_failures)
            yield f"{count} posting page(s) could not be read, first: {census.posting_failures[0]}"
        if census.unread_rows and judgement.verdict is Verdict.COMPLETE:
            yield f"{len(census.unread_rows)} row(s) of the list are taken for furniture of the site: there for days"
            if held:
                yield f"{held} missing posting(s) are held open: one of those rows may be each of them in another form"
        for row in census.unread_rows[:UNREAD_TOLD]:
            yield f"a row that was not read ({row.reason}): {row.words}"
        yield from _of_groups(census.groups)
        if refused := self._stat("unionjobs/validate/refused"):
            yield f"{refused} posting(s) were refused as unfit to store: {self._why_refused()}"
        if census.broken_links:
            yield f"{census.broken_links} listed posting(s) have a page that answers 404 or 410: still open"
        if self.tally.reused:
            yield f"{self.tally.reused} id(s) were given to another posting by the site"
        if census.confirmed_pages:
            saved = self._stat("unionjobs/list/bytes_saved") / 1024
            yield f"{census.confirmed_pages} list page(s) unchanged by the site's own word: {saved:,.0f} KiB not sent"

    def _why_refused(self) -> str:
        """Each problem with its count."""
        prefix = "unionjobs/validate/refused/"
        found = {name.removeprefix(prefix): count for name, count in self.stats.get_stats().items() if prefix in name}
        return ", ".join(f"{name.replace('-', ' ')} ({count})" for name, count in sorted(found.items()))

    def _stat(self, name: str) -> int:
        return int(self.stats.get_value(name, 0))


TAKEN_OVER = Reason(code="taken-over", words="another run took this source over while this one was under way")


def _of_groups(groups: Sequence[GroupRead]) -> Iterator[str]:
    """How the records of pages that were read by structure were decided: all together, and the groups with postings."""
    if not groups:
        return
    kept, left = Counter[str](), Counter[str]()
    for each in groups:
        kept.update(each.kept)
        left.update(each.left_out)
    taken = [each for each in groups if each.kept]
    others = ", ".join(f"{count} {reason}" for reason, count in left.most_common())
    told = (
        f"{kept.total()} of {kept.total() + left.total()} records in {len(taken)} of {len(groups)} groups are postings"
    )
    yield told + (f"; left out: {others}" if others else "")
    yield from (f"group {each}" for each in taken[:GROUPS_TOLD])
