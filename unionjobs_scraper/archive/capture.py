"""One answer that an archive holds, whatever file it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

LARGEST = 20 * 1024 * 1024
"""Bytes of an unpacked page, as DOWNLOAD_MAXSIZE has it for a crawl: a larger page is not a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What one address answered at one time."""

    url: str
    at: datetime
    """UTC."""
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    """Without those of the body as it was sent: it is unpacked."""
    body: bytes = b""
    archive: str
    """Name of the file, with the file within a WACZ."""
    offset: int
    """Where the record begins, in bytes of the file as it is."""
    payload_digest: str = ""
    """The file's own digest of the body (WARC-Payload-Digest), by which later records refer to it."""
    own: Mapping[str, Any] = field(default_factory=dict)
    """What our own archive notes of the run that asked; empty in archives of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A record that says "as at another time" (WARC-Type: revisit) in place of a body."""

    url: str
    at: datetime
    archive: str
    offset: int
    payload_digest: str = ""
    as_url: str = ""
    as_at: datetime | None = None
    own: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEnd:
    """The end of one of our own runs, or what it had stored so far (role "saved"), as our own archive notes it."""

    at: datetime
    archive: str
    offset: int
    own: Mapping[str, Any]
