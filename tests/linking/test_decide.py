"""The decision on two ads: what sets them apart, and what makes them one job."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.linked_ads import DAY, MONDAY, ad, decided, ended, passages, text
from unionjobs_scraper.linking.clash import clash
from unionjobs_scraper.linking.decide import THRESHOLDS
from unionjobs_scraper.linking.decision import Relation, Stage
from unionjobs_scraper.linking.facts import Ad, at_once
from unionjobs_scraper.linking.text import wording

BAMBOO = "https://hill.bamboohr.com/careers/{}"
OWN = passages(12)
"""120 words of the opening itself."""
STOCK = passages(12, seed=3)
"""120 words that the employer says in all of its ads."""


def pair(one: dict[str, Any] | None = None, other: dict[str, Any] | None = None) -> tuple[Ad, Ad]:
    return ad("unionjobs:1", **(one or {})), ad("daybook:2", **(other or {}))


def both(said: str, also: str | None = None) -> dict[str, str]:
    return {"unionjobs:1": said, "daybook:2": said if also is None else also, "unionjobs:9": said}


# -------------------------------------------------------------------------------------------- apart


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({}, {}, ""),
        ({}, {"title": "Researcher"}, "title"),
        ({}, {"title": "Lead Field Organizer"}, "title"),
        ({}, {"locations": "Columbus, OH, US"}, "place"),
        ({}, {"locations": "OH, US"}, ""),
        ({}, {"employer": "SEIU Local 98", "local": "98"}, "employer"),
        ({}, {"employer": "SEIU", "local": ""}, "employer"),
        ({}, {"employer": ""}, ""),
        ({"department": "Organizing"}, {"department": "Research"}, "department"),
        ({"employment_type": "FULL_TIME"}, {"employment_type": "PART_TIME"}, "employment type"),
        ({"employment_type": "FULL_TIME"}, {}, ""),
        ({"title": "Field Organizer 2025"}, {"title": "Field Organizer 2026"}, "year"),
        ({"title": "Field Organizer 2025"}, {}, ""),
        ({"url": BAMBOO.format(55)}, {"apply_url": BAMBOO.format(56)}, "requisition"),
        ({"url": BAMBOO.format(55)}, {"apply_url": "https://hill.breezy.hr/p/0123456789ab-x"}, ""),
        ({"stated_requisition": "114"}, {"stated_requisition": "115"}, "requisition"),
        ({"salary_min": 50000.0, "salary_max": 60000.0}, {"salary_min": 70000.0, "salary_max": 80000.0}, "pay"),
        ({"salary_min": 50000.0}, {"salary_min": 70000.0}, "pay"),
        ({"salary_min": 50000.0, "salary_max": 60000.0}, {"salary_min": 60000.0, "salary_max": 80000.0}, ""),
        ({"salary_min": 76579.0}, {"salary_min": 76000.0}, ""),  # $76K
        ({"salary_min": 25.0}, {"salary_min": 26.5}, "pay"),
        ({"salary_min": 25.0, "salary_period": "HOUR"}, {"salary_min": 52000.0, "salary_period": "YEAR"}, ""),
        ({"salary_min": 25.0}, {"salary_min": 52000.0, "salary_period": "YEAR"}, "pay"),
        ({"salary_min": 50000.0, "salary_max": 60000.0}, {"salary_min": 60500.0, "salary_max": 70000.0}, "pay"),
        ({"salary_min": 50000.0}, {}, ""),
    ],
)
def test_what_can_never_be_one_job(one: dict[str, Any], other: dict[str, Any], why: str) -> None:
    a, b = pair(one, other)
    assert clash(a, b) == clash(b, a) == why
    decision = decided(a, b, both(text(OWN)))
    assert (decision.relation is Relation.APART) == bool(why)
    assert (decision.decided_by is Stage.CLASH) == bool(why)
    if why:
        assert (decision.why, decision.text) == (why, None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"url": BAMBOO.format(55)}, {"url": BAMBOO.format(56)}),
        ({"stated_requisition": "114"}, {"stated_requisition": "115"}),
        ({"salary_min": 50000.0}, {"salary_min": 70000.0}),
    ],
)
def test_a_repost_may_have_another_number_and_better_pay(one: dict[str, Any], other: dict[str, Any]) -> None:
    old, new = ended("unionjobs:9", **one), ad("unionjobs:1", **other)
    assert clash(old, new) == ""
    assert decided(old, new, both(text(OWN))).relation is Relation.REPOST
    assert clash(ad("unionjobs:9", **one), new)


def test_two_ads_of_one_requisition_are_never_two_for_their_titles_department_or_employer() -> None:
    a, b = pair({"url": BAMBOO.format(55)}, {"apply_url": BAMBOO.format(55), "title": "Representative II"})
    assert clash(a, b) == ""
    a, b = pair({"url": BAMBOO.format(55)}, {"apply_url": BAMBOO.format(55), "employer": "QRS", "local": ""})
    assert clash(a, b) == ""


def test_a_union_and_its_local_with_one_link_are_one_employer() -> None:
    link = "https://hill.example/jobs/31022"
    a, b = pair({"apply_url": link}, {"apply_url": f"{link}?utm_source=x", "employer": "SEIU", "local": ""})
    assert clash(a, b) == ""
    assert decided(a, b, both(text(OWN))).relation is Relation.SAME_AD
    general = "https://hill.example/careers"
    assert clash(*pair({"apply_url": general}, {"apply_url": general, "employer": "SEIU", "local": ""})) == "employer"


# ------------------------------------------------------------------------------------------- at once


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ((0, 10, True), (5, 10, True), True),
        ((0, 10, True), (5, 6, False), True),
        ((0, 5, False), (5, 9, True), True),
        ((0, 4, False), (5, 9, True), False),
        ((0, 4, True), (5, 9, False), True),
        ((0, 4, False), (0, 9, True), True),
    ],
)
def test_at_once(first: tuple[int, int, bool], second: tuple[int, int, bool], together: bool) -> None:
    a, b = (
        ad(posting_id, first_seen=MONDAY + begin * DAY, last_seen=MONDAY + end * DAY, open=still)
        for posting_id, (begin, end, still) in (("unionjobs:1", first), ("daybook:2", second))
    )
    assert at_once(a, b) == at_once(b, a) == together
    assert decided(a, b, both(text(OWN))).relation is (Relation.SAME_AD if together else Relation.REPOST)


# ------------------------------------------------------------------------- the opening's own address


def test_one_requisition_is_enough_whatever_the_texts_say() -> None:
    a, b = pair({"url": BAMBOO.format(55)}, {"apply_url": BAMBOO.format(55)})
    decision = decided(a, b, both(text(OWN), text(STOCK)))
    assert (decision.relation, decision.decided_by) == (Relation.SAME_AD, Stage.APPLY)
    assert decided(ended("unionjobs:9", url=BAMBOO.format(55)), b, both(text(OWN))).relation is Relation.REPOST


ENGLISH = "The organizer of the union works with members and leaders for the contract. " * 3
FRENCH = "Le syndicat et les membres du local cherchent une personne pour des campagnes. " * 3


@pytest.mark.parametrize(
    ("said", "also", "relation"),
    [
        (ENGLISH, FRENCH, Relation.SAME_AD),
        (ENGLISH, ENGLISH, Relation.APART),
        (ENGLISH, "", Relation.APART),  # in no language that is known: nothing says that it is a translation
        ("", FRENCH, Relation.APART),
        ("", "", Relation.APART),
    ],
)
def test_one_requisition_with_two_titles_is_one_job_in_two_languages_only(
    said: str, also: str, relation: Relation
) -> None:
    a, b = pair({"url": BAMBOO.format(55)}, {"apply_url": BAMBOO.format(55), "title": "Conseillère syndicale"})
    decision = decided(a, b, both(said, also))
    assert decision.relation is relation
    assert decision.decided_by is (Stage.CLASH if relation is Relation.APART else Stage.APPLY)


# ------------------------------------------------------------------------------------------ the texts


def test_whole_texts_that_are_one() -> None:
    decision = decided(*pair(), both(text(OWN), text(OWN[:-1])))
    assert (decision.relation, decision.decided_by) == (Relation.SAME_AD, Stage.TEXT)
    assert decision.text is not None
    assert decision.text > THRESHOLDS.whole
    assert not decision.learned
    assert "of the words are the same" in decision.why


def test_a_summary_of_the_other_text_is_the_same_ad() -> None:
    decision = decided(*pair(), both(text(OWN), text(OWN[:5])))
    assert (decision.relation, decision.learned) == (Relation.SAME_AD, False)


def test_other_words_in_the_same_place_tell_two_ads_apart_that_are_else_the_same() -> None:
    said = text(OWN, ["You will meet with nurses at their workplaces every day."], STOCK)
    decision = decided(*pair(), both(said, said.replace("nurses", "drivers")))
    assert (decision.relation, decision.decided_by) == (Relation.APART, Stage.TEXT)
    assert {"nurses", "drivers"} <= set(decision.why.split())


def test_a_repost_may_have_one_other_word_but_not_two() -> None:
    old, new = ended("unionjobs:9"), ad("unionjobs:1")
    said = text(
        OWN, ["You will meet with nurses at their workplaces.", "We won a strike at the Hilltown plant this year."]
    )
    once = said.replace("nurses", "drivers")
    assert decided(old, new, {"unionjobs:9": said, "unionjobs:1": once}).relation is Relation.REPOST
    twice = once.replace("Hilltown", "Lakeview")
    decision = decided(old, new, {"unionjobs:9": said, "unionjobs:1": twice})
    assert (decision.relation, decision.decided_by) == (Relation.APART, Stage.TEXT)
    assert decided(ad("unionjobs:9"), new, {"unionjobs:9": said, "unionjobs:1": once}).relation is Relation.APART


def test_what_each_board_writes_in_its_own_way_is_no_other_word() -> None:
    said = text(OWN, ["You will work as a field organizer based in Dayton every day."])
    a, b = pair({}, {"locations": "Dayton, OH, US; Columbus, OH, US"})
    assert decided(a, b, both(said, said.replace("Dayton", "Columbus"))).relation is Relation.SAME_AD


def test_an_employers_stock_does_not_make_two_texts_one() -> None:
    said, also = text(STOCK, OWN), text(STOCK, passages(12, seed=5))
    stock = {number for number, _ in wording(text(STOCK)).passages}
    decision = decided(*pair(), both(said, also), stock)
    assert (decision.relation, decision.decided_by, decision.learned) == (Relation.APART, Stage.TEXT, True)
    assert decision.why.startswith("without the employer's stock")


def test_what_is_left_without_the_stock_is_compared() -> None:
    own = text(OWN, passages(3, seed=6))
    said, also = text(passages(12, seed=4), [own]), text([own], passages(12, seed=5))
    stock = {number for seed in (4, 5) for number, _ in wording(text(passages(12, seed=seed))).passages}
    assert decided(*pair(), both(said, also)).relation is Relation.APART
    decision = decided(*pair(), both(said, also), stock)
    assert (decision.relation, decision.text, decision.learned) == (Relation.SAME_AD, 1.0, True)


def test_where_little_is_left_without_the_stock_the_whole_must_be_alike() -> None:
    stock = {number for number, _ in wording(text(STOCK)).passages}
    little = passages(2)
    said, also = text(STOCK, little), text(STOCK[:11], little, passages(3, seed=5))
    decision = decided(*pair(), both(said, also), stock)
    assert decision.why.startswith("little is left")
    assert (decision.relation, decision.learned) == (Relation.SAME_AD, True)
    other = text(STOCK[:7], passages(5, seed=6))
    decision = decided(*pair(), both(said, other), stock)
    assert (decision.relation, decision.learned) == (Relation.APART, True)


def test_where_titles_only_resemble_each_other_more_is_asked() -> None:
    said, also = text(OWN), text(OWN[:10], passages(2, seed=5))
    assert decided(*pair(), both(said, also)).relation is Relation.SAME_AD
    a, b = pair({}, {"title": "Field Organizer, Healthcare"})
    assert clash(a, b) == ""
    decision = decided(a, b, both(said, also))
    assert (decision.relation, decision.title) == (Relation.APART, "nested")
    assert decided(a, b, both(said)).relation is Relation.SAME_AD


def test_the_margin_is_how_far_the_threshold_is() -> None:
    near = decided(*pair(), both(text(OWN), text(OWN[:10], passages(1, seed=5))))
    far = decided(*pair(), both(text(OWN), text(passages(12, seed=5))))
    same = decided(*pair(), both(text(OWN)))
    assert 0 <= near.margin < far.margin < same.margin == 1


# --------------------------------------------------------------------------------------- little text

SHORT = "Field organizer wanted for the Dayton office, see the link."


@pytest.mark.parametrize(
    ("one", "other", "texts", "agreeing"),
    [
        ({"valid_through": date(2026, 6, 1)}, {"valid_through": date(2026, 6, 1)}, (SHORT, "Apply."), "deadline"),
        ({"date_posted": date(2026, 5, 1)}, {"date_posted": date(2026, 5, 1)}, (SHORT, "Apply."), "date posted"),
        ({"salary_min": 76579.0}, {"salary_min": 76000.0}, (SHORT, "Apply."), "pay"),
        ({"salary_min": 76000.0, "salary_max": 80000.0}, {"salary_min": 76000.0}, (SHORT, "Apply."), ""),
        ({"salary_min": 25.0, "salary_max": 40.0}, {"salary_min": 30.0}, (SHORT, "Apply."), ""),  # by the hour
        (
            {"apply_url": "https://h.example/123"},
            {"apply_url": "http://h.example/123/"},
            (SHORT, "Hi."),
            "apply address",
        ),
        ({"apply_url": "https://h.example/jobs"}, {"apply_url": "https://h.example/jobs"}, (SHORT, "Apply."), ""),
        ({}, {}, (SHORT, SHORT), "text"),
        ({}, {}, (SHORT, "Apply."), ""),
        ({}, {}, ("Apply.", "Apply."), ""),  # fewer than eight words
        ({}, {}, (text(OWN), ""), "time"),
        ({}, {"first_seen": MONDAY + 21 * DAY}, (text(OWN), ""), "time"),
        ({}, {"first_seen": MONDAY + 22 * DAY}, (text(OWN), ""), ""),
        ({}, {"first_seen": MONDAY - 21.5 * DAY}, (text(OWN), ""), "time"),
        ({}, {"first_seen": MONDAY + 21.5 * DAY}, (text(OWN), ""), "time"),
        ({}, {}, ("", ""), "time"),
        ({"locations": ""}, {"valid_through": None}, (SHORT, SHORT), ""),  # no place to agree on
        ({"title": "Field Organizer, Healthcare"}, {}, (SHORT, SHORT), ""),
    ],
)
def test_with_little_text_a_stated_fact_must_agree(
    one: dict[str, Any], other: dict[str, Any], texts: tuple[str, str], agreeing: str
) -> None:
    decision = decided(*pair(one, other), both(*texts))
    assert decision.decided_by is Stage.FACTS
    assert decision.relation is (Relation.SAME_AD if agreeing else Relation.APART)
    assert decision.why == (f"little text; the same {agreeing}" if agreeing else "too little text")


def test_two_rows_of_one_board_without_a_text_are_two_jobs() -> None:
    """One list shows an opening once."""
    a, b = ad("unionjobs:1"), ad("unionjobs:9")
    assert decided(a, b, both("")).relation is Relation.APART


# --------------------------------------------------------------------------------------- whatever comes

VALUES: dict[str, Any] = {
    "title": st.sampled_from(["Field Organizer", "Organizer, Field", "Researcher", "Field Organizer, Health", "???"]),
    "locations": st.sampled_from(["Dayton, OH, US", "OH, US", "Reno, NV, US", ""]),
    "employer": st.sampled_from(["SEIU Local 99", "SEIU", "QRS", "…", ""]),
    "local": st.sampled_from(["99", ""]),
    "url": st.sampled_from(["", BAMBOO.format(55), BAMBOO.format(56), "http://[broken"]),
    "apply_url": st.sampled_from(["", BAMBOO.format(55), "https://h.example/31022"]),
    "salary_min": st.sampled_from([None, 0.0, 50000.0, 90000.0]),
    "valid_through": st.sampled_from([None, date(2026, 6, 1)]),
    "first_seen": st.integers(0, 60).map(lambda days: MONDAY + days * DAY * 0.7),
    "open": st.booleans(),
}
SAID = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["", ENGLISH, FRENCH, text(OWN), text(OWN[:4], STOCK), text(STOCK), SHORT]),
)


@given(st.fixed_dictionaries(VALUES), st.fixed_dictionaries(VALUES), SAID, SAID, st.booleans())
def test_no_pair_is_an_error_and_a_decision_has_no_direction(
    one: dict[str, Any], other: dict[str, Any], said: str, also: str, stock: bool
) -> None:
    a, b = pair(one, other)
    decision = decided(a, b, both(said, also), {number for number, _ in wording(text(STOCK)).passages} if stock else ())
    assert (clash(a, b) != "") <= (decision.relation is Relation.APART)
    assert 0 <= decision.margin <= 1
    same_language = wording(said).language == wording(also).language
    if decision.relation is not Relation.APART and same_language:
        assert decision.title != "different"
