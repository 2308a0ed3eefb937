"""How many postings may leave a list between two readings of it: what a single reading may be believed to say."""

from __future__ import annotations

from datetime import timedelta

HALF_LIFE = timedelta(days=21)
"""In this time half of the postings are over where nothing more is known: an assumption (docs/decisions.md)."""
ALWAYS = 2
"""So many may leave in any time."""
WIDE_GAP = timedelta(days=60)
"""After a longer gap a list may have any length, and none of the postings of before."""


def may_leave(open_before: int, gap: timedelta) -> float:
    """The most postings that a single list may miss and be believed, of those open, a gap after the list before it."""
    share: float = 1 - 0.5 ** (max(gap, timedelta()) / HALF_LIFE)
    return max(ALWAYS, open_before * share)
