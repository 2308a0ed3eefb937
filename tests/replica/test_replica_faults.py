"""Every way to misbehave, as a real client meets it."""

from __future__ import annotations

import asyncio
import gzip
import http.client
import os
import re
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from replica_client import Reply, ask, connection, fetch

from lab.replica import Fault, Replica, load_faults
from lab.replica.connection import Connection
from lab.replica.faults import KINDS
from lab.replica.log import Log
from lab.replica.pages import Pages
from lab.replica.service import Service
from lab.replica.spoil import SPOILS
from lab.replica.wire import BLOCK, SENDINGS, bomb

PAGE = "<ul class='jobs'>" + "<li>Organizer, Zürich</li>" * 100 + "</ul>"
FULL = PAGE.encode()
HTTP = "http://jobs.example.org/list"
HTTPS = "https://jobs.example.org/list"


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica() as started:
        started.put(HTTPS, PAGE)
        started.put(HTTPS + "?page=2", "two")
        yield started


@pytest.fixture(params=[HTTP, HTTPS], ids=["http", "https"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def broken(replica: Replica, url: str, **fields: Any) -> Reply:
    """The answer that a fault spoils, after a check that it ends with the fault."""
    fault = Fault(**fields)
    replica.break_(fault)
    reply = fetch(replica, url)
    assert replica.requests[-1].fault == fault.kind
    assert replica.requests[-1].status == reply.status
    replica.mend(fault)
    assert fetch(replica, url).body == FULL
    return reply


def test_every_kind_is_made_somewhere() -> None:
    assert set(KINDS) == set(SPOILS) | set(SENDINGS) | {"stale", "tls"}


def test_status(replica: Replica, url: str) -> None:
    reply = broken(replica, url, kind="status", status=429, body="slower", headers={"Retry-After": "120"})
    assert (reply.status, reply.body, reply.headers["Retry-After"]) == (429, b"slower", "120")


def test_redirect(replica: Replica, url: str) -> None:
    reply = broken(replica, url, kind="redirect", to="https://elsewhere.example/", status=301)
    assert (reply.status, reply.headers["Location"]) == (301, "https://elsewhere.example/")


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"kind": "empty"}, 200, b""),
        ({"kind": "body", "body": "<h1>Another page</h1>"}, 200, b"Another page"),
        ({"kind": "challenge"}, 403, b"Just a moment..."),
        ({"kind": "challenge", "status": 200}, 200, b"Just a moment..."),
        ({"kind": "login"}, 200, b'type="password"'),
        ({"kind": "maintenance"}, 503, b"maintenance"),
        ({"kind": "rewrite", "replace": {"jobs": "x1y2"}}, 200, b"<ul class='x1y2'>"),
        ({"kind": "rewrite", "rewrite": lambda body: body.upper()}, 200, b"<UL CLASS='JOBS'>"),
    ],
)
def test_another_page(replica: Replica, url: str, fields: dict[str, Any], status: int, words: bytes) -> None:
    reply = broken(replica, url, **fields)
    assert reply.status == status
    assert words in reply.body
    assert words or not reply.body


def test_charset(replica: Replica, url: str) -> None:
    labelled = broken(replica, url, kind="charset", charset="iso-8859-1")
    assert (labelled.headers["Content-Type"], labelled.body) == ("text/html; charset=iso-8859-1", FULL)
    encoded = broken(replica, url, kind="charset", encoding="cp1252")
    assert (encoded.headers["Content-Type"], encoded.body) == (
        "text/html; charset=utf-8",
        PAGE.encode("cp1252"),
    )


