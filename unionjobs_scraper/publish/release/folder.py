"""The folder of a release: a new one takes the place of an earlier one only when it is whole."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from pathlib import Path

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.files import replacing_folder
from unionjobs_scraper.publish.release.edition import NAME

CHECKSUMS = "SHA256SUMS"
DESCRIPTOR = "datapackage.json"


def taking_place(folder: Path) -> AbstractContextManager[Path]:
    """A new folder that takes the place of a release at the end. Raises `SettingError`."""
    return replacing_folder(folder, _check)


def _check(folder: Path) -> None:
    """Nothing is ever removed that no release wrote."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SettingError(f"{folder} is a file: name a folder for the release")
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()}
    if not held:
        return
    if not _is_release(folder):
        raise SettingError(
            f"{folder} is not empty and no release of this program: name a new folder, or empty this one"
        )
    foreign = sorted(held - _listed(folder))
    if foreign:
        raise SettingError(f"{folder} holds {foreign[0]}, which no release wrote: move it away, or name another folder")


def _is_release(folder: Path) -> bool:
    try:
        described = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(described, dict) and described.get("name") == NAME and (folder / CHECKSUMS).is_file()


def _listed(folder: Path) -> set[str]:
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8", errors="replace").splitlines()
    return {line.partition("  ")[2] for line in lines} | {CHECKSUMS}
