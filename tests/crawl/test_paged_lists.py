"""A list of several pages in a real crawl: it ends, and it is one census only if it stood still meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from lab.program.program import Program
from lab.replica import Fault, Replica
from unionjobs_scraper.lifecycle.paging import BARREN

pytestmark = pytest.mark.slow

SOURCE, HOST = "nynonprofits", "https://nynonprofits.com"
LIST = HOST + "/wp-json/wp/v2/job-listings?per_page=100&page={}&status=publish&_embed=wp%3Aterm"
DAYS = [f"2026-05-0{day}T06:00:00Z" for day in range(1, 5)]
IDS = [1012, 1011, 1010, 1009, 1008, 1007, 1006, 1005, 1004, 1003]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Replica]:
    folder = tmp_path / "sites"
    folder.mkdir()
    with Replica(folder) as replica:
        yield replica


@pytest.fixture
def program(tmp_path: Path, site: Replica) -> Program:
    return Program(f"sqlite:///{tmp_path}/unionjobs.db", site)


def posting(number: int) -> dict[str, object]:
    return {
        "id": number,
        "status": "publish",
        "date": "2026-04-20T09:00:00",
        "link": f"{HOST}/job/organizer-{number}/",
        "title": {"rendered": f"Organizer {number}"},
        "content": {"rendered": f"<p>Organizes ward {number}. To apply, send a resume.</p>"},
        "meta": {"_company_name": f"Union {number}", "_job_location": "Albany, NY"},
    }


def put(site: Replica, page: int, ids: Sequence[int], *, total: int | None, pages: int) -> None:
    """A page of the list; `total`: how many postings it says that the board has, None where it does not say."""
    headers = {"Content-Type": "application/json", "X-WP-TotalPages": str(pages)}
    headers |= {"X-WP-Total": str(total)} if total is not None else {}
    site.put(LIST.format(page), json.dumps([posting(number) for number in ids]), headers=headers)


def show(site: Replica, ids: Sequence[int], *, told: bool = True) -> None:
    """The whole list on two pages, which say how many there are or do not, and each posting's own page."""
    for page, part in ((1, ids[:5]), (2, ids[5:])):
        put(site, page, part, total=len(ids) if told else None, pages=2)
    for number in IDS:
        body = (
            f"<div class='single_job_listing'><div class='job_description'><p>Organizes ward {number}.</p></div></div>"
        )
        html = f"<html><body class='single postid-{number}'><h1>Organizer {number}</h1>{body}</body></html>"
        site.put(f"{HOST}/job/organizer-{number}/", html, status=200 if number in ids else 404)


def test_a_posting_that_slid_over_a_pages_edge_is_not_missed(site: Replica, program: Program) -> None:
    """The board states no number: only its first page, read again, shows that one was taken down."""
    show(site, IDS, told=False)
    assert program("crawl", SOURCE, RUN_AT=DAYS[0]).status == 0

    def removed_meanwhile(body: bytes) -> bytes:
        put(site, 1, [*IDS[:2], *IDS[3:6]], total=None, pages=2)  # IDS[2] is taken down, IDS[5] slides up
        return json.dumps([posting(number) for number in IDS[6:]]).encode()

    site.break_(Fault(kind="rewrite", rewrite=removed_meanwhile, path="/wp-json/*page=2*", times=1))
    ended = program("crawl", SOURCE, RUN_AT=DAYS[1])
    assert ended.status == 1
    assert "1 posting(s) left its first page while it was read (1010)" in " ".join(ended.out.split())
    assert {row["status"] for row in program.rows()} == {"open"}
    site.mend()
    show(site, [number for number in IDS if number != IDS[2]], told=False)
    assert program("crawl", SOURCE, RUN_AT=DAYS[2]).status == 0
    closed = {row["source_id"]: row["closed_reason"] for row in program.rows() if row["status"] == "closed"}
    assert closed == {"1010": "gone"}
    assert {row["spells"] for row in program.rows()} == {"1"}


def test_a_list_that_stood_still_costs_one_request_more_and_only_when_something_is_missing(
    site: Replica, program: Program
) -> None:
    show(site, IDS)
    for at in DAYS[:2]:
        assert program("crawl", SOURCE, RUN_AT=at).status == 0
    assert site.count(LIST.format(1)) == 2
    show(site, IDS[:-1])
    assert program("crawl", SOURCE, RUN_AT=DAYS[2]).status == 0
    assert site.count(LIST.format(1)) == 4
    assert [row["source_id"] for row in program.rows() if row["status"] == "closed"] == [str(IDS[-1])]


def test_a_total_that_falls_from_page_to_page_is_told(site: Replica, program: Program) -> None:
    show(site, IDS)
    put(site, 2, IDS[6:], total=len(IDS) - 1, pages=2)  # the sixth slid to the first page, which was read before
    ended = program("crawl", SOURCE, RUN_AT=DAYS[0])
    assert ended.status == 1
    assert "the board stated 10 postings, and 9 a page later [moved]" in " ".join(ended.out.split())


def test_a_list_that_repeats_itself_ends(site: Replica, program: Program) -> None:
    show(site, IDS)
    for page in range(1, 30):
        put(site, page, IDS[:5] if page == 1 else IDS[5:], total=10, pages=1000)
    ended = program("crawl", SOURCE, RUN_AT=DAYS[0])
    assert ended.status == 1
    assert "[endless]" in ended.out
    assert site.count(HOST + "/wp-json/*") == 2 + BARREN
    assert len(program.rows()) == len(IDS)
