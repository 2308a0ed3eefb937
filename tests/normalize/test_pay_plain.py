"""The patterns of plain amounts read what the whole grammar of amounts reads."""

from __future__ import annotations

from itertools import product

import pytest

from unionjobs_scraper.normalize import pay_figures
from unionjobs_scraper.normalize.pay_figures import signed_figures
from unionjobs_scraper.normalize.pay_plain import plain_figure, plain_range

AMOUNTS = ("$45,000", "$600", "$4.50", "$60,400 – $85,250", "$50,000-$61,000.50", "$58,000 to $66,500", "$401", "$0")
UNITS = ("", " an hour", " per year", " monthly", " annually", "/hr", " a week", " per hour.", " (annual)")
TAILS = (
    *(".", ";", ") plus", " minimum wage.", " and benefits", " and a $25 raise", " and $70,000", " to $90,000"),
    *(" to start", " up to $99,000", " million", " % more", " thousand", " CAD", " euros", " hours a week", " a mes"),
    *(
        ", monthly",
        " base pay",
        " rising to $80,000",
        " in 2025 and $900",
        " bonus",
        "\nBenefits",
        " per diem",
        ", DOE",
    ),
)


@pytest.mark.parametrize("lead", ["", "Salary: ", "USD ", "between "])
def test_plain_amounts_are_read_as_the_grammar_reads_them(lead: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"{lead}{amount}{unit}{tail}, and more" for amount, unit, tail in product(AMOUNTS, UNITS, TAILS)]
    quick = [signed_figures(text) for text in texts]
    monkeypatch.setattr(pay_figures, "plain_figure", lambda text, place: None)
    monkeypatch.setattr(pay_figures, "plain_range", lambda text, place: None)
    assert [signed_figures(text) for text in texts] == quick


def test_the_commonest_amounts_are_plain() -> None:
    assert plain_figure("$600 monthly allowance", 0) is None  # a unit that is an adjective too is the grammar's
    assert plain_figure("$25 minimum wage", 0)
    assert plain_figure("$4.50 an hour and a car", 0)
    assert plain_range("$60,400 – $85,250 per year, DOE", 0)
