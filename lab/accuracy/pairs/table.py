"""The figures of linkers on the labelled pairs, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from lab.accuracy.pairs.baselines import baselines
from lab.accuracy.pairs.scores import Linker, PairScore, score
from lab.accuracy.pairs.worlds import worlds
from lab.accuracy.scores import Rate

_PARTS = {"tuning": "tuning", "held_out": "held out"}


def measured(linkers: Mapping[str, Linker]) -> dict[str, PairScore]:
    """Return the figures over all worlds of each of *linkers*, by name, and after them those of the baselines."""
    return {name: score(linker) for name, linker in {**linkers, **baselines()}.items()}


def size_line() -> str:
    """Say how many pairs the set has, and of which kinds."""
    every = worlds()
    kinds = Counter(pair.relation for world in every for pair in world.pairs)
    return (
        f"{sum(kinds.values())} pairs in {len(every)} worlds: {kinds['same_ad']} of one advertisement on several "
        f"boards, {kinds['repost']} reposts, {kinds['different']} of different openings with shared wording."
    )


def table(scores: Mapping[str, PairScore]) -> str:
    """Return *scores* in Markdown: each linker on both halves and on all, then the situations of each."""
    return "\n".join((*_overall(scores), "", *_by_situation(scores)))


def _overall(scores: Mapping[str, PairScore]) -> list[str]:
    head = ("linker", "part", "pairs", "precision", "95 % interval", "recall", "95 % interval", "copies", "reposts")
    rows = []
    for name, whole in scores.items():
        parts = {said: whole.part(part) for part, said in _PARTS.items()} | {"all": whole}
        rows += [(name, part, *_figures(of)) for part, of in parts.items()]
    return _markdown(head, rows, words=2)


def _figures(of: PairScore) -> tuple[str, ...]:
    precision, recall = of.precision, of.recall
    copies, reposts = of.found("same_ad"), of.found("repost")
    return (
        str(len(of.verdicts)),
        _share(precision),
        _interval(precision),
        _share(recall),
        _interval(recall),
        f"{copies.hits}/{copies.n}",
        f"{reposts.hits}/{reposts.n}",
    )


def _by_situation(scores: Mapping[str, PairScore]) -> list[str]:
    situations = {name: of.situations for name, of in scores.items()}
    each = next(iter(situations.values()))
    rows = []
    for situation, own in each.items():
        counts = (str(own.found("same_ad", "repost").n), str(own.found("different").n))
        rows.append(
            (situation.replace("_", " "), *counts, *(_found_and_joined(of[situation]) for of in situations.values()))
        )
    note = (
        "A cell says how many pairs of one opening a linker put together, and after the dot how many pairs of "
        "different openings, wrongly."
    )
    return [*_markdown(("situation", "same", "different", *scores), rows, words=1), "", note]


def _found_and_joined(of: PairScore) -> str:
    joined = of.precision.n - of.precision.hits
    return f"{of.recall.hits} · {joined}"


def _share(rate: Rate) -> str:
    return f"{rate.value:.3f}" if rate.n else "–"


def _interval(rate: Rate) -> str:
    low, high = rate.interval
    return f"{low:.3f}–{high:.3f}" if rate.n else "–"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]], *, words: int) -> list[str]:
    rule = [*["---"] * words, *["---:"] * (len(head) - words)]
    return [f"| {' | '.join(row)} |" for row in (head, rule, *rows)]
