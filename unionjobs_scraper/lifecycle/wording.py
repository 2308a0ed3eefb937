"""How the end of a posting is told in words, in every place that tells it."""

from __future__ import annotations

from unionjobs_scraper.lifecycle.settling import ClosedReason

HOW_ENDED: dict[str, str] = {
    ClosedReason.MARKED: "its own page says so",
    ClosedReason.GONE: "its own page answers 404 or 410",
    ClosedReason.DELISTED: "complete censuses no longer list it",
}
"""What each reason means."""


def ended(reason: str) -> str:
    """The words for a closed_reason; the code itself where an older database holds one that has none."""
    return HOW_ENDED.get(reason, reason)


def all_reasons() -> str:
    """Every reason with its words: `marked (its own page says so), …`."""
    return ", ".join(f"{reason} ({words})" for reason, words in HOW_ENDED.items())
