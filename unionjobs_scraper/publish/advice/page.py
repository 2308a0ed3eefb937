"""The page for a board's own people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import RowMapping

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.advice.faults import Fault, days_up, faults
from unionjobs_scraper.publish.advice.links import dead, to_visit
from unionjobs_scraper.publish.feeds.entries import line, paragraphs, web_address
from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.publish.job_posting_ld import json_ld
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.advice import known_as, median_days, open_ads

LONGEST = 20_000
KINDS = {
    "deadline": "deadline has passed",
    "pay": "no pay where the law wants it",
    "duplicate": "advertised twice",
    "characters": "broken characters",
    "field": "a field that search engines need is missing",
    "link": "address for applying is dead",
    "long": "up for very long",
}


Visit = Callable[[Mapping[str, str]], Mapping[str, int]]
"""Asks for the addresses of postings; returns the statuses that say that there is no such page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A page, and what it tells."""

    text: str
    ads: int
    faults: Sequence[Fault]


def advice(database: Database, name: str, today: date, visit: Visit | None = None) -> Made:
    """The page for the people of a source or a national union. Raises `SettingError` where nothing is of that name."""
    with database.read() as connection:
        rows = open_ads(connection, name)
        if not rows and not known_as(connection, name):
            raise SettingError(f"--for {name}: no posting is of that source or union (names: scrapy list)")
        medians = median_days(connection)
    found = faults(rows, today, medians)
    if visit:
        addresses = to_visit(rows)
        found += dead(addresses, visit(addresses))
    return Made(text=page(name, rows, found, medians, today), ads=len(rows), faults=found)


def page(
    name: str, rows: Sequence[RowMapping], found: Sequence[Fault], medians: Mapping[str, float], today: date
) -> str:
    """The whole page: each ad with its days, its faults, and its JobPosting ready to paste."""
    counts = Counter(fault.kind for fault in found)
    return rendered(
        "advice/advice.html.j2",
        name=name,
        today=today.isoformat(),
        count=len(rows),
        counts=[(KINDS[kind], counts[kind]) for kind in KINDS if counts[kind]],
        ads=[_ad(row, found, medians, today) for row in rows],
    )


def _ad(row: RowMapping, found: Sequence[Fault], medians: Mapping[str, float], today: date) -> dict[str, Any]:
    usual = medians.get(row["job_family"])
    posting = json_ld({**row}, paragraphs(row["description"], LONGEST), web_address(row["url"]))
    return {
        "id": line(row["posting_id"]),
        "title": line(row["title"]) or line(row["posting_id"]),
        "address": web_address(row["url"]),
        "days": days_up(row, today),
        "usual": f"{usual:.0f}" if usual else "",
        "family": row["job_family"],
        "faults": [fault for fault in found if fault.posting_id == row["posting_id"]],
        "ld": json.dumps(posting, ensure_ascii=False, indent=1).replace("</", "<\\/"),
    }
