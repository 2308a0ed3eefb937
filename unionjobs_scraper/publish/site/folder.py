"""The files of a site: each written whole, only when it is new or other than before; stale ones removed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from unionjobs_scraper.publish.site.state import FILES, FOLDER, kept_files, mark


@dataclass(slots=True)
class Folder:
    """A site that is being written."""

    root: Path
    before: dict[str, str] = field(default_factory=dict)
    now: dict[str, str] = field(default_factory=dict)
    written: int = 0

    @classmethod
    def opened(cls, root: Path) -> Folder:
        """The folder, made where it is missing. Raises `SettingError` for one of somebody else, and `OSError`."""
        before = kept_files(root)
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        folder = cls(root, before)
        if not before:
            folder._remember(before)  # a run that is killed halfway still knows its own
        return folder

    def write(self, name: str, content: str | bytes) -> None:
        """Puts a file in place, when its bytes are not there already."""
        content = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
        self.put(name, mark(content), lambda: content)

    def put(self, name: str, made_of: str, content: Callable[[], str | bytes]) -> None:
        """Puts a file in place, when it was not made of the same; `content` makes it, then only."""
        self.now[name] = made_of
        if self.has(name, made_of):
            return
        text = content()
        self._replace(name, text if isinstance(text, bytes) else text.encode("utf-8", "replace"))

    def has(self, name: str, made_of: str) -> bool:
        """Whether the file is there, made of the same."""
        return self.before.get(name) == made_of and (self.root / name).is_file()

    def keep(self, name: str, made_of: str) -> None:
        """A file that somebody else of the program wrote belongs to the site."""
        self.now[name] = made_of

    def _replace(self, name: str, content: bytes) -> None:
        path = self.root / name
        part = self.root / FOLDER / "part"
        try:
            part.write_bytes(content)
            part.replace(path)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            part.replace(path)
        self.written += 1

    def finish(self) -> int:
        """Removes what is no longer of the site and remembers what is; returns how many files were removed."""
        stale = [name for name in self.before if name not in self.now and _is_inside(name)]
        removed = 0
        for name in stale:
            path = self.root / name
            if path.is_file():
                path.unlink()
                removed += 1
            _prune(path.parent, self.root)
        self._remember(self.now)
        return removed

    def _remember(self, files: dict[str, str]) -> None:
        part = self.root / FOLDER / "part"
        part.write_text(json.dumps(files, ensure_ascii=False, separators=(",", ":"), sort_keys=True), encoding="utf-8")
        part.replace(self.root / FOLDER / FILES)

    def write_lines(self, name: str, found: Iterable[str]) -> None:
        """A file of what the next writing is to know."""
        part = self.root / FOLDER / "part"
        with part.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.writelines(found)
        part.replace(self.root / FOLDER / name)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _prune(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
