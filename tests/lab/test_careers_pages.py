"""The labelled careers pages are what they claim to be, and their counts are counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from html import unescape

import pytest

from lab.accuracy.careers.baseline import baseline
from lab.accuracy.careers.measure import Tally, careers_table, own_sets, tally
from lab.accuracy.careers.pages import pages
from lab.accuracy.conformance.captures import Capture
from lab.accuracy.conformance.reading import Reading
from lab.accuracy.scores import Outcome
from unionjobs_scraper.items import JobPosting

EVERY = tuple(pages())


def _text(capture: Capture) -> str:
    return unescape(capture.response.body.decode())


def test_the_set_is_large_and_varied_enough() -> None:
    lists = Counter(name for name, page in EVERY if page.kind != "posting")
    assert sum(lists.values()) >= 60
    assert len(lists) >= 12
    bodies = [page.response.body for _, page in EVERY if page.kind == "list" and page.truth["count"]]
    assert len(bodies) == len(set(bodies))


def test_every_label_stands_on_its_page() -> None:
    for _, page in EVERY:
        for label in page.labels:
            assert label["title"] in _text(page)
            for place in label.get("places", ()):
                assert place["locality"].split()[0] in _text(page)


def test_titles_and_addresses_are_told_apart() -> None:
    for name, page in EVERY:
        titles = [label["title"] for label in page.labels]
        addresses = [label["url"] for label in page.labels if "url" in label]
        assert len(titles) == len(set(titles)), name
        assert len(addresses) == len(set(addresses)), name


def test_pages_without_postings_have_no_label() -> None:
    kinds = {name.partition(":")[0] for name, page in EVERY if page.truth.get("count") == 0}
    assert kinds == {"nothing open", "embedded or empty shell", "trap"}


def test_running_it_again_gives_the_same_bytes() -> None:
    assert [page.response.body for _, page in pages()] == [page.response.body for _, page in EVERY]


@pytest.fixture
def page() -> Capture:
    return next(page for name, page in EVERY if name == "cards" and page.kind == "list")


def _items(page: Capture) -> list[JobPosting]:
    return [
        JobPosting(source_id=str(number), url=label["url"], title=label["title"], locations="Albany, NY, US")
        for number, label in enumerate(page.labels)
    ]


def test_found_false_wrong_and_empty_are_counted_apart(page: Capture) -> None:
    first, second, *others = _items(page)
    given = [replace(first, title="Apply now"), replace(second, locations=""), *others[:-1]]
    stray = JobPosting(source_id="x", url="https://www.example.org/staff/", title="Odalys Brandt")
    counted = tally([("cards", page, Reading(items=[*given, stray]))])["cards"]
    assert (counted.found, counted.false) == (counted.postings - 1, 1)
    titles = Counter(outcome.value for outcome in counted.cells["title"])
    assert titles["wrong"] == 1
    assert Counter(outcome.value for outcome in counted.cells["places"])["empty"] == 1
    assert f"| {counted.postings} | {counted.found} | 1 |" in careers_table({"cards": counted})


def test_a_page_that_is_not_read_finds_nothing(page: Capture) -> None:
    counted = tally([("cards", page, Reading(problem="LayoutChanged"))])["cards"]
    assert (counted.found, counted.false, counted.cells["title"]) == (0, 0, [])


def test_a_posting_on_a_trap_page_is_false() -> None:
    name, trap = next((name, page) for name, page in EVERY if name.startswith("trap"))
    counted = tally([(name, trap, Reading(items=[JobPosting(source_id="1", url="u", title="Organizer")]))])[name]
    assert (counted.postings, counted.found, counted.false) == (0, 0, 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["made", "written"])
def test_postings_of_careers_pages_are_found_and_nothing_else(name: str) -> None:
    total = Tally()
    for each in tally((name, page, reading) for page, reading in own_sets()[name]).values():
        total.add(each)
    titles, places = Counter(total.cells["title"]), Counter(total.cells["places"])
    assert total.found >= 0.92 * total.postings
    assert total.found >= 0.97 * (total.found + total.false)
    assert titles[Outcome.RIGHT] >= 0.92 * titles.total()
    assert places[Outcome.RIGHT] >= 0.90 * places.total()


@pytest.mark.slow
def test_the_plain_way_is_measured_on_the_same_pages() -> None:
    every = [page for page, _ in own_sets()["written"]]
    plain = [reading for _, reading in baseline(every)]
    assert len(plain) == len(every)
    assert 0 < sum(len(each.items) for each in plain) < sum(int(page.truth.get("count", 1)) for page in every)
