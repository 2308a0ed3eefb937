"""Dates: what a posting states, and the dates in it that mean something else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.dates import (
    UNDATED,
    Dated,
    find_deadline,
    find_posted,
    parse_date,
    read_deadline,
)

WRITTEN: tuple[tuple[str, dict[str, Any], date | None], ...] = (
    ("4/3/2026", {}, date(2026, 4, 3)),
    ("4/3/2026", {"day_first": True}, date(2026, 3, 4)),
    ("May 12, 2026", {}, date(2026, 5, 12)),
    ("12 May 2026", {}, date(2026, 5, 12)),
    ("2026-05-12", {}, date(2026, 5, 12)),
    ("2026-05-12T14:00:00.000Z", {}, date(2026, 5, 12)),
    ("Friday, May 1st", {}, None),
    ("Friday, May 1st", {"after": date(2026, 4, 20)}, date(2026, 5, 1)),
    ("Jan 5", {"after": date(2026, 12, 20)}, date(2027, 1, 5)),
    ("April 25", {"after": date(2026, 5, 10)}, date(2026, 4, 25)),
    ("April 1", {"after": date(2026, 5, 10)}, date(2027, 4, 1)),
    ("Mon, 25 Jan 2021 15:30 EST", {}, date(2021, 1, 25)),
    ("06-Feb-2026 (EST)", {}, date(2026, 2, 6)),
    ("February 30, 2026", {}, None),
    ("2/30/2026", {}, None),
    ("25/12/2026", {}, date(2026, 12, 25)),
    ("31/31/2026", {}, None),
    ("January 2023", {}, None),
    ("June 27 2025", {}, date(2025, 6, 27)),
    ("Sept. 3rd, 2024", {}, date(2024, 9, 3)),
    ("12/19/25 3:04PM", {}, date(2025, 12, 19)),
    ("19.11.2018", {"day_first": True}, date(2018, 11, 19)),
    ("05.1.19", {}, None),
    ("12 mai 2026", {}, date(2026, 5, 12)),
    ("12 de mayo de 2026", {}, date(2026, 5, 12)),
    ("tomorrow", {}, None),
    ("3 days ago", {}, None),
    ("2026", {}, None),
    ("May", {}, None),
    ("you may 5", {"after": date(2026, 1, 1)}, None),
    ("24th of June, 2015", {}, date(2015, 6, 24)),
    ("Feb 29", {"after": date(2025, 6, 1)}, date(2028, 2, 29)),
    ("Wednesday 8 October 2014", {}, date(2014, 10, 8)),
    ("8th October 2014", {}, date(2014, 10, 8)),
    ("May 5, '26", {}, date(2026, 5, 5)),
    ("Local 1021 March", {}, None),
    ("call 555-12-2026", {}, None),
    ("1/2/2026-1/9/2026", {}, date(2026, 1, 2)),
    ("Wednesday, August 24, 2022", {}, date(2022, 8, 24)),
    ("MAY 1, 2026", {}, date(2026, 5, 1)),
    ("", {}, None),
    ("0/0/2026", {}, None),
    ("April 15, 2026 at 5:00 p.m.", {}, date(2026, 4, 15)),
    ("May 20,000 members", {"after": date(2026, 1, 1)}, None),
    ("April 3.5%", {"after": date(2026, 1, 1)}, None),
)

DEADLINES = (
    ("The application period closes on the 20th of December, 2026", date(2026, 12, 20)),
    ("Application window: December 1, 2026 - December 20, 2026", date(2026, 12, 20)),
    ("EXPIRES: 01-15-2027", date(2027, 1, 15)),
    ("Your membership card expires: 12/31/2026", None),
    ("Deadline to apply: May 12, 2026", date(2026, 5, 12)),
    ("Closing Date: 11/29/2024", date(2024, 11, 29)),
    ("CLOSING DATE: April 29, 2026 Summary of Position: The UniServ", date(2026, 4, 29)),
    ("Applications due by June 30, 2023.", date(2023, 6, 30)),
    ("Résumés accepted until: October 3, 2022", date(2022, 10, 3)),
    ("Posting closes May 1, 2026", date(2026, 5, 1)),
    ("Please apply by May 1, 2026.", date(2026, 5, 1)),
    ("Close of Posting: Until Filled", None),
    ("Until filled, first review May 12, 2026", None),
    ("Closing date: Until filled, first review May 12, 2026", None),
    (
        "DEADLINE TO APPLY: Reviewed as received; for the first interviews please submit materials by March 3, 2023",
        date(2023, 3, 3),
    ),
    ("Ability to meet deadlines. The grant deadline is May 1, 2026.", None),
    ("The grievance filing deadline: May 1, 2026", None),
    ("The deadline for the application\n\nis February 2, 2024.\n\n*The COVID", date(2024, 2, 2)),
    ("Application Deadline:\n01/30/26 5:00PM", date(2026, 1, 30)),
    ("Printed 5/1/2026. Revised: 4/3/2026. Start Date: June 1, 2026", None),
    ("Posting Period: 4/3/2026 – Until Filled", None),
    ("Posting Period: 4/3/2026 – 4/17/2026", date(2026, 4, 17)),
    ("Closing Date: Posting will remain open until filled. Start Date: May 1, 2026", None),
    ("Deadline extended to Friday, May 24", None),
    ("Position open until filled; applications received by May 15, 2026 will receive first consideration.", None),
    ("The contract expires June 30, 2026.", None),
    ("This temporary position ends December 31, 2026.", None),
    ("To apply, send a résumé and cover letter to jobs@x.org by Friday, May 8, 2026.", date(2026, 5, 8)),
    ("Applications must be received no later than 5 p.m. on May 8, 2026", date(2026, 5, 8)),
    ("Application deadline: May 8, 2026 or until filled", date(2026, 5, 8)),
    ("Priority deadline: May 8, 2026", None),
    ("Apply before 05/08/2026", date(2026, 5, 8)),
    ("Applications close 8 May 2026", date(2026, 5, 8)),
    ("Review of applications begins May 8, 2026 and continues until filled", None),
    ("Send membership cards by mail before the 2026 convention", None),
    ("Last day to apply: 5/8/2026", date(2026, 5, 8)),
    ("Deadline: ASAP", None),
    ("The deadline is May 8, 2026.", date(2026, 5, 8)),
    ("Applications will be accepted through May 8, 2026", date(2026, 5, 8)),
    ("Work under deadline pressure in May 2026", None),
)

SPOKEN: tuple[tuple[str, str], ...] = (
    # labels that people and systems use
    ("Application Closing Date: May 10, 2026", "2026-05-10"),
    ("Vacancy Closing Date: May 10, 2026", "2026-05-10"),
    ("DEADLINE TO APPLY: MAY 10, 2026", "2026-05-10"),
    ("Application Due Date: May 10, 2026", "2026-05-10"),
    ("Application Deadline Date: May 10, 2026", "2026-05-10"),
    ("Job Posting End Date 06/01/2026", "2026-06-01"),
    ("Posting Expiration Date: 6/1/2026", "2026-06-01"),
    ("This posting expires on May 22, 2026", "2026-05-22"),
    ("Expiry Date: 2026-05-22", "2026-05-22"),
    ("Closing Date/Time: Mon. 05/18/26 11:59 PM Pacific Time", "2026-05-18"),
    ("Closes: 22 May 2026 at 5pm", "2026-05-22"),
    ("Cut-off date: May 22, 2026", "2026-05-22"),
    ("Final filing date: May 22, 2026", "2026-05-22"),
    ("Last date to submit applications is May 22, 2026", "2026-05-22"),
    ("Applications must be in by 5pm Friday 22 May 2026", "2026-05-22"),
    ("Expressions of interest must be received by the close of business on Friday, May 22, 2026.", "2026-05-22"),
    ("_Closing Date:_ _2026-04-05_", "2026-04-05"),
    ("**Closing date:** **22 May 2026**", "2026-05-22"),
    # French and Spanish
    ("Date limite : 12 mai 2026", "2026-05-12"),
    ("Date limite pour postuler : le 1er juin 2026 à 16 h", "2026-06-01"),
    ("Veuillez faire parvenir votre candidature au plus tard le 3 août 2026.", "2026-08-03"),
    ("Période d’affichage : du 4 mai 2026 au 18 mai 2026", "2026-05-18"),
    ("Date de clôture du concours : 2026-06-01", "2026-06-01"),
    ("Fecha límite para aplicar: 12 de mayo de 2026", "2026-05-12"),
    ("Fecha límite de postulación:18 de abril de 2025", "2025-04-18"),
    ("Envíe su currículum antes del 5 de junio de 2026", "2026-06-05"),
    ("Plazo de presentación: 30 de junio de 2026", "2026-06-30"),
    # written without a space, shortened, compact
    ("Closing date:May10,2026", "2026-05-10"),
    ("Deadline: 10May2026", "2026-05-10"),
    ("Applications Close: 12-May-26", "2026-05-12"),
    ("Deadline: 20260510", "2026-05-10"),
    # from one day to another
    ("Deadline extended from May 1, 2026 to June 15, 2026", "2026-06-15"),
    ("Deadline: May 1, 2026, extended to June 15, 2026", "2026-06-15"),
    ("Deadline extended until June 15, 2026 (was May 1, 2026)", "2026-06-15"),
    ("Application window: May 1, 2026 - June 15, 2026", "2026-06-15"),
    ("Applications are accepted from May 1 through June 15, 2026", "2026-06-15"),
    ("Application window: opens May 1, 2026 and closes May 22, 2026", "2026-05-22"),
    # a preference and an insiders' day are no deadline
    ("Preference will be given to applications received by May 4, 2026.", ""),
    ("Résumés are accepted until filled; however, preference is given to those received by May 4, 2026", ""),
    ("We encourage applicants to apply by July 8, 2026. This position is open until filled.", ""),
    ("We encourage you to apply by May 4, 2026. Applicants must apply by May 11, 2026.", "2026-05-11"),
    ("For full consideration, please apply by June 5, 2026.", ""),
    ("Ideally apply by May 22, 2026", ""),
    ("Internal Closing Date: May 1, 2026\nExternal Closing Date: May 10, 2026", "2026-05-10"),
    ("Deadline: Internal applicants - May 1, 2026; External applicants - May 10, 2026", "2026-05-10"),
    ("Bargaining unit members may apply by May 1, 2026.", ""),
    # an empty label, and the labels of other things
    ("Closing Date:\nStart Date: May 1, 2026", ""),
    ("Closing Date\nOpening Date\n5/1/2026", ""),
    ("Closing Date: Posted Date: May 1, 2026", ""),
    ("Deadline:\n\nDate Posted\nMay 1, 2026", ""),
    ("Driver's license expiration date: 6/1/2028", ""),
    ("Reports are due by May 22, 2026", ""),
    ("The deadline for the report is May 22, 2026", ""),
    # impossible
    ("Deadline: December 31, 2099", ""),
    ("Closing date: 01/01/2050", ""),
)

STAMPS = (
    ("2026-05-12T03:59:59Z", "US", "2026-05-11"),
    ("2026-05-12T06:59:59.000Z", "US", "2026-05-11"),
    ("2026-05-12T04:00:00Z", "US", "2026-05-12"),
    ("2026-05-12T00:00:00Z", "US", "2026-05-12"),
    ("2026-05-12T01:15:30Z", "CA", "2026-05-11"),
    ("2026-05-12T13:00:00Z", "AU", "2026-05-13"),
    ("2026-05-12T23:59:59Z", "AU", "2026-05-12"),
    ("2026-05-12T01:15:30-05:00", "US", "2026-05-12"),
    ("2026-05-12T03:59:59Z", "", "2026-05-12"),
    ("0001-01-01T01:00:00Z", "US", "None"),
)

POSTED = (
    ("Desired Hiring Date: May 1, 2026", None),
    ("We published our report on May 3, 2025.", None),
    ("a report published on May 3, 2025 shows", None),
    ("Published on May 3, 2025", date(2025, 5, 3)),
    ("Date Posted: 9/7/2022", date(2022, 9, 7)),
    ("DATE OF POSTING: May 27, 2025", date(2025, 5, 27)),
    ("Posting Date: \nMarch 7, 2025", date(2025, 3, 7)),
    ("(Posted: 4/3/2026) Ohio", date(2026, 4, 3)),
    ("Last Revised: May 1, 2025", None),
    ("Effective Date: 5/1/2025", None),
    ("Start Date: May 1, 2026", None),
    ("January 2023", None),
    ("Date: January 2023", None),
    ("Posted: Jun 30, 2022", date(2022, 6, 30)),
    ("Posted on Wednesday, August 24, 2022", date(2022, 8, 24)),
    ("Published 12/19/25 3:04PM", date(2025, 12, 19)),
    ("Published: 06/15/2018 Start Date: 07/01/2018", date(2018, 6, 15)),
    ("Type: Contract Date: April 27, 2026 Supervisor: X", date(2026, 4, 27)),
    ("Date: 28 September 2012", date(2012, 9, 28)),
    ("Updated 13 February 2017", None),
    ("Closing Date: May 1, 2026", None),
    ("Posted On\n02/08/2022", date(2022, 2, 8)),
    ("Date of revision: 5/1/2026", None),
    ("Posting will be posted on the board. Apply by May 1, 2026", None),
    ("Posted 3 days ago", None),
    ("Posting Period: 4/3/2026 – Until Filled", date(2026, 4, 3)),
    ("Expected Start Date: May 1, 2026", None),
    ("Date of hire: May 1, 2026", None),
    ("ESTIMATED DATE TO FILL: May 1, 2026", None),
    ("Date Printed: May 1, 2026", None),
    ("Notices must be posted by May 1, 2026", None),
)
CONDITIONS = (  # a label that means a deadline only by what stands behind the day
    ("Resumes received after June 1, 2026 will not be considered.", date(2026, 6, 1)),
    ("Applications received after June 1, 2026 are kept for a year.", None),
    ("Interested candidates have until May 27, 2026 to apply.", date(2026, 5, 27)),
    ("Members have until May 27, 2026 to vote.", None),
    ("Les personnes intéressées ont jusqu'au 10 juin 2026 pour postuler.", date(2026, 6, 10)),
    ("Les membres ont jusqu'au 10 juin 2026 pour voter.", None),
    ("Filing deadline: 5/21/2026", date(2026, 5, 21)),
    ("The grievance filing deadline is 5/21/2026", None),
    ("Deadline - June 9, 2026, or until filled", date(2026, 6, 9)),
    ("Deadline-driven work since May 9, 2026", None),
)


@pytest.mark.parametrize(("text", "options", "expected"), WRITTEN)
def test_parse_date(text: str, options: dict[str, Any], expected: date | None) -> None:
    assert parse_date(text, **options) == expected


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_what_stands_behind_the_day_decides(text: str, expected: date | None) -> None:
    assert find_deadline(text).date == expected


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_deadline(text: str, expected: date | None) -> None:
    assert find_deadline(text).date == expected


@pytest.mark.parametrize(("text", "expected"), DEADLINES)
def test_deadline_is_found_between_other_dates(text: str, expected: date | None) -> None:
    around = f"Date Posted: 4/1/2026\nRevised 3/3/2025. Founded May 1, 1937.\n\n{text}\n\nStart Date: July 1, 2026"
    assert find_deadline(around).date == expected


@pytest.mark.parametrize(("text", "expected"), SPOKEN)
def test_deadline_as_it_is_spoken_of(text: str, expected: str) -> None:
    assert str(find_deadline(text).date or "") == expected


@pytest.mark.parametrize(("text", "country", "expected"), STAMPS)
def test_a_utc_stamp_is_the_day_of_the_board(text: str, country: str, expected: str) -> None:
    assert str(parse_date(text, country=country)) == expected


def test_an_impossible_deadline_keeps_its_words() -> None:
    assert find_deadline("Deadline: December 31, 2099") == Dated(None, "Deadline: December 31, 2099")
    assert find_deadline("Deadline: May 1, 2026", posted=date(2026, 5, 10)) == Dated(None, "Deadline: May 1, 2026")
    assert find_deadline("Deadline: May 1, 2026", posted=date(2021, 5, 10)).date is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Extended from May 1, 2026 to June 15, 2026", date(2026, 6, 15)),
        ("Until filled, first review May 12, 2026", None),
        ("5/4/2026 (internal), 5/18/2026 (external)", date(2026, 5, 18)),
        ("12/31/2099", date(2099, 12, 31)),
        ("", None),
    ],
)
def test_the_words_behind_a_deadline_label(words: str, expected: date | None) -> None:
    assert read_deadline(words) == expected


@pytest.mark.parametrize(("text", "expected"), POSTED)
def test_posted(text: str, expected: date | None) -> None:
    assert find_posted(text).date == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Close of Posting: Until Filled", "Close of Posting: Until Filled"),
        (
            "Closing date: Until filled, first review May 12, 2026",
            "Closing date: Until filled, first review May 12, 2026",
        ),
        ("Deadline extended to Friday, May 24", "Deadline extended to Friday, May 24"),
        ("Meet tight deadlines.", ""),
        ("Application Deadline: February 15th.", "Application Deadline: February 15th"),
        ("The deadline for application is June 14th. No calls.", "deadline for application is June 14th"),
        ("The closing date is Friday 7th June.", "closing date is Friday 7th June"),
    ],
)
def test_deadline_without_a_date_keeps_its_words(text: str, words: str) -> None:
    found = find_deadline(text)
    assert (found.date, found.text) == (None, words)


def test_deadline_borrows_its_year_from_the_posting_date() -> None:
    assert find_deadline("Deadline extended to Friday, May 24", posted=date(2019, 4, 20)).date == date(2019, 5, 24)
    assert find_deadline("Apply by January 9", posted=date(2025, 12, 1)).date == date(2026, 1, 9)


def test_day_first_reaches_the_finders() -> None:
    assert find_deadline("Closing date: 3/4/2026", day_first=True).date == date(2026, 4, 3)
    assert find_posted("Date posted: 3/4/2026", day_first=True).date == date(2026, 4, 3)


def test_deadline_stops_at_the_next_label() -> None:
    assert find_deadline("Closing Date: Negotiable Start Date: May 1, 2026 Salary: $1").date is None


def test_posted_words_keep_relative_time() -> None:
    assert find_posted("Posted 3 days ago").text == "Posted 3 days ago"


def test_clock_at_the_edge_of_time() -> None:
    assert parse_date("Jan 5", after=date.min) == date(1, 1, 5)
    assert parse_date("Jan 5", after=date.max) is None


_PIECES = st.sampled_from(
    [
        *("Deadline:", "Posted", "Date:", "apply by", "until filled", "May", "may", "Feb", "30", "31st", "2026", "12"),
        *(
            "/",
            "-",
            ".",
            ",",
            " ",
            "\n",
            "Friday",
            "99",
            "0",
            "'26",
            "mai",
            "de",
            "days ago",
            "review begins",
            "\u0663",
        ),
    ]
)
_TEXT = st.text() | st.lists(_PIECES, max_size=12).map(" ".join) | st.lists(_PIECES, max_size=12).map("".join)


@given(_TEXT, st.booleans(), st.none() | st.dates())
def test_wild_text_never_raises_and_no_year_is_invented(text: str, day_first: bool, after: date | None) -> None:
    parse_date(text, day_first=day_first, after=after)
    for found in (find_posted(text, day_first=day_first), find_deadline(text, day_first=day_first)):
        assert found == UNDATED or found.text
        assert found.date is None or str(found.date.year)[2:] in text


@pytest.mark.parametrize(
    ("text", "posted", "deadline"),
    [
        ("Posting period: April 13, 2026 until filled.", date(2026, 4, 13), None),
        ("Posting period: April 13, 2026 – May 8, 2026", date(2026, 4, 13), date(2026, 5, 8)),
    ],
)
def test_what_starts_a_period_is_no_deadline(text: str, posted: date, deadline: date | None) -> None:
    assert (find_posted(text).date, find_deadline(text).date) == (posted, deadline)
