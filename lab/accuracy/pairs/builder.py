"""Writes the labelled pairs, <situation>.jsonl, from the banks of wording: `python -m lab.accuracy.pairs.builder`.

An opening is made first and its postings from it, so a label is known, not guessed. Running it again
writes the same bytes. Which half a world belongs to is a rule of its name (`part_of`), made before its text.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from lab.accuracy.pairs.copies import COPIED
from lab.accuracy.pairs.draft import Draft
from lab.accuracy.pairs.languages import LINKED
from lab.accuracy.pairs.reposts import RETURNED
from lab.accuracy.pairs.rivals import RIVALED
from lab.accuracy.pairs.sisters import SEPARATE
from lab.accuracy.pairs.words import PARTS

FOLDER = Path(__file__).parent
SITUATIONS: dict[str, tuple[Callable[[Draft], None], int]] = {**COPIED, **LINKED, **RETURNED, **SEPARATE, **RIVALED}


def part_of(situation: str, number: int) -> str:
    """Return a world's half: of every two neighbors in a situation, the lower hash is tuning."""
    own, neighbor = (_hash(f"{situation}-{each:02d}") for each in (number, number ^ 1))
    return PARTS[own > neighbor]


def built() -> Iterator[tuple[str, str]]:
    """Yield each file's name and its text."""
    for situation, (write, count) in SITUATIONS.items():
        yield f"{situation}.jsonl", "".join(_line(situation, write, number) for number in range(count))


def main() -> int:
    """Write the files; return the exit status."""
    for name, text in built():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def _line(situation: str, write: Callable[[Draft], None], number: int) -> str:
    draft = Draft(situation, number, part_of(situation, number))
    draft.why = " ".join((write.__doc__ or "").split())
    write(draft)
    return json.dumps(draft.row(), ensure_ascii=False) + "\n"


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
