"""The folder that Datasette opens: the copy, its metadata and its settings."""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import datetime
from pathlib import Path

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.browse.metadata import NAME, SETTINGS, STYLESHEET, metadata
from unionjobs_scraper.publish.browse.snapshot import write_snapshot
from unionjobs_scraper.publish.browse.style import STYLE
from unionjobs_scraper.storage.database import Database

SNAPSHOT = f"{NAME}.db"


def prepare(database: Database, folder: Path, now: datetime) -> dict[str, int]:
    """Fills the folder and returns how many rows each table has; `datasette FOLDER` then serves it.

    Each file takes the place of its former self when all are whole. Raises `SettingError` and `StoreError`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".part-", dir=folder) as part:
            new = Path(part)
            (new / STYLESHEET).parent.mkdir()
            counts = write_snapshot(database, new / SNAPSHOT, now=now, sources=crawled())
            _write(new / "metadata.json", metadata())
            _write(new / "settings.json", SETTINGS)
            _write(new / "inspect-data.json", {NAME: _inspected(new / SNAPSHOT, counts)})
            (new / STYLESHEET).write_text(STYLE, encoding="utf-8")
            (folder / STYLESHEET).parent.mkdir(exist_ok=True)
            for name in (SNAPSHOT, "metadata.json", "settings.json", "inspect-data.json", STYLESHEET):
                (new / name).replace(folder / name)
    except OSError as error:
        raise SettingError(f"{folder} cannot be written ({error.strerror}): choose another folder") from error
    return counts


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _inspected(snapshot: Path, counts: dict[str, int]) -> dict[str, object]:
    """What Datasette would count at every start; with it, it opens the copy as one that never changes."""
    with snapshot.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    tables = {table: {"count": count} for table, count in counts.items()}
    return {"file": snapshot.name, "size": snapshot.stat().st_size, "hash": digest, "tables": tables}
