"""`scrapy browse`: the database in Datasette, as a researcher meets it."""

from __future__ import annotations

import json
import re
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from lab.program.postgres import shared
from lab.program.program import ROOT, Program
from tests.support.browser import Chromium, chromium
from tests.support.in_datasette import ask, in_datasette
from tests.support.small_history import FRIDAY, HOSTILE, week
from tests.support.stored import page, store
from unionjobs_scraper.errors import SettingError, StoreError
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.browse.metadata import metadata
from unionjobs_scraper.publish.browse.serve import bound, datasette
from unionjobs_scraper.publish.browse.snapshot import SNAPSHOT, prepare
from unionjobs_scraper.publish.questions import Question, questions
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.exports import TABLES

pytestmark = pytest.mark.slow

NOW = datetime(2026, 5, 9, 6, tzinfo=UTC)
ROW = "/unionjobs/postings/unionjobs~3A66~2F~2E~2E~5C6~3F~3C6~3E"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the small history and a hostile posting of a megabyte."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('crawled')}/unionjobs.db")
    week(database)
    store(database, FRIDAY, page(HOSTILE, FRIDAY))
    database.close()
    return database.url.render_as_string()


@pytest.fixture(scope="module")
def folder(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `scrapy browse --prepare` makes of it."""
    database, made = Database(url), tmp_path_factory.mktemp("browse")
    prepare(database, made, NOW)
    database.close()
    return made


@pytest.fixture(scope="module")
def server(url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The command itself on a free port; ends it, and looks that it leaves nothing behind."""
    place = tmp_path_factory.mktemp("temporary")
    environment = dict(Program(url, run_at=NOW.isoformat()).environment()) | {"TMPDIR": str(place)}
    command = [sys.executable, "-m", "scrapy", "browse", "--port", "0", "--no-open"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr
        lines = list(takewhile(lambda line: not line.startswith("Ctrl-C"), process.stderr))
        try:
            assert lines, "it ended at once"
            assert lines[-1].startswith("http://127.0.0.1:"), "".join(lines)
            assert [path.name[:17] for path in place.iterdir()] == ["unionjobs-browse-"]
            yield lines[-1].strip().removesuffix("/unionjobs")
        finally:
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")  # not a word about the mistakes that were made in between
    assert list(place.iterdir()) == []


def rows(folder: Path, path: str) -> list[dict[str, Any]]:
    (answer,) = ask(folder, f"/unionjobs/{path}{'&' if '?' in path else '?'}_shape=array")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


# ------------------------------------------------------------------------------------------ the copy


def test_the_copy_holds_the_promised_columns_and_no_others(folder: Path) -> None:
    with closing(sqlite3.connect(folder / SNAPSHOT)) as copy:
        for table, exported in TABLES.items():
            shown = copy.execute(f"PRAGMA table_info({table})").fetchall()
            assert tuple(column[1] for column in shown) == exported.columns
            assert tuple(column[1] for column in shown if column[5]) == codebook.key(table)
        kinds = {column[1]: column[2] for column in copy.execute("PRAGMA table_info(postings)")}
        assert (kinds["title"], kinds["spells"], kinds["salary_min"], kinds["open_by"]) == (
            "TEXT",
            "INTEGER",
            "ANY",
            "TEXT",
        )
        numbers = copy.execute("SELECT DISTINCT typeof(salary_min) FROM postings WHERE salary_min IS NOT NULL")
        assert numbers.fetchall() == [("integer",)], "52000 is not shown as 52000.0"
        foreign = {(key[3], key[2], key[4]) for key in copy.execute("PRAGMA foreign_key_list(spells)")}
        assert ("posting_id", "postings", "posting_id") in foreign
        assert copy.execute("PRAGMA foreign_key_check").fetchall() == []
        told = "SELECT salary_min, valid_through, open_after, local FROM postings WHERE source_id = '99001'"
        row = copy.execute(told).fetchone()
        assert row == (64000, "2026-06-15", None, "99")
        assert copy.execute("SELECT count(*) FROM postings WHERE department = ''").fetchone() == (0,)


def test_both_databases_give_the_same_copy(url: str, tmp_path: Path) -> None:
    server = shared()
    name = server.create()
    copies = []
    for each, place in ((f"sqlite:///{tmp_path}/one.db", "sqlite"), (server.url(name), "postgres")):
        database = Database(each)
        week(database)
        prepare(database, tmp_path / place, NOW)
        database.close()
        with closing(sqlite3.connect(tmp_path / place / SNAPSHOT)) as copy:
            copies.append(list(copy.iterdump()))
    server.drop(name)
    assert copies[0] == copies[1]


def test_nobody_vouches_for_what_is_old(url: str, tmp_path: Path) -> None:
    database = Database(url)
    prepare(database, tmp_path, datetime(2026, 7, 1, tzinfo=UTC))
    database.close()
    assert {row["status"] for row in rows(tmp_path, "postings.json")} == {"unknown"}


def test_preparing_again_replaces_the_copy(url: str, tmp_path: Path) -> None:
    program = Program(url, run_at=NOW.isoformat(), settings={})
    (tmp_path / "notes.txt").write_text("mine")
    for _ in range(2):
        ended = program("browse", "--prepare", str(tmp_path))
        assert ended.status == 0, ended.err
        assert re.search(r"unionjobs\.db: 4 postings, 5 spells, \d+ changes", ended.err)
    names = ["inspect-data.json", "metadata.json", "notes.txt", "plugins", "settings.json", "static", "unionjobs.db"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


# --------------------------------------------------------------------------------- what Datasette shows


def test_datasette_opens_it_as_one_that_never_changes(folder: Path) -> None:
    def looked_at(served: Any) -> None:
        assert not served.get_database("unionjobs").is_mutable
        with (
            closing(served.get_database("unionjobs").connect()) as copy,
            pytest.raises(sqlite3.OperationalError, match="readonly"),
        ):
            copy.execute("delete from postings")

    in_datasette(folder, looked_at)
    answer, written = ask(folder, "/-/settings.json", "/unionjobs?sql=delete+from+postings")
    assert answer.json().items() >= {"sql_time_limit_ms": 3000, "truncate_cells_html": 200}.items()
    assert written.status_code == 400


HOSTILE_QUERIES = (
    "postings.json?_where=length(hex(zeroblob(400000000)))>1",
    "postings.json?_size=1000000",
    "postings.csv?_stream=on&_size=max",
    f"postings.json?_search={'a*+OR+' * 2000}b",
    f"postings.json?title__like={'%25a' * 3000}",
    "postings.json?" + "&".join(f"title__contains=a{number}" for number in range(3000)),
)
SQL = (
    "select zeroblob(1000000000)",
    "select hex(zeroblob(400000000))",
    "select replace(hex(zeroblob(100000)),'0',hex(zeroblob(100000)))",
)


def test_no_request_takes_much_memory(url: str, folder: Path, tmp_path: Path) -> None:
    paths = [f"/unionjobs/{query}" for query in HOSTILE_QUERIES]
    ask(folder, "/unionjobs/postings.json?_size=max")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answers = ask(folder, *paths, *(f"/unionjobs.json?sql={quote(sql)}" for sql in SQL))
    assert [answer.status_code for answer in answers[-len(SQL) :]] == [403] * len(SQL)
    database = Database(url)
    prepare(database, tmp_path, NOW, allow_sql=True)
    database.close()
    told = ask(tmp_path, *(f"/unionjobs.json?sql={quote(sql)}" for sql in SQL))
    assert [answer.status_code for answer in told] == [400] * len(SQL)  # longer than a value may be
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KiB


def test_the_copy_shows_what_a_release_shows(url: str, tmp_path: Path) -> None:
    shutil.copy(url.removeprefix("sqlite:///"), tmp_path / "own.db")
    with closing(sqlite3.connect(tmp_path / "own.db")) as own, own:
        own.execute("UPDATE postings SET description = 'Write to jane.roe@example.org'")
    for kept in (False, True):
        database = Database(f"sqlite:///{tmp_path}/own.db")
        prepare(database, tmp_path / str(kept), NOW, with_contacts=kept)
        database.close()
        with closing(sqlite3.connect(tmp_path / str(kept) / SNAPSHOT)) as copy:
            (text,) = copy.execute("SELECT DISTINCT description FROM postings").fetchone()
            found = copy.execute("SELECT count(*) FROM postings_fts WHERE postings_fts MATCH 'roe'").fetchone()
        assert text == ("Write to jane.roe@example.org" if kept else "Write to [e-mail]")
        assert bool(found[0]) == kept


def test_every_column_is_explained(folder: Path) -> None:
    tables = metadata()["databases"]["unionjobs"]["tables"]
    for table in TABLES:
        assert tables[table]["description"] == codebook.about(table)
        assert tuple(tables[table]["columns"]) == TABLES[table].columns
        assert set(tables[table].get("facets", ())) <= set(TABLES[table].columns)
        assert all(len(said) > 10 for said in tables[table]["columns"].values())
    assert json.loads((folder / "metadata.json").read_text(encoding="utf-8")) == metadata()
    (answer,) = ask(folder, "/unionjobs/postings")
    assert "One of: open, closed, unknown" in answer.text


def test_the_postings_page_has_its_facets(folder: Path) -> None:
    (answer,) = ask(folder, "/unionjobs/postings.json")
    counted = answer.json()["facet_results"]
    assert set(counted) >= {"status", "union_abbr", "job_family", "region", "source"}
    unions = {each["value"]: each["count"] for each in counted["union_abbr"]["results"]}
    assert unions == {"SEIU": 1, "UNITE HERE": 1, "../../<b>": 1}  # no facet of empty cells
    first_seen = [row["first_seen"] for row in rows(folder, "postings.json")]
    assert first_seen == sorted(first_seen, reverse=True)


def test_full_text_search_finds_words_of_descriptions(folder: Path) -> None:
    assert [row["title"] for row in rows(folder, "postings.json?_search=bargain")] == ["Bargaining Representative"]
    assert rows(folder, "postings.json?_search=nothing") == []


def test_rows_lead_to_the_rows_they_name(folder: Path) -> None:
    (answer,) = ask(folder, "/unionjobs/spells?_sort=posting_id")
    assert '<a href="/unionjobs/postings/unionjobs~3A99001">Field Organizer</a>' in answer.text


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question_is_explained_and_answered(folder: Path, question: Question) -> None:
    assert rows(folder, f"{question.name}.json") != []
    (answer,) = ask(folder, f"/unionjobs/{question.name}")
    assert answer.status_code == 200
    assert question.title.replace("'", "&#39;") in answer.text
    assert question.description.split("“")[0] in answer.text


def test_what_the_questions_answer(folder: Path) -> None:
    (ohio,) = rows(folder, "open_organizer_jobs_by_state.json")
    assert ohio == {
        "country": "US",
        "region": "OH",
        "open_jobs": 2,
        "unions": 2,
        "lowest_yearly_usd": 64000,
        "highest_yearly_usd": 72000,
    }
    pay = {row["union_abbr"]: row for row in rows(folder, "pay_ranges_by_union.json")}
    assert pay["UNITE HERE"].items() >= {"jobs": 1, "lowest": 60000, "highest": 72000}.items()
    (closed,) = rows(folder, "deadlines_ahead.json")[:1]
    assert closed["valid_through"] == "2026-06-02"
    (health,) = rows(folder, "sources_health.json")
    assert health.items() >= {"source": "unionjobs", "runs": 5, "complete_runs": 5, "open_postings": 4}.items()
    (again,) = rows(folder, "reposts.json")
    assert (again["job_id"], again["times_open"]) == ("unionjobs:99002", 2)
    (ended,) = rows(folder, "closed_this_week.json")
    assert (ended["closed_reason"], ended["evidence"]) == ("gone", "HTTP 404")


def test_the_median_is_the_middle(tmp_path: Path) -> None:
    (sql,) = (each.sql for each in questions() if each.name == "pay_ranges_by_union")
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.execute(
            "CREATE TABLE postings (job_id, union_abbr, salary_min, salary_max, salary_currency DEFAULT 'USD',"
            " salary_period DEFAULT 'YEAR')"
        )
        pay = [("a", "odd", 3, 4), ("b", "odd", 1, None), ("c", "odd", 2, 9), ("d", "even", 1, 1), ("e", "even", 4, 4)]
        copy.executemany("INSERT INTO postings (job_id, union_abbr, salary_min, salary_max) VALUES (?, ?, ?, ?)", pay)
        assert copy.execute(sql).fetchall() == [("odd", 3, 1, 2.0, 9), ("even", 2, 1, 2.5, 4)]


# ---------------------------------------------------------------------------------- in a real browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with chromium() as browser:
        yield browser


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("name", "path", "said"),
    [
        ("database", "/unionjobs", "Open organizer jobs by state"),
        ("postings", "/unionjobs/postings", "Bargaining Representative"),
        ("question", "/unionjobs/closed_this_week", "HTTP 404"),
        ("search", "/unionjobs/postings?_search=researcher", "1 row where search matches"),
        ("row", "/unionjobs/postings/unionjobs~3A99001", "Field Organizer"),
    ],
)
def test_pages(browser: Chromium, server: str, width: int, name: str, path: str, said: str) -> None:
    with browser.opened(server + path, width=width) as opened:
        assert said in opened.page.inner_text("body")
        assert opened.overflow() <= 0 or width == 1280  # a table is as wide as its columns, a phone's is one of cards
        opened.screenshot(f"browse-{name}-{width}")


UNWANTED = "td script, td img, td svg, td b, [href^='javascript' i], [href^='data' i], [onerror], [onload]"


@pytest.mark.parametrize(
    ("name", "path"), [("table", "/unionjobs/postings?source_id__startswith=66"), ("row", ROW)], ids=["table", "row"]
)
def test_hostile_postings_are_harmless_text(browser: Chromium, server: str, name: str, path: str) -> None:
    with browser.opened(server + path) as opened:
        assert opened.page.locator(UNWANTED).count() == 0
        shown = opened.page.locator("td.col-title").inner_text()
        assert shown == "<script>console.error('owned')</script>gnp.exe</title>]]>&lt;"
        assert opened.page.locator("td.col-url").inner_text() == "javascript:alert(document.domain)"
        assert not opened.page.evaluate("/[\\u202a-\\u202e\\u2066-\\u2069]/.test(document.body.textContent)")
        opened.screenshot(f"browse-hostile-{name}", whole=False)


def test_a_long_cell_is_cut_in_the_table(folder: Path) -> None:
    (table,) = ask(folder, "/unionjobs/postings")
    assert len(table.text) < 200_000  # of a description of a megabyte


def test_a_mistyped_query_is_told_to_its_author(browser: Chromium, server: str) -> None:
    with browser.opened(f"{server}/unionjobs?sql=selekt", strict=False) as opened:
        assert "Statement must be a SELECT" in opened.page.inner_text("body")
        assert not opened.astray()


# ------------------------------------------------------------------------------------ at the terminal


def test_what_the_operator_can_do_wrong(url: str, tmp_path: Path) -> None:
    program = Program(url, settings={})
    (tmp_path / "file").touch()
    with bound(0) as taken:
        port = str(taken.getsockname()[1])
        for arguments, said in (
            (("--port", port, "--no-open"), f"error: port {port} cannot be used (Address already in use): choose"),
            (("--port", "70000", "--no-open"), "error: port 70000 cannot be used"),
            (("--prepare", str(tmp_path / "file")), "cannot be written (File exists): choose another folder"),
            (("somewhere",), "unexpected 'somewhere'"),
        ):
            ended = program("browse", *arguments)
            assert ended.status == 2
            assert said in ended.err
            assert "Traceback" not in ended.err
    program.database_url = f"sqlite:///{tmp_path}/none.db"
    ended = program("browse", "--no-open", "--port", "0")
    assert "there is no database at" in ended.err
    assert "crawl something first" in ended.err
    assert not (tmp_path / "none.db").exists()


def test_only_this_machine_is_answered() -> None:
    with bound(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        assert listening.family is socket.AF_INET


def test_without_datasette_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    with pytest.raises(SettingError, match=r"pip install 'unionjobs-scraper\[browse\]'"):
        datasette(tmp_path)


def test_a_copy_that_cannot_be_written_is_told(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("unionjobs_scraper.publish.browse.snapshot.SNAPSHOT", "no/such/folder.db")
    database = Database(url)
    with pytest.raises(StoreError, match="choose another folder"):
        prepare(database, tmp_path, NOW)
    database.close()
    assert list(tmp_path.iterdir()) == []
