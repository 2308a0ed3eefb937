"""What a run is worth, and what follows for a posting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.boards import Limits
from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.lifecycle.census import Answer, Census, Check
from unionjobs_scraper.lifecycle.judging import GUARDS, judge
from unionjobs_scraper.lifecycle.paging import Paging
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing, Declared, Miss, Missing, settle, settle_marked
from unionjobs_scraper.lifecycle.verdict import Judgement, PastRun, Reason, Report, Verdict

NOW = datetime(2026, 5, 8, 6, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)

COMPLETE, PARTIAL, FAILED = Verdict.COMPLETE, Verdict.PARTIAL, Verdict.FAILED


def census(listed: int = 100, **seen: Any) -> Census:
    """A census of one list page with this many postings, whose own pages were read."""
    counted = Census(posting_pages=seen.pop("posting_pages", min(listed, 5)), **seen)
    counted.page([Listed(source_id=str(number), url=f"https://x.test/{number}") for number in range(listed)], NOW)
    return counted


def unread(**of_row: Any) -> Census:
    """A census of a hundred postings whose list has another row."""
    seen = census()
    seen.leave_out([LeftOut(reason="no-address", words="Organizer, apply by mail", **of_row)])
    return seen


def past(*counts: int, codes: str = "", verdict: Verdict | None = None, first: timedelta = DAY) -> tuple[PastRun, ...]:
    """Daily runs before now, newest first, the newest `first` ago."""
    spoiled = frozenset(codes.split())
    worth = verdict or (PARTIAL if spoiled else COMPLETE)
    return tuple(
        PastRun(at=NOW - first - DAY * number, verdict=worth, listed=count, codes=spoiled)
        for number, count in enumerate(counts)
    )


def older(runs: tuple[PastRun, ...], than: tuple[PastRun, ...]) -> tuple[PastRun, ...]:
    """History of two stretches: `than` is the newer one."""
    return than + tuple(replace(run, at=run.at - DAY * len(than)) for run in runs)


def report(seen: Census | None = None, **known: Any) -> Report:
    finish_reason = known.pop("finish_reason", "finished")
    return Report(at=NOW, census=seen or census(), finish_reason=finish_reason, **known)


def codes(run: Report) -> set[str]:
    return {reason.code for reason in judge(run).reasons}


def checks(count: int) -> dict[str, Check]:
    mark = Check(answer=Answer.MARKED, url="https://x.test/1", status=200, words="This job is closed.", at=NOW)
    return {str(number): mark for number in range(count)}


USUAL = past(100, 100, 100)

# what the run saw, what is known -> verdict, codes
JUDGED: dict[str, tuple[Report, Verdict, str]] = {
    # healthy
    "the first run of a source": (report(), COMPLETE, ""),
    "as many as ever": (report(history=USUAL), COMPLETE, ""),
    "29 % fewer": (report(census(71), history=USUAL), COMPLETE, ""),
    "30 % fewer is the largest fall believed": (report(census(70), history=USUAL), COMPLETE, ""),
    "twice as many": (report(census(200), history=USUAL), COMPLETE, ""),
    "the list ends with a full page before its usual end": (report(pages_lost="1 page, full"), PARTIAL, "pages"),
    "a small board from 3 to 2": (report(census(2), history=past(3, 3, 3)), COMPLETE, ""),
    "a small board from 2 to 1": (report(census(1), history=past(2, 2)), COMPLETE, ""),
    "a small board from 4 to 2": (report(census(2), history=past(4, 4)), COMPLETE, ""),
    "a small board may lose half": (report(census(10), history=past(19, 19)), COMPLETE, ""),
    "one fewer is no fall, whatever the register allows": (
        report(census(19), history=past(20, 20), limits=Limits(max_drop=0.01)),
        COMPLETE,
        "",
    ),
    "one bad past run does not move the median": (report(census(80), history=past(100, 300, 100)), COMPLETE, ""),
    "only the last seven complete runs are the yardstick": (
        report(census(50), history=older(past(*[200] * 30), than=past(*[50] * 7))),
        COMPLETE,
        "",
    ),
    "spoiled runs are no yardstick": (
        report(census(50), history=older(past(50), than=past(400, codes="blocked"))),
        COMPLETE,
        "",
    ),
    "declared empty": (
        report(census(0, declared_empty="no current postings"), history=past(3, 2, 2), vanished=3, stored_open=3),
        COMPLETE,
        "",
    ),
    "declared empty from the start, above its floor": (
        report(census(0, declared_empty="no current postings"), limits=Limits(floor=10)),
        COMPLETE,
        "",
    ),
    "exactly the floor": (report(census(10), limits=Limits(floor=10)), COMPLETE, ""),
    "exactly the total that the board states": (report(census(100, stated_total=100)), COMPLETE, ""),
    "more than the board states: one came while the pages were read": (
        report(census(100, stated_total=99)),
        COMPLETE,
        "",
    ),
    "half of a board's postings replaced": (report(vanished=50, stored_open=100, history=USUAL), COMPLETE, ""),
    "four postings of a tiny board replaced": (report(census(4), vanished=4, stored_open=4), COMPLETE, ""),
    "a lower max_drop leaves the replaced half alone": (
        report(vanished=50, stored_open=100, limits=Limits(max_drop=0.1)),
        COMPLETE,
        "",
    ),
    "one posting page of one unread": (
        report(census(posting_failures=["HTTP 500"], posting_pages=0)),
        COMPLETE,
        "",
    ),
    "two posting pages of four unread": (
        report(census(posting_failures=["HTTP 500"] * 2, posting_pages=2)),
        COMPLETE,
        "",
    ),
    "a fifth of the posting pages unread": (
        report(census(posting_failures=["HTTP 500"] * 20, posting_pages=80)),
        COMPLETE,
        "",
    ),
    "four postings marked at once": (report(census(5, marked=checks(4))), COMPLETE, ""),
    "a third of the list marked is believed where the register says so": (
        report(census(30, marked=checks(10)), limits=Limits(max_drop=0.4)),
        COMPLETE,
        "",
    ),
    "30 % of the list marked": (report(census(100, marked=checks(30))), COMPLETE, ""),
    "stamped with the minute of the last run": (report(history=past(100, first=timedelta(0))), COMPLETE, ""),
    # each guard alone
    "stopped by its operator": (report(finish_reason="shutdown", history=USUAL), PARTIAL, "stopped"),
    "stopped by a limit": (report(finish_reason="closespider_timeout"), PARTIAL, "stopped"),
    "stamped before the last run": (report(history=past(100), newest=NOW + HOUR), PARTIAL, "clock"),
    "stamped before a run that is not the last": (report(history=past(100), newest=NOW + DAY * 7), PARTIAL, "clock"),
    "stamped like the newest run": (report(history=past(100), newest=NOW), COMPLETE, ""),
    "pages that never end": (report(census(paging=Paging(endless="400 pages were read"))), PARTIAL, "endless"),
    "pages of two moments": (report(census(paging=Paging(moved="1 posting left"))), PARTIAL, "moved"),
    "a batch that is not on record": (report(history=USUAL, unstored=2), PARTIAL, "not-stored"),
    "a database that failed between two batches": (report(store_failure="disk full"), PARTIAL, "not-stored"),
    "the one posting of a board refused": (report(census(1, posting_pages=1), refused=1), PARTIAL, "postings-unread"),
    "all of two refused": (report(census(2, posting_pages=2), refused=2), PARTIAL, "postings-unread"),
    "one of many refused": (report(census(posting_pages=10), refused=1), COMPLETE, ""),
    "all eight missing and alive": (
        report(census(0, declared_empty="total: 0"), vanished=8, stored_open=8, alive=8),
        FAILED,
        "alive",
    ),
    "both missing and alive": (
        report(census(0, declared_empty="total: 0"), vanished=2, stored_open=2, alive=2),
        FAILED,
        "alive",
    ),
    "one missing and alive": (report(vanished=1, stored_open=1, alive=1), COMPLETE, ""),
    "few of many missing and alive": (report(vanished=40, stored_open=100, alive=40, history=USUAL), COMPLETE, ""),
    "refused on one posting's page": (report(census(blocked=["HTTP 403"])), PARTIAL, "blocked"),
    "refused on the list": (report(Census(blocked=["HTTP 403"])), FAILED, "blocked"),
    "one list page of two unread": (
        report(census(listing_failures=["HTTP 500"]), history=USUAL),
        PARTIAL,
        "list-unread",
    ),
    "the only list page unread": (report(Census(listing_failures=["HTTP 500"])), FAILED, "list-unread"),
    "no list page asked for": (report(Census()), FAILED, "list-unread"),
    "a list from a cache": (report(census(cached_pages=1), history=USUAL), PARTIAL, "cached"),
    "zero without a word": (report(census(0)), FAILED, "empty"),
    "fewer than the board states": (report(census(99, stated_total=100)), PARTIAL, "total"),
    "fewer than the floor": (report(census(9), limits=Limits(floor=10)), PARTIAL, "floor"),
    "31 % fewer": (report(census(69), history=USUAL), PARTIAL, "fewer"),
    "11 % fewer, where the register allows 10": (
        report(census(89), history=USUAL, limits=Limits(max_drop=0.1)),
        PARTIAL,
        "fewer",
    ),
    "a small board from 3 to 1": (report(census(1), history=past(3, 3, 3)), PARTIAL, "fewer"),
    "a small board from 19 to 9": (report(census(9), history=past(19, 19)), PARTIAL, "fewer"),
    "fewer after a run that was spoiled": (
        report(census(50), history=older(USUAL, than=past(50, codes="blocked"))),
        PARTIAL,
        "fewer",
    ),
    "another board's list": (report(vanished=51, stored_open=100, history=USUAL), PARTIAL, "vanished"),
    "five of five gone at once": (report(census(5), vanished=5, stored_open=5), PARTIAL, "vanished"),
    "two posting pages of three unread": (
        report(census(posting_failures=["HTTP 500"] * 2, posting_pages=1)),
        PARTIAL,
        "postings-unread",
    ),
    "more than a fifth of the posting pages unread": (
        report(census(posting_failures=["HTTP 500"] * 21, posting_pages=79)),
        PARTIAL,
        "postings-unread",
    ),
    "every posting page answers 404": (
        report(census(broken_links=20, posting_pages=0)),
        PARTIAL,
        "postings-unread",
    ),
    "every item refused": (report(census(posting_pages=0), refused=20), PARTIAL, "postings-unread"),
    "a soft 404 on everything": (report(census(10, marked=checks(10))), PARTIAL, "mass-closing"),
    "31 % of the list marked": (report(census(100, marked=checks(31))), PARTIAL, "mass-closing"),
    "one row in a hundred not read": (report(unread(known=False)), PARTIAL, "rows-unread"),
    # together
    "nothing listed where many were": (report(census(0), history=USUAL), FAILED, "empty fewer"),
    "a large board that declares itself empty is not believed at once": (
        report(census(0, declared_empty="no postings"), history=USUAL, vanished=100, stored_open=100),
        FAILED,
        "vanished",
    ),
    "words for none beside postings excuse nothing": (
        report(census(5, declared_empty="no postings"), history=USUAL),
        PARTIAL,
        "fewer",
    ),
}


@pytest.mark.parametrize("case", JUDGED)
def test_judge(case: str) -> None:
    run, verdict, spoiled_by = JUDGED[case]
    judgement = judge(run)
    assert (judgement.verdict, codes(run)) == (verdict, set(spoiled_by.split()))


def test_each_guard_has_a_case_that_it_alone_decides() -> None:
    alone = {spoiled_by for _, verdict, spoiled_by in JUDGED.values() if verdict is not COMPLETE}
    told = {reason.code for run, _, _ in JUDGED.values() for guard in GUARDS for reason in guard(run)}
    assert told <= alone
    assert len(told) == len(GUARDS)


# ---------------------------------------------------------------------------------------- a new level

LOW = "fewer"
LOWER = past(40, 40, 40, codes=LOW)
UNREAD = past(0, 0, codes="list-unread", verdict=FAILED)
EMPTY = past(0, codes="empty", verdict=FAILED)
LEVELS: dict[str, tuple[tuple[PastRun, ...], Verdict]] = {
    "three days over three runs": (older(USUAL, than=LOWER), COMPLETE),
    "about the same count": (older(USUAL, than=past(42, 38, 40, codes=LOW)), COMPLETE),
    "with the other count code beside it": (older(USUAL, than=past(40, 40, 40, codes="fewer vanished")), COMPLETE),
    "runs that read no list in between": (
        older(older(older(USUAL, than=past(40, 40, codes=LOW)), than=UNREAD), than=past(40, codes=LOW)),
        COMPLETE,
    ),
    "runs that read no list do not count": (older(older(USUAL, than=past(40, 40, codes=LOW)), than=UNREAD), PARTIAL),
    "a list that was empty in between": (
        older(older(older(USUAL, than=past(40, 40, codes=LOW)), than=EMPTY), than=past(40, codes=LOW)),
        PARTIAL,
    ),
    "two runs are too few": (older(USUAL, than=past(40, 40, codes=LOW)), PARTIAL),
    "three runs within two days": (
        older(USUAL, than=tuple(replace(run, at=NOW - HOUR * 20 * (number + 1)) for number, run in enumerate(LOWER))),
        PARTIAL,
    ),
    "other counts": (older(USUAL, than=past(60, 20, 60, codes=LOW)), PARTIAL),
    "low for another reason": (older(USUAL, than=past(40, 40, 40, codes="blocked")), PARTIAL),
    "low, and blocked as well": (older(USUAL, than=past(40, 40, 40, codes="fewer blocked")), PARTIAL),
    "on the day after it was believed": (older(older(USUAL, than=LOWER), than=past(40)), COMPLETE),
    "low long ago": (older(LOWER, than=USUAL), PARTIAL),
    "back at its old level in between": (
        older(older(older(USUAL, than=LOWER), than=past(100)), than=past(40, codes=LOW)),
        PARTIAL,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LEVELS)
def test_a_lower_count_is_believed_once_it_has_stood(case: str) -> None:
    history, verdict = LEVELS[case]
    assert judge(report(census(40), history=history)).verdict is verdict


def test_other_postings_are_believed_once_they_have_stood() -> None:
    history = older(USUAL, than=past(100, 100, 100, codes="vanished"))
    run = report(vanished=90, stored_open=100, history=history)
    assert judge(run).verdict is COMPLETE
    assert codes(replace(run, history=history[1:])) == {"vanished"}


def test_a_new_level_excuses_nothing_but_the_count() -> None:
    history = older(USUAL, than=LOWER)
    assert codes(report(census(40, stated_total=100), history=history)) == {"total"}
    assert codes(report(census(40), history=history, vanished=60, stored_open=100)) == {"vanished"}


def test_a_board_that_keeps_declaring_itself_empty_is_believed_in_the_end() -> None:
    history = older(USUAL, than=past(0, 0, 0, codes="vanished", verdict=FAILED))
    empty = census(0, declared_empty="There are no current postings.")
    assert judge(report(empty, history=history, vanished=100, stored_open=100)).verdict is COMPLETE
    assert judge(report(census(0), history=history, vanished=100, stored_open=100)).verdict is FAILED


# ------------------------------------------------------------------------------------ properties


def test_a_reason_is_one_line_whatever_the_site_put_into_it() -> None:
    seen = census()
    seen.blocked.append("\x1b[2Jnothing here\r\nCOMPLETE " + "y" * 900)
    (reason,) = judge(report(seen)).reasons
    assert reason.words.startswith("[2Jnothing here COMPLETE yyy")
    assert len(reason.words) == 500


@st.composite
def reports(draw: st.DrawFn) -> Report:
    counts = st.integers(0, 60)
    listed = draw(counts)
    seen = census(
        listed,
        posting_pages=draw(counts),
        posting_failures=["HTTP 500"] * draw(st.integers(0, 9)),
        broken_links=draw(st.integers(0, 9)),
        listing_failures=["HTTP 500"] * draw(st.integers(0, 1)),
        blocked=["HTTP 403"] * draw(st.integers(0, 1)),
        cached_pages=draw(st.integers(0, 1)),
        declared_empty=draw(st.sampled_from(["", "no postings"])),
        stated_total=draw(st.none() | counts),
        marked=checks(draw(st.integers(0, 9))),
    )
    stored = draw(counts)
    return report(
        seen,
        finish_reason=draw(st.sampled_from(["finished", "shutdown"])),
        vanished=draw(st.integers(0, stored)),
        stored_open=stored,
        history=past(*draw(st.lists(counts, max_size=9)), codes=draw(st.sampled_from(["", "fewer", "vanished"]))),
    )


@given(reports())
def test_no_run_is_complete_that_saw_nothing_or_met_trouble_on_its_list(run: Report) -> None:
    seen = run.census
    if judge(run).verdict is COMPLETE:
        assert seen.seen or seen.declared_empty
        assert not [*seen.listing_failures, *seen.blocked]
        assert not seen.cached_pages
        assert run.finish_reason == "finished"
        assert seen.stated_total is None or len(seen.seen) >= seen.stated_total


@given(reports())
def test_a_run_that_is_not_complete_says_why(run: Report) -> None:
    judgement = judge(run)
    assert bool(judgement.reasons) == (judgement.verdict is not COMPLETE) == bool(str(judgement))


def test_the_words_of_a_judgement_can_be_taken_apart_again() -> None:
    judgement = judge(report(census(listing_failures=["first; second"], cached_pages=2)))
    parts = str(judgement).split("; ")
    assert [part.partition(":")[0] for part in parts] == ["list-unread", "cached"]


def test_failures_are_counted_and_the_first_is_told() -> None:
    told = str(judge(report(census(blocked=["HTTP 403 (https://x.test/)", "HTTP 429"]))))
    assert told == "blocked: HTTP 403 (https://x.test/) (and 1 more)"
    assert str(Judgement(verdict=PARTIAL, reasons=(Reason(code="a", words="b"),))) == "a: b"


# ------------------------------------------------------------------------------------ what follows

SEEN = NOW - DAY
GONE = Check(answer=Answer.GONE, url="https://x.test/1", status=404, words="HTTP 404", at=NOW)
MARKED = Check(answer=Answer.MARKED, url="https://x.test/1", status=200, words="This job is closed.", at=NOW)
ANSWERS = Check(answer=Answer.ANSWERS, url="https://x.test/1", status=200, at=NOW)
UNCLEAR = Check(answer=Answer.UNCLEAR, url="https://x.test/1", status=503, words="HTTP 503", at=NOW)
SILENT = Check(answer=Answer.UNCLEAR, url="https://x.test/1", words="no answer in time", at=NOW)


def missing(misses: int = 0, *, since: timedelta = DAY, ago: timedelta = DAY) -> Missing:
    """An open posting with so many counted absences, the first `since` and the last `ago` before now."""
    absent = {"missing_since": NOW - since, "missed_at": NOW - ago, "misses": misses} if misses else {}
    return Missing(source_id="1", last_seen=NOW - since - DAY, **absent)  # type: ignore[arg-type]


@pytest.mark.parametrize(("check", "reason"), [(GONE, ClosedReason.GONE), (MARKED, ClosedReason.MARKED)])
@pytest.mark.parametrize("confirmations", [1, 2, 4])
def test_proof_closes_at_once(check: Check, reason: ClosedReason, confirmations: int) -> None:
    posting = Missing(source_id="1", last_seen=SEEN)
    assert settle(posting, check, NOW, control=True, confirmations=confirmations) == Closing(
        source_id="1",
        reason=reason,
        closed_after=SEEN,
        closed_by=NOW,
        url=check.url,
        status=check.status,
        words=check.words,
    )


def test_proof_that_comes_late_dates_the_end_from_the_first_absence() -> None:
    closing = settle(missing(1), GONE, NOW, control=True, confirmations=4)
    assert isinstance(closing, Closing)
    assert (closing.closed_after, closing.closed_by) == (NOW - DAY * 2, NOW - DAY)


@pytest.mark.parametrize("check", [GONE, MARKED])
def test_without_a_control_nothing_is_proof(check: Check) -> None:
    posting = Missing(source_id="1", last_seen=SEEN)
    settled = settle(posting, check, NOW, control=False, confirmations=2)
    assert settled == Miss(source_id="1", missing_since=NOW, missed_at=NOW, misses=1)


@pytest.mark.parametrize("check", [GONE, MARKED, UNCLEAR])
def test_a_site_that_says_closed_to_everything_may_have_a_wrong_list_too(check: Check) -> None:
    posting = Missing(source_id="1", last_seen=SEEN)
    settled = settle(posting, check, NOW, control=False, confirmations=1, doubtful=True)
    assert settled == Miss(source_id="1", missing_since=NOW, missed_at=NOW, misses=1)
    again = settle(missing(1), check, NOW, control=False, confirmations=1, doubtful=True)
    assert isinstance(again, Closing)


@pytest.mark.parametrize("check", [ANSWERS, UNCLEAR, None])
@pytest.mark.parametrize("control", [True, False])
def test_a_first_absence_is_only_noted(check: Check | None, control: bool) -> None:
    posting = Missing(source_id="1", last_seen=SEEN)
    settled = settle(posting, check, NOW, control=control, confirmations=2)
    assert settled == Miss(source_id="1", missing_since=NOW, missed_at=NOW, misses=1)


@pytest.mark.parametrize("check", [ANSWERS, UNCLEAR, None])
def test_a_confirmed_absence_closes_with_the_bounds_of_the_first(check: Check | None) -> None:
    posting = missing(1)
    assert settle(posting, check, NOW, control=True, confirmations=2) == Closing(
        source_id="1",
        reason=ClosedReason.DELISTED,
        closed_after=posting.last_seen,
        closed_by=NOW - DAY,
        url=check.url if check else "",
        status=check.status if check else None,
        words="missing from complete censuses 2 times since 2026-05-07T06:00:00Z",
    )


# confirmations, absences before this one, hours since the last counted one -> absences now, or closed
ABSENCES = [
    (1, 0, 0, 1),  # its own page shows it: a veto for this run, however authoritative the list is
    (1, 1, 5.99, 1),
    (1, 1, 6, "closed"),
    (2, 0, 0, 1),
    (2, 1, 5.99, 1),
    (2, 1, 6, "closed"),
    (2, 1, 24, "closed"),
    (4, 1, 24, 2),
    (4, 2, 1, 2),
    (4, 2, 24, 3),
    (4, 3, 5.99, 3),
    (4, 3, 6, "closed"),
]


@pytest.mark.parametrize(("confirmations", "before", "hours", "expected"), ABSENCES)
def test_absences_count_when_they_are_six_hours_apart(
    confirmations: int, before: int, hours: float, expected: int | str
) -> None:
    posting = missing(before, since=DAY * 4, ago=HOUR * hours)
    settled = settle(posting, ANSWERS, NOW, control=True, confirmations=confirmations)
    assert ("closed" if isinstance(settled, Closing) else settled.misses) == expected


def test_an_absence_too_soon_does_not_move_the_clock_on() -> None:
    settled = settle(missing(1, since=HOUR * 5, ago=HOUR * 5), ANSWERS, NOW, control=True, confirmations=2)
    assert settled == Miss(source_id="1", missing_since=NOW - HOUR * 5, missed_at=NOW - HOUR * 5, misses=1)


def test_an_hourly_job_closes_after_six_hours_and_not_before() -> None:
    def absences() -> Iterator[Miss | Closing]:
        posting = Missing(source_id="1", last_seen=NOW - HOUR)
        for hour in range(10):
            settled = settle(posting, ANSWERS, NOW + HOUR * hour, control=True, confirmations=2)
            yield settled
            if isinstance(settled, Closing):
                return
            posting = replace(
                posting,
                missing_since=settled.missing_since,
                missed_at=settled.missed_at,
                misses=settled.misses,
            )

    *misses, closing = absences()
    assert len(misses) == 6
    assert isinstance(closing, Closing)
    assert (closing.closed_after, closing.closed_by) == (NOW - HOUR, NOW)


@pytest.mark.parametrize(("check", "closes"), [(None, True), (UNCLEAR, True), (ANSWERS, False), (SILENT, False)])
def test_an_authoritative_list_closes_at_once_where_the_own_page_says_nothing(
    check: Check | None, closes: bool
) -> None:
    settled = settle(Missing(source_id="1", last_seen=SEEN), check, NOW, control=True, confirmations=1)
    assert isinstance(settled, Closing) is closes


@pytest.mark.parametrize("check", [ANSWERS, UNCLEAR, None])
def test_readings_of_a_mark_are_no_absences(check: Check | None) -> None:
    """It was listed when its page was read: its absence begins to count now."""
    settled = settle(replace(missing(1), marked=True), check, NOW, control=True, confirmations=2)
    assert settled == Miss(source_id="1", missing_since=NOW, missed_at=NOW, misses=1)


# absences before this one, hours since the first of them, hours since an earlier list that said none -> now, or closed
DECLARED = [
    (0, None, None, 0),
    (1, 24, None, 1),  # a true absence and then one broken page: two complete runs, and one look
    (3, 72, None, 3),
    (0, 24, 48, 0),  # the earlier one is of another time: a list has had the posting since
    (0, 24, 24, "closed"),
    (1, 24, 24, "closed"),
    (1, 48, 24, "closed"),
]


@pytest.mark.parametrize("check", [ANSWERS, UNCLEAR, SILENT, None])
@pytest.mark.parametrize("confirmations", [1, 2])
@pytest.mark.parametrize(("before", "since", "declared", "expected"), DECLARED)
def test_a_list_that_says_none_counts_only_with_another_such(
    before: int, since: int | None, declared: int | None, expected: int | str, confirmations: int, check: Check | None
) -> None:
    posting = missing(before, since=HOUR * (since or 0), ago=HOUR * (since or 0))
    if since and not before:
        posting = replace(posting, missing_since=NOW - HOUR * since)
    earlier = Declared(before=None if declared is None else NOW - HOUR * declared)
    settled = settle(posting, check, NOW, control=False, confirmations=confirmations, declared=earlier)
    assert ("closed" if isinstance(settled, Closing) else settled.misses) == expected
    found = settled.closed_by if isinstance(settled, Closing) else settled.missing_since
    assert found == (NOW - HOUR * since if since else NOW)


def test_a_page_that_says_that_its_posting_is_over_needs_no_second_list() -> None:
    alone = Declared(before=None)
    settled = settle(missing(0), GONE, NOW, control=True, confirmations=2, declared=alone)
    assert isinstance(settled, Closing)


def test_one_confirmation_says_once() -> None:
    closing = settle(Missing(source_id="1", last_seen=SEEN), None, NOW, control=False, confirmations=1)
    assert isinstance(closing, Closing)
    assert closing.words == "missing from complete censuses once since 2026-05-08T06:00:00Z"


def test_a_mark_on_a_listed_posting_closes_it_when_a_second_run_reads_it_too() -> None:
    """Bounded by the last reading of its page as open and the first of the mark: being listed proves little."""
    read_at = SEEN - DAY * 3
    posting = Missing(source_id="1", last_seen=SEEN, read_at=read_at)
    first = settle_marked(posting, MARKED, control=True, confirmations=1)
    assert first == Miss(source_id="1", missing_since=MARKED.at, missed_at=MARKED.at, misses=1)
    posting = replace(posting, missing_since=first.missing_since, missed_at=first.missed_at, misses=first.misses)
    again = replace(MARKED, at=MARKED.at + HOUR * 6)
    assert isinstance(settle_marked(posting, replace(again, at=again.at - HOUR), control=True, confirmations=1), Miss)
    assert settle_marked(posting, again, control=True, confirmations=2) == Closing(
        source_id="1",
        reason=ClosedReason.MARKED,
        closed_after=read_at,
        closed_by=MARKED.at,
        url=MARKED.url,
        status=200,
        words=MARKED.words,
    )


@pytest.mark.parametrize("confirmations", [1, 2, 3])
def test_a_mark_without_a_control_has_to_be_found_as_often_as_an_absence(confirmations: int) -> None:
    """And twice even where the list is authoritative: it says that the posting is open."""
    posting = Missing(source_id="1", last_seen=SEEN, read_at=SEEN)
    found = 0
    while isinstance(
        first := settle_marked(
            posting, replace(MARKED, at=NOW + HOUR * 6 * found), control=False, confirmations=confirmations
        ),
        Miss,
    ):
        found += 1
        posting = replace(posting, missing_since=first.missing_since, missed_at=first.missed_at, misses=first.misses)
    assert found == max(2, confirmations) - 1
    assert first.reason is ClosedReason.MARKED
