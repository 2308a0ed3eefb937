"""The benchmark of a crawl: it runs what it says, counts what was asked, and judges what it measured."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lab.bench import crawl, ending
from lab.bench.children import Cost, environment, measured
from lab.bench.contenders import Contender, Outing, outings
from lab.bench.figures import figures
from lab.bench.measures import FEWEST, Ending, Measures, Profile
from lab.bench.parts import FRAME, IMPORTS, PLACES, START, Seen, part_of
from lab.bench.performance import Machine, document
from lab.bench.script import posting
from lab.bench.site import ads
from lab.bench.stage import Stage
from lab.replica.unionjobs import posting_page

pytestmark = pytest.mark.slow

POSTINGS = 20
OWN = "unionjobs_scraper"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with Stage(folder=tmp_path_factory.mktemp("bench") / "stage", count=POSTINGS) as running:
        yield running


# ------------------------------------------------------------------------------------------ real runs


def test_a_crawl_and_a_second_census_are_measured_with_their_requests(stage: Stage, tmp_path: Path) -> None:
    first, second = outings(Contender.SQLITE, stage, tmp_path / "run", None, True)
    assert (first.contender, second.contender) == (Contender.SQLITE, Contender.AGAIN)
    assert first.requests == POSTINGS + 2  # robots.txt and the list
    assert second.requests == 2
    assert min(first.cost.wall, first.cost.processor, second.cost.wall) > 0
    assert not (tmp_path / "run").exists()


def test_the_script_keeps_every_posting(stage: Stage, tmp_path: Path) -> None:
    (only,) = outings(Contender.SCRIPT, stage, tmp_path / "run", None, False)
    assert only.requests == POSTINGS + 1


def test_a_contender_that_skips_postings_is_not_measured(stage: Stage, tmp_path: Path) -> None:
    larger = Stage(folder=stage.folder, count=POSTINGS + 1, _url=stage._url)
    with pytest.raises(SystemExit, match=f"{POSTINGS} postings kept of {POSTINGS + 1}"):
        list(outings(Contender.SCRIPT, larger, tmp_path / "run", None, False))


def test_the_profile_names_the_parts_of_a_crawl(capsys: pytest.CaptureFixture[str]) -> None:
    assert crawl.main(["--postings", str(POSTINGS), "--only", "g"]) == 0
    page = capsys.readouterr().out
    for part in (IMPORTS, PLACES, "reading pages", "normalizing", "storing"):
        assert f"| {part} |" in page
    assert "python -m lab.bench.crawl --postings 20 --only g" in page


def test_the_end_of_a_run_closes_one_in_fifty(tmp_path: Path) -> None:
    env = environment()
    measured([sys.executable, "-m", "lab.bench.ending", "200", str(tmp_path)], env, tmp_path)
    with closing(sqlite3.connect(tmp_path / "stored.db")) as database:
        query = "SELECT status, count(*) FROM postings WHERE source = 'unionjobs' GROUP BY status"
        told = dict(database.execute(query).fetchall())
        reasons = {row[0] for row in database.execute("SELECT closed_reason FROM spells WHERE closed_by != ''")}
    assert told["closed"] == -(-(told["open"] + told["closed"]) // ending.MISSING) > 1
    assert reasons == {"gone"}


def test_a_small_command_is_not_charged_for_the_size_of_the_one_that_starts_it(tmp_path: Path) -> None:
    held = b"x" * 400_000_000
    cost = measured([sys.executable, "-I", "-S", "-c", "pass"], os.environ, tmp_path)
    assert cost.memory < 100 < len(held)


def test_a_command_that_fails_ends_the_bench_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"exit status 3: no such board"):
        measured([sys.executable, "-c", "print('no such board'); raise SystemExit(3)"], os.environ, tmp_path)


def test_children_write_bytecode_and_know_no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "DATABASE_URL", "RUN_AT", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "1")
    given = environment()
    assert not {"PYTHONDONTWRITEBYTECODE", "DATABASE_URL", "RUN_AT", "HTTPS_PROXY"} & given.keys()


# ------------------------------------------------------------------------------------- what is made of it


def test_the_script_reads_what_a_user_would_want() -> None:
    ad = next(iter(ads(1)))
    values = posting("https://board.example/1", ad.employer, f"(Posted: {ad.posted})", posting_page(ad))
    assert values[1:4] == (ad.title, ad.employer, ad.posted)
    assert f"based in {values[4]}, {values[5]}" == ad.based
    assert (values[7] or 0) == (values[6] or 0) + 18_000  # type: ignore[operator]
    assert values[8] == "year"


def _outing(contender: Contender, count: int, seconds: float, memory: float = 100.0, requests: int = 2) -> Outing:
    cost = Cost(wall=seconds, processor=seconds, memory=memory)
    return Outing(contender=contender, postings=count, cost=cost, requests=requests)


def _measures(slowness: float, again: float = 1.5, peak: float = 120.0) -> Measures:
    """Bare Scrapy: a second to start, a hundred pages a second."""
    taken = [_outing(Contender.BARE, count, 1 + count / 100) for count in (FEWEST, 1010)]
    taken += [_outing(Contender.SQLITE, count, 2 + count / 100 * slowness, peak, count + 2) for count in (FEWEST, 1010)]
    taken += [_outing(Contender.AGAIN, count, again) for count in (FEWEST, 1010)]
    large = [_outing(each, 9000, 90, 2 * peak) for each in (Contender.BARE, Contender.SQLITE)]
    return Measures(
        postings=1010,
        many=9000,
        rounds=[{(each.contender, each.postings): each for each in taken}],
        large={(each.contender, each.postings): each for each in large},
        ending=Ending(stored=100, closed=2, finding=2.0, concluding=3.5),
        profile=Profile(postings=10, parts={START: 1.0, FRAME: 3.0}, functions={f"{OWN}.normalize.pay.read": 0.002}),
    )


def test_start_up_is_taken_off_both_sides() -> None:
    ratios = {each.what: each for each in figures(_measures(slowness=1.25))}
    assert ratios["the same, net of start-up"].value == "0.80"
    assert ratios["pages a second into SQLite over bare Scrapy's, whole processes"].value == "0.76"


def test_a_limit_is_held_or_it_is_not() -> None:
    told = [(each.letter, each.held) for each in figures(_measures(slowness=1.2))]
    assert told == [
        *(("a", False), ("a", True), ("a", None)),
        *(("c", True), ("c", True), ("c", False)),
        *(("d", True), ("d", False), ("d", False), ("d", None)),
        ("f", False),
    ]


@pytest.mark.parametrize(("again", "held"), [(0.6, True), (1.5, False)])
def test_a_limit_beyond_bare_scrapy_is_judged_all_the_same(again: float, *, held: bool) -> None:
    told = figures(_measures(slowness=1.2, again=again))
    (whole,) = (each for each in told if each.what.startswith("the same, whole processes, of the first's"))
    assert whole.what.endswith("(bare Scrapy's start with 10 postings alone: 7.8%)")  # more than the limit
    assert whole.held is held


def test_the_page_says_which_limits_are_not_held() -> None:
    page = document(_measures(slowness=1.2), Machine(cores=2, load=3.2), "python -m lab.bench.crawl")
    assert "with other work to do (3.2 processes" in page.replace("\n", " ")
    assert "| f | end of a run, 100 stored postings, 2 of them closed | 5.5 s | ≤ 5 s | **not held** |" in page
    assert "(bare Scrapy: 17.5 kB) | 15.0 kB |" in page
    assert f"| {FRAME} | 75.0% | 3.00 | 300,000 |" in page
    assert f"| {START} | 25.0% | 1.00 | once |" in page
    assert "| `normalize.pay.read` | 200 |" in page


def test_runs_too_short_to_tell_hold_nothing() -> None:
    measures = _measures(slowness=0.0)
    nets = [each for each in figures(measures) if each.letter == "a" and "net" in each.what]
    assert [each.value for each in nets] == ["nan", "nan"]
    assert nets[0].held is False


def test_a_site_that_no_first_run_reads_whole_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        crawl.main(["--many", "10001"])
    assert "--many: a first run reads 10,000 at most" in capsys.readouterr().err


def test_a_page_of_some_parts_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        crawl.main(["--only", "a,c", "--write"])
    assert "leave out --only" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("stack", "part"),
    [
        ([], START),
        ([Seen("asyncio.base_events", "BaseEventLoop.run_forever"), Seen("scrapy.core.engine", "x")], FRAME),
        ([Seen(f"{OWN}.commands.crawl", "Command.run"), Seen("importlib._bootstrap", "_load")], IMPORTS),
        (
            [Seen(f"{OWN}.crawl.run", "Run.save"), Seen(f"{OWN}.storage.linking.link", "link"), Seen("re", "match")],
            "linking postings into jobs",
        ),
        ([Seen(f"{OWN}.pipelines.store", "Store.flush"), Seen(f"{OWN}.crawl.run", "Run.save")], "storing"),
        (
            [Seen(f"{OWN}.pipelines.normalize", "normalized"), Seen(f"{OWN}.reading.page", "blocks")],
            "normalizing",
        ),
        ([Seen(f"{OWN}.pipelines.normalize", "x"), Seen(f"{OWN}.normalize.gazetteer", "_sections")], PLACES),
    ],
)
def test_a_stack_belongs_to_the_part_it_works_for(stack: list[Seen], part: str) -> None:
    assert part_of(stack) == part
