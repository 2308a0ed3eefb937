"""What an index of web archives offers of the sources: which record of which file to fetch. Nothing is fetched.

Three kinds of index: CDX (a line of fields; the first line may name them by letters), CDXJ (a key, a time and JSON),
and the columnar index of Common Crawl (Parquet).
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unionjobs_scraper.archive.sources import Sources, key_of
from unionjobs_scraper.errors import ArchiveError, SettingError

LETTERS = {"a": "url", "b": "timestamp", "s": "status", "S": "length", "V": "offset", "v": "offset", "g": "filename"}
"""Letters of a CDX heading that are of use here (Internet Archive, "CDX File Format")."""
ELEVEN = "N b a m s k r M S V g".split()
"""The heading of a CDX file that has none."""
COLUMNS = ("url", "fetch_time", "fetch_status", "warc_filename", "warc_record_offset", "warc_record_length")
"""Of Common Crawl's columnar index."""
WANTED = frozenset({"200", "404", "410", "-", ""})
"""Statuses that say something; a revisit has none."""
LONGEST = 1 << 16


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A record to fetch: from its file, `length` bytes from `offset` on."""

    filename: str
    offset: int
    length: int
    timestamp: str
    source: str
    what: str
    """list: a page at the address of the source's list; page: any other."""
    url: str


def planned(path: Path, sources: Sources, left_out: Counter[str]) -> Iterator[Place]:
    """The records of an index that are of use to the sources; what is no entry is counted. Raises `ArchiveError`."""
    for told in _entries(path, left_out):
        try:
            yield from _places(told, sources)
        except (KeyError, ValueError, TypeError):
            left_out["no place of a record"] += 1


def _places(told: Mapping[str, Any], sources: Sources) -> Iterator[Place]:
    url, status = str(told["url"]), str(told.get("status") or "")
    if status not in WANTED:
        return
    for source in sources.of(url):
        yield Place(
            filename=str(told["filename"]),
            offset=int(told["offset"]),
            length=int(told["length"]),
            timestamp=str(told["timestamp"]),
            source=source.board.name,
            what="list" if key_of(url) in source.lists else "page",
            url=url,
        )


def _entries(path: Path, left_out: Counter[str]) -> Iterator[Mapping[str, Any]]:
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head == b"PAR1":
            yield from _columnar(path)
            return
        with gzip.open(path, "rb") if head[:2] == b"\x1f\x8b" else path.open("rb") as file:
            yield from _lines(file, left_out)
    except (OSError, EOFError) as error:
        raise ArchiveError(f"{path}: {getattr(error, 'strerror', None) or error}") from None


def _lines(file: Any, left_out: Counter[str]) -> Iterator[Mapping[str, Any]]:
    letters = ELEVEN
    while line := file.readline(LONGEST):
        said = line.decode("utf-8", "replace").strip()
        if said.startswith(("CDX ", "!")):
            letters = said.split()[1:] or letters
        elif (brace := said.find("{")) > 0:
            yield from _json(said[:brace].split(), said[brace:], left_out)
        elif len(fields := said.split()) == len(letters):
            named = zip(letters, fields, strict=True)
            yield {LETTERS[letter]: value for letter, value in named if letter in LETTERS}
        elif said:
            left_out["no entry of an index"] += 1


def _json(head: list[str], words: str, left_out: Counter[str]) -> Iterator[Mapping[str, Any]]:
    try:
        told = json.loads(words)
    except ValueError:
        told = None
    if isinstance(told, dict) and len(head) >= 2:
        yield {"timestamp": head[-1], **told}
    else:
        left_out["no entry of an index"] += 1


def _columnar(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise SettingError("a columnar index needs pyarrow: pip install 'unionjobs-scraper[archive]'") from None
    names = dict(zip(COLUMNS, ("url", "timestamp", "status", "filename", "offset", "length"), strict=True))
    try:
        with pq.ParquetFile(path) as file:
            missing = set(COLUMNS) - set(file.schema_arrow.names)
            if missing:
                raise ArchiveError(f"{path}: a Parquet file without {', '.join(sorted(missing))}: no index of archives")
            for batch in file.iter_batches(columns=list(COLUMNS)):
                yield from ({names[name]: value for name, value in row.items()} for row in batch.to_pylist())
    except ValueError as error:  # pyarrow's own errors are among them
        raise ArchiveError(f"{path}: {' '.join(str(error).split())[:200]}") from None
