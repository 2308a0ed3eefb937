"""A file or a folder that takes the place of an earlier one only when it is whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from unionjobs_scraper.errors import SettingError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file that takes the place of `path` only when it is whole. Raises `SettingError`."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:
        raise SettingError(f"{path} cannot be written ({error.strerror}): choose another place with -o") from error
    finally:
        with suppress(OSError):  # on a file system that is read-only it never was
            part.unlink(missing_ok=True)


@contextmanager
def replacing_folder(folder: Path, check: Callable[[Path], None]) -> Iterator[Path]:
    """A new folder beside `folder`, which takes its place at the end; whatever goes wrong, `folder` is as it was.

    `check` raises `SettingError` where the folder holds what this program did not write; it is asked before and
    after. Raises `SettingError`.
    """
    folder = folder.expanduser().resolve()
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        check(folder)
        part.mkdir(parents=True)
        yield part
        check(folder)
        _swap(part, folder)
    except OSError as error:
        raise SettingError(f"{folder} cannot be written ({error.strerror}): choose another folder") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _swap(part: Path, folder: Path) -> None:
    if not folder.exists():
        part.replace(folder)
        return
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    folder.replace(old)
    try:
        part.replace(folder)
    except OSError:
        old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
