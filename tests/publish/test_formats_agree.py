"""Every format of the export holds the same: one question of shares has one answer, and empty is empty."""

from __future__ import annotations

import json
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import quote

import pytest
from lxml import etree

from lab.program.program import Program
from tests.support.in_datasette import ask
from tests.support.stored import AD, MONDAY, OTHER, TUESDAY, page, store
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.browse.snapshot import prepare
from unionjobs_scraper.publish.writers import write
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES

pytestmark = pytest.mark.slow

SHARES = """select coalesce(union_abbr, 'none') as name, count(*) * 1.0 / (select count(*) from postings) as share
from postings where salary_min is not null group by union_abbr order by name"""
"""Of all postings, those that state pay, by union."""
EXPECTED = {"SEIU": 0.25, "none": 0.5}
NAMES = ("csv", "jsonl", "parquet", "duckdb", "xlsx", "dta")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four postings in every format, and as Datasette's copy."""
    path = tmp_path_factory.mktemp("formats")
    database = Database(f"sqlite:///{path}/unionjobs.db")
    ads = [
        replace(AD, union_abbr="SEIU", title="=SUM(A1)", description="long " * 10_000),
        replace(OTHER, employer="A"),
        replace(OTHER, source_id="3", employer="B", title="Organizer\x01é", salary_min=30.5, salary_period="HOUR"),
        replace(OTHER, source_id="4", employer="C", union_abbr="UAW", salary_min=None),
    ]
    store(database, MONDAY, *(page(ad, MONDAY) for ad in ads))
    prepare(database, path / "browse", TUESDAY, allow_sql=True)
    database.close()
    program = Program(f"sqlite:///{path}/unionjobs.db", run_at="2026-05-05T06:00:00Z", settings={})
    for name in NAMES:
        ended = program("export", "-o", str(path / f"postings.{name}"))
        assert ended.status == 0, ended.err
    return path


def shares(frame: Any) -> dict[str, float]:
    """The question to a data frame, in which what is empty is missing."""
    stated = frame[frame["salary_min"].notna()]
    counted = stated["union_abbr"].fillna("none").groupby(stated["union_abbr"].fillna("none")).count() / len(frame)
    return {str(name): float(value) for name, value in counted.items()}


def test_one_question_has_one_answer(folder: Path) -> None:
    pd = pytest.importorskip("pandas")
    duckdb = pytest.importorskip("duckdb")
    import pyarrow.parquet as pq

    assert shares(pd.read_csv(folder / "postings.csv")) == EXPECTED
    assert shares(pd.read_json(folder / "postings.jsonl", lines=True)) == EXPECTED
    assert shares(pq.read_table(folder / "postings.parquet").to_pandas()) == EXPECTED
    assert shares(pd.read_stata(folder / "postings.dta").replace("", None)) == EXPECTED
    assert shares(pd.DataFrame(sheet(folder / "postings.xlsx"))) == EXPECTED
    with duckdb.connect(str(folder / "postings.duckdb"), read_only=True) as connection:
        assert dict(connection.execute(SHARES).fetchall()) == EXPECTED
        parquet = SHARES.replace("from postings", f"from '{folder}/postings.parquet'")
        assert dict(connection.execute(parquet).fetchall()) == EXPECTED
    assert datasette_says(folder / "browse", SHARES) == EXPECTED


@pytest.mark.skipif(not which("soffice"), reason="LibreOffice is missing")
@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_libreoffice_computes_the_same_shares(folder: Path, tmp_path: Path, name: str) -> None:
    """The question in its own formulas, in a sheet that is put before the file's."""
    flat = converted(folder / f"postings.{name}", "fods", tmp_path)
    union, lowest = (f"[postings.{letters(column)}2:.{letters(column)}5]" for column in ("union_abbr", "salary_min"))
    rows = (
        f"of:=SUMPRODUCT(({union}=&quot;{value}&quot;)*ISNUMBER({lowest}))/COUNTA([postings.A2:.A5])"
        for value in ("SEIU", "UAW", "")
    )
    cells = "".join(f'<table:table-row><table:table-cell table:formula="{row}"/></table:table-row>' for row in rows)
    sheet = f'<table:table table:name="shares">{cells}</table:table>'
    asked = tmp_path / "asked.fods"
    asked.write_text(flat.read_text(encoding="utf-8").replace("<table:table ", f"{sheet}<table:table ", 1), "utf-8")
    answers = converted(asked, "csv", tmp_path).read_text(encoding="utf-8").split()
    assert dict(zip(("SEIU", "UAW", "none"), map(float, answers), strict=True)) == {**EXPECTED, "UAW": 0}


