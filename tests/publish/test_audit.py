"""The audit: a sample that anyone can draw again, a sheet that hides the verdict, rates with intervals that hold."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lab.audit import World, audited, coverage, world
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.release.audit_score import Audit, Found, Stratum, clopper_pearson
from unionjobs_scraper.publish.release.audit_score import audited as told
from unionjobs_scraper.publish.release.audit_sheet import COLUMNS, allotted, draw, key_of, score


@pytest.fixture(scope="module")
def liars(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A year of boards that all lie."""
    made = world(tmp_path_factory.mktemp("audit") / "year.db", "tests", (0.2, 0.25))
    yield made
    made.database.close()


def test_the_interval_is_clopper_and_pearsons() -> None:
    assert clopper_pearson(2, 50) == pytest.approx((0.0048814, 0.1371376), abs=1e-6)  # R: binom.test(2, 50)
    assert clopper_pearson(0, 50) == pytest.approx((0, 0.0711217), abs=1e-6)
    assert clopper_pearson(50, 50) == pytest.approx((0.9288783, 1), abs=1e-6)


def test_a_stratum_weighs_by_its_population() -> None:
    strata = (
        Stratum(name="gone", population=900, judged=10, wrong=0),
        Stratum(name="marked", population=100, judged=10, wrong=5),
        Stratum(name="delisted", population=50, judged=0, wrong=0),
    )
    found = Found(strata=strata, unclear=1)
    assert found.rate == pytest.approx(0.05)
    low, high = found.interval
    assert low < 0.05 < high
    assert high - low > clopper_pearson(1, 20)[1] - clopper_pearson(1, 20)[0]  # uneven weights know less


def test_shares_are_in_proportion_and_one_at_least() -> None:
    assert allotted({"a": 900, "b": 90, "c": 10}, 50) == {"a": 45, "b": 4, "c": 1}
    assert allotted({"a": 3, "b": 2}, 50) == {"a": 3, "b": 2}
    assert sum(allotted({"a": 10, "b": 10, "c": 10}, 2).values()) == 2
    assert allotted({}, 5) == {}


def test_a_seed_draws_the_same_and_another_another(liars: World, tmp_path: Path) -> None:
    sheets = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        sheet = tmp_path / f"{name}.csv"
        assert draw(liars.database, sheet, n=40, seed=seed, sources=liars.sources) == 40
        sheets.append(sheet.read_bytes())
    assert sheets[0] == sheets[1] != sheets[2]


def test_the_sheet_hides_what_was_decided(liars: World, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    draw(liars.database, sheet, n=60, seed=5, sources=liars.sources)
    with sheet.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    kinds = [each["kind"] for each in json.loads(key_of(sheet).read_text("utf-8"))["items"].values()]
    assert kinds.count("closing") == 30
    assert kinds != sorted(kinds)  # mixed
    text = sheet.read_text("utf-8")
    assert not any(word in text for word in ("closing", "delisted", "gone", "marked"))
    assert all(row["asked_at"].endswith("Z") and not row["answer"] for row in rows)


def test_a_source_that_is_not_watched_is_not_asked_about(liars: World, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    draw(liars.database, sheet, n=40, seed=1, sources=())
    items = json.loads(key_of(sheet).read_text("utf-8"))["items"].values()
    assert {each["kind"] for each in items} == {"closing"}


def test_the_rates_are_near_the_truth(liars: World, tmp_path: Path) -> None:
    found = audited(liars, tmp_path / "sheet.csv", seed=1, n=300)
    for each, truth in zip((found.closings, found.opens), liars.rates, strict=True):
        assert each.interval[0] < truth < each.interval[1]
        assert abs(each.rate - truth) < 0.1
    assert Audit.read(_stored(tmp_path, found)) == found


def _stored(folder: Path, found: Audit) -> Path:
    path = folder / "audit.json"
    path.write_text(found.told(), encoding="utf-8")
    return path


@pytest.mark.slow
def test_intervals_hold_in_most_seeds(liars: World, tmp_path: Path) -> None:
    first, second, *_ = coverage(liars, tmp_path, 8)
    assert min(first, second) >= 7


def test_nothing_judged_is_said_plainly(liars: World, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    draw(liars.database, sheet, n=10, seed=1, sources=liars.sources)
    assert [line.partition(":")[2] for line in told(score(sheet))] == [
        " not measured, n = 0; 5 more could not be judged."
    ] * 2
    assert all("n = 0" in line for line in told(None))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [(",,\n", ",perhaps,\n", "'perhaps'"), ("\n1,", "\n99,", "item 99 was not drawn")],
)
def test_a_sheet_that_cannot_be_meant_is_refused(liars: World, tmp_path: Path, old: str, new: str, said: str) -> None:
    sheet = tmp_path / "sheet.csv"
    draw(liars.database, sheet, n=10, seed=1, sources=liars.sources)
    sheet.write_text(sheet.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingError, match=said):
        score(sheet)


def test_a_sheet_without_its_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="scrapy audit draw"):
        score(tmp_path / "none.csv")
