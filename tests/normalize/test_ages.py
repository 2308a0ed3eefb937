"""What only says how long ago a posting was posted, and what says a day."""

from __future__ import annotations

import pytest

from unionjobs_scraper.normalize.ages import is_age


@pytest.mark.parametrize(
    "text",
    """12 days ago
Posted 30+ Days Ago
Posted Today
posted yesterday
3d ago
2 h ago
an hour ago
about a month ago
Just posted
Il y a 3 jours
Publié il y a plus de 30 jours
Hace 5 días
Aujourd\u2019hui
vor 3 Tagen""".splitlines(),
)
def test_an_age(text: str) -> None:
    assert is_age(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "April 3, 2026",
        "2026-04-03",
        "Posted 4/3/2026 (12 days ago)",
        "3 avril",
        "Updated today, posted April 2, 2026",
        "A sentence that goes on and on about what the union did many years ago, and why it matters today",
    ],
)
def test_a_day(text: str) -> None:
    assert not is_age(text)
