"""Takes pages out of Scrapy's cache, whichever storage keeps it: what is gone from it costs one download."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path


def erase_cached(folder: Path, sources: Collection[str] | None) -> int:
    """Removes the cached files of sources, None: of all; returns their number.

    Pages are not looked through for what they say: they may be compressed twice over, or in another charset.
    """
    number = 0
    for path in sorted(folder.rglob("*")):
        own = path.relative_to(folder).parts[0]
        # Scrapy's storages keep a folder or a file (`.db`) a spider
        named = sources is None or own in sources or own.partition(".db")[0] in sources
        if named and path.is_file() and not path.is_symlink():
            with suppress(FileNotFoundError):
                path.unlink()
                number += 1
    return number
