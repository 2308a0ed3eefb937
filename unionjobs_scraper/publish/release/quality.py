"""The quality page: coverage, completeness, timeliness, comparability and accuracy, as statistical offices report them.

The dimensions are those of the European Statistics Code of Practice. Each figure is counted in the release's own
DuckDB file, so that a reader can count it again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from unionjobs_scraper.publish.html_pages import rendered
from unionjobs_scraper.publish.release.copies import DATABASE, reading
from unionjobs_scraper.publish.release.edition import TITLE, Edition
from unionjobs_scraper.storage.values import cell_text

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

WATCHED = ("title", "employer", "union_abbr", "local", "locality", "date_posted", "valid_through", "salary_text", "soc")
"""Columns whose completeness is shown."""
WEEKS = 12
"""Newest weeks that are shown; quality.json has all."""
GAP = 14
"""Days without a complete run after which open postings are unknown, and a series is broken."""

ALL = 10_000
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:]{8}Z)?")
ABOUT_COVERAGE = "Runs and postings of each source. Only complete runs are believed: the others close nothing."
ABOUT_COMPLETENESS = (
    "Percent of the postings of a source that have the column filled. Empty means that the page does not say, or that"
    " it was not read."
)
WEEKLY = "Completeness by week"
ABOUT_WEEKS = "The same by the week in which a posting was first seen."
ABOUT_TIMELINESS = (
    "Hours between complete runs (median), and between the bounds of an opening and of a closing (median and 90th"
    " percentile): how far a time in this release can be from the truth."
)
ABOUT_COMPARABILITY = (
    "Where a source's series begins, is interrupted or ends: counts across such a break are not comparable."
)
COVERAGE = """
    SELECT source, title, runs, complete, round(100.0 * complete / nullif(runs, 0), 1) AS complete_share, postings,
      first_complete, last_complete FROM coverage ORDER BY source
"""
COMPLETENESS = """
    SELECT p.source, count(*) AS postings, {shares} FROM postings p GROUP BY ALL ORDER BY p.source
"""
BY_WEEK = """
    SELECT p.source, date_trunc('week', p.first_seen)::DATE AS week, count(*) AS postings, {shares}
    FROM postings p GROUP BY ALL ORDER BY week DESC, p.source
"""
TIMELINESS = """
    WITH complete AS (SELECT source, started_at,
        started_at - lag(started_at) OVER (PARTITION BY source ORDER BY started_at) AS since
      FROM runs WHERE verdict = 'complete'),
    paces AS (SELECT source, round(median(epoch(since)) / 3600, 1) AS hours_between_runs FROM complete GROUP BY source),
    bounds AS (SELECT p.source,
        round(median(epoch(s.open_by - s.open_after)) / 3600, 1) AS opening_within,
        round(quantile_cont(epoch(s.open_by - s.open_after), 0.9) / 3600, 1) AS opening_within_p90,
        round(median(epoch(s.closed_by - s.closed_after)) / 3600, 1) AS closing_within,
        round(quantile_cont(epoch(s.closed_by - s.closed_after), 0.9) / 3600, 1) AS closing_within_p90,
        count(s.closed_by) AS closings, count(*) AS openings
      FROM spells s JOIN postings p USING (posting_id) GROUP BY p.source)
    SELECT c.source, hours_between_runs, openings, opening_within, opening_within_p90, closings, closing_within,
      closing_within_p90
    FROM coverage c LEFT JOIN paces USING (source) LEFT JOIN bounds USING (source) ORDER BY c.source
