"""What the replica serves, asked by a real client over http and https."""

from __future__ import annotations

import gc
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from replica_client import ask, connection, fetch

from lab.replica import Answer, Replica, answer

SITE = "https://jobs.example.org"
PAGES = {
    "jobs.example.org/list.php": "<p>list</p>",
    "jobs.example.org/@index": "<p>home</p>",
    "jobs.example.org/job.php@id=1": "<p>one</p>",
    "jobs.example.org/job.php@a=x%20y&id=2": "<p>two</p>",
    "jobs.example.org/careers@": "<p>careers</p>",
    "jobs.example.org/careers/@index": "<p>careers, indexed</p>",
    "jobs.example.org/feed.xml": "<rss/>",
    "jobs.example.org/api/jobs": '{"jobs": []}',
    "jobs.example.org/api/search@POST": '{"page": 1}',
    "jobs.example.org/api/search@POST@offset=20": '{"page": 2}',
    "jobs.example.org/api/search@POST@limit=5&offset=20": '{"page": 3}',
    "jobs.example.org/old.meta.toml": 'status = 301\nheaders = {Location = "/list.php"}',
    "jobs.example.org/gone.meta.toml": "status = 410",
    "jobs.example.org/gone": "<p>no longer</p>",
    "jobs.example.org/tagged": "<p>tagged</p>",
    "jobs.example.org/tagged.meta.toml": """headers = {ETag = '"v1"', Content-Type = "text/x-odd"}""",
    "jobs.example.org/dated": "<p>dated</p>",
    "jobs.example.org/dated.meta.toml": 'headers = {Last-Modified = "Mon, 04 May 2026 10:00:00 GMT"}',
    "soft.example.org/@missing": "<p>nothing here</p>",
    "soft.example.org/@missing.meta.toml": "status = 200",
    "aliases.toml": '"www.example.org" = "jobs.example.org"',
}


def write(folder: Path, pages: Mapping[str, str]) -> Path:
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("pages"), PAGES)


@pytest.fixture
def replica(folder: Path) -> Iterator[Replica]:
    with Replica(folder, aliases={"jobs.example.net": "jobs.example.org"}) as started:
        yield started


HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("path", "status", "kind", "body"),
    [
        ("/list.php", 200, HTML, b"<p>list</p>"),
        ("/", 200, HTML, b"<p>home</p>"),
        ("/job.php?id=1", 200, HTML, b"<p>one</p>"),
        ("/job.php?id=2&a=x+y", 200, HTML, b"<p>two</p>"),
        ("/careers", 200, HTML, b"<p>careers</p>"),
        ("/careers/", 200, HTML, b"<p>careers, indexed</p>"),
        ("/feed.xml", 200, "application/xml", b"<rss/>"),
        ("/api/jobs", 200, "application/json", b'{"jobs": []}'),
        ("/old", 301, HTML, b""),
        ("/gone", 410, HTML, b"<p>no longer</p>"),
        ("/tagged", 200, "text/x-odd", b"<p>tagged</p>"),
    ],
)
def test_a_page(replica: Replica, scheme: str, path: str, status: int, kind: str, body: bytes) -> None:
    reply = fetch(replica, f"{scheme}://jobs.example.org{path}")
    assert (reply.status, reply.headers["Content-Type"], reply.body) == (status, kind, body)


@pytest.mark.parametrize(
    "path",
    ["/robots.txt", "/job.php", "/job.php?id=3", "/../aliases.toml", "/careers/x", "/old.meta.toml", "/api"],
)
def test_what_has_no_page_is_404(replica: Replica, path: str) -> None:
    reply = fetch(replica, f"http://jobs.example.org{path}")
    assert (reply.status, reply.headers["Content-Type"]) == (404, HTML)


def test_a_redirect_names_its_target(replica: Replica) -> None:
    assert fetch(replica, f"{SITE}/old").headers["Location"] == "/list.php"


def test_a_site_may_have_its_own_missing_page(replica: Replica) -> None:
    reply = fetch(replica, "https://soft.example.org/any")
    assert (reply.status, reply.body) == (200, b"<p>nothing here</p>")


@pytest.mark.parametrize("host", ["www.example.org", "jobs.example.net", "JOBS.example.org."])
def test_aliases_and_spellings_of_a_host(replica: Replica, host: str) -> None:
    assert fetch(replica, f"http://{host}/list.php").body == b"<p>list</p>"


def test_head_is_get_without_a_body(replica: Replica) -> None:
    reply = fetch(replica, f"{SITE}/list.php", "HEAD")
    assert (reply.status, reply.headers["Content-Length"], reply.body) == (200, "11", b"")


