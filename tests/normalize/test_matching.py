"""The quick looks: they find what the plain ways find."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionjobs_scraper.normalize
from unionjobs_scraper.normalize.matching import Phrases, _Later, any_of, digits, folded, lettered, needles, watched

WORDS = st.sampled_from(
    (
        "Salary salaries pay PAYS xpay 1pay _pay épay $ 12 345 é İ — \n full-time full fullTIME Full time March May"
        " mayor month months"
    ).split(" ")
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
def test_phrases_are_found_as_the_plain_pattern_finds_them(text: str) -> None:
    pattern = r"salar(?:y|ies)\b | pays?\b | éclair\b"
    plain = re.compile(rf"(?<![^\W])(?:{pattern})", re.VERBOSE | re.IGNORECASE)
    quick = Phrases("sal pay clair", pattern)
    found = list(quick.finditer(text))
    assert [(one.start, one.end) for one in found] == [
        one.span() for one in plain.finditer(text) if one[0][0] in "sSpP"
    ]
    assert [one.words for one in found] == [text[one.start : one.end] for one in found]
    assert (quick.search(text), quick.last(text)) == ((found[0], found[-1]) if found else (None, None))


def test_a_phrase_is_found_behind_a_capital_that_becomes_two_letters() -> None:
    assert Phrases("pay", r"pays?\b").search("İİ Pay") == (3, 6, "Pay")


def test_a_pattern_with_a_capital_is_refused() -> None:
    with pytest.raises(ValueError, match="OTE"):
        Phrases("o", r"OTE\b")


def test_every_pattern_that_is_compiled_later_can_be() -> None:
    for found in pkgutil.iter_modules(unionjobs_scraper.normalize.__path__, "unionjobs_scraper.normalize."):
        importlib.import_module(found.name)
    gc.unfreeze()  # a command that another test has run may have put all objects aside
    patterns = [each for each in gc.get_objects() if isinstance(each, _Later)]
    assert len(patterns) > 100
    for each in patterns:
        re.compile(each.pattern, re.VERBOSE | re.IGNORECASE)
