"""Counting a linker's pairs: precision and recall with intervals, by situation, and what it got wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lab.accuracy.pairs.worlds import Pair, World, worlds
from lab.accuracy.scores import Rate

Linker = Callable[[World], Mapping[str, str]]
"""Gives each posting's key the name of its group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a linker made of one scored pair."""

    world: World
    pair: Pair
    together: bool

    @property
    def right(self) -> bool:
        """True when it agrees with the label."""
        return self.together == self.pair.same


@dataclass(frozen=True, slots=True, kw_only=True)
class PairScore:
    """A linker's figures over some worlds."""

    verdicts: tuple[Verdict, ...]

    @property
    def precision(self) -> Rate:
        """Of the pairs put together, those that are one opening."""
        together = [each for each in self.verdicts if each.together]
        return Rate(hits=sum(each.right for each in together), n=len(together))

    @property
    def recall(self) -> Rate:
        """Of the pairs that are one opening, those put together."""
        return self.found("same_ad", "repost")

    def found(self, *relations: str) -> Rate:
        """Of the pairs with one of these labels, those decided rightly."""
        own = [each for each in self.verdicts if each.pair.relation in relations]
        return Rate(hits=sum(each.right for each in own), n=len(own))

    @property
    def wrong(self) -> tuple[Verdict, ...]:
        """The pairs decided against their label."""
        return tuple(each for each in self.verdicts if not each.right)

    @property
    def situations(self) -> dict[str, PairScore]:
        """The same figures for each situation, in the order of the files."""
        names = dict.fromkeys(each.world.situation for each in self.verdicts)
        return {
            name: PairScore(verdicts=tuple(each for each in self.verdicts if each.world.situation == name))
            for name in names
        }

    def part(self, part: str) -> PairScore:
        """The figures of one half."""
        return PairScore(verdicts=tuple(each for each in self.verdicts if each.world.part == part))


def score(linker: Linker, among: Iterable[World] | None = None) -> PairScore:
    """Put each world to the *linker* and count. Raises `ValueError` when it leaves a scored posting without group."""
    return PairScore(
        verdicts=tuple(
            verdict for world in (worlds() if among is None else among) for verdict in _verdicts(world, linker(world))
        )
    )


def wrong_lines(of: PairScore) -> list[str]:
    """Return a line for each wrong pair: world, pair, what it is and why."""
    return [
        f"{each.world.name} {each.pair.a}–{each.pair.b}: {each.pair.relation}, {'joined' if each.together else 'apart'}"
        f" ({each.pair.reason})"
        for each in of.wrong
    ]


def _verdicts(world: World, groups: Mapping[str, str]) -> list[Verdict]:
    left = {key for pair in world.pairs for key in (pair.a, pair.b)} - groups.keys()
    if left:
        raise ValueError(f"{world.name}: no group for {', '.join(sorted(left))}")
    return [Verdict(world=world, pair=pair, together=groups[pair.a] == groups[pair.b]) for pair in world.pairs]
