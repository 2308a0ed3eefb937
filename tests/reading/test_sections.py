"""Pages that editors wrote: job titles, labels, broken lines, employers in prose, several postings on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector
from scrapy.http import HtmlResponse

from tests.support.boards import BOARD
from unionjobs_scraper.items import JobPosting, LeftOut
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.reading import link_lists, sections
from unionjobs_scraper.reading.labels import facts, label_rows
from unionjobs_scraper.reading.page import Block
from unionjobs_scraper.reading.reflow import reflowed, rejoined
from unionjobs_scraper.reading.titles import bare_title, employer_named, names_a_job, slug
from unionjobs_scraper.spiders import daybook

DAYBOOK = Path(__file__).parents[2] / "../shared/pages/daybook-job.txt"
ANYWHERE = "https://union.example/jobs"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lead Organizer", True),
        ("PROJECT COORDINATOR – WORKFORCE (WED) PROGRAM", True),
        ("Job Opening: Internal Organizer, Higher Education Chapter", True),
        ("Reno, Nevada – Organizer", True),
        ("Organising Works Trainee Union Organisers", True),
        ("Duties of the Organizer", False),
        ("About the Organizer", False),
        ("Reports to: Executive Director", False),
        ("Organizer Qualifications", False),
        ("How to apply", False),
        ("The Organizer will knock on doors", False),
        ("We seek an Organizer.", False),
        ("Staff Directory", False),
        ("Steward Resources", False),
        ("Stewards", False),
        ("Shop Steward", False),
        ("Find your steward", False),
        ("Election of Officers", False),
        ("Officer Nominations", False),
        ("Organizer of the Month", False),
        ("Benefits for Organizers", False),
        ("Contact an Adviser", False),
        ("Supervising the Organizers", False),
        ("Responsabilités de la conseillère", False),
        ("Nuestros organizadores", False),
        ("Comment joindre votre conseiller", False),
        ("Open Organizer Positions", False),
        ("Organizer Contract", False),
        ("Head of Campaigns", True),
        ("Supervising Attorney", True),
        ("Elections Coordinator", True),
        ("Organizer (2 positions)", True),
        ("organizer", False),
        ("", False),
    ],
)
def test_line_names_a_job(line: str, *, expected: bool) -> None:
    assert names_a_job(line) is expected


@pytest.mark.parametrize(
    ("line", "employer", "title"),
    [
        ("ACTU: Political Adviser", "ACTU", "Political Adviser"),
        ("NEW YORK STATE AFL-CIO FIELD COORDINATOR", "New York State AFL-CIO", "FIELD COORDINATOR"),
        ("Texas AFT", "Texas AFT", "Texas AFT"),
        ("Communications Officer – Media (1613)", "", "Communications Officer – Media"),
        ("Union Summer Intern (2026)", "", "Union Summer Intern (2026)"),
        ("We're hiring an organizer: Field Organizer (PDF)", "", "We're hiring an organizer: Field Organizer"),
        ("Now hiring: Field Organizer (PDF, 80 KB)", "", "Field Organizer"),
    ],
)
def test_bare_title(line: str, employer: str, title: str) -> None:
    assert bare_title(line, employer) == title


LABELLED = {
    "table": "<table><tr><td>Position</td><td>Adviser</td></tr>"
    "<tr><td><p>Location</p></td><td>Hobart</td></tr></table>",
    "dl": "<dl><dt>Position:</dt><dd>Adviser</dd><dt>Location</dt><dd>Hobart</dd></dl>",
    "drupal": '<div class="field"><div class="field-label">Position:&nbsp;</div><div class="field-items">'
    '<div class="field-item">Adviser</div></div></div><div class="field"><div class="field__label">Location</div>'
    '<div class="field__item">Hobart</div></div>',
    "lines": "<p>Position: Adviser<br>Location: Hobart</p>",
    "own lines": "<p>Position:</p><p>Adviser</p><p>Location:</p><p>Hobart</p>",
    "headings": "<h3>Position</h3><p>Adviser</p><h3>Location</h3><p>Hobart</p>",
}


@pytest.mark.parametrize("markup", LABELLED.values(), ids=LABELLED.keys())
def test_labels_in_every_markup(markup: str) -> None:
    found = facts(label_rows(Selector(text=f"<main>{markup}</main>"), ANYWHERE))
    assert found == {"title": "Adviser", "location": "Hobart"}


def test_value_that_says_none_is_none_and_a_bare_date_is_no_posting_date() -> None:
    page = Selector(text="<p>Application Deadline: N/A<br>Date: May 1, 2019<br>Updated: June 2, 2020</p>")
    assert facts(label_rows(page, ANYWHERE)) == {}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Leads identifying and", "developing leaders"], ["Leads identifying and developing leaders"]),
        (["The deadline is", "May 1, 2026."], ["The deadline is May 1, 2026."]),
        (["Duties:", "lead the team"], ["Duties:", "lead the team"]),
        (["Organizer", "Reno, NV"], ["Organizer", "Reno, NV"]),
        (["Builds", "- b. meet", "a. assist"], ["Builds", "- b. meet", "a. assist"]),
    ],
)
def test_broken_lines(lines: list[str], expected: list[str]) -> None:
    assert reflowed(lines) == expected


@given(st.lists(st.text(max_size=90), max_size=12))
def test_putting_lines_together_loses_no_word(lines: list[str]) -> None:
    assert " ".join(reflowed(lines)).split() == " ".join(filter(None, lines)).split()
    parts = [Block("p", [line]) for line in lines if line]
    assert " ".join(block.line for block in rejoined(parts)).split() == " ".join(filter(None, lines)).split()


@given(st.text(max_size=300))
def test_no_line_raises(line: str) -> None:
    bare_title(line, line[:5])
    names_a_job(line)
    slug(line)
    employer_named([line])


@pytest.mark.parametrize(
    ("paragraphs", "employer"),
    [
        (["SEIU Local 509 offers competitive salaries (by experience)."], "SEIU Local 509"),
        (["Our work is hard. Harbor Workers Council is an equal opportunity employer."], "Harbor Workers Council"),
        (["Jobs for Tomorrow (JFT) is a national organization of riders."], "Jobs for Tomorrow"),
        (["This is an equal opportunity workplace.", "The Union is seeking an organizer."], ""),
        (["Candidates offers competitive skills"], ""),
        ([], ""),
    ],
)
def test_employer_in_prose(paragraphs: list[str], employer: str) -> None:
    assert employer_named(paragraphs) == employer


def page(markup: str) -> HtmlResponse:
    return HtmlResponse(ANYWHERE, body=f"<html><body><main>{markup}</main></body></html>", encoding="utf-8")


def test_two_postings_of_one_title_get_two_ids() -> None:
    markup = "<h2>Organizer</h2><p>In Reno.</p><h2>Staff Attorney</h2><p>x</p><h2>Organizer</h2><p>In Elko.</p>"
    items = [each for each in sections.postings(page(markup), employer="") if isinstance(each, JobPosting)]
    assert [item.source_id for item in items] == ["organizer", "staff-attorney", "organizer-2"]
    assert [item.description for item in items] == ["In Reno.", "x", "In Elko."]


def test_link_of_another_posting_lends_no_title() -> None:
    markup = '<h3>Organizer</h3><p><a href="/jobs/1">Read more</a></p><p><a href="/jobs/2">Read more</a></p>'
    rows = list(link_lists.rows(page(markup), re.compile(r"/jobs/(?P<id>\d)$")))
    assert [(row.source_id, row.title) for row in rows] == [("1", "Organizer"), ("2", "")]


@pytest.mark.skipif(not DAYBOOK.exists(), reason="the shared pages are not beside the project")
@pytest.mark.parametrize("joint", ["</p><p>", "<br>", "\n"])
def test_real_daybook_posting(joint: str) -> None:
    text = DAYBOOK.read_text(encoding="utf-8").replace("&", "&amp;")
    head, _, body = text.partition("Job Description")
    title, place = [line for line in head.splitlines() if line.strip()][:2]
    lines = joint.join(line for line in body.splitlines() if line.strip())
    markup = f"<h1>{title}</h1><div><span>{place}</span></div><div>Posted on <time></time></div>"
    response = page(f"{markup}<h2>Job Description</h2><div><p>{lines}</p></div>")
    response = response.replace(url="https://www.daybook.com/jobs/cc7EtBWMzGLbjX368")
    (item,) = (normalized(item, "US") for item in daybook.postings(response, BOARD))
    assert (item.employer, item.union_abbr, item.local) == ("SEIU Local 509", "SEIU", "509")
    assert (item.locations, str(item.valid_through), item.date_posted) == ("Marlborough, MA, US", "2024-02-02", None)
    assert (item.salary_min, item.salary_max) == (85969.84, 97390.11)
    assert (item.salary_currency, item.salary_period, item.closing_mark) == ("USD", "YEAR", "")


def test_a_heading_of_two_jobs_is_told_as_unread() -> None:
    markup = "<main><h1>Jobs</h1><h2>Organizer<br>Researcher</h2><p>Meets members.</p></main>"
    found = sections.postings(page(markup), employer="Local 9")
    told = [each for each in found if isinstance(each, LeftOut)]
    assert [(each.reason, each.words, each.known) for each in told] == [("two-titles", "Organizer / Researcher", False)]
