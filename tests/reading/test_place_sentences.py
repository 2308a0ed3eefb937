"""The place of a job in the sentences that postings have."""

from __future__ import annotations

import pytest

from unionjobs_scraper.reading.place_sentences import place_of_all, place_said


@pytest.mark.parametrize(
    ("sentence", "country", "place"),
    [
        ("The clerk sits in our Salem, Oregon office.", "US", "Salem, Oregon"),
        ("Lift Crews United has an opening for a Field Agent in Mobile, Alabama.", "US", "Mobile, Alabama"),
        ("We are accepting applications for a UniServ Director in Bangor, Maine.", "US", "Bangor, Maine"),
        ("The guild seeks an experienced negotiator in Fresno.", "US", "Fresno"),
        ("We are looking for an organiser to join the team in our Hamilton office.", "NZ", "Hamilton"),
        ("The records clerk works in Bismarck, North Dakota, three days a week.", "US", "Bismarck, North Dakota"),
        ("The role can be performed from either our Boston or Worcester offices.", "US", "Boston or Worcester"),
        ("This is an in-person position in Yakima, Washington.", "US", "Yakima, Washington"),
        ("This full-time, on-site role is located in St. Louis, Missouri.", "US", "St. Louis, Missouri"),
        ("The researcher will be expected to work from the Tacoma office at least twice a week.", "US", "Tacoma"),
        ("Our office is in downtown Oakland, and this position requires three days there.", "US", "Oakland"),
        ("The organizer must live in or be willing to move to Reno, Nevada.", "US", "Reno, Nevada"),
        ("Candidates must reside in the Detroit area.", "US", "Detroit"),
        ("Relocation to Anchorage, Alaska is required.", "US", "Anchorage, Alaska"),
        ("You will join our Leeds team.", "GB", "Leeds"),
        ("Für unsere Geschäftsstelle in Kassel suchen wir eine Referentin.", "DE", "Kassel"),
        ("Der Arbeitsort ist Dortmund.", "DE", "Dortmund"),
        ("Wir suchen ab sofort eine Sachbearbeiterin in Leipzig.", "DE", "Leipzig"),
        ("Le syndicat recherche une adjointe pour son bureau de Gatineau.", "CA", "Gatineau"),
        ("Poste en CDI à Montreuil.", "FR", "Montreuil"),
        ("Ce poste est situé à Rimouski.", "CA", "Rimouski"),
        ("Buscamos una coordinadora con sede en Puebla.", "MX", "Puebla"),
        ("El puesto es en Valencia, con viajes.", "ES", "Valencia"),
        ("Se incorporará a nuestra oficina de Bilbao la persona seleccionada para el puesto.", "ES", "Bilbao"),
    ],
)
def test_a_sentence_names_the_place(sentence: str, country: str, place: str) -> None:
    assert place_said([sentence], country) == place


@pytest.mark.parametrize(
    "sentence",
    [
        "The director reports to the vice president in Houston, Texas.",
        "We seek an organizer to support members in Ohio and Indiana.",
        "We are hiring a lawyer with ten years of practice in Texas.",
        "Our union represents nurses in Duluth, Minnesota.",
        "Interviews will be held in Edinburgh.",
        "Our members won a raise in Fresno last year.",
        "The convention was held in Reno, Nevada.",
        "The position supports locals in Iowa and Nebraska.",
        "Founded in Milwaukee in 1932, the union has a proud history.",
        "The position requires travel to Washington, DC.",
        "Applicants should have a degree in Labor Studies.",
        "Experience in Organizing is required of the candidate.",
    ],
)
def test_a_place_of_something_else_is_none(sentence: str) -> None:
    assert place_said([sentence], "US") == ""


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["All staff work from our office in Lansing, Michigan."], "Lansing, Michigan"),
        (["We offer a pension.", "All positions are based in Sacramento, California."], "Sacramento, California"),
        (["We are a small union with an office in Topeka, Kansas."], "Topeka, Kansas"),
        (["We have offices in Boston, Massachusetts.", "Visit our Worcester, Massachusetts office."], ""),
        (["All staff receive a pension.", "We represent clerks in Ohio."], ""),
    ],
)
def test_the_place_of_every_job_of_a_page(lines: list[str], place: str) -> None:
    assert place_of_all(lines, "US") == place
