"""A list of several pages: whether it moved while it was read, and whether it ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.lifecycle.paging import BARREN, MOST_PAGES, Pages, Paging, left_meanwhile


@pytest.mark.parametrize(
    ("before", "now", "left"),
    [
        ("abcd", "abcd", ""),
        ("abcd", "abde", "c"),  # one was taken down: another slid up from the next page
        ("abcd", "xabc", ""),  # a new one at the head pushed the last over the edge
        ("abcd", "xyab", ""),
        ("abcd", "xabd", "c"),  # both at once: d was not pushed, so c has left
        ("abcd", "bcde", "a"),
        ("abcd", "abc", "d"),
        ("abcd", "", "abcd"),
        ("abcd", "wxyz", "abcd"),
        ("", "abcd", ""),
    ],
)
def test_what_left_a_page_meanwhile(before: str, now: str, left: str) -> None:
    assert left_meanwhile(before, now) == list(left)


@given(
    st.lists(st.integers(0, 99), unique=True, max_size=12), st.lists(st.integers(100, 199), unique=True, max_size=12)
)
def test_new_postings_at_the_head_are_no_departure(ids: list[int], fresh: list[int]) -> None:
    before = [str(each) for each in ids]
    now = [str(each) for each in [*fresh, *ids]][: len(before)]
    assert left_meanwhile(before, now) == ([] if len(fresh) < len(ids) else before)


def _read(*sizes: int) -> Paging:
    """A list of so many rows on each page."""
    paging = Paging()
    for number, size in enumerate(sizes, start=1):
        paging.turn(new_rows=size, leads_on=number < len(sizes), total=None)
    return paging


@pytest.mark.parametrize(
    ("before", "now", "lost"),
    [
        ((20, 4), (20,), True),  # the link to the second page is gone
        ((20, 20, 4), (20, 20), True),
        ((20, 4), (19,), False),  # shrunk: its only page is not full
        ((20, 4), (20, 4), False),
        ((20, 4), (20, 20, 1), False),
        ((20,), (20,), False),
        ((1, 1), (1,), False),  # a page of one row is always full
        ((0, 7), (0, 7), False),  # a portal's page, then the list
        ((20, 4), (), False),
    ],
)
def test_a_list_that_ends_with_a_full_page_before_its_end(
    before: tuple[int, ...], now: tuple[int, ...], lost: bool
) -> None:
    assert bool(_read(*now).lost(Pages.parse(str(_read(*before).found)))) is lost


def test_what_an_older_program_kept_says_nothing_of_pages() -> None:
    assert Pages.parse("") is None
    assert _read(20).lost(None) == ""


@pytest.mark.parametrize(
    ("followed", "ids", "moved"),
    [(True, "ab", True), (True, "ba", False), (False, "ab", False), (True, "abc", False)],
    ids=["the same page again", "in another order", "another list", "a longer page"],
)
def test_a_page_that_shows_what_an_earlier_one_showed(followed: bool, ids: str, moved: bool) -> None:
    paging = Paging()
    paging.turn(new_rows=2, leads_on=True, total=None, ids="ab")
    paging.turn(new_rows=0, leads_on=False, total=None, ids=ids, followed=followed)
    assert bool(paging.moved) is moved


def test_pages_without_a_new_row_end_the_list() -> None:
    paging = Paging()
    assert paging.turn(new_rows=20, leads_on=True, total=None)
    turned = [paging.turn(new_rows=0, leads_on=True, total=None) for _ in range(BARREN)]
    assert turned == [True] * (BARREN - 1) + [False]
    assert "no posting that an earlier page had not" in paging.endless


def test_a_page_with_a_new_row_begins_the_count_anew_and_a_last_page_is_no_repeat() -> None:
    paging = Paging()
    for new_rows in (0, 0, 1, 0, 0, 5):
        assert paging.turn(new_rows=new_rows, leads_on=True, total=None)
    assert paging.turn(new_rows=0, leads_on=False, total=None)
    assert not paging.endless


def test_no_list_is_read_without_end() -> None:
    paging = Paging()
    pages = 0
    while paging.turn(new_rows=1, leads_on=True, total=None):
        pages += 1
    assert pages == MOST_PAGES - 1
    assert "goes on" in paging.endless


@pytest.mark.parametrize(("totals", "moved"), [((120, 119), True), ((119, 120), False), ((120, None, 0, 120), False)])
def test_a_total_that_falls_from_page_to_page(totals: tuple[int | None, ...], *, moved: bool) -> None:
    paging = Paging()
    for total in totals:
        paging.turn(new_rows=1, leads_on=True, total=total)
    assert bool(paging.moved) is moved


def test_a_first_page_read_again() -> None:
    paging = Paging(first_pages={"https://x.test/1": ("a", "b", "c")})
    paging.read_again("https://x.test/1", ["a", "b", "c"])
    assert not paging.moved
    paging.read_again("https://x.test/1", ["a", "c", "d"])
    assert "1 posting(s) left its first page while it was read (b)" in paging.moved
