"""Writes files into a folder that is being served: each file whole, stale ones removed, files of others untouched."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from unionjobs_scraper.errors import SettingError

MANIFEST = "feeds.json"
OURS = re.compile(r"(all|(kinds|unions|regions)/[A-Za-z0-9_-]+)\.atom|deadlines\.ics|index\.html")
"""Every path that this program writes; a manifest that names another is not believed."""


def place(folder: Path, files: Mapping[str, bytes]) -> list[str]:
    """Puts the files into the folder and returns the stale ones that were removed.

    Each takes the place of its former self at once, and only when its bytes are others. Raises `SettingError` when
    a file is in the way that no earlier run wrote, or when the folder cannot be written.
    """
    before = _written(folder)
    for name in files:
        if name not in before and (folder / name).exists():
            raise SettingError(f"{folder / name} was not written by scrapy feeds: choose another folder, or remove it")
    manifest = json.dumps({"files": sorted(files)}, indent=1).encode() + b"\n"
    both = json.dumps({"files": sorted({*files, *before})}, indent=1).encode() + b"\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.absolute().parent) as name:
            part = Path(name, "part")
            _replace(part, folder / MANIFEST, both)  # a run that is killed halfway still knows its own
            for path, text in files.items():
                _replace(part, folder / path, text)
            stale = _remove(folder, before - set(files))
            _replace(part, folder / MANIFEST, manifest)
    except OSError as error:
        raise SettingError(f"{folder} cannot be written ({error.strerror}): choose another folder") from error
    return stale


def _replace(part: Path, path: Path, text: bytes) -> None:
    if path.is_file() and path.read_bytes() == text:
        return  # its time stays too: a reader that asks If-Modified-Since is told that nothing is new
    path.parent.mkdir(exist_ok=True)
    part.write_bytes(text)
    part.chmod(0o644)
    part.replace(path)


def _remove(folder: Path, names: Iterable[str]) -> list[str]:
    removed = sorted(name for name in names if (folder / name).is_file())
    for name in removed:
        (folder / name).unlink()
        parent = (folder / name).parent
        if parent != folder and not any(parent.iterdir()):
            parent.rmdir()
    return removed


def _written(folder: Path) -> set[str]:
    """What the run before has written; nothing where there was none."""
    try:
        names = json.loads((folder / MANIFEST).read_bytes())["files"]
        return {name for name in names if isinstance(name, str) and OURS.fullmatch(name)}
    except FileNotFoundError:
        return set()
    except NotADirectoryError as error:
        raise SettingError(f"{folder} is a file: choose another folder") from error
    except (OSError, ValueError, KeyError, TypeError):
        raise SettingError(f"{folder / MANIFEST} was not written by scrapy feeds: choose another folder") from None
