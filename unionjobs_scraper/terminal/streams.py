"""Standard output as it is at a terminal, behind a pipe, on a full disk, or closed: never a traceback."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from unionjobs_scraper.errors import SettingError


@contextmanager
def careful() -> Iterator[None]:
    """Around a whole command: no character is one that the terminal's charset cannot say, and the end is written.

    A reader that has seen enough (`… | head`) is no error. Raises `SettingError` when the output cannot be written.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with _written():
        yield
        if sys.stdout is not None:
            sys.stdout.flush()


@contextmanager
def data_output() -> Iterator[None]:
    """Standard output for data: UTF-8 and LF, whatever the terminal's charset. Raises `SettingError` when closed."""
    if sys.stdout is None:
        raise SettingError("standard output is closed: use -o FILE")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="strict", newline="\n")
    with _written():
        yield
        sys.stdout.flush()


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        _to_nowhere()
    except OSError as error:
        if error.filename is not None or error.errno not in FULL_OR_CLOSED:
            raise
        _to_nowhere()
        raise SettingError(
            f"standard output cannot be written ({error.strerror}): use -o FILE, or make room"
        ) from error


FULL_OR_CLOSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF})
"""What writing to a stream says that takes nothing more; files of this program are named in theirs."""


def _to_nowhere() -> None:
    """Python writes what is waiting once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
