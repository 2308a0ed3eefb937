"""What the records of an archive say: captures of pages, and notes that a page was as at another time."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from unionjobs_scraper.archive.capture import LARGEST, Capture, Repeat, RunEnd
from unionjobs_scraper.archive.members import Piece
from unionjobs_scraper.crawl.kept_answers import OWN
from unionjobs_scraper.errors import SettingError

Found = Capture | Repeat | RunEnd
OF_THE_SENDING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
"""Codings of a body that are unpacked here."""
EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
LONGEST_ADDRESS = 4000
ARC_DATE = re.compile(rb"\S{1,4000} \S{1,40} (\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d) ")


class Unfit(Exception):
    """Why a record gives no capture: what is counted."""


class Records:
    """Reads the records of one file, in their order."""

    def __init__(self, archive: str, left_out: Counter[str]) -> None:
        self._archive = archive
        self._left_out = left_out
        self._loader = _loader()
        self._posted: dict[str, None] = {}
        """Ids of records that answer another method than GET; the newest, since a request stands near its answer."""

    def read(self, pieces: Iterator[Piece]) -> Iterator[Found]:
        """The captures of a file's pieces. One is held back until its request, which may follow it, is known."""
        held: tuple[str, Found] | None = None
        for piece in pieces:
            try:
                told = self._told(piece)
            except Unfit as problem:
                self._left_out[str(problem)] += 1
                continue
            except Exception:  # warcio raises of all kinds, and one odd record spoils no other
                self._left_out["odd record"] += 1
                continue
            if told is None:
                continue
            if held and held[0] not in self._posted:
                yield held[1]
            elif held:
                self._left_out["answer to another question"] += 1
            held = told
        if held and held[0] not in self._posted:
            yield held[1]
        elif held:
            self._left_out["answer to another question"] += 1

    def _told(self, piece: Piece) -> tuple[str, Found] | None:
        """A record's id with what it says; None for one that says nothing of a page."""
        record = self._loader.parse_record_stream(_buffered(piece.content), None, None, False, False, False)
        names = record.rec_headers
        number = names.get_header("WARC-Record-ID") or f"{piece.offset}"
        match record.rec_type:
            case "request":
                self._note_request(record)
            case "response" if record.http_headers:
                return number, self._capture(record, piece)
            case "revisit":
                return number, self._repeat(record, piece.offset)
            case "metadata" if names.get_header(OWN):
                return number, self._run_end(record, piece.offset)
        return None

    def _note_request(self, record: Any) -> None:
        if record.http_headers and record.http_headers.protocol.upper() != "GET" and not self._is_own(record):
            self._posted[record.rec_headers.get_header("WARC-Concurrent-To") or ""] = None
            while len(self._posted) > 64:
                del self._posted[next(iter(self._posted))]

    @staticmethod
    def _is_own(record: Any) -> bool:
        return bool(record.rec_headers.get_header(OWN))

    def _capture(self, record: Any, piece: Piece) -> Capture:
        names, http = record.rec_headers, record.http_headers
        if names.get_header("WARC-Truncated"):
            raise Unfit("truncated")
        packing = (http.get_header("Content-Encoding") or "").strip().lower()
        if packing not in PACKINGS:
            raise Unfit("packed in an unknown way")
        there, told = record.raw_stream.limit, (http.get_header("Content-Length") or "").strip()
        if told.isdigit() and len(told) < 15 and int(told) > there:
            raise Unfit("truncated")
        body = record.content_stream().read(LARGEST + 1)
        if len(body) > LARGEST:
            raise Unfit("too large")
        return Capture(
            url=_address(names.get_header("WARC-Target-URI")),
            at=_time(names.get_header("WARC-Date") if piece.content.startswith(b"WARC/") else _arc_date(piece.content)),
            status=int(http.get_statuscode()),
            headers=tuple((name, value) for name, value in http.headers if name.lower() not in OF_THE_SENDING),
            body=body,
            archive=self._archive,
            offset=piece.offset,
            payload_digest=names.get_header("WARC-Payload-Digest") or "",
            own=_own(names),
        )

    def _repeat(self, record: Any, offset: int) -> Repeat:
        names = record.rec_headers
        earlier, as_at = names.get_header("WARC-Refers-To-Target-URI"), names.get_header("WARC-Refers-To-Date")
        return Repeat(
            url=_address(names.get_header("WARC-Target-URI")),
            at=_time(names.get_header("WARC-Date")),
            archive=self._archive,
            offset=offset,
            payload_digest=names.get_header("WARC-Payload-Digest") or "",
            as_url=_address(earlier) if earlier else "",
            as_at=_time(as_at) if as_at else None,
            own=_own(names),
        )

    def _run_end(self, record: Any, offset: int) -> RunEnd:
        names = record.rec_headers
        own = _own(names) | json.loads(record.content_stream().read(LARGEST))
        return RunEnd(at=_time(names.get_header("WARC-Date")), archive=self._archive, offset=offset, own=own)


def _own(names: Any) -> dict[str, Any]:
    told = names.get_header(OWN)
    own = json.loads(told) if told else {}
    if not isinstance(own, dict):
        raise Unfit("odd record")
    return own


def _address(url: str | None) -> str:
    """A record's address; some programs put it in angle brackets (WARC 1.0)."""
    url = (url or "").strip().strip("<>")
    if not url.startswith(("http://", "https://")) or len(url) > LONGEST_ADDRESS:
        raise Unfit("no web address")
    return url


def _time(text: str | None) -> datetime:
    """A WARC-Date, to the second."""
    try:
        at = datetime.fromisoformat(text or "")
    except ValueError:
        raise Unfit("no date") from None
    at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)
    if not EARLIEST <= at <= LATEST:
        raise Unfit("no date")
    return at


def _arc_date(content: bytes) -> str:
    """The date of an ARC record as a WARC-Date; warcio makes up what is missing or wrong in one."""
    found = ARC_DATE.match(content)
    return "{}-{}-{}T{}:{}:{}Z".format(*(part.decode() for part in found.groups())) if found else ""


def _loader() -> Any:
    """Raises `SettingError` without the package that reads records."""
    try:
        from warcio.recordloader import ArcWarcRecordLoader
    except ImportError:
        raise SettingError("reading archives needs warcio: pip install 'unionjobs-scraper[archive]'") from None
    return ArcWarcRecordLoader(arc2warc=True)


def _buffered(content: bytes) -> Any:
    from warcio.bufferedreaders import BufferedReader

    return BufferedReader(BytesIO(content))
