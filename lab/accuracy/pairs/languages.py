"""Situations in which one opening has two languages, or two titles that only its link joins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lab.accuracy.pairs.copies import twins
from lab.accuracy.pairs.draft import Draft
from lab.accuracy.pairs.openings import Opening
from lab.accuracy.pairs.texts import Section, mail_of
from lab.accuracy.pairs.words import bank

GRADES = ("Specialist II", "Program Associate", "Staff Grade C", "Professional III")


def language_versions(w: Draft) -> None:
    """The same competition in English and in French (in California and New York: Spanish)."""
    tongue = "es" if w.number % 3 == 2 else "fr"
    w.at("mail", "bamboo", "adp", country="US" if tongue == "es" else "CA")
    titles = bank("languages")[tongue]["titles"]
    one, two = w.dice.sample([key for key in _ROLES if _ROLES[key] in titles], 2)
    ads = [_numbered(w, key) for key in (one, two)]
    shown = [
        (
            w.show(ad, "system", apply="mail"),
            w.show(replace(ad, number=ad.number + 1), "system", 1, apply="mail", **_translated(w, ad, tongue)),
        )
        for ad in ads
    ]
    for english, other in shown:
        w.same(english, other, "one competition number, place and pay in two languages")
    (a, b), (c, d) = shown
    w.apart(a, c, "other title and competition number, the same place")
    w.apart(b, d, "other title and competition number, nearly the same text")
    w.apart(a, d, "other title and competition number, another language")
    w.apart(c, b, "other title and competition number, another language")


_ROLES = {
    "representative": "Union Representative",
    "organizer": "Field Organizer",
    "research": "Researcher",
    "communications": "Communications Specialist",
    "training": "Education Coordinator",
    "finance": "Bookkeeper",
}


def _numbered(w: Draft, key: str) -> Opening:
    ad = replace(w.opening(key), title=_ROLES[key], place=w.employer.places[w.number % len(w.employer.places)])
    note = f"Competition number {ad.number}. Pay runs from ${ad.pay[0]:,} to ${ad.pay[1]:,}."
    return replace(ad, notes=(note,), pay_stated=True)


def _translated(w: Draft, ad: Opening, tongue: str) -> Any:
    words = bank("languages")[tongue]
    slots = {
        "E": ad.employer.names[0],
        "city": ad.place.city,
        "low": f"{ad.pay[0]:,}".replace(",", "\u00a0" if tongue == "fr" else ","),
        "high": f"{ad.pay[1]:,}".replace(",", "\u00a0" if tongue == "fr" else ","),
        "number": ad.number,
        "mail": mail_of(ad),
    }
    spoken = {name: words[name][w.number % len(words[name])].format(**slots) for name in _PROSE}
    about, duties, quals, pay, eeo, apply = words["headings"]
    return {
        "title": f"={words['titles'][ad.title]}",
        "department": False,
        "body": (
            Section(paragraphs=(spoken["intro"],)),
            Section(heading=about, paragraphs=(spoken["about"],)),
            Section(heading=duties, points=tuple(w.dice.sample(words["duties"], 6))),
            Section(heading=quals, points=tuple(w.dice.sample(words["quals"], 4))),
            Section(heading=pay, paragraphs=(spoken["benefits"],)),
            Section(heading=eeo, paragraphs=(spoken["eeo"],)),
            Section(heading=apply, paragraphs=(spoken["apply"],)),
        ),
    }


_PROSE = ("intro", "about", "benefits", "eeo", "apply")


def joined_by_link(w: Draft) -> None:
    """The applicant system has the job's classification for a title, the clearinghouse its working title."""
    w.at()
    one = w.opening()
    other = w.near(one, w.dice.pick(("other title", "other unit")))
    classified = f"={w.dice.pick(GRADES)}"
    shown = [(w.show(ad, "system", title=classified), w.show(ad, "unionjobs", 2)) for ad in (one, other)]
    for system, copy in shown:
        w.same(system, copy, "the copy's link leads to this requisition, whose title is a classification")
    (a, b), (c, d) = shown
    w.apart(a, c, "two requisitions under one classification")
    w.apart(b, d, "two openings at the same time, each with its own link")
    w.apart(a, d, "the copy's link leads to the other requisition")
    w.apart(c, b, "the copy's link leads to the other requisition")
    w.background(2)


def concurrent_requisitions(w: Draft) -> None:
    """Two requisitions with the same words are open at the same time, each with its copy on a clearinghouse."""
    w.at()
    one = w.opening()
    other = replace(one, job=w.job(), number=one.number + w.dice.number(1, 9))
    twins(w, one, other, "two requisitions open at the same time, in the same words")
    w.background(2)


LINKED: dict[str, tuple[Callable[[Draft], None], int]] = {
    "language_versions": (language_versions, 6),
    "joined_by_link": (joined_by_link, 6),
    "concurrent_requisitions": (concurrent_requisitions, 8),
}
"""Each situation with the number of its worlds."""
