"""Releases that were made by `scrapy release`, offered for download."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.release.folder import CHECKSUMS
from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.state import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A release of the site."""

    name: str
    path: str
    size: str


def releases(folder: Folder, source: Path | None) -> list[Offered]:
    """Puts the releases of a folder into the site, the newest name first. Raises `SettingError` where there is none."""
    if source is None:
        return []
    found = sorted((path.parent for path in source.glob(f"*/{CHECKSUMS}")), reverse=True)
    if not found:
        raise SettingError(
            f"--releases {source}: no release in a folder of its own there (scrapy release {source}/NAME)"
        )
    return [_offered(folder, each) for each in found]


def _offered(folder: Folder, release: Path) -> Offered:
    size = 0
    for path in sorted(each for each in release.rglob("*") if each.is_file()):
        stat = path.stat()
        size += stat.st_size
        name = f"releases/{release.name}/{path.relative_to(release).as_posix()}"
        folder.put(name, mark(stat.st_size, stat.st_mtime_ns), path.read_bytes)
    return Offered(name=release.name, path=f"releases/{release.name}/codebook.html", size=f"{size / 1e6:.1f} MB")
