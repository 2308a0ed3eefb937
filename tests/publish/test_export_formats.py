"""Rows to files."""

from __future__ import annotations

import csv
import errno
import io
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.arrow_files import write_parquet
from unionjobs_scraper.publish.files import replacing
from unionjobs_scraper.publish.writers import (
    FORMULA,
    guarded,
    unguarded,
    write,
    write_csv,
    write_jsonl,
)
from unionjobs_scraper.storage.queries.exports import TABLES
from unionjobs_scraper.storage.schema import POSTING_COLUMNS

pytestmark = pytest.mark.slow

SIX = datetime(2026, 5, 1, 6, tzinfo=UTC)
COLUMNS = {"posting_id": str, "salary_min": float, "date_posted": date, "open_by": datetime, "spells": int}
ROWS: list[tuple[Any, ...]] = [
    ("unionjobs:1", 60000.0, "2026-04-01", "2026-05-01T06:00:00Z", 1),
    ("unionjobs:2", 30.5, None, "2026-05-01T06:00:00Z", 2),
    ("", None, None, None, 0),
]
VALUES: list[tuple[Any, ...]] = [
    ("unionjobs:1", 60000.0, date(2026, 4, 1), SIX, 1),
    ("unionjobs:2", 30.5, None, SIX, 2),
    ("", None, None, None, 0),
]
"""The same as Python values, for whom text is not enough."""


def csv_of(rows: Sequence[tuple[Any, ...]], columns: Iterable[str] = COLUMNS) -> str:
    file = io.StringIO()
    assert write_csv(rows, columns, file) == len(rows)
    return file.getvalue()


@pytest.mark.parametrize("rows", [ROWS, VALUES])
def test_csv(rows: list[tuple[Any, ...]]) -> None:
    assert csv_of(rows) == (
        "posting_id,salary_min,date_posted,open_by,spells\n"
        "unionjobs:1,60000,2026-04-01,2026-05-01T06:00:00Z,1\n"
        "unionjobs:2,30.5,,2026-05-01T06:00:00Z,2\n"
        ",,,,0\n"
    )


def test_csv_of_no_rows_has_its_header() -> None:
    assert csv_of([]) == "posting_id,salary_min,date_posted,open_by,spells\n"


@pytest.mark.parametrize("empty", ["None", "N/A", "nan", "null"])
def test_empty_is_empty(empty: str) -> None:
    assert empty not in csv_of([("", None, None, None, None)])


CELLS = [
    ("=1+1", "'=1+1"),
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
    ("+1 555 0100", "'+1 555 0100"),
    ("- Knock on doors", "'- Knock on doors"),
    ("@here", "'@here"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("'quoted'", "''quoted'"),
    ("\n=1", "'\n=1"),
    (" =1", "' =1"),
    ("\u00a0+1", "'\u00a0+1"),
    ("\u200b=1", "'\u200b=1"),
    ("\ufeff@x", "'\ufeff@x"),
    ("＝1+1", "'＝1+1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠x", "'＠x"),
    ("\u202e﹦1", "'\u202e﹦1"),
    ("plain = 1", "plain = 1"),
    (" plain", " plain"),
    ("$60,000", "$60,000"),
    ("", ""),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    assert guarded(cell) == written
    assert unguarded(written) == cell


def test_a_bare_carriage_return_does_not_begin_a_row_of_its_own() -> None:
    # spreadsheets end a row there unless the cell is quoted, and the next one would begin with "="
    written = csv_of([("mailto:a@xyz.test\r=1+1", "x")], ("apply_url", "title"))
    assert list(csv.reader(io.StringIO(written, newline=None)))[1:] == [["mailto:a@xyz.test\n=1+1", "x"]]


@given(st.text())
def test_guarding_is_undone_by_taking_one_apostrophe_away(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(tuple(set(FORMULA) - {"'"}))


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.text("=+-@\t\r\n\",'; a"))))
def test_csv_is_read_back_as_it_was(rows: list[tuple[str, str]]) -> None:
    file = io.StringIO(csv_of(rows, ("title", "description")), newline="")
    header, *read = csv.reader(file)
    assert header == ["title", "description"]
    assert [tuple(map(unguarded, row)) for row in read] == rows


@pytest.mark.parametrize("rows", [ROWS, VALUES])
def test_jsonl(rows: list[tuple[Any, ...]]) -> None:
    file = io.StringIO()
    assert write_jsonl(rows, COLUMNS, file) == 3
    first, second, third = map(json.loads, file.getvalue().splitlines())
    assert first == {
        "posting_id": "unionjobs:1",
        "salary_min": 60000,
        "date_posted": "2026-04-01",
        "open_by": "2026-05-01T06:00:00Z",
        "spells": 1,
    }
    assert (second["salary_min"], second["date_posted"]) == (30.5, None)
    assert third == {"posting_id": None, "salary_min": None, "date_posted": None, "open_by": None, "spells": 0}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_jsonl_is_one_line_a_row_and_text_is_as_it_was(text: str) -> None:
    file = io.StringIO()
    write_jsonl([(text,)], ("title",), file)
    assert file.getvalue().count("\n") == 1
    assert json.loads(file.getvalue()) == {"title": text or None}


