"""A `scrapy` for shells: typed in any folder, carried out by `lab.program.forkserver`, without a cold start."""

from __future__ import annotations

import json
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lab.program import forkserver

PATIENCE = 300.0
"""Seconds after which a command counts as hanging."""
HUNG = 125
CLIENT = """#!{python} -SE
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect({address!r})
    order = dict(arguments=sys.argv[1:], environment=dict(os.environ), folder=os.getcwd())
    line.sendall(json.dumps(order).encode())
    line.shutdown(socket.SHUT_WR)
    answer = json.loads(b"".join(iter(lambda: line.recv(65536), b"")))
sys.stdout.write(answer["out"])
sys.stderr.write(answer["err"])
sys.exit(answer["status"])
"""


def carry_out(order: forkserver.Order, folder: str) -> None:
    """Is the program, in this folder instead of the project's."""
    forkserver.ROOT = Path(folder)  # type: ignore[misc]  # this process is the program's own
    forkserver.carry_out(order)


@contextmanager
def scrapy_typed(program: Path) -> Iterator[None]:
    """Makes `program` a `scrapy` that works while this lasts."""
    with tempfile.TemporaryDirectory(prefix="typed-") as name, socket.socket(socket.AF_UNIX) as listening:
        folder = Path(name)
        address = str(folder / "line")
        listening.bind(address)
        listening.listen()
        program.write_text(CLIENT.format(python=sys.executable, address=address), encoding="utf-8")
        program.chmod(0o755)
        threading.Thread(target=_serve, args=(listening, folder), daemon=True).start()
        yield
        listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, folder: Path) -> None:
    while True:
        try:
            line, _ = listening.accept()
        except OSError:
            return  # closed: nobody types any more
        with line:
            asked = json.loads(b"".join(iter(lambda: line.recv(65536), b"")))  # noqa: B023  # read at once
            line.sendall(json.dumps(_run(asked, folder)).encode())


def _run(asked: dict[str, object], folder: Path) -> dict[str, object]:
    order = forkserver.Order(
        arguments=asked["arguments"],  # type: ignore[arg-type]
        environment=asked["environment"],  # type: ignore[arg-type]
        out=folder / "out",
        err=folder / "err",
        path=Path(__file__).parents[2],
    )
    process = forkserver.CONTEXT.Process(target=carry_out, args=(order, asked["folder"]), daemon=True)
    process.start()
    status = forkserver.status_of(process, PATIENCE)
    told = {name: path.read_text(encoding="utf-8") for name, path in (("out", order.out), ("err", order.err))}
    return {**told, "status": HUNG if status is None else status}
