"""The shipped tables and patterns that a run makes once when it first asks for them: made as this module is loaded.

A process that runs are forked from makes them for all; they are the same in every run, whatever its environment.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import entry_points
from inspect import signature

from scrapy import cmdline
from scrapy.utils import versions

from unionjobs_scraper.platforms import platforms

ROOMS = ("unionjobs_scraper.normalize.", "unionjobs_scraper.reading.")


def make() -> None:
    """Calls every remembered function of the readers and normalizers that takes nothing."""
    platforms()
    for name, module in [*sys.modules.items()]:
        for function in [*vars(module).values()] if name.startswith(ROOMS) else ():
            own = hasattr(function, "cache_info") and function.__module__ == name
            if own and not signature(function).parameters:
                function()
    # which commands and versions are installed: hundreds of small files, the same for every run
    vars(cmdline)["entry_points"] = installed = cache(entry_points)
    installed(group="scrapy.commands")
    versions._version = cache(versions._version)
    versions.get_versions()


make()
