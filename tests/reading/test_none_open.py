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
There are currently no vacancies.
We have no vacancies at the moment.
No current openings.
No positions are currently available.
No job openings at this time. Please check back later.
There are no job postings at this time.
We currently have no job openings.
We do not have any open positions right now.
We don't have any vacancies at present.
Sorry, there are no vacancies at this time.
At this time, there are no employment opportunities.
There are no employment opportunities available at the moment.
We are not hiring at this time.
We aren't currently hiring.
The union is not currently hiring.
There are no positions open at this time.
Currently there are no positions to be filled.
All positions are currently filled.
All of our positions are filled at this time.
No open jobs
0 jobs
No results found
No vacancies
There are not any openings at the moment.
There are no staff positions available at this time.
There are no listings to display.
No postings available
There aren't any job openings at the moment.
There are presently no vacancies with the Federation.
Our union has no job openings at this time.
No opportunities at this time, please check back soon.
No employment opportunities at this time.
There are no active job postings.
There are zero open positions.
We have no current opportunities.
Il n'y a aucun poste à pourvoir présentement.
Aucune offre d'emploi en ce moment.
Aucun affichage en cours.
Nous n'avons aucun poste à combler actuellement.
Aucun emploi disponible.
Il n'y a présentement aucune offre d'emploi.
Nous ne recrutons pas en ce moment.
Actualmente no hay puestos disponibles.
Por el momento no contamos con vacantes.
No hay ofertas de empleo disponibles.
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
There are no jobs on a dead planet.
There are no openings with our employers at this time.
No openings under this contract; see other contracts below.
Aucun emploi n'est trop petit.
No hay empleo sin derechos.
There are no new openings since your last visit.
There are no openings for attorneys.
Showing 10 jobs
Aucun emploi d'été pour le moment.
Aucun poste pour bénévoles.
No hay puestos de verano.
No hay pasantías en este momento.
There are no openings in our Fresno office at this time.
There are no internships at this time.
There are no vacancies for volunteers.
We have no part-time openings.
No experience required.
If there are no openings listed, check back later.
When no positions are listed, we are not hiring.
There are no other openings at this time.
No additional positions are available.
There are no openings on the executive board.
No remote positions are available.
No phone calls about positions, please.
We are not hiring interns this year.
We are not currently hiring for temporary roles.
No positions require a degree.
There are no age limits for our positions.
No jobs are lost under this agreement.
No job is too small.
There are no fees for job postings.
You have no saved jobs.
You have no job alerts.
No results for your search. Clear the filter to see all jobs.
There are no apprenticeship openings.
There is no vacancy on the board of directors.
There are no scholarships available at this time.
There are no events at this time.
We have no openings for attorneys, but see the organizer posting below.
Aucun poste d'été n'est disponible.
Aucun stage n'est offert.
Aucune expérience requise.
Aucun autre poste n'est disponible.
S'il n'y a aucun poste affiché, revenez plus tard.
Il n'y a aucun poste vacant au bureau de Laval.
No hay pasantías.
No hay otras vacantes.
No hay vacantes en la oficina de Fresno.
Si no hay vacantes, vuelva más tarde.
No hay puestos para estudiantes.
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
