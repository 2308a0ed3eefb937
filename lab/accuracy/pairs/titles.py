"""One title in the ways that boards, systems and hurried people write it."""

from __future__ import annotations

from collections.abc import Callable

from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.openings import Opening

Rewrite = Callable[[Opening, Dice], str]

_SHORTER = (
    ("Senior", "Sr."),
    ("Representative", "Rep"),
    ("Coordinator", "Coord."),
    ("Assistant", "Asst."),
    ("Deputy", "Dep."),
    ("Communications", "Comms"),
    (" and ", " & "),
)


def shortened(opening: Opening, dice: Dice) -> str:
    """`Sr.` for `Senior`; a title without such a word loses its capitals."""
    title = opening.title
    for long, brief in _SHORTER:
        title = title.replace(long, brief)
    return title if title != opening.title else title.capitalize()


def turned(opening: Opening, dice: Dice) -> str:
    """`Specialist, Communications`."""
    first, _, last = opening.title.rpartition(" ")
    return f"{last}, {first}" if first and last.isalpha() and len(last) > 3 else announced(opening, dice)


def suffixed(opening: Opening, dice: Dice) -> str:
    """With the place behind it."""
    place = opening.place
    return opening.title + dice.pick((" - {}, {}", " ({}, {})", ", {} {}", " – {}")).format(place.city, place.region)


def capitals(opening: Opening, dice: Dice) -> str:
    """`ORGANIZER`."""
    return opening.title.upper()


def with_pay(opening: Opening, dice: Dice) -> str:
    """With the pay behind it."""
    low, high = opening.pay
    return opening.title + dice.pick((" (${}k–${}k)", " - ${}K to ${}K")).format(low // 1000, high // 1000)


def with_number(opening: Opening, dice: Dice) -> str:
    """With the requisition's number."""
    sign = dice.pick((" (Req. {})", " #{}", " - Job {}", " [{}]"))
    return opening.title + sign.format(opening.number)


def with_department(opening: Opening, dice: Dice) -> str:
    """With the department in the same line."""
    return opening.title + dice.pick((", {}", " – {}", " ({})")).format(opening.department)


def with_employer(opening: Opening, dice: Dice) -> str:
    """With the union before it."""
    return dice.pick(("{} {}", "{} – {}", "{} seeks {}")).format(opening.employer.short, opening.title)


def announced(opening: Opening, dice: Dice) -> str:
    """With the words of a bulletin board."""
    return dice.pick(
        ("Job Announcement: {}", "Job Opening – {}", "{} (Full-Time)", "NOW HIRING: {}", "Position: {}")
    ).format(opening.title)


REWRITES: dict[str, Rewrite] = {
    "abbreviated": shortened,
    "turned around": turned,
    "place in the title": suffixed,
    "capitals": capitals,
    "pay in the title": with_pay,
    "requisition in the title": with_number,
    "department in the title": with_department,
    "union in the title": with_employer,
    "board's words in the title": announced,
}
