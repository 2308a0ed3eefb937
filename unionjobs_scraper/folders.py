"""The folders that XDG has for an operator's own files and for caches, with or without a home."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "unionjobs_scraper"


def own_folder() -> Path:
    """Where the operator's own settings and register are: UNIONJOBS_HOME, else the folder that XDG has for them.

    Without a home (a unit file's DynamicUser, a container's number for a user) it is one in which nothing can be.
    """
    if named := os.environ.get("UNIONJOBS_HOME"):
        return _expanded(named) or Path(named)
    return _base("XDG_CONFIG_HOME", "~/.config") or Path(os.devnull)


def cache_folder() -> Path | None:
    """Where what can be made again is kept; None without a home."""
    return _base("XDG_CACHE_HOME", "~/.cache")


def _base(variable: str, below_home: str) -> Path | None:
    named = Path(os.environ.get(variable) or "")
    # a relative one is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
    base = named if named.is_absolute() else _expanded(below_home)
    return base / NAME if base and base.is_absolute() else None


def _expanded(path: str) -> Path | None:
    try:
        return Path(path).expanduser()
    except RuntimeError:  # there is no home
        return None
