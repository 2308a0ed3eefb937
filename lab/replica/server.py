"""The replica itself: a proxy in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from fnmatch import fnmatchcase
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from lab.replica.answers import answer
from lab.replica.certificates import authority
from lab.replica.connection import Connection
from lab.replica.faults import Fault
from lab.replica.log import Log, Request, count
from lab.replica.messages import incoming
from lab.replica.pages import Generator, Pages
from lab.replica.service import Service

ADDRESS: Final = "127.0.0.1"
BACKLOG: Final = 1024
LAST_TURNS: Final = 100


class Replica:
    """A local stand-in for whole web sites, reached as an http proxy; every method is for any thread.

    folders: of pages (see `replica.addresses`), later ones over earlier ones. aliases: hosts that serve
    another host's pages. port: 0 takes a free one. log: gets each request as a line of JSON. remember:
    whether `requests` and `count` know them. Requests are logged before they are answered.
    Raises NotADirectoryError for a missing folder, and OSError at `start` for a port that is taken.
    """

    def __init__(
        self,
        *folders: str | Path,
        aliases: Mapping[str, str] | None = None,
        port: int = 0,
        log: TextIO | None = None,
        remember: bool = True,
    ) -> None:
        pages = Pages(*folders, aliases=aliases)
        self._service = Service(pages=pages, log=Log(log, remember=remember))
        self._port = port
        self._connections: set[Connection] = set()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping = asyncio.Event()

    def __enter__(self) -> Self:
        """Starts it."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stops it."""
        self.stop()

    def start(self) -> Self:
        """Listens, from a thread of its own; returns itself."""
        started: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, args=(started,), name="replica", daemon=True)
        self._thread.start()
        try:
            self._port = started.result()
        except OSError:
            self._thread.join()
            self._thread = None
            raise
        return self

    def stop(self) -> None:
        """Drops every connection and waits until the thread has ended."""
        if self._thread is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
            self._thread = self._loop = None

    @property
    def url(self) -> str:
        """The address of the proxy."""
        return f"http://{ADDRESS}:{self._port}"

    @property
    def ca_file(self) -> Path:
        """The certificate authority (PEM) for clients that verify; it is there as long as this process."""
        return authority().file

    @property
    def environment(self) -> dict[str, str]:
        """Environment variables that lead a program to the replica."""
        return {"http_proxy": self.url, "https_proxy": self.url, "no_proxy": "", "SSL_CERT_FILE": str(self.ca_file)}

    def show(self, *folders: str | Path) -> None:
        """Serves these folders from now on, read afresh; what `put`, `remove` and `pages` set up stays."""
        self._service.pages.show(*folders)

    def tag(self, on: bool = True) -> None:
        """Gives every page without a validator an ETag that changes with its content, or no longer."""
        self._service.pages.tagged = on

    def put(
        self,
        url: str,
        body: bytes | str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        fields: Mapping[str, str] | None = None,
    ) -> None:
        """Lays a page over all others, at http and https; `fields` are those that a POST body must hold."""
        page = answer(body, status, headers)
        self._service.pages.put(incoming(url, method), page, fields or {})

    def remove(self, url: str, method: str = "GET", fields: Mapping[str, str] | None = None) -> None:
        """Takes a page away, whatever the folders and generators say."""
        self._service.pages.put(incoming(url, method), None, fields or {})

    def pages(self, generator: Generator) -> Generator:
        """Asks (method, url, headers, body) -> Answer | None before the folders; usable as a decorator."""
        self._service.pages.add(generator)
        return generator

    def break_(self, *faults: Fault) -> None:
        """Puts faults in force; of those that strike one request the first wins."""
        self._service.rules.add(*faults)
        hosts = [fault.host.lower() for fault in faults if fault.at_connect]
        if hosts and self._loop is not None:
            asyncio.run_coroutine_threadsafe(self._close_tunnels(hosts), self._loop).result()

    def mend(self, *faults: Fault) -> None:
        """Ends these faults, or all."""
        self._service.rules.drop(*faults)

    @property
    def requests(self) -> list[Request]:
        """Every request for a page so far, in the order of arrival."""
        return [request for request in self._service.log.all() if request.method != "CONNECT"]

    @property
    def tunnels(self) -> list[Request]:
        """Every CONNECT request so far."""
        return [request for request in self._service.log.all() if request.method == "CONNECT"]

    @property
    def hosts(self) -> frozenset[str]:
        """Every host that a client has asked for, if only to connect to."""
        return frozenset(request.url.split("/")[2] for request in self._service.log.all())

    def count(self, url_glob: str = "*", method: str = "*") -> int:
        """How many requests for pages there were; both arguments are globs."""
        return count(self.requests, url_glob, method)

    def forget(self) -> None:
        """Empties the log."""
        self._service.log.clear()

    def _run(self, started: Future[int]) -> None:
        try:
            asyncio.run(self._serve(started))
        except OSError as error:
            started.set_exception(error)

    async def _serve(self, started: Future[int]) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        server = await self._loop.create_server(
            lambda: Connection(self._service, self._connections), ADDRESS, self._port, backlog=BACKLOG
        )
        started.set_result(server.sockets[0].getsockname()[1])
        await self._stopping.wait()
        # A connection that is accepted as its server closes would leak its socket: accept no more first.
        self._loop.remove_reader(server.sockets[0].fileno())
        # Accepted connections arrive, and aborted ones close their sockets, in the loop's next turns.
        for _ in range(LAST_TURNS):
            for connection in tuple(self._connections):
                connection.abort()
            await asyncio.sleep(0)
        server.close()

    async def _close_tunnels(self, hosts: list[str]) -> None:
        for connection in tuple(self._connections):
            if connection.tunnel and any(fnmatchcase(connection.tunnel, host) for host in hosts):
                connection.close_idle()
