"""Writes files into a folder that is being served: each file whole, stale ones removed, files of others untouched."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.memory import Memory

MANIFEST = "feeds.json"
GROUPS = r"(kinds|unions|families|regions|queries)/[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)?"
OURS = re.compile(rf"(all|remote|{GROUPS})\.(atom|json)|(deadlines|{GROUPS})\.ics|index\.html")
"""Every path that this program writes; a manifest that names another is not believed."""


def place(folder: Path, files: Mapping[str, bytes], memory: Memory | None = None) -> list[str]:
    """Puts the files into the folder and returns the stale ones that were removed.

    Each takes the place of its former self at once, and only when its bytes are others. `memory`: what the next
    writing is to know. Raises `SettingError` when a file is in the way that no earlier run wrote, or when the folder
    cannot be written.
    """
    before = _written(folder)
    for name in files:
        if name not in before and (folder / name).exists():
            raise SettingError(f"{folder / name} was not written by scrapy feeds: choose another folder, or remove it")
    kept = memory.kept() if memory else {}
    manifest = _manifest(files, kept)
    both = _manifest({*files, *before}, kept)
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


def remembered(folder: Path, now: datetime) -> Memory:
    """What the feeds of a folder have told. Raises `SettingError` for a manifest that is not ours."""
    try:
        return Memory.read(_stored(folder), now)
    except (ValueError, KeyError, TypeError):
        raise SettingError(f"{folder / MANIFEST} was not written by scrapy feeds: choose another folder") from None


def _manifest(names: Iterable[str], kept: Mapping[str, Any]) -> bytes:
    return json.dumps({"files": sorted(names), **kept}, indent=1).encode() + b"\n"


def _replace(part: Path, path: Path, text: bytes) -> None:
    if path.is_file() and path.read_bytes() == text:
        return  # its time stays too: a reader that asks If-Modified-Since is told that nothing is new
    path.parent.mkdir(exist_ok=True, parents=True)
    part.write_bytes(text)
    part.chmod(0o644)
    part.replace(path)


def _remove(folder: Path, names: Iterable[str]) -> list[str]:
    removed = sorted(name for name in names if (folder / name).is_file())
    for name in removed:
        (folder / name).unlink()
        parent = (folder / name).parent
        while parent != folder and not any(parent.iterdir()):
            parent.rmdir()
            parent = parent.parent
    return removed


def _written(folder: Path) -> set[str]:
    """What the run before has written; nothing where there was none."""
    try:
        names = _stored(folder).get("files", [])
        return {name for name in names if isinstance(name, str) and OURS.fullmatch(name)}
    except TypeError:
        raise SettingError(f"{folder / MANIFEST} was not written by scrapy feeds: choose another folder") from None


def _stored(folder: Path) -> dict[str, Any]:
    """The manifest of the run before; empty where there was none."""
    try:
        stored = json.loads((folder / MANIFEST).read_bytes())
        if isinstance(stored, dict) and "files" in stored:
            return stored
    except FileNotFoundError:
        return {}
    except NotADirectoryError as error:
        raise SettingError(f"{folder} is a file: choose another folder") from error
    except (OSError, ValueError):
        pass
    raise SettingError(f"{folder / MANIFEST} was not written by scrapy feeds: choose another folder") from None
