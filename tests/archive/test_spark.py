"""The Spark file calls Spark as it is documented, and gives the rows that processes give; Spark itself is not here."""

from __future__ import annotations

import pickle
import py_compile
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lab.archives.web import Web
from tests.conftest import ad
from unionjobs_scraper.archive import spark, tables
from unionjobs_scraper.archive.files import parts
from unionjobs_scraper.archive.observing import observe_part, observed

AT = datetime(2004, 5, 1, 6, tzinfo=UTC)


def sent(value: Any) -> Any:
    """A value as it comes to another machine."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301  # of our own


class Session:
    """As much of `pyspark.sql.SparkSession` as the file uses; what goes to a worker is pickled, as Spark does it."""

    name = ""
    partitions = 0
    builder: Any
    sparkContext: Any  # noqa: N815  # Spark's own name

    def appName(self, name: str) -> Session:  # noqa: N802
        Session.name = name
        return self

    def getOrCreate(self) -> Session:  # noqa: N802
        return self

    def parallelize(self, each: Sequence[Any], partitions: int) -> Session:
        Session.partitions = partitions
        self._each: list[Any] = sent(list(each))
        return self

    def map(self, task: Callable[[Any], Any]) -> Session:
        self._each = [sent(task(one)) for one in (*self._each, self._each[0])][1:]
        return self

    def collect(self) -> list[Any]:
        return self._each


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Session()
    Session.builder = Session.sparkContext = there
    module = ModuleType("pyspark.sql")
    module.SparkSession = Session  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pyspark", ModuleType("pyspark"))
    monkeypatch.setitem(sys.modules, "pyspark.sql", module)


def rows(folder: Path) -> list[dict[str, Any]]:
    return sorted(tables.rows_of(folder, "unionjobs"), key=lambda row: (row["at"], row["key"]))


def test_it_gives_the_rows_that_processes_give_though_a_task_runs_twice(
    session: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.warc.gz", "b.warc.gz"):
        Web(tmp_path / "in" / name).path.parent.mkdir(exist_ok=True)
        Web(tmp_path / "in" / name).visit([ad(number) for number in range(1, 5)], AT)
    spark.main(str(tmp_path / "out"), str(tmp_path / "in"))
    assert Session.name
    assert Session.partitions == 2
    assert capsys.readouterr().out == "10 captures of 2 parts\n"
    tasks = [part for name in ("a.warc.gz", "b.warc.gz") for part in parts(tmp_path / "in" / name)]
    list(observed(tasks, tmp_path / "alone", ()))
    assert rows(tmp_path / "out") == rows(tmp_path / "alone")
    assert len(rows(tmp_path / "out")) == 10


def test_its_task_can_be_sent_to_a_worker() -> None:
    part = parts(Path(__file__))[0]
    assert sent((observe_part, part)) == (observe_part, part)


def test_it_is_a_program_that_is_started_as_it_says(tmp_path: Path) -> None:
    assert spark.__file__
    py_compile.compile(spark.__file__, cfile=str(tmp_path / "spark.pyc"), doraise=True)
    assert "spark-submit spark.py OUT FILE [FILE …]" in (spark.__doc__ or "")
    with pytest.raises(ModuleNotFoundError, match="pyspark"):
        spark.main(str(tmp_path / "out"), __file__)
