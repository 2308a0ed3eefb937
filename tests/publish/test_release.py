"""`scrapy release`: whole, valid, the same every time, and harmless whatever the boards wrote."""

from __future__ import annotations

import csv
import importlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from markdown_it import MarkdownIt
from sqlalchemy import insert, select, update

from lab.program.postgres import shared
from lab.program.program import ROOT, Program
from lab.replica import Fault, Replica
from lab.replica.unionjobs import ALIASES
from tests.conftest import Site, ad
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release import making
from unionjobs_scraper.publish.release.contacts import MAIL
from unionjobs_scraper.publish.release.edition import edition
from unionjobs_scraper.publish.release.folder import taking_place
from unionjobs_scraper.publish.release.readme import TO_BE_ASSIGNED
from unionjobs_scraper.publish.release.tables import COUNTED, EXAMPLES, Facts, noted
from unionjobs_scraper.publish.writers import unguarded
from unionjobs_scraper.storage.copy import TABLES
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.coverage import snapshot
from unionjobs_scraper.storage.queries.exports import Filters, rows
from unionjobs_scraper.storage.schema import postings, runs

pytestmark = pytest.mark.slow

FIRST, SECOND, THIRD = "2026-05-01T06:00:00Z", "2026-05-03T06:00:00Z", "2026-05-08T06:00:00Z"
SCRIPT = "<script>alert(1)</script>"
CONTACT = (
    "<p>Rights and wages matter to the members of this local, who elect their own officers every year.</p>"
    "<p>Salary: $61,000 – $72,000 per year. Requisition 2025550199.</p>"
    "<p>Contact: Jane Doe, Organizing Director, (202) 555-0123 ext. 4, or send your résumé to Maria Lopez at"
    " mlopez [at] union [dot] org. Human Resources is on the third floor.</p>"
)
HOSTILE = {
    "title": f"{SCRIPT}<b onclick=alert(2)>| `O` [x](javascript:alert(3))",
    "employer": '=HYPERLINK("http://127.0.0.1/","SEIU")',
    "department": "\u202eevil\u2066 department",
    "apply_url": "javascript:alert(4)",
    "salary_text": '+1 and, "quoted"\nnext line\rcarriage',
    "local": "'5",
    "description": f'{SCRIPT} <a href="javascript:alert(5)" onclick="alert(6)">solidarity</a>',
}


@pytest.fixture(scope="module")
def crawls(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Three censuses of a board: one posting leaves, one is edited, the last run fails; and one hostile row."""
    folder = tmp_path_factory.mktemp("release")
    (folder / "sites").mkdir()
    with Replica(folder / "sites", aliases=ALIASES) as replica:
        site, program = Site(replica, folder / "sites"), Program(f"sqlite:///{folder}/unionjobs.db", replica)
        ads = [ad(number) for number in range(101, 114)]
        site.show([*ads, ad(114, body=CONTACT)])
        assert program.crawl(at=FIRST).status == 0
        edited = ad(114, body=CONTACT.replace("Jane Doe", "Sean O'Brien"))
        site.show([*ads[1:], edited])
        assert program.crawl(at=SECOND, REFRESH_AFTER_DAYS=0).status == 0
        replica.break_(Fault(kind="status", status=503, path="/staffing_list.php"))
        assert program.crawl(at=THIRD).status == 1
    database = Database(program.database_url)
    with database.write() as connection:
        connection.execute(update(postings).where(postings.c.source_id == "102").values(**HOSTILE))
    database.close()
    return program


@pytest.fixture(scope="module")
def release(crawls: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release of that database."""
    folder = tmp_path_factory.mktemp("made") / "release"
    ended = crawls("release", str(folder))
    assert ended.status == 0, ended.err
    assert "version 2026.05.03" in ended.err
    return folder


def made(program: Program, folder: Path, **options: Any) -> Path:
    """A release made in this process."""
    with closing(Database(program.database_url)) as database, snapshot(database) as frozen:
        making.make(frozen, folder, edition(frozen, **options), delay=0.0, crawled=crawled())
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    csv.field_size_limit(10_000_000)
    with (folder / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: unguarded(cell) for key, cell in row.items()} for row in csv.DictReader(file)]


def validated(folder: Path) -> Any:
    """What the frictionless package says of a release."""
    frictionless = importlib.import_module("frictionless")
    return frictionless.validate(str(folder / "datapackage.json"))


def test_frictionless_finds_it_valid(release: Path) -> None:
    report = validated(release)
    assert report.valid, report.flatten(["title", "note", "rowNumber", "fieldName"])
    assert {task.name for task in report.tasks} == {*codebook.TABLES, "coverage"}


