"""Where the law wants pay in an ad: the dated table of pay_laws.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("pay_laws.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """A law on pay in ads."""

    region: str
    """State or province, ISO 3166-2."""
    since: date
    employees: int
    """It binds employers with at least so many."""
    law: str
    source: str
    """The page that says so."""
    checked: date
    """When a copy of that page was last read."""


@cache
def laws() -> Mapping[str, Law]:
    """The laws by state or province."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {region: Law(region=region, **entry) for region, entry in table.items()}


def binding(regions: set[str], day: date) -> Law | None:
    """The law that wants pay in an ad for a job in these places on a day; the first by code where several do."""
    return next((law for region in sorted(regions) if (law := laws().get(region)) and law.since <= day), None)
