"""Jobs of very many ads are put together without comparing each with each, and are the same as if each had been."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.support.linked_ads import DAY, MONDAY, ad
from unionjobs_scraper.linking.clash import clash
from unionjobs_scraper.linking.decision import Stage
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.groups import Kinds, Link, grouped
from unionjobs_scraper.storage.linking import jobs

DICE = random.Random(5)  # noqa: S311 - invented ads
TITLES = ("Organizer", "Organizer, Health Care", "Organizer, Health Care Campaign", "Organizer 2026", "Lead Organizer")
PLACES = ("", "Dayton, OH, US", "OH, US", "Dayton, OH, US; Reno, NV, US", "Reno, NV, US")
APPLY = ("", "https://x.org/jobs/12345", "https://x.org/jobs/99999", "https://hill.bamboohr.com/careers/55")


def any_ad(number: int, varied: int) -> Ad:
    """An ad that differs from others in a few things, so that many of them may be one job."""
    first = MONDAY + timedelta(days=DICE.randrange(60))
    low = DICE.choice((None, None, 50_000.0, 50_500.0, 90_000.0))
    values: dict[str, Any] = {
        "title": DICE.choice(TITLES),
        "locations": DICE.choice(PLACES),
        "employer": DICE.choice(("SEIU Local 99", "SEIU")),
        "local": DICE.choice(("99", "")),
        "apply_url": DICE.choice(APPLY),
        "salary_min": low,
        "salary_max": DICE.choice((None, low)) if low else None,
        "stated_requisition": DICE.choice(("", "1", "2")),
        "employment_type": DICE.choice(("", "FULL_TIME", "PART_TIME")),
        "department": DICE.choice(("", "Health", "Schools")),
    }
    chosen = {name: values[name] for name in DICE.sample(sorted(values), varied)}
    span = {"first_seen": first, "last_seen": first + timedelta(days=DICE.randrange(-1, 30))}
    return ad(f"psac:{number}", open=not DICE.randrange(3), **span, **chosen)


def grouping(ads: list[Ad], links: list[Link], said: dict[tuple[str, str], bool], *, each: bool) -> tuple[Any, int]:
    """The jobs, by comparing each with each or not, and how many pairs were looked at."""
    known = {one.posting_id: one for one in ads}
    asked = 0

    def apart(a: str, b: str) -> bool:
        nonlocal asked
        asked += 1
        reviewed = said.get((min(a, b), max(a, b)))
        return bool(clash(known[a], known[b])) if reviewed is None else not reviewed

    def kinds_apart(*two: Any) -> bool | None:
        nonlocal asked
        asked += 1
        return kinds.apart(*two)

    kinds = jobs._kinds(SimpleNamespace(ads=known), SimpleNamespace(said=said))  # type: ignore[arg-type]
    counted = Kinds() if each else replace(kinds, apart=kinds_apart)
    found = grouped(sorted(known), links, apart, lambda *_: False, counted)
    return found, asked


@pytest.mark.parametrize("varied", [1, 2, 3, 4])
def test_jobs_are_the_same_as_by_comparing_each_with_each(varied: int) -> None:
    merged = 0
    for _ in range(60):
        ads = [any_ad(number, varied) for number in range(16)]
        ids = sorted(one.posting_id for one in ads)
        chosen = {tuple(sorted(DICE.sample(ids, 2))) for _ in range(40)}
        links = [
            Link(posting_id=a, other_id=b, decided_by=Stage.TEXT, text=DICE.choice((0.8, 0.9, 1.0)))
            for a, b in sorted(chosen)
            if not clash(*(one for one in ads if one.posting_id in (a, b)))
        ]
        a, b = sorted(DICE.sample(ids, 2))
        said = {(a, b): False} if DICE.randrange(2) else {}
        expected, _ = grouping(ads, links, said, each=True)
        assert grouping(ads, links, said, each=False)[0] == expected
        merged += any(len(job) > 2 for job in expected)
    assert merged > 5


MANY = 300
SHAPES: dict[str, Any] = {
    "overlapping pay": lambda n: {"salary_min": 40_000.0 + n, "salary_max": 80_000.0 + n},
    "pay that overlaps the neighbors'": lambda n: {
        "salary_min": 40_000.0 + 1000 * n,
        "salary_max": 90_000.0 + 1000 * n,
    },
    "apply addresses": lambda n: {"apply_url": f"https://x.org/jobs/{n:06}"},
    "one number, overlapping pay": lambda n: {
        "stated_requisition": "7",
        "salary_min": 40_000.0 + n,
        "salary_max": 80_000.0 + n,
    },
    "other towns": lambda n: {"locations": f"Dayton, OH, US; Town {n}, OH, US"},
    "reposts with numbers": lambda n: {"stated_requisition": str(n), **reposted(n)},
    "reposts with more pay": lambda n: {"salary_min": 40_000.0 + 2000 * n, **reposted(n)},
    "reposts with pay to and fro": lambda n: {"salary_min": 40_000.0 + 20_000 * (n % 2), **reposted(n)},
}


def reposted(number: int) -> dict[str, Any]:
    first = MONDAY + 3 * number * DAY
    return {"first_seen": first, "last_seen": first + DAY, "open": False}


def pairwise_by(step: int, ids: list[str]) -> list[tuple[str, str]]:
    return list(zip(ids, ids[step:], strict=False))


@pytest.mark.parametrize("shape", SHAPES)
def test_few_pairs_of_a_job_of_many_are_looked_at(shape: str) -> None:
    ads = [ad(f"psac:{number * 89 % 307:03}", **SHAPES[shape](number)) for number in range(MANY)]  # ids in no order
    links = [
        Link(posting_id=min(a, b), other_id=max(a, b), decided_by=Stage.TEXT, text=0.7 + apart / 10)
        for apart in (3, 1)  # first every third, so that jobs lie between each other
        for a, b in pairwise_by(apart, [each.posting_id for each in ads])
    ]
    found, asked = grouping(ads, links, {}, each=False)
    assert max(map(len, found)) > 20
    assert asked < 12 * MANY
