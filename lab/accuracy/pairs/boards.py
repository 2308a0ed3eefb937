"""A posting as a board shows an opening: its own spelling of the union, the place, the pay and the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pycountry

from lab.accuracy.pairs.addresses import APPLY, BOARDS
from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.openings import Opening
from lab.accuracy.pairs.texts import STYLES, Section, condensed, fill, rehosted, sections, summary
from lab.accuracy.pairs.titles import REWRITES
from lab.accuracy.pairs.words import paragraphs

_OWN_STYLES = {
    "unionjobs": ("plain", "flat"),
    "unions_org": ("flat", "run_on"),
    "goodunionjobs": ("curly", "plain"),
    "daybook": ("wrapped", "curly"),
    "system": ("plain", "curly"),
}
_STATES: dict[str, str] = {each.code: each.name for each in pycountry.subdivisions}
_SEEN_AT = {
    "unionjobs": "06:10",
    "unions_org": "06:35",
    "goodunionjobs": "07:05",
    "daybook": "07:40",
    "system": "05:20",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How one board shows an opening; what is left empty is the board's habit."""

    board: str
    start: date
    end: date
    """The last day on which it was seen open."""
    today: date
    part: str
    posted: date | None = None
    """The date that the board states, where that is not the start."""
    deadline: date | None = None
    title: str = ""
    """A key of `REWRITES`, or `=` and the words themselves."""
    spelling: int | None = None
    """Which of the union's names; None for the one that this board always writes."""
    place: str = "city"
    """city, state, area, remote, none, or `=` and the words themselves."""
    style: str = ""
    """A key of `STYLES`, or short."""
    cut: str = ""
    """whole when empty; summary, rehosted, condensed, stub or row (no text)."""
    apply: str = ""
    """A key of `APPLY`, or `=` and the address itself."""
    pay: bool | None = None
    department: bool = True
    body: tuple[Section, ...] = ()
    """Other words than the opening's own."""


def posting(opening: Opening, how: Showing, dice: Dice) -> dict[str, Any]:
    """Return the row of a posting, without `key` and `job`."""
    source_id, url = BOARDS[how.board](opening, dice)
    names = opening.employer.names
    still = how.end >= how.today
    dated = how.board == "unionjobs" or (how.board == "system" and dice.chance(70))
    return {
        "source": f"{opening.employer.key}-{opening.employer.system}" if how.board == "system" else how.board,
        "source_id": source_id,
        "url": url,
        "employer": names[(_spelling(opening, how) if how.spelling is None else how.spelling) % len(names)],
        "title": _title(opening, how, dice),
        "department": opening.department if how.department and how.board in {"unionjobs", "system"} else "",
        "location_text": _place(opening, how),
        "region_text": _state(opening) if how.board in {"unionjobs", "unions_org"} and how.place != "none" else "",
        "date_posted": (how.posted or how.start).isoformat() if dated and how.cut != "row" else "",
        "valid_through": how.deadline.isoformat() if how.deadline else "",
        "salary_text": _pay(opening, how, dice),
        "employment_text": opening.employment if how.board in {"system", "goodunionjobs"} else "",
        "apply_url": _apply(opening, how, dice),
        "description": _description(opening, how, dice),
        "first_seen": _seen(how.start, how.board),
        "last_seen": _seen(min(how.end, how.today), how.board),
        "open": still,
    }


def _spelling(opening: Opening, how: Showing) -> int:
    if how.board == "system":
        return 0
    return Dice(f"{opening.employer.key} on {how.board}").number(0, len(opening.employer.names) - 1)


def _title(opening: Opening, how: Showing, dice: Dice) -> str:
    if how.title.startswith("="):
        return how.title[1:]
    return REWRITES[how.title](opening, dice).strip() if how.title else opening.title


def _place(opening: Opening, how: Showing) -> str:
    place = opening.place
    words = {
        "city": f"{place.city}, {place.region}",
        "state": _state(opening),
        "area": place.area,
        "remote": "Remote",
        "none": "",
    }
    said = how.place[1:] if how.place.startswith("=") else words[how.place]
    lead_in = "Based in " if how.board in {"unionjobs", "unions_org"} and how.place == "city" else ""
    return lead_in + said


def _state(opening: Opening) -> str:
    return _STATES[f"{opening.employer.country}-{opening.place.region}"]


def _pay(opening: Opening, how: Showing, dice: Dice) -> str:
    stated = opening.pay_stated and how.board in {"goodunionjobs", "daybook", "system"} and dice.chance(60)
    if not (stated if how.pay is None else how.pay):
        return ""
    low, high = opening.pay
    return {"goodunionjobs": f"${low // 1000}K-{high // 1000}K"}.get(how.board, f"${low:,} - ${high:,} per year")


def _apply(opening: Opening, how: Showing, dice: Dice) -> str:
    if how.apply.startswith("="):
        return how.apply[1:]
    habit = "mail" if opening.employer.system == "mail" else "system" if how.board == "system" else "tracked"
    return APPLY[how.apply or habit](opening, dice)


def _description(opening: Opening, how: Showing, dice: Dice) -> str:
    if how.cut == "row":
        return ""
    if how.cut == "stub":
        return dice.pick(paragraphs("stub", how.part))
    if how.style == "short":
        return fill(how.body[0].paragraphs[0], opening)
    style = STYLES[how.style or dice.pick(_OWN_STYLES[how.board])]
    parts = list(how.body) or sections(opening, by_mail="mail" in {opening.employer.system, how.apply})
    if how.deadline:
        parts.append(Section(paragraphs=(_deadline(how, dice),)))
    if how.cut == "rehosted":
        parts = rehosted(parts, dice, how.part)
    if how.cut == "condensed":
        parts = condensed(parts, dice)
    text = style(parts)
    return summary(text, dice, how.part) if how.cut == "summary" else text


def _deadline(how: Showing, dice: Dice) -> str:
    said = how.deadline or how.start + timedelta(days=30)
    return dice.pick(paragraphs("closing", how.part)).format(deadline=f"{said:%B} {said.day}, {said.year}")


def _seen(day: date, board: str) -> str:
    return f"{day.isoformat()}T{_SEEN_AT[board]}:00Z"
