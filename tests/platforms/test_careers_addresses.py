"""Where the links of a careers page lead."""

from __future__ import annotations

from scrapy.http import HtmlResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.page_reading import read_list
from unionjobs_scraper.items import LeftOut, Listed
from unionjobs_scraper.platforms.careers_page import PLATFORM

BOARD = Board(name="xyz", title="XYZ", country="US", tags=("union",), platform="careers_page", employer="XYZ")
TITLES = ("Union Organizer", "Research Analyst", "Staff Attorney", "Field Representative")


def test_addresses_are_joined_to_the_base_that_the_page_names() -> None:
    items = "".join(f"<li><a href='careers/{title.split()[0].lower()}/'>{title}</a></li>" for title in TITLES)
    html = f"<html><head><base href='https://xyz.test/'></head><body><h1>Jobs</h1><ul>{items}</ul></body></html>"
    page = HtmlResponse("https://xyz.test/about-us/jobs/", body=html.encode())
    assert [row.url for row in PLATFORM.listed(page, BOARD) if isinstance(row, Listed)] == [
        f"https://xyz.test/careers/{title.split()[0].lower()}/" for title in TITLES
    ]


def test_postings_that_only_a_reference_names_are_postings_of_their_own() -> None:
    items = "".join(f"<li><a href='/job?ref={n}&amp;sid=9'>{title}</a></li>" for n, title in enumerate(TITLES))
    page = HtmlResponse(
        "https://xyz.test/jobs/", body=f"<html><body><h1>Jobs</h1><ul>{items}</ul></body></html>".encode()
    )
    rows = [row for row in PLATFORM.listed(page, BOARD) if isinstance(row, Listed)]
    assert [(row.source_id, row.title) for row in rows] == [(f"~job?ref={n}", title) for n, title in enumerate(TITLES)]
    assert [row.url for row in rows] == [f"https://xyz.test/job?ref={n}" for n in range(len(TITLES))]


def test_a_list_that_a_script_goes_on_with_is_not_whole() -> None:
    items = "".join(f"<li><a href='/jobs/{n}'>{title}</a></li>" for n, title in enumerate(TITLES))
    html = f"<html><body><main><h1>Jobs</h1><ul>{items}</ul><button>Load more</button></main></body></html>"
    told = read_list(PLATFORM, BOARD, HtmlResponse("https://xyz.test/jobs/", body=html.encode())).left_out
    assert LeftOut(reason="more-to-load", words="Load more") in told


def test_rows_beside_those_that_were_read_are_told_whatever_their_links_are() -> None:
    own = "".join(f"<li><a href='/jobs/{n}'>{title}</a></li>" for n, title in enumerate(TITLES[:2]))
    beside = (
        f"<li><button onclick='go(3)'>{TITLES[2]}</button></li><li><a href='mailto:jobs@xyz.test'>{TITLES[3]}</a></li>"
    )
    html = f"<html><body><main><h1>Jobs</h1><ul>{own}{beside}</ul></main></body></html>"
    told = read_list(PLATFORM, BOARD, HtmlResponse("https://xyz.test/jobs/", body=html.encode())).left_out
    assert {each.words for each in told if not each.known} == set(TITLES[2:])
