"""The truth of the set: openings, and the openings that differ from one by a single thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.words import Employer, House, Place, bank, roles

CAMPAIGNS = (
    "warehouse clerks of a furniture chain",
    "baristas at eleven cafes",
    "resident assistants at two universities",
    "drivers of a parcel contractor",
    "nurses' aides of a hospital group",
    "museum educators",
    "charter school teachers",
    "airport wheelchair agents",
    "cannabis growers",
    "public library pages",
    "call center workers of a bank",
    "bus mechanics of a school district",
    "solar installers",
    "hotel cooks near the convention center",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One job to be filled; every posting of it is the same job."""

    job: str
    employer: Employer
    house: House
    role: str
    title: str
    department: str
    unit: str
    place: Place
    pay: tuple[int, int]
    duties: tuple[str, ...]
    quals: tuple[str, ...]
    number: int
    """Requisition, in the applicant system's own count."""
    city_in_text: bool = True
    campaign: str = ""
    notes: tuple[str, ...] = ()
    """Paragraphs below the description of the position."""
    employment: str = "Full-Time"
    pay_stated: bool = True


Change = Callable[[Opening, Dice], Opening]


def opening(job: str, employer: Employer, house: House, role_key: str, dice: Dice) -> Opening:
    """Return a new opening of *employer* in a role family."""
    role = roles()[role_key]
    step = dice.number(-5, 9) * 731
    return Opening(
        job=job,
        employer=employer,
        house=house,
        role=role_key,
        title=dice.pick(role.titles),
        department=role.department,
        unit=dice.pick(employer.units),
        place=dice.pick(employer.places),
        pay=(role.pay[0] + step, role.pay[1] + step),
        duties=tuple(dice.sample(role.duties, dice.number(5, 11))),
        quals=tuple(dice.sample(role.quals, dice.number(3, 5))),
        number=dice.number(112, 9870),
        pay_stated=dice.chance(75),
    )


def sister(of: Opening, dice: Dice) -> Opening:
    """Another title of the family in the same office; most duties are shared."""
    role = roles()[of.role]
    title = dice.pick([each for each in role.titles if each != of.title])
    duties = _swapped(of.duties, role.duties, dice.pick((0, 1, 1, 2, 3, 5, 7)), dice)
    quals = _swapped(of.quals, role.quals, dice.number(0, 2), dice)
    pay = of.pay if dice.chance(40) else (of.pay[0] + 6200, of.pay[1] + 7400)
    return replace(of, title=title, duties=duties, quals=quals, pay=pay)


def other_city(of: Opening, dice: Dice) -> Opening:
    """The same advertisement for another office."""
    place = dice.pick([each for each in of.employer.places if each.city != of.place.city])
    return replace(of, place=place)


def other_unit(of: Opening, dice: Dice) -> Opening:
    """The same title and office for another part of the membership."""
    unit = dice.pick([each for each in of.employer.units if each != of.unit])
    return replace(of, unit=unit, department=f"{unit.capitalize()} Division")


def other_campaign(of: Opening, dice: Dice) -> Opening:
    """The same title and office for another campaign."""
    return replace(of, campaign=dice.pick([each for each in CAMPAIGNS if each != of.campaign]))


def temporary(of: Opening, dice: Dice) -> Opening:
    """The same role for a limited term."""
    months = dice.pick(("four months", "six months", "nine months", "one year"))
    note = f"This is a temporary assignment of {months} that replaces a colleague on leave."
    title = dice.pick((f"Temporary {of.title}", f"{of.title} (Temporary)", f"{of.title} – Temporary"))
    return replace(of, title=title, notes=(*of.notes, note), employment="Temporary")


def part_time(of: Opening, dice: Dice) -> Opening:
    """The same role for fewer hours."""
    hours = dice.pick((16, 20, 24))
    title = dice.pick((f"Part-Time {of.title}", f"{of.title} (Part-Time)", f"{of.title}, {hours} hours"))
    note = f"The schedule is {hours} hours a week; pay and leave are in proportion."
    return replace(of, title=title, notes=(*of.notes, note), employment="Part-Time")


NEAR: dict[str, Change] = {
    "other title": sister,
    "other city": other_city,
    "other unit": other_unit,
    "other campaign": other_campaign,
    "temporary, not permanent": temporary,
    "part-time, not full-time": part_time,
}


def near(of: Opening, how: str, job: str, dice: Dice) -> Opening:
    """Return an opening of its own that differs from *of* in one thing, `NEAR`'s key *how*."""
    changed = NEAR[how](of, dice)
    return replace(changed, job=job, number=of.number + 13 * int(job[1:]) + dice.number(0, 9))


def edited(of: Opening, dice: Dice, *, house: House | None = None) -> Opening:
    """Return the same job as advertised again, with a paragraph or more rewritten."""
    notes = (dice.pick(bank("paragraphs")["edited"]),)
    duties = _swapped(of.duties, roles()[of.role].duties, dice.number(0, 3), dice)
    return replace(of, notes=notes, duties=duties, house=house or of.house, number=of.number + 211)


def _swapped(own: tuple[str, ...], bank: tuple[str, ...], most: int, dice: Dice) -> tuple[str, ...]:
    """Put up to *most* other sentences of the *bank* in the places of *own* ones."""
    kept, fresh = list(own), [each for each in bank if each not in own]
    for place in dice.sample(range(len(kept)), most):
        if fresh:
            kept[place] = fresh.pop()
    return tuple(kept)
