"""A release that every tool opens: equal rows in CSV, Parquet and DuckDB, descriptions that are valid offline."""

from __future__ import annotations

import csv
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from lab.program.program import ROOT
from tests.support.browser import chromium
from tests.support.small_history import FRIDAY, HOSTILE, end, week
from tests.support.stored import page, run, saved_and_linked
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.codebook import Column
from unionjobs_scraper.publish.release import making, sources
from unionjobs_scraper.publish.release.audit_score import Audit, Found, Stratum
from unionjobs_scraper.publish.release.copies import DATABASE, reading, write_copies
from unionjobs_scraper.publish.release.edition import edition
from unionjobs_scraper.publish.release.tables import write_sheet
from unionjobs_scraper.publish.release.verifying import check_chain, check_sums
from unionjobs_scraper.publish.writers import unguarded
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.coverage import snapshot
from unionjobs_scraper.storage.values import cell_text

pytestmark = pytest.mark.slow

THEIR_WARNINGS = pytest.mark.filterwarnings("ignore::DeprecationWarning")
"""Of the packages that read a release: rdflib deprecates what its own parser uses."""
URL = "https://data.example.org/unionjobs"
AUDIT = Audit(
    drawn_at="2026-05-08T06:00:00Z",
    seed=7,
    closings=Found(strata=(Stratum(name="gone", population=200, judged=50, wrong=1),), unclear=2),
    opens=Found(strata=(Stratum(name="under 30 days", population=90, judged=0, wrong=0),), unclear=0),
)


def made(database: Database, folder: Path, **options: Any) -> Path:
    with snapshot(database) as frozen:
        making.make(frozen, folder, edition(frozen, url=URL), delay=2.0, crawled=crawled(), **options)
    return folder


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    stored = Database(f"sqlite:///{tmp_path_factory.mktemp('formats')}/unionjobs.db")
    week(stored)
    with run(stored, FRIDAY) as (connection, begun):
        saved_and_linked(connection, begun, [page(replace(HOSTILE, description=HOSTILE.description[:5000]), FRIDAY)])
    yield stored
    stored.close()


