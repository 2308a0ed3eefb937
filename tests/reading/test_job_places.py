"""The place of a job in lines and sentences."""

from __future__ import annotations

import time

import pytest

from unionjobs_scraper.reading.job_places import place_in
from unionjobs_scraper.reading.place_sentences import place_said


@pytest.mark.parametrize(
    ("line", "country", "place"),
    [
        ("This position is based in St. Paul, MN.", "US", "St. Paul, MN"),
        ("This position is based in Halifax", "CA", "Halifax"),
        ("Le poste est basé à Moncton (Nouveau-Brunswick).", "CA", "Moncton (Nouveau-Brunswick)"),
        ("Based in Newcastle upon Tyne, with some travel.", "GB", "Newcastle upon Tyne"),
        ("The job is in Birmingham, Alabama, and pays well.", "US", "Birmingham, Alabama"),
        ("The position reports to our Tacoma, WA office.", "US", "Tacoma, WA"),
        ("The successful candidate will work out of our office in Newark, New Jersey.", "US", "Newark, New Jersey"),
        ("Twenty hours a week in Portland, Oregon, talking with members.", "US", "Portland, Oregon"),
        ("San Diego, California. Trains stewards of three parks.", "US", "San Diego, California"),
        ("Helps committees chart their schools. Los Angeles, CA. Full announcement", "US", "Los Angeles, CA"),
        ("Two roles, one in Bunbury and one in Geraldton.", "AU", "Bunbury and Geraldton"),
        ("Two members won, one in Reno and one in Elko.", "US", ""),
        ("Part time, Newark, NJ, $27 an hour.", "US", "Newark, NJ"),
        ("Full time, paid weekly, $27 an hour.", "US", ""),
        ("This is a full-time position based in Aurora, Colorado.", "US", "Aurora, Colorado"),
        ("Three days a week in our downtown Denver office.", "US", "Denver"),
        (
            "The attorney is based in either our Jackson, Mississippi or our Elko, Nevada office.",
            "US",
            "Jackson, Mississippi or Elko, Nevada",
        ),
        ("You work from Spokane and travel.", "US", "Spokane"),
        ("You work from home and travel.", "US", ""),
        ("Members work in Reno; you help them.", "US", ""),
        ("Twelve weeks in Washington, DC.", "US", "Washington, DC"),
        ("One will be based in Melbourne and one in Brisbane.", "AU", "Melbourne and Brisbane"),
        ("One is based in Leeds, the other in York.", "GB", "Leeds, York"),
        ("We are located in Washington, DC.", "US", ""),
        ("Our union is headquartered in Chicago and represents 9,000 people.", "US", ""),
        ("The contract was settled in Reno, Nevada.", "US", ""),
        ("You will be based in the field.", "US", ""),
        ("Decisions are based on experience.", "US", ""),
    ],
)
def test_a_place_in_a_sentence(line: str, country: str, place: str) -> None:
    assert place_said([line], country) == place


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Hamburg | Vollzeit | ab sofort", "Hamburg"),
        ("Duluth, MN · full time", "Duluth, MN"),
        ("Where: Burbank, CA", "Burbank, CA"),
        ("Einsatzort: Leipzig", "Leipzig"),
        ("Full time | Legal", ""),
        ("Toledo, Ohio (closes December 4, 2026)", "Toledo, Ohio"),
        ("Albany, New York (open until filled)", "Albany, New York"),
        ("Winnipeg Area Office, Manitoba", "Winnipeg, Manitoba"),
        ("Halifax Regional Office", "Halifax"),
        ("National Office (Toronto)", "Toronto"),
        ("Head office: Wellington, New Zealand", "Wellington, New Zealand"),
        ("Posted 11/12/26 | Seattle office", "Seattle"),
        ("Competition 2026-045 | National Office (Toronto)", "Toronto"),
        ("National Office", ""),
        (
            "Akron, OH): answers the hotline and opens files for lawyers in nine counties of the north and the east.",
            "Akron, OH",
        ),
        ("(Akron, OH) Full time", "Akron, OH"),
        ("(see below): Akron", ""),
        (
            "Allentown, PA — The organizer visits members at eleven quarries of the valley and of the hills beyond it.",
            "Allentown, PA",
        ),
        ("The Committee — Members meet in Reno", ""),
        ("Ref: DC/26/1", ""),
        ("Posted on Jobs · October 28, 2026 2:14 PM", ""),
    ],
)
def test_a_place_as_a_part_of_a_line(line: str, place: str) -> None:
    assert place_in(line) == place


def test_time_grows_with_length_only() -> None:
    begun = time.process_time()
    for words in ("our " + "Aa-" * 3000, "based in " + "Aa Bb, " * 1500, "our " + "Aa (Bb) " * 1500, "in " * 5000):
        place_said([words], "US")
    assert time.process_time() - begun < 5
