"""How the end of a posting is told in words, in every place that tells it."""

from __future__ import annotations

from unionjobs_scraper.lifecycle.settling import ClosedReason

REASONS = {reason.value: reason for reason in ClosedReason}


def ended(reason: str) -> str:
    """The words for a closed_reason; the code itself where an older database holds one that has none."""
    return REASONS[reason].words if reason in REASONS else reason


def all_reasons() -> str:
    """Every reason with its words: `marked (its own page, …), …`."""
    return ", ".join(f"{reason} ({reason.words})" for reason in ClosedReason)
