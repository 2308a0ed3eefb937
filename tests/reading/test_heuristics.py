"""What is taken for a posting on a page made by hand, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector
from scrapy.http import HtmlResponse

from unionjobs_scraper.boards import register
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.platforms.careers_identity import page_id, title_id
from unionjobs_scraper.platforms.careers_page import postings
from unionjobs_scraper.reading.candidate import Candidate
from unionjobs_scraper.reading.heuristics import candidates
from unionjobs_scraper.reading.main_content import main_blocks, main_part
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.records import groups
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


def found(body: str, url: str = PAGE, **known: str) -> list[Candidate]:
    return candidates(
        main_part(HtmlResponse(url, body=f"<body>{body}</body>".encode(), encoding="utf-8")), url, **known
    )


def kept(body: str, url: str = PAGE, **known: str) -> list[str]:
    return [each.title for each in found(body, url, **known) if each.kept]


@pytest.mark.parametrize(
    ("href", "text", "pattern", "reason"),
    [
        ("/about/careers/organizer", "Organizer", "", "job"),
        ("/job-posting-organizer", "Organizer", "", "job"),
        ("/2026/04/organizer", "Organizer", "", "job"),
        ("/about/history", "History", "", "no-role"),
        ("/files/organizer.PDF", "Organizer", "", "job"),
        ("/about/careers/payroll-ii/", "Payroll II", "/careers/[^/]+/?$", "address-matches"),
        ("/about/history", "Organizer", "/careers/[^/]+/?$", "address-differs"),
    ],
)
def test_every_link_has_a_reason(href: str, text: str, pattern: str, reason: str) -> None:
    assert [each.reason for each in found(f'<p><a href="{href}">{text}</a></p>', pattern=pattern)] == [reason]


def test_links_within_the_page_and_to_mailboxes_are_no_postings() -> None:
    body = '<p>x</p><a href="#organizer">Organizer</a> <a href="mailto:a@example.org">Organizer</a>'
    assert [each.url for each in found(body)] == [""]


def test_a_button_takes_its_title_from_the_heading_above() -> None:
    body = '<h3>Organizer</h3><p><a href="/about/careers/1">Read more</a></p>'
    assert [(each.title, each.url) for each in found(body) if each.kept] == [
        ("Organizer", "https://www.example.org/about/careers/1")
    ]


def test_headings_without_a_text_about_applying_are_no_postings() -> None:
    text = "The history of the union is long and full of people who built it over many, many years of struggle."
    assert [each.reason for each in found(f"<h3>Organizer</h3><h3>Trainer</h3><p>{text}</p>")][1:] == [
        "not-about-applying"
    ]


TEXT = "<p>You build committees and train stewards. To apply, send a resume to jobs@example.org by May 1.</p>"
ROWS = ("Field Organizer", "Deputy Head of Bargaining", "Wrangler", "Data Steward")


def rows(shape: str) -> str:
    return "".join(shape.format(name, number) for number, name in enumerate(ROWS))


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Open positions</h1><ul>" + rows('<li><a href="/about/careers/{1}">{0}</a></li>') + "</ul>",
        "<h1>Openings</h1><ul>" + rows('<li><a href="/jobs/{1}"><h3>{0}</h3><p>Oakland, CA</p></a></li>') + "</ul>",
        "<h1>Openings</h1>" + rows('<div><a href="/jobs/{1}"><span>{0}</span><span>Oakland, CA</span></a></div>'),
        "<h1>Jobs</h1><table><tr><th>Title</th><th>City</th></tr>"
        + rows('<tr><td>{0}</td><td>Oakland, CA</td><td><a href="/jobs/{1}">Details</a></td></tr>')
        + "</table>",
        "<h1>Jobs</h1>" + rows('<div class="card"><h3>{0}</h3><p>Full time</p><a href="/jobs/{1}">Apply now</a></div>'),
        "<h1>Jobs</h1>" + rows("<details><summary>{0}</summary>" + TEXT + "</details>"),
        "<h1>Jobs</h1>" + rows("<h3>{0}</h3>" + TEXT),
        "<h1>Jobs</h1>" + rows("<p><strong>{0}</strong></p>" + TEXT),
        "<h1>Jobs</h1><dl>" + rows("<dt>{0}</dt><dd>" + TEXT + "</dd>") + "</dl>",
        "<h1>Jobs</h1>" + rows('<p><a href="/files/{1}.pdf">{0} (PDF)</a></p>'),
        "<h1>Jobs</h1>" + rows('<button aria-controls="p{1}">{0}</button>') + rows('<div id="p{1}">' + TEXT + "</div>"),
        "<h1>Jobs</h1>"
        + rows('<div><div class="job-title">{0}</div><div>Part time</div><a href="/jobs/{1}">Info</a></div>'),
        "<h2>Nos offres d'emploi</h2><ul>" + rows('<li><a href="/emplois/{1}">{0}</a></li>') + "</ul>",
        "<h2>Stellenangebote</h2><ul>" + rows('<li><a href="/stellenangebote/{1}">{0}</a></li>') + "</ul>",
    ],
)
def test_every_row_of_a_list_is_taken_whatever_its_words(body: str) -> None:
    assert kept(body) == list(ROWS)


@pytest.mark.parametrize(
    "body",
    [
        "<h2>Meet our staff</h2><ul>" + rows('<li><a href="/staff/{1}">{0}</a></li>') + "</ul>",
        "<h2>Past openings</h2><ul>" + rows('<li><a href="/jobs/{1}">{0}</a></li>') + "</ul>",
        "<h2>Volunteer positions</h2>" + rows("<h3>{0}</h3>" + TEXT),
        "<h2>Executive Board elections</h2>" + rows("<h3>{0}</h3>" + TEXT),
        "<h2>Sample job descriptions</h2>" + rows('<p><a href="/files/{1}.pdf">{0}</a></p>'),
        "<h2>Our team</h2>" + rows("<div><h3>{0}</h3><p>She has been with us since 2009 and loves to hike.</p></div>"),
        "<h2>Benefits</h2><ul><li>Health</li><li>Pension</li></ul>",
        "<form hidden><p>Field Organizer</p></form><p>Write to us</p>",
    ],
)
def test_lists_of_something_else_are_none(body: str) -> None:
    assert kept(body, "https://www.example.org/about") == []


def test_the_other_links_of_a_list_are_left_out_and_counted() -> None:
    body = "<h1>Jobs</h1><ul>" + rows('<li><a href="/jobs/{1}">{0}</a></li>')
    body += '<li><a href="/jobs/how">How to apply</a></li><li><a href="/about">History</a></li></ul>'
    left = [(each.title, each.reason) for each in found(body)[-2:]]
    assert left == [("How to apply", "no-posting"), ("History", "address-differs")]


def test_one_document_linked_twice_is_one_posting() -> None:
    body = "<h1>Jobs</h1><p><a href='/a.pdf'>Organizer</a></p>"
    body += "<p>See <a href='/a.pdf'>Organizer</a> and <a href='/b.pdf'>Trainer</a></p>"
    assert kept(body) == ["Organizer", "Trainer"]


@given(st.text(alphabet="<>ahdivul/ h13=\"'Organizer#-", max_size=300))
def test_any_page_is_read(body: str) -> None:
    for each in found(body):
        assert each.reason


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


@pytest.mark.parametrize(
    "visit",
    ["?PHPSESSID=4f", "?utm_source=a&utm_campaign=b", ";jsessionid=A1B2", ";jsessionid=F9?fbclid=3", "?gclid=1#top"],
)
def test_a_visit_is_no_part_of_an_identity(visit: str) -> None:
    assert page_id(f"https://example.org/jobs/a{visit}") == "~jobs/a"


def test_the_order_of_parameters_is_no_part_of_an_identity() -> None:
    assert page_id("https://example.org/v?id=7&lang=en") == page_id("https://example.org/v?lang=en&id=7")


def sectioned(*texts: str) -> dict[str, str]:
    body = "<h1>Jobs</h1>" + "".join(f"<h3>Organizer</h3><p>{text} To apply, write to us.</p>" for text in texts)
    page_of = HtmlResponse("https://example.org/jobs", body=f"<body>{body}</body>".encode(), encoding="utf-8")
    board = replace(register()["oea-or"], start=page_of.url)
    read = [each for each in postings(page_of, board) if isinstance(each, JobPosting)]
    return {each.description.partition(" To apply")[0]: each.source_id for each in read}


def test_two_records_of_one_title_are_told_apart_by_what_they_say_not_by_their_order() -> None:
    texts = ("You build committees of nurses in the north of the state, all year long.", "You bargain for bus drivers.")
    assert sectioned(*texts) == sectioned(*reversed(texts))
    assert len(set(sectioned(*texts).values())) == 2


def test_absence_from_such_a_page_needs_three_censuses() -> None:
    rules = [board for board in register().values() if board.platform == "careers_page"]
    assert [board.name for board in rules if board.confirmations < 3] == []


def test_a_page_of_more_records_than_are_read_is_not_understood() -> None:
    """Cut short it would seem to lack postings that it has."""
    rows = "".join(f"<li><a href='/jobs/{number}'>Organizer {number}</a></li>" for number in range(5001))
    with pytest.raises(LayoutChanged, match="5,002 records"):
        groups(Selector(text=f"<main><h1>Jobs</h1><ul>{rows}</ul></main>"), "https://u.example/jobs", lambda _: "")
