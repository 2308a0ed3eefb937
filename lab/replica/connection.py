"""One client connection: requests in, answers and faults out."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Coroutine
from contextlib import aclosing, suppress
from typing import Final, cast

from lab.replica.answers import Answer, notice
from lab.replica.certificates import authority
from lab.replica.faults import Fault
from lab.replica.messages import BadRequestError, Incoming, head, take
from lab.replica.service import Service
from lab.replica.wire import SENDINGS, Ending

ESTABLISHED: Final = b"HTTP/1.1 200 Connection established\r\n\r\n"
GARBAGE: Final = b"This is not TLS at all.\r\n"
RESET: Final = struct.pack("ii", 1, 0)  # SO_LINGER on, 0 seconds: closing sends RST


class Connection(asyncio.Protocol):
    """Answers one request after the other; a fault that takes time runs as the connection's task.

    tunnel: the host that CONNECT named, empty outside a tunnel.
    """

    _transport: asyncio.Transport

    def __init__(self, service: Service, everyone: set[Connection]) -> None:
        self.tunnel = ""
        self._service = service
        self._everyone = everyone
        self._buffer = bytearray()
        self._task: asyncio.Task[None] | None = None
        self._garbles = False
        self._writable = asyncio.Event()
        self._writable.set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Joins the open connections."""
        self._transport = cast("asyncio.Transport", transport)
        self._everyone.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Ends what was still being sent."""
        self._everyone.discard(self)
        if self._task is not None:
            self._task.cancel()

    def pause_writing(self) -> None:
        """The client reads more slowly than we write."""
        self._writable.clear()

    def resume_writing(self) -> None:
        """The client has caught up."""
        self._writable.set()

    def data_received(self, data: bytes) -> None:
        """Answers every whole request that has arrived."""
        if self._garbles:
            self._transport.write(GARBAGE)
            self._transport.close()
            return
        self._buffer += data
        self._serve()

    def close_idle(self) -> None:
        """Closes the connection unless it is sending."""
        if self._task is None:
            self._transport.close()

    def abort(self) -> None:
        """Drops the connection and what it is sending."""
        self._transport.abort()
        if self._task is not None:
            self._task.cancel()

    def _serve(self) -> None:
        try:
            while self._task is None and not self._transport.is_closing():
                request = take(self._buffer, self.tunnel)
                if request is None:
                    return
                if request.method == "CONNECT":
                    self._connect(request)
                else:
                    self._answer(request)
        except BadRequestError as bad:
            self._write(notice(bad.status, str(bad)), close=True)

    def _answer(self, request: Incoming) -> None:
        found, fault = self._service.respond(request)
        if fault is not None and fault.kind in SENDINGS:
            self._begin(self._misbehave(request, fault, found))
        else:
            self._write(found, close=not request.keep_alive, bodiless=request.method == "HEAD")

    def _write(self, found: Answer, *, close: bool, bodiless: bool = False) -> None:
        start = head(found, close=close)
        self._transport.write(start if bodiless else start + found.body)
        if close:
            self._transport.close()

    def _connect(self, request: Incoming) -> None:
        if not request.host or self.tunnel:
            raise BadRequestError(400, "CONNECT needs a host, once")
        fault = self._service.connect(request)
        if fault is None:
            self._transport.write(ESTABLISHED)
            # The handshake is for TLS to read.
            self._transport.pause_reading()
            self._begin(self._secure(request.host))
        elif fault.kind == "tls":
            self._transport.write(ESTABLISHED)
            self._garbles = True
        else:
            self._begin(self._misbehave(request, fault, Answer()))

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        self._task = asyncio.get_running_loop().create_task(work)

    async def _secure(self, host: str) -> None:
        loop, context = asyncio.get_running_loop(), authority().context(host)
        secured = None
        try:
            with suppress(OSError):  # the client does not trust us, or has gone
                secured = await loop.start_tls(self._transport, self, context, server_side=True)
        finally:
            self._task = None
            if secured is None:
                # Until the handshake is done, nobody tells us of a lost connection.
                self._transport.abort()
                self._everyone.discard(self)
        if secured is not None:
            self._transport = secured
            self.tunnel = host
            self._serve()

    async def _misbehave(self, request: Incoming, fault: Fault, found: Answer) -> None:
        sending, ending = SENDINGS[fault.kind]
        async with aclosing(sending(fault, found)) as chunks:
            async for chunk in chunks:
                self._transport.write(chunk)
                # Also lets the loop notice a client that has gone.
                await asyncio.sleep(0)
                await self._writable.wait()
                if request.method == "HEAD":
                    break
        self._task = None
        self._end("close" if ending == "keep" and not request.keep_alive else ending)

    def _end(self, ending: Ending) -> None:
        if ending == "keep":
            self._serve()
        elif ending == "close":
            self._transport.close()
        else:
            raw: socket.socket = self._transport.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            self._transport.abort()
