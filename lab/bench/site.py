"""Postings of real size for the replica of unionjobs.com: about 8 kB of HTML each, all different, invented."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lab.replica.unionjobs import Ad, write_site

PLACES = (
    ("Oakland", "CA", "California"),
    ("Dayton", "OH", "Ohio"),
    ("Albany", "NY", "New York"),
    ("Salem", "OR", "Oregon"),
)
ROLES = ("Organizer", "Field Representative", "Researcher", "Staff Attorney", "Communications Specialist", "Bookkeeper")
SUBJECTS = ("The {role}", "Our staff", "Every member of the team", "The director", "A local officer", "The committee")
DEEDS = (
    "builds worksite committees with members of {n} bargaining units",
    "trains stewards to handle grievances at the first step",
    "prepares bargaining surveys and costs out proposals",
    "writes leaflets, text messages and reports for leaders",
    "visits members at home and at work, evenings and weekends included",
    "keeps accurate records in the union's database",
    "plans actions with allied community groups in {city}",
    "answers questions of law and of contract within {n} days",
)
REASONS = (
    "so that members can win what they need",
    "as the program for this year demands",
    "together with the departments for politics and research",
    "and reports on it every week",
    "with help from national staff where it is needed",
)


def ads(count: int, seed: int = 1) -> Iterator[Ad]:
    """`count` postings of a clearinghouse, under one employer for every eight."""
    dice = random.Random(seed)
    for number in range(count):
        city, code, state = dice.choice(PLACES)
        role, employer = dice.choice(ROLES), f"SEIU Local {100 + number // 8}"
        low = dice.randrange(50, 90) * 1000
        yield Ad(
            number=40_000 + number,
            employer=employer,
            title=role,
            posted=f"{dice.randrange(1, 5)}/{dice.randrange(1, 28)}/2026",
            state=state,
            based=f"based in {city}, {code}",
            header=(employer, f"{role} – based in {city}, {code}", "Organizing Department"),
            body=body(dice, role, city, low),
        )


def body(dice: random.Random, role: str, city: str, low: int) -> str:
    """What follows the header of a posting that pays from `low`, as HTML."""
    said = [_paragraph(dice, role, city) for _ in range(6)]
    duties = "\n".join(f"<li>{_sentence(dice, role, city)}</li>" for _ in range(14))
    return "\n".join(
        (
            *(f"<p>{each}</p>" for each in said[:3]),
            f"<p><b>Duties:</b></p>\n<ul>\n{duties}\n</ul>",
            *(f"<p>{each}</p>" for each in said[3:]),
            f"<p><b>Salary:</b> ${low:,} - ${low + 18_000:,} per year, with full health cover and a pension.</p>",
            f"<p>To apply, write to <a href='mailto:jobs{dice.randrange(999)}@example.org'>us</a> by May 30, 2026.</p>",
        )
    )


def _paragraph(dice: random.Random, role: str, city: str) -> str:
    return " ".join(_sentence(dice, role, city) for _ in range(5))


def _sentence(dice: random.Random, role: str, city: str) -> str:
    parts: Sequence[str] = (dice.choice(SUBJECTS), dice.choice(DEEDS), dice.choice(REASONS))
    return " ".join(parts).format(role=role, city=city, n=dice.randrange(3, 400)) + "."


def main(folder: str, count: str) -> None:
    """Lays the site out: `python -m lab.bench.site FOLDER COUNT`."""
    write_site(Path(folder), ads(int(count)))


if __name__ == "__main__":
    main(*sys.argv[1:])
