"""A site is left as it is, and no row is read for it, while nothing that it is made of has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from unionjobs_scraper.boards import register
from unionjobs_scraper.publish.site.options import Built, Options
from unionjobs_scraper.publish.site.state import FILES, FOLDER, mark

WHOLE = "whole.json"
"""What the whole site was made of, and until when that holds."""
EXTRAS = ("altair", "icalendar", "numpy", "phonenumbers", "pyarrow", "pycountry", "vl_convert")
"""Packages without which a part of the site is missing."""


def made_of(address: str, database: Path, options: Options) -> str:
    """The digest of all that a site is made of but the clock within its day; empty where that cannot be told.

    `address`: the setting that names the database; `database`: the file that it is. After any change the stamps of the
    file, or of the log beside it, are others.
    """
    files = list(_stamps((database, database.with_name(database.name + "-wal"))))
    boards = [(key, board.title) for key, board in register().items()]
    extras = [name for name in EXTRAS if find_spec(name)]
    added = [list(_stamps(sorted(each.rglob("*")))) for each in (options.releases, options.duckdb) if each]
    chosen = (options.now.date(), list(options.sources), options.base, options.limit, options.report)
    names = (options.releases, options.duckdb, str(Path.cwd()), address)
    return mark("site", files, boards, extras, added, chosen, names) if files else ""


def _stamps(paths: Iterable[Path]) -> Iterator[tuple[str | int, ...]]:
    for path in paths:
        if path.exists() and (it := path.stat()).st_size:
            yield path.name, it.st_dev, it.st_ino, it.st_size, it.st_mtime_ns


def unchanged(root: Path, address: str, options: Options) -> Built | None:
    """What the last writing told, where a writing now would leave every file as it is."""
    try:
        kept: Mapping[str, Any] = json.loads((root / FOLDER / WHOLE).read_bytes())
        if options.now.isoformat() >= kept["until"]:
            return None
        if kept["made_of"] != made_of(address, Path(kept["database"]), options):
            return None
        files: Mapping[str, str] = json.loads((root / FOLDER / FILES).read_bytes())
        built = Built(**kept["built"])
        return built if files and files.keys() <= set(_names(str(root), "")) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # none yet, or not ours: the writing says so
        return None


def remember(root: Path, database: Path, made: str, until: datetime, built: Built) -> None:
    """Notes what a site was made of, as `made_of` said when its writing began. `until`: see `publishing.until`."""
    shown = asdict(built) | {"made": 0, "written": 0, "removed": 0, "left_out": list(built.left_out)}
    kept = {"database": str(database), "made_of": made, "until": until.isoformat(), "built": shown}
    part = root / FOLDER / "part"
    part.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8", errors="replace")
    part.replace(root / FOLDER / WHOLE)


def _names(folder: str, below: str) -> Iterator[str]:
    """The files of a folder and those below it, by their paths in it."""
    with os.scandir(folder) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                yield from _names(each.path, f"{below}{each.name}/")
            else:
                yield f"{below}{each.name}"
