"""Lists of which some rows lost the part that identifies them, made of any list: HTML, XML or JSON.

Nothing here knows a site. Where a row is on a page follows from the rows that were read from it: their ids, addresses
and titles (`Listed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lab.faults import damage_json, damage_markup
from unionjobs_scraper.items import Listed

IN_SCRIPT = re.compile(rb"[=(>]\s*(?=\{\s*\"|\[\s*[\[{])")
"""Where the JSON that a page's script holds may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A page whose rows are damaged in one way."""

    name: str
    """What was done to which part: `class: renamed`."""
    struck: tuple[str, ...]
    """The ids of the damaged rows."""
    body: bytes


def picks(rows: Sequence[Listed]) -> list[Sequence[Listed]]:
    """One row, every second one, all."""
    found = [rows[len(rows) // 2 :][:1], rows[::2], rows]
    return [some for at, some in enumerate(found) if some not in found[:at]]


def damages(body: bytes, rows: Sequence[Listed], struck: Sequence[Listed]) -> Iterator[Damage]:
    """Every damage to some rows of a page on which `rows` were read."""
    ids = tuple(row.source_id for row in struck)
    for name, damaged in _damaged(body, rows, struck):
        yield Damage(name=name, struck=ids, body=damaged)


def _damaged(body: bytes, rows: Sequence[Listed], struck: Sequence[Listed]) -> Iterator[tuple[str, bytes]]:
    if body.lstrip()[:1] in (b"{", b"["):
        yield from damage_json.damages(body, struck)
        if len(struck) == len(rows):
            yield from damage_json.around(body)
        return
    yield from damage_markup.damages(body, rows, struck)
    done = 0
    for script in IN_SCRIPT.finditer(body):
        if script.start() < done:
            continue  # inside the one before
        rest = body[script.end() :]
        done = script.end() + damage_json.length(rest)
        for name, damaged in damage_json.damages(rest, struck):
            yield f"script {name}", body[: script.end()] + damaged
        if len(struck) == len(rows) and any(damage_json.damages(rest, struck)):
            for name, damaged in damage_json.around(rest):
                yield f"script {name}", body[: script.end()] + damaged
