"""The labelled strings: what an extractor hands over, and what the column should then say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("cases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One labelled string. A file's line: `{"employer": …, "want": …, "hard": true, and the reader's arguments}`."""

    column: str
    employer: str
    """Whose postings are written so; accuracy is also averaged over employers."""
    given: dict[str, str] = field(hash=False)
    """Arguments of the column's reader."""
    want: str
    """The cell; empty when the words do not say."""
    hard: bool = False
    """True for what a plain rule gets wrong."""
    key: str = ""
    """Where the case comes from."""
    also: tuple[str, ...] = ()
    """Other cells that are as right."""
    read: Callable[..., str] | None = field(default=None, compare=False)
    """What reads it, where that is not the column's reader."""


def column_of(file: Path) -> str:
    """Return the column that a file of cases is about: `pay.jsonl` and `pay-euro.jsonl` are both about `pay`."""
    return file.stem.partition("-")[0]


def own_cases(folder: Path = FOLDER) -> Iterator[Case]:
    """Yield the cases of this repository, `<column>.jsonl` and `<column>-<about>.jsonl`.

    Raises `ValueError` on a line that is none.
    """
    for file in sorted(folder.glob("*.jsonl"), key=lambda each: (column_of(each), each.stem)):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            key = f"{file.stem}:{number}"
            try:
                row: dict[str, Any] = json.loads(line)
                hard, employer, want = bool(row.pop("hard", False)), row.pop("employer"), row.pop("want")
            except (ValueError, KeyError) as problem:
                raise ValueError(f"{key}: {problem!r}") from problem
            yield Case(column=column_of(file), employer=employer, given=row, want=want, hard=hard, key=key)