SPOILED = (
    ("postings", ",closed,gone,", ",ajar,gone,", "constraint-error"),
    ("postings", ",USD,", ",dollars,", "constraint-error"),
    ("postings", ",61000,", ",about 61000,", "type-error"),
    ("spells", "unionjobs:103,", "unionjobs:999,", "foreign-key"),
    ("spells", "unionjobs:105,", "unionjobs:104,", "primary-key"),
    ("changes", ",2026-05-03T06:00:00Z,", ",yesterday,", "type-error"),
)


def test_frictionless_reads_the_constraints(release: Path, tmp_path: Path) -> None:
    """The valid report above means something only if these are found."""
    folder = shutil.copytree(release, tmp_path / "spoiled")
    for file, old, new, _ in SPOILED:
        path = folder / "data" / f"{file}.csv"
        text = path.read_bytes().decode()
        assert old in text
        path.write_bytes(text.replace(old, new, 1).encode())
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in described["resources"]:
        resource.pop("bytes")
        resource.pop("hash")
    (folder / "datapackage.json").write_text(json.dumps(described), "utf-8")
    found = {(task.name, error.type) for task in validated(folder).tasks for error in task.errors}
    assert {(file, kind) for file, _, _, kind in SPOILED} <= found


def test_fields_say_type_unit_and_schema_org(release: Path) -> None:
    described = json.loads((release / "datapackage.json").read_text("utf-8"))
    assert described["version"] == "2026.05.03.0600"
    assert described["created"] == described["asOf"] == THIRD
    assert described["sources"] == [
        {"title": "Union Jobs Clearinghouse", "path": "https://www.unionjobs.com/staffing_list.php"}
    ]
    resources = {each["name"]: each for each in described["resources"]}
    fields = {field["name"]: field for field in resources["postings"]["schema"]["fields"]}
    assert fields["salary_min"]["unit"] == "salary_currency per salary_period"
    assert fields["salary_min"]["rdfType"] == "https://schema.org/minValue"
    assert fields["job_family"]["constraints"]["enum"][0] == "organizing"
    assert fields["posting_id"]["constraints"] == {"required": True, "unique": True}
    assert fields["url"]["format"] == "uri"
    assert resources["spells"]["schema"]["primaryKey"] == ["posting_id", "spell"]
    assert resources["postings"]["rows"] == 14
    assert "apostrophe" in resources["postings"]["cellGuard"]


def test_contacts_are_gone_and_facts_stay(release: Path) -> None:
    everything = b"\n".join(contents(release).values()).decode(errors="replace")
    for gone in ("Jane Doe", "Maria Lopez", "O'Brien", "mlopez", "555-0123", "jobs@example.org"):
        assert gone not in everything, gone
    description = next(row["description"] for row in table(release, "postings") if row["source_id"] == "114")
    assert (
        "Contact: [name], Organizing Director, [telephone], or send your résumé to [name] at [e-mail]." in description
    )
    assert "Salary: $61,000 – $72,000 per year. Requisition 2025550199." in description
    assert "Human Resources" in description
    edits = [row for row in table(release, "changes") if row["field"] == "description"]
    assert edits
    assert all("[name]" in row["old"] and "[name]" in row["new"] for row in edits)
    readme = (release / "README.md").read_text("utf-8")
    counted = {token: int(number) for token, number in re.findall(r"- `(\[[\w-]+\])`, (\d+) times", readme)}
    cells = [cell for name in codebook.TABLES for row in table(release, name) for cell in row.values()]
    mailto = sum(cell == "mailto:redacted" for cell in cells)
    for mark, number in counted.items():
        assert number == sum(cell.count(mark) for cell in cells) + mailto * (mark == MAIL) > 0


def test_contacts_can_be_kept(crawls: Program, tmp_path: Path) -> None:
    folder = made(crawls, tmp_path / "kept", with_contacts=True)
    assert any("Jane Doe" in row["old"] for row in table(folder, "changes"))
    assert {row["apply_url"] for row in table(folder, "postings")} >= {"mailto:jobs@example.org"}
    assert "do not publish" in (folder / "README.md").read_text("utf-8")
    assert "Jane Doe" not in (folder / "codebook.html").read_text("utf-8")  # examples hold no contact
    assert "jobs@example.org" not in (folder / "codebook.md").read_text("utf-8")


def test_two_releases_of_one_database_are_the_same(crawls: Program, release: Path, tmp_path: Path) -> None:
    """Elsewhere, on another day (no RUN_AT), with another hash seed, and in the place of an earlier one."""
    again = tmp_path / "again"
    made(crawls, again, version="0.1")
    environment = {name: value for name, value in crawls.environment().items() if name != "RUN_AT"}
    command = [sys.executable, "-m", "scrapy", "release", str(again), "-s", "DOWNLOAD_DELAY=0"]
    where = {"env": environment | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}, "cwd": ROOT / "docs"}
    subprocess.run(command, check=True, capture_output=True, **where)  # type: ignore[call-overload]
    assert contents(again) == contents(release)


