"""Situations in which boards copy one another: the same opening in several places at the same time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from lab.accuracy.pairs.draft import CLEARINGHOUSES, Draft
from lab.accuracy.pairs.openings import NEAR, Opening
from lab.accuracy.pairs.titles import REWRITES

COPIES = ("unions_org", "goodunionjobs", "daybook")
VISIBLE = ("other title", "other city", "temporary, not permanent", "part-time, not full-time")
"""What a reader sees in a row without a text."""


def twins(w: Draft, one: Opening, other: Opening, reason: str, board: str = "unionjobs") -> None:
    """Show two openings on the applicant system and on a clearinghouse, and label all six pairs."""
    shown = [(w.show(each, "system", w.dice.number(0, 2)), w.show(each, board, 3)) for each in (one, other)]
    (a, b), (c, d) = shown
    w.same(a, b, "the clearinghouse's copy links to this requisition")
    w.same(c, d, "the clearinghouse's copy links to this requisition")
    for left, right in ((a, c), (b, d), (a, d), (c, b)):
        w.apart(left, right, reason)


def own_system_and_clearinghouse(w: Draft) -> None:
    """The union's own applicant system and a clearinghouse carry the same advertisement."""
    w.at()
    how = tuple(NEAR)[w.number % len(NEAR)]
    ad = w.opening()
    if how == "other campaign":
        ad = replace(ad, campaign="the staff of a food bank", notes=("The post belongs to the drive of {campaign}.",))
    twins(w, ad, w.near(ad, how), f"{how}, open at the same time", board=w.dice.pick(("unionjobs", "daybook")))
    w.background()


def four_boards(w: Draft) -> None:
    """Four clearinghouses copy one another, each with its own spelling of the union."""
    ad = w.opening()
    brief = w.dice.pick(("", "condensed"))  # it may lose the words that name the unit
    first, *others = (
        w.show(ad, board, 2 * place, spelling=place, cut=cut)
        for place, (board, cut) in enumerate(
            zip(CLEARINGHOUSES, ("", "", w.dice.pick(("", "rehosted")), brief), strict=True)
        )
    )
    for other in others:
        w.same(first, other, "the same text under another spelling of the union")
    w.same(others[0], others[1], "the same text on two copying boards")
    w.beside([first, *others[:2]], ad, "other title", "unionjobs")
    w.beside([first, others[0], others[2]], ad, "other city" if brief else "other unit", "unionjobs")
    w.background(2)


def title_written_differently(w: Draft) -> None:
    """Place, pay, number, union or capitals are in one board's title; words are turned around or shortened."""
    ad, ways = w.opening(), list(REWRITES)
    first, second = ways[w.number % len(ways)], ways[(w.number * 4 + 5) % len(ways)]
    if w.number % 4 == 0:  # the classic of this field
        ad = replace(ad, title=f"Bilingual {ad.title}")
        words = f"={ad.title.removeprefix('Bilingual ')}" + w.dice.pick((" (Bilingual)", ", Bilingual"))
    else:
        words = first
    a = w.show(ad, "unionjobs")
    b = w.show(ad, w.dice.pick(COPIES[:2]), 3, title=words)
    c = w.show(ad, "daybook", 4, title=second, cut="condensed" if w.number % 3 == 1 else "")
    for left, right in ((a, b), (a, c), (b, c)):
        w.same(left, right, "the same advertisement, its title written differently")
    w.beside([a, b, c], ad, "other title", "unionjobs")
    w.beside([a, b, c], ad, "other title", "goodunionjobs", title=second)
    w.background(2)


def place_written_differently(w: Draft) -> None:
    """One board says the city, others an area, a state or "Remote"; or several cities in another order."""
    w.with_places(3)
    ad = w.opening()
    cities = [f"{each.city}, {each.region}" for each in w.dice.sample(ad.employer.places, 2)]
    ways = [("city", "area", "state"), ("city", "state", "none"), ("city", "remote", "area")]
    ways.append((f"={'; '.join(cities)}", f"={' and '.join(reversed(cities))}", f"={' or '.join(cities)}"))
    exact, coarse, coarser = ways[w.number % len(ways)]
    a = w.show(ad, "unionjobs", place=exact)
    b = w.show(ad, "goodunionjobs", 2, place=coarse)
    c = w.show(ad, "daybook", 3, place=coarser, cut="rehosted" if w.number % 3 == 1 else "")
    for left, right in ((a, b), (a, c), (b, c)):
        w.same(left, right, "the same text, its place told more or less exactly")
    w.beside([a, b, c], ad, "other title", "goodunionjobs", place=coarse)
    rival = w.near(ad, "other city" if w.number % 4 < 3 else "other unit")
    d = w.show(rival, "unionjobs", 1)
    w.apart(a, d, "each has its own city or unit in header and text")
    w.apart(b, d, "the text names another city or unit")
    w.background(2)


def text_shortened(w: Draft) -> None:
    """A copy holds the first half of the text, or two lines and a link."""
    w.at()
    ad = w.opening()
    a = w.show(ad, "unionjobs", style="plain")
    b = w.show(ad, "daybook", 2, cut="summary")
    c = w.show(ad, "goodunionjobs", 2, cut="stub" if w.number % 2 else "summary")
    for left, right in ((a, b), (a, c), (b, c)):
        w.same(left, right, "the short form of the same advertisement")
    w.beside([a, b, c], ad, "other title", "unionjobs")
    w.beside([a, b, c], ad, w.dice.pick(VISIBLE[1:]), "daybook", cut="summary")
    w.background(2)