def test_parquet_has_typed_columns(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "postings.parquet"
    assert write_parquet(ROWS, COLUMNS, path) == 3
    table = pq.read_table(path)
    assert [str(field.type) for field in table.schema] == [
        "string",
        "double",
        "date32[day]",
        "timestamp[ms, tz=UTC]",
        "int64",
    ]
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        tuple(None if value == "" else value for value in row) for row in VALUES
    ]


def test_parquet_of_no_rows_has_its_columns(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "postings.parquet"
    assert write_parquet([], COLUMNS, path) == 0
    assert pq.read_table(path).column_names == list(COLUMNS)


def test_parquet_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SettingError, match=r"pip install 'unionjobs-scraper\[parquet\]'"):
        write(ROWS, COLUMNS, str(tmp_path / "x.parquet"))
    assert list(tmp_path.iterdir()) == []


def test_every_column_has_a_type_that_parquet_knows() -> None:
    for table in TABLES.values():
        assert set(table.types.values()) <= {str, bool, int, float, date, datetime}


def test_a_cell_of_one_column_is_no_blank_line() -> None:
    assert list(csv.reader(io.StringIO(csv_of([("",)], ("title",))))) == [["title"], [""]]


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_csv_is_written_as_the_csv_module_would(rows: list[list[str]]) -> None:
    expected = io.StringIO(newline="")
    quoted = csv.writer(expected, lineterminator="\r\n")  # so that it quotes a bare carriage return, too
    quoted.writerows([["a", "b"], *([guarded(cell) for cell in row] for row in rows)])
    lines = csv_of([tuple(row) for row in rows], ("a", "b"))
    assert list(csv.reader(io.StringIO(lines, newline=""))) == list(
        csv.reader(io.StringIO(expected.getvalue(), newline=""))
    )
    assert lines.count('"') == expected.getvalue().count('"')


def test_the_promised_columns_in_their_order() -> None:
    promised = """
        posting_id job_id source source_id url employer union_abbr local title department job_family locality region
        country locations workplace employment_type salary_min salary_max salary_currency salary_period salary_text
        date_posted valid_through status closed_reason open_after open_by closed_after closed_by spells first_seen
        last_seen apply_url description content_hash
    """.split()
    assert list(POSTING_COLUMNS) == promised


@pytest.mark.parametrize("output", ["", "-"])
def test_csv_goes_to_stdout(output: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert write(ROWS, COLUMNS, output) == 3
    assert capsys.readouterr().out == csv_of(ROWS)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_the_suffix_says_the_format(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"postings{suffix}"
    assert write(ROWS, COLUMNS, str(path)) == 3
    expected = io.StringIO()
    (write_csv if suffix == ".csv" else write_jsonl)(ROWS, COLUMNS, expected)
    assert path.read_bytes() == expected.getvalue().encode()
    assert list(tmp_path.iterdir()) == [path]


def test_text_is_written_as_utf_8_with_line_breaks_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    write([("Organizer – Québec\r\nline",)], {"title": str}, str(path))
    assert path.read_bytes() == 'title\n"Organizer – Québec\r\nline"\n'.encode()


@pytest.mark.parametrize("name", ["x", "x.ods", "x.CSV.zip"])
def test_an_unknown_suffix_is_refused_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingError, match=r"\.csv, \.jsonl, \.parquet, \.duckdb, \.xlsx or \.dta"):
        write(ROWS, COLUMNS, str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="choose another place with -o"):
        write(ROWS, COLUMNS, str(tmp_path / "nowhere" / "x.csv"))


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_a_failure_midway_leaves_the_old_file(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    path.write_text("yesterday's")

    def rows() -> Iterator[tuple[str]]:
        yield ("one",)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        write(rows(), {"title": str}, str(path))
    assert path.read_text() == "yesterday's"
    assert list(tmp_path.iterdir()) == [path]


def test_the_new_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with replacing(path) as part:
        part.write_text("half")
        assert not path.exists()
    assert path.read_text() == "half"


def test_a_file_system_that_is_read_only_is_named_by_the_file_that_was_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, **_: bool) -> None:
        raise OSError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "unlink", refuses)  # as it does there, also of a file that is not
    with (
        pytest.raises(SettingError, match=r"x.csv cannot be written \(Read-only file system\)"),
        replacing(tmp_path / "x.csv") as part,
    ):
        refuses(part)


def test_parquet_does_not_load_pandas(tmp_path: Path) -> None:
    """pyarrow would: a hundred megabytes and seconds for nothing. Read in one thread: Arrow's own can abort at exit."""
    pytest.importorskip("pandas")
    code = (
        "import sys; from pathlib import Path; from unionjobs_scraper.publish.arrow_files import write_parquet;"
        f"write_parquet([('a', 1), (None, 2)], {{'x': str, 'y': int}}, Path({str(tmp_path / 'x.parquet')!r}));"
        "assert 'pandas' not in sys.modules; from pyarrow import parquet;"
        "assert len(parquet.ParquetFile(sys.argv[1]).read(use_threads=False).to_pandas(use_threads=False)) == 2"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "x.parquet")], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()
