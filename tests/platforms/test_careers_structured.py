"""What a careers page says in structured data and in WordPress's post types, beside its HTML."""

from __future__ import annotations

import json

from scrapy.http import HtmlResponse

from unionjobs_scraper.adding.recognize import by_content
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.page_reading import read_list, read_postings
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.platforms.careers_page import PLATFORM, SECTIONS

PAGE = "https://www.example.org/jobs/"
NODE = {
    "@type": "JobPosting",
    "title": "Dive Safety Organizer",
    "description": f"<p>{'Organizes divers at four resorts. ' * 4}</p>",
    "datePosted": "2026-11-12",
    "jobLocation": {"address": {"addressLocality": "Key Largo", "addressRegion": "FL", "addressCountry": "US"}},
    "baseSalary": {"currency": "USD", "value": {"minValue": 57000, "maxValue": 62000, "unitText": "YEAR"}},
}


def _board(tenant: str = "") -> Board:
    return Board(
        name="divers",
        title="Reef Divers",
        country="US",
        tags=(),
        platform="careers_page",
        tenant=tenant,
        start=PAGE,
        hosts=("example.org",),
        employer="Reef Divers",
    )


def _page(body: str, *data: object, url: str = PAGE) -> HtmlResponse:
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in data)
    html = f"<html><head><title>Jobs</title>{scripts}</head><body><main><h1>Jobs</h1>{body}</main></body></html>"
    return HtmlResponse(url, body=html.encode(), encoding="utf-8")


def _held(body: str, *data: object) -> list[JobPosting]:
    return list(read_postings(PLATFORM, _board(SECTIONS), _page(body, *data)))


SECTION = f"<h3>Dive Safety Organizer</h3><p>{'Talks with divers. To apply, write to us. ' * 3}</p>"


def test_a_node_gives_the_fields_that_the_text_of_its_title_lacks() -> None:
    (item,) = _held(SECTION, NODE)
    assert (item.location_text, item.salary_text) == ("Key Largo, FL, USA", "USD 57,000 – 62,000 per year")
    assert item.date_posted_text == "2026-11-12"
    assert "Talks with divers" in item.description


def test_nodes_of_one_title_are_told_apart_by_neither() -> None:
    (item,) = _held(SECTION, NODE, {**NODE, "baseSalary": None})
    assert (item.location_text, item.salary_text) == ("", "")


def test_a_node_that_the_text_does_not_repeat_is_a_posting() -> None:
    found = _held(SECTION, {"@graph": [NODE, {**NODE, "title": "Dues Accountant"}]})
    assert [item.title for item in found] == ["Dive Safety Organizer", "Dues Accountant"]
    assert found[1].source_id == "~#dues-accountant"
    assert found[1].url == f"{PAGE}#dues-accountant"
    assert "structured data" in found[1].description


def test_a_node_without_a_text_is_none() -> None:
    assert [item.title for item in _held(SECTION, {**NODE, "title": "Clerk", "description": "Apply"})] == [
        "Dive Safety Organizer"
    ]


def test_nodes_and_lists_give_the_rows_of_a_page_that_a_script_fills() -> None:
    listed = {
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Staff Attorney", "url": f"{PAGE}staff-attorney"},
            {"@type": "ListItem", "position": 2, "item": {"@id": f"{PAGE}clerk", "name": "Records Clerk"}},
        ],
    }
    page = read_list(PLATFORM, _board(), _page("<div id='root'></div>", listed, {**NODE, "url": "/jobs/dive"}))
    assert [(row.title, row.url, row.location_text) for row in page.rows] == [
        ("Dive Safety Organizer", f"{PAGE}dive", "Key Largo, FL, USA"),
        ("Staff Attorney", f"{PAGE}staff-attorney", ""),
        ("Records Clerk", f"{PAGE}clerk", ""),
    ]


def test_lists_of_something_else_and_addresses_of_others_are_no_rows() -> None:
    crumbs = {"@type": "ItemList", "itemListElement": [{"name": "Home", "url": "/"}, {"name": "Jobs", "url": "/jobs/"}]}
    other = {**NODE, "url": "https://jobs.example.net/1"}
    body = "<ul><li><a href='/jobs/organizer'>Organizer</a></li></ul>"
    page = read_list(PLATFORM, _board(), _page(body, crumbs, other))
    assert [row.url for row in page.rows] == [f"{PAGE}organizer"]


def test_broken_data_is_no_data() -> None:
    nodes = [{"@type": "JobPosting", "title": [None]}, {"@type": "ItemList", "itemListElement": [1, None, "x", {}]}]
    assert [item.title for item in _held(SECTION, *nodes, None, [])] == ["Dive Safety Organizer"]


def test_the_entries_of_a_job_post_type_are_postings_whatever_their_words() -> None:
    entries = "".join(
        f"<article class='post-{n} {kind} type-{kind} hentry'><h2><a href='/x/{n}'>{title}</a></h2></article>"
        for n, (kind, title) in enumerate(
            [("job_listing", "Keeper of the Flame"), ("job_listing", "Storyteller"), ("staff", "Lead Organizer")]
        )
    )
    page = read_list(PLATFORM, _board(), _page(entries.replace("<h1>Jobs</h1>", "")))
    assert [row.title for row in page.rows] == ["Keeper of the Flame", "Storyteller"]


def test_a_row_takes_its_place_from_the_node_of_its_title() -> None:
    body = "<ul><li><a href='/jobs/dive'>Dive Safety Organizer</a></li><li><a href='/jobs/clerk'>Clerk</a></li></ul>"
    page = read_list(PLATFORM, _board(), _page(body, NODE))
    assert [row.location_text for row in page.rows] == ["Key Largo, FL, USA", ""]


def test_a_shell_with_structured_data_is_recognized() -> None:
    shell = "<div id='root'></div>"
    (found,) = by_content(_page(shell, {**NODE, "url": "/jobs/dive"}), None)
    assert (found.platform, found.tenant, found.found) == (
        "careers_page",
        "",
        "by the structured data of the page: 1 posting(s)",
    )
    (held,) = by_content(_page(shell, NODE), None)
    assert held.tenant == SECTIONS
    assert list(by_content(_page(shell), None)) == []
