"""Ten runs over a board on which postings appear, change, end in every way, and return."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from lab.faults.board import DAYS, Board, ad, edited, filled
from lab.faults.stage import Stage
from lab.program.program import Ended, Program
from lab.replica.unionjobs import Ad
from unionjobs_scraper.storage.queries.exports import TABLES

FIRST: Final = range(201, 225)
RUN_COLUMNS: Final = frozenset({"run_id", "opened_run", "closed_run"})


def days() -> Iterator[Board]:
    """The board on each of the ten days; what a line does stays until another line undoes it."""
    now = {number: ad(number) for number in FIRST}
    aside: dict[int, Ad] = {}  # pages that answer though the list does not have them

    def board() -> Board:
        return Board(listed=tuple(now.values()), unlisted=tuple(aside.values()))

    yield board()
    now |= {202: edited(now[202]), 203: edited(now[203]), 225: ad(225)}
    removed = {201: now.pop(201)}  # its page is gone
    yield board()
    removed[204] = now.pop(204)
    aside[204] = filled(removed[204])  # leaves the list, its page says why
    removed[205] = aside[205] = now.pop(205)  # leaves the list, its page stays
    yield board()
    removed[206] = now[206]
    now[206] = filled(now[206], posted="4/29/2026")  # stays on the list, its page says that it is over
    now[226] = ad(226, title="Researcher")
    yield board()
    now[201] = removed[201]  # comes back as it was
    now[227] = ad(227, pay="$30 – $40")
    yield board()
    now[206] = replace(removed[206], posted="5/6/2026")  # a listed one that was over is open again
    now[204] = replace(aside.pop(204), header=removed[204].header, body=removed[204].body, posted="5/6/2026")
    yield board()
    now[207] = ad(207, title="Staff Attorney")
    now[207] = replace(
        now[207],
        employer="Harbor Workers Council",
        header=("", "Harbor Workers Council", "Staff Attorney", "Based in Erie, PA"),
        body="<p>Represents dockers before the labor board.</p><p>Salary: $90,000 a year. Apply by post.</p>",
    )
    now[202] = edited(ad(202, pay="$61,000 – $80,000"), posted="5/7/2026")
    yield board()
    now[205] = aside.pop(205)
    removed[208] = now.pop(208)
    yield board()
    now = {number: _quietly(each) if number % 3 == 0 else each for number, each in now.items()}
    yield board()
    now |= {228: ad(228), 229: ad(229, title="Field Representative"), 203: edited(now[203], posted="5/10/2026")}
    now.pop(209)
    now[210] = filled(now[210], posted="5/10/2026")
    yield board()


def _quietly(old: Ad) -> Ad:
    """Another text under the same row of the list: only the weekly reading notices."""
    return replace(old, body=old.body.replace("Keep records.", "Keep good records."))


RUNS: Final = tuple(zip(DAYS, days(), strict=False))


def play(stage: Stage, run: Callable[[Stage], Ended]) -> list[Ended]:
    """Plays the ten days, each with such a run, and says how each ended."""
    ended = []
    for at, board in RUNS:
        stage.at = at
        stage.show(board)
        ended.append(run(stage))
    return ended


def exports(program: Program) -> dict[str, str]:
    """Every table as CSV, byte for byte."""
    return {name: program.csv(name) for name in TABLES}


def lives(exported: dict[str, str]) -> dict[str, Sequence[tuple[str, ...]]]:
    """Postings, spells and changes, apart from the numbers of the runs that recorded them."""
    return {name: sorted(_without_runs(exported[name])) for name in ("postings", "spells", "changes")}


def _without_runs(text: str) -> Iterator[tuple[str, ...]]:
    for row in csv.DictReader(io.StringIO(text)):
        yield tuple(f"{name}={value}" for name, value in row.items() if name not in RUN_COLUMNS)