@pytest.fixture(scope="module")
def releases(database: Database, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A release, and the chain that it begins."""
    folder = tmp_path_factory.mktemp("made")
    return made(database, folder / "release", audit=AUDIT, chain=folder / "chain"), folder / "chain"


def csv_rows(folder: Path, name: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    texts = {column.name for column in columns(name) if column.type in ("string", "uri")}
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            [unguarded(cell) if column in texts else cell for column, cell in row.items()]
            for row in csv.DictReader(file)
        ]


def columns(name: str) -> Sequence[Column]:
    return sources.COLUMNS if name == sources.NAME else codebook.columns(name)


def text(value: Any) -> str:
    return cell_text(value.replace(tzinfo=UTC) if isinstance(value, datetime) else value)


def test_rows_are_equal_in_every_format(releases: tuple[Path, Path]) -> None:
    release, _ = releases
    parquet = importlib.import_module("pyarrow.parquet")
    with reading(release / DATABASE) as connection:
        for name in (*codebook.TABLES, "coverage"):
            expected = csv_rows(release, name)
            from_duckdb = connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608
            from_parquet = [
                tuple(row.values()) for row in parquet.read_table(release / f"data/{name}.parquet").to_pylist()
            ]
            assert [[text(cell) for cell in row] for row in from_duckdb] == expected, name
            assert from_parquet == from_duckdb, name


def test_cells_have_types_and_null_is_empty(tmp_path: Path) -> None:
    named = ("string", "number", "integer", "date", "datetime", "boolean", "uri")
    described = [Column(table="t", name=kind, type=kind, description="it's") for kind in named]
    at = datetime(2026, 5, 1, 6, tzinfo=UTC)
    rows = [
        ('=1+1 \r\n,"q"\u2028', 1.5, 3, date(2026, 5, 1), at, True, "'x"),
        ("", None, None, None, None, False, ""),
        ("'quoted", 61000.0, 7, None, None, None, "x" * 3_000_000),
    ]
    sheet = write_sheet(tmp_path, "t", described, rows, about="a", key=())
    write_copies(tmp_path, [sheet])
    with reading(tmp_path / DATABASE) as connection:
        found = connection.execute("SELECT * FROM t").fetchall()
    assert found[0] == ('=1+1 \r\n,"q"\u2028', 1.5, 3, date(2026, 5, 1), at.replace(tzinfo=None), True, "'x")
    assert found[1] == (None, None, None, None, None, False, None)
    assert found[2] == ("'quoted", 61000.0, 7, None, None, None, "x" * 3_000_000)


def test_two_releases_are_equal_byte_for_byte(database: Database, tmp_path: Path) -> None:
    first, second = (made(database, tmp_path / name) for name in "ab")
    held = {path.relative_to(first) for path in first.rglob("*") if path.is_file()}
    assert Path(DATABASE) in held
    assert {path.relative_to(second) for path in second.rglob("*") if path.is_file()} == held
    assert [path for path in held if (first / path).read_bytes() != (second / path).read_bytes()] == []


@THEIR_WARNINGS
def test_mlcroissant_reads_it(releases: tuple[Path, Path], caplog: pytest.LogCaptureFixture) -> None:
    mlcroissant = importlib.import_module("mlcroissant")
    found = mlcroissant.Dataset(jsonld=str(releases[0] / "croissant.json"))
    assert not found.metadata.issues.errors
    assert not [record for record in caplog.records if "not standard" in record.getMessage()]
    assert {each.id for each in found.metadata.record_sets} == {*codebook.TABLES, "coverage"}
    (first, *_) = found.records("spells")
    assert first["spells/posting_id"] == csv_rows(releases[0], "spells")[0][0].encode()


@THEIR_WARNINGS
def test_the_dataset_is_schema_orgs_and_reads_offline(releases: tuple[Path, Path]) -> None:
    rdflib = importlib.import_module("rdflib")
    graph = rdflib.Graph().parse(releases[0] / "dataset.jsonld", format="json-ld")
    schema = rdflib.Namespace("https://schema.org/")
    (described,) = graph.subjects(rdflib.RDF.type, schema.Dataset)
    for name in ("name", "description", "license", "creator", "version", "distribution", "variableMeasured", "url"):
        assert (described, schema[name], None) in graph, name
    held = {str(each) for each in graph.objects(None, schema.contentUrl)}
    assert f"{URL}/{DATABASE}" in held
    assert {f"{URL}/data/postings.{kind}" for kind in ("csv", "parquet")} <= held


@THEIR_WARNINGS
def test_the_crate_has_every_file_and_the_runs(releases: tuple[Path, Path]) -> None:
    crate = importlib.import_module("rocrate.rocrate").ROCrate(str(releases[0]))
    assert crate.root_dataset["license"].id.startswith("https://creativecommons.org/publicdomain/zero/")
    parts = {each.id for each in crate.root_dataset["hasPart"]}
    on_disk = {path.relative_to(releases[0]).as_posix() for path in releases[0].rglob("*") if path.is_file()}
    assert parts == on_disk - {"SHA256SUMS", "ro-crate-metadata.json"}
    (action,) = crate.get_by_type("CreateAction")
    assert action["startTime"] == "2026-05-04T06:00:00Z"
    assert action["instrument"]["name"] == "unionjobs_scraper"
    assert all(each.id in parts for each in action["result"])


SHAPES = ROOT / "tests/vendor/ro-crate-1.1"
"""What RO-Crate 1.1 requires, as roc-validator 0.13.0 has it in SHACL."""


def conforms(described: dict[str, Any]) -> bool:
    """Whether a crate's description is as the shapes say; offline, with the context that the package rocrate holds."""
    rdflib, pyshacl = importlib.import_module("rdflib"), importlib.import_module("pyshacl")
    base = "https://w3id.org/ro/crate/1.1/"  # in the shapes a crate's own files are beside them
    context = json.loads(files("rocrate").joinpath("data/ro-crate.jsonld").read_text("utf-8"))["@context"]
    crate = rdflib.Graph().parse(data=json.dumps(described | {"@context": context}), format="json-ld", publicID=base)
    shapes, ontology = rdflib.Graph(), rdflib.Graph().parse(SHAPES / "ontology.ttl", publicID=base)
    for path in sorted(SHAPES.glob("*.ttl")):
        if path.name != "ontology.ttl":
            shapes.parse(path, publicID=base)
    options = {"inference": "owlrl", "advanced": True, "inplace": True}
    return bool(pyshacl.validate(crate, shacl_graph=shapes, ont_graph=ontology, **options)[0])


@THEIR_WARNINGS
@pytest.mark.parametrize(
    ("id_", "lost"),
    [("./", ""), ("./", "license"), ("ro-crate-metadata.json", "about")],
)
def test_the_crate_is_what_its_standard_requires(releases: tuple[Path, Path], id_: str, lost: str) -> None:
    described = json.loads((releases[0] / "ro-crate-metadata.json").read_text("utf-8"))
    (entity,) = [each for each in described["@graph"] if each["@id"] == id_]
    entity.pop(lost, None)
    assert conforms(described) == (not lost)


def test_the_citation_is_valid_and_names_the_address(releases: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.citation-file-format"]
    ended = subprocess.run([*command, releases[0] / "CITATION.cff"], capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
    assert f'url: "{URL}"' in (releases[0] / "CITATION.cff").read_text("utf-8")
    assert URL in json.loads((releases[0] / "croissant.json").read_text("utf-8"))["citeAs"]


def test_the_quality_page_tells_every_dimension(releases: tuple[Path, Path]) -> None:
    html = importlib.import_module("lxml.html")
    text = (releases[0] / "quality.html").read_text("utf-8")
    shown = html.fromstring(text)
    dimensions = ["Coverage", "Completeness", "Timeliness", "Comparability", "Accuracy"]
    assert [each.text for each in shown.xpath("//h2")] == dimensions
    assert "False closings: 2.0% (95 % interval 0.1% to 10.6%), n = 50, 1 wrong" in shown.text_content()
    assert "Stale open postings: not measured, n = 0." in shown.text_content()
    assert json.loads(shown.xpath("//script")[0].text)["@type"] == "Dataset"
    assert [each.get("type") for each in shown.xpath("//script")] == ["application/ld+json"]
    numbers = json.loads((releases[0] / "quality.json").read_text("utf-8"))
    (coverage,) = numbers["coverage"]
    assert (coverage["runs"], coverage["complete"]) == (5, 5)
    (timeliness,) = numbers["timeliness"]
    assert (timeliness["hours_between_runs"], timeliness["closing_within"]) == (24, 24)
    assert numbers["comparability"][0]["what"].startswith("the series begins")


def test_the_quality_page_fits_a_phone_and_has_its_weeks_folded(releases: tuple[Path, Path]) -> None:
    with chromium() as browser, browser.opened(releases[0] / "quality.html", width=390, height=844) as opened:
        assert opened.overflow() == 0
        assert not opened.page.is_visible("details table")
        opened.page.click("summary")
        assert opened.page.is_visible("details table")
        assert opened.overflow() == 0
        opened.screenshot("quality/390")


def test_a_release_without_an_audit_says_so(database: Database, tmp_path: Path) -> None:
    page_ = (made(database, tmp_path / "plain") / "quality.html").read_text("utf-8")
    assert "False closings: not measured, n = 0. No person has audited this record." in page_


def test_changes_and_chain_against_the_release_before(tmp_path: Path) -> None:
    stored = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    week(stored)
    release, chain = tmp_path / "release", tmp_path / "chain"
    made(stored, release, chain=chain)
    old = tmp_path / "old"
    made(stored, old, chain=chain)
    end(stored, FRIDAY, "99001")
    made(stored, release, chain=chain, since=release)
    stored.close()
    assert len(list(chain.iterdir())) == 2  # the second release was as the first
    changes = (release / "CHANGES.md").read_text("utf-8")
    assert "| postings | 3 | 0 | 0 | 1 |" in changes
    assert "| runs | 4 | 1 | 0 | 0 |" in changes
    assert "`unionjobs:99001`" in changes
    assert check_sums(release) > 40
    assert check_chain(release, chain).number == check_chain(release, chain, old).number == 2
