"""What a run was answered, kept as WARC (ISO 28500): one file a source and month below ARCHIVE_DIR.

Each record is a gzip member of its own, written at once: a process that is killed leaves a file that is readable up to
its last record. The records are made by hand: a library's take half as long as reading the page. An unchanged body is
a `revisit` record that refers to the first one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import uuid
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Self

from scrapy import Request
from scrapy.http import Response

from unionjobs_scraper import __version__
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.items import Listed

logger = logging.getLogger(__name__)

OWN = "Unionjobs-Run"
"""The header of a record that says for which run it was fetched, as JSON."""
HARMLESS = frozenset(
    name.encode()
    for name in "accept accept-language content-type if-modified-since if-none-match referer user-agent".split()
)
"""Request headers that are kept; any other may hold a secret."""
PRIVATE = frozenset({b"set-cookie", b"set-cookie2", b"content-encoding", b"transfer-encoding", b"content-length"})
"""Response headers that are not kept: sessions, and those of the body as it was sent."""
LEVEL = 3
"""Of compression: a third of the time of the usual 6, for a tenth more bytes."""
PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
ROW_FIELDS = ("source_id", "url", "title", "employer", "location_text", "region_text", "date_posted_text")


class KeptAnswers:
    """The archive that one run writes to."""

    def __init__(self, folder: Path, source: str, run: int, started_at: datetime) -> None:
        """Raises `SettingError` where the folder cannot be written."""
        self._source, self._run = source, run
        self.name = f"{source}-{started_at:%Y-%m}.warc.gz"
        self._index = folder / source / "newest.json"
        self.first_list = ""
        """The record of the run's first list page: file and offset."""
        try:
            (folder / source).mkdir(parents=True, exist_ok=True)
            self._file: IO[bytes] = (folder / source / self.name).open("ab")
            if not self._file.tell():
                self._write("warcinfo", "", started_at, f"software: unionjobs_scraper/{__version__}\r\n".encode(), {})
        except OSError as error:
            raise SettingError(f"ARCHIVE_DIR={folder} cannot be written ({error.strerror or error})") from None
        self._newest = self._read_index()

    @classmethod
    def from_setting(cls, folder: str, source: str, run: int, started_at: datetime) -> Self | None:
        """None where ARCHIVE_DIR is not set. Raises `SettingError`."""
        return cls(Path(folder), source, run, started_at) if folder else None

    def keep(self, response: Response, role: str, row: Listed | None, at: datetime) -> None:
        """Keeps an answer and the question; a disk that fails costs the archive, and the run nothing."""
        request = response.request or Request(response.url)
        own: dict[str, Any] = {"source": self._source, "run": self._run, "role": role}
        if row:
            own["row"] = [getattr(row, name) for name in ROW_FIELDS]
        if redirected := response.meta.get("redirect_urls"):
            own["asked"] = redirected[0]
        try:
            self._keep(request, response, own, at)
        except OSError as error:
            logger.warning("an answer is not kept: %s", error)

    def _keep(self, request: Request, response: Response, own: dict[str, Any], at: datetime) -> None:
        digest = "sha1:" + base64.b32encode(hashlib.sha1(response.body, usedforsecurity=False).digest()).decode()
        known = json.dumps([own["role"], own.get("row"), response.status])
        newest = self._newest.get(request.url)
        own_words = json.dumps(own, separators=(",", ":"))
        names = {OWN: own_words, "WARC-Payload-Digest": digest}
        head = _http_head(response)
        place = self._file.tell()
        if newest and newest[:2] == [digest, known]:
            earlier = {"WARC-Refers-To-Target-URI": response.url, "WARC-Refers-To-Date": newest[2]}
            number = self._write("revisit", response.url, at, head, names | {"WARC-Profile": PROFILE} | earlier)
        else:
            number = self._write("response", response.url, at, head + response.body, names)
            self._newest[request.url] = [digest, known, _iso(at)]
        self._write(
            "request", response.url, at, _http_question(request), {"WARC-Concurrent-To": number, OWN: own_words}
        )
        if own["role"] == "list" and not self.first_list:
            self.first_list = f"{self.name}:{place}"

    def saved(self, content: Mapping[str, Any], at: datetime) -> None:
        """Notes what the run has stored: of one that is killed nothing else is known."""
        try:
            self._note("saved", content, at)
        except OSError as error:
            logger.warning("what was stored is not noted: %s", error)

    def end(self, content: Mapping[str, Any], at: datetime) -> None:
        """Notes the run's end and lets go of the file."""
        try:
            self._note("end", content, at)
            self._file.close()
            part = self._index.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(self._newest), encoding="utf-8")
            part.replace(self._index)
        except OSError as error:
            logger.warning("the end of the run is not kept: %s", error)

    def _note(self, role: str, content: Mapping[str, Any], at: datetime) -> None:
        own = json.dumps({"source": self._source, "run": self._run, "role": role}, separators=(",", ":"))
        body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        self._write("metadata", f"urn:unionjobs:run:{self._source}:{self._run}", at, body, {OWN: own})

    def _read_index(self) -> dict[str, list[str]]:
        """The newest whole record of each address; without it bodies are kept once more."""
        try:
            found = json.loads(self._index.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, kind: str, url: str, at: datetime, block: bytes, names: Mapping[str, str]) -> str:
        """Appends one record and returns its id."""
        number = f"<urn:uuid:{uuid.uuid4()}>"
        target = f"WARC-Target-URI: {url}\r\n" if url else ""
        further = "".join(f"{name}: {value}\r\n" for name, value in names.items())
        type_of = {"request": "application/http; msgtype=request", "warcinfo": "application/warc-fields"}
        content_type = type_of.get(
            kind, "application/json" if kind == "metadata" else "application/http; msgtype=response"
        )
        head = (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {number}\r\nWARC-Date: {_iso(at)}\r\n{target}{further}"
            f"Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        packing = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
        packed = packing.compress(head.encode("utf-8", "surrogatepass") + block + b"\r\n\r\n") + packing.flush()
        self._file.write(packed)
        self._file.flush()
        return number


def _iso(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _http_head(response: Response) -> bytes:
    lines = [b"HTTP/1.1 %d" % response.status]
    for name, values in response.headers.items():
        if name.lower() not in PRIVATE:
            lines += [name + b": " + value.replace(b"\r", b" ").replace(b"\n", b" ") for value in values]
    lines.append(b"Content-Length: %d" % len(response.body))
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _http_question(request: Request) -> bytes:
    """The question, without what may be secret."""
    path = "/" + request.url.partition("://")[2].partition("/")[2]
    lines = [f"{request.method} {path} HTTP/1.1".encode()]
    for name, values in request.headers.items():
        if name.lower() in HARMLESS:
            lines += [name + b": " + value for value in values]
    return b"\r\n".join(lines) + b"\r\n\r\n"
