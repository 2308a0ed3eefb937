"""`scrapy replay`: archives make the record that crawls would have made, and the network is asked for nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lab.archives.web import LIST, POSTING, Web
from lab.program.program import Program
from lab.replica.unionjobs import list_page, posting_page
from tests.conftest import Site, ad
from unionjobs_scraper.commands.replay import WORTH, _worthwhile

pytestmark = pytest.mark.slow

FIRST, SECOND = datetime(2026, 5, 1, 6, tzinfo=UTC), datetime(2026, 6, 1, 6, tzinfo=UTC)
ADS = [ad(number) for number in range(101, 113)]


@pytest.fixture
def replay(program: Program) -> Program:
    """The program without a time of its own, in front of a replica that must not be asked."""
    program.run_at = ""
    return program


@pytest.mark.parametrize(
    ("sizes", "processes"), [([], 1), ([100, 200], 1), ([WORTH], 2), ([WORTH, WORTH, 1], 3), ([9 * WORTH], 4)]
)
def test_a_process_is_started_for_what_is_worth_it(tmp_path: Path, sizes: list[int], processes: int) -> None:
    paths = [tmp_path / f"{number}.warc" for number in range(len(sizes))]
    for path, size in zip(paths, sizes, strict=True):
        with path.open("wb") as file:
            file.truncate(size)
    assert _worthwhile(4, paths) == processes


def test_it_stores_what_a_crawl_stores_and_asks_for_nothing(site: Site, program: Program, tmp_path: Path) -> None:
    site.show(ADS)
    assert program.crawl(at=FIRST.isoformat()).status == 0
    crawled = {table: program.rows(table) for table in ("postings", "spells")}
    asked = len(site.replica.requests)

    web = Web(tmp_path / "pages.warc.gz")
    web.answer(LIST, list_page(ADS), FIRST)
    for each in ADS:
        web.answer(POSTING.format(each.number), posting_page(each), FIRST)
    program.database_url, program.run_at = f"sqlite:///{tmp_path}/replayed.db", ""
    ended = program("replay", str(web.path))
    assert ended.status == 0, ended.err
    assert "1 file(s), 13 capture(s): 1 list, 12 posting" in ended.out
    assert "unionjobs: 13 observation(s); lists: 1 complete" in ended.out
    program.run_at = FIRST.isoformat()  # when the tables are looked at
    assert {table: program.rows(table) for table in ("postings", "spells")} == crawled
    assert len(site.replica.requests) == asked


def test_files_in_any_order_and_any_number_of_times_make_one_record(replay: Program, tmp_path: Path) -> None:
    one, other = Web(tmp_path / "one.warc.gz"), Web(tmp_path / "other.warc", packed=False)
    one.visit(ADS, FIRST)
    other.visit(ADS[1:], SECOND)
    other.answer(POSTING.format(101), "<h1>Not found</h1>", SECOND + timedelta(days=2), status="404 Not Found")
    one.answer(LIST, list_page(ADS[2:]), SECOND + timedelta(days=30))
    made = []
    for number, calls in enumerate(([[one, other]], [[other], [one]], [[one], [other, one]])):
        replay.database_url = f"sqlite:///{tmp_path}/{number}.db"
        for call in calls:
            assert replay("replay", *(str(each.path) for each in call), "unionjobs", "--processes=1").status == 0
        made.append({table: replay.rows(table) for table in ("postings", "spells", "changes", "runs")})
    assert made[0] == made[1] == made[2]
    ended = {row["posting_id"]: row for row in made[0]["spells"] if row["closed_by"]}
    assert sorted(ended) == ["unionjobs:101", "unionjobs:102"]
    assert ended["unionjobs:101"]["closed_after"] == "2026-05-01T06:01:00Z"
    assert ended["unionjobs:101"]["closed_by"] == "2026-06-01T06:00:00Z"
    assert ended["unionjobs:102"]["closed_by"] == "2026-07-01T06:00:00Z"
    assert "one.warc.gz:" in ended["unionjobs:102"]["evidence"]


@pytest.mark.parametrize(
    ("made", "arguments", "said"),
    [
        (None, (), "no such file"),
        (b"", (), "no page of a source is in the archives"),
        (b"words\n", (), "no page of a source is in the archives"),
        (b"two", ("nobody",), "nobody: no such file, and no source of that name: scrapy list names them"),
    ],
)
def test_what_cannot_be_replayed_is_refused_in_one_line(
    replay: Program, tmp_path: Path, made: bytes | None, arguments: tuple[str, ...], said: str
) -> None:
    web = Web(tmp_path / "pages.warc.gz")
    if made == b"two":
        web.visit(ADS[:1], FIRST)
    elif made is not None:
        web.path.write_bytes(made)
    ended = replay("replay", str(web.path), *arguments)
    assert ended.status == 2
    assert said in ended.err
    assert "Traceback" not in ended.err
    assert replay.rows("runs") == []
