"""The words that there is no posting at all, and those that speak of some only."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from unionjobs_scraper.reading.none_open import none_open

NONE = """
There are no open positions at this time.
There are currently no job openings.
We have no openings at this time. Please check back later.
No current openings
No jobs found.
No jobs found matching your search.
We do not currently have any openings.
There are no vacancies for the moment.
There are no openings at UFCW Local 8 at this time.
Sorry, no positions are available at the moment.
There are no job postings available right now, but check back in the fall.
No vacancies.
Aucun poste disponible pour le moment.
No hay vacantes en este momento.
We're not currently hiring.
There are no open positions with the union at this time.
0 jobs found
There are 0 open positions.
There are no employment opportunities at this time.
Nous n'avons aucun poste vacant pour l'instant.
Il n'y a pas d'offres d'emploi actuellement.
No tenemos vacantes por el momento.
""".strip().splitlines()

SOME = """
There are no student jobs at this time.
We have no openings for interns at this time.
There are no open positions in our Oakland office.
There are no other openings.
No openings in Canada at this time.
We currently have no openings in the field department.
No remote positions are available at this time.
Il n'y a aucun poste pour les étudiants.
No hay vacantes para voluntarios.
There are no openings for retirees at present.
No openings at our regional offices.
There are no volunteer positions at this time.
There are no jobs besides those below.
There are no openings on our board of directors.
No positions are available to agencies.
There are no openings that match your alert.
There are no new openings since your last visit.
There are no openings for attorneys.
Showing 10 jobs
Aucun emploi d'été pour le moment.
Aucun poste pour bénévoles.
No hay puestos de verano.
No hay pasantías en este momento.
""".strip().splitlines()


def said(html: str) -> str:
    return none_open(HtmlResponse("https://xyz.test/jobs", body=f"<body>{html}</body>".encode(), encoding="utf-8"))


@pytest.mark.parametrize("sentence", NONE)
def test_nothing_is_open(sentence: str) -> None:
    assert said(f"<h2>Careers</h2><p>{sentence}</p>") == sentence


@pytest.mark.parametrize("sentence", SOME)
def test_nothing_of_some_kind_is_open(sentence: str) -> None:
    assert said(f"<h2>Careers</h2><p>{sentence}</p>") == ""


@pytest.mark.parametrize("heading", ["Volunteer opportunities", "Internships", "Regional offices"])
def test_words_hold_for_their_own_section(heading: str) -> None:
    assert said(f"<h1>Jobs</h1><h2>{heading}</h2><p>There are no openings.</p>") == ""


def test_hidden_words_say_nothing() -> None:
    assert said("<p hidden>There are no openings.</p>") == ""
