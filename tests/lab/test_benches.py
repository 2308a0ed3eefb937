"""What the benches of many sources, of others' patterns and of years make of what they measured."""

from __future__ import annotations

import argparse
import sqlite3
from contextlib import closing
from itertools import product
from pathlib import Path

import pytest

from lab.bench import crawlall, growth, many_boards, peers, postings, years, years_page
from lab.bench.chapter import placed
from lab.bench.children import Cost
from lab.bench.contenders import Contender, Outing
from lab.bench.measures import FEWEST
from lab.hostile.measure import Seen

PAGE = "# One\n\nfirst\n\n# Two\n\nsecond\n\n## Below\n\nmore\n\n# Three\n\nthird\n"


@pytest.mark.parametrize(
    ("heading", "whole"),
    [
        ("# One", "# One\n\nnew\n\n# Two\n\nsecond\n\n## Below\n\nmore\n\n# Three\n\nthird\n"),
        ("# Two", "# One\n\nfirst\n\n# Two\n\nnew\n\n## Below\n\nmore\n\n# Three\n\nthird\n"),
        ("# Three", "# One\n\nfirst\n\n# Two\n\nsecond\n\n## Below\n\nmore\n\n# Three\n\nnew\n"),
        ("# Four", f"{PAGE}\n# Four\n\nnew\n"),
    ],
)
def test_a_chapter_takes_its_own_place_and_no_other(heading: str, whole: str) -> None:
    assert placed(PAGE, heading, f"{heading}\n\nnew\n") == whole


# ------------------------------------------------------------------------------------------ many sources


def test_every_board_answers_with_its_postings_under_an_address_of_its_register() -> None:
    register = many_boards.register(5, 3)
    assert register.count("[board") == 5
    assert register.count("board001-3.union.example") == 4  # the last source is on the host of the first
    for number in range(1, 5):
        found = many_boards.pages(number, 3)
        assert len(found) == (8 if number == 1 else 4)
        sizes = sorted(len(page.body) for page in found.values())
        assert 5_000 < sizes[-1] < 15_000  # Breezy says everything twice
    url = "https://board003-3.bamboohr.com/careers/3001/detail"
    assert many_boards.answered("GET", url, {}, b"") == many_boards.pages(3, 3)["/careers/3001/detail"]
    assert many_boards.answered("GET", "https://board003-3.bamboohr.com/robots.txt", {}, b"") is None


def _whole(what: str, seconds: float, memory: int, stall: float, foretold: float | None = None) -> crawlall.Whole:
    seen = Seen(
        status=0,
        out="",
        err="nothing\n3 sources on 2 hosts: 4 min by their last complete runs\n1 of 3 done",
        seconds=seconds,
        processor=5.0,
        waited=1.0,
        most=0.1,
        memory=memory,
        took={"board001": 100.0, "board002": 150.0, "board003": 99.0},
        silences=((0.1, "here"), (stall, "there")),
    )
    return crawlall.Whole(what=what, seen=seen, pages=500, load=1.0, foretold=foretold)


def test_the_slowest_host_has_the_time_of_all_its_sources() -> None:
    assert _whole(crawlall.POLITE, 205, 100, 0.1).slowest == 199.0


def test_the_chapter_of_many_sources_judges_each_limit() -> None:
    found = [
        _whole(crawlall.FIRST, 50, 251, 0.21),
        _whole(crawlall.POLITE, 205, 250, 0.2),
        _whole(crawlall.AGAIN, 250, 250, 0.2, 200.0),
    ]
    options = argparse.Namespace(sources=3, postings=100, politely=50, delay=2.0)
    page = "\n".join(crawlall.section(found, options, "python -m lab.bench.crawlall"))
    assert "| without delay | 1.0 | 50.0 | 1.0 | 10 | 10.00 | 251 |" in page
    assert "| without delay: memory ≤ 250 MB | 251 MB | **not held** |" in page
    assert "| without delay: longest stall ≤ 0.2 s | 0.21 s | **not held** |" in page
    assert "| with the real delay: memory ≤ 250 MB | 250 MB | held |" in page
    assert "its slowest host (199 s) ≤ 10% | +3.0% | held |" in page
    assert "its slowest host (199 s) ≤ 10% | +25.6% | **not held** |" in page
    assert "foretold (200 s) against the whole ± 10% | -20.0% | **not held** |" in page
    assert "`3 sources on 2 hosts: 4 min by their last complete runs`" in page


