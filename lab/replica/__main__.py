"""The replica as a command: `python -m lab.replica FOLDER …`."""

from __future__ import annotations

import argparse
import importlib
import shutil
import signal
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import cast

from lab.replica.faults import load_faults
from lab.replica.pages import Generator
from lab.replica.server import Replica

DESCRIPTION = """\
Serves folders of pages as whole web sites, through a proxy on 127.0.0.1.
Prints the proxy's address; set http_proxy and https_proxy to it. Ends at Ctrl-C or SIGTERM.
How page files are named: pydoc replica.addresses. The kinds of fault: pydoc replica.faults.
"""


def parser() -> argparse.ArgumentParser:
    """The command line."""
    described = argparse.ArgumentParser(
        prog="python -m lab.replica",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = described.add_argument
    add("folders", metavar="FOLDER", nargs="*", help="a folder of pages; later ones lie over earlier ones")
    add("--port", type=int, default=0, metavar="N", help="the port to listen on (default: a free one)")
    add("--faults", metavar="FILE", help="a TOML file of [[fault]] tables")
    add("--alias", action="append", default=[], metavar="A=B", help="host A serves the pages of host B")
    add("--pages", metavar="MODULE:NAME", help="a function (method, url, headers, body) asked first")
    add("--log", metavar="FILE", help="writes each request there as a line of JSON")
    add("--ca-file", metavar="FILE", help="copies the certificate authority there, for clients that verify")
    return described


def generator(name: str) -> Generator:
    """The function of MODULE:NAME; raises ImportError, AttributeError."""
    module, _, function = name.partition(":")
    return cast("Generator", getattr(importlib.import_module(module), function))


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves until it is interrupted; returns the exit status."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ExitStack() as stack, suppress(KeyboardInterrupt):
        log = stack.enter_context(Path(options.log).open("w", encoding="utf-8")) if options.log else None
        aliases = dict(alias.split("=", 1) for alias in options.alias)
        replica = Replica(*options.folders, aliases=aliases, port=options.port, log=log, remember=False)
        replica.break_(*(load_faults(options.faults) if options.faults else ()))
        if options.pages:
            replica.pages(generator(options.pages))
        stack.enter_context(replica)
        if options.ca_file:
            shutil.copy(replica.ca_file, options.ca_file)
        print(replica.url, flush=True)
        threading.Event().wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
