"""The lines of a header: which is the employer, the title, the department, the place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.reading.header import LONGEST, Header, header_length, read_header, same, without_address

EMPLOYER, TITLE, PLACE = "XYZ Local 99", "Field Organizer", "Based in Dayton, OH"
PROSE = "The union seeks an organizer who has knocked on doors and who likes to meet people at their work."

LENGTHS = [
    ([EMPLOYER, TITLE, PLACE, PROSE], 3),
    ([EMPLOYER, TITLE, PLACE, "(travel required)", "[Headquarters]", PROSE], 5),
    ([EMPLOYER, TITLE, PLACE, "Duties"], 3),
    ([EMPLOYER, TITLE, PROSE], 2),
    ([EMPLOYER, TITLE, "x" * (LONGEST + 1)], 2),
    ([EMPLOYER, TITLE, "Department: Field"], 2),
    ([EMPLOYER, TITLE, "Location: Dayton, OH", PROSE], 3),
    ([EMPLOYER, TITLE], 2),
    ([PLACE, TITLE, EMPLOYER, PROSE], 3),
    ([PLACE, "Duties:", PROSE], 1),
    ([PROSE], 0),
    ([], 0),
]


@pytest.mark.parametrize(("lines", "length"), LENGTHS)
def test_where_the_header_ends(lines: list[str], length: int) -> None:
    assert header_length(lines) == length


# the lines; the title and employer of the list; what the header says
LISTED = {
    "plain": ([EMPLOYER, TITLE, PLACE], {}),
    "a department": ([EMPLOYER, TITLE, "Organizing", PLACE], {"department": "Organizing"}),
    "a department of free words": (
        [EMPLOYER, TITLE, "Campaign for a Better Ohio", PLACE],
        {"department": "Campaign for a Better Ohio"},
    ),
    "a department glued to the title": (
        [EMPLOYER, TITLE + " Organizing Department", PLACE],
        {"department": "Organizing Department"},
    ),
    "employer twice": ([EMPLOYER, EMPLOYER.upper(), TITLE, PLACE], {}),
    "employer last": ([PLACE, TITLE, EMPLOYER], {}),
    "title in another case and spacing": ([EMPLOYER, "FIELD  ORGANIZER", PLACE], {}),
    "title on two lines": ([EMPLOYER, "Field", "Organizer", PLACE], {}),
    "title not on the page": ([EMPLOYER, "Somebody Else", PLACE], {}),
    "no title line": ([EMPLOYER, PLACE], {}),
    "pay": ([EMPLOYER, TITLE, "Salary is $60,000", PLACE], {"pay": "Salary is $60,000"}),
    "pay and a department": (
        [EMPLOYER, TITLE, "Salary is $60,000", "Organizing", PLACE],
        {"pay": "Salary is $60,000", "department": "Organizing"},
    ),
    "hours": ([EMPLOYER, TITLE, "Part-time", PLACE], {"employment_text": "Part-time"}),
    "web and street addresses": ([EMPLOYER, "www.xyz.test", "12 Main Street", "xyz.org", TITLE, PLACE], {}),
    "a bracket under the place": (
        [EMPLOYER, TITLE, PLACE, "(travel required)"],
        {"location_text": PLACE + " (travel required)"},
    ),
    "a bare place": ([EMPLOYER, TITLE, "Dayton, OH"], {"location_text": "Dayton, OH"}),
    "a place that leads in wins over a bare one": ([EMPLOYER, "Toledo, OH", TITLE, PLACE], {}),
    "a place glued to the title": ([EMPLOYER, f"{TITLE} {PLACE}"], {}),
    "no place": ([EMPLOYER, TITLE], {"location_text": ""}),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTED)
def test_with_the_words_of_the_list(case: str) -> None:
    lines, said = LISTED[case]
    usual = {"title": TITLE, "department": "", "location_text": PLACE, "pay": "", "employment_text": ""}
    expected = usual | said
    header = read_header([*lines, PROSE], employer=EMPLOYER, title=TITLE)
    assert {name: getattr(header, name) for name in expected} == expected
    assert header.employer == EMPLOYER


def test_the_heading_of_a_list_may_say_more_than_the_page() -> None:
    lines = ["NNU", "National Nurses United", TITLE, PLACE]
    header = read_header(lines, employer="NNU (National Nurses United)", title=TITLE)
    assert (header.title, header.department, header.employer) == (TITLE, "", "NNU (National Nurses United)")


def test_the_lists_title_is_taken_apart_as_well() -> None:
    header = read_header([EMPLOYER, PROSE], employer=EMPLOYER, title=f"{TITLE} Organizing Department {PLACE}")
    assert (header.title, header.department, header.location_text) == (TITLE, "Organizing Department", PLACE)


ALONE = {
    "plain": ([EMPLOYER, TITLE, PLACE], (EMPLOYER, TITLE, "", PLACE)),
    "a department": ([EMPLOYER, TITLE, "Legal", PLACE], (EMPLOYER, TITLE, "Legal", PLACE)),
    "employer twice": ([EMPLOYER, EMPLOYER, TITLE, PLACE], (EMPLOYER, TITLE, "", PLACE)),
    "no place": ([EMPLOYER, TITLE], (EMPLOYER, TITLE, "", "")),
    "one line": ([TITLE], ("", TITLE, "", "")),
    "an address between": ([EMPLOYER, "www.xyz.test", TITLE, PLACE], (EMPLOYER, TITLE, "", PLACE)),
    "an address behind": ([EMPLOYER + " (https://xyz.test)", TITLE, PLACE], (EMPLOYER, TITLE, "", PLACE)),
    "nothing": ([], ("", "", "", "")),
    "prose": ([PROSE], ("", "", "", "")),
}


@pytest.mark.parametrize("case", ALONE)
def test_without_a_list_the_order_decides(case: str) -> None:
    lines, expected = ALONE[case]
    header = read_header(lines)
    assert (header.employer, header.title, header.department, header.location_text) == expected


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("XYZ www.xyz.test", "XYZ"),
        ("XYZ – https://xyz.test/jobs", "XYZ"),
        ("XYZ | www.xyz.test", "XYZ"),
        ("XYZ", "XYZ"),
        ("www.xyz.test", "www.xyz.test"),
    ],
)
def test_without_address(line: str, name: str) -> None:
    assert without_address(line) == name


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("Field Organizer", "FIELD  organizer!", True),
        ("CNA/NNU", "CNA NNU", True),
        ("Straße", "STRASSE", True),
        ("Organizer I", "Organizer II", False),
    ],
)
def test_same(one: str, other: str, equal: bool) -> None:
    assert same(one, other) is equal


LINES = st.lists(
    st.sampled_from([EMPLOYER, TITLE, PLACE, PROSE, "Legal", "(x)", "$1", "Full-time", "Pay:", "—", "a@b.test"])
)


@given(LINES | st.lists(st.text(max_size=30)), st.sampled_from(["", EMPLOYER]), st.sampled_from(["", TITLE]))
def test_any_lines_are_read(lines: list[str], employer: str, title: str) -> None:
    header = read_header(lines, employer=employer, title=title)
    assert isinstance(header, Header)
    assert 0 <= header.length <= len(lines)
    assert header.employer == employer or not employer
    assert header.title or not title
