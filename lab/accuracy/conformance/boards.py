"""Recorded lists of boards without labels: none may end in an exception, none may get another country than it states.

`python -m lab.accuracy.conformance.boards FOLDER …` reads every JSON answer under the folders whose shape is that of a
system's list. It ends with 1 when a reader failed in a way that is no `PageError`, or a place got a country that the
same row denies; with 2 when there is no board.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scrapy.http import TextResponse

from lab.accuracy.conformance.captures import Capture
from lab.accuracy.conformance.reading import Reading, read
from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.gazetteer import find_country, region_in

Row = Mapping[str, Any]
TOLD = 20
ALIASES = frozenset(("US", "USA", "UK", "UAE", "U.S.", "U.K."))
REGIONAL = ("US", "CA", "AU", "GB")
"""Countries whose states and provinces stand for them."""
NAMESAKES = re.compile(r"\bD\.\s?C\.|\b(?:New\s+)?Jersey(?:\s+City)?\b|\bNew\s+Mexico\b", re.IGNORECASE)
MOST_WORDS = 4
LONGEST = 1000
"""Failures of each kind that are printed."""


@dataclass(frozen=True, slots=True)
class System:
    """How the list of a system looks, and where its rows state a country."""

    rows: Callable[[Any], Sequence[Row]]
    """The rows of an answer of this system; empty for another's."""
    url: str
    """The address of the list, with `{tenant}`."""
    countries: Callable[[Row], Iterable[str]]
    """The countries that a row states in fields of their own, as codes or names."""
    text: Callable[[Row], str]
    """The row's free text for its place."""


@dataclass(slots=True)
class Found:
    """What was read of the boards."""

    boards: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    """Boards that were refused as not understood, by system."""
    postings: int = 0
    checked: int = 0
    """Postings with a place, held against what their rows say."""
    failed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def _under(key: str, mark: str) -> Callable[[Any], Sequence[Row]]:
    """Rows under a key of an object, told by a key that each of them has."""

    def rows(value: Any) -> Sequence[Row]:
        held = value.get(key) if isinstance(value, dict) else None
        return _marked(held, mark)

    return rows


def _marked(held: Any, mark: str) -> Sequence[Row]:
    found = [each for each in held if isinstance(each, dict)] if isinstance(held, list) else []
    return found if found and any(mark in each for each in found) else []


def _at(row: Any, *path: str) -> Any:
    for name in path:
        row = row.get(name) if isinstance(row, dict) else None
    return row


def _all(row: Any, *path: str) -> Sequence[Any]:
    found = _at(row, *path)
    return found if isinstance(found, list) else ()


def _words(*values: Any) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and value.strip():
            yield value.strip()


def _of_ashby(row: Row) -> Iterator[str]:
    yield from _words(_at(row, "address", "postalAddress", "addressCountry"))
    for each in row.get("secondaryLocations") or ():
        yield from _words(
            _at(each, "address", "postalAddress", "addressCountry"), _at(each, "address", "addressCountry")
        )


SYSTEMS: Mapping[str, System] = {
    "greenhouse": System(
        _under("jobs", "absolute_url"),
        "https://boards-api.greenhouse.io/v1/boards/{tenant}/jobs?content=true&pay_transparency=true",
        lambda row: (),
        lambda row: str(_at(row, "location", "name") or ""),
    ),
    "ashby": System(
        _under("jobs", "jobUrl"),
        "https://api.ashbyhq.com/posting-api/job-board/{tenant}?includeCompensation=true",
        _of_ashby,
        lambda row: " | ".join(
            _words(row.get("location"), *(_at(each, "location") for each in _all(row, "secondaryLocations")))
        ),
    ),
    "lever": System(
        lambda value: _marked(value, "hostedUrl"),
        "https://api.lever.co/v0/postings/{tenant}?mode=json",
        lambda row: _words(row.get("country")),
        lambda row: " | ".join(_words(_at(row, "categories", "location"), *_all(row, "categories", "allLocations"))),
    ),
    "smartrecruiters": System(
        _under("content", "releasedDate"),
        "https://api.smartrecruiters.com/v1/companies/{tenant}/postings?limit=100&offset=0",
        lambda row: _words(_at(row, "location", "country")),
        lambda row: str(_at(row, "location", "fullLocation") or ""),
    ),
    "recruitee": System(
        _under("offers", "careers_url"),
        "https://{tenant}.recruitee.com/api/offers",  # its list page leads there
        lambda row: _words(
            row.get("country_code"),
            row.get("country"),
            *(_at(each, "country_code") for each in row.get("locations") or ()),
        ),
        lambda row: str(row.get("location") or ""),
    ),
}


