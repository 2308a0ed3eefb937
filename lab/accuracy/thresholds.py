"""Where the linker's thresholds come from: `python -m lab.accuracy.thresholds` tries others on the tuning pairs.

Each is moved alone, the others stay; precision and recall are of single decisions, before postings become jobs.
The held-out pairs take no part.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial

from rich.console import Console
from rich.table import Table

from lab.accuracy.pairs import worlds as pair_worlds
from lab.accuracy.pairs.worlds import World, worlds
from lab.accuracy.scores import Rate
from unionjobs_scraper.linking import title
from unionjobs_scraper.linking.decide import THRESHOLDS, Thresholds, decide
from unionjobs_scraper.linking.decision import Relation
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.requisition import stated_requisition
from unionjobs_scraper.linking.text import Wording, wording
from unionjobs_scraper.linking.title import TitleAgreement

TRIED: dict[str, tuple[float, ...]] = {
    "whole": (0.7, 0.8, 0.85, 0.9, 0.95, 0.98),
    "summary": (0.8, 0.85, 0.9, 0.95, 0.98, 1.0),
    "shared": (0.4, 0.5, 0.6, 0.72, 0.8, 0.9),
    "contained": (0.6, 0.7, 0.8, 0.9, 0.95, 1.0),
    "little": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "resembling": (0.7, 0.8, 0.9, 0.95, 0.98),
    "enough": (10, 20, 40, 80, 160),
    "swaps": (1, 2, 3, 5, 99),
    "near": (3, 7, 21, 60, 365),
}


@dataclass(frozen=True, slots=True)
class Compared:
    """A labelled pair, ready to be decided."""

    a: Ad
    b: Ad
    wordings: Callable[[Ad], Wording]
    stock: Callable[[Ad, Ad], Collection[int]]
    same: bool


def compared(world: World) -> Iterator[Compared]:
    """The scored pairs of a world, with what the linker would know of its employer."""
    ads = {each.key: _ad(each) for each in world.ads}
    texts = {each.key: wording(each.posting.description) for each in world.ads}

    def stock(a: Ad, b: Ad) -> set[int]:
        found: set[int] = set()
        for key, ad in ads.items():
            others = (title.agreement(ad.title_words, each.title_words) for each in (a, b))
            if all(agreed is TitleAgreement.DIFFERENT for agreed in others):
                found.update(number for number, _ in texts[key].passages)
        return found

    for pair in world.pairs:
        yield Compared(ads[pair.a], ads[pair.b], lambda ad: texts[ad.posting_id], stock, pair.same)


def _ad(each: pair_worlds.Ad) -> Ad:
    names = {field.name for field in fields(Ad)} - {"posting_id", "first_seen", "last_seen", "open"}
    known = {name: getattr(each.posting, name) for name in names if hasattr(each.posting, name)}
    stated = stated_requisition(each.posting.title) or stated_requisition(each.posting.description)
    return Ad(
        **known,
        posting_id=each.key,
        first_seen=each.first_seen,
        last_seen=each.last_seen,
        open=each.open,
        stated_requisition=stated,
    )


def rates(pairs: Collection[Compared], thresholds: Thresholds) -> tuple[Rate, Rate]:
    """Precision and recall of single decisions."""
    together = [
        pair.same
        for pair in pairs
        if decide(pair.a, pair.b, pair.wordings, pair.stock, thresholds).relation is not Relation.APART
    ]
    hits = sum(together)
    return Rate(hits=hits, n=len(together)), Rate(hits=hits, n=sum(pair.same for pair in pairs))


def main() -> None:
    """Prints precision and recall for every value that is tried; the one in force is marked."""
    pairs = [pair for world in worlds("tuning") for pair in compared(world)]
    table = Table(title=f"{len(pairs)} tuning pairs; * is in force")
    for head in ("threshold", "value", "precision", "recall"):
        table.add_column(head, justify="left" if head == "threshold" else "right")
    for name, values in TRIED.items():
        with_it = partial(replace, THRESHOLDS)
        for value in values:
            precision, recall = rates(pairs, with_it(**{name: value}))
            mark = "*" if value == getattr(THRESHOLDS, name) else ""
            table.add_row(name, f"{value}{mark}", f"{precision.value:.3f}", f"{recall.value:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
