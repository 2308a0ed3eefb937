"""The seven days: what happens on the board, and what the program must make of it."""

from __future__ import annotations

from typing import Final

from lab.replica import Fault
from lab.replica.demo.days import Day, Fact
from lab.replica.unionjobs import HOST

EXTENDED, RAISED = 90101, 90134
FILLED, DELETED, DELISTED = 90115, 90139, 90144
PASSED = 90132

DOWN: Final = Fault(kind="status", status=503, host=HOST, body="<h1>Service Unavailable</h1>")
REDESIGNED: Final = Fault(
    kind="rewrite", path="/staffing_list.php", replace={'class="organization"': 'class="employer"'}
)


def _time(day: int) -> str:
    return f"2026-05-0{day}T06:00:00Z"


def _changed(number: int, field_name: str, old: str, new: str) -> Fact:
    return Fact(
        query="SELECT old, new FROM changes WHERE posting_id = ? AND field = ?",
        about=(f"unionjobs:{number}", field_name),
        answer=[(old, new)],
    )


def _ended(number: int, reason: str) -> Fact:
    """Closed for this reason, between the second day and the third."""
    return _life(number, "closed", reason, _time(2), _time(3))


def _life(number: int, status: str, reason: str, after: str | None, by: str | None) -> Fact:
    return Fact(
        query="SELECT status, closed_reason, closed_after, closed_by FROM postings WHERE posting_id = ?",
        about=(f"unionjobs:{number}",),
        answer=[(status, reason, after, by)],
    )


def _still_open(number: int) -> Fact:
    return _life(number, "open", "", None, None)


def _open_postings(count: int) -> Fact:
    return Fact(query="SELECT count(*) FROM postings WHERE status = 'open'", answer=[(count,)])


def _no_change(run: int) -> Fact:
    return Fact(query="SELECT count(*) FROM changes WHERE run_id = ?", about=(run,), answer=[(0,)])


STORY: Final = (
    Day(
        number=1,
        happened="The first census. The board has 46 postings; one of them stands under two headings.",
        change=lambda site, ads: site.post(ads),
        counts={"listed": 46, "pages_read": 46, "new": 46, "requests": 48},
        facts=[Fact(query="SELECT count(*) FROM postings WHERE open_after IS NULL", answer=[(46,)])],
        notice=(
            "{requests} requests: robots.txt, the list, and each posting's page once. Nobody can know since when"
            " these 46 have been open, so open_after stays empty."
        ),
    ),
    Day(
        number=2,
        happened=(
            "Two new postings. Two others are edited in place and dated anew: AFSCME Council 97 extends a"
            " deadline, UFCW Local 4011 raises the pay."
        ),
        change=lambda site, ads: (
            site.post(ads)
            .edit(EXTENDED, "May 15, 2026", "May 29, 2026", posted="5/1/2026")
            .edit(RAISED, "$64,900", "$68,400", posted="5/1/2026")
        ),
        counts={"listed": 48, "pages_read": 4, "new": 2, "changed": 2, "unchanged": 44, "requests": 6},
        facts=[
            _changed(EXTENDED, "valid_through", "2026-05-15", "2026-05-29"),
            _changed(RAISED, "salary_max", "64900", "68400"),
        ],
        notice=(
            "{requests} requests, not 50: {unchanged} rows of the list are as they were, so their pages are not"
            " fetched again until they are 7 days old. The old deadline and pay are kept in the table `changes`."
        ),
    ),
    Day(
        number=3,
        happened=(
            "Three postings leave the list. One's own page says that the position has been filled, one's page is"
            " gone (404), and one's page still answers as if nothing had happened."
        ),
        change=lambda site, ads: site.fill(FILLED).delete(DELETED).delist(DELISTED),
        counts={
            "listed": 45,
            "pages_read": 1,
            "unchanged": 45,
            "closed_marked": 1,
            "closed_gone": 1,
            "missing": 1,
            "requests": 6,
        },
        facts=[_ended(FILLED, "marked"), _ended(DELETED, "gone"), _still_open(DELISTED), _open_postings(46)],
        notice=(
            "Two are closed, each with its evidence. The third is missing from one list only, which proves"
            " nothing yet: still open. A listed posting's page was read as well, to see that the site is in"
            " order."
        ),
    ),
    Day(
        number=4,
        happened="The third one is still not on the list, and its page still answers. One new posting.",
        change=lambda site, ads: site.post(ads),
        counts={
            "listed": 46,
            "pages_read": 1,
            "new": 1,
            "unchanged": 45,
            "closed_delisted": 1,
            "requests": 4,
        },
        facts=[_ended(DELISTED, "delisted"), _open_postings(46)],
        notice=(
            "Missing from two complete lists, a day apart: closed, and the record says that it ended between"
            " day 2 and day 3, not today. {listed} postings were checked with {requests} requests."
        ),
    ),
    Day(
        number=5,
        happened="The site is down: every address answers HTTP 503.",
        fault=DOWN,
        verdict="failed",
        reason="list-unread",
        facts=[_open_postings(46), _no_change(5)],
        notice="A program that trusted an empty answer would close 46 postings now. This one closes none.",
    ),
    Day(
        number=6,
        happened=(
            "The site is back with a new design: the list's class names are others. It answers 200, and a"
            " person sees all the postings."
        ),
        fault=REDESIGNED,
        verdict="failed",
        reason="list-unread",
        facts=[_open_postings(46), _no_change(6)],
        notice="A page that is not understood is told as such, with what was looked for. Nothing is closed.",
    ),
    Day(
        number=7,
        happened=(
            "The old design is back, and so is the posting that was taken off the list on day 3, unchanged. The"
            " deadline of the internship (4 May) has passed."
        ),
        change=lambda site, ads: site.relist(DELISTED),
        counts={"listed": 47, "pages_read": 1, "unchanged": 47, "reopened": 1, "requests": 3},
        facts=[
            _still_open(DELISTED),
            Fact(
                query="SELECT spell, open_after, open_by, closed_by, closed_reason FROM spells"
                " WHERE posting_id = ? ORDER BY spell",
                about=(f"unionjobs:{DELISTED}",),
                answer=[(1, None, _time(1), _time(3), "delisted"), (2, _time(4), _time(7), None, "")],
            ),
            Fact(
                query="SELECT status, valid_through FROM postings WHERE posting_id = ?",
                about=(f"unionjobs:{PASSED}",),
                answer=[("open", "2026-05-04")],
            ),
            _open_postings(47),
        ],
        notice=(
            "It opens a second spell of the same posting, between day 4 (the last complete list without it) and"
            " today. The internship is still listed: its deadline has passed, its status is open."
        ),
    ),
)
