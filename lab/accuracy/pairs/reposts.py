"""Situations in which an opening comes back later under a new id, or only seems to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from lab.accuracy.pairs.addresses import system_address
from lab.accuracy.pairs.draft import Draft
from lab.accuracy.pairs.openings import Opening, edited
from lab.accuracy.pairs.words import house

_DOUBLED = re.compile(r"\b(\w+) \1\b")  # "Staff Staff Attorney"
SEASON = (150, 330)
"""Days between a posting and its return."""


def _return(w: Draft) -> int:
    """Return the day of the second showing; the world then lasts a month longer."""
    day = w.dice.number(*SEASON)
    w.today = w.begin + timedelta(days=day + w.dice.number(18, 40))
    return day


def _rivals(w: Draft, of: Opening, keys: list[str], day: int, board: str) -> None:
    """Show what is not the repost: another title when it returns, another city or unit in the first season."""
    later = w.show(w.near(of, "other title"), board, day + 2)
    how = w.dice.pick(("other city", "other unit", "temporary, not permanent"))
    early = w.show(w.near(of, how), board, w.dice.number(0, 5), w.dice.number(20, 40))
    for key in keys:
        w.apart(key, later, "other title, in the season of the repost")
        w.apart(key, early, f"{how}, in the season of the first posting")
    w.background(1)


def repost_same_text(w: Draft) -> None:
    """The same words return in another season under a new id."""
    ad, day = w.opening(), _return(w)
    board, style = ("system", "plain") if w.number % 3 == 2 else ("unionjobs", w.dice.pick(("plain", "flat")))
    keys = [
        w.show(ad, board, 0, w.dice.number(20, 50), style=style),
        w.show(replace(ad, number=ad.number + 300), board, day, style=style),
    ]
    w.again(keys[0], keys[1], "the same words months later under a new id")
    if w.number % 2:
        w.today += timedelta(days=250)
        third = w.show(replace(ad, number=ad.number + 600), board, day + 230, style=style)
        w.again(keys[0], third, "the same words in a third season")
    _rivals(w, ad, keys, day, board)


def repost_edited(w: Draft) -> None:
    """It returns with a paragraph rewritten, more pay, another deadline or the union's new boilerplate."""
    ad, day = w.opening(), _return(w)
    new = edited(ad, w.dice, house=house(w.part, w.dice) if w.number % 3 == 0 else None)
    if w.number % 2:
        new = replace(new, pay=(ad.pay[0] + 3500, ad.pay[1] + 4100), pay_stated=True)
    end = w.begin + timedelta(days=day + 25)
    a = w.show(ad, "unionjobs", 0, w.dice.number(20, 50))
    b = w.show(new, "unionjobs", day, deadline=end if w.number % 3 else None)
    c = w.show(new, w.dice.pick(("unions_org", "goodunionjobs")), day + 3)
    w.again(a, b, "the same role months later, edited")
    w.again(a, c, "a copy of the edited repost")
    w.same(b, c, "copied from unionjobs.com")
    _rivals(w, ad, [a, b], day, "unionjobs")


def repost_on_another_board(w: Draft) -> None:
    """It returns elsewhere: first on a clearinghouse, later on the applicant system, or on another clearinghouse."""
    ad, day = w.opening(), _return(w)
    first, second = w.dice.pick((("unionjobs", "system"), ("system", "goodunionjobs"), ("unionjobs", "daybook")))
    again = edited(ad, w.dice) if w.number % 2 else replace(ad, number=ad.number + 170)
    a = w.show(ad, first, 0, w.dice.number(20, 50))
    b = w.show(again, second, day)
    c = w.show(ad, "unions_org", 3, 60, cut="condensed" if w.number % 3 == 0 else "")
    w.again(a, b, "the same role months later on another board")
    w.again(c, b, "the same role months later on another board")
    w.same(a, c, "the copy of the first season")
    _rivals(w, ad, [a, b], day, second)


