"""A recorded JSON answer that lacks a key, or holds nothing or something else there, is read, refused or left out.

No other exception ends the reading of a board that somebody trimmed, or that a system changes; and what is left of a
place gets no country that the whole answer denies.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapy.http import TextResponse

from tests.platforms import test_golden as golden
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.page_reading import read_list, read_postings
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.places import parse_places

INSTEAD: tuple[Any, ...] = (None, "", [], {}, 0, -1, True, "x", ["x"], {"x": "y"}, [None], 9e99)
GONE = object()
DEEPEST = 7


@dataclass(frozen=True)
class Answer:
    """A fixture that is JSON."""

    name: str
    extractor: Extractor
    board: Board
    page: TextResponse
    kind: str
    value: Any

    def read(self, value: Any) -> list[JobPosting]:
        """The postings of the answer with another body. Raises `PageError`."""
        page = self.page.replace(body=json.dumps(value).encode())
        if self.kind == "posting":
            return list(read_postings(self.extractor, self.board, page))
        return list(read_list(self.extractor, self.board, page).items.values())


@cache
def answers() -> tuple[Answer, ...]:
    return tuple(_answers())


def _answers() -> Iterator[Answer]:
    for case in golden.CASES:
        if not (case / "page.json").exists():
            continue
        about = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
        extractor, board = golden._extractor(case.parent.name, about)
        page = golden._response(case, about)
        try:
            value = json.loads(page.body)
        except ValueError:
            continue
        if isinstance(page, TextResponse):
            yield Answer(f"{case.parent.name}/{case.name}", extractor, board, page, about["kind"], value)


def paths(value: Any, depth: int = 0) -> Iterator[tuple[str | int, ...]]:
    """The way to each value of an answer; of a list only to the first two."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:2]) if isinstance(value, list) else ()
    for key, each in inner if depth < DEEPEST else ():
        yield (key,)
        yield from ((key, *rest) for rest in paths(each, depth + 1))


def changed(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    found = deepcopy(value)
    at = found
    for key in path[:-1]:
        at = at[key]
    if new is GONE:
        del at[path[-1]]
    else:
        at[path[-1]] = new
    return found


def countries(items: list[JobPosting], home: str) -> dict[str, set[str]]:
    return {each.source_id: {p.country for p in parse_places(each.location_text, country=home)} for each in items}


def read_or_refused(answer: Answer, value: Any, about: str) -> list[JobPosting]:
    """The postings of an answer; none of one that the extractor refuses on purpose."""
    said = ""
    try:
        return answer.read(value)
    except PageError as error:
        said = error.message
    assert "the extractor failed" not in said, f"{answer.name} {about}: {said}"
    return []


@cache
def _of(name: str) -> dict[str, set[str]]:
    answer = next(each for each in answers() if each.name == name)
    try:
        return countries(answer.read(answer.value), answer.board.country)
    except PageError:
        return {}


OF_LABEL = {"lever/list_harbor_eu": "GB", "lever/trap_rows_damaged": "CA", "recruitee/list_several_places": "BE"}
"""Fixtures with a label that names another country than the field beside it: without the field it is all there is."""


def check(answer: Answer, path: tuple[str | int, ...], new: Any) -> None:
    found = read_or_refused(answer, changed(answer.value, path, new), f"{path} {new!r}")
    before = _of(answer.name)
    home = {answer.board.country, "", OF_LABEL.get(answer.name, "")}
    for number, now in countries(found, answer.board.country).items():
        allowed = before.get(number, now) | home
        assert now <= allowed, f"{answer.name} {path} {new!r}: {now} for {before.get(number)}"


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_what_is_trimmed_ends_in_no_other_exception_and_in_no_other_country(data: st.DataObject) -> None:
    answer = data.draw(st.sampled_from(answers()))
    ways = list(paths(answer.value))
    if ways:
        check(answer, data.draw(st.sampled_from(ways)), data.draw(st.sampled_from((GONE, *INSTEAD))))


@pytest.mark.parametrize("value", [None, [], {}, "x", 0, [None], [[]], {"jobs": None}])
def test_an_answer_that_is_something_else_is_refused(value: Any) -> None:
    for answer in answers():
        read_or_refused(answer, value, repr(value))
