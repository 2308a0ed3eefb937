"""What a run is worth: each reason that can spoil one has a code, and one function that looks for it.

Every code has an entry in docs/operations.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from statistics import median

from unionjobs_scraper.lifecycle.verdict import Judgement, PastRun, Reason, Report, Verdict
from unionjobs_scraper.normalize.text import clean_line

SMALL_BOARD = 20
"""Below this many postings a percentage says little; `SMALL_BOARD_DROP` applies."""
SMALL_BOARD_DROP = 0.5
NEW_LEVEL_AFTER = timedelta(days=3)
"""A lower count that has lasted this long, over `NEW_LEVEL_RUNS` runs, is the board's new level."""
NEW_LEVEL_RUNS = 3
HISTORY = 7
"""Complete runs whose median count is the yardstick."""


def judge(run: Report) -> Judgement:
    """Weighs one run. Only a complete one may say that something is missing."""
    reasons = tuple(_printable(reason) for guard in GUARDS for reason in guard(run))
    if not reasons:
        return Judgement(verdict=Verdict.COMPLETE)
    failed = any(reason.fatal for reason in reasons) or not run.census.seen
    return Judgement(verdict=Verdict.FAILED if failed else Verdict.PARTIAL, reasons=reasons)


LONGEST = 500
"""Characters of a reason's words."""


def _printable(reason: Reason) -> Reason:
    """Its words may be a site's: no control characters, and no more than a terminal shows."""
    words = clean_line(reason.words)
    return reason if words == reason.words and len(words) <= LONGEST else replace(reason, words=words[:LONGEST])


def _unfinished(run: Report) -> Iterator[Reason]:
    if run.finish_reason != "finished":
        yield Reason(code="stopped", words=f"the run ended early ({run.finish_reason})")


def _unstored(run: Report) -> Iterator[Reason]:
    """What was read and is not on record would look like an absence tomorrow."""
    if run.unstored or run.store_failure:
        what = f"{run.unstored} posting(s) that were read could not be stored"
        yield Reason(code="not-stored", words=", ".join(filter(None, (what * bool(run.unstored), run.store_failure))))


def _backwards(run: Report) -> Iterator[Reason]:
    """Against the newest stamp on record, not the last run's: that one may be the first that was refused."""
    if run.newest and run.at < run.newest:
        words = (
            f"this run is stamped {run.at:%Y-%m-%dT%H:%MZ}, before the one at {run.newest:%Y-%m-%dT%H:%MZ}"
            " (scrapy restamp mends a run from the future)"
        )
        yield Reason(code="clock", words=words)


def _blocked(run: Report) -> Iterator[Reason]:
    if run.census.blocked:
        yield Reason(code="blocked", words=_first_of(run.census.blocked))


def _list_unread(run: Report) -> Iterator[Reason]:
    failures = run.census.listing_failures
    if failures:
        yield Reason(code="list-unread", words=_first_of(failures), fatal=run.census.pages == 0)
    elif run.census.pages == 0 and not run.census.blocked:
        yield Reason(code="list-unread", words="no page of the board's list was read", fatal=True)


def _rows_unread(run: Report) -> Iterator[Reason]:
    """Rows among the postings that may be postings: what they name would seem to be missing."""
    unread = run.census.unread_rows
    if unread and not run.furniture:
        words = f"{len(unread)} row(s) of the list were not read; {unread[0].reason}: {unread[0].words}"
        yield Reason(code="rows-unread", words=words)


def _endless(run: Report) -> Iterator[Reason]:
    if run.census.paging.endless:
        yield Reason(code="endless", words=run.census.paging.endless)


def _moved(run: Report) -> Iterator[Reason]:
    """Pages of different moments do not make one census: what slid over an edge is on none of them."""
    if run.census.paging.moved:
        yield Reason(code="moved", words=f"the list changed while its pages were read: {run.census.paging.moved}")


def _pages_lost(run: Report) -> Iterator[Reason]:
    """The link to the next page may be gone: what stood on it would seem to be missing."""
    if run.pages_lost:
        yield Reason(code="pages", words=run.pages_lost)


def _from_cache(run: Report) -> Iterator[Reason]:
    if run.census.cached_pages:
        words = f"{run.census.cached_pages} list page(s) came from a cache that the site did not confirm"
        yield Reason(code="cached", words=words)


def _empty(run: Report) -> Iterator[Reason]:
    if run.census.pages and not run.census.seen and not run.census.declared_empty:
        yield Reason(code="empty", words="the list has no postings and does not say that there are none")


def _total(run: Report) -> Iterator[Reason]:
    total, listed = run.census.stated_total, len(run.census.seen)
    if total is not None and listed < total:
        yield Reason(code="total", words=f"the board states {total} postings, {listed} were listed")


