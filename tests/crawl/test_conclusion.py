"""The end of a run, with all that it does, for a census that says what a test wants."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from scrapy.utils.test import get_crawler
from sqlalchemy import select

from tests.support.boards import UnionJobsSpider
from tests.support.stored import AD, MONDAY
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.lifecycle.census import Answer, Check
from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.postings import Read
from unionjobs_scraper.storage.schema import fingerprints, postings

pytestmark = pytest.mark.slow

DAY = timedelta(days=1)
ADS = [replace(AD, source_id=str(number), employer=f"XYZ Local {number}") for number in range(101, 131)]
FILLED = replace(ADS[0], closing_mark="This position has been filled.")


class Board:
    """A source whose runs are told what they saw."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'unionjobs.db'}"

    def census(
        self,
        at: datetime,
        read: Sequence[JobPosting] = (),
        marked: Sequence[JobPosting] = (),
        beside: Sequence[LeftOut] = (),
        without: Collection[str] = (),
        checks: Mapping[str, Check] = MappingProxyType({}),
        listed: Sequence[JobPosting] = ADS,
        linked: Sequence[str] = (),
    ) -> Any:
        """A run that lists ads, reads some of their pages and finds some marked as closed; its outcome.

        `beside`: rows that are not read; `without`: ads that are not listed; `checks`: what their own pages say;
        `listed`: whose ads the list has; `linked`: missing ones to which its page leads all the same.
        """
        settings = {
            "EXTENSIONS": {"unionjobs_scraper.crawl.run.Run": 0},
            "DATABASE_URL": self.url,
            "RUN_AT": at.isoformat(),
        }
        crawler = get_crawler(UnionJobsSpider, settings)
        run = crawler.get_extension(Run)
        assert run
        shown = [ad for ad in listed if ad.source_id not in without]
        run.unread(run.census.page([Listed(source_id=ad.source_id, url=ad.url, title=ad.title) for ad in shown], at))
        run.census.leave_out(beside)
        run.census.checks.update(checks)
        run.census.still_linked.extend(linked)
        run.save([Read(item=item, seen_at=at, read_at=at) for item in read])
        run.census.posting_pages = len(read)
        for item in marked:
            run.marked(item)
        run.end(UnionJobsSpider.from_crawler(crawler), "finished")
        assert run.outcome
        return run.outcome

    def row(self, source_id: str) -> Any:
        """What is stored of a posting."""
        database = Database(self.url)
        with database.read() as connection:
            found = connection.execute(postings.select().where(postings.c.source_id == source_id)).one()
        database.close()
        return found


@pytest.fixture
def board(tmp_path: Path) -> Board:
    """All ads open since Monday."""
    made = Board(tmp_path)
    made.census(MONDAY, read=ADS)
    return made


def test_a_mark_closes_a_listed_posting_when_two_runs_read_it(board: Board) -> None:
    outcome = board.census(MONDAY + DAY, read=ADS[1:2], marked=[FILLED])
    assert outcome.counts.closed[ClosedReason.MARKED] == 0
    outcome = board.census(MONDAY + 2 * DAY, read=ADS[1:2], marked=[FILLED])
    assert outcome.counts.closed[ClosedReason.MARKED] == 1
    row = board.row("101")
    assert (row.status, row.closed_after, row.closed_by) == ("closed", MONDAY, MONDAY + DAY)


def test_a_mark_that_nothing_stands_against_closes_when_it_is_found_again(board: Board) -> None:
    """The board may say it of whatever is asked for; that the posting is on the list does not settle it."""
    assert board.census(MONDAY + DAY, marked=[FILLED]).counts.closed[ClosedReason.MARKED] == 0
    row = board.row("101")
    assert (row.status, row.misses, row.last_seen) == ("open", 1, MONDAY)
    assert board.row("102").last_seen == MONDAY + DAY
    assert board.census(MONDAY + 2 * DAY, marked=[FILLED]).counts.closed[ClosedReason.MARKED] == 1
    row = board.row("101")
    assert (row.status, row.closed_after, row.closed_by) == ("closed", MONDAY, MONDAY + DAY)


def test_a_posting_that_is_no_longer_marked_is_open_as_if_nothing_had_been(board: Board) -> None:
    board.census(MONDAY + DAY, marked=[FILLED])
    board.census(MONDAY + 2 * DAY)
    row = board.row("101")
    assert (row.status, row.misses, row.missing_since, row.last_seen) == ("open", 0, None, MONDAY + 2 * DAY)


@pytest.mark.parametrize(
    ("read", "answer", "words", "closed_on"),
    [
        (ADS[1:2], Answer.MARKED, "This position is no longer available.", 1),
        ((), Answer.MARKED, "This position is no longer available.", 2),
        ((), Answer.GONE, "HTTP 404", 2),
        ((), Answer.UNCLEAR, "We value your privacy", 2),
        (ADS[1:2], Answer.UNCLEAR, "a page without a posting", 1),
    ],
    ids=["a listed page is open", "every page says it", "every page is gone", "a wall before every page", "no word"],
)
def test_pages_that_contradict_an_authoritative_list_are_no_second_word_for_an_absence(
    board: Board,
    monkeypatch: pytest.MonkeyPatch,
    read: Sequence[JobPosting],
    answer: Answer,
    words: str,
    closed_on: int,
) -> None:
    monkeypatch.setattr(UnionJobsSpider, "board", replace(UnionJobsSpider.board, confirmations=1))
    for day in (1, 2):
        at = MONDAY + day * DAY
        check = Check(answer=answer, url=AD.url, status=200 if answer is Answer.MARKED else 404, words=words, at=at)
        board.census(at, read=read, without=["101"], checks={"101": check})
        assert board.row("101").status == ("closed" if day >= closed_on else "open")


