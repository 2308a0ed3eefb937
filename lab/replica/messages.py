"""HTTP/1.1 as bytes: requests taken from a buffer, and the head of an answer (RFC 9112)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from lab.replica.addresses import host_of
from lab.replica.answers import Answer

HEAD_LIMIT: Final = 64 * 2**10  # bytes
BODILESS: Final = frozenset({204, 304})


class BadRequestError(ValueError):
    """What arrived is not a request that the replica can read; the status to refuse it with."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One request: header names are lower case; the host is as `addresses.host_of` gives it."""

    method: str
    scheme: str
    host: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""
    keep_alive: bool = True

    @property
    def url(self) -> str:
        """The whole address that was asked for."""
        return f"{self.scheme}://{self.host}{self.target}"


def incoming(url: str, method: str = "GET") -> Incoming:
    """A request for an address, without headers."""
    parts = urlsplit(url)
    if not parts.netloc:
        raise ValueError(f"not a whole address: {url!r}")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = host_of(parts.netloc, parts.scheme)
    return Incoming(method=method, scheme=parts.scheme, host=host, target=target, headers={})


def take(buffer: bytearray, tunnel: str) -> Incoming | None:
    """Removes one whole request from the buffer, None while it is incomplete.

    tunnel: the host that CONNECT named, empty outside a tunnel. Raises BadRequestError.
    """
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        if len(buffer) > HEAD_LIMIT:
            raise BadRequestError(431, "the head is too long")
        return None
    first, *lines = buffer[:end].decode("latin-1").lstrip("\r\n").split("\r\n")
    headers = _headers(lines)
    start = end + 4
    size = _body_size(headers)
    if len(buffer) < start + size:
        return None
    body = bytes(buffer[start : start + size])
    del buffer[: start + size]
    return _request(first, headers, body, tunnel)


def _headers(lines: list[str]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        name, value = name.lower(), value.strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def _body_size(headers: Mapping[str, str]) -> int:
    if "transfer-encoding" in headers:
        raise BadRequestError(411, "a request body needs a Content-Length")
    size = headers.get("content-length", "0")
    if not (size.isascii() and size.isdecimal()):
        raise BadRequestError(400, "the Content-Length is no number")
    return int(size)


def _request(first: str, headers: Mapping[str, str], body: bytes, tunnel: str) -> Incoming:
    method, _, rest = first.partition(" ")
    target, _, version = rest.rpartition(" ")
    if not target or not version.startswith("HTTP/1.") or not first.isascii():
        raise BadRequestError(400, f"not a request line: {first[:80]!r}")
    keep = headers.get("connection", headers.get("proxy-connection", "")).lower()
    scheme, host, path = _where(method, target, headers.get("host", ""), tunnel)
    return Incoming(
        method=method,
        scheme=scheme,
        host=host,
        target=path,
        headers=headers,
        body=body,
        keep_alive=keep == "keep-alive" if version == "HTTP/1.0" else keep != "close",
    )


def _where(method: str, target: str, host: str, tunnel: str) -> tuple[str, str, str]:
    """Scheme, host and path of a request target in any of its forms (RFC 9112, section 3.2)."""
    if method == "CONNECT":
        return "https", host_of(target, "https"), "/"
    scheme, separator, rest = target.partition("://")
    if separator and not target.startswith("/"):
        netloc, slash, path = rest.partition("/")
        netloc, question, query = netloc.partition("?")
        return scheme.lower(), host_of(netloc, scheme.lower()), f"/{path}" if slash else f"/{question}{query}"
    if tunnel:
        return "https", tunnel, target
    if not host:
        raise BadRequestError(400, "a request without a host")
    return "http", host_of(host, "http"), target


@lru_cache(maxsize=256)
def _status_line(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unassigned"
    return f"HTTP/1.1 {status} {phrase}\r\n"


def head(answer: Answer, *, length: int | None = None, close: bool = False) -> bytes:
    """The status line and headers of an answer; length is the Content-Length where it is to differ."""
    lines = [_status_line(answer.status)]
    lines += [f"{name}: {value}\r\n" for name, value in answer.headers]
    if answer.status not in BODILESS:
        lines.append(f"Content-Length: {len(answer.body) if length is None else length}\r\n")
    lines.append("Connection: close\r\n\r\n" if close else "\r\n")
    return "".join(lines).encode("latin-1", "replace")
