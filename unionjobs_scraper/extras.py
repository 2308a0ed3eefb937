"""The packages of the extras: which are missing, and the command that installs them here."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, requires
from importlib.util import find_spec
from pathlib import Path

from packaging.requirements import Requirement

from unionjobs_scraper.errors import SettingError

DISTRIBUTION = "unionjobs-scraper"
INSTALL = re.compile(r"pip install '" + DISTRIBUTION + r"\[([a-z,]+)\]'")
NAMED_OTHERWISE = {"vl-convert-python": "vl_convert"}
"""Packages whose module has another name."""


def check(what: str, extra_of: Mapping[str, str]) -> None:
    """Raises `SettingError` that names all missing packages at once. `extra_of`: each package's extra."""
    missing = [package for package in extra_of if find_spec(NAMED_OTHERWISE.get(package, package)) is None]
    if missing:
        extras = ",".join(sorted({extra_of[package] for package in missing}))
        raise SettingError(f"{what} needs {', '.join(missing)}: pip install '{DISTRIBUTION}[{extras}]'")


def installing(text: str, prefix: Path | None = None) -> str:
    """A message's `pip install '…[extra]'` as this installation takes it: tools of pipx and uv have no pip."""
    prefix = prefix or Path(sys.prefix)
    if (prefix / "pipx_metadata.json").exists():
        command = f"pipx inject {DISTRIBUTION}"
    elif (prefix / "uv-receipt.toml").exists():
        command = f"uv pip install --python {prefix}"
    else:
        return text

    def here(found: re.Match[str]) -> str:
        names = packages(found[1].split(","))
        return f"{command} {' '.join(names)}" if names else found[0]

    return INSTALL.sub(here, text)


def packages(extras: list[str]) -> list[str]:
    """The packages of some extras, as the installed program's own metadata has them."""
    try:
        needed = [Requirement(each) for each in requires(DISTRIBUTION) or ()]
    except PackageNotFoundError:
        return []
    return sorted(
        {
            f"'{each.name}{brackets(each)}'" if each.extras else each.name
            for each in needed
            if each.marker and any(each.marker.evaluate({"extra": extra}) for extra in extras)
        }
    )


def brackets(requirement: Requirement) -> str:
    """`[binary]` of `psycopg[binary]`."""
    return f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
