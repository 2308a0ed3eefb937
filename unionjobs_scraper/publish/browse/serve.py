"""Serves Datasette to this machine alone, read-only."""

from __future__ import annotations

import signal
import socket
import sys
import webbrowser
from pathlib import Path
from typing import Any, NoReturn

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.browse.metadata import NAME

HOST = "127.0.0.1"


def bound(port: int) -> socket.socket:
    """A socket that listens on this machine alone; 0 takes any free port. Raises `SettingError` when it is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        said = getattr(error, "strerror", None) or str(error)
        raise SettingError(f"port {port} cannot be used ({said}): choose another with --port, or 0 for any") from error
    return listening


def datasette(folder: Path) -> Any:
    """Datasette over a prepared folder. Raises `SettingError` when it is not installed."""
    try:
        from datasette.app import Datasette
    except ModuleNotFoundError:
        raise SettingError("browsing needs the package datasette: pip install 'unionjobs-scraper[browse]'") from None
    return Datasette([], config_dir=folder)


def serve(folder: Path, listening: socket.socket, *, open_browser: bool) -> None:
    """Serves a prepared folder until it is interrupted."""
    import rich
    import uvicorn

    rich.get_console().quiet = True  # Datasette prints a screenful of variables for every mistyped query
    server = uvicorn.Server(uvicorn.Config(datasette(folder).app(), log_level="warning", lifespan="on"))
    address = f"http://{HOST}:{listening.getsockname()[1]}/{NAME}"
    sys.stderr.write(f"{address}\nCtrl-C ends it\n")
    sys.stderr.flush()
    # uvicorn ends in order and raises the signal again: the temporary copy must still be removed then
    signal.signal(signal.SIGTERM, _end)
    if open_browser and _opens_a_window():
        webbrowser.open(address)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _end(*_: object) -> NoReturn:
    raise SystemExit(0)


def _opens_a_window() -> bool:
    """Whether there is a browser that leaves this terminal alone."""
    try:
        return type(webbrowser.get()) is not webbrowser.GenericBrowser
    except webbrowser.Error:
        return False
