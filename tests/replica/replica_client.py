"""A small client for the tests: requests through the replica, http and https."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit

from lab.replica import Replica

TIMEOUT = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    """Any case of a name finds it."""
    body: bytes


def connection(replica: Replica, url: str, timeout: float = TIMEOUT) -> http.client.HTTPConnection:
    """A connection to the proxy, tunnelled and verified where the address is https."""
    parts, proxy = urlsplit(url), urlsplit(replica.url)
    assert proxy.hostname is not None
    if parts.scheme == "http":
        return http.client.HTTPConnection(proxy.hostname, proxy.port, timeout=timeout)
    context = ssl.create_default_context(cafile=replica.ca_file)
    secure = http.client.HTTPSConnection(proxy.hostname, proxy.port, timeout=timeout, context=context)
    secure.set_tunnel(parts.hostname or "", parts.port or 443)
    return secure


def ask(
    client: http.client.HTTPConnection,
    url: str,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """One request over an open connection."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    client.request(method, url if parts.scheme == "http" else path, body, dict(headers or {}))
    with client.getresponse() as response:
        return Reply(status=response.status, headers=response.headers, body=response.read())


def fetch(
    replica: Replica,
    url: str,
    method: str = "GET",
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
) -> Reply:
    """One request over a connection of its own."""
    with closing(connection(replica, url, timeout)) as client:
        return ask(client, url, method, body, headers)
