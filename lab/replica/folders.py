"""Folders of page files that lie over one another, each file read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lab.replica.addresses import META, MISSING
from lab.replica.answers import Answer, answer, content_type

CACHE_LIMIT: Final = 64 * 2**20  # bytes of bodies
META_KEYS: Final = frozenset({"status", "headers", "removed"})


class RemovedError(LookupError):
    """The page was taken away by a layer that lies over the one that has it."""


class Folders:
    """Layers of page files, the last on top; a page and its side file come from one layer.

    A page is read once: later edits of its file show after the next `Replica.show`.
    Raises NotADirectoryError for a folder that is not there.
    """

    def __init__(self, *folders: str | Path) -> None:
        self._layers = tuple(Path(folder) for folder in reversed(folders))
        for layer in self._layers:
            if not layer.is_dir():
                raise NotADirectoryError(layer)
        self._known: dict[str, Answer] = {}
        self._size = 0

    def aliases(self) -> dict[str, str]:
        """Hosts that serve another host's pages, from each layer's aliases.toml."""
        found: dict[str, str] = {}
        for file in (layer / "aliases.toml" for layer in reversed(self._layers)):
            if file.is_file():
                found |= tomllib.loads(file.read_text(encoding="utf-8"))
        return found

    def get(self, name: str) -> Answer | None:
        """The page of a file name, None where no layer has it or the uppermost removes it."""
        found = self._known.get(name)
        if found is not None:
            return found
        try:
            pages = (_read(layer, name) for layer in self._layers)
            found = next((page for page in pages if page is not None), None)
        except RemovedError:
            return None
        if found is not None:
            self._keep(name, found)
        return found

    def siblings(self, start: str) -> Iterator[str]:
        """Every page name that begins so, whichever layer holds it."""
        stem = start.rpartition("/")[0]
        for parent in (layer / stem for layer in self._layers):
            for file in parent.iterdir() if parent.is_dir() else ():
                name = f"{stem}/{file.name.removesuffix(META)}"
                if name.startswith(start):
                    yield name

    def _keep(self, name: str, found: Answer) -> None:
        if self._size > CACHE_LIMIT:
            self._known.clear()
            self._size = 0
        self._size += len(found.body)
        self._known[name] = found


def _read(layer: Path, name: str) -> Answer | None:
    file, side = layer / name, layer / (name + META)
    if name.endswith(META):
        return None
    if file.is_file():
        return _page(name, file.read_bytes(), side)
    if side.is_file():
        return _page(name, b"", side)
    # Where the path is a folder too, the file of its own page ends in a bare "@".
    return _read(layer, name + "@") if file.is_dir() else None


def _page(name: str, body: bytes, side: Path) -> Answer:
    meta = tomllib.loads(side.read_text(encoding="utf-8")) if side.is_file() else {}
    if unknown := meta.keys() - META_KEYS:
        raise ValueError(f"{side}: unknown key {', '.join(sorted(unknown))}")
    if meta.get("removed"):
        raise RemovedError(name)
    usual = 404 if name.endswith("/" + MISSING) else 200
    headers = {"Content-Type": content_type(name, body)} | meta.get("headers", {})
    return answer(body, meta.get("status", usual), headers)