def boards(folders: Iterable[Path]) -> Iterator[tuple[Path, str, Any]]:
    """Yield each recorded list with its system."""
    for folder in folders:
        for path in sorted(folder.rglob("*.json")):
            try:
                value = json.loads(path.read_bytes())
            except (ValueError, OSError):
                continue
            system = next((name for name, each in SYSTEMS.items() if each.rows(value)), "")
            if system:
                yield path, system, value


def board_of(system: str, value: Any, tenant: str, country: str = "US") -> Capture:
    """Return an answer as the capture of a board."""
    url = SYSTEMS[system].url.format(tenant=tenant)
    board = Board(
        name="capture", title=tenant, country=country, tags=(), platform=system, tenant=tenant, employer=tenant
    )
    response = TextResponse(
        url, body=json.dumps(value).encode(), encoding="utf-8", headers={"Content-Type": "application/json"}
    )
    return Capture(system, system, "list", tenant, board, tenant, response, {"count": 0, "postings": []})


def measured(found: Iterable[tuple[Path, str, Any]]) -> Found:
    """Read every board and check every place."""
    total = Found()
    for path, system, value in found:
        total.boards[system] += 1
        tenant = re.sub(r"-(?:jobs|board|list|postings|offers).*$", "", path.stem) or "example"
        try:
            reading = read(board_of(system, value, tenant))
        except Exception as error:  # what must not be
            total.failed.append(f"{path}: {type(error).__name__}: {error}")
            continue
        _count(total, path, system, value, reading)
    return total


def _count(total: Found, path: Path, system: str, value: Any, reading: Reading) -> None:
    if reading.problem.startswith("UnreadablePage") or "failed on" in reading.problem:
        total.failed.append(f"{path}: {reading.problem}")
    total.refused[system] += bool(reading.problem)
    total.postings += len(reading.items)
    rows = {str(row.get("id") or row.get("guid") or ""): row for row in SYSTEMS[system].rows(value)}
    for item in reading.items:
        row = rows.get(item.source_id)
        if row is None or not item.locations:
            continue
        total.checked += 1
        if denied := countries_denied(SYSTEMS[system], row, _countries(item)):
            total.wrong.append(f"{path.name} {item.source_id}: {item.locations!r}, but the row says {sorted(denied)}")


def countries_denied(system: System, row: Row, found: set[str]) -> set[str]:
    """Return what a row says where it denies the countries *found*: fields deny any other, free text a whole answer."""
    of_fields = {code for each in system.countries(row) if (code := _code(each))}
    of_text = countries_named(system.text(row))
    if of_fields:
        return set() if found <= of_fields | of_text else of_fields
    return of_text if of_text and not found & of_text else set()


def countries_named(text: str) -> set[str]:
    """Return the countries, alpha-2, that a free text names: by their names, by regions of theirs, by codes."""
    given: set[str] = set()
    words = re.findall(r"[^\W\d_][\w.'’-]*", NAMESAKES.sub("", text[:LONGEST]))
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            name = " ".join(words[start:end])
            if len(name) > 3 or name.upper() in ALIASES:
                given |= {find_country(name.replace(".", "") if len(name) < 6 else name)} - {""}
            given |= {home for home in REGIONAL if (len(name) > 3 or name.isupper()) and region_in(name, home)}
            if name.isupper() and len(name) == 2:  # "Munich (DE)" is not in Delaware
                given |= {find_country(name)} - {""}
    return given


def _code(said: str) -> str:
    return find_country(said.upper() if len(said) == 2 else said)


def _countries(item: JobPosting) -> set[str]:
    return {place.rpartition(", ")[2] for place in item.locations.split("; ")}


def main(arguments: Sequence[str]) -> int:
    """Print the counts; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m lab.accuracy.conformance.boards", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="+", help="folders of recorded answers, at any depth")
    found = measured(boards(parser.parse_args(arguments).folder))
    for system, count in sorted(found.boards.items()):
        print(f"{system}: {count} board(s), {found.refused[system]} refused as not understood")
    print(f"{found.postings} posting(s), {found.checked} with a place")
    for name, lines in (("failed", found.failed), ("wrong country", found.wrong)):
        print(f"{name}: {len(lines)}", *lines[:TOLD], sep="\n  ")
    return 2 if not found.boards else int(bool(found.failed or found.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
