"""The files of an archive, in parts that can be read side by side. Nothing is unpacked to disk."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast

from unionjobs_scraper.archive.members import is_packed, pieces
from unionjobs_scraper.archive.records import Found, Records
from unionjobs_scraper.errors import ArchiveError
from unionjobs_scraper.normalize.text import clean_line

PART = 64 * 1024 * 1024
"""Bytes of a file that one task reads."""
SUFFIXES = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")
"""Of the files of a folder that are read; a file that is named is read whatever its name."""
NO_END = 1 << 62
BROKEN_ZIP = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError)
"""What a ZIP file that is damaged, encrypted or packed in an unknown way raises."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file that one task reads: the records that begin within its bounds."""

    path: str
    member: str = ""
    """The file within a WACZ."""
    start: int = 0
    end: int = NO_END

    @property
    def name(self) -> str:
        """By which evidence names the file."""
        return clean_line(Path(self.path).name + (f"/{self.member}" if self.member else ""))[:300]


def found_files(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of the folders named. Raises `ArchiveError` for one that is not there."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(each for each in path.rglob("*") if each.name.lower().endswith(SUFFIXES) and each.is_file())
        elif path.exists():
            found.append(path)
        else:
            raise ArchiveError(f"{path}: no such file")
    return list(dict.fromkeys(found))


def parts(path: Path, size: int = PART) -> list[Part]:
    """A file in parts. Raises `ArchiveError` for one that cannot be opened."""
    try:
        if zipfile.is_zipfile(path):
            return _wacz(path)
        length = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except BROKEN_ZIP as error:
        raise ArchiveError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    bounds = [*range(0, max(length, 1), size), NO_END]
    return [Part(str(path), "", start, end) for start, end in pairwise(bounds)]


def _wacz(path: Path) -> list[Part]:
    """The web archives within a WACZ: what stands in its folder `archive`, under whatever name."""
    with zipfile.ZipFile(path) as whole:
        names = [each.filename for each in whole.infolist() if not each.is_dir()]
    held = [name for name in names if name.lower().endswith(SUFFIXES[:-1])]
    if not held:
        raise ArchiveError(f"{path}: a ZIP file without a web archive in it")
    return [Part(str(path), name) for name in held]


def captures(part: Part, left_out: Counter[str]) -> Iterator[Found]:
    """What a part of a file holds, in its order; what cannot be read is counted. Raises `SettingError`."""
    records = Records(part.name, left_out)
    try:
        with _opened(part) as file:
            is_packed(file)
            yield from records.read(pieces(file, part.start, part.end, left_out))
    except BROKEN_ZIP:
        left_out["damaged"] += 1


@contextmanager
def _opened(part: Part) -> Iterator[BinaryIO]:
    if not part.member:
        with Path(part.path).open("rb") as file:
            yield file
        return
    with zipfile.ZipFile(part.path) as whole, whole.open(part.member) as member:
        yield cast("BinaryIO", member)
