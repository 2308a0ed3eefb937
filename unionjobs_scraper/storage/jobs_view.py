"""The view `jobs`: one row per job_id, with the best-known value of each column and the posting that it is taken from.

`migrations/upgrade.py` makes it anew whenever it migrates: a migration that changes what it shows need not touch it.
"""

from __future__ import annotations

TAKEN = (
    ("employer", "employer <> ''", ("employer", "union_abbr", "local")),
    ("title", "title <> ''", ("title", "department", "job_family")),
    ("locations", "locations <> ''", ("locality", "region", "country", "locations")),
    ("workplace", "workplace <> ''", ("workplace",)),
    ("employment_type", "employment_type <> ''", ("employment_type",)),
    (
        "salary",
        "salary_min IS NOT NULL",
        ("salary_min", "salary_max", "salary_currency", "salary_period", "salary_text"),
    ),
    ("date_posted", "date_posted IS NOT NULL", ("date_posted",)),
    ("valid_through", "valid_through IS NOT NULL", ("valid_through",)),
    ("apply_url", "apply_url <> ''", ("apply_url",)),
    ("description", "description <> ''", ("description",)),
)
"""What is taken together from one posting: its name, what that posting must have, and the columns."""
NEWEST = "p.read_at IS NULL, p.last_seen DESC, p.posting_id"
LONGEST = f"length(p.description) DESC, {NEWEST}"


def jobs_view(*, postgres: bool) -> str:
    """The statement that makes the view."""
    joined, bytewise = ("string_agg", ' COLLATE "C"') if postgres else ("group_concat", "")
    values = ",\n  ".join(
        ", ".join((*(f'{name}."{column}"' for column in columns), f"{name}.posting_id AS {name}_from"))
        for name, _, columns in TAKEN
    )
    return f"""
CREATE VIEW jobs AS
SELECT summary.job_id,
  {values},
  summary.status,
  (SELECT s.open_after FROM spells s JOIN postings p ON p.posting_id = s.posting_id
    WHERE p.job_id = summary.job_id AND s.spell = 1
    ORDER BY s.open_by, s.posting_id{bytewise} LIMIT 1) AS first_opened_after,
  summary.first_opened,
  CASE WHEN summary.status = 'closed' THEN (SELECT p.closed_after FROM postings p
    WHERE p.job_id = summary.job_id ORDER BY p.closed_by DESC, p.posting_id{bytewise} LIMIT 1) END AS last_closed_after,
  CASE WHEN summary.status = 'closed' THEN summary.closed_by END AS last_closed,
  summary.postings,
  summary.boards,
  (SELECT {joined}(one.source, '; ') FROM (SELECT p.source FROM postings p
    WHERE p.job_id = summary.job_id GROUP BY p.source ORDER BY p.source{bytewise}) AS one) AS sources
FROM (SELECT job_id, min(first_seen) AS first_opened, max(closed_by) AS closed_by, count(*) AS postings,
        count(DISTINCT source) AS boards,
        CASE WHEN max(CASE WHEN status = 'open' THEN 1 ELSE 0 END) = 1 THEN 'open' ELSE 'closed' END AS status
      FROM postings GROUP BY job_id) AS summary
{"".join(_best(name, known, bytewise) for name, known, _ in TAKEN)}"""  # noqa: S608 -- every name is in this file


def _best(name: str, known: str, bytewise: str) -> str:
    """The posting of a job that a group of columns is taken from: the one whose page was seen last."""
    order = f"{LONGEST if name == 'description' else NEWEST}{bytewise}"
    return f"""LEFT JOIN postings {name} ON {name}.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.{known} ORDER BY {order} LIMIT 1)
"""  # noqa: S608 -- every name is in this file