def test_truncated(replica: Replica, url: str) -> None:
    assert broken(replica, url, kind="truncated").body == FULL[: len(FULL) // 2]


def test_stale(replica: Replica, url: str, tmp_path: Path) -> None:
    (tmp_path / "jobs.example.org").mkdir()
    (tmp_path / "jobs.example.org/list").write_text("old list")
    reply = broken(replica, url, kind="stale", folder=tmp_path, age=99)
    assert (reply.body, reply.headers["Age"], reply.headers["X-Cache"]) == (b"old list", "99", "HIT")
    assert reply.headers["Warning"].startswith("110")


@pytest.mark.parametrize("kind", ["late", "slow"])
def test_whole_in_the_end(replica: Replica, url: str, kind: str) -> None:
    assert broken(replica, url, kind=kind, seconds=0, chunk=100).body == FULL


def test_timeout(replica: Replica, url: str) -> None:
    replica.break_(Fault(kind="timeout"))
    with pytest.raises(TimeoutError):
        fetch(replica, url, timeout=0.2)
    assert replica.requests[-1].status == 0


@pytest.mark.parametrize("kind", ["reset", "refused"])
def test_no_answer(replica: Replica, url: str, kind: str) -> None:
    replica.break_(Fault(kind=kind, path="/list"))
    with pytest.raises(http.client.RemoteDisconnected if kind == "refused" else ConnectionResetError):
        fetch(replica, url)
    assert (replica.requests[-1].status, replica.requests[-1].fault) == (0, kind)


def test_a_reset_is_one_under_tls_too(replica: Replica, url: str) -> None:
    replica.break_(Fault(kind="reset"))
    with closing(connection(replica, url)) as client:
        client.connect()
        # Python's TLS calls a reset an end of file, so the socket below it is asked.
        with socket.socket(fileno=os.dup(client.sock.fileno())) as below:
            below.settimeout(20)
            client.request("GET", url)
            with pytest.raises(ConnectionResetError):
                list(iter(lambda: below.recv(1000), b""))


def test_half_body(replica: Replica, url: str) -> None:
    replica.break_(Fault(kind="half_body"))
    with pytest.raises(http.client.IncompleteRead) as raised:
        fetch(replica, url)
    assert raised.value.partial == FULL[: len(FULL) // 2]


def test_wrong_length(replica: Replica, url: str) -> None:
    reply = broken(replica, url, kind="wrong_length")
    assert int(reply.headers["Content-Length"]) == len(FULL) // 2
    assert reply.body == FULL[: len(FULL) // 2]


def test_huge(replica: Replica, url: str) -> None:
    reply = broken(replica, url, kind="huge", size=3_000_001)
    assert len(reply.body) == int(reply.headers["Content-Length"]) == 3_000_001


def test_gzip_bomb(replica: Replica, url: str) -> None:
    reply = broken(replica, url, kind="gzip_bomb", size=2 * BLOCK)
    assert reply.headers["Content-Encoding"] == "gzip"
    assert len(reply.body) == int(reply.headers["Content-Length"]) < 2 * BLOCK / 900
    content = gzip.decompress(reply.body)  # checks the CRC and the length
    assert len(content) == 2 * BLOCK
    assert not content.strip()


def test_a_large_bomb_is_cheap_to_make() -> None:
    packed = list(bomb(2**35))
    assert sum(map(len, packed)) < 2**25
    assert len({id(chunk) for chunk in packed}) == 3
    assert zlib.decompressobj(31).decompress(b"".join(packed[:2]), 100) == b" " * 100


@pytest.mark.parametrize(("kind", "error"), [("bad_gateway", "connection_refused"), ("dns", "dns_error")])
def test_a_proxy_that_cannot_connect(replica: Replica, kind: str, error: str) -> None:
    replica.break_(Fault(kind=kind, host="jobs.*"))
    reply = fetch(replica, HTTP)
    assert (reply.status, reply.headers["Proxy-Status"]) == (502, f"replica; error={error}")
    with pytest.raises(OSError, match="502"):
        fetch(replica, HTTPS)
    assert (replica.tunnels[-1].status, replica.tunnels[-1].fault) == (502, kind)
    assert fetch(replica, "https://other.example.org/").status == 404


def test_refused_tunnel(replica: Replica) -> None:
    replica.break_(Fault(kind="refused"))
    with pytest.raises((http.client.RemoteDisconnected, OSError)):
        fetch(replica, HTTPS)
    assert (replica.tunnels[-1].status, replica.count()) == (0, 0)


def test_tls(replica: Replica) -> None:
    replica.break_(Fault(kind="tls"))
    with pytest.raises(ssl.SSLError):
        fetch(replica, HTTPS)
    assert fetch(replica, HTTP).body == FULL


def test_a_fault_of_connecting_closes_open_tunnels(replica: Replica) -> None:
    other = "https://other.example.org/"
    with closing(connection(replica, HTTPS)) as struck, closing(connection(replica, other)) as spared:
        assert ask(struck, HTTPS).status == 200
        assert ask(spared, other).status == 404
        replica.break_(Fault(kind="bad_gateway", host="jobs.example.org"))
        with pytest.raises((http.client.RemoteDisconnected, OSError)):
            ask(struck, HTTPS)
        assert ask(spared, other).status == 404


def test_a_connection_goes_on_after_a_fault(replica: Replica, url: str) -> None:
    replica.break_(Fault(kind="huge", size=5, times=1), Fault(kind="slow", seconds=0, chunk=500, times=1))
    with closing(connection(replica, url)) as client:
        bodies = [ask(client, url).body for _ in range(3)]
        kept = client.sock
        assert ask(client, url, "HEAD").body == b""
        assert client.sock is kept
    assert bodies == [b"<p>On", FULL, FULL]


@pytest.mark.parametrize(
    ("fields", "struck"),
    [
        ({}, "xxxxxx"),
        ({"times": 2}, "xx...."),
        ({"after": 4}, "....xx"),
        ({"every": 3}, "..x..x"),
        ({"every": 2, "after": 1, "times": 1}, "..x..."),
        ({"host": "*.example.org"}, "xxxxxx"),
        ({"host": "example.org"}, "......"),
        ({"path": "/li*"}, "xxxxxx"),
        ({"path": "/list?page=*"}, "......"),
        ({"path": "list"}, "......"),
        ({"path": re.compile(r"st$")}, "xxxxxx"),
        ({"path": "re:^/l.s"}, "xxxxxx"),
        ({"method": "POST"}, "......"),
    ],
)
def test_which_requests_are_struck(replica: Replica, fields: dict[str, Any], struck: str) -> None:
    replica.break_(Fault(kind="status", **fields))
    statuses = [fetch(replica, HTTP).status for _ in struck]
    assert "".join("x" if status == 500 else "." for status in statuses) == struck


def test_the_first_fault_wins_until_it_is_mended(replica: Replica) -> None:
    first, second = Fault(kind="status", status=503), Fault(kind="status", status=429)
    replica.break_(first, second)
    assert fetch(replica, HTTP).status == 503
    replica.mend(first)
    assert fetch(replica, HTTP).status == 429
    replica.mend()
    assert fetch(replica, HTTP).status == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "explosion"},
        {"kind": "redirect"},
        {"kind": "rewrite"},
        {"kind": "stale"},
        {"kind": "charset"},
        {"kind": "tls", "path": "/list"},
        {"kind": "empty", "every": 0},
        {"kind": "slow", "chunk": 0},
    ],
)
def test_faults_that_make_no_sense(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"fault|count"):
        Fault(**fields)


