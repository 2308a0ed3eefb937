"""Standard output as it is at a terminal, behind a pipe, on a full disk, or closed: never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, TextIO, cast

from unionjobs_scraper.errors import SettingError


@contextmanager
def careful() -> Iterator[None]:
    """Around a whole command: no character is one that the terminal's charset cannot say, and the end is written.

    A reader that has seen enough (`… | head`) is no error, nor is a stream that was closed before. Raises
    `SettingError` when the output cannot be written.
    """
    _fill_closed()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with _written():
        yield
        sys.stdout.flush()


@contextmanager
def patient() -> Iterator[None]:
    """Around work that prints as it goes: where the reader leaves (`… | head -3`), the work goes on to its end."""
    with redirect_stdout(cast("TextIO", _Patient())):
        yield
        sys.stdout.flush()


class _Patient:
    """Standard output, and nowhere once nobody reads it."""

    def __init__(self) -> None:
        self._stream = sys.stdout

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except BrokenPipeError:
            _to_nowhere(self._stream)
        return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except BrokenPipeError:
            _to_nowhere(self._stream)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def data_output() -> Iterator[None]:
    """Standard output for data: UTF-8 and LF, whatever the terminal's charset. Raises `SettingError` when closed."""
    if sys.stdout is None or sys.stdout.name == os.devnull:
        raise SettingError("standard output is closed: use -o FILE")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict", newline="\n")
    with _written():
        yield
        sys.stdout.flush()


def _fill_closed() -> None:
    """Gives whoever prints a stream to nowhere in place of none."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - as long as the process


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        _to_nowhere(sys.stdout)
    except OSError as error:
        if error.filename is not None or error.errno not in FULL_OR_CLOSED:
            raise
        _to_nowhere(sys.stdout)
        raise SettingError(
            f"standard output cannot be written ({error.strerror}): use -o FILE, or make room"
        ) from error


FULL_OR_CLOSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""What writing to a stream says that takes nothing more; files of this program are named in theirs."""


def _to_nowhere(stream: TextIO) -> None:
    """Python writes what is waiting once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