@pytest.mark.parametrize(
    ("body", "page"),
    [
        (b"", 1),
        (b'{"offset": 0}', 1),
        (b'{"limit": 9, "offset": 20}', 2),
        (b"offset=20&limit=9", 2),
        (b'{"limit": 5, "offset": 20}', 3),
    ],
)
def test_a_post_is_answered_by_what_its_body_holds(replica: Replica, body: bytes, page: int) -> None:
    reply = fetch(replica, f"{SITE}/api/search", "POST", body)
    assert reply.body == b'{"page": %d}' % page
    assert replica.requests[-1].body == body


def test_a_post_to_a_plain_page_is_405(replica: Replica) -> None:
    reply = fetch(replica, f"{SITE}/list.php", "POST", b"a=b")
    assert (reply.status, reply.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("path", "header", "value", "status"),
    [
        ("/tagged", "If-None-Match", '"v1"', 304),
        ("/tagged", "If-None-Match", '"v0", W/"v1"', 304),
        ("/tagged", "If-None-Match", '"v2"', 200),
        ("/list.php", "If-None-Match", '"v1"', 200),
        ("/dated", "If-Modified-Since", "Mon, 04 May 2026 10:00:00 GMT", 304),
        ("/dated", "If-Modified-Since", "Sun, 03 May 2026 10:00:00 GMT", 200),
        ("/dated", "If-Modified-Since", "yesterday", 200),
        ("/list.php", "If-Modified-Since", "Mon, 04 May 2026 10:00:00 GMT", 200),
    ],
)
def test_conditional_requests(replica: Replica, path: str, header: str, value: str, status: int) -> None:
    reply = fetch(replica, SITE + path, headers={header: value})
    assert reply.status == status
    assert bool(reply.body) == (status == 200)


def test_overlays_replace_and_remove(folder: Path, tmp_path: Path) -> None:
    overlay = {
        "jobs.example.org/list.php": "<p>new list</p>",
        "jobs.example.org/job.php@id=1.meta.toml": "removed = true",
        "jobs.example.org/gone": "<p>back</p>",
    }
    with Replica(folder) as replica:
        seen = {path: fetch(replica, SITE + path).status for path in ("/list.php", "/job.php?id=1", "/gone")}
        assert seen == {"/list.php": 200, "/job.php?id=1": 200, "/gone": 410}
        replica.show(folder, write(tmp_path, overlay))
        assert fetch(replica, f"{SITE}/list.php").body == b"<p>new list</p>"
        assert fetch(replica, f"{SITE}/job.php?id=1").status == 404
        assert fetch(replica, f"{SITE}/gone").status == 200
        assert fetch(replica, f"{SITE}/").body == b"<p>home</p>"
        replica.show(folder)
        assert fetch(replica, f"{SITE}/job.php?id=1").status == 200


def test_pages_in_memory_lie_on_top(replica: Replica) -> None:
    replica.put("https://jobs.example.org/list.php", "<p>é</p>", headers={"ETag": '"m"'})
    replica.put("https://www.example.org/new", b"{}", 201, {"content-type": "application/json"})
    replica.put("https://jobs.example.org/api/search", "forty", method="POST", fields={"offset": "40"})
    replica.remove("http://jobs.example.org/")
    assert fetch(replica, f"{SITE}/list.php").body == "<p>é</p>".encode()
    made = fetch(replica, f"{SITE}/new")
    assert (made.status, made.headers["Content-Type"]) == (201, "application/json")
    assert fetch(replica, f"{SITE}/api/search", "POST", b"offset=40&x=y").body == b"forty"
    assert fetch(replica, f"{SITE}/").status == 404


