"""What a page answers: status, headers and body, and the same answer to a conditional request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from typing import Final

HTML: Final = "text/html; charset=utf-8"
CONTENT_TYPES: Final[Mapping[str, str]] = {
    "atom": "application/atom+xml",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "gz": "application/gzip",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "rss": "application/rss+xml",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
    "zip": "application/zip",
}
# Applicant systems have JSON at paths without a suffix, so the first bytes speak where that says nothing.
OPENINGS: Final[tuple[tuple[bytes, str], ...]] = (
    (b"{", "application/json"),
    (b"[", "application/json"),
    (b"<?xml", "application/xml"),
    (b"%PDF-", "application/pdf"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer; Content-Length is added when it is sent."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = (("Content-Type", HTML),)
    body: bytes = b""

    def header(self, name: str) -> str:
        """The first header of this name in any case, empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def with_headers(self, headers: Mapping[str, str]) -> Answer:
        """The same answer, with these headers in place of its own of the same names."""
        taken = {name.lower() for name in headers}
        kept = tuple(item for item in self.headers if item[0].lower() not in taken)
        return replace(self, headers=kept + tuple(headers.items()))


def answer(body: bytes | str = b"", status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer of a body; text is encoded as UTF-8, and is HTML unless the headers say otherwise."""
    content = body.encode() if isinstance(body, str) else body
    return Answer(status=status, body=content).with_headers(headers or {})


def notice(status: int, text: str) -> Answer:
    """A small HTML page that says why there is no other."""
    return answer(f"<!doctype html><title>{status}</title><p>{text}</p>\n", status)


def content_type(name: str, body: bytes) -> str:
    """The Content-Type of a page file, from the suffix of its path, else its first bytes, else HTML."""
    path = name.rpartition("/")[2].partition("@")[0]
    suffix = path.rpartition(".")[2].lower() if "." in path else ""
    if suffix in CONTENT_TYPES:
        return CONTENT_TYPES[suffix]
    start = body[:64].lstrip()
    return next((kind for opening, kind in OPENINGS if start.startswith(opening)), HTML)


def revalidated(found: Answer, headers: Mapping[str, str]) -> Answer:
    """The answer, or 304 without a body where the request already holds it (RFC 9110, section 13)."""
    if found.status != 200 or not _held(found, headers):
        return found
    kept = tuple(item for item in found.headers if not item[0].lower().startswith("content-"))
    return Answer(status=304, headers=kept)


def _held(found: Answer, headers: Mapping[str, str]) -> bool:
    if "if-none-match" in headers:
        tags = [tag.strip().removeprefix("W/") for tag in headers["if-none-match"].split(",")]
        etag = found.header("etag")
        return bool(etag) and ("*" in tags or etag.removeprefix("W/") in tags)
    if "if-modified-since" not in headers:
        return False
    try:
        since = parsedate_to_datetime(headers["if-modified-since"])
        return parsedate_to_datetime(found.header("last-modified")) <= since
    except (ValueError, TypeError):
        return False
