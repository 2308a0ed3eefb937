"""Records of a JSON answer with a key that is removed, renamed, null or one level deeper."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from unionjobs_scraper.items import Listed

Record = dict[str, Any]
Path = tuple[str, ...]
DEEPEST = 2
"""Levels of a record whose keys are damaged."""


def _renamed(place: Record, key: str) -> None:
    place[f"{key}_v2"] = place.pop(key)


def _null(place: Record, key: str) -> None:
    place[key] = None


def _nested(place: Record, key: str) -> None:
    place[key] = {"value": place[key]}


def _other_kind(place: Record, key: str) -> None:
    place[key] = [place[key]]


WAYS: dict[str, Callable[[Record, str], object]] = {
    "removed": lambda place, key: place.pop(key),
    "renamed": _renamed,
    "null": _null,
    "nested": _nested,
    "a list": _other_kind,
}


def damages(body: bytes, struck: Sequence[Listed]) -> Iterator[tuple[str, bytes]]:
    """What is before the end of the first JSON value of `body`, damaged; the rest stays."""
    answer, end = _first_value(body)
    everything = list(_records(answer))
    mine = sorted({number for row in struck for number in _numbers(everything, row)})
    written = json.dumps(answer)  # reading it again is the cheapest copy
    for path in dict.fromkeys(path for number in mine for path in keys(everything[number])):
        for name, way in WAYS.items():
            damaged = json.loads(written)
            others = list(_records(damaged))
            for number in mine:
                _strike(others[number], path, way)
            yield f"{'.'.join(path)}: {name}", json.dumps(damaged).encode() + body[end:]


def around(body: bytes) -> Iterator[tuple[str, bytes]]:
    """The answer's own keys, in which the list is, damaged."""
    answer, end = _first_value(body)
    written = json.dumps(answer)
    for path in keys(answer) if isinstance(answer, dict) else ():
        for name, way in WAYS.items():
            damaged = json.loads(written)
            _strike(damaged, path, way)
            yield f"around {'.'.join(path)}: {name}", json.dumps(damaged).encode() + body[end:]


def length(body: bytes) -> int:
    """Bytes of the first JSON value; 0 where there is none."""
    return _first_value(body)[1]


def _first_value(body: bytes) -> tuple[Any, int]:
    text = body.decode("utf-8", "surrogateescape")
    try:
        answer, end = json.JSONDecoder().raw_decode(text, len(text) - len(text.lstrip()))
    except ValueError:
        return None, 0
    return answer, len(text[:end].encode("utf-8", "surrogateescape"))


def _strike(record: Record, path: Path, way: Callable[[Record, str], object]) -> None:
    place: Any = record
    for key in path[:-1]:
        place = place.get(key) if isinstance(place, dict) else None
    if isinstance(place, dict) and path[-1] in place:
        way(place, path[-1])


def _numbers(everything: Sequence[Record], row: Listed) -> list[int]:
    """Which records speak of this row: have its id or address, else its title, in a value."""
    for words in filter(None, (row.source_id, row.url.rstrip("/").rpartition("/")[2], row.title)):
        token = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        found = [at for at, each in enumerate(everything) if any(map(token.search, _leaves(each)))]
        if found:
            return found[:-1] or found  # the answer itself speaks of every row
    return []


def _records(answer: Any) -> Iterator[Record]:
    """The members of lists, then the answer itself."""
    yield from _members(answer)
    if isinstance(answer, dict):
        yield answer


def _members(value: Any) -> Iterator[Record]:
    """Records that are members of lists, outer ones only."""
    if isinstance(value, list):
        for each in value:
            if isinstance(each, dict):
                yield each
            else:
                yield from _members(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _members(each)


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    elif value is not None:
        yield str(value)


def keys(record: Record, above: Path = ()) -> Iterator[Path]:
    """The paths of a record's keys, outer ones first."""
    for key, value in record.items():
        yield (*above, key)
        if isinstance(value, dict) and len(above) + 1 < DEEPEST:
            yield from keys(value, (*above, key))
