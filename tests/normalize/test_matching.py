"""The quick looks: they find what the plain ways find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.matching import any_of, digits, folded, lettered, needles, openings, watched

WORDS = st.sampled_from(
    "Salary salaries pay PAYS $ 12 345 é İ — \n full-time full fullTIME Full time March May mayor month months".split(
        " "
    )
)
TEXTS = st.lists(WORDS).map(" ".join) | st.text()


@given(TEXTS)
def test_positions_are_those_of_the_text(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert list(digits(text)) == [run.span() for run in re.finditer("[0-9]+", text)]
    assert len(lettered(text)) == len(text)


@given(TEXTS)
def test_watched_words_are_found_in_any_case_and_before_anything(text: str) -> None:
    found = watched(text)
    for word in (b"month", b"may"):
        end = "" if word == b"may" else "(?![A-Za-z])"
        plain = re.finditer(rf"(?<![A-Za-z]){word.decode()}{end}", text, re.IGNORECASE | re.ASCII)
        assert found.get(word, []) == [place.start() for place in plain]


@given(TEXTS)
def test_a_phrase_is_found_by_its_first_word(text: str) -> None:
    plain = re.finditer(r"(?<![A-Za-z])full(?=[^A-Za-z]time(?![A-Za-z]))", text, re.IGNORECASE | re.ASCII | re.DOTALL)
    assert watched(text).get(b"full", []) == [place.start() for place in plain]


def test_any_of_reads_whole_words_beginnings_and_phrases() -> None:
    pattern = re.compile(" " + any_of(["pay", "pays", "salar*", "open until", "open contin*"]))
    said = " pay pays payer salary salaried open open until open continuously until"
    assert [said[place.start() :].split()[0] for place in pattern.finditer(said)] == [
        *("pay", "pays", "salary", "salaried", "open", "open")
    ]


@pytest.mark.parametrize("piece", ["full-time", "days/week", "year"])
def test_needles_are_watched(piece: str) -> None:
    assert [needle.piece for needle in needles(piece)] == [piece.encode()]


def test_a_needle_that_nobody_watches_is_refused() -> None:
    with pytest.raises(ValueError, match="flexitime"):
        needles("flexitime")


@given(TEXTS)
def test_openings_find_what_the_pattern_finds(text: str) -> None:
    quick = openings("sal pay", r"\bsalar(?:y|ies)\b | \bpays?\b")
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in quick.pattern.finditer(text)]
    assert bool(quick.search(text)) == bool(quick.last(text))
