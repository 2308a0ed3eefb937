"""Jobs of postings: what finds and links them, what people have reviewed, and the best-known values of a job."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
)

from unionjobs_scraper.storage.schema import UtcTime

revision = "0004"
down_revision = "0003"

BEST = (
    # the columns that are taken together from one posting, where the first of these is not empty
    ("employer", "employer <> ''", ("employer", "union", "local")),
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
NEWEST = "p.read_at IS NULL, p.last_seen DESC, p.posting_id"
LONGEST = f"length(p.description) DESC, {NEWEST}"


def upgrade() -> None:
    """Makes the tables; the program then links every stored posting, once."""
    op.execute("DROP VIEW jobs")
    op.drop_index(op.f("ix_postings_job_key"), "postings")
    op.drop_column("postings", "job_key")
    op.create_table(
        "fingerprints",
        Column("posting_id", Text(), nullable=False),
        Column("employer", BigInteger(), nullable=False),
        Column("title", Text(), nullable=False),
        Column("requisition", Text(), server_default="", nullable=False),
        Column("sample", BigInteger(), nullable=False),
        Column("passages", LargeBinary(), nullable=False),
        Column("keys", LargeBinary(), nullable=False),
        ForeignKeyConstraint(["posting_id"], ["postings.posting_id"], name=op.f("fk_fingerprints_posting_id")),
        PrimaryKeyConstraint("posting_id", name=op.f("pk_fingerprints")),
    )
    op.create_index(op.f("ix_fingerprints_employer_sample"), "fingerprints", ["employer", "sample"])
    op.create_table(
        "job_keys",
        Column("key", BigInteger(), nullable=False, autoincrement=False),
        Column("posting_id", Text(), nullable=False),
        PrimaryKeyConstraint("key", "posting_id", name=op.f("pk_job_keys")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links",
        Column("posting_id", Text(), nullable=False),
        Column("other_id", Text(), nullable=False),
        Column("relation", Text(), server_default="", nullable=False),
        Column("decided_by", Text(), server_default="", nullable=False),
        Column("why", Text(), server_default="", nullable=False),
        Column("title_agreement", Text(), server_default="", nullable=False),
        Column("place_agreement", Text(), server_default="", nullable=False),
        Column("employer_agreement", Text(), server_default="", nullable=False),
        Column("text_similarity", Float()),
        Column("apply_shared", Boolean(), nullable=False),
        Column("margin", Float(), nullable=False),
        Column("learned_from", BigInteger()),
        ForeignKeyConstraint(["posting_id"], ["postings.posting_id"], name=op.f("fk_links_posting_id")),
        ForeignKeyConstraint(["other_id"], ["postings.posting_id"], name=op.f("fk_links_other_id")),
        PrimaryKeyConstraint("posting_id", "other_id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_other_id"), "links", ["other_id"])
    op.create_index(op.f("ix_links_learned_from"), "links", ["learned_from"])
    op.create_table(
        "reviews",
        Column("posting_id", Text(), nullable=False),
        Column("other_id", Text(), nullable=False),
        Column("same", Boolean(), nullable=False),
        Column("at", UtcTime(), nullable=False),
        Column("note", Text(), server_default="", nullable=False),
        PrimaryKeyConstraint("posting_id", "other_id", name=op.f("pk_reviews")),
    )
    op.create_index(op.f("ix_reviews_other_id"), "reviews", ["other_id"])
    op.execute(_jobs_view(postgres=op.get_context().dialect.name == "postgresql"))


def _jobs_view(*, postgres: bool) -> str:
    joined, bytewise = ("string_agg", ' COLLATE "C"') if postgres else ("group_concat", "")
    values = ",\n  ".join(
        ", ".join((*(f'{name}."{column}"' for column in columns), f"{name}.posting_id AS {name}_from"))
        for name, _, columns in BEST
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
{"".join(_best(name, known, bytewise) for name, known, _ in BEST)}"""  # noqa: S608 -- all names stand in this file


def _best(name: str, known: str, bytewise: str) -> str:
    """The posting of a job that a group of columns is taken from: the one whose page was seen last."""
    order = f"{LONGEST if name == 'description' else NEWEST}{bytewise}"
    return f"""LEFT JOIN postings {name} ON {name}.posting_id = (SELECT p.posting_id FROM postings p
  WHERE p.job_id = summary.job_id AND p.{known} ORDER BY {order} LIMIT 1)
"""  # noqa: S608 -- all names stand in this file
