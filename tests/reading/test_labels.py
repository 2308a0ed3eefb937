"""Facts behind labels."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.reading.labels import KNOWN, labelled
from unionjobs_scraper.reading.page import Block

ALL_AT_ONCE = Block(
    "p",
    [
        "Location: Los Angeles, CA Department: Organizing Employment Type: Full-time",
        "Minimum Experience: 2 years Compensation: $60,000 - $70,000",
    ],
)

ONE_BLOCK = [
    (["Location: Dayton, OH"], {"location": "Dayton, OH"}),
    (["Job Location: Dayton, OH"], {"location": "Dayton, OH"}),
    (["Duty station: Geneva"], {"location": "Geneva"}),
    (["Department: Field"], {"department": "Field"}),
    (["DEPARTMENT : Field"], {"department": "Field"}),
    (["Date Posted: 4/1/2026"], {"date_posted": "4/1/2026"}),
    (["Posting Date: April 1, 2026"], {"date_posted": "April 1, 2026"}),
    (["Closing Date: May 1, 2026"], {"valid_through": "May 1, 2026"}),
    (["Close of Posting: May 1, 2026"], {"valid_through": "May 1, 2026"}),
    (["Deadline to apply: May 1, 2026"], {"valid_through": "May 1, 2026"}),
    (["Application deadline: May 1, 2026"], {"valid_through": "May 1, 2026"}),
    (["Applications due by: May 1, 2026"], {"valid_through": "May 1, 2026"}),
    (["Posting Period: April 1 Until Filled"], {"valid_through": "April 1 Until Filled"}),
    (["Employment Type: Full-time"], {"employment_type": "Full-time"}),
    (["Hours/Status: Full-time, exempt"], {"employment_type": "Full-time, exempt"}),
    (["Salary Range: $60,000 - $70,000"], {"salary": "$60,000 - $70,000"}),
    (["Hourly Rate: $30"], {"salary": "$30"}),
    # the value ends where the next label, known or not, begins
    (
        ["Washington, DC Date: April 27, 2026 Supervisor: the director"],
        {"date_posted": "April 27, 2026"},
    ),
    (
        ["Location: Washington, DC Date: April 27, 2026 Supervisor: the director"],
        {"location": "Washington, DC", "date_posted": "April 27, 2026"},
    ),
    (
        ["Department: Corporate Affairs Salary Level: $100,000"],
        {"department": "Corporate Affairs", "salary": "$100,000"},
    ),
    (["Location: Dayton, OH Bargaining Unit: OPEIU"], {"location": "Dayton, OH"}),
    (["Location: Dayton, OH", "the office is small"], {"location": "Dayton, OH"}),
    # the first value stays
    (["Location: Dayton, OH", "Location: Reno, NV"], {"location": "Dayton, OH"}),
    # no labels
    (["We note the deadline: it is May 1"], {}),
    (["Relocation: none"], {}),
    (["Location"], {}),
    (["Location:"], {}),
    (["Salary: " + "long prose " * 30], {}),
    ([], {}),
]


@pytest.mark.parametrize(("lines", "expected"), ONE_BLOCK)
def test_labels_of_one_block(lines: list[str], expected: dict[str, str]) -> None:
    assert labelled([Block("p", lines)]) == expected


def test_a_block_of_many_labels_is_cut_at_each() -> None:
    assert labelled([ALL_AT_ONCE]) == {
        "location": "Los Angeles, CA",
        "department": "Organizing",
        "employment_type": "Full-time",
        "salary": "$60,000 - $70,000",
    }


@pytest.mark.parametrize("tag", ["p", "td", "dt", "div", "h4"])
def test_a_label_alone_takes_the_next_block(tag: str) -> None:
    assert labelled([Block(tag, ["Closing Date:"]), Block(tag, ["May 1, 2026"])]) == {"valid_through": "May 1, 2026"}


def test_a_label_alone_does_not_take_the_next_label() -> None:
    found = labelled([Block("p", ["Department:"]), Block("p", ["Location: Dayton, OH"])])
    assert found == {"location": "Dayton, OH"}


def test_of_two_blocks_the_first_value_counts() -> None:
    found = labelled([Block("p", ["Location: Dayton, OH"]), Block("p", ["Location: our other office"])])
    assert found == {"location": "Dayton, OH"}


LINES = st.lists(st.sampled_from(["Location:", "Date:", "Dayton, OH", "Salary:", "Status:", " ", "\n", "x" * 250, ":"]))


@given(st.lists(LINES.map("".join).map(lambda line: Block("p", line.split("\n")))))
def test_values_are_short_single_lines(parts: list[Block]) -> None:
    for value in labelled(parts).values():
        assert 0 < len(value) <= 200
        assert "\n" not in value


@given(st.lists(st.sampled_from(["Location", "Pay", ":", " ", "\n", "Dayton", "\xa0", "x"])).map("".join))
def test_no_label_is_behind_the_last_colon(text: str) -> None:
    begun = [(label.start(), label.lastgroup) for label in KNOWN.finditer(text)]
    assert begun == [(label.start(), label.lastgroup) for label in KNOWN.finditer(text, 0, text.rfind(":") + 1)]
