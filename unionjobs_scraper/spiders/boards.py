"""One spider class for each table of the register that names a platform; Scrapy's loader finds them here."""

from __future__ import annotations

from unionjobs_scraper.boards import register
from unionjobs_scraper.errors import RegisterError
from unionjobs_scraper.platforms import platforms

for _board in register().values():
    if _board.platform:
        if _board.platform not in platforms():
            _known = ", ".join(sorted(platforms()))
            raise RegisterError(
                f"boards.toml: [{_board.name}] unknown platform {_board.platform!r}: known are {_known}"
            )
        _base = platforms()[_board.platform]
        globals()[_board.name] = type(
            _board.name, (_base,), {"name": _board.name, "board": _board, "__module__": __name__}
        )
