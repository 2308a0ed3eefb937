"""One list of the nouns that name a job: every reader takes every such title for a job."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from parsel import Selector

from lab.accuracy.cases import FOLDER
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN, _noun
from unionjobs_scraper.reading.header import read_header
from unionjobs_scraper.reading.heuristics import candidates
from unionjobs_scraper.reading.titles import names_a_job

PAGE = "https://union.example/about/"
TEXT = "<p>To apply, send a cover letter to the address below before the deadline. The salary is as agreed.</p>"
NAMES_NO_JOB = {"Learning Management Systems"}
"""A title that only its place in a header makes one."""
LABELLED = {json.loads(line)["want"] for line in (FOLDER / "title.jsonl").read_text(encoding="utf-8").splitlines()}
OWN = """
    Grievance Adviser; Servicing Steward; Head of Campaigns; Chief Steward, Region 4; Chief of Staff; Lead Co-ordinator
    Trainee Union Organisers; Human Resources Generalist; HR Business Partner; Data Scientist; Copywriter; Dispatcher
    Union Representatives (2 positions); Organizer (5 Positions); Field Staff: Northern Region; Support Worker
    Benefits Specialist; Supervising Attorney; Contact Center Representative; Compensation Analyst; Salary Administrator
    Essential Services Officer; Director of Policy; Director of Benefits; Care and Leave Policy Advocate
    Communications Officer (Parental Leave) - Contract; Elections Coordinator; Legislative Aide; Executive Secretaries
    Personne conseillère à l'organisation; Conseiller ou conseillère syndicale; Conseiller(ère) en communication
    Agent·e de recherche; Avocate ou avocat; Coordonnatrice des relations du travail; Chargée de projet; Juriste
    Technicien comptable; Secrétaire de direction; Adjointe administrative; Recherchiste; Commis à la comptabilité
    Représentant(e) syndical(e); Permanent syndical; Directrice générale; Rédactrice-réviseure; Employé de bureau
    Organizadora comunitaria; Organizadores de campo; Representante sindical; Coordinador/a de campañas; Abogada laboral
    Asistente administrativa; Promotora de salud; Directora de comunicaciones; Investigador; Recepcionista bilingüe
    Jefe de oficina; Gerente de programas; Técnico en sistemas; Asesora jurídica; Auxiliares de oficina
"""
TITLES = sorted({each.strip() for line in OWN.splitlines() for each in line.split(";") if each.strip()} | LABELLED)


def _is_header_title(title: str) -> bool:
    """The title's two lines are put together only where the first names no job by itself."""
    return read_header(["Union", title, "Based in Reno, NV"], title=title).title.startswith(title[:4])


def _is_kept(body: str, title: str) -> bool:
    """Whether a list of one record is read as the job's; a place in the title has a column of its own."""
    found = [each for each in candidates(Selector(text=body), PAGE) if each.kept]
    return len(found) == 1 and found[0].title in title


def _is_linked(title: str) -> bool:
    return _is_kept(f'<h1>Jobs</h1><p><a href="/about/job-1">{title}</a></p>', title)


def _is_section(title: str) -> bool:
    return _is_kept(f"<h1>Jobs</h1><h2>{title}</h2>{TEXT}", title)


READERS: dict[str, Callable[[str], bool]] = {
    "noun": lambda title: bool(JOB_NOUN.search(title)),
    "heading": names_a_job,
    "header": _is_header_title,
    "link": _is_linked,
    "section": _is_section,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("title", TITLES)
def test_every_title_is_a_job_to_every_reader(title: str, reader: str) -> None:
    if title not in NAMES_NO_JOB:
        assert READERS[reader](title)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Head Office",
            "Head Start",
            "Fire Chiefs",
            "Teachers",
            "Leadership",
            "Home Care",
            "Our history",
            "Union dues",
        ),
        *("Department of Labor", "Organizing", "Secretariat", "Sitio oficial", "Notre équipe", "Agency fee"),
    ],
)
def test_lines_without_a_job(line: str) -> None:
    assert not JOB_NOUN.search(line)


@pytest.mark.parametrize(
    "line", ["FIELD ORGANIZERS", "Attaché", "ATTACHÉES", "Bu\u017finess Partner", "D\u0130RECTOR", "Cler\u212a"]
)
def test_the_case_of_a_noun_does_not_matter(line: str) -> None:
    plain = re.compile(_noun().pattern, re.IGNORECASE | re.VERBOSE)
    assert [found.span() for found in JOB_NOUN.finditer(line)] == [found.span() for found in plain.finditer(line)] != []
