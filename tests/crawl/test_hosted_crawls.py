"""Hosted systems in real crawls: a token that has to be sent along, pages of a list, a row that lost its identity."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from lab.program.program import Program
from lab.replica import Answer, Replica, answer

pytestmark = pytest.mark.slow

DAYFORCE = "https://jobs.dayforcehcm.com"
BOARD = f"{DAYFORCE}/en-US/bcnursesunion/CANDIDATEPORTAL"
COOKIE = "__Host-next-auth.csrf-token=t0ken%7Cdigest"
SITE = {"queryKey": ["site-info"], "state": {"data": {"clientNamespace": "bcnursesunion"}}}
ICIMS = "https://careers-sagaftra.icims.com"
PINPOINT = "https://polfed.pinpointhq.com"
UUID = "{}1111111-2222-4333-8444-555555555555"
DAYS = [f"2026-05-0{day}T06:00:00Z" for day in range(1, 5)]
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Replica]:
    folder = tmp_path / "sites"
    folder.mkdir()
    with Replica(folder) as replica:
        yield replica


@pytest.fixture
def program(tmp_path: Path, site: Replica) -> Program:
    return Program(f"sqlite:///{tmp_path}/unionjobs.db", site)


def next_page(queries: list[object], job: object = None) -> str:
    data = {"props": {"pageProps": {"dehydratedState": {"queries": queries}, "jobData": job}}}
    script = f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>'
    return f"<html><body>{script}</body></html>"


class Dayforce:
    """A board of the system: its list in pages of two, and the postings' pages."""

    def __init__(self, *numbers: int) -> None:
        self.numbers = list(numbers)
        self.untold: list[int] = []
        """Rows whose id is not told."""
        self.refused = 0

    def row(self, number: int) -> dict[str, object]:
        place = {"cityName": "Burnaby", "stateCode": "BC", "isoCountryCode": "CAN"}
        named = None if number in self.untold else number
        return {"jobPostingId": named, "jobTitle": f"Officer {number}", "postingLocations": [place]}

    def __call__(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer | None:
        path = url.removeprefix(DAYFORCE)
        if path == "/api/auth/csrf":
            return answer('{"csrfToken": "t0ken"}', headers={**JSON, "Set-Cookie": f"{COOKIE}; Path=/; Secure"})
        if path == "/api/geo/bcnursesunion/jobposting/search":
            if method != "POST" or headers.get("x-csrf-token") != "t0ken" or headers.get("cookie") != COOKIE:
                self.refused += 1
                return answer("Forbidden", 403)
            first = json.loads(body)["paginationStart"]
            shown = [self.row(number) for number in self.numbers[first : first + 2]]
            found = {"jobPostings": shown, "maxCount": len(self.numbers), "offset": first, "count": len(shown)}
            return answer(json.dumps(found), headers=JSON)
        if url == BOARD:
            return answer(next_page([SITE]))
        number = path.rpartition("/jobs/")[2]
        if number.isdigit() and int(number) in self.numbers:
            content = {"jobDescription": "<p>Stands by nurses. Pay: $41.20 an hour.</p>"}
            return answer(
                next_page([SITE], {**self.row(int(number)), "jobPostingId": int(number), "jobPostingContent": content})
            )
        return None


def test_dayforce_is_read_to_its_end_and_a_posting_that_left_it_is_closed(site: Replica, program: Program) -> None:
    board = Dayforce(11, 12, 13)
    site.pages(board)
    first = program.crawl("bcnu", at=DAYS[0])
    assert first.status == 0, first.out
    assert board.refused == 0
    assert {row["source_id"]: (row["locality"], row["salary_min"]) for row in program.rows()} == {
        str(number): ("Burnaby", "41.2") for number in (11, 12, 13)
    }
    board.numbers.remove(12)
    assert program.crawl("bcnu", at=DAYS[1]).status == 0
    assert {row["source_id"]: row["closed_reason"] for row in program.rows() if row["status"] == "closed"} == {
        "12": "gone"
    }


def test_a_dayforce_row_without_its_id_closes_nothing(site: Replica, program: Program) -> None:
    board = Dayforce(11, 12, 13)
    site.pages(board)
    assert program.crawl("bcnu", at=DAYS[0]).status == 0
    board.untold = [12]
    ended = program.crawl("bcnu", at=DAYS[1])
    assert ended.status == 1
    assert "Officer 12" in ended.out
    assert {row["status"] for row in program.rows()} == {"open"}


def test_a_dayforce_board_that_is_gone_closes_nothing(site: Replica, program: Program) -> None:
    """Whatever a search for it answers: its page says no more that it is this client's board."""
    board = Dayforce(11)
    site.pages(board)
    assert program.crawl("bcnu", at=DAYS[0]).status == 0
    board.numbers.clear()
    site.put(BOARD, next_page([]))
    ended = program.crawl("bcnu", at=DAYS[1])
    assert ended.status == 1
    assert site.count(f"{DAYFORCE}/api/geo/*") == 1
    assert {row["status"] for row in program.rows()} == {"open"}


def icims_list(page: int, pages: int, *rows: str) -> str:
    cards = "".join(f'<li class="iCIMS_JobCardItem">{row}</li>' for row in rows)
    pager = f'<div class="iCIMS_PagingBatch">Search Results Page {page} of {pages}</div>'
    return f"<html><body><ul class='iCIMS_JobsTable'>{cards}</ul>{pager}</body></html>"


def icims_card(number: int) -> str:
    label = '<span class="field-label">Job Locations</span><span>US-CA-Los Angeles</span>'
    return (
        f'{label}<a class="iCIMS_Anchor" href="{ICIMS}/jobs/{number}/agent/job?in_iframe=1"><h3>Agent {number}</h3></a>'
    )


def put_icims(site: Replica, *numbers: int) -> None:
    half = (len(numbers) + 1) // 2
    for page, shown in enumerate((numbers[:half], numbers[half:]), start=1):
        address = f"{ICIMS}/jobs/search?ss=1&in_iframe=1" + (f"&pr={page - 1}" if page > 1 else "")
        site.put(address, icims_list(page, 2, *map(icims_card, shown)))
    for number in numbers:
        body = (
            f"<h1 class='iCIMS_Header'>Agent {number}</h1><div class='iCIMS_JobContent'><p>Stands by actors.</p></div>"
        )
        site.put(f"{ICIMS}/jobs/{number}/agent/job?in_iframe=1", f"<html><body>{body}</body></html>")


def test_icims_is_read_page_by_page_and_a_row_without_a_link_closes_nothing(site: Replica, program: Program) -> None:
    put_icims(site, 1, 2, 3)
    assert program.crawl("sag-aftra", at=DAYS[0]).status == 0
    assert {row["source_id"]: row["region"] for row in program.rows()} == {"1": "CA", "2": "CA", "3": "CA"}
    unlinked = icims_card(2).replace(f'href="{ICIMS}/jobs/2/agent/job?in_iframe=1"', "")
    site.put(f"{ICIMS}/jobs/search?ss=1&in_iframe=1", icims_list(1, 2, icims_card(1), unlinked))
    ended = program.crawl("sag-aftra", at=DAYS[1])
    assert ended.status == 1
    assert "rows-unread" in ended.out
    assert {row["status"] for row in program.rows()} == {"open"}


def test_an_icims_page_that_repeats_the_first_closes_nothing(site: Replica, program: Program) -> None:
    """The system keeps pages for a visitor: what it answers may be another page than was asked for."""
    put_icims(site, 1, 2, 3)
    assert program.crawl("sag-aftra", at=DAYS[0]).status == 0
    site.put(f"{ICIMS}/jobs/search?ss=1&in_iframe=1&pr=1", icims_list(1, 2, icims_card(1), icims_card(2)))
    ended = program.crawl("sag-aftra", at=DAYS[1])
    assert ended.status == 1
    assert "page 2 of the list was asked for, this is page 1" in " ".join(ended.out.split())
    assert {row["status"] for row in program.rows()} == {"open"}


def pinpoint(*numbers: int, **more: object) -> str:
    rows = [
        {"id": str(n), "title": f"Officer {n}", "url": f"{PINPOINT}/en/postings/{UUID.format(n)}", **more}
        for n in numbers
    ]
    return json.dumps({"data": rows})


def test_pinpoint_holds_its_postings_and_says_itself_that_it_has_none(site: Replica, program: Program) -> None:
    where = {"location": {"city": "Leatherhead", "province": "Surrey"}, "workplace_type": "hybrid"}
    site.put(f"{PINPOINT}/postings.json", pinpoint(1, 2, **where, deadline_at="2026-06-01T22:59:59Z"), headers=JSON)
    assert program.crawl("polfed", at=DAYS[0]).status == 0
    assert [(row["locations"], row["workplace"], row["valid_through"]) for row in program.rows()] == [
        ("Leatherhead, ENG, GB", "hybrid", "2026-06-01")
    ] * 2
    site.put(f"{PINPOINT}/postings.json", pinpoint(1, title=""), headers=JSON)
    assert program.crawl("polfed", at=DAYS[1]).status == 1
    assert {row["status"] for row in program.rows()} == {"open"}
    site.put(f"{PINPOINT}/postings.json", pinpoint(), headers=JSON)
    assert program.crawl("polfed", at=DAYS[2]).status == 0
    assert {row["status"] for row in program.rows()} == {"open"}  # both at once: it has to say so twice
    assert program.crawl("polfed", at=DAYS[3]).status == 0
    assert {row["status"] for row in program.rows()} == {"closed"}
