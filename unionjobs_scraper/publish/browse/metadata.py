"""What Datasette shows around the tables: titles, the codebook, facets, questions, limits."""

from __future__ import annotations

from typing import Any

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.codebook import explained
from unionjobs_scraper.publish.questions import questions
from unionjobs_scraper.storage.queries.exports import TABLES

NAME = "unionjobs"
"""The database's name in addresses."""
STYLESHEET = "static/unionjobs.css"
"""Its place in the folder, and its address."""
FACETS = {
    "postings": ("status", "union_abbr", "job_family", "region", "workplace", "source"),
    "jobs": ("status", "union_abbr", "job_family", "region"),
    "spells": ("status", "closed_reason"),
    "stretches": ("ended", "left_truncated", "closed_reason"),
    "counts": ("week", "union_abbr", "job_family", "region"),
    "changes": ("field",),
    "runs": ("source", "verdict"),
    "links": ("relation", "decided_by"),
}
NEWEST_FIRST = {
    "postings": "first_seen",
    "spells": "open_by",
    "changes": "at",
    "jobs": "first_opened",
    "stretches": "open_by",
    "counts": "week",
    "runs": "run_id",
}
LABELS = {"postings": "title", "jobs": "title"}
"""The column that names a row where another table links to it."""
SETTINGS: dict[str, Any] = {
    "default_page_size": 50,
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 1000,
    "truncate_cells_html": 200,
    "suggest_facets": False,
    "max_returned_rows": 200,
    "max_csv_mb": 50,
    "allow_csv_stream": False,
    "num_sql_threads": 2,
}
"""Datasette's settings; with `limits.py` they bound what one request may cost."""
DESCRIPTION = (
    "Staff jobs that labor unions advertise: what each posting said, when it opened, when it closed and how we know."
    " This is a read-only copy of what was collected; open it again to see newer runs. An empty cell means that nothing"
    " is known. Times are UTC. Signs that turn the direction of text are left out."
)
LICENSE = "Facts are free to use; the text of a posting belongs to whoever wrote it"


def metadata() -> dict[str, Any]:
    """Datasette's metadata, in the form of its versions 0.65."""
    return {
        "title": "Union staff jobs",
        "description": DESCRIPTION,
        "license": LICENSE,
        "source": "the job board or site that each row names (columns source and url)",
        "extra_css_urls": [f"/{STYLESHEET}"],
        "databases": {
            NAME: {
                "description": DESCRIPTION,
                "tables": {table: _table(table) for table in TABLES} | {"postings_fts": {"hidden": True}},
                "queries": {
                    each.name: {"title": each.title, "description": each.description, "sql": each.sql, "hide_sql": True}
                    for each in questions()
                },
            }
        },
    }


def _table(table: str) -> dict[str, Any]:
    columns = TABLES[table].columns
    shown: dict[str, Any] = {
        "description": codebook.about(table),
        "columns": {each.name: explained(each) for each in codebook.columns(table)},
        "facets": [name for name in FACETS.get(table, ()) if name in columns],
    }
    if (newest := NEWEST_FIRST.get(table)) in columns:
        shown["sort_desc"] = newest
    if label := LABELS.get(table):
        shown["label_column"] = label
    return shown
