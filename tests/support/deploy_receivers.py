"""Receivers on loopback for alerts: a mail server, and one of any kind that never answers."""

from __future__ import annotations

import base64
import email
import email.policy
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage

ADDRESS = "127.0.0.1"


@dataclass
class Mailbox:
    """What the mail server has received."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    refuse: bool = False
    """Whether it refuses every recipient."""

    @property
    def settings(self) -> dict[str, str]:
        """What leads the program to it."""
        return {
            "SPIDERMON_SMTP_HOST": ADDRESS,
            "SPIDERMON_SMTP_PORT": str(self.port),
            "SPIDERMON_EMAIL_SENDER": "census@example.org",
            "SPIDERMON_EMAIL_TO": "one@example.org, two@example.org",
        }

    @property
    def subjects(self) -> list[str]:
        """Of the mails, in the order of arrival."""
        return [str(mail["Subject"]) for mail in self.mails]


class _Talk(socketserver.StreamRequestHandler):
    """One SMTP conversation (RFC 5321), as far as a client needs it."""

    server: _Server

    def handle(self) -> None:
        self._say("220 mail.example.org ESMTP")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if verb == "QUIT":
                self._say("221 bye")
                return
            self._answer(verb, line)

    def _answer(self, verb: str, line: str) -> None:
        box = self.server.box
        if verb == "EHLO":
            self._say("250-mail.example.org", "250 AUTH PLAIN")
        elif verb == "AUTH":
            box.logins.append(base64.b64decode(line.split()[2]).decode().replace("\0", " ").strip())
            self._say("235 welcome")
        elif verb == "RCPT":
            box.recipients.append(line.partition("<")[2].partition(">")[0])
            self._say("550 nobody here" if box.refuse else "250 fine")
        elif verb == "DATA":
            self._say("354 go on")
            lines = iter(self.rfile.readline, b".\r\n")
            text = b"".join(line.removeprefix(b".") for line in lines)
            box.mails.append(email.message_from_bytes(text, policy=email.policy.default))
            self._say("250 taken")
        else:
            self._say("250 fine")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, box: Mailbox) -> None:
        self.box = box
        super().__init__((ADDRESS, 0), _Talk)
        box.port = self.server_address[1]


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """A mail server."""
    box = Mailbox()
    with _Server(box) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield box
        server.shutdown()
        thread.join()


@contextmanager
def silence() -> Iterator[int]:
    """The port of a receiver that takes every connection and never says a word."""
    with socket.create_server((ADDRESS, 0), backlog=64) as server:
        yield server.getsockname()[1]
