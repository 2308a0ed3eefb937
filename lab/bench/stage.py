"""The replica as a process of its own, with a site of as many postings as asked for, and a count of its requests."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from lab.bench.children import environment, python


@dataclass(slots=True, kw_only=True)
class Stage:
    """A site and who serves it; a context manager."""

    folder: Path
    """Where the site, the log and the certificate authority go."""
    count: int
    """Postings on the site."""
    _process: subprocess.Popen[str] | None = None
    _url: str = field(default="")
    _read: int = 0

    def __enter__(self) -> Self:
        """Writes the site and starts the replica."""
        self.folder.mkdir(parents=True)
        files = ("--log", str(self._log), "--ca-file", str(self._authority))
        command = python("lab.replica", *self.site(), *files)
        self._process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        self._url = self._process.stdout.readline().strip()
        if not self._url:
            raise SystemExit("the replica did not start")
        return self

    def site(self) -> tuple[str, ...]:
        """Makes the site; returns the words that have the replica serve it."""
        # in a process of its own: the size of this one would hide that of the commands it measures
        site = python("lab.bench.site", str(self.folder / "site"), str(self.count))
        subprocess.run(site, env=environment(), check=True)
        return (str(self.folder / "site"),)

    def __exit__(self, *_: object) -> None:
        """Ends the replica."""
        if self._process:
            self._process.terminate()
            self._process.wait()
            assert self._process.stdout
            self._process.stdout.close()

    @property
    def _log(self) -> Path:
        return self.folder / "requests.jsonl"

    @property
    def _authority(self) -> Path:
        return self.folder / "authority.pem"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead a program to the replica, and let one that verifies certificates trust it."""
        proxies = {"http_proxy": self._url, "https_proxy": self._url, "no_proxy": ""}
        trust = {"REQUESTS_CA_BUNDLE": str(self._authority), "SSL_CERT_FILE": str(self._authority)}
        return environment(proxies | trust)

    def asked(self) -> int:
        """Requests for pages since this was last asked."""
        with self._log.open(encoding="utf-8") as log:
            log.seek(self._read)
            new = log.read()
            self._read = log.tell()
        return sum(json.loads(line)["method"] != "CONNECT" for line in new.splitlines())
