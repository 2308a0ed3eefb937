"""Situations in which two employers share a template: the words agree, the letterhead does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lab.accuracy.pairs.draft import Draft
from lab.accuracy.pairs.words import bank, employers


def _rivals(w: Draft, kind: str) -> None:
    """Two employers, one template: the same title, place and words under another letterhead."""
    pairs = [each for each in bank("rivals")[w.part] if each["kind"] == kind]
    rivals = pairs[w.number // 2 % len(pairs)]
    first, second = rivals["names"]
    w.employer = next(each for each in employers(w.part) if each.key == rivals["home"])
    w.employer = w.renamed(first)
    ad = w.opening()
    other = replace(ad, job=w.job(), employer=w.renamed(second), number=ad.number + 37)
    if w.number % 4 > 1:
        other = replace(other, place=w.dice.pick([each for each in ad.employer.places if each != ad.place]))
    (a, c), (b, d) = ((w.show(each, "unionjobs", 1), w.show(each, "goodunionjobs", 3)) for each in (ad, other))
    w.same(a, c, "copied for the same employer")
    w.same(b, d, "copied for the same employer")
    for left, right in ((a, b), (c, d), (a, d), (b, c)):
        w.apart(left, right, f"another employer ({first}; {second}) that uses the same template")


def sister_locals(w: Draft) -> None:
    """Two locals of one union use one template."""
    _rivals(w, "locals")


def national_and_local(w: Draft) -> None:
    """The national union and one of its locals advertise the same title in the same city."""
    _rivals(w, "national")


def state_and_national(w: Draft) -> None:
    """A state affiliate uses the national union's template."""
    _rivals(w, "state")


RIVALED: dict[str, tuple[Callable[[Draft], None], int]] = {
    "sister_locals": (sister_locals, 6),
    "national_and_local": (national_and_local, 6),
    "state_and_national": (state_and_national, 6),
}
"""Each situation with the number of its worlds."""
