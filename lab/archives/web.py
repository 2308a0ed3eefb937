"""Web archives of unionjobs.com as crawlers of other people write them (WARC 1.1, ISO 28500)."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from lab.replica.unionjobs import Ad, list_page, posting_page

LIST = "https://www.unionjobs.com/staffing_list.php"
FAST = 1
"""How hard gzip tries: archives are made in every other test."""
POSTING = "https://www.unionjobs.com/listing.php?id={}"


class Web:
    """A web archive in the making."""

    def __init__(self, path: Path, *, packed: bool = True) -> None:
        self.path = path
        self._packed = packed

    def _record(self, kind: str, url: str, at: datetime, block: bytes, fields: Mapping[str, str]) -> str:
        """Appends one record (ISO 28500) and returns its id."""
        number = f"<urn:uuid:{uuid.uuid4()}>"
        names = {
            "WARC-Type": kind,
            "WARC-Record-ID": number,
            "WARC-Target-URI": url,
            "WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            **fields,
            "Content-Type": f"application/http; msgtype={'request' if kind == 'request' else 'response'}",
            "Content-Length": str(len(block)),
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in names.items())
        record = f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n"
        with self.path.open("ab") as file:
            file.write(gzip.compress(record, FAST) if self._packed else record)
        return number

    def answer(
        self, url: str, body: str, at: datetime, *, status: str = "200 OK", method: str = "GET", truncated: str = ""
    ) -> None:
        """Appends what was answered to a request, packed as servers pack it, and the request."""
        head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n\r\n"
        number = self._record(
            "response",
            url,
            at,
            head.encode() + gzip.compress(body.encode(), FAST),
            {"WARC-Truncated": truncated} if truncated else {},
        )
        asked = f"{method} / HTTP/1.1\r\nHost: www.unionjobs.com\r\n\r\n".encode()
        self._record("request", url, at, asked, {"WARC-Concurrent-To": number})

    def same(self, url: str, at: datetime, *, as_at: datetime) -> None:
        """Appends a note that an address answered as it did at another time."""
        profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
        earlier = {"WARC-Refers-To-Target-URI": url, "WARC-Refers-To-Date": f"{as_at:%Y-%m-%dT%H:%M:%SZ}"}
        self._record("revisit", url, at, b"", {"WARC-Profile": profile, **earlier})

    def visit(self, ads: Iterable[Ad], at: datetime) -> None:
        """Appends a list and the pages of its postings, a minute apart."""
        listed = list(ads)
        self.answer(LIST, list_page(listed), at)
        for minute, each in enumerate(listed, 1):
            self.answer(POSTING.format(each.number), posting_page(each), at + timedelta(minutes=minute))
