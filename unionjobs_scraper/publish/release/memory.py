"""What is remembered from release to release: which places of which rows were masked, by the rows' digests.

No text and no name is kept in the file, only digests, places and marks; a change of the rules begins a new one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path

from unionjobs_scraper.folders import cache_folder
from unionjobs_scraper.publish.release.taking_out import Kept
from unionjobs_scraper.storage.keyed import Keyed

_RULES = ("publish.release", "normalize")
"""Packages of which any change may change what is masked."""


@dataclass(slots=True)
class Memory:
    """The kept places of rows, and the names that postings are known by while a release is made."""

    path: Path | None = None
    _kept: Keyed | None = None
    _names: Keyed | None = None

    def __post_init__(self) -> None:
        self._kept = Keyed(self.path, rules()) if self.path else None

    def kept(self, keys: Sequence[bytes]) -> dict[bytes, Kept]:
        """What is remembered of rows, by the digests of what they say."""
        return {key: _read(value) for key, value in self._kept.get(keys).items()} if self._kept else {}

    def keep(self, taken: Mapping[bytes, Kept]) -> None:
        """Remembers what rows lose."""
        if self._kept:
            self._kept.put((key, _written(kept)) for key, kept in taken.items())

    def name(self, named: Iterable[tuple[str, Sequence[str]]]) -> None:
        """Notes whom postings name, until the release is made."""
        rows = [(posting_id.encode(), "\n".join(names)) for posting_id, names in named if names]
        if rows:
            self._names = self._names or Keyed(None)
            self._names.put(rows)

    def names(self, posting_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Whom postings name."""
        found = self._names.get([each.encode() for each in posting_ids]) if self._names else {}
        return {posting_id.decode(): tuple(names.split("\n")) for posting_id, names in found.items()}

    def close(self) -> None:
        """Forgets what no row needed this time."""
        for each in (self._kept, self._names):
            if each:
                each.close()
        self._kept = self._names = None


def memory_of(database: str) -> Path | None:
    """The file for the database at an address, in the folder for caches; None where there is no such folder."""
    folder = cache_folder()
    return folder and folder / f"release-{blake2b(database.encode(), digest_size=8).hexdigest()}.db"


@cache
def rules() -> str:
    """A digest of everything that decides what is masked."""
    digest = blake2b(digest_size=16)
    for package in _RULES:
        for file in sorted(files(f"unionjobs_scraper.{package}").iterdir(), key=lambda each: each.name):
            if file.name.endswith((".py", ".toml", ".tsv")):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _written(kept: Kept) -> str:
    return json.dumps([list(kept.edits.items()), list(kept.counts.items())])


def _read(value: str) -> Kept:
    edits, counts = json.loads(value)
    return Kept(
        {name: each if isinstance(each, str) else [tuple(edit) for edit in each] for name, each in edits},
        dict(counts),
    )