def test_generated_pages_come_before_folders(replica: Replica) -> None:
    @replica.pages
    def generated(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer | None:
        if not url.startswith(f"{SITE}/list"):
            return None
        return answer(f"{method} {urlsplit(url).query} {headers['x-odd']}")

    odd = {"X-Odd": "yes"}
    assert fetch(replica, f"{SITE}/list.php?page=7", headers=odd).body == b"GET page=7 yes"
    assert fetch(replica, f"{SITE}/list.php?page=7", "HEAD", headers=odd).status == 200
    assert fetch(replica, f"{SITE}/").body == b"<p>home</p>"


def test_a_mistake_in_a_generator_is_a_500_and_no_end(replica: Replica, caplog: pytest.LogCaptureFixture) -> None:
    @replica.pages
    def mistaken(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer | None:
        raise ZeroDivisionError

    assert fetch(replica, f"{SITE}/").status == 500
    assert "ZeroDivisionError" in caplog.text
    assert fetch(replica, f"{SITE}/").status == 500


def test_the_log_counts(replica: Replica) -> None:
    for path in ("/job.php?id=1", "/job.php?id=2", "/robots.txt"):
        fetch(replica, SITE + path, headers={"User-Agent": "tester"})
    assert replica.count() == 3
    assert replica.count(f"{SITE}/job.php?id=*") == 2
    assert replica.count(method="POST") == 0
    first, _, last = replica.requests
    assert (first.method, first.url, first.status) == ("GET", f"{SITE}/job.php?id=1", 200)
    assert (first.headers["user-agent"], first.fault) == ("tester", "")
    assert (last.url, last.status) == (f"{SITE}/robots.txt", 404)
    assert first.number < last.number
    assert first.at <= last.at
    assert [tunnel.url for tunnel in replica.tunnels] == [f"{SITE}/"] * 3
    assert replica.hosts == {"jobs.example.org"}
    replica.forget()
    assert replica.requests == []


@pytest.mark.parametrize("site", [SITE, "http://jobs.example.org"])
def test_connections_are_kept(replica: Replica, site: str) -> None:
    with closing(connection(replica, site)) as client:
        assert ask(client, f"{site}/list.php").status == 200
        kept = client.sock
        assert ask(client, f"{site}/api/search", "POST", b"{}").status == 200
        assert ask(client, f"{site}/list.php", "HEAD").status == 200
        assert ask(client, f"{site}/absent").status == 404
        assert client.sock is kept
        assert ask(client, f"{site}/list.php", headers={"Connection": "close"}).status == 200
        assert client.sock is None


def exchange(replica: Replica, sent: bytes) -> bytes:
    """Everything that comes back for these bytes, until the replica closes."""
    proxy = urlsplit(replica.url)
    with (
        socket.create_connection((proxy.hostname, proxy.port), timeout=20) as raw,
        raw.makefile("rb") as file,
    ):
        raw.sendall(sent)
        return file.read()


def test_pipelined_requests_are_answered_in_turn(replica: Replica) -> None:
    request = b"GET /%s HTTP/1.%d\r\nHost: jobs.example.org\r\n\r\n"
    received = exchange(replica, request % (b"list.php", 1) + request % (b"", 1) + request % (b"job.php?id=1", 0))
    assert [received.find(text) > 0 for text in (b"list", b"home", b"one")] == [True] * 3
    assert received.find(b"list") < received.find(b"home") < received.find(b"one")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", b"411"),
        (b"CONNECT  HTTP/1.1\r\n\r\n", b"400"),
        (b"x" * 70_000, b"431"),
    ],
)
def test_what_is_no_request_is_refused(replica: Replica, sent: bytes, status: bytes) -> None:
    assert exchange(replica, sent).split(b" ")[1] == status


def test_each_host_has_a_certificate_of_its_own(replica: Replica) -> None:
    for host in ("jobs.example.org", "other.example.org", "127.0.0.1"):
        assert fetch(replica, f"https://{host}/absent").status == 404
    with closing(connection(replica, SITE)) as client:
        client.set_tunnel("other.example.org", 443)
        client.connect()
        assert isinstance(client.sock, ssl.SSLSocket)
        names = (client.sock.getpeercert() or {})["subjectAltName"]
    assert names == (("DNS", "other.example.org"),)


def test_a_client_that_does_not_trust_it_does_no_harm(replica: Replica) -> None:
    with closing(connection(replica, SITE)) as client:
        distrust = http.client.HTTPSConnection(client.host, client.port, context=ssl.create_default_context())
    with closing(distrust):
        distrust.set_tunnel("jobs.example.org", 443)
        with pytest.raises(ssl.SSLCertVerificationError):
            distrust.request("GET", "/list.php")
    assert fetch(replica, f"{SITE}/list.php").status == 200


def test_it_stops_with_connections_in_every_state(folder: Path) -> None:
    before = threading.active_count()
    with Replica(folder) as replica:
        proxy = urlsplit(replica.url)
        idle = connection(replica, SITE)
        assert ask(idle, f"{SITE}/list.php").status == 200
        silent = socket.create_connection((proxy.hostname, proxy.port))
        tunnel = socket.create_connection((proxy.hostname, proxy.port))
        tunnel.sendall(b"CONNECT jobs.example.org:443 HTTP/1.1\r\n\r\n")
        assert tunnel.recv(100).startswith(b"HTTP/1.1 200")
        half = socket.create_connection((proxy.hostname, proxy.port))
        half.sendall(b"GET / HT")
    assert threading.active_count() == before
    for client in (idle, silent, tunnel, half):
        client.close()
    replica.stop()
    gc.collect()  # an unclosed transport would warn now


def test_it_says_what_is_wrong(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(NotADirectoryError):
        Replica(tmp_path / "absent")
    with Replica(folder) as replica:
        port = urlsplit(replica.url).port or 0
        with pytest.raises(OSError, match="in use"):
            Replica(folder, port=port).start()
        with pytest.raises(ValueError, match="whole address"):
            replica.put("/list.php", "")