"""
BREAKS = """
    WITH complete AS (SELECT source, started_at,
        lead(started_at) OVER (PARTITION BY source ORDER BY started_at) AS next,
        row_number() OVER (PARTITION BY source ORDER BY started_at) AS nth
      FROM runs WHERE verdict = 'complete')
    SELECT source, started_at AS at, 'the series begins: what stood on the board then was not seen to open' AS what
      FROM complete WHERE nth = 1
    UNION ALL SELECT source, started_at,
        'no complete run for ' || round(epoch(next - started_at) / 86400)::BIGINT || ' days' FROM complete
      WHERE next - started_at > INTERVAL {gap} DAY
    UNION ALL SELECT source, max(started_at), 'the source is no longer crawled' FROM runs
      WHERE source IN (SELECT source FROM coverage WHERE crawled = 'no') GROUP BY source
    ORDER BY 2, 1, 3
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the page."""

    name: str
    about: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    shown: int
    """Of the rows, how many the page has; quality.json has all."""
    folded: bool = False
    """Whether it is a longer table of the dimension before, which a reader opens."""

    def kinds(self) -> list[str]:
        """The class of each column's cells: numbers `n`, days and times `t`, words `w`."""
        return [self._kind(place) for place in range(len(self.columns))]

    def _kind(self, place: int) -> str:
        cells = [row[place] for row in self.rows if row[place] is not None]
        if all(isinstance(cell, int | float) for cell in cells):
            return "n"
        return "t" if all(_MOMENT.fullmatch(str(cell)) for cell in cells) else "w"

    def texts(self) -> Iterator[list[str]]:
        """The cells of the rows that the page has, as it shows them."""
        for row in self.rows[: self.shown]:
            yield ["" if cell is None else _shown(cell) for cell in row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Everything that the page tells."""

    tables: Sequence[Table]
    accuracy: Sequence[str] = field(default_factory=list)
    """Sentences on how often a closing or an open posting is wrong."""


def quality(folder: Path, accuracy: Sequence[str]) -> Quality:
    """Counts what a release holds; `folder` has its DuckDB file."""
    with reading(folder / DATABASE) as connection:
        tables = [_table(connection, *asked) for asked in _asked()]
    return Quality(tables=tables, accuracy=accuracy)


def _asked() -> list[tuple[str, str, str, int]]:
    """Each table's name, what it tells, its query, and how many rows the page shows."""
    shares = ", ".join(f'round(100.0 * count(p."{name}") / count(*)) AS "{name}"' for name in WATCHED)
    return [
        ("Coverage", ABOUT_COVERAGE, COVERAGE, ALL),
        ("Completeness", ABOUT_COMPLETENESS, COMPLETENESS.format(shares=shares), ALL),
        (WEEKLY, ABOUT_WEEKS, BY_WEEK.format(shares=shares), WEEKS * 40),
        ("Timeliness", ABOUT_TIMELINESS, TIMELINESS, ALL),
        ("Comparability", ABOUT_COMPARABILITY, BREAKS.format(gap=GAP), ALL),
    ]


def _table(connection: DuckDBPyConnection, name: str, about: str, query: str, shown: int) -> Table:
    found = connection.execute(query)
    columns = [each[0] for each in found.description or ()]
    rows = [tuple(_cell(value) for value in row) for row in found.fetchall()]
    return Table(name=name, about=about, columns=columns, rows=rows, shown=min(shown, len(rows)), folded=name == WEEKLY)


def _shown(cell: Any) -> str:
    """A cell's text; a time without its seconds."""
    text = str(cell)
    return text.replace("T", " ").removesuffix("Z")[:16] if _MOMENT.fullmatch(text) else text


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return cell_text(value)
    return value if value is None or isinstance(value, int) else str(value)


def quality_json(found: Quality) -> str:
    """All rows of all tables, for machines."""
    told = {
        "accuracy": list(found.accuracy),
        **{
            each.name.lower().replace(" ", "_"): [dict(zip(each.columns, row, strict=True)) for row in each.rows]
            for each in found.tables
        },
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def quality_page(edition: Edition, found: Quality, dataset: str) -> str:
    """The page. `dataset`: schema.org's Dataset as JSON-LD, for search engines."""
    return rendered(
        "release/quality.html.j2",
        title=TITLE,
        version=edition.version,
        as_of=f"{edition.as_of:%Y-%m-%d %H:%M} UTC",
        tables=found.tables,
        accuracy=found.accuracy,
        dataset=Markup(dataset.replace("<", "\\u003c")),  # noqa: S704 - no tag can begin within it
    )
