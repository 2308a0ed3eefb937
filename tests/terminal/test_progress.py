"""A person sees how far the program is, a log is left alone, and all is drawn in one place."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lab.program.program import ROOT
from unionjobs_scraper.terminal.progress import STEP, Picture, bar, counted

WIPED = "\x1b[1A\x1b[2K"
"""One line up, and empty."""


class Terminal(io.StringIO):
    """A terminal of a person."""

    def isatty(self) -> bool:
        return True


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    with monkeypatch.context() as patched:
        for name, value in (("TERM", "xterm"), ("COLUMNS", "100")):
            patched.setenv(name, value)
        for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
            patched.delenv(name, raising=False)
        shown = Terminal()
        patched.setattr("sys.stderr", shown)
        yield shown


def test_a_person_sees_a_table_fill_and_then_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as shown, bar() as told:
        assert list(counted(range(STEP + 1), "postings", told, lambda: STEP + 1)) == list(range(STEP + 1))
        told("[bold]spells", 3, 7)
    drawn = shown.getvalue()
    assert "[bold]spells" in drawn, "a table's name is no markup"
    assert "3/7" in drawn
    assert drawn.endswith(WIPED)


def test_a_log_is_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    with monkeypatch.context() as patched:
        patched.setattr("sys.stderr", log)
        with bar() as told:
            assert list(counted("abc", "letters", told)) == ["a", "b", "c"]
    assert log.getvalue() == ""


def test_nothing_is_counted_before_the_first_row() -> None:
    def total() -> int:
        raise AssertionError("an empty table has no total to ask for")

    assert list(counted([], "postings", lambda *_: None, total)) == []


def test_what_is_logged_passes_above_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch) as shown:
        handler = logging.StreamHandler(shown)
        logging.getLogger().addHandler(handler)
        try:
            picture = Picture(lambda: "half way")
            picture.show()
            logging.getLogger("crawl").error("a page is missing")
            picture.draw()
            picture.wipe()
        finally:
            logging.getLogger().removeHandler(handler)
    assert handler.stream is shown, "the picture is gone, the log goes where it went"
    drawn = shown.getvalue()
    assert "half way" in drawn.partition("a page is missing")[0]
    assert "\x1b[2Ka page is missing\nhalf way" in drawn
    assert drawn.endswith(WIPED)


def test_progress_is_drawn_in_one_place() -> None:
    """Two pictures on one terminal would write over each other."""
    by_hand = ("\\r\\x1b", "rich.progress import", "rich.live import", "rich.status import")
    drawing = [
        path.relative_to(ROOT / "unionjobs_scraper").as_posix()
        for path in (ROOT / "unionjobs_scraper").rglob("*.py")
        if any(each in path.read_text(encoding="utf-8") for each in by_hand)
    ]
    assert drawing == ["terminal/progress.py"]
