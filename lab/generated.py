"""The files that the program makes of others: written, or compared with what they would be.

python -m lab.generated [NAME …]           writes them, or those named
python -m lab.generated --check [NAME …]   says which are out of date (exit status 1 when one is)
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lab.program.program import ROOT
from unionjobs_scraper.adding import sources_page
from unionjobs_scraper.normalize import applicant_systems, gazetteer, gazetteer_table
from unionjobs_scraper.platforms import systems_table
from unionjobs_scraper.publish.release import codebook_pages
from unionjobs_scraper.storage.migrations import new_database

Generated = Mapping[Path, Callable[[], str]]
GENERATED: Generated = {
    ROOT / "docs/codebook.md": codebook_pages.markdown,
    sources_page.PAGE: sources_page.page,
    gazetteer.TABLE: gazetteer_table.table,
    applicant_systems.TABLE: systems_table.table,
    new_database.SCRIPT: new_database.script,
}
"""Each file, and what gives its text."""


def outdated(generated: Generated = GENERATED) -> list[Path]:
    """The files that do not hold what they would be written with."""
    return [path for path, text in generated.items() if not path.exists() or _read(path) != text()]


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def main(arguments: Sequence[str], generated: Generated = GENERATED) -> int:
    """Writes or checks; returns the exit status."""
    names = sorted(path.name for path in generated)
    parser = argparse.ArgumentParser(prog="python -m lab.generated", description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)} (default: all)")
    parser.add_argument("--check", action="store_true", help="only say which are out of date")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.names) - set(names)):
        parser.error(f"{unknown[0]} is not generated: {', '.join(names)} are")
    chosen = {path: text for path, text in generated.items() if not asked.names or path.name in asked.names}
    if asked.check:
        old = outdated(chosen)
        print("".join(f"{path.name} is out of date: make generated\n" for path in old) or "all are current\n", end="")
        return 1 if old else 0
    for path, text in chosen.items():
        path.write_text(text(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
