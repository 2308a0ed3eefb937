"""A web server on loopback that serves a folder as static hosts do: with ranges, and with a record of what was sent."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TYPES = {".wasm": "application/wasm", ".js": "text/javascript", ".html": "text/html; charset=utf-8", ".css": "text/css"}


@dataclass
class Served:
    """A folder that is being served."""

    address: str = ""
    sent: list[tuple[str, int]] = field(default_factory=list)
    """Paths and the bytes of each answer's body."""

    def bytes_of(self, suffix: str) -> int:
        """Bytes sent of files that end so."""
        return sum(count for path, count in self.sent if path.endswith(suffix))


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serves the folder until the block ends."""
    served = Served()

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, *, body: bool) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            content = path.read_bytes()
            whole = len(content)
            asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
            first, last = 0, whole - 1
            if asked:
                first, last = int(asked[1]), min(int(asked[2] or whole - 1), whole - 1)
                content = content[first : last + 1]
            self.send_response(206 if asked else 200)
            self.send_header("Content-Type", TYPES.get(path.suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Accept-Ranges", "bytes")
            if asked:
                self.send_header("Content-Range", f"bytes {first}-{last}/{whole}")
            self.end_headers()
            if body:
                served.sent.append((path.name, len(content)))
                self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — the name is the library's
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: Handler(*args, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        served.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield served
        server.shutdown()
        thread.join()
