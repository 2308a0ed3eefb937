"""The demo's postings: ads.toml, with texts put together from prose.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lab.replica.unionjobs import Ad

HERE: Final = Path(__file__).parent
FACTS: Final = ("number", "employer", "title", "posted", "state", "based")
OTHERS: Final = ("day", "name", "department", "place", "header", "lead", "family", "text_of", "terms", "apply", "trap")


def load_ads() -> dict[int, list[Ad]]:
    """The new postings of each day of the demo, by the day's number from 1.

    Raises ValueError for an unknown key.
    """
    prose = _load("prose.toml")
    tables: list[dict[str, Any]] = _load("ads.toml")["ad"]
    by_number = {table["number"]: table for table in tables}
    ads: dict[int, list[Ad]] = {}
    for table in tables:
        if unknown := table.keys() - {*FACTS, *OTHERS}:
            raise ValueError(f"ads.toml: unknown key {', '.join(sorted(unknown))} in posting {table['number']}")
        told = by_number[table.get("text_of", table["number"])]
        body = "\n".join([table.get("lead", ""), *_text(told, prose), *table.get("terms", ()), table.get("apply", "")])
        facts = {name: table[name] for name in FACTS if name in table}
        ads.setdefault(table.get("day", 1), []).append(Ad(**facts, header=_header(table), body=body.strip()))
    return ads


def load_traps() -> dict[int, str]:
    """What is awkward about a posting, by its number."""
    return {table["number"]: table["trap"] for table in _load("ads.toml")["ad"] if "trap" in table}


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def _header(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The `h4`s: those that are written out, or the usual three."""
    if "header" in table:
        return tuple(table["header"])
    department = f"<br>{table['department']}" if "department" in table else ""
    return ("", _employer(table), f"{table['title']}{department}", f"Based in {table['place']}")


def _employer(table: Mapping[str, Any]) -> str:
    name: str = table.get("name") or table["employer"]
    return name


def _text(table: Mapping[str, Any], prose: Mapping[str, Any]) -> Iterator[str]:
    """Eight sentences: three of the employer, three duties, two of the person."""
    if "family" not in table:
        return
    number = table["number"]
    about = " ".join([*_some(prose["about"], number, 2), *_some(prose["setting"], number, 1)])
    yield f"<p>{about.replace('{employer}', _employer(table))}</p>"
    yield "<p>In this job you will:</p>"
    duties = _some(prose["duties"][table["family"]], number, 3)
    yield "<ul>\n" + "\n".join(f"<li>{duty}</li>" for duty in duties) + "\n</ul>"
    yield f"<p>{' '.join(_some(prose['wanted'], number, 2))}</p>"


def _some(sentences: Sequence[str], number: int, count: int) -> list[str]:
    """So many of the sentences, others for other numbers, and always the same for one."""
    first, step = number % len(sentences), 1 + number // len(sentences) % (len(sentences) - 1)
    order = dict.fromkeys((first + step * turn) % len(sentences) for turn in range(len(sentences)))
    rest = (place for place in range(len(sentences)) if place not in order)
    return [sentences[place] for place in [*order, *rest][:count]]
