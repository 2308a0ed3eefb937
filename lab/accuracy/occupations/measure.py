"""How often the occupation is right: on labelled titles of union staff, and on O*NET's titles that were kept out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lab.accuracy.scores import Rate
from unionjobs_scraper.normalize.codes.occupations import SURE_ENOUGH, Model, alternate_titles, occupation
from unionjobs_scraper.normalize.job_family import job_family

TITLES = Path(__file__).with_name("union_titles.tsv")
"""Title, department, SOC codes that are right; written and labelled before the rules were."""
LATER: Mapping[str, Path] = {
    name: Path(__file__).with_name(f"{name}_titles.tsv") for name in ("second", "third", "fourth", "fifth")
}
"""Likewise, each written after the rules and measured once before they were touched again."""
OF_FAMILY: Mapping[str, str] = {
    "organizing": "13-1075",
    "representation": "13-1075",
    "research": "19-3099",
    "communications": "27-3031",
    "political": "27-3031",
    "legal": "23-1011",
    "administration": "43-6014",
    "finance": "43-3031",
    "technology": "15-1232",
    "training": "13-1151",
    "leadership": "11-1011",
    "apprenticeship": "13-1151",
}
"""The baseline: the commonest occupation of each job family."""
EVERY = 7
"""Of the kept-out titles every seventh is asked: 3,000 suffice."""


class Labelled(NamedTuple):
    """A title and the codes that are right."""

    title: str
    department: str
    right: frozenset[str]


def labelled(titles: Path = TITLES) -> Iterator[Labelled]:
    """Yields the titles of union staff."""
    for line in titles.read_text(encoding="utf-8").splitlines():
        title, department, codes = line.split("\t")
        yield Labelled(title, department, frozenset(codes.split("|")))


def kept_out() -> tuple[list[tuple[str, str]], list[Labelled]]:
    """Returns half of O*NET's titles to learn from, and titles of the other half with their codes."""
    right: dict[str, set[str]] = defaultdict(set)
    learned = []
    for code, title in alternate_titles():
        if hashlib.sha256(title.encode()).digest()[0] < 128:
            right[title].add(code)
        else:
            learned.append((code, title))
    asked = sorted(right)[::EVERY]
    return learned, [Labelled(title, "", frozenset(right[title])) for title in asked]


Reader = Callable[[Labelled], str]


def baseline(case: Labelled) -> str:
    """The occupation of the title's job family."""
    return OF_FAMILY.get(job_family(case.title), "")


def occupations_table() -> str:
    """Returns the Markdown of the part on occupations."""
    learned, asked = kept_out()
    model = Model(learned)

    def by_words(case: Labelled) -> tuple[str, float]:
        return model.ranked(case.title.split()) or ("", 0.0)

    own = list(labelled())
    rows = (
        ("titles of union staff", "job family", _rates(own, baseline)),
        ("titles of union staff", "the program", _rates(own, _of_title)),
        *((f"{name} titles", "the program", _rates(labelled(path), _of_title)) for name, path in LATER.items()),
        ("kept-out titles", "job family", _rates(asked, baseline)),
        ("kept-out titles", "words, likeliest", _rates(asked, lambda case: by_words(case)[0])),
        ("kept-out titles", f"words, {SURE_ENOUGH} and above", _rates(asked, lambda case: _sure(*by_words(case)))),
    )
    head = "| titles | by | n | answered | precision | 95 % | recall | 95 % |"
    return "\n".join((head, "| --- | --- |" + " ---: |" * 6, *(_row(*row) for row in rows)))


def _of_title(case: Labelled) -> str:
    return occupation(case.title, case.department).soc


def _sure(soc: str, probability: float) -> str:
    return soc if probability >= SURE_ENOUGH else ""


def _rates(cases: Iterable[Labelled], read: Reader) -> tuple[Rate, Rate]:
    found = [(read(case), case.right) for case in cases]
    hits = sum(soc in right for soc, right in found)
    return Rate(hits=hits, n=sum(bool(soc) for soc, _ in found)), Rate(hits=hits, n=len(found))


def _row(titles: str, way: str, rates: tuple[Rate, Rate]) -> str:
    precision, recall = rates
    cells = (f"{rate.value:.3f} | {rate.interval[0]:.3f}–{rate.interval[1]:.3f}" for rate in rates)
    return f"| {titles} | {way} | {recall.n:,} | {precision.n:,} | {' | '.join(cells)} |"
