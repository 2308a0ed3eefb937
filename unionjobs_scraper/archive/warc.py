"""A WARC file as captures: which address answered what, and when."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Self

from w3lib.url import canonicalize_url

from unionjobs_scraper.errors import ArchiveError, SettingError

BROKEN = (EOFError, zlib.error, ValueError, AttributeError)
"""What the reader raises, beside its own error, where a file breaks off within a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer to one address."""

    url: str
    at: datetime
    """When it was given (UTC): the record's WARC-Date."""
    offset: int
    """Where the record with its body is in the file."""
    status: int
    headers: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Archive:
    """The captures of one file, by address: answers to GET, whole."""

    path: Path
    left_out: int = 0
    """Answers that the file has in part only, or as a reference to another file."""
    _captures: dict[str, list[Capture]] = field(default_factory=dict)
    _file: BinaryIO | None = None

    @classmethod
    def open(cls, path: Path) -> Self:
        """Reads the file once, to know what is where. Raises `ArchiveError`."""
        archive = cls(path)
        try:
            archive._file = path.open("rb")
            captures, posted = archive._read()
        except OSError as error:
            raise ArchiveError(f"{path}: {error.strerror or error}") from None
        for record_id, capture in sorted(captures.items(), key=lambda each: each[1].at):
            if record_id not in posted:
                archive._captures.setdefault(_key(capture.url), []).append(capture)
        return archive

    def close(self) -> None:
        """Lets go of the file."""
        if self._file:
            self._file.close()

    def of(self, url: str) -> Sequence[Capture]:
        """The captures of an address, the earliest first; those of its other scheme where it has none itself."""
        scheme, _, rest = url.partition("://")
        other = {"http": "https", "https": "http"}.get(scheme, scheme)
        return self._captures.get(_key(url)) or self._captures.get(_key(f"{other}://{rest}")) or ()

    def all(self) -> Iterable[Capture]:
        """Every capture."""
        return (capture for captures in self._captures.values() for capture in captures)

    def body(self, capture: Capture, most: int) -> bytes:
        """What was sent, unpacked; of a larger body its first `most` + 1 bytes."""
        assert self._file
        self._file.seek(capture.offset)
        record = next(iter(_records(self._file)))
        return bytes(record.content_stream().read(most + 1))

    # ------------------------------------------------------------------------------------- reading it once

    def _read(self) -> tuple[dict[str, Capture], set[str]]:
        """The captures by their records' ids, and the ids of those that answer another method than GET."""
        captures: dict[str, Capture] = {}
        posted: set[str] = set()
        references: list[Any] = []
        for record, offset in self._each():
            if record.rec_type == "request" and record.http_headers and record.http_headers.protocol != "GET":
                posted.add(record.rec_headers.get_header("WARC-Concurrent-To") or "")
            elif record.rec_type == "revisit":
                references.append(record)
            elif record.rec_type == "response" and record.http_headers:
                if record.rec_headers.get_header("WARC-Truncated"):
                    self.left_out += 1
                else:
                    captures[record.rec_headers.get_header("WARC-Record-ID") or str(offset)] = _capture(record, offset)
        return captures | self._resolved(references, captures.values()), posted

    def _each(self) -> Iterator[tuple[Any, int]]:
        """Each record with its place. Raises `ArchiveError` for a file that breaks off, before anything is stored."""
        assert self._file
        iterator = _records(self._file)
        from warcio.exceptions import ArchiveLoadFailed

        count = 0
        try:
            for record in iterator:
                record.raw_stream.read()
                if getattr(record.raw_stream, "limit", 0):
                    raise EOFError("it ends within a record")
                yield record, iterator.get_record_offset()
                count += 1
        except ArchiveLoadFailed as error:
            cause = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
            raise ArchiveError(f"{self.path}: record {count + 1} is no WARC record ({cause[:200]})") from None
        except BROKEN as error:
            raise ArchiveError(f"{self.path}: breaks off in record {count + 1} ({error}): fetch it again") from None

    def _resolved(self, references: Iterable[Any], known: Iterable[Capture]) -> dict[str, Capture]:
        """Answers that are the same as an earlier one, to which they refer (WARC-Type: revisit)."""
        bodies = {(_key(capture.url), capture.at): capture for capture in known}
        found = {}
        for record in references:
            names = record.rec_headers
            url, at = names.get_header("WARC-Refers-To-Target-URI"), names.get_header("WARC-Refers-To-Date")
            body = bodies.get((_key(url), _time(at))) if url and at else None
            if body is None:
                self.left_out += 1
                continue
            own = replace(body, url=names.get_header("WARC-Target-URI"), at=_time(names.get_header("WARC-Date")))
            found[names.get_header("WARC-Record-ID")] = own
        return found


def _records(file: BinaryIO) -> Any:
    """The records from the file's position on. Raises `SettingError` without the package that reads them."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        raise SettingError("reading archives needs warcio: pip install 'unionjobs_scraper[archive]'") from None
    return ArchiveIterator(file)


def _capture(record: Any, offset: int) -> Capture:
    names, http = record.rec_headers, record.http_headers
    return Capture(
        url=names.get_header("WARC-Target-URI"),
        at=_time(names.get_header("WARC-Date")),
        offset=offset,
        status=int(http.get_statuscode()),
        headers=tuple(http.headers),
    )


def _time(text: str) -> datetime:
    """A WARC-Date. Raises `ValueError`."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)


def _key(url: str) -> str:
    """One spelling of an address."""
    return str(canonicalize_url(url))
