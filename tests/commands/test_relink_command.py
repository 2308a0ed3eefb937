"""`scrapy relink`, as an operator runs it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from lab.program.program import Program
from tests.support.linked_ads import passages, text
from tests.support.stored import AD, MONDAY, page, run_once, store
from unionjobs_scraper.commands.relink import SHOWN
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import links, postings, reviews

pytestmark = pytest.mark.slow

ORGANIZER = replace(AD, description=text(passages(12)))
A, B = "unionjobs:99001", "daybook:7"


@pytest.fixture
def linked(tmp_path: Path) -> Program:
    """The program with a database in which an older one has linked nothing."""
    program = Program(f"sqlite:///{tmp_path}/unionjobs.db")
    database = Database(program.database_url)
    store(database, MONDAY, page(ORGANIZER, MONDAY), page(replace(AD, source_id="99002", title="Researcher"), MONDAY))
    store(database, MONDAY, page(replace(ORGANIZER, source="daybook", source_id="7"), MONDAY))
    with database.write() as connection:
        connection.execute(delete(links))
        connection.execute(update(postings).values(job_id=postings.c.posting_id))
    database.close()
    return program


def jobs_of(program: Program) -> dict[str, str]:
    return {row["posting_id"]: row["job_id"] for row in program.rows()}


def test_what_would_change_is_shown_and_nothing_is_changed(linked: Program) -> None:
    before = linked.csv(), linked.csv("links")
    ended = linked("relink")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        f"{A}: job {A} -> {B}",
        "1 of 3 postings would have another job_id; nothing is stored without --apply",
    ]
    assert (linked.csv(), linked.csv("links")) == before


def test_what_is_applied_is_stored_and_the_second_time_nothing_moves(linked: Program) -> None:
    ended = linked("relink", "--apply")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines()[-1] == "1 of 3 postings now have another job_id"
    assert jobs_of(linked) == {A: B, B: B, "unionjobs:99002": "unionjobs:99002"}
    assert [row["relation"] for row in linked.rows("links")] == ["same_ad"]
    assert linked("relink").out == "0 of 3 postings would have another job_id\n"


def test_reviews_survive(linked: Program) -> None:
    assert linked("duplicates", "--not-same", A, B, "--note", "two campaigns").status == 0
    assert linked("relink", "--apply").out == "0 of 3 postings now have another job_id\n"
    database = Database(linked.database_url)
    with database.read() as connection:
        row = connection.execute(select(reviews)).one()
    database.close()
    assert (row.posting_id, row.other_id, row.same, row.note) == (B, A, False, "two campaigns")


def test_many_changes_are_counted_and_shown_on_request(linked: Program) -> None:
    database = Database(linked.database_url)
    many = [replace(AD, source_id=str(n), employer=f"QRS Local {n}", title="Researcher") for n in range(SHOWN + 2)]
    store(database, MONDAY, *(page(each, MONDAY) for each in many))
    with database.write() as connection:
        connection.execute(update(postings).values(job_id=A))
    database.close()
    moved = len(many) + 3  # all that are stored: the job of A and B bears B's id
    said = linked("relink").out.splitlines()
    assert len(said) == SHOWN + 2
    assert said[SHOWN] == f"… and {moved - SHOWN} more (--all)"
    assert said[-1].startswith(f"{moved} of {moved} postings would have another job_id")
    assert len(linked("relink", "--all").out.splitlines()) == moved + 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["unionjobs:1"], "unexpected 'unionjobs:1': see scrapy relink --help"), (["--aply"], "--aply")],
)
def test_what_is_not_understood_changes_nothing(tmp_path: Path, arguments: list[str], words: str) -> None:
    program = Program(f"sqlite:///{tmp_path}/unionjobs.db")
    ended = program("relink", *arguments)
    assert ended.status == 2
    assert words in ended.err + ended.out
    assert "Traceback" not in ended.err
    assert not (tmp_path / "unionjobs.db").exists()


def test_a_database_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    ended = Program(f"sqlite:///{tmp_path}/nowhere/unionjobs.db")("relink")
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert "there is no database at" in ended.err


def test_an_empty_database_has_nothing_to_link(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/unionjobs.db"
    run_once(url)
    ended = Program(url)("relink", "--apply")
    assert (ended.status, ended.out) == (0, "0 of 0 postings now have another job_id\n")