# -------------------------------------------------------------------------------------- others' patterns


def test_the_chapter_of_patterns_is_net_of_start_up() -> None:
    names = [
        *Contender,
        *(each.name for each in peers.PEERS),
        *(f"{each.name}{peers.SECOND_RUN}" for each in peers.PEERS),
    ]
    found = [
        {
            (name, count): Outing(
                contender=name,
                postings=count,
                cost=Cost(wall=1 + count / 100, processor=slowness + count / 200, memory=100),
                requests=2,
            )
            for name, count in product(names, (FEWEST, 1010))
        }
        for slowness in (1.0, 2.0, 9.0)
    ]
    page = "\n".join(peers.section(found, 1010, "python -m lab.bench.peers", 3.0))
    for name in ("bare Scrapy", "scrapy crawl, SQLite", *(each.name for each in peers.PEERS)):
        assert f"| {name} | 91 (91 to 91) | 5.00 (5.00 to 5.00) | 100 |" in page
    assert "(scrapy-deltafetch) asks for 2 pages and takes 11.1 (11.1 to 11.1) s." in page


# ------------------------------------------------------------------------------------------------ growth


@pytest.mark.parametrize(("options", "employers"), [([], (900, 900, 900)), (["--more-employers"], (900, 1800, 9000))])
def test_what_grows_with_the_postings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str], employers: tuple[int, ...]
) -> None:
    built: dict[int, int] = {}

    def run(count: int, _folder: Path, chosen: list[str], employers: int) -> dict[str, growth.Cost]:
        assert chosen == ["relink"]
        built[count] = employers
        return {"relink": growth.Cost(processor=1 + count / 1000, memory=80)}

    monkeypatch.setattr(growth, "run", run)
    assert growth.main(["--sizes", "20000", "100000", "--only", "relink", *options]) == 0
    assert built == dict(zip((growth.SMALLEST, 20_000, 100_000), employers, strict=True))
    assert "| relink | 21.0 | 80 | 101.0 | 80 | 0.999 | 1.00 | held |" in capsys.readouterr().out


def test_the_postings_of_a_bench_are_of_so_many_employers(tmp_path: Path) -> None:
    postings.build(tmp_path / "few.db", 40, 7)
    with closing(sqlite3.connect(tmp_path / "few.db")) as database:
        found = database.execute("SELECT count(*), count(DISTINCT employer), count(DISTINCT local) FROM postings")
        assert found.fetchone() == (40, 7, 7)


# ------------------------------------------------------------------------------------------------- years


def _nights(growing: float) -> list[years_page.Night]:
    return [
        years_page.Night(
            number=number,
            processor=0.5 + growing * number / 1000,
            size=100_000 * number,
            changes=30 * number,
            runs=20 * number,
            postings=10 * number,
        )
        for number in range(400)
        if number % 10
    ]


@pytest.mark.parametrize(("growing", "told"), [(0.0, "flat"), (1.0, "**not flat**")])
def test_the_chapter_of_years_tells_what_grows(growing: float, told: str) -> None:
    nights = _nights(growing)
    found = years_page.Years(
        nights=nights, tables={"changes": 5_000_000}, again={300: [0.5, 0.4, 0.6]}, sources=20, where="nowhere"
    )
    page = "\n".join(years_page.section(found))
    (work,) = (row for row in page.splitlines() if row.startswith("| ms of the processor a night |"))
    assert work.endswith(f"| {told} |")
    assert "| kB of the database a night | 100.0 | +0.0% | 0.0% | flat |" in page
    assert "| rows of changes a night | 30.0 | +0.0% | 0.0% | flat |" in page
    assert "| 300 | 500 (400 to 600) |" in page
    assert "A year adds 10,923 rows of `changes`" in page
    assert [number for number, _ in years_page.quarters(nights)] == [1, 2, 3, 4, 5]


def test_boards_of_years_are_found_by_day_as_their_lives_have_it() -> None:
    chosen = years.sources(3)
    world = years.Boards(chosen, 1, 40)
    for source, day in product(chosen, (0.0, 3.5, 39.0)):
        every = [each for each in world.by_source[source.name] if each.life.listed_at(day)]
        assert sorted(each.key for each in world.on(source, day)) == sorted(each.key for each in every)
        assert sorted(world.listed(source.name, day)) == sorted(each.life.number for each in every)
    assert len({each.name for each in years.sources(20)}) == 20