def test_both_databases_give_the_same_release(crawls: Program, release: Path, tmp_path: Path) -> None:
    server = shared()
    name = server.create()
    source, copy = Database(crawls.database_url), Database(server.url(name))
    with source.read() as old, copy.write() as new:
        for each in TABLES:
            if found := [dict(row) for row in old.execute(select(each)).mappings()]:
                new.execute(insert(each), found)
    source.close()
    copy.close()
    folder = made(Program(server.url(name)), tmp_path / "copy")
    server.drop(name)
    assert contents(folder) == contents(release)


def test_a_crawl_that_goes_on_meanwhile_is_not_seen(crawls: Program, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(crawls.database_url.removeprefix("sqlite:///"), path)
    database = Database(f"sqlite:///{path}")
    with snapshot(database) as frozen:
        moment = edition(frozen).as_of
        before = list(rows(frozen, "runs", Filters(), now=moment, sources=crawled()))
        with closing(Database(f"sqlite:///{path}")) as other, other.write() as connection:
            connection.execute(insert(runs).values(source="unionjobs", started_at=moment))
        assert list(rows(frozen, "runs", Filters(), now=moment, sources=crawled())) == before
    assert len(list(rows(database, "runs", Filters(), now=moment, sources=crawled()))) == len(before) + 1
    database.close()


def test_the_moment_is_the_newest_run_or_run_at(crawls: Program, release: Path, tmp_path: Path) -> None:
    assert {row["status"] for row in table(release, "postings")} == {"open", "closed"}
    later = made(crawls, tmp_path / "later", run_at="2026-06-30")
    assert {row["status"] for row in table(later, "postings")} == {"unknown", "closed"}


def test_hostile_cells_are_text_in_the_csv(release: Path) -> None:
    with (release / "data" / "postings.csv").open(encoding="utf-8", newline="") as file:
        raw = next(row for row in csv.DictReader(file) if row["source_id"] == "102")
    assert raw["employer"].startswith("'=")
    assert raw["local"] == "''5"
    row = next(row for row in table(release, "postings") if row["source_id"] == "102")
    for name in ("title", "employer", "local", "salary_text", "description", "department"):
        assert row[name] == HOSTILE[name], name


def test_codebook_page_runs_nothing_and_hides_nothing(release: Path) -> None:
    text = (release / "codebook.html").read_text("utf-8")
    page = html.fromstring(text)
    assert not page.xpath("//script | //img | //iframe | //link | //form | //object | //@src | //@style")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert all(address.startswith("#") for address in page.xpath("//@href"))
    assert "default-src 'none'" in page.xpath("//meta/@content")[0]
    assert page.xpath("/html/@lang") == ["en"]
    assert "<script>alert(1)</script>" in page.text_content()  # shown as text
    assert "\\u202eevil\\u2066 department" in page.text_content()
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    for name in codebook.TABLES:
        for column in codebook.columns(name):
            (row,) = page.xpath(f"//tr[th/@id='{name}.{column.name}']")
            assert column.description.replace("`", "").rstrip(".") in row.text_content()


def test_a_description_of_five_megabytes_goes_into_the_csv_only(crawls: Program, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    shutil.copy(crawls.database_url.removeprefix("sqlite:///"), path)
    long = SCRIPT + "solidarity " * 500_000
    database = Database(f"sqlite:///{path}")
    with database.write() as connection:
        connection.execute(update(postings).where(postings.c.source_id == "102").values(description=long))
    database.close()
    folder = made(Program(f"sqlite:///{path}"), tmp_path / "release")
    assert next(row for row in table(folder, "postings") if row["source_id"] == "102")["description"] == long
    assert all(len(text) < 300_000 for name, text in contents(folder).items() if not name.startswith("data"))


def test_codebook_text_is_escaped_and_counts(release: Path) -> None:
    text = (release / "codebook.md").read_text("utf-8")
    shown = html.fromstring(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text))
    assert not shown.xpath("//script | //b | //a | //img")
    assert "](javascript:alert(3))" in shown.text_content()
    line = next(line for line in text.splitlines() if line.startswith("| `closed_reason`"))
    assert line.endswith("| 1 | 92.9% | 1 | gone 1 |")
    assert len(re.split(r"(?<!\\)\|", next(x for x in text.splitlines() if x.startswith("| `title`")))) == 9


def test_coverage_tells_runs_reasons_and_politeness(release: Path) -> None:
    (row,) = table(release, "coverage")
    assert (row["runs"], row["complete"], row["failed"]) == ("3", "2", "1")
    assert (row["first_complete"], row["last_complete"]) == (FIRST, SECOND)
    assert re.fullmatch(r"[a-z-]+: 1", row["reasons"])
    assert (row["postings"], row["open"]) == ("14", "13")
    stored = table(release, "runs")
    assert int(row["requests"]) == sum(int(run["requests"]) for run in stored) > 14
    assert int(row["bytes"]) == sum(int(run["bytes"]) for run in stored) > 0
    assert float(row["mean_requests"]) == round(int(row["requests"]) / 3, 1)


def test_it_can_be_cited(crawls: Program, release: Path, tmp_path: Path) -> None:
    yaml: Any = importlib.import_module("yaml")
    plain = yaml.safe_load((release / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= plain.keys()  # what version 1.2.0 requires
    assert plain["cff-version"] == "1.2.0"
    assert (plain["type"], plain["version"]) == ("dataset", "2026.05.03.0600")
    assert str(plain["date-released"]) == "2026-05-08"
    described = json.loads((release / "datacite.json").read_text("utf-8"))
    required = {"identifiers", "creators", "titles", "publisher", "publicationYear", "types", "schemaVersion"}
    assert required <= described.keys()
    assert described["identifiers"] == [{"identifier": TO_BE_ASSIGNED, "identifierType": "DOI"}]
    named = made(crawls, tmp_path / "named", creators=["Doe, Jane", "A Lab"], doi="10.5281/zenodo.1")
    authors = yaml.safe_load((named / "CITATION.cff").read_text("utf-8"))["authors"]
    assert authors == [{"family-names": "Doe", "given-names": "Jane"}, {"name": "A Lab"}]
    assert (
        json.loads((named / "datacite.json").read_text("utf-8"))["identifiers"][0]["identifier"] == "10.5281/zenodo.1"
    )


def test_checksums_and_the_accuracy_table(release: Path) -> None:
    ended = subprocess.run(["sha256sum", "--strict", "-c", "SHA256SUMS"], cwd=release, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
    assert len(ended.stdout.splitlines()) == len(contents(release)) - 1
    current = (ROOT / "docs" / "accuracy.md").read_bytes()
    assert (release / "accuracy.md").read_bytes() == current, "cp docs/accuracy.md unionjobs_scraper/release/"


def test_what_is_no_release_is_never_replaced(crawls: Program, tmp_path: Path) -> None:
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("years of work")
    ended = crawls("release", str(folder))
    assert ended.status == 2
    assert "not empty and no release of this program: name a new folder" in ended.err
    (folder / "chapter.txt").unlink()
    made(crawls, folder)
    (folder / "data" / "notes.txt").write_text("mine")
    with pytest.raises(SettingError, match=r"holds data/notes\.txt, which no release wrote"):
        made(crawls, folder)
    assert (folder / "data" / "notes.txt").read_text() == "mine"
    with pytest.raises(SettingError, match="is a file"):
        made(crawls, folder / "README.md")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis"]


def test_a_release_that_fails_leaves_the_earlier_one(
    crawls: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made(crawls, tmp_path / "release", version="1")
    before = contents(folder)

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "readme", full)
    with pytest.raises(SettingError, match="cannot be written \\(No space left on device\\)"):
        made(crawls, folder, version="2")
    assert contents(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["release"]


def test_a_folder_is_swapped_only_when_whole(tmp_path: Path) -> None:
    def interrupted() -> None:
        with taking_place(tmp_path / "new") as part:
            (part / "half").touch()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"version": "../up"}, "up to 40 letters"),
        ({"doi": "zenodo"}, "is not a DOI"),
        ({"run_at": "tomorrow"}, "is not a time"),
    ],
)
def test_options_that_cannot_be_meant(crawls: Program, tmp_path: Path, options: Mapping[str, str], words: str) -> None:
    with pytest.raises(SettingError, match=words):
        made(crawls, tmp_path / "release", **options)


def test_nothing_to_release(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="nothing has been crawled"):
        made(Program(f"sqlite:///{tmp_path}/empty.db"), tmp_path / "release")


def test_numbers_are_told_apart_as_they_are_written() -> None:
    facts = (Facts(codebook.column("postings", "salary_min")),)
    list(noted([(-1.0,), (-2.0,), (60000.0,), (60000,), (None,)], facts))
    assert facts[0].distinct == 3


def test_a_long_table_needs_no_more_memory_than_a_short_one() -> None:
    column = codebook.column("postings", "title")
    facts = (Facts(column),)
    endless: Iterator[Sequence[str]] = ((f"Organizer {number}",) for number in count())
    assert len(list(islice(noted(endless, facts), COUNTED + 500))) == COUNTED + 500  # row by row, or this never ends
    assert facts[0].distinct is None
    assert (facts[0].filled, len(facts[0].examples)) == (COUNTED + 500, EXAMPLES)
    assert sys.getsizeof(facts[0]._seen) < 1000
