"""The tables that codes are for: unions by the program's own list, employers and occupations as postings name them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Text, TextualSelect, column, func, select, text

from unionjobs_scraper.normalize.codes import union_table
from unionjobs_scraper.storage.schema import postings

UNION_COLUMNS = ("union_abbr", "name", "other_names", "parent", "country", "federation", "olms_f_num", "wikidata")


def _row(cells: Iterable[str], names: Iterable[str] = UNION_COLUMNS) -> str:
    quoted = ("'" + cell.replace("'", "''").replace(":", r"\:") + "'" for cell in cells)
    return f"SELECT {', '.join(f'{cell} AS {name}' for cell, name in zip(quoted, names, strict=True))}"


def _unions() -> TextualSelect:
    """The program's list as a query: as text, which is made many times as fast as of SQLAlchemy's parts."""
    rows = (
        _row(
            (
                each.abbreviation,
                each.name,
                "; ".join(each.names),
                each.parent,
                each.country,
                "yes" if each.federation else "no",
                each.olms,
                each.wikidata,
            )
        )
        for each in union_table.rows()
    )
    return text(" UNION ALL ".join(rows)).columns(*(column(name, Text) for name in UNION_COLUMNS))


unions = _unions().subquery("unions")
"""National unions and federations: no table of the database, so that every database has today's list."""


_EMPLOYER = (postings.c.employer, postings.c.union_abbr, postings.c.local)
employers = (
    select(*_EMPLOYER, func.count().label("postings"))
    .where(postings.c.employer != "")
    .group_by(*_EMPLOYER)
    .subquery("employers")
)
"""Every employer as postings spell it."""

_OCCUPATION = (postings.c.title, postings.c.department)
occupations = (
    select(*_OCCUPATION, func.count().label("postings"))
    .where(postings.c.title != "")
    .group_by(*_OCCUPATION)
    .subquery("occupations")
)
"""Every title with its department, as postings spell them."""