def converted(path: Path, name: str, folder: Path) -> Path:
    """What LibreOffice makes of a file, in another format."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", name, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{name}"


def letters(column: str) -> str:
    """A column of the postings as a spreadsheet names it."""
    high, low = divmod(list(TABLES["postings"].columns).index(column), 26)
    return (chr(ord("A") + high - 1) if high else "") + chr(ord("A") + low)


def datasette_says(folder: Path, sql: str) -> dict[str, float]:
    """What Datasette answers to a query, without a network."""
    (answer,) = ask(folder, f"/unionjobs.json?_shape=array&sql={quote(sql)}")
    return {row["name"]: row["share"] for row in answer.json()}


def sheet(path: Path, number: int = 1) -> list[dict[str, Any]]:
    """The rows of a worksheet, read from its XML."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
        assert not root.findall(f".//{space}f"), "a formula"
        assert root.find(f".//{space}pane").get("state") == "frozen"
    rows = []
    for row in root.iter(f"{space}row"):
        cells = {}
        for cell in row:
            text = "".join(cell.itertext())
            column = cell.get("r").rstrip("0123456789")
            cells[column] = text if cell.get("t") == "inlineStr" else float(text)
        rows.append(cells)
    head, *others = rows
    return [{str(name): cells.get(column) for column, name in head.items()} for cells in others]


def test_a_workbook_is_typed_and_brings_the_codebook(folder: Path) -> None:
    rows = sheet(folder / "postings.xlsx")
    assert list(rows[0]) == list(TABLES["postings"].columns)
    first = next(row for row in rows if row["source_id"] == "99001")
    assert first["title"] == "=SUM(A1)"
    assert len(first["description"]) == 32_767
    assert first["date_posted"] == (AD.date_posted - date(1899, 12, 30)).days if AD.date_posted else None
    assert first["open_by"] == pytest.approx((MONDAY.date() - date(1899, 12, 30)).days + 0.25)
    assert first["pay_stated"] == 1
    explained = {row["column"]: row["type"] for row in sheet(folder / "postings.xlsx", 2)}
    assert explained["open_by"] == "datetime"
    assert list(explained) == list(TABLES["postings"].columns)


def test_stata_has_labels_dates_and_long_texts(folder: Path) -> None:
    pd = pytest.importorskip("pandas")
    with pd.io.stata.StataReader(folder / "postings.dta") as reader:
        frame, labels = reader.read(), reader.variable_labels()
    first = frame[frame["source_id"] == "99001"].iloc[0]
    assert (first["title"], len(first["description"])) == ("=SUM(A1)", 50_000)
    assert (first["open_by"], first["date_posted"]) == (pd.Timestamp("2026-05-04 06:00"), pd.Timestamp("2026-04-01"))
    assert first["pay_stated"] == "yes"
    assert labels["posting_id"].startswith("SOURCE:SOURCE_ID")
    assert all(0 < len(label) <= 80 for label in labels.values())


def test_duckdb_has_types_and_what_the_codebook_says(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(folder / "postings.duckdb"), read_only=True) as connection:
        told = connection.execute(
            "select column_name, data_type, comment from duckdb_columns() where table_name = 'postings'"
        ).fetchall()
        assert connection.execute("select max(open_by) from postings").fetchone() == (MONDAY.replace(tzinfo=None),)
    types = {name: kind for name, kind, _ in told}
    assert (types["open_by"], types["date_posted"], types["salary_min"]) == ("TIMESTAMP", "DATE", "DOUBLE")
    assert (types["spells"], types["pay_stated"], types["title"]) == ("BIGINT", "BOOLEAN", "VARCHAR")
    assert all(comment for _, _, comment in told)


def test_no_fingerprint_is_taken_for_a_number(folder: Path) -> None:
    found = [json.loads(line)["content_hash"] for line in (folder / "postings.jsonl").read_text().splitlines()]
    assert all(each[0] == "h" and len(each) == 17 for each in found)


def test_a_byte_order_mark_for_excel(folder: Path) -> None:
    program = Program(f"sqlite:///{folder}/unionjobs.db", run_at="2026-05-05T06:00:00Z", settings={})
    plain = (folder / "postings.csv").read_bytes()
    assert program("export", "--bom", "-o", str(folder / "marked.csv")).status == 0
    assert (folder / "marked.csv").read_bytes() == b"\xef\xbb\xbf" + plain
    refused = program("export", "--bom", "-o", str(folder / "marked.jsonl"))
    assert (refused.status, "--bom: only CSV has it" in refused.err) == (2, True)


@pytest.mark.parametrize("name", NAMES[2:])
def test_every_table_and_no_rows_can_be_written(tmp_path: Path, name: str) -> None:
    empty: Mapping[type, Any] = {str: "", bool: False}
    for table, exported in TABLES.items():
        path = tmp_path / f"{table}.{name}"
        assert write([], exported.types, str(path), table=table) == 0
        row = tuple(empty.get(kind) for kind in exported.types.values())
        assert write([row], exported.types, str(path), table=table) == 1


@pytest.mark.parametrize(("name", "module"), [("xlsx", "xlsxwriter"), ("dta", "pandas"), ("duckdb", "duckdb")])
def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, module: str) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    with pytest.raises(SettingError, match="pip install 'unionjobs-scraper"):
        write([], {"title": str}, str(tmp_path / f"x.{name}"))
    assert list(tmp_path.iterdir()) == []
