"""The register: what it accepts, and how it says what is wrong."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from unionjobs_scraper.boards import REGISTER, Board, Limits, is_own, register
from unionjobs_scraper.errors import RegisterError

GOOD = """\
# a comment
[reno]
title = "Reno Labor Board"
start = "https://reno.test/jobs"
hosts = ["reno.test"]
country = "US"
tags = ["board", "us"]
"""


def load(tmp_path: Path, text: str) -> Board:
    path = tmp_path / "boards.toml"
    path.write_text(text, encoding="utf-8")
    return register(path)["reno"]


def test_a_table_is_a_board_with_the_usual_limits(tmp_path: Path) -> None:
    board = load(tmp_path, GOOD)
    assert board == Board(
        name="reno",
        title="Reno Labor Board",
        start="https://reno.test/jobs",
        hosts=("reno.test",),
        country="US",
        tags=("board", "us"),
    )
    assert board.limits == Limits(floor=1, max_drop=0.3, confirmations=2)


def test_its_own_limits_reach_the_verdict(tmp_path: Path) -> None:
    text = GOOD + "floor = 9\nmax_drop = 1\nconfirmations = 4\nclosed_marks = ['weg']\n"
    board = load(tmp_path, text)
    assert board.limits == Limits(floor=9, max_drop=1, confirmations=4)
    assert board.closed_marks == ("weg",)


# what is added to or changed in GOOD, the line that is named, the words that name it
MISTAKES = [
    ("", 'flor = 9\n', 8, "unknown key 'flor'"),
    ("", "floor = '9'\n", 8, "floor = '9' should be a whole number"),
    ("", "floor = 9.5\n", 8, "floor = 9.5 should be a whole number"),
    ("", "floor = true\n", 8, "floor = True should be a whole number"),
    ("", "max_drop = 'half'\n", 8, "max_drop = 'half' should be a number"),
    ("", "max_drop = true\n", 8, "should be a number"),
    ("", "closed_marks = 'weg'\n", 8, "should be a list of texts"),
    ("", "closed_marks = ['weg', 1]\n", 8, "should be a list of texts"),
    ('title = "Reno Labor Board"', "title = 7", 3, "title = 7 should be a text"),
    ('hosts = ["reno.test"]', 'hosts = "reno.test"', 5, "should be a list of texts"),
    ('title = "Reno Labor Board"\n', "", 2, "lacks title"),
    ('country = "US"\n', "", 2, "lacks country"),
    ('["board", "us"]', '["board", "moon"]', 7, "unknown tag 'moon'"),
    ("", "platform = 'moonhire'\n", 8, "unknown platform 'moonhire'"),
    ('tags = ["board", "us"]', 'name = "x"\ntags = ["board"]', 7, "unknown key 'name'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "words"), MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    text = GOOD.replace(old, new) if old else GOOD + new
    with pytest.raises(RegisterError) as refused:
        load(tmp_path, text)
    assert str(refused.value).startswith(f"boards.toml, line {line}: [reno] ")
    assert words in str(refused.value)


def test_the_line_is_that_of_the_right_table(tmp_path: Path) -> None:
    other = GOOD.replace("[reno]", "[dayton]") + "floor = 3\n"
    with pytest.raises(RegisterError, match="line 15: "):
        load(tmp_path, other + GOOD.replace("# a comment\n", "") + "floor = 'x'\n")


def test_a_file_that_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"boards\.toml: .*line 8"):
        load(tmp_path, GOOD + "floor =\n")


def test_a_key_outside_of_any_table_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match=r"\[floor\] is not a table"):
        load(tmp_path, "floor = 1\n" + GOOD)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("floor", "-1"),
        ("max_drop", "30"),
        ("max_drop", "-0.1"),
        ("confirmations", "0"),
        ("closed_marks", "['(unclosed']"),
    ],
)
def test_a_limit_that_would_close_everything_or_crash_is_refused(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(RegisterError, match=key):
        load(tmp_path, GOOD + f"{key} = {value}\n")


def test_a_start_on_another_host_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="start"):
        load(tmp_path, GOOD.replace("https://reno.test/jobs", "https://elsewhere.test/jobs"))


@pytest.mark.parametrize("board", register().values(), ids=register().keys())
def test_the_register_itself(board: Board) -> None:
    assert board.start or board.platform
    if board.start:
        parts = urlsplit(board.start)
        assert parts.scheme in ("http", "https")
        assert not board.hosts or any(f".{parts.hostname}".endswith(f".{own}") for own in board.hosts)
    assert board.floor >= 1
    assert 0 < board.max_drop < 1
    assert board.confirmations >= 1


def test_every_key_is_explained_at_the_head_of_the_register() -> None:
    head = REGISTER.read_text(encoding="utf-8").split("\n[")[0]
    for key in Board.__dataclass_fields__.keys() - {"name"}:
        assert f"#   {key} " in head


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("xyz.test", True),
        ("www.xyz.test", True),
        ("XYZ.Test", True),
        ("xyz.test.", True),
        ("a.b.xyz.test", True),
        ("evilxyz.test", False),
        ("xyz.test.evil.test", False),
        ("xyz", False),
        ("", False),
        (None, False),
    ],
)
def test_which_hosts_are_a_board_s_own(host: str | None, *, own: bool) -> None:
    assert is_own(host, ("other.test", "xyz.test")) is own
    assert not is_own(host, ())
    assert not is_own(host, ("",))