def test_a_list_of_none_but_new_postings_may_be_another_boards(board: Board) -> None:
    """Its postings are read as open, and the pages of this board's are gone: of them it is no control."""
    others = [replace(ad, source_id=f"9{ad.source_id}") for ad in ADS]
    for day, status in ((1, "open"), (2, "closed")):
        at = MONDAY + day * DAY
        gone = [Check(answer=Answer.GONE, url=ad.url, status=404, words="HTTP 404", at=at) for ad in ADS]
        checks = {ad.source_id: check for ad, check in zip(ADS, gone, strict=True)}
        board.census(at, read=others, listed=others, checks=checks)
        assert {board.row(ad.source_id).status for ad in ADS} == {status}


def test_a_posting_to_which_the_list_still_leads_is_not_missing(board: Board) -> None:
    for day in range(1, 5):
        board.census(MONDAY + day * DAY, read=ADS[1:2], without=["101"], linked=["101"])
        assert board.row("101").status == "open"
    for day in (5, 6):
        board.census(MONDAY + day * DAY, read=ADS[1:2], without=["101"])
    assert board.row("101").status == "closed"


def test_what_a_run_stores_it_links(board: Board) -> None:
    database = Database(board.url)
    with database.read() as connection:
        linked = connection.execute(select(fingerprints.c.posting_id)).scalars().all()
    database.close()
    assert sorted(linked) == sorted(f"unionjobs:{ad.source_id}" for ad in ADS)


def test_what_a_run_closes_and_reopens_it_links_again_once(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[list[str]] = []
    monkeypatch.setattr(link, "link_again", lambda _, posting_ids: again.append(list(posting_ids)))
    filled = replace(ADS[1], closing_mark=FILLED.closing_mark)
    for day, marked in ((1, [FILLED]), (2, [FILLED]), (3, [filled]), (4, [filled])):
        board.census(MONDAY + day * DAY, read=[ADS[0], ADS[2]] if day > 2 else ADS[2:3], marked=marked)
    ids = [f"unionjobs:{ad.source_id}" for ad in (FILLED, filled)]
    assert [each for each in again if each] == [[ids[0]], [ids[0]], [ids[1]]]


def test_new_rows_do_not_dilute_how_many_are_missing(board: Board) -> None:
    """16 of 30 that were open are missing; beside as many new ones they would be a third."""
    new = [replace(AD, source_id=str(number), employer=f"XYZ Local {number}") for number in range(201, 221)]
    gone = [ad.source_id for ad in ADS[:16]]
    outcome = board.census(MONDAY + DAY, read=new, listed=[*ADS, *new], without=gone)
    assert "vanished" in {reason.code for reason in outcome.judgement.reasons}


BANNER = LeftOut(reason="no-known-link", words="Advertise with us")


def test_a_row_of_days_is_furniture_and_what_was_listed_beside_it_may_be_missing(board: Board) -> None:
    for day in range(1, 4):
        assert board.census(MONDAY + day * DAY, beside=[BANNER]).judgement.verdict is Verdict.PARTIAL
    for day, status in ((4, "open"), (5, "closed")):
        outcome = board.census(MONDAY + day * DAY, beside=[BANNER], without=["101"])
        assert outcome.judgement.verdict is Verdict.COMPLETE
        assert "furniture" in " ".join(outcome.notes)
        assert board.row("101").status == status


def test_a_posting_whose_place_a_row_took_is_held_open_and_the_others_are_judged(board: Board) -> None:
    """The row may be that posting in another form: no number of absences closes it; another one's do."""
    for day in range(1, 9):
        without = ["101"] if day < 5 else ["101", "102"]
        outcome = board.census(MONDAY + day * DAY, beside=[BANNER], without=without)
        assert outcome.judgement.verdict is (Verdict.PARTIAL if day < 4 else Verdict.COMPLETE)
    assert "1 missing posting(s) are held open" in " ".join(outcome.notes)
    row = board.row("101")
    assert (row.status, row.misses, row.missing_since) == ("open", 0, MONDAY + 4 * DAY)
    assert board.row("102").status == "closed"


def test_a_held_posting_is_judged_like_others_once_the_row_is_gone(board: Board) -> None:
    for day in range(1, 9):
        beside = [BANNER] if day < 7 else []
        board.census(MONDAY + day * DAY, beside=beside, without=["101"])
        assert board.row("101").status == ("open" if day < 8 else "closed")


def test_furniture_that_comes_back_is_known(board: Board) -> None:
    """A list that lacked it for a night is no reason to wait for days again."""
    for day in range(1, 5):
        board.census(MONDAY + day * DAY, beside=[BANNER])
    board.census(MONDAY + 5 * DAY)
    for day, status in ((6, "open"), (7, "closed")):
        outcome = board.census(MONDAY + day * DAY, beside=[BANNER], without=["101"])
        assert outcome.judgement.verdict is Verdict.COMPLETE
        assert board.row("101").status == status


def test_a_held_posting_closes_when_its_own_page_says_that_it_is_over(board: Board) -> None:
    for day in range(1, 6):
        board.census(MONDAY + day * DAY, beside=[BANNER], without=["101"])
    gone = Check(answer=Answer.GONE, url=AD.url, status=404, words="HTTP 404", at=MONDAY + 6 * DAY)
    outcome = board.census(MONDAY + 6 * DAY, read=ADS[1:2], beside=[BANNER], without=["101"], checks={"101": gone})
    assert outcome.judgement.verdict is Verdict.COMPLETE
    assert board.row("101").status == "closed"