def repost_retitled(w: Draft) -> None:
    """It returns with its title amended."""
    ad, day = w.opening(), _return(w)
    ways = ("Staff {}", "REPOSTED: {}", "{} (re-posted)", "{} - New Deadline", "Union {}", "Full-Time {}")
    words = _DOUBLED.sub(r"\1", ways[w.number % len(ways)].format(ad.title))
    a = w.show(ad, "unionjobs", 0, w.dice.number(20, 50))
    b = w.show(replace(ad, number=ad.number + 90), "unionjobs", day, title=f"={words}")
    w.again(a, b, "the same words months later under an amended title")
    c = w.show(replace(ad, number=ad.number + 90), "goodunionjobs", day + 4, cut="condensed" if w.number % 2 else "")
    w.again(a, c, "a board that kept the first title shows the repost")
    w.same(b, c, "one repost under the old and the amended title")
    _rivals(w, ad, [a, b], day, "unionjobs")


def relisted_after_a_gap(w: Draft) -> None:
    """A board drops it for some days and shows it again, each time under a new id."""
    w.today = w.begin + timedelta(days=w.dice.number(75, 100))
    ad, style = w.opening(), w.dice.pick(("plain", "flat"))
    board = "system" if w.number % 3 == 1 else "unionjobs"
    gap = w.dice.number(3, 9)
    first = w.show(ad, board, 0, 21, style=style, spelling=0)
    second = w.show(replace(ad, number=ad.number + 14), board, 21 + gap, 18, style=style, spelling=0)
    third = w.show(replace(ad, number=ad.number + 25), board, 42 + 2 * gap, style=style, spelling=0)
    w.again(first, second, "back after some days under a new id, never both at once")
    w.again(second, third, "back a second time under a third id")
    rival = w.show(w.near(ad, "other title"), board, 4, style=style, spelling=0)
    for key in (first, second, third):
        w.apart(key, rival, "other title, listed all the while")
    w.apart(first, w.show(w.near(ad, "other city"), board, 22 + gap, 20, style=style), "other city, listed next")
    w.background(1)


def evergreen_cohorts(w: Draft) -> None:
    """Every year's interns: one recurring post when no year is named, another opening when the cohort has its year."""
    ad, year = w.opening("intern"), w.begin.year
    w.today = w.begin + timedelta(days=770)
    dated = w.number % 2 == 0
    season = w.dice.pick(("Summer", "Fall", "Spring"))
    keys = []
    for turn in range(3):
        cohort = replace(ad, job=ad.job if not dated or not turn else w.job(), number=ad.number + 400 * turn)
        if dated:
            note = f"The cohort of {season} {year + turn} meets for ten weeks."
            cohort = replace(cohort, title=f"{season} {year + turn} {ad.title.removeprefix('Summer ')}", notes=(note,))
        keys.append(w.show(cohort, "unionjobs", 365 * turn, 40 if turn < 2 else 35, style="plain"))
    label = w.apart if dated else w.again
    reason = "each cohort is named by its year" if dated else "one recurring post, no cohort named"
    for left, right in ((0, 1), (1, 2), (0, 2)):
        label(keys[left], keys[right], reason)
    rival = w.show(w.near(ad, "other title"), "unionjobs", 365, 40, style="plain")
    w.apart(keys[1], rival, "another internship of the same year")
    w.background(1)


def id_reused(w: Draft) -> None:
    """A filled job's page in the applicant system serves another job later; both were copied with the same link."""
    w.at("bamboo", "adp", "paylocity", "exacthire", "greenhouse")
    old, day = w.opening(), _return(w)
    new = w.near(old, "other title" if w.number % 2 else "other city")
    if w.number % 3 == 0:
        new = replace(w.opening(), place=old.place)
    new = replace(new, number=old.number)
    link = f"={system_address(old)}"
    a = w.show(old, "unionjobs", 0, w.dice.number(20, 45), apply=link)
    b = w.show(new, "unionjobs", day, apply=link)
    c = w.show(new, "goodunionjobs", day + 2, apply=link)
    w.same(b, c, "the same advertisement at the same time")
    w.apart(a, b, "another job stands at the old job's link")
    w.apart(a, c, "another job stands at the old job's link")
    w.background(2)


RETURNED: dict[str, tuple[Callable[[Draft], None], int]] = {
    "repost_same_text": (repost_same_text, 10),
    "repost_edited": (repost_edited, 12),
    "repost_on_another_board": (repost_on_another_board, 8),
    "repost_retitled": (repost_retitled, 8),
    "relisted_after_a_gap": (relisted_after_a_gap, 8),
    "evergreen_cohorts": (evergreen_cohorts, 8),
    "id_reused": (id_reused, 6),
}
"""Each situation with the number of its worlds."""
