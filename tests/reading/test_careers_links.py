"""Which link leads to a union's own vacancies."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from unionjobs_scraper.reading.careers_links import about_jobs, says_work_here, to_own_vacancies

UNION = "AFSCME DC 37 UFCW Local 1 CSEA Council 4 CSN NAPE CUPE"
OWN = """\
Careers|Work for us|Work With Us|Employment|Employment Opportunities|Work for AFSCME|Careers at DC 37|Join Our Team
We're Hiring!|Now hiring|Vacancies|Current vacancies|Staff vacancies|Staff Job Openings|Jobs at CSEA
Job openings at Council 4|Working for UFCW Local 1|Travailler à la CSN|Offres d’emploi|Carrières|Trabaja con nosotros
Empleo|Career Opportunities|Union jobs|Careers »|Job opportunities with NAPE/AFSCME|Employment with CUPE
Joignez notre équipe|Come work with us"""
OTHERS = """\
Jobs|Job postings|Job bank|Jobs we do|Jobs and economy|Job Openings|City jobs|Employment law|Members at work
Career advancement workshops|Work to rule|Job action|Career center for members of the state|Employee benefits
Unemployment|Jobs with Justice|Work with dignity campaign kicks off|Hire union|Organize your workplace
Labor jobs board|Careers in nursing scholarship|Employment rights|Join our union|Join the union|Working families
State job postings|Careers for our members|Work for a living wage|Employment at will explained
Join the team of volunteers|Jobs at the county|Work for the State of Ohio|"""


@pytest.mark.parametrize("words", OWN.replace("\n", "|").split("|"))
def test_words_for_work_at_the_union_itself(words: str) -> None:
    assert says_work_here(words, UNION)


@pytest.mark.parametrize("words", OTHERS.replace("\n", "|").split("|"))
def test_words_that_may_mean_the_members_work(words: str) -> None:
    assert not says_work_here(words, UNION)


def test_a_link_to_the_first_page_leads_nowhere_and_one_about_jobs_is_for_a_person() -> None:
    body = """<nav><a href="/#careers">Careers</a><a href="/jobs">Jobs</a><a href="/work"><span>Work</span> for us</a>
    <a href="mailto:hr@local9.test">Careers</a><a href="/news">Jobs report: a headline that goes on and on, longer than
    any link of a menu would ever be, and then some more words</a></nav>"""
    page = HtmlResponse("https://local9.test/", body=body, encoding="utf-8")
    assert [link.address for link in to_own_vacancies(page, "Local 9")] == ["https://local9.test/work"]
    assert [link.words for link in about_jobs(page)] == ["Careers", "Jobs"]


def test_a_headline_is_never_looked_at() -> None:
    assert not says_work_here("jobs at Council 4 " + "a " * 500_000, UNION)
