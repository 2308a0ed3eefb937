"""From an opening to the words of its advertisement, and what boards do to those words."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.openings import Opening
from lab.accuracy.pairs.words import paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with paragraphs, or with a list."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


Style = Callable[[list[Section]], str]


def mail_of(opening: Opening) -> str:
    """The union's one address for applications."""
    return f"jobs@{opening.employer.key}.example"


def pay_sentence(opening: Opening) -> str:
    """What the advertisement says about pay."""
    low, high = opening.pay
    if not opening.pay_stated:
        return "Wages follow the scale in our staff agreement."
    return f"The pay range is ${low:,} to ${high:,} per year."


def fill(template: str, opening: Opening) -> str:
    """Return *template* with its slots filled."""
    return template.format(
        E=opening.employer.names[0],
        S=opening.employer.short,
        workers=opening.employer.workers,
        unit=opening.unit,
        city=opening.place.city if opening.city_in_text else "the assigned field office",
        title=opening.title,
        pay=pay_sentence(opening),
        link="our careers page",
        mail=mail_of(opening),
        campaign=opening.campaign,
    )


def sections(opening: Opening, *, by_mail: bool) -> list[Section]:
    """Return the whole advertisement in the order in which the union writes it."""
    house = opening.house
    about, duties, quals, pay, eeo, apply = house.headings
    notes = tuple(fill(note, opening) for note in opening.notes)
    wages = Section(heading=pay, paragraphs=(fill(house.benefits, opening),))
    body = [
        Section(heading=about, paragraphs=(fill(house.about, opening), *notes)),
        Section(heading=duties, points=tuple(fill(each, opening) for each in (*opening.duties, *house.duties))),
        Section(heading=quals, points=(*opening.quals, *house.quals)),
    ]
    body.insert(1 if house.pay_first else 3, wages)
    how = house.apply_mail if by_mail else house.apply_link
    return [
        Section(paragraphs=tuple(fill(house.intro, opening).split("\n\n"))),
        *body,
        Section(heading=eeo, paragraphs=(fill(house.eeo, opening),)),
        Section(heading=apply, paragraphs=(fill(how, opening),)),
    ]


def plain(parts: list[Section]) -> str:
    """Headings on lines of their own, hyphens before points."""
    return _laid_out(parts, "- ", "\n\n", ":")


def curly(parts: list[Section]) -> str:
    """Typographic quotes, bullets, hard spaces."""
    text = _laid_out(parts, "•\u00a0", "\n\n", "").replace("'", "’")
    return text.replace(" per year", "\u00a0per year").replace(" – ", "\u00a0– ")


def flat(parts: list[Section]) -> str:
    """Headings in capitals, points as lines without a sign, no empty lines."""
    upper = [Section(heading=each.heading.upper(), paragraphs=each.paragraphs, points=each.points) for each in parts]
    return _laid_out(upper, "", "\n", "")


def wrapped(parts: list[Section]) -> str:
    """Lines broken at a mail program's width, asterisks before points."""
    lines = _laid_out(parts, "* ", "\n\n", ":").split("\n")
    return "\n".join(textwrap.fill(line, 72) if line else "" for line in lines)


def run_on(parts: list[Section]) -> str:
    """Each section one paragraph, its points joined by semicolons."""
    return "\n\n".join(
        f"{each.heading.upper() + ' – ' if each.heading else ''}{' '.join(each.paragraphs)}{'; '.join(each.points)}"
        for each in parts
    )


STYLES: dict[str, Style] = {"plain": plain, "curly": curly, "flat": flat, "wrapped": wrapped, "run_on": run_on}


def summary(text: str, dice: Dice, part: str) -> str:
    """Return the beginning of *text*, cut inside a sentence, with the board's words for the rest."""
    return text[: len(text) * dice.number(34, 70) // 100].rsplit(" ", 1)[0] + dice.pick(paragraphs("read_more", part))


def rehosted(parts: list[Section], dice: Dice, part: str) -> list[Section]:
    """Return the advertisement with a clearinghouse's words around it and its own way to apply left out."""
    opening = Section(paragraphs=(dice.pick(paragraphs("clearinghouse", part)),))
    apply = dice.pick(paragraphs("clearing_apply", part)).format(link="the employer's page")
    kept = parts[1:-1] if dice.chance(60) else parts[:-1]  # some boards have a page about the union instead
    if dice.chance(50):
        kept = [each for each in kept if each is not parts[-2]]
    return [opening, *kept, Section(heading="Apply now", paragraphs=(apply,))]


def condensed(parts: list[Section], dice: Dice) -> list[Section]:
    """Return what an editor in a hurry keeps: some points of each list, and not every section."""
    share = dice.number(45, 80)
    kept = []
    for part in parts[:1] + [each for each in parts[1:] if dice.chance(80)]:
        points = tuple(point for point in part.points if dice.chance(share))
        if part.paragraphs or points:
            kept.append(Section(heading=part.heading, paragraphs=part.paragraphs, points=points))
    return kept


def _laid_out(parts: list[Section], sign: str, gap: str, colon: str) -> str:
    blocks = []
    for part in parts:
        lines = [part.heading + colon] if part.heading else []
        lines += [gap.join(part.paragraphs)] if part.paragraphs else []
        lines += [sign + point for point in part.points]
        blocks.append("\n".join(lines))
    return gap.join(blocks)
