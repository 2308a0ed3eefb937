"""What the tests of the linker share: an unremarkable ad, and texts of any length."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from unionjobs_scraper.linking.decide import decide
from unionjobs_scraper.linking.decision import Decision
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.text import Wording, wording

MONDAY = datetime(2026, 5, 4, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def ad(posting_id: str = "unionjobs:1", **values: Any) -> Ad:
    """An open ad; any part of it can be said otherwise."""
    usual: dict[str, Any] = {
        "source": posting_id.partition(":")[0],
        "employer": "SEIU Local 99",
        "union_abbr": "SEIU",
        "local": "99",
        "title": "Field Organizer",
        "locations": "Dayton, OH, US",
        "first_seen": MONDAY,
        "last_seen": MONDAY + 30 * DAY,
    }
    return Ad(posting_id=posting_id, **(usual | values))


def ended(posting_id: str, **values: Any) -> Ad:
    """An ad that closed before `ad` was first seen."""
    past: dict[str, Any] = {"first_seen": MONDAY - 90 * DAY, "last_seen": MONDAY - 60 * DAY, "open": False}
    return ad(posting_id, **(past | values))


ROOTS = "bargain member contract worksite steward grievance leader strike rally budget research coalition".split()
ENDS = ["", "s", "ing", "er", "ed", "ment", "able", "ly"]


def passages(count: int, seed: int = 0, words: int = 10) -> list[str]:
    """Sentences of invented words, another set for every seed."""
    said = []
    for number in range(count):
        at = range(words * number, words * (number + 1))
        sentence = " ".join(f"{ROOTS[(7 * n + seed) % 12]}{ENDS[(n * n + seed) % 8]}{'abcdefgh'[seed % 8]}" for n in at)
        said.append(f"{sentence.capitalize()} {'abcdefghijklmnop'[number % 16] * 4}.")
    return said


def text(*parts: list[str]) -> str:
    """Passages as one text."""
    return "\n".join(line for part in parts for line in part)


def decided(a: Ad, b: Ad, texts: Mapping[str, str], stock: Collection[int] = ()) -> Decision:
    """The decision on two ads with these texts, the same whichever is named first."""
    wordings: dict[str, Wording] = {each: wording(said) for each, said in texts.items()}

    def of(one: Ad) -> Wording:
        return wordings[one.posting_id]

    decision = decide(a, b, of, lambda *_: stock)
    assert decide(b, a, of, lambda *_: stock) == decision
    return decision
