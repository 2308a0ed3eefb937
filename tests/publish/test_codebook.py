"""The codebook covers the exports: every column, no other, and only words that the program uses."""

from __future__ import annotations

import re

import pytest

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.normalize import employment, job_family, pay_rules, workplace
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.storage.queries.exports import TABLES


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_export(table: str) -> None:
    columns = codebook.columns(table)
    assert tuple(column.name for column in columns) == TABLES[table].columns
    assert codebook.about(table).endswith(".")
    assert set(codebook.key(table)) <= {column.name for column in columns}


def test_nothing_else_is_described() -> None:
    exported = {(table, name) for table, known in TABLES.items() for name in known.columns}
    assert set(codebook.described()) == exported


def test_every_column_is_described_in_a_sentence() -> None:
    for table in codebook.TABLES:
        for column in codebook.columns(table):
            assert column.description, column
            assert column.type in codebook.TYPES
            assert column.table == table
            if column.references:
                other, name = column.references.split(".")
                assert name in TABLES[other].columns


def test_descriptions_of_postings_are_the_docstrings_of_the_item() -> None:
    assert (
        codebook.column("postings", "local").description == "Number or designation of the local, council or district."
    )
    assert codebook.column("postings", "posting_id").description == JobPosting.posting_id.__doc__


def test_controlled_words_are_those_of_the_program() -> None:
    def words(name: str) -> set[str]:
        return set(codebook.column("postings", name).values)

    assert words("job_family") == {
        value for name, value in vars(job_family).items() if re.fullmatch("[A-Z]+", name) and isinstance(value, str)
    }
    assert words("workplace") == {workplace.ONSITE, workplace.HYBRID, workplace.REMOTE}
    assert words("employment_type") == {
        value for name, value in vars(employment).items() if name == value and re.fullmatch("[A-Z_]+", name)
    }
    assert words("salary_period") == {
        pay_rules.YEAR,
        pay_rules.MONTH,
        pay_rules.WEEK,
        pay_rules.DAY,
        pay_rules.HOUR,
    }
    assert words("closed_reason") == {reason.value for reason in ClosedReason}
    assert set(codebook.column("runs", "verdict").values) == {verdict.value for verdict in Verdict}
