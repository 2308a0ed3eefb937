"""Takes pages out of Scrapy's cache, whichever storage keeps it: what is gone from it costs one download."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

GZIP = b"\x1f\x8b"


def erase_cached(folder: Path, sources: Collection[str], address: str = "") -> int:
    """Removes the cached files of sources, and of others those in which an address is; returns their number."""
    number = 0
    for path in _files(folder):
        own = path.relative_to(folder).parts[0]
        # Scrapy's storages keep a folder or a file (`.db`) a spider
        if own in sources or own.partition(".db")[0] in sources or (address and _has(path, address)):
            with suppress(FileNotFoundError):
                path.unlink()
                number += 1
    return number


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _has(path: Path, address: str) -> bool:
    with suppress(FileNotFoundError):
        content = path.read_bytes()
        if content.startswith(GZIP):
            # what is damaged is of no use, and might hold anything
            try:
                content = gzip.decompress(content)
            except (OSError, EOFError, zlib.error):
                return True
        return address.casefold() in content.decode("utf-8", "replace").casefold()
    return False
