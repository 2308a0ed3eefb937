"""Situations in which openings that are not the same share most of their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lab.accuracy.pairs.copies import twins
from lab.accuracy.pairs.draft import Draft
from lab.accuracy.pairs.openings import CAMPAIGNS, Opening, part_time, temporary
from lab.accuracy.pairs.texts import Section
from lab.accuracy.pairs.words import bank, paragraphs, roles

HEADER_DEPARTMENTS = (
    ("Public Division", "Private Division"),
    ("Member Services", "Growth and Strategy"),
    ("Northern Region", "Southern Region"),
    ("Contracts and Enforcement", "External Campaigns"),
)


def one_ad_many_cities(w: Draft) -> None:
    """One advertisement is posted for up to nine cities, in half of the worlds named in the header only."""
    w.with_places(4)
    first = replace(w.opening(), city_in_text=w.number % 2 == 0)
    ads = [first, *(
        replace(first, job=w.job(), place=place, number=first.number + step)
        for step, place in enumerate(w.employer.places, start=1)
        if place != first.place
    )]  # fmt: skip
    keys = [w.show(ad, "unionjobs", style="plain", spelling=0, apply="page") for ad in ads]
    for at in (0, len(ads) - 1):
        copy = w.show(ads[at], "goodunionjobs", 3, apply="page")
        w.same(keys[at], copy, "the copy for this city")
        w.apart(keys[1], copy, "the copy for another city")
    w.all_apart(keys, "one text, another city")


def sister_roles(w: Draft) -> None:
    """Four titles of one family in one office, with most of the text in common."""
    ad = w.opening(w.dice.pick(("organizer", "representative", "research", "communications", "director", "legal")))
    titles = w.dice.sample([each for each in roles()[ad.role].titles if each != ad.title], 3)
    ads = [ad, *(replace(w.near(ad, "other title"), title=title) for title in titles)]
    board = w.dice.pick(("unionjobs", "system"))
    keys = [w.show(each, board, w.dice.number(0, 6)) for each in ads]
    copy = w.show(ads[0], "daybook", 8)
    w.same(keys[0], copy, "the copy of the first title")
    w.apart(keys[1], copy, "the copy of another title")
    w.all_apart(keys, "another title in the same office, shared words")
    w.background(2)


def same_title_other_unit(w: Draft) -> None:
    """One title in one office for several parts of the membership; the header may not say which."""
    ad = w.opening(w.dice.pick(("organizer", "representative", "communications", "training")))
    units = w.dice.sample(ad.employer.units, 3)
    ads = [replace(ad, job=ad.job if not turn else w.job(), unit=unit, number=ad.number + turn,
                   department=f"{unit.capitalize()} Division") for turn, unit in enumerate(units)]  # fmt: skip
    keys = [w.show(each, "unionjobs", department=w.number % 2 == 0) for each in ads]
    copy = w.show(ads[0], "goodunionjobs", 3)
    w.same(keys[0], copy, "the copy for this unit")
    w.apart(keys[1], copy, "the copy for another unit")
    w.all_apart(keys, "same title and city, another unit")
    w.background(2)


def same_title_other_department(w: Draft) -> None:
    """Header and title line name another department; the text is the same to the letter."""
    ad = w.opening()
    pair = HEADER_DEPARTMENTS[w.number % len(HEADER_DEPARTMENTS)]
    one = replace(ad, department=pair[0])
    other = replace(ad, job=w.job(), department=pair[1], number=ad.number + 1)
    a, b = (w.show(each, "unionjobs", style="plain", spelling=0, apply="page") for each in (one, other))
    c, d = (w.show(each, "goodunionjobs", 2, title="department in the title", apply="page") for each in (one, other))
    w.apart(a, b, "two departments hire at the same time")
    w.apart(c, d, "two departments hire at the same time")
    w.apart(a, d, "the copy names the other department")
    w.apart(b, c, "the copy names the other department")
    w.same(a, c, "the copy names the department in its title")
    w.same(b, d, "the copy names the department in its title")
    w.background(2)


def temporary_and_permanent(w: Draft) -> None:
    """The same role for a limited term and without one."""
    ad = w.opening()
    other = replace(temporary(ad, w.dice), job=w.job(), number=ad.number + 2)
    _beside(w, ad, other, "a temporary post beside the permanent one")


def part_time_and_full_time(w: Draft) -> None:
    """The same role for some hours and for all."""
    ad = w.opening()
    other = replace(part_time(ad, w.dice), job=w.job(), number=ad.number + 3)
    _beside(w, ad, other, "a part-time post beside the full-time one")


def other_pay_grade(w: Draft) -> None:
    """One title in two classes of the pay plan."""
    w.at()
    ad, grade = w.opening(), w.dice.number(3, 7)
    one = replace(ad, notes=(f"Classification: Grade {grade}, exempt.",), pay_stated=True)
    other = replace(
        ad,
        job=w.job(),
        number=ad.number + 1,
        notes=(f"Classification: Grade {grade + 2}, exempt.",),
        pay=(ad.pay[0] + 9100, ad.pay[1] + 11800),
        pay_stated=True,
    )
    twins(w, one, other, "another grade and requisition at the same time")
    w.background(2)


def requisition_in_text(w: Draft) -> None:
    """Only the requisition in the text tells two openings apart; both stand on one clearinghouse."""
    ad = w.opening()
    sign = w.dice.pick(("Requisition {}", "Announcement No. {}", "Job code: {}", "Posting {}"))
    first = replace(ad, notes=(f"{sign.format(ad.number)}.",))
    second = replace(ad, job=w.job(), number=ad.number + 1, notes=(f"{sign.format(ad.number + 1)}.",))
    _beside(w, first, second, "another requisition in the same words", apply="page")


def _beside(w: Draft, one: Opening, other: Opening, reason: str, apply: str = "") -> None:
    a, b = (w.show(each, "unionjobs", style="plain", spelling=0, apply=apply) for each in (one, other))
    c, d = (w.show(each, w.dice.pick(("goodunionjobs", "unions_org")), 3, apply=apply) for each in (one, other))
    w.same(a, c, "copied from unionjobs.com")
    w.same(b, d, "copied from unionjobs.com")
    for left, right in ((a, b), (c, d), (a, d), (b, c)):
        w.apart(left, right, reason)
    w.background(2)


def one_title_many_campaigns(w: Draft) -> None:
    """A union hires for several campaigns under one title, and only a sentence says for which."""
    ad, sentence = w.opening("organizer"), w.dice.pick(paragraphs("campaign", w.part))
    ads = [
        replace(ad, job=ad.job if not turn else w.job(), campaign=campaign, notes=(sentence,), number=ad.number + turn)
        for turn, campaign in enumerate(w.dice.sample(CAMPAIGNS, 4))
    ]
    keys = [w.show(each, "unionjobs", w.dice.number(0, 5), department=False, apply="page") for each in ads]
    copy = w.show(ads[0], "goodunionjobs", 7, apply="page")
    w.same(keys[0], copy, "the copy for this campaign")
    w.apart(keys[1], copy, "the copy for another campaign")
    w.all_apart(keys, "same title and city, another campaign")
    w.background(1)


def generic_apply_address(w: Draft) -> None:
    """Every posting of the union has the same link or mailbox to apply."""
    ad, apply = w.opening(), w.dice.pick(("page", "mail"))
    hows = w.dice.sample(("other title", "other city", "other unit", "part-time, not full-time"), 3)
    ads = [ad, *(w.near(ad, how) for how in hows)]
    keys = [w.show(each, "unionjobs", w.dice.number(0, 9), apply=apply) for each in ads]
    copy = w.show(ad, "unions_org", 10, apply=apply)
    w.same(keys[0], copy, "copied from unionjobs.com")
    for key, how in zip(keys[1:], hows, strict=True):
        w.apart(keys[0], key, f"{how}; the shared address proves nothing")
        w.apart(copy, key, f"{how}; the shared address proves nothing")
    w.background(3)


def short_texts(w: Draft) -> None:
    """Two sentences and an address: roles differ in a word."""
    w.with_places(3)
    ad = w.opening()
    texts = [bank("paragraphs")["short"][place] for place in range(w.number % 2, 6, 2)]
    words = w.dice.pick(texts)
    apply = "mail" if "{mail}" in words else "page"
    ads = [ad, w.near(ad, "other title"), w.near(ad, "other city"), replace(w.opening(), place=ad.place)]
    keys = [w.show(each, "unionjobs", style="short", body=_line(words), apply=apply, pay=False) for each in ads]
    copy = w.show(ad, "goodunionjobs", 3, style="short", body=_line(words), apply=apply, pay=False)
    w.same(keys[0], copy, "the same two sentences, title and city")
    for key in keys[1:]:
        w.apart(keys[0], key, "the same two sentences for another title or city")
    w.apart(keys[1], copy, "the same two sentences for another title")
    w.apart(keys[2], copy, "the same two sentences for another city")
    w.background(1)


def _line(words: str) -> tuple[Section, ...]:
    return (Section(paragraphs=(words,)),)


SEPARATE: dict[str, tuple[Callable[[Draft], None], int]] = {
    "one_ad_many_cities": (one_ad_many_cities, 8),
    "sister_roles": (sister_roles, 8),
    "same_title_other_unit": (same_title_other_unit, 8),
    "same_title_other_department": (same_title_other_department, 6),
    "temporary_and_permanent": (temporary_and_permanent, 6),
    "part_time_and_full_time": (part_time_and_full_time, 4),
    "other_pay_grade": (other_pay_grade, 6),
    "requisition_in_text": (requisition_in_text, 6),
    "one_title_many_campaigns": (one_title_many_campaigns, 6),
    "generic_apply_address": (generic_apply_address, 6),
    "short_texts": (short_texts, 8),
}
"""Each situation with the number of its worlds."""
