"""Writes normalize/applicant_systems.toml: `python -m unionjobs_scraper.platforms.systems_table [--check]`.

Linking and the readers of postings need to know every system's addresses; a table spares a crawl the import of every
platform, and these rooms an import from above.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from unionjobs_scraper.normalize.applicant_systems import TABLE
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.platforms.other_systems import OTHERS

HEAD = "# Made by python -m unionjobs_scraper.platforms.systems_table from unionjobs_scraper/platforms\n"


def table() -> str:
    """The table as text."""
    systems = dict(OTHERS)
    for platform in platforms().values():
        if platform.domains:
            systems[platform.system or platform.name] = (platform.domains, platform.openings)
    return HEAD + "".join(
        f"\n[{name}]\ndomains = {_array(domains)}\nopenings = {_array(openings)}\n"
        for name, (domains, openings) in sorted(systems.items())
    )


def _array(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(json.dumps, texts))}]"


def main(arguments: Sequence[str]) -> int:
    """Writes the table, or checks it; returns the exit status."""
    text = table()
    if list(arguments) == ["--check"]:
        current = TABLE.exists() and TABLE.read_text(encoding="utf-8") == text
        print(f"{TABLE.name} is current" if current else f"{TABLE.name} is out of date: make generated")
        return 0 if current else 1
    if arguments:
        print(__doc__)
        return 2
    TABLE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
