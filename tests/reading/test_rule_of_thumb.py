"""What is taken for a posting on a page made by hand, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector
from scrapy.http import HtmlResponse

from unionjobs_scraper.boards import register
from unionjobs_scraper.platforms.careers_page import page_id, title_id
from unionjobs_scraper.reading.main_content import main_blocks
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, Link, blocks
from unionjobs_scraper.reading.rule_of_thumb import linked, sections
from unionjobs_scraper.reading.titles import names_a_job

PAGE = "https://www.example.org/about/careers/"


def page(body: str) -> HtmlResponse:
    return HtmlResponse(PAGE, body=f"<html><body>{body}</body></html>", encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "Organizer",
        "Lead Internal Organizer – Higher Education",
        "UniServ Director, Region 5",
        "Member Representative",
        "Field Staff: MSCF",
        "Internship Program Coordinator",
        "Chief of Staff",
        "Senior Benefits Assistant – Pension",
        "Care and Leave Policy Advocate",
        "Union Representatives (2 positions)",
    ],
)
def test_titles(line: str) -> None:
    assert names_a_job(line)


@pytest.mark.parametrize(
    "line",
    [
        "Find your representative",
        "Contact an Organizer",
        "Meet Maria, lead organizer",
        "Executive Officers",
        "Our Staff",
        "Board of Directors",
        "Field Director retires after 30 years",
        "Organizer Duties and Responsibilities",
        "Reports to: Organizing Director",
        "We seek an organizer who builds committees.",
        "Benefits",
        "Organizer Benefits",
        "",
    ],
)
def test_lines_that_are_no_titles(line: str) -> None:
    assert not names_a_job(line)


@pytest.mark.parametrize(
    ("href", "text", "pattern", "reason"),
    [
        ("/about/careers/organizer", "Organizer", "", "role-below-page"),
        ("/job-posting-organizer", "Organizer", "", "role-and-address"),
        ("/2026/04/organizer", "Organizer", "", "role"),
        ("/about/history", "History", "", "no-role"),
        ("/files/organizer.PDF", "Organizer", "", "document"),
        ("https://forms.example.net/1", "Organizer", "", "other-host"),
        ("/about/careers/payroll-ii/", "Payroll II", "/careers/[^/]+/?$", "address-matches"),
        ("/about/history", "Organizer", "/careers/[^/]+/?$", "address-differs"),
    ],
)
def test_every_link_has_a_reason(href: str, text: str, pattern: str, reason: str) -> None:
    parts = blocks(Selector(text=f'<p><a href="{href}">{text}</a></p>'), PAGE)
    assert [each.reason for each in linked(parts, PAGE, pattern)] == [reason]


def test_links_within_the_page_and_to_mailboxes_are_no_postings() -> None:
    parts = blocks(
        Selector(text='<a href="#organizer">Organizer</a> <a href="mailto:a@example.org">Organizer</a>'), PAGE
    )
    assert list(linked(parts, PAGE)) == []


def test_a_button_takes_its_title_from_the_heading_above() -> None:
    parts = blocks(Selector(text='<h3>Organizer</h3><p><a href="/about/careers/1">Read more</a></p>'), PAGE)
    assert [(each.title, each.kept) for each in linked(parts, PAGE)] == [("Organizer", True)]


def test_headings_without_a_text_about_applying_are_no_postings() -> None:
    text = "The history of the union is long and full of people who built it over many, many years of struggle."
    parts = blocks(Selector(text=f"<h3>Organizer</h3><h3>Trainer</h3><p>{text}</p>"), PAGE)
    assert [(each.title, each.reason) for each in sections(parts)] == [
        ("Organizer", "no-text"),
        ("Trainer", "not-about-applying"),
    ]


WORDS = st.text(max_size=40)
BLOCKS = st.builds(
    Block,
    st.sampled_from(["h1", "h2", "p", "li", "div"]),
    st.lists(WORDS | st.just("Organizer"), max_size=3),
    st.lists(st.builds(Link, WORDS, st.just("https://www.example.org/x") | st.just("https://[bad")), max_size=2),
)


@given(st.lists(BLOCKS, max_size=8))
def test_sections_of_any_page_do_not_overlap(parts: list[Block]) -> None:
    found = [id(part) for each in sections(parts) for part in each.parts]
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "body",
    [
        "<nav><a href='/x'>Organizer</a></nav><h1>Jobs</h1><p>Text of the page</p>",
        "<div class='main-menu'><a href='/x'>Organizer</a></div><h1>Jobs</h1><p>Text of the page</p>",
        "<div><h1>Jobs</h1><p>Text of the page</p></div><footer><a href='/x'>Organizer</a></footer>",
        "<header><a href='/x'>Organizer</a></header><main><h1>Jobs</h1><p>Text of the page</p></main>",
        "<form><h1>Jobs</h1><p>Text of the page</p><div id='sidebar'><a href='/x'>Organizer</a></div></form>",
    ],
)
def test_menus_are_left_out_and_the_content_stays(body: str) -> None:
    lines = [line for block in main_blocks(page(body)) for line in block.lines]
    assert lines == ["Jobs", "Text of the page"]


@pytest.mark.parametrize(
    "body",
    [
        "<div class='content has-sidebar'><h2>Organizer</h2><p>Text</p></div><p>x</p>",
        "<div id='page-menu-wrapper'><div><h2>Organizer</h2><p>Text of the whole page</p></div></div>",
        "<article><header><h2 class='entry-title'>Organizer</h2></header><p>Text</p></article>",
        "<section class='related'><h1>Organizer</h1></section>",
    ],
)
def test_a_name_alone_does_not_remove_the_content(body: str) -> None:
    assert "Organizer" in [block.line for block in main_blocks(page(body))]


@pytest.mark.parametrize(
    "sentence",
    [
        "There are no open positions at this time.",
        "We currently have no job openings.",
        "No current vacancies",
        "We do not currently have any open positions.",
        "We don’t have any openings right now.",
        "We are not currently hiring.",
        "Aucun poste n’est affiché.",
        "No results",
    ],
)
def test_words_for_none(sentence: str) -> None:
    assert none_open(page(f"<p>{sentence}</p>")) == sentence


@pytest.mark.parametrize(
    "body",
    [
        "<p>If there are no open positions, check back soon.</p>",
        "<p>This position is no longer open.</p>",
        "<p>Open positions</p>",
        "<div style='display: none'>No jobs found</div>",
        "<p hidden>No openings</p>",
        "<template><p>No openings</p></template>",
    ],
)
def test_words_that_do_not_say_none(body: str) -> None:
    assert none_open(page(body)) == ""


def test_ids_are_marked_as_made_here() -> None:
    assert page_id("https://example.org/view.php?id=867") == "~view.php?id=867"
    assert title_id("Organizer — Higher Ed.") == "~#organizer-higher-ed"


def test_absence_from_such_a_page_needs_three_censuses() -> None:
    rules = [board for board in register().values() if board.platform == "careers_page"]
    assert [board.name for board in rules if board.confirmations < 3] == []
