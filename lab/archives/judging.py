"""Holds a folded record against the truth: which of its ends are none, and which bounds do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lab.archives.worlds import Life


@dataclass(slots=True)
class Judged:
    """What of the ends in a record is right."""

    ends: int = 0
    wrong: list[str] = field(default_factory=list)
    """Ends within whose bounds the posting did not end."""


def judged(lives: Sequence[Life], spells: Iterable[Mapping[str, Any]]) -> Judged:
    """Judges every end that a record has."""
    by_id = {f"unionjobs:{life.ad.number}": life for life in lives}
    found = Judged()
    for spell in spells:
        if not spell["closed_by"]:
            continue
        found.ends += 1
        after, by = (datetime.fromisoformat(spell[name]) for name in ("closed_after", "closed_by"))
        if not by_id[spell["posting_id"]].ended_between(after, by):
            found.wrong.append(f"{spell['posting_id']}: {after} to {by} ({spell['evidence']})")
    return found
