"""`scrapy duplicates`: the least certain pairs, and what people say of them."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from lab.program.program import PATIENCE, ROOT, Program
from tests.support.linked_ads import passages, text
from tests.support.stored import AD, MONDAY, page, store
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import reviews

pytestmark = pytest.mark.slow

A, B = "unionjobs:99001", "daybook:7"
ORGANIZER = replace(AD, description=text(passages(12)))
COPY = replace(ORGANIZER, source="daybook", source_id="7", description=text(passages(11), passages(1, seed=5)))


def program_with(tmp_path: Path, *items: JobPosting) -> Program:
    """The program with a database that holds the items."""
    program = Program(f"sqlite:///{tmp_path}/unionjobs.db")
    database = Database(program.database_url)
    for source in sorted({item.source for item in items}):
        store(database, MONDAY, *(page(item, MONDAY) for item in items if item.source == source))
    database.close()
    return program


@pytest.fixture
def paired(tmp_path: Path) -> Program:
    """Two ads that are nearly the same."""
    return program_with(tmp_path, ORGANIZER, COPY)


@pytest.fixture
def four(tmp_path: Path) -> Program:
    """Four ads of one role, six pairs."""
    texts = [text(passages(12 - n), passages(n, seed=5)) for n in range(4)]
    items = [replace(ORGANIZER, source_id=str(n), description=said) for n, said in enumerate(texts)]
    return program_with(tmp_path, *items)


def jobs_of(program: Program) -> set[str]:
    return {row["job_id"] for row in program.rows()}


def reviewed(program: Program) -> dict[tuple[str, str], bool]:
    database = Database(program.database_url)
    with database.read() as connection:
        found = {(row.posting_id, row.other_id): row.same for row in connection.execute(select(reviews))}
    database.close()
    return found


# -------------------------------------------------------------------------------------------------- lists


def test_a_pair_is_shown_side_by_side(paired: Program) -> None:
    ended = paired("duplicates")
    assert (ended.status, ended.err) == (0, "")
    said = " ".join(ended.out.replace("│", " ").split())
    assert "1 of 1: one job (same_ad), by text: 9" in said
    assert f"posting_id {B} {A}" in said
    assert "title Field Organizer Field Organizer" in said
    assert "words 132 132" in said
    assert "only here" in said
    assert jobs_of(paired) == {B}  # nobody was asked


def test_a_pair_as_json(paired: Program) -> None:
    ended = paired("duplicates", "--json")
    assert (ended.status, ended.err) == (0, "")
    (line,) = ended.out.splitlines()
    pair = json.loads(line)
    assert (pair["relation"], pair["decided_by"]) == ("same_ad", "text")
    assert 0 < pair["margin"] < 1
    assert (pair["first"]["posting_id"], pair["other"]["posting_id"]) == (B, A)
    assert (pair["first"]["title"], pair["first"]["date_posted"]) == ("Field Organizer", "2026-04-01")
    assert pair["why"]


def test_the_least_certain_come_first_and_no_more_than_asked_for(four: Program) -> None:
    every = [json.loads(line)["margin"] for line in four("duplicates", "--json").out.splitlines()]
    assert len(every) == 6
    assert every == sorted(every)
    assert [
        json.loads(line)["margin"] for line in four("duplicates", "--json", "--limit", "2").out.splitlines()
    ] == every[:2]
    assert "1 of 2" in four("duplicates", "--limit", "2").out


def test_no_pair_in_doubt(tmp_path: Path) -> None:
    program = program_with(tmp_path, ORGANIZER)
    assert program("duplicates").out == "no pair of postings is in doubt\n"
    assert program("duplicates", "--json").out == ""


HOSTILE = "[bold] [/x] [link=https://evil.test]Organizer[/link] :smile: \\[red]"


def test_markup_in_an_ad_is_shown_as_it_stands(tmp_path: Path) -> None:
    """An ad's words are quoted in a table that could read them as markup, and in the reason above it."""
    said = text(passages(6), ["You will meet with [/nurses] at their workplaces every day."], passages(6, seed=3))
    one = replace(ORGANIZER, title=HOSTILE, description=said)
    other = replace(one, source="daybook", source_id="[/7]", description=said.replace("nurses", "drivers"))
    program = program_with(tmp_path, one, other)
    ended = program("duplicates")
    assert (ended.status, ended.err) == (0, "")
    told = " ".join(ended.out.replace("│", " ").split())
    assert "daybook:[/7]" in told
    assert "[/nurses]" in told
    for piece in ("[bold]", "[/x]", ":smile:", "[/link]"):
        assert piece in told
    assert json.loads(program("duplicates", "--json").out)["first"]["title"] == HOSTILE


