"""Rows under one id: one posting told twice, or two of which one has the other's address."""

from __future__ import annotations

import pytest
from parsel import Selector

from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.one_id import others, unlike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Field Organizer", "Campaign Researcher"),
        ("Staff Attorney", "Field Organizer, Oakland"),
        ("Organizer 1", "Organizer 2"),
        ("Political Coordinator, Region 6", "Political Coordinator, Region 7"),
    ],
)
def test_titles_of_two_postings(one: str, other: str) -> None:
    assert unlike(one, other)
    assert unlike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Field Organizer", "FIELD ORGANIZER"),
        ("Field Organizer", "Field Organizer (Oakland, CA)"),
        ("Organizer, Oakland", "Organizer, Fresno"),
        ("Field Organizer", "Now hiring: Field Organizer"),
        ("Organizer", "Organizer 2"),
        ("Field Organizer", ""),
    ],
)
def test_titles_that_may_be_one_postings(one: str, other: str) -> None:
    assert not unlike(one, other)


def test_the_second_of_two_postings_under_one_id_is_told() -> None:
    titles = ("Organizer", "Organizer, Reno", "Researcher", "Researcher")
    rows = [Listed(source_id="7", url="", title=title) for title in titles]
    assert list(others(rows)) == [LeftOut(reason="same-id", words="Researcher")]


ROW = "<li><h3><a href='/jobs/{}'>{}</a></h3><p><a class='more' href='/jobs/{}'>{}</a></p></li>"


def _left(*rows: tuple[int, str, str]) -> list[LeftOut]:
    body = "".join(ROW.format(number, title, number, more) for number, title, more in rows)
    page = Selector(text=f"<html><body><ul>{body}</ul></body></html>")
    return list(left_out({link.root: link.attrib["href"] for link in page.css("a[href]")}))


def test_rows_apart_that_lead_to_one_page() -> None:
    told = _left((1, "Organizer", "Read more"), (2, "Researcher", "Read more"), (1, "Staff Attorney", "Read more"))
    assert told == [LeftOut(reason="same-id", words="Staff Attorney")]


def test_two_links_of_one_row_are_one_row() -> None:
    assert not _left((1, "Organizer", "Oakland, until May 4"), (2, "Researcher", "Reno, until filled"))