def _floor(run: Report) -> Iterator[Reason]:
    listed = len(run.census.seen)
    if 0 < listed < run.limits.floor:
        yield Reason(code="floor", words=f"{listed} postings listed, fewer than the {run.limits.floor} expected")


def _fewer(run: Report) -> Iterator[Reason]:
    usual, listed = _usual(run), len(run.census.seen)
    empty = run.census.declared_empty and not run.census.seen
    if not run.census.pages or usual is None or empty or _stands(run, "fewer"):
        return
    if listed < usual * (1 - _allowed_drop(run, usual)) and usual - listed > 1:
        yield Reason(code="fewer", words=f"{listed} postings listed, where {usual:g} are usual")


def _vanished(run: Report) -> Iterator[Reason]:
    """A list of the usual length with other postings on it: another board's, or yesterday's ids renamed."""
    if run.census.declared_empty and not run.census.seen and run.stored_open < SMALL_BOARD:
        return  # a small board says in its own words that it has none
    share = max(run.limits.max_drop, SMALL_BOARD_DROP)
    if (
        run.census.pages
        and run.vanished >= 5
        and run.vanished > share * run.stored_open
        and not _stands(run, "vanished")
    ):
        words = f"{run.vanished} of {run.stored_open} open postings are missing at once"
        yield Reason(code="vanished", words=words)


def _alive(run: Report) -> Iterator[Reason]:
    """Postings that their own pages show as open, missing all at once: the list is wrong, on boards of every size."""
    share = max(run.limits.max_drop, SMALL_BOARD_DROP)
    if run.alive >= 2 and run.alive > share * run.stored_open and not _stands(run, "alive"):
        words = f"{run.alive} of {run.stored_open} open postings are missing, and their own pages show them as open"
        yield Reason(code="alive", words=words)


def _postings_unread(run: Report) -> Iterator[Reason]:
    failed = len(run.census.posting_failures) + run.census.broken_links + run.refused
    good = max(0, run.census.posting_pages - run.refused)  # an item is counted as read before it is refused
    tried = failed + good
    all_refused = run.refused > 0 and not good  # on a board of one or two as well
    if all_refused or (failed >= 2 and (failed * 2 > tried or (failed >= 3 and failed * 5 > tried))):
        examples = run.census.posting_failures or ["404 or refused"]
        words = f"{failed} of {tried} posting pages could not be read; {examples[0]}"
        yield Reason(code="postings-unread", words=words)


def _mass_closing(run: Report) -> Iterator[Reason]:
    marked = len(run.census.marked)
    if marked >= 5 and marked > run.limits.max_drop * len(run.census.seen):
        words = f"{marked} listed postings say that they are closed, all at once"
        yield Reason(code="mass-closing", words=words)


GUARDS: tuple[Callable[[Report], Iterator[Reason]], ...] = (
    _unfinished,
    _unstored,
    _backwards,
    _blocked,
    _list_unread,
    _rows_unread,
    _endless,
    _moved,
    _pages_lost,
    _from_cache,
    _empty,
    _total,
    _floor,
    _fewer,
    _vanished,
    _alive,
    _postings_unread,
    _mass_closing,
)
"""Every guard, in the order in which their reasons are told."""

COUNT_CODES = frozenset({"fewer", "vanished", "alive"})
NOTHING_READ = frozenset({"list-unread", "blocked", "stopped"})


def _stands(run: Report, code: str) -> bool:
    """Whether this count has lasted so long that it is the board's new level, not a bad day."""
    listed = len(run.census.seen)
    same: list[PastRun] = []
    for past in run.history:
        if not past.listed and past.codes and past.codes <= NOTHING_READ:
            continue  # a run that read nothing of the list says neither that the level lasts nor that it does not
        near = abs(past.listed - listed) <= max(1, past.listed // 10)
        if code not in past.codes or not past.codes <= COUNT_CODES or not near:
            break
        same.append(past)
    return len(same) >= NEW_LEVEL_RUNS and run.at - same[-1].at >= NEW_LEVEL_AFTER


def _usual(run: Report) -> float | None:
    """The median count of recent complete runs, since the board last came to a new level."""
    window: list[int] = []
    for past in reversed(run.history):
        if past.verdict is not Verdict.COMPLETE:
            continue
        if window and past.listed < median(window) * (1 - _allowed_drop(run, median(window))):
            window = []  # a complete run this low was believed because the low count had lasted
        window = [*window, past.listed][-HISTORY:]
    return median(window) if window else None


def _allowed_drop(run: Report, usual: float) -> float:
    return run.limits.max_drop if usual >= SMALL_BOARD else SMALL_BOARD_DROP


def _first_of(failures: list[str]) -> str:
    more = len(failures) - 1
    return failures[0] + (f" (and {more} more)" if more else "")
