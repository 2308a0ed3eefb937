"""How often the GeoNames id is right: on places of organizations, whose ids other people chose.

`organizations.tsv` is a draw of 600 from the places that the Research Organization Registry (https://ror.org, CC0)
states in the United States, Canada, Australia, the United Kingdom, Ireland and New Zealand: name, region, country,
GeoNames id, and how many of 36,000 organizations are there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from lab.accuracy.scores import Outcome, Rate, outcome
from unionjobs_scraper.normalize.codes.place_codes import geonames_id

PLACES = Path(__file__).with_name("organizations.tsv")


def place_ids_table() -> str:
    """Returns the Markdown table: by place and by organization, of the United States and elsewhere."""
    tallies: dict[str, dict[Outcome, int]] = defaultdict(lambda: dict.fromkeys(Outcome, 0))
    for name, region, country, number, organizations in _places():
        found = geonames_id(name, region, country)
        got = outcome(found, number, right=found == number)
        where = "United States" if country == "US" else "five other countries"
        tallies[f"{where}, each place once"][got] += 1
        tallies[f"{where}, as often as organizations"][got] += organizations
    head = "| places | n | right | wrong | empty | precision | 95 % | recall | 95 % |"
    rows = (_row(where, tally) for where, tally in sorted(tallies.items(), reverse=True))
    return "\n".join((head, "| --- |" + " ---: |" * 8, *rows))


def _places() -> Iterator[tuple[str, str, str, str, int]]:
    for line in PLACES.read_text(encoding="utf-8").splitlines():
        name, region, country, number, organizations = line.split("\t")
        yield name, region, country, number, int(organizations)


def _row(where: str, tally: dict[Outcome, int]) -> str:
    right, wrong, empty = (tally[each] for each in Outcome)
    rates = (Rate(hits=right, n=right + wrong), Rate(hits=right, n=right + wrong + empty))
    cells = (f"{rate.value:.3f} | {rate.interval[0]:.3f}–{rate.interval[1]:.3f}" for rate in rates)
    return f"| {where} | {right + wrong + empty} | {right} | {wrong} | {empty} | {' | '.join(cells)} |"
