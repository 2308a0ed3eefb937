"""What was asked of the replica: every request, in the order of arrival."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import TextIO

from lab.replica.messages import Incoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request as it arrived, and what became of it."""

    number: int
    """Counts from 1, CONNECT requests included."""
    method: str
    url: str
    """The whole address; the host is lower case, a default port is left out."""
    status: int
    """0 where no status was sent."""
    headers: Mapping[str, str]
    """Names are lower case; values of a repeated header are joined by commas."""
    body: bytes
    fault: str
    """The kind of the fault that struck it, empty where none did."""
    at: float
    """Seconds on time.monotonic's clock, for the gaps between requests."""


class Log:
    """Requests and tunnels: kept in memory, written to a stream as JSON lines, both or neither."""

    def __init__(self, stream: TextIO | None = None, *, remember: bool = True) -> None:
        self._stream = stream
        self._remember = remember
        self._lock = threading.Lock()
        self._kept: list[Request] = []
        self._number = 0

    def add(self, request: Incoming, status: int, fault: str) -> None:
        """Records one request: before its answer is sent, so that who has the answer finds it here."""
        with self._lock:
            self._number += 1
            entry = Request(
                number=self._number,
                method=request.method,
                url=request.url,
                status=status,
                headers=request.headers,
                body=request.body,
                fault=fault,
                at=time.monotonic(),
            )
            if self._remember:
                self._kept.append(entry)
            if self._stream is not None:
                fields = asdict(entry) | {"body": request.body.decode("utf-8", "replace")}
                print(json.dumps(fields), file=self._stream, flush=True)

    def all(self) -> list[Request]:
        """A copy of everything so far, CONNECT requests included."""
        with self._lock:
            return list(self._kept)

    def clear(self) -> None:
        """Forgets everything so far; numbers go on."""
        with self._lock:
            self._kept.clear()


def count(requests: list[Request], url_glob: str, method: str) -> int:
    """How many of the requests have such an address and method (both are globs)."""
    return sum(fnmatchcase(each.url, url_glob) and fnmatchcase(each.method, method) for each in requests)