def test_markup_in_a_reason_is_shown_as_it_stands(paired: Program) -> None:
    database = Database(paired.database_url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE links SET why = 'other words: [/x] / [bold]'")
    database.close()
    ended = paired("duplicates")
    assert (ended.status, ended.err) == (0, "")
    assert "other words: [/x] / [bold]" in " ".join(ended.out.split())


# ------------------------------------------------------------------------------------------------- reviews


def test_a_review_is_recorded_wins_and_is_taken_back(paired: Program) -> None:
    ended = paired("duplicates", "--not-same", A, B)
    assert (ended.status, ended.out) == (0, f"recorded: {A} and {B} are two jobs\n")
    assert jobs_of(paired) == {A, B}
    assert paired("duplicates").out == "no pair of postings is in doubt\n"
    assert paired("duplicates", "--same", B, A).out == f"recorded: {B} and {A} are one job\n"
    assert jobs_of(paired) == {B}
    assert reviewed(paired) == {(B, A): True}
    assert paired("duplicates", "--forget", A, B).out == "the review is taken back\n"
    assert paired("duplicates", "--forget", A, B).out == "the two were not reviewed\n"
    assert reviewed(paired) == {}


@pytest.mark.parametrize("option", ["--same", "--not-same", "--forget"])
def test_a_review_of_an_unknown_posting_is_one_line(paired: Program, option: str) -> None:
    ended = paired("duplicates", option, A, "unionjobs:1")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.count("\n") == 1
    assert "unionjobs:1 is not stored: posting ids look like unionjobs:12345" in ended.err
    assert reviewed(paired) == {}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["unionjobs:1"], "unexpected 'unionjobs:1': see scrapy duplicates --help"),
        (["--like"], "--like"),
        (["--limit", "x"], "--limit"),
        (["--limit", "0"], "--limit 0: ask for one pair or more"),
        (["--limit", "-1"], "--limit -1: ask for one pair or more"),
        (["--same", A], "--same"),
        (["--same", A, B, "--not-same", A, B], "not allowed with"),
    ],
)
def test_what_is_not_understood_is_refused(paired: Program, arguments: list[str], words: str) -> None:
    ended = paired("duplicates", *arguments)
    assert ended.status == 2
    assert words in ended.err + ended.out
    assert "Traceback" not in ended.err
    assert reviewed(paired) == {}


def test_a_database_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    ended = Program(f"sqlite:///{tmp_path}/nowhere/unionjobs.db")("duplicates")
    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert "there is no database at" in ended.err


# -------------------------------------------------------------------------------------------- at a terminal


def at_a_terminal(program: Program, typed: bytes) -> tuple[int, str]:
    """Runs `scrapy duplicates` with a person who types all of it at once; returns the status and the screen."""
    ours, theirs = pty.openpty()
    environment = dict(program.environment()) | {"TERM": "dumb", "COLUMNS": "120"}
    command = [sys.executable, "-m", "scrapy", "duplicates"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    os.write(ours, typed)
    screen = b""
    try:
        while read := os.read(ours, 65536):
            screen += read
    except OSError:  # nobody holds the other end any more
        pass
    os.close(ours)
    return process.wait(PATIENCE), screen.decode(errors="replace")


def test_a_person_is_asked_about_each_pair(four: Program) -> None:
    pairs = [json.loads(line) for line in four("duplicates", "--json").out.splitlines()]
    ids = [(pair["first"]["posting_id"], pair["other"]["posting_id"]) for pair in pairs]
    status, screen = at_a_terminal(four, b"s\nmaybe\nk\nn\nq\n")
    assert status == 0
    assert "Traceback" not in screen
    assert re.findall(r"(\d) of 6:", screen) == ["1", "2", "3", "4"]
    assert screen.count("one job?") == 5  # once again after an answer that was none
    assert reviewed(four) == {ids[0]: True, ids[2]: False}


@pytest.mark.parametrize("typed", [b"\x04", b"s\n\x04"])
def test_a_person_who_leaves_ends_it_quietly(four: Program, typed: bytes) -> None:
    status, screen = at_a_terminal(four, typed)
    assert status == 0
    assert "Traceback" not in screen
    assert "Error" not in screen
    assert len(reviewed(four)) == typed.count(b"\n")
