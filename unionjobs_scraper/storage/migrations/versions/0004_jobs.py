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


def upgrade() -> None:
    """Makes the tables; the program then links every stored posting, once."""
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
