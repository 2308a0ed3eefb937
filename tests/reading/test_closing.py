"""The words that close a posting, and the words that only look like it."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.reading import closing_sentences
from unionjobs_scraper.reading import closing_words
from unionjobs_scraper.reading.closing import LONGEST, closing_mark
from unionjobs_scraper.reading.closing_words import Signs, languages

CLOSED = """
This position has been closed and is no longer available.
The position has been closed and is no longer available
The Field Organizer position has been closed and is no longer available.
No longer accepting applications
This job is no longer accepting applications.
We are no longer accepting applications for this position.
We are no longer accepting résumés.
We are no longer taking applications for this role.
This position has been filled.
The position has been filled.
This position has now been filled.
This position has already been filled.
This role has since been filled.
Thank you for your interest, but this position has been filled.
Unfortunately, this vacancy has been filled.
Sorry, this position has been filled.
The positions have been filled.
All positions have been filled.
This position was filled in April.
This internship has been filled.
This job has expired.
This posting has expired
Sorry, this job posting has expired.
This job ad has expired on our site.
This listing has expired.
This role is closed.
This role is closed
This job is closed.
this job POST is closed
THIS POSTING IS NOW CLOSED
This position is currently closed.
This competition is closed.
The competition has closed.
This posting is closed (closing date: April 30, 2026).
This requisition has been cancelled.
This search has been canceled.
This opportunity is no longer available.
This job posting is no longer active.
This position is no longer open.
This vacancy is no longer listed.
This job is no longer online.
This position is inactive.
This job posting is inactive
The vacancy has been withdrawn.
This posting has been removed by the employer.
This listing has been archived.
This posting has been taken down.
Applications are now closed.
Applications for this position are closed.
Applications have closed.
Applications closed
The application period has ended.
The application period for this position is over.
The application window has passed.
The application process is closed.
Recruitment for this role has closed.
The job you are looking for is no longer open.
The job you are looking for was not found.
The job you requested was not found.
The job you are trying to view is no longer available.
The job you are trying to apply for has been filled.
Sorry, this job was removed at 10:13 a.m.
This position has been filled, but please see our other positions.
Position filled
POSITION FILLED
Position has been filled!
Vacancy closed
Job closed.
CLOSED
FILLED
Status: closed
""".strip().splitlines()

OPEN = """
This posting closes when filled.
Posting closes when filled
Comments are closed.
Our offices are closed on federal holidays.
Our offices are closed
The office is closed between Christmas and New Year's Day.
Registration is closed for the training.
The polls are closed.
Open until filled
Open until filled.
Position open until filled; first review of applications on May 15.
The position will remain open until it has been filled.
Applications will be accepted until the position is filled.
Review of applications continues until this position is filled.
Once the position has been filled we will notify all applicants.
If this position has been filled, we will keep your résumé on file.
When this position is filled, the posting is taken down.
After the position is filled, applicants are told.
As soon as this job is closed, it leaves the list.
Unless this posting is closed earlier, the deadline is May 1.
In case this position has been filled, write to us.
We accept résumés till this vacancy is filled.
The previous organizer position has been filled.
The other position has been filled; this one is open.
Another role is closed.
The first position has been filled, the second is still open.
The position that has been filled is the one in Reno.
This position has not been filled.
This position is not yet filled.
This posting is not closed.
This posting may be closed at any time.
The position will be filled by June.
This position must be filled by July 1.
This vacancy could be filled from within.
This position will be closed when enough applications have been received.
Applications close on May 1, 2026.
This job closes at 5 p.m. on Friday.
Closing date: May 1, 2026
Closes: Open until filled
This position is filled with challenge and variety.
This role is filled with opportunities to grow.
This position is filled by appointment of the Executive Board.
The position is filled by election of the membership.
The position is currently filled on an interim basis.
The position has been filled on an interim basis since March.
This position has been removed from the bargaining unit.
We are no longer accepting applications by mail: use the online form.
The local organized twenty closed shops.
The job is closely supervised.
Workers whose contracts have expired keep their rights.
The collective agreement has expired.
The union ended the strike in May.
Knowledge of grievances filed, closed and withdrawn.
Must keep track of open and closed grievances.
The incumbent is no longer able to travel.
A successful candidate who is no longer a member may apply.
Candidates must be available when the plant is closed.
Fill out the application form.
Experience with union drives at employers that have closed plants.
This position is open.
Closed
Filled
""".strip().splitlines()


@pytest.mark.parametrize("sentence", [*CLOSED, *closing_sentences.CLOSED])
def test_closes(sentence: str) -> None:
    assert closing_mark(f"Careers\nAbout the union. {sentence}\nBack to all jobs") == sentence
    assert closing_mark(sentence) == sentence


@pytest.mark.parametrize("sentence", [*OPEN, *closing_sentences.OPEN])
def test_only_looks_closed(sentence: str) -> None:
    assert closing_mark(f"Field Organizer\nAbout the union. {sentence}\nHow to apply") == ""
    assert closing_mark(sentence) == ""


FURTHER = Path(__file__).with_name("closing_words")
"""Sentences of both kinds, written before anybody looked at what the words of closing.toml find."""


def test_further_sentences_close() -> None:
    said = (FURTHER / "closed.txt").read_text(encoding="utf-8").splitlines()
    assert [each for each in said if not closing_mark(each)] == []


def test_further_sentences_only_look_closed() -> None:
    said = (FURTHER / "open.txt").read_text(encoding="utf-8").splitlines()
    assert [each for each in said if closing_mark(each)] == []
    assert [each for each in said if closing_mark(f"Field Organizer\nAbout the union. {each}\nHow to apply")] == []


def test_an_innocent_sentence_does_not_shield_its_neighbor() -> None:
    text = "Applications were accepted until filled. This position has been filled."
    assert closing_mark(text) == "This position has been filled."


@pytest.mark.parametrize("bar", ["|", "•", "·"])
def test_bars_part_sentences(bar: str) -> None:
    assert closing_mark(f"Organizer {bar} This job is closed {bar} Until filled, ask us") == "This job is closed"


def test_white_space_within_a_sentence_does_not_matter() -> None:
    assert closing_mark("This  position\xa0has been \t filled.") == "This position has been filled."


def test_a_mark_within_long_prose_is_no_mark() -> None:
    mark = "This job is closed"
    prose = mark + ", a friend said," * 20
    assert closing_mark(prose[: LONGEST - 1] + ".") != ""
    assert closing_mark(prose[:LONGEST] + ".") == ""


def test_a_source_may_bring_words_of_its_own() -> None:
    gone = "Deze vacature is vervuld."
    assert closing_mark(gone) == ""
    assert closing_mark(gone, [r"vacature is vervuld"]) == gone
    assert closing_mark("This job is closed.", (r"vacature is vervuld",)) == "This job is closed."


def test_own_words_are_guarded_by_the_same_exceptions() -> None:
    assert closing_mark("Once it is off the shelf and closed, we say so.", ["off the shelf"]) == ""


@pytest.mark.parametrize("title", closing_sentences.TITLES)
def test_a_title_closes_its_own_page_only(title: str) -> None:
    assert closing_mark(f"Careers\n{title}\nAbout the union") == title
    assert closing_mark(f"Senior Researcher\nAbout the union\nOther jobs\n{title}") == ""


def test_hours_are_no_mark() -> None:
    assert closing_mark("Monday 9 a.m. to 5 p.m.\nCLOSED") == ""
    assert closing_mark("Field Organizer\nCLOSED") == "CLOSED"


NAMED = """
The {} position has been filled.
The {} vacancy is no longer available.
Our {} search has concluded.
The position of {} has been filled.
We are no longer accepting applications for the {} position.
Le poste de {} a été comblé.
La vacante de {} ha sido cubierta.
""".strip().splitlines()


def test_a_named_posting_of_another_grade_is_another() -> None:
    said = "The Organizer {} posting is closed."
    assert closing_mark(f"Organizer II\nAbout the union\n{said.format('II')}")
    assert closing_mark(f"Organizer II\nAbout the union\n{said.format('I')}") == ""


@pytest.mark.parametrize("sentence", NAMED)
def test_a_named_posting_is_the_one_of_the_pages_title(sentence: str) -> None:
    for title in ("Field Organizer", "Field Organizer, San Diego or Reno", "Senior Field Organizer (Local 12)"):
        assert closing_mark(f"{title}\nAbout the union\n{sentence.format('Field Organizer')}\nHow to apply")
    for other in ("San Diego", "Staff Attorney", "Fresno Field Organizer", "Deputy Director"):
        assert closing_mark(f"Field Organizer\nAbout the union\n{sentence.format(other)}\nHow to apply") == ""


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n"])
@pytest.mark.parametrize(
    "neighbor",
    [
        "The position remains open until filled.",
        "It has been reopened.",
        "External candidates may now apply.",
        "We are still accepting applications.",
        "The deadline has been extended to June 1.",
    ],
)
def test_a_neighbor_that_says_that_it_is_open_takes_a_mark_back(neighbor: str, gap: str) -> None:
    assert closing_mark(f"The posting period has ended.{gap}{neighbor}") == ""
    assert closing_mark(f"{neighbor}{gap}The posting period has ended.") == ""


PLAIN = [
    each
    for each in [*CLOSED, *closing_sentences.ENGLISH]
    if each[0].isalpha() and not re.search("[,;:]| (?:and we|due to|because|please) ", each)
]
BEFORE = (
    "If;Once;When;Until;Unless;As soon as;In the event that;Only if;Whether;We will tell you when;Provided that;Where"
)
AFTER = (
    "if the board agrees;unless the candidate declines;when the budget ends;except in Reno;in error;only for members"
)


@given(st.sampled_from(PLAIN), st.sampled_from(BEFORE.split(";")), st.sampled_from([" ", ", we say so."]))
def test_a_closing_sentence_in_a_condition_never_closes(sentence: str, condition: str, end: str) -> None:
    said = sentence[0].lower() + sentence[1:].rstrip(".!")
    assert closing_mark(f"{condition} {said}{end}") == ""
    assert closing_mark(f"Please write, {condition.lower()} {said}{end}") == ""


@given(st.sampled_from(PLAIN), st.sampled_from(AFTER.split(";")), st.sampled_from([" ", ", ", "; "]))
def test_a_closing_sentence_with_a_condition_after_it_never_closes(sentence: str, condition: str, gap: str) -> None:
    assert closing_mark(sentence.rstrip(".!") + gap + condition + ".") == ""


@given(st.text())
def test_any_text_is_answered_with_one_of_its_sentences(text: str) -> None:
    mark = closing_mark(text)
    assert mark in " ".join(text.split())


@pytest.mark.parametrize("piece", ["the job is ", "until ", "this position ", "no longer ", "if closed ", "a"])
def test_a_hostile_page_does_not_stall(piece: str) -> None:
    started = time.process_time()
    assert closing_mark("closed " + piece * 20_000) == ""
    assert time.process_time() - started < 2


PIECES = (
    "This job;The position; is ; has been ; now;closed;FILLED;expired;over;ended;\tpassed;taken down;unavailable"
    ";not found;Applications;The application period; are;no longer accepting applications;Status: "
    ";until ;.;!;?; ;\n; | ; •;• ;\xa0;\u2003;\x85;é;\u017f;\u212a;\u0130;\u0131"
)


@given(st.lists(st.sampled_from(PIECES.split(";")), max_size=14).map("".join))
@example("This poſition is cloſed.")
@example("This posit\u0131on is f\u0130lled.")
@example("This position is f\u0131lled.")
@example("This posting is ta\u212aen down.")
def test_the_short_way_finds_what_trying_every_sentence_finds(text: str) -> None:
    nothing_more = ("(?!)",)  # words of its own lead a text the long way
    assert closing_mark(text) == closing_mark(text, nothing_more)


@pytest.mark.parametrize("sentence", CLOSED)
@pytest.mark.parametrize("space", ["\t", "\xa0", "\u2003", "\x85", "\x1c"])
def test_any_white_space_parts_the_words(sentence: str, space: str) -> None:
    text = f"Field Organizer –\n{sentence.replace(' ', space)}\nWe"
    assert closing_mark(text) == closing_mark(text, ("(?!)",)) != ""


SIGNS = sorted({sign for language in languages() for sign in language.signs})


@given(st.lists(st.sampled_from([*SIGNS, b" ", b"\n", b"x", *(sign.split(b" ")[0] for sign in SIGNS)]), max_size=30))
def test_no_sign_of_a_text_is_lost_by_looking_at_its_words(pieces: list[bytes]) -> None:
    text = b"".join(pieces)
    for language in languages():
        possible = language.index.possible(frozenset(text.split()))
        assert set(possible) >= {sign for sign in language.signs if sign in text}


def test_words_are_forgotten_before_they_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing_words, "MOST_LETTERS", 100)
    signs = Signs([b"no longer", b"filled"])
    for number in range(100):
        words = frozenset((b"longer", b"unfilled", b"word%d" % number))
        assert signs.possible(words) == [b"no longer", b"filled"]
    assert signs._letters <= 100 >= sum(map(len, signs._idle))
