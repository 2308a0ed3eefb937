"""What the linker is compared with: an exact key, and text similarity alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rapidfuzz.distance import Indel

from lab.accuracy.pairs.scores import Linker, score
from lab.accuracy.pairs.worlds import World, worlds

STEPS = tuple(step / 100 for step in range(101))
"""The thresholds that are tried."""
PUBLISHED = 0.95
"""Where a job board's maintainer saw copies begin (https://github.com/strelov1/freehire/pull/997)."""


def exact_key(world: World) -> Mapping[str, str]:
    """Group by employer, title and places, casefolded."""
    return {
        ad.key: f"{ad.posting.employer}\x1f{ad.posting.title}\x1f{ad.posting.locations}".casefold() for ad in world.ads
    }


def text_alone(threshold: float) -> Linker:
    """Group what a chain of texts joins, each at least *threshold* like the next (0 to 1, see `likeness`)."""

    def linked(world: World) -> Mapping[str, str]:
        group = {ad.key: ad.key for ad in world.ads}
        for a, b, alike in likeness(world):
            if alike >= threshold and group[a] != group[b]:
                group = {key: group[a] if name == group[b] else name for key, name in group.items()}
        return group

    return linked


@cache
def likeness_by_name() -> dict[str, tuple[tuple[str, str, float], ...]]:
    """Return `likeness` of every world of the set, computed once."""
    return {world.name: _likeness(world) for world in worlds()}


def likeness(world: World) -> tuple[tuple[str, str, float], ...]:
    """Return every two keys with the share of words in the longest common subsequence of their texts."""
    known = likeness_by_name().get(world.name)
    return _likeness(world) if known is None else known


@cache
def best_threshold() -> float:
    """Return the threshold that decides most pairs of the tuning part rightly; the lowest of equals.

    F1 would choose to join nearly everything: at no threshold do the words alone part the labels.
    """
    tuning = worlds("tuning")
    return min(STEPS, key=lambda step: len(score(text_alone(step), tuning).wrong))


def baselines() -> dict[str, Linker]:
    """Return the baselines by their names in the table."""
    threshold = best_threshold()
    return {
        "exact employer, title and place": exact_key,
        f"text similarity alone (best, ≥ {threshold:.2f})": text_alone(threshold),
        f"text similarity alone (≥ {PUBLISHED:.2f})": text_alone(PUBLISHED),
    }


def _likeness(world: World) -> tuple[tuple[str, str, float], ...]:
    words = [(ad.key, ad.posting.description.casefold().split()) for ad in world.ads]
    return tuple(
        (a, b, Indel.normalized_similarity(one, other) if one and other else 0.0)
        for place, (a, one) in enumerate(words)
        for b, other in words[place + 1 :]
    )