def census_row_only(w: Draft) -> None:
    """One board gives a row without a text: union, title and place are all there is."""
    ad, board = w.opening(), w.dice.pick(("goodunionjobs", "daybook"))
    rival = w.near(ad, VISIBLE[w.number % len(VISIBLE)])
    pairs = [
        (w.show(each, "unionjobs", w.dice.number(0, 3)), w.show(each, board, 4, cut="row", apply="none"))
        for each in (ad, rival)
    ]
    for whole, row in pairs:
        w.same(whole, row, "union, title and place of the row are those of the full posting")
    (a, b), (c, d) = pairs
    for left, right in ((a, c), (b, d), (a, d), (b, c)):
        w.apart(left, right, f"{VISIBLE[w.number % len(VISIBLE)]}, open at the same time")
    w.background(2)


def clearinghouse_wrapping(w: Draft) -> None:
    """A clearinghouse puts its own words around the text, and a link in place of the way to apply."""
    ad = w.opening()
    a = w.show(ad, "unionjobs")
    b = w.show(ad, "goodunionjobs", 3, cut="rehosted", apply="page")
    c = w.show(ad, "daybook", 5, cut="rehosted", apply="none")
    w.same(a, b, "the same duties and terms inside a board's own words")
    w.same(a, c, "the same duties and terms inside a board's own words")
    w.same(b, c, "the same duties and terms inside two boards' words")
    w.beside([a, b, c], ad, "other title", "goodunionjobs", cut="rehosted", apply="page")
    w.beside([a, b], ad, "other unit", "unionjobs")
    w.background(2)


def pay_or_deadline_on_one(w: Draft) -> None:
    """Pay stands on one board only, or one board has the extended deadline."""
    ad = replace(w.opening(), pay_stated=True)
    end = w.begin + timedelta(days=w.dice.number(18, 40))
    later = end + timedelta(days=w.dice.pick((7, 14, 21)))
    a = w.show(ad, "unionjobs", deadline=end)
    b = w.show(replace(ad, pay_stated=w.number % 2 == 0), "system", 1, deadline=later, pay=False)
    c = w.show(ad, "goodunionjobs", 4, pay=True)
    w.same(a, b, "the deadline was extended on one board only")
    w.same(a, c, "one board leaves the deadline out")
    w.same(b, c, "pay stands on one board only")
    w.beside([a, b, c], ad, "other title", "system", deadline=later)
    w.beside([a, c], ad, "other city", "unionjobs", deadline=end)
    w.background(2)


def apply_address_written_differently(w: Draft) -> None:
    """One link plain, with tracking, behind a redirector, as an e-mail address."""
    w.at()
    ad = w.opening()
    a = w.show(ad, "system")
    b = w.show(ad, "unionjobs", 1, apply="tracked")
    c = w.show(ad, "goodunionjobs", 3, apply="short")
    d = w.show(ad, "daybook", 3, apply=w.dice.pick(("mail", "page")), cut="condensed" if w.number % 2 else "")
    w.same(a, b, "the same requisition behind tracking words")
    w.same(a, c, "the same text, the link behind a redirector")
    w.same(b, d, "the same text, another way to apply")
    w.same(c, d, "the same text, another way to apply")
    w.beside([a, b, d], ad, "other title", "unionjobs", apply="mail")
    w.beside([a, b, c], ad, w.dice.pick(("other city", "other unit")), "unionjobs", apply="tracked")
    w.background(2)


def posted_twice_by_mistake(w: Draft) -> None:
    """A union sends the same words to a clearinghouse twice in a week; no requisition tells the two apart."""
    ad, apply = w.opening(), w.dice.pick(("mail", "page"))
    a = w.show(ad, "unionjobs", style="plain", spelling=0, apply=apply)
    b = w.show(ad, "unionjobs", w.dice.number(0, 4), style="plain", spelling=0, apply=apply)
    c = w.show(ad, "unions_org", 3, apply=apply)
    w.same(a, b, "word for word the same, sent twice; nothing names a second opening")
    w.same(a, c, "copied from unionjobs.com")
    w.beside([a, b, c], ad, "other title", "unionjobs", style="plain", spelling=0, apply=apply)
    w.beside([a, b], ad, "other city", "unionjobs", style="plain", spelling=0, apply=apply)
    w.background(2)


COPIED: dict[str, tuple[Callable[[Draft], None], int]] = {
    "own_system_and_clearinghouse": (own_system_and_clearinghouse, 10),
    "four_boards": (four_boards, 8),
    "title_written_differently": (title_written_differently, 10),
    "place_written_differently": (place_written_differently, 8),
    "text_shortened": (text_shortened, 6),
    "census_row_only": (census_row_only, 8),
    "clearinghouse_wrapping": (clearinghouse_wrapping, 6),
    "pay_or_deadline_on_one": (pay_or_deadline_on_one, 6),
    "apply_address_written_differently": (apply_address_written_differently, 6),
    "posted_twice_by_mistake": (posted_twice_by_mistake, 6),
}
"""Each situation with the number of its worlds."""
