"""Which ads one is compared with, when there are years of them."""

from __future__ import annotations

from tests.support.linked_ads import DAY, MONDAY, ad
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.keys import AT_ONCE, NEAREST, TOLD_APART, nearest

YEAR = 365 * DAY


def yearly(year: int, **values: object) -> Ad:
    """An ad of some year, open for a month."""
    first = MONDAY + year * YEAR
    past = {"first_seen": first, "last_seen": first + 30 * DAY, "open": False}
    return ad(f"unionjobs:{year + 100}", **(past | values))


def compared(own: Ad, others: list[Ad]) -> set[str]:
    ads = {each.posting_id: each for each in (own, *others)}
    ids = sorted((each.posting_id for each in others), key=lambda each: each[::-1])  # in no order of time
    return nearest(own.posting_id, ids, ads)


def test_of_years_of_the_same_ad_the_last_before_and_the_first_after() -> None:
    others = [yearly(year) for year in range(-10, 11) if year]
    assert compared(yearly(0), others) == {f"unionjobs:{100 + year}" for year in (-3, -2, -1, 1, 2, 3)}


def test_everything_that_was_open_at_the_same_time() -> None:
    copies = [ad(f"board{number}:1") for number in range(NEAREST + 5)]
    assert compared(ad(), copies) == {each.posting_id for each in copies}


def test_another_role_takes_nobody_s_place() -> None:
    others = [yearly(year, title="Bookkeeper") for year in range(-9, 0)]
    assert compared(yearly(0), [*others, yearly(-20)]) == {"unionjobs:80"}


def test_the_same_opening_comes_first_however_long_ago() -> None:
    number = {"stated_requisition": "2016-114"}
    others = [yearly(-30, **number), *(yearly(year) for year in range(-9, 0))]
    assert compared(yearly(0, **number), others) == {"unionjobs:70", "unionjobs:98", "unionjobs:99"}
    later = [yearly(30, **number), *(yearly(year) for year in range(1, 9))]
    assert compared(yearly(0, **number), later) == {"unionjobs:130", "unionjobs:101", "unionjobs:102"}


def listed(number: int, source: str = "psac", **values: object) -> Ad:
    """One of very many ads of a role on one board, all of them open."""
    return ad(f"{source}:{number:04}", **({"source": source} | values))


def test_of_thousands_on_one_board_at_once_those_next_to_it() -> None:
    many = [listed(number) for number in range(200) if number != 100]
    near = compared(listed(100), many)
    assert near == {f"psac:{number:04}" for number in range(100 - AT_ONCE, 101 + AT_ONCE) if number != 100}


def test_thousands_on_one_board_do_not_hide_a_copy_on_another() -> None:
    many = [listed(number) for number in range(300)]
    assert "daybook:0001" in compared(listed(1, "unionjobs"), [*many, listed(1, "daybook")])


def test_of_thousands_at_once_the_same_opening_comes_first() -> None:
    number = {"stated_requisition": "2026-114"}
    many = [listed(number) for number in range(100)]
    assert "psac:0000" in compared(listed(99, **number), [listed(0, **number), *many[1:99]])


def test_other_openings_at_once_take_nobody_s_place_but_are_bounded() -> None:
    """Their numbers tell them apart; the two without one may be one job."""
    others = [listed(number, stated_requisition=f"2026-{number}") for number in range(1, 11)]
    own = listed(11, stated_requisition="2026-11")
    assert "psac:0000" in compared(own, [listed(0), *others])
    crowd = [listed(number, stated_requisition=f"2026-{number}") for number in range(500)]
    assert len(compared(listed(500, stated_requisition="2026-500"), crowd)) == AT_ONCE * TOLD_APART
