"""`scrapy replay`: an archive stores what a crawl would have stored, and asks the network for nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.program.program import Program
from lab.replica.unionjobs import list_page, posting_page
from tests.conftest import Site, ad
from tests.support.web_archive import LIST, POSTING, Web

pytestmark = pytest.mark.slow

FIRST, SECOND = datetime(2026, 5, 1, 6, tzinfo=UTC), datetime(2026, 5, 2, 6, tzinfo=UTC)
ADS = [ad(number) for number in range(101, 113)]


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(tmp_path / "pages.warc.gz")


@pytest.fixture
def replay(program: Program) -> Program:
    """The program without a time of its own, in front of a replica that must not be asked."""
    program.run_at = ""
    return program


def test_it_stores_what_a_crawl_stores_and_asks_for_nothing(
    site: Site, program: Program, web: Web, tmp_path: Path
) -> None:
    site.show(ADS)
    assert program.crawl(at=FIRST.isoformat()).status == 0
    crawled = {table: program.rows(table) for table in ("postings", "spells")}
    asked = len(site.replica.requests)

    web.answer(LIST, list_page(ADS), FIRST)
    for each in ADS:
        web.answer(POSTING.format(each.number), posting_page(each), FIRST)
    program.database_url, program.run_at = f"sqlite:///{tmp_path}/replayed.db", ""
    ended = program("replay", str(web.path))
    assert ended.status == 0, ended.err
    assert "2026-05-01 06:00 UTC  unionjobs: COMPLETE" in ended.out
    assert "1 of 1 runs complete" in ended.out
    program.run_at = FIRST.isoformat()  # when the tables are looked at
    assert {table: program.rows(table) for table in ("postings", "spells")} == crawled
    assert len(site.replica.requests) == asked


def test_every_visit_is_a_run_with_bounds_that_hold(replay: Program, web: Web) -> None:
    web.visit(ADS, FIRST)
    # another crawler's order: the newest visit may stand first in a file, and a page be the same as before
    web.answer(LIST, list_page(ADS[1:]), SECOND)
    web.answer(POSTING.format(101), "<h1>Not found</h1>", SECOND + timedelta(minutes=50), status="404 Not Found")
    web.same(POSTING.format(102), SECOND + timedelta(minutes=10), as_at=FIRST + timedelta(minutes=2))
    changed = ad(103, "Lead Organizer")
    web.answer(LIST, list_page([ADS[1], changed, *ADS[3:]]), SECOND + timedelta(days=1))
    web.answer(POSTING.format(103), posting_page(changed), SECOND + timedelta(days=1, minutes=5))

    ended = replay("replay", str(web.path), "unionjobs")
    assert "3 of 3 runs complete" in ended.out, ended.out + ended.err
    assert [row["started_at"] for row in replay.rows("runs")] == [
        "2026-05-01T06:12:00Z",
        "2026-05-02T06:50:00Z",
        "2026-05-03T06:05:00Z",
    ]
    gone = replay.posting("101")
    assert (gone["status"], gone["closed_reason"]) == ("closed", "gone")
    # on the list when that was captured, and no longer the next time
    assert (gone["first_seen"], gone["last_seen"]) == ("2026-05-01T06:00:00Z", "2026-05-01T06:00:00Z")
    assert (gone["closed_after"], gone["closed_by"]) == ("2026-05-01T06:00:00Z", "2026-05-02T06:00:00Z")
    assert replay.posting("103")["title"] == "Lead Organizer"
    assert {replay.posting(str(number))["status"] for number in range(102, 113)} <= {"open", "unknown"}


def test_a_page_that_the_archive_lacks_says_nothing(replay: Program, web: Web) -> None:
    web.visit(ADS, FIRST)
    web.answer(LIST, list_page(ADS[1:]), SECOND)  # 101 is missing, and so is its page
    web.answer(POSTING.format(102), posting_page(ADS[1]), SECOND + timedelta(minutes=5))  # the control
    late = SECOND + timedelta(hours=7)  # of no visit
    web.answer(POSTING.format(101), "<h1>Not found</h1>", late, status="404 Not Found")
    ended = replay("replay", str(web.path))
    assert ended.status == 0, ended.out
    kept = replay.posting("101")
    assert kept["closed_reason"] == ""
    assert kept["closed_by"] == ""


def test_a_list_without_the_pages_of_its_postings_keeps_what_it_says(replay: Program, web: Web) -> None:
    web.answer(LIST, list_page(ADS), FIRST)
    ended = replay("replay", str(web.path))
    assert ended.status == 1
    assert "PARTIAL" in ended.out
    assert "0 of 1 runs complete" in ended.out
    assert {row["title"] for row in replay.rows()} == {"Organizer"}


@pytest.mark.parametrize("packed", [True, False])
def test_an_answer_in_part_or_to_another_question_is_none(replay: Program, tmp_path: Path, packed: bool) -> None:
    web = Web(tmp_path / "web.warc", packed=packed)
    web.answer(LIST, list_page(ADS[:10]), FIRST, method="POST")
    web.answer(LIST, list_page(ADS[:11]), FIRST + timedelta(minutes=1), truncated="length")
    web.same(LIST, FIRST + timedelta(minutes=2), as_at=FIRST - timedelta(days=9))
    ended = replay("replay", str(web.path))
    assert ended.status == 2
    assert "no list of a source is in it (it has no pages)" in ended.err
    web.visit(ADS, FIRST + timedelta(minutes=3))
    assert replay("replay", str(web.path)).status == 0
    assert len(replay.rows()) == len(ADS)


def test_an_old_archive_changes_nothing_that_a_later_run_has_stored(site: Site, program: Program, web: Web) -> None:
    site.show(ADS)
    program.crawl(at=SECOND.isoformat())
    before = program.rows()
    web.visit(ADS, FIRST)
    program.run_at = ""
    ended = program("replay", str(web.path))
    assert ended.status == 1
    assert "this run is stamped 2026-05-01T06:12Z, before the one at 2026" in ended.out
    program.run_at = SECOND.isoformat()
    assert program.rows() == before


@pytest.mark.parametrize(
    ("made", "arguments", "said"),
    [
        (None, (), "No such file"),
        (b"", (), "it has no pages"),
        (b"words\n", (), "record 1 is no WARC record"),
        (b"cut", (), "breaks off in record"),
        (b"other", (), "it has pages of jobs.example.org"),
        (b"two", ("-s", "RUN_AT=2026-05-01"), "RUN_AT stamps one run, and"),
        (b"two", ("nobody",), "unknown source 'nobody'"),
    ],
)
def test_what_cannot_be_replayed_is_refused_in_one_line(
    replay: Program, web: Web, made: bytes | None, arguments: tuple[str, ...], said: str
) -> None:
    if made == b"other":
        web.answer("https://jobs.example.org/", "<p>Jobs</p>", FIRST)
    elif made in (b"two", b"cut"):
        web.visit(ADS[:1], FIRST)
        web.visit(ADS[:1], SECOND)
        if made == b"cut":
            web.path.write_bytes(web.path.read_bytes()[:-400])
    elif made is not None:
        web.path.write_bytes(made)
    ended = replay("replay", str(web.path), *arguments)
    assert ended.status == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert replay.rows("runs") == []
