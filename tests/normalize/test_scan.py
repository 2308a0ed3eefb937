"""The quick looks: they find what the plain ways find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.openings import openings
from unionjobs_scraper.normalize.scan import digits, folded, positions, vocabulary

WORDS = st.sampled_from("Salary salaries pay PAYS $ 12 345 é İ — \n full-time March".split(" "))
TEXTS = st.lists(WORDS).map(" ".join) | st.text()


@given(TEXTS)
def test_positions_are_those_of_the_text(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert list(digits(text)) == [run.span() for run in re.finditer("[0-9]+", text)]
    assert all(text[place : place + 3].lower() == "pay" for place in positions(text, b"pay"))


@given(TEXTS)
def test_words_are_known_in_lower_case(text: str) -> None:
    assert (b"pays" in vocabulary(text)) == bool(
        re.search(r"(?<![A-Za-z])pays(?![A-Za-z])", text, re.IGNORECASE | re.ASCII)
    )


@given(TEXTS)
def test_openings_find_what_the_pattern_finds(text: str) -> None:
    quick = openings("sal pay", r"\bsalar(?:y|ies)\b | \bpays?\b")
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in quick.pattern.finditer(text)]
    assert bool(quick.search(text)) == bool(quick.last(text))
