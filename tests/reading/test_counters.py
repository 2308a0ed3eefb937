"""Lines that say another thing at each reading, and lines that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.reading.counters import _PASSING, _may_pass, is_passing

PASSING = """
Views: 1,234
Job views: 45
1,234 views
Viewed 17 times
This page has been viewed 200 times
45 people have viewed this job
12 people are viewing this job
Be among the first 25 applicants
Over 200 applicants
Applications: 45
Vues : 1 234
Consulté 45 fois
Visto 45 veces
Posted 3 days ago
Posted 30+ days ago
Last viewed 5 minutes ago
Publié il y a 3 jours
Publicado hace 3 días
Vor 3 Tagen
Updated: yesterday
Closing in 4 days
3 days remaining
Days open: 45
Time left: 3d 4h
Today is Monday, May 4, 2026
Current time: 12:30 PM
Job views: 1.2k
1.2K views
Visitors today: 45
You are visitor number 45,678
Be the first of 10 applicants
Share (12)
Likes: 14
0 comments
Downloaded 12 times
Candidatures : 12
23 clics
Il reste 5 jours
Apply before: 12 days left
Deadline in 5 days
Expires in 3d 4h
Closing today
Page generated in 0.023 seconds
Printed on 11/29/2026
Local time 06:03
Session ID: 8f3a2b1c
""".strip().splitlines()
LASTING = """
Request no: 202611
Requisition ID: 8f3a2b1c
Printed on union paper
Share 12 desks with 3 others
Deadline: May 4, 2026
12 days of paid leave
Closes when filled
Comments: write to 14 Main Street
5 views of the city from the office
12 applicants will be interviewed
Applications due within 3 days of notice
Applications: jobs@example.org
Two years ago the local won its contract
30 days of vacation
3 days a week
Experience: 5 years
Posted May 4, 2026
Closes May 4, 2026
Today is a good day to join
Date: hier à Montréal
""".strip().splitlines()


@pytest.mark.parametrize("line", PASSING)
def test_what_changes_at_each_reading_is_known(line: str) -> None:
    assert is_passing(line)


@pytest.mark.parametrize("line", LASTING)
def test_what_stays_is_kept(line: str) -> None:
    assert not is_passing(line)


@given(st.from_regex(_PASSING, fullmatch=True))
def test_no_line_that_has_a_form_is_passed_over(line: str) -> None:
    assert _may_pass(line)


WITHOUT_DIGITS = """
posted today
New today
updated: YESTERDAY
Listed just now
Posted aujourd'hui
Posted hier
Publicado hoy
Actualizado ayer
Updated heute
Updated gestern
Closing tomorrow
Posted an hour ago
One year ago
il y a un mois
Hace una hora
vor einer Woche
""".strip().splitlines()


@pytest.mark.parametrize("line", WITHOUT_DIGITS)
def test_a_form_may_need_no_digit(line: str) -> None:
    assert is_passing(line)
