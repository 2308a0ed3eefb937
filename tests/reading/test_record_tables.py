"""Tables and definition lists: rows that name columns, rows of facts, and the jobs behind a label."""

from __future__ import annotations

import pytest

from tests.reading.test_heuristics import found

FACTS = (
    "<tr><th>Location</th><td>{1}</td></tr><tr><th>Deadline</th><td>May 1, 2027</td></tr>"
    "<tr><th>To apply</th><td>Send a resume</td></tr>"
)
TEXT = "To apply, send a resume and a cover letter to jobs@example.org by May 1, 2027."
JOBS = (("Plant Campaigner", "Baltimore, MD"), ("Staff Accountant", "Reno, NV"))


def kept(body: str) -> list[tuple[str, str]]:
    return [(each.title, each.place) for each in found(f"<h1>Jobs</h1>{body}") if each.kept]


@pytest.mark.parametrize(
    "shape",
    [
        "<table><tr><th>Job Title</th><td>{0}</td></tr>" + FACTS + "</table>",
        "<table><tr><td>Position:</td><td>{0}</td></tr>" + FACTS.replace("th>", "td>") + "</table>",
        "<dl><dt>Position</dt><dd>{0}</dd><dt>Location</dt><dd>{1}</dd><dt>To apply</dt><dd>" + TEXT + "</dd></dl>",
        "<p><strong>Position:</strong> {0}</p><p><strong>Location:</strong> {1}</p><p>" + TEXT + "</p>",
        "<p>Job Title: {0}</p><p>Location: {1}</p><h4>Duties</h4><p>" + TEXT + "</p>",
    ],
)
def test_each_block_of_facts_with_a_title_is_a_posting(shape: str) -> None:
    assert kept("".join(shape.format(*job) for job in JOBS)) == list(JOBS)


@pytest.mark.parametrize("cell", ["td", "th"])
def test_the_row_that_names_the_columns_is_no_posting_and_says_which_cell_is_the_title(cell: str) -> None:
    head = "".join(f"<{cell}><b>{name}</b></{cell}>" for name in ("Posted", "Position", "City", "File"))
    rows = "".join(
        f"<tr><td>11/2/2026</td><td>{title}</td><td>{place}</td><td><a href='/files/{number}.pdf'>PDF</a></td></tr>"
        for number, (title, place) in enumerate((*JOBS, ("Hall Wrangler", "Omaha, NE")))
    )
    assert kept(f"<table><tr>{head}</tr>{rows}</table>") == [*JOBS, ("Hall Wrangler", "Omaha, NE")]


def test_a_directory_with_titles_behind_names_is_none() -> None:
    people = "".join(f"<tr><th>{name}</th><td>{title}</td></tr>" for title, name in JOBS)
    assert [each.title for each in found(f"<h1>Staff directory</h1><table>{people}</table>") if each.kept] == []
