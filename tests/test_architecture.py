"""The floor plan of docs/architecture.md holds: who may import whom, who writes SQL, who reads a clock."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from lab.program.program import ROOT
from tests.support.source_tree import PACKAGE, circles, imported, imports, modules, nodes, room

FLOORS = (
    {"ground"},  # the files at the package's root: settings, items, errors, clock, boards
    {"normalize"},
    {"reading", "lifecycle", "linking"},
    {"storage"},
    {"crawl"},
    {"platforms", "pipelines", "watch"},
    {"spiders", "publish", "archive"},
    {"adding", "terminal"},
    {"commands"},
    {"door"},  # __main__, the command `unionjobs`
)
"""Each room imports from lower floors only, never from its own floor. Every room is on one floor."""
PURE = ("normalize", "reading", "linking", "platforms")
CONNECTIONS = {"Connection", "Engine", "Row", "RowMapping"}
"""What other rooms may name of SQLAlchemy: they hand a connection on and hold rows."""
QUERY = re.compile(
    r"\s*(?:SELECT\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(?:TABLE|VIEW|INDEX)\s|PRAGMA\s)"
)
WRITES_SQL = (
    "storage/",
    "publish/browse/",
    "publish/arrow_files.py",
    "publish/release/copies.py",
    "publish/release/quality.py",
)
"""Who writes SQL: what keeps the record, and what writes or reads files that are databases of others."""
READS_CLOCK = re.compile(r"\.(?:now|utcnow|today)$|^time\.(?:time|time_ns|localtime|gmtime)$")
"""A clock tells the date. `time.monotonic` measures how long something takes, and is none."""


def floor(name: str) -> int:
    return next((number for number, rooms in enumerate(FLOORS) if name in rooms), -1)


def test_every_room_is_on_one_floor() -> None:
    rooms = {room(name) for name in modules()}
    assert sorted(rooms) == sorted(name for rooms_of_floor in FLOORS for name in rooms_of_floor)


def test_rooms_import_from_lower_floors_only() -> None:
    upstairs = {
        (name, other)
        for name, others in imports(PACKAGE).items()
        for other in others
        if room(name) != room(other) and floor(room(other)) >= floor(room(name))
    }
    assert upstairs == set()


def test_an_arrow_upstairs_would_be_found() -> None:
    assert all(floor(lower) < floor(upper) for lower, upper in pairwise(["ground", "normalize", "reading", "storage"]))
    assert floor("linking") == floor("lifecycle")
    assert floor("cellar") == -1


@pytest.mark.parametrize("tops", [(PACKAGE,), ("tests", "lab", PACKAGE)], ids="+".join)
def test_no_files_import_each_other(tops: tuple[str, ...]) -> None:
    assert circles(imports(*tops)) == []


def test_no_folders_import_each_other() -> None:
    between: dict[str, set[str]] = defaultdict(set)
    for name, others in imports(PACKAGE).items():
        for other in others:
            between[room(name)].add(room(other))
    assert circles({name: others - {name} for name, others in between.items()}) == []


@pytest.mark.parametrize("parent", ["storage", "publish", "watch"])
def test_no_neighboring_folders_import_each_other(parent: str) -> None:
    depth = len(f"{PACKAGE}.{parent}".split("."))
    between: dict[str, set[str]] = defaultdict(set)
    for name, others in imports(PACKAGE).items():
        for other in others:
            sub_rooms = [each.split(".")[depth] if each.count(".") > depth else "" for each in (name, other)]
            if room(name) == room(other) == parent and all(sub_rooms) and sub_rooms[0] != sub_rooms[1]:
                between[sub_rooms[0]].add(sub_rooms[1])
    assert circles(between) == []


def test_circles_are_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_the_program_imports_neither_the_lab_nor_tests_and_the_lab_no_tests() -> None:
    known = modules(PACKAGE, "lab", "tests")
    for top, forbidden in ((PACKAGE, {"lab", "tests"}), ("lab", {"tests"})):
        for name, path in modules(top).items():
            reached = {other.partition(".")[0] for other in imported(path, known)}
            assert not reached & forbidden, f"{name} imports {reached & forbidden}"


def test_pure_rooms_know_no_clock_no_settings_no_database() -> None:
    outside = {"sqlalchemy", "sqlite3", "time", f"{PACKAGE}.clock", f"{PACKAGE}.settings", "scrapy.utils.project"}
    known = modules()
    for name, path in known.items():
        if room(name) in PURE or room(name) == "lifecycle":
            assert not outside & set(imported(path, known)), name


def test_only_storage_writes_sql() -> None:
    assert list(sql_outside(modules().values())) == []


def sql_outside(paths: Iterable[Path]) -> Iterator[str]:
    """Where a file outside of storage builds a query, by SQLAlchemy or as text."""
    for path in paths:
        inside = path.relative_to(ROOT / PACKAGE).as_posix() if path.is_relative_to(ROOT / PACKAGE) else path.name
        if inside.startswith(WRITES_SQL):
            continue
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"):
                yield from (f"{inside}: {each.name}" for each in node.names if each.name not in CONNECTIONS)
            if isinstance(node, ast.Import):
                yield from (f"{inside}: {each.name}" for each in node.names if each.name in ("sqlalchemy", "sqlite3"))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and QUERY.match(node.value):
                yield f"{inside}:{node.lineno}: {node.value[:40]}"


def test_only_the_clock_reads_a_clock() -> None:
    read = [f"{name}: {call}" for name, path in modules().items() for call in clock_calls(path)]
    assert [each for each in read if not each.startswith(f"{PACKAGE}.clock: ")] == []
    assert read, "the clock itself is found"


def clock_calls(path: Path) -> Iterator[str]:
    """The calls of a file that ask what time it is."""
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            called = ast.unparse(node.func)
            if READS_CLOCK.search(called) and called.split(".")[-2] in ("datetime", "date", "time"):
                yield called


def test_sql_and_clocks_would_be_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from datetime import date, datetime\nfrom sqlalchemy import Connection, select\n"
        "def f(c):\n    datetime.now(); date.today(); clock.now()\n    c.execute('SELECT 1')\n",
        encoding="utf-8",
    )
    assert list(clock_calls(wrong)) == ["datetime.now", "date.today"]
    assert list(sql_outside([wrong])) == ["wrong.py: select", "wrong.py:5: SELECT 1"]
