"""The tables that codes are for: unions by the program's own list, employers and occupations as postings name them."""

from __future__ import annotations

from sqlalchemy import Text, func, literal, select, union_all

from unionjobs_scraper.normalize.codes import union_table
from unionjobs_scraper.storage.schema import postings

UNION_COLUMNS = ("union_abbr", "name", "other_names", "parent", "country", "federation", "olms_f_num", "wikidata")

unions = union_all(
    *(
        select(*(literal(cell, Text).label(name) for name, cell in zip(UNION_COLUMNS, row, strict=True)))
        for row in (
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
            for each in union_table.rows()
        )
    )
).subquery("unions")
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
