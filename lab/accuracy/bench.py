"""What each normalizer costs on typical postings: `python -m lab.accuracy.bench`.

The postings are put together from invented sentences, every one different; short lines come from the labelled
cases. Everything is read with empty memories, but for the last figure: the employers, places and titles of a
board come again and again, and the program remembers them; that is what a posting of a run costs.

Times are of the thread, the best of many rounds for each posting, so that other work on the machine matters
less. It matters still, by a fifth or so, where it shares the processor's caches.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from time import thread_time
from typing import Any, Protocol, TypeVar

from lab.accuracy.cases import own_cases
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize import date_labels, employers, gazetteer, matching, pay_offers, places
from unionjobs_scraper.normalize.dates import find_deadline, find_posted
from unionjobs_scraper.normalize.employment import employment_type, workplace
from unionjobs_scraper.normalize.job_family import job_family
from unionjobs_scraper.normalize.pay import find_pay
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.normalize.titles import split_title
from unionjobs_scraper.pipelines.normalize import normalized

T = TypeVar("T")

LIMIT = 600.0
"""Microseconds for all normalizers together."""
POSTINGS = 30
ROUNDS = 40
LENGTH = 8_000


class _Memory(Protocol):
    def cache_clear(self) -> None: ...


OF_TEXTS: tuple[Any, ...] = (*matching.MEMORIES, *date_labels.MEMORIES, *pay_offers.MEMORIES)
OF_LINES: tuple[_Memory, ...] = (
    *(places._parse, employers.affiliation, split_title, job_family),
    *(gazetteer.settle, gazetteer.fold),
)
MEMORIES = OF_TEXTS + OF_LINES

_SENTENCES = (
    "Our union represents {n} workers in hospitals, schools and public services across the state.",
    "Last year members in many workplaces won raises, safe staffing and a voice on the job.",
    "The organizer builds committees, visits members at home and at work, and trains stewards.",
    "Work with staff, officers and rank-and-file leaders to plan campaigns that win.",
    "Maintain accurate records of meetings, and report weekly to the director of organizing.",
    "At least {m} years of experience in union, community or electoral organizing is required.",
    "• Move members to take part in contract campaigns, elections and legislative action.",
    "• Research employers, boards and budgets; write clear reports for worker leaders.",
    "• Speak at membership meetings and public hearings, sometimes at short notice.",
    "• Drive long distances; a valid driver’s license and an insured car are needed.",
    "• Represent members in grievance and disciplinary meetings with management.",
    "We value lived experience — people of color, women, LGBTQ people and immigrants are urged to apply.",
    "Ability to work long and irregular hours, including nights and weekends, and to travel for weeks at a time.",
    "Fluency in Spanish, Haitian Creole or Vietnamese is a plus; so is experience in health care.",
    "The office is open from 9 to 5, and staff meet there every Monday.",
    "Demonstrated commitment to social and economic justice and the labor movement.",
)
_ENDING = """
Last year members won raises of up to $4.50 an hour and a $25 minimum wage.

SALARY AND BENEFITS
The salary range for this position is ${low},400 – ${high},250 per year, depending on experience.
Benefits include fully paid family health insurance, a pension, a $600 monthly car allowance and a cell phone.
This is a full-time, exempt position. The schedule is hybrid, with three days a week in the office.

Posting Date: May {day}, 2026
HOW TO APPLY
Send a letter and a résumé to jobs@example.org by June {day}, 2026. The position remains open until filled.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Microseconds for one posting."""

    name: str
    microseconds: float


def typical(number: int) -> str:
    """Return an invented posting of about 8 kB; each number gives another."""
    lines: list[str] = []
    length, step = len(_ENDING), number
    while length < LENGTH:
        line = _SENTENCES[step % len(_SENTENCES)].format(n=1200 + 7 * step, m=2 + step % 5)
        lines.append(line + ("\n" if step % 5 == 0 else ""))
        length += len(lines[-1]) + 1
        step += 1
    return "\n".join(lines) + _ENDING.format(low=60 + number % 20, high=85 + number % 20, day=1 + number % 28)


def costs() -> Iterator[Cost]:
    """Measure each normalizer by itself."""
    texts = [typical(number) for number in range(POSTINGS)]
    raw = [_as_it_comes(text) for text in texts]
    lines = _lines()
    read: tuple[tuple[str, Callable[[str], object], list[str]], ...] = (
        ("clean_text, as it comes", clean_text, raw),
        ("clean_text, again", clean_text, texts),
        ("clean_line, six fields", partial(_six, clean_line), lines["title"]),
        ("find_pay", find_pay, texts),
        ("find_posted", find_posted, texts),
        ("find_deadline", find_deadline, texts),
        ("employment_type", lambda text: employment_type(text=text), texts),
        ("workplace", lambda text: workplace(text=text), texts),
        ("parse_places", places.parse_places, lines["places"]),
        ("affiliation", employers.affiliation, lines["union"]),
        ("split_title", split_title, lines["title"]),
        ("job_family", job_family, lines["title"]),
    )
    for name, reader, inputs in read:
        yield Cost(name=name, microseconds=_fastest(reader, inputs))


def whole_postings() -> Iterator[Cost]:
    """Measure all of them on one posting, where they share what they look up in its text."""
    lines = _lines()
    items = [
        JobPosting(
            employer=lines["union"][number % len(lines["union"])],
            title=lines["title"][number % len(lines["title"])],
            location_text=lines["places"][number % len(lines["places"])],
            description=_as_it_comes(typical(number)),
        )
        for number in range(POSTINGS)
    ]
    yield Cost(name="all together, all new", microseconds=_fastest(_everything, items))
    yield Cost(name="all together, in a run", microseconds=_fastest(_everything, items, forgotten=OF_TEXTS))


def _everything(item: JobPosting) -> JobPosting:
    title = split_title(clean_line(item.title))
    return normalized(
        replace(
            item,
            title=title.title,
            department=title.department,
            employer=clean_line(item.employer),
            location_text=clean_line(item.location_text),
            description=clean_text(item.description),
        ),
        "US",
    )


def _as_it_comes(text: str) -> str:
    return text.replace("\n", "  \r\n").replace(" the ", "\u00a0the ")


def _six(reader: Callable[[str], object], line: str) -> list[object]:
    return [reader(line) for _ in range(6)]


def _lines() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"places": [], "union": [], "title": []}
    for case in own_cases():
        if case.column in found:
            found[case.column].append(next(iter(case.given.values())))
    return found


def _fastest(reader: Callable[[T], object], inputs: Sequence[T], *, forgotten: Sequence[_Memory] = MEMORIES) -> float:
    """Return the mean over *inputs* of the best time of each: other work on the machine only adds to a time."""
    reader(inputs[0])  # loads the tables
    best = [float("inf")] * len(inputs)
    for _ in range(ROUNDS):
        for number, each in enumerate(inputs):
            for memory in forgotten:
                memory.cache_clear()
            start = thread_time()
            reader(each)
            best[number] = min(best[number], thread_time() - start)
    return sum(best) / len(best) * 1e6


def main() -> int:
    """Print the costs; 1 when a posting costs more than the limit."""
    for cost in costs():
        print(f"{cost.name:<28}{cost.microseconds:>6.0f} µs")
    for whole in whole_postings():
        print(f"{whole.name:<28}{whole.microseconds:>6.0f} µs of {LIMIT:.0f}")
    return int(whole.microseconds > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
