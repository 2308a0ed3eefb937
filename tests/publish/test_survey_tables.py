"""The survey's tables: what a site says is a text in each of them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from parsel import Selector
from rich.console import Console

from unionjobs_scraper.publish.survey.facts import Result, Surveyed
from unionjobs_scraper.publish.survey.tables import counts, in_order, page, printed, write
from unionjobs_scraper.publish.writers import unguarded

AT = datetime(2026, 5, 1, 6, tzinfo=UTC)
PLAIN = Surveyed(
    source="local9",
    title="Local 9",
    result=Result.WORKS,
    address="https://local9.test/",
    sure="seen",
    reached="HTTP 200",
    robots="none",
    listed=2,
    left_out={},
    asked=2,
    read=2,
    filled={"employer": 1.0, "salary_min": 0.5, "department": 0.0},
    reasons=(),
)
HOSTILE = (
    '=HYPERLINK("http://evil.test")',
    "<script>alert(1)</script>",
    "[red]x[/red] [/] [link=file:///etc]",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
)


def test_what_needs_work_stands_first() -> None:
    found = [replace(PLAIN, source=f"s{number}", result=result) for number, result in enumerate(reversed(Result))]
    assert [each.result for each in in_order(found)] == list(Result)
    assert counts(found) == "1 works, 1 empty, 1 partly, 1 failed"
    assert [each.good for each in in_order(found)] == [False, False, True, True]


@pytest.mark.parametrize("words", HOSTILE)
def test_a_site_s_words_are_words(words: str, tmp_path: Path) -> None:
    bad = replace(
        PLAIN,
        result=Result.FAILED,
        title=words,
        reached=words,
        reasons=(words,),
        found_at=words,
        links=((words, words),),
    )
    write(tmp_path, [bad], AT)
    for name in ("survey.csv", "links.csv"):
        with (tmp_path / name).open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert words in map(unguarded, cells)
        assert not [cell for cell in cells if cell.startswith("=")]
    shown = Selector(page([bad], AT))
    assert not shown.css("script, img")
    assert words in " ".join(shown.css("td ::text").getall())
    text = io.StringIO()
    Console(file=text, width=400, color_system=None).print(printed([bad]))
    assert words in text.getvalue()


def test_columns_are_named_with_the_share_in_which_they_are_filled(tmp_path: Path) -> None:
    write(tmp_path, [PLAIN], AT)
    row = next(csv.DictReader((tmp_path / "survey.csv").read_text(encoding="utf-8").splitlines()))
    assert row["filled"] == "employer, salary_min 50%"
    assert (row["filled_salary_min"], row["filled_department"]) == ("0.50", "0.00")


def test_a_survey_of_nothing_is_an_empty_table(tmp_path: Path) -> None:
    write(tmp_path, [], AT)
    assert (tmp_path / "survey.csv").read_text(encoding="utf-8").startswith("source,title,result")