def test_faults_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "faults.toml"
    file.write_text(
        """
        [[fault]]
        kind = "status"
        host = "www.example.org"
        path = "/listing.php*"
        status = 503
        headers = {Retry-After = "60"}

        [[fault]]
        kind = "stale"
        folder = "monday"
        """
    )
    status, stale = load_faults(file)
    assert (status.kind, status.path, status.status) == ("status", "/listing.php*", 503)
    assert status.headers == {"Retry-After": "60"}
    assert stale.folder == tmp_path / "monday"


@pytest.mark.parametrize(
    "text", ["[fault]\nkind='empty'\n[x]", "[[fault]]\npath='/'", "[[fault]]\nkind='empty'\nodd=1"]
)
def test_files_that_make_no_sense(tmp_path: Path, text: str) -> None:
    (tmp_path / "faults.toml").write_text(text)
    with pytest.raises(ValueError, match=r"faults\.toml: "):
        load_faults(tmp_path / "faults.toml")


class Transport:
    """What a connection writes to, without a network."""

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.closed = False

    def write(self, chunk: bytes) -> None:
        self.written.append(chunk)

    def is_closing(self) -> bool:
        return self.closed


@pytest.mark.parametrize("kind", ["slow", "huge", "gzip_bomb"])
def test_sending_ends_when_the_client_leaves(kind: str) -> None:
    async def leave() -> tuple[int, int]:
        service = Service(pages=Pages(), log=Log())
        service.rules.add(Fault(kind=kind, seconds=0))
        transport, connection = Transport(), Connection(service, set())
        connection.connection_made(cast("asyncio.Transport", transport))
        connection.data_received(b"GET http://a.example/ HTTP/1.1\r\n\r\n")
        while len(transport.written) < 5:
            await asyncio.sleep(0)
        connection.connection_lost(None)
        sent = len(transport.written)
        for _ in range(100):
            await asyncio.sleep(0)
        return sent, len(transport.written)

    sent, later = asyncio.run(leave())
    assert sent == later


def test_sending_waits_for_a_slow_client() -> None:
    async def wait() -> tuple[int, int]:
        service = Service(pages=Pages(), log=Log())
        service.rules.add(Fault(kind="huge"))
        transport, connection = Transport(), Connection(service, set())
        connection.connection_made(cast("asyncio.Transport", transport))
        connection.pause_writing()
        connection.data_received(b"GET http://a.example/ HTTP/1.1\r\n\r\n")
        for _ in range(100):
            await asyncio.sleep(0)
        paused = len(transport.written)
        connection.resume_writing()
        for _ in range(100):
            await asyncio.sleep(0)
        connection.connection_lost(None)
        return paused, len(transport.written)

    paused, resumed = asyncio.run(wait())
    assert paused == 1
    assert resumed > 10
