"""Postings of one title on one page are told apart by what they say."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from unionjobs_scraper.crawl.same_titles import recognized
from unionjobs_scraper.items import JobPosting

DOCKS = "You visit the docks each morning, and you plan the strike school with the crane crews of the harbor."
NURSES = "You represent nurses of four hospitals in grievances, and you bargain their next agreement."
EDITED = NURSES.replace("four hospitals", "five hospitals")
BUSES = "You train bus drivers as stewards, write the leaflets of their garage and keep the list of members."


def page(*texts: str, title: str = "organizer") -> dict[str, JobPosting]:
    """The postings of one title, numbered in their order."""
    ids = [title, *(f"{title}-{number}" for number in range(2, len(texts) + 1))]
    return {
        each: JobPosting(source_id=each, url=f"https://x.test/jobs#{each}", title="Organizer", description=text)
        for each, text in zip(ids, texts, strict=False)
    }


def told(items: Mapping[str, JobPosting]) -> dict[str, str]:
    assert all(item.source_id == each and item.url.endswith(f"#{each}") for each, item in items.items())
    return {each: item.description for each, item in items.items()}


BOTH = {"organizer": DOCKS, "organizer-2": NURSES}


@pytest.mark.parametrize(
    ("shown", "stored", "right"),
    [
        ((DOCKS, NURSES), {}, BOTH),
        ((DOCKS, NURSES), BOTH, BOTH),
        ((NURSES,), BOTH, {"organizer-2": NURSES}),  # the first leaves
        ((EDITED,), BOTH, {"organizer-2": EDITED}),  # and the second is edited
        ((NURSES, DOCKS), BOTH, BOTH),  # another order
        ((BUSES, DOCKS, NURSES), BOTH, {**BOTH, "organizer-3": BUSES}),  # a new one before them
        ((BUSES,), BOTH, {"organizer-3": BUSES}),  # both leave, another comes
        ((BUSES, NURSES), BOTH, {"organizer-3": BUSES, "organizer-2": NURSES}),  # one leaves, another comes
        ((NURSES, BUSES), {"organizer": NURSES}, {"organizer": NURSES, "organizer-2": BUSES}),
        ((BUSES, NURSES), {"organizer": NURSES}, {"organizer-2": BUSES, "organizer": NURSES}),
        ((NURSES,), {"organizer": DOCKS}, {"organizer": NURSES}),  # alone before and now: the title names it
    ],
)
def test_a_posting_keeps_its_id(shown: tuple[str, ...], stored: dict[str, str], right: dict[str, str]) -> None:
    assert told(recognized(page(*shown), stored)) == right


def test_a_number_that_belongs_to_a_title_is_none_of_an_order() -> None:
    items = page(DOCKS, title="organizer-2") | page(NURSES, title="local-9")
    assert told(recognized(items, {"organizer-2": DOCKS})) == {"organizer-2": DOCKS, "local-9": NURSES}


LONG = " ".join(f"word{number}" for number in range(60))
OTHER = " ".join(f"saying{number}" for number in range(60))


@pytest.mark.parametrize(
    ("shown", "stored", "still_open", "right"),
    [
        (LONG, {"organizer": LONG}, {"organizer"}, "organizer"),
        (LONG.replace("word7 ", "word seven "), {"organizer": LONG}, {"organizer"}, "organizer"),
        (LONG, {"organizer": LONG, "organizer-2": OTHER}, {"organizer", "organizer-2"}, "organizer"),
        (OTHER, {"organizer": LONG}, {"organizer"}, "field-organizer"),  # another posting in its place
        (LONG, {"organizer": LONG}, set(), "field-organizer"),  # that one is closed
        (LONG, {"organizer": LONG, "researcher": LONG}, {"organizer", "researcher"}, "field-organizer"),  # which?
        (DOCKS, {"organizer": DOCKS}, {"organizer"}, "field-organizer"),  # too short to tell
        (LONG, {"organizer": LONG, "field-organizer": OTHER}, {"organizer"}, "field-organizer"),  # it was there before
    ],
)
def test_a_missing_posting_is_known_again_under_another_title(
    shown: str, stored: dict[str, str], still_open: set[str], right: str
) -> None:
    items = page(shown, title="field-organizer")
    assert told(recognized(items, stored, still_open)) == {right: shown}
