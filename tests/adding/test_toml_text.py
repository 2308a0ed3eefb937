"""What is written as TOML is what is read back, and reads as the register does."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.adding.entry import table
from unionjobs_scraper.adding.toml_text import toml_text
from unionjobs_scraper.boards import Board

words = st.text(st.characters(exclude_categories=["Cs"]))
plain: st.SearchStrategy[Any] = st.one_of(words, st.integers(-(2**53), 2**53), st.lists(words).map(tuple))
keys = st.from_regex(r"[a-z_]{1,9}", fullmatch=True)


def listed(value: Any) -> Any:
    """As TOML has it: its arrays are lists."""
    if isinstance(value, dict):
        return {key: listed(each) for key, each in value.items()}
    return list(value) if isinstance(value, tuple) else value


@given(st.dictionaries(keys, plain), st.dictionaries(keys, st.dictionaries(words, plain)))
def test_what_is_written_is_read_back(values: dict[str, Any], tables: dict[str, Any]) -> None:
    document = {**values, **tables}
    assert tomllib.loads(toml_text(document)) == listed(document)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (r"/jobs/(?P<id>\d+)", r"k = '/jobs/(?P<id>\d+)'"),
        ('"Fédération" of labor', r'k = "\"Fédération\" of labor"'),
        (r"it's \d", r'k = "it' + r"'s \\d" + '"'),
        (("union", "us"), 'k = ["union", "us"]'),
        (0.3, "k = 0.3"),
        (12, "k = 12"),
    ],
)
def test_it_reads_as_a_person_writes_it(value: object, written: str) -> None:
    assert toml_text({"k": value}) == f"{written}\n"


def test_a_table_of_the_register() -> None:
    board = Board(
        name="lamps-9", title="Lamp Makers", country="US", tags=("union", "us"), platform="careers_page",
        tenant=r"/jobs/(?P<id>\d+)", start="https://lamps9.test/jobs", hosts=("lamps9.test",), floor=3,
    )  # fmt: skip
    assert table(board, "seen by hand") == (
        "[lamps-9]\n"
        'title = "Lamp Makers"\ncountry = "US"\ntags = ["union", "us"]\nplatform = "careers_page"\n'
        "tenant = '/jobs/(?P<id>\\d+)'\n"
        'start = "https://lamps9.test/jobs"\nhosts = ["lamps9.test"]\n'
        'evidence = "seen by hand"\naddress_is = "seen"\nfloor = 3\n'
    )
