"""The data in the scripts of a Personio page: positions, as the page's own program is handed them."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

from scrapy.http import TextResponse

Position = dict[str, Any]

PUSHED = re.compile(r"^\s*self\.__next_f\.push\((?P<part>\[.*\])\)\s*;?\s*$", re.DOTALL)
JOBS = re.compile(r'"jobs"\s*:\s*(?=\[)')
TRIED = 20
"""Places in a page's data where a value is looked for: each is read to its end."""
MISSING = "$undefined"
_decoder = json.JSONDecoder(strict=False)


def jobs(response: TextResponse) -> list[Position] | None:
    """The positions of a list page; None where its scripts have no list of them."""
    data = _data(response)
    values = (_value(data, start.end()) for start in islice(JOBS.finditer(data), TRIED))
    found = [each for each in values if isinstance(each, list) and all(isinstance(one, dict) for one in each)]
    return [_stated(each) for each in max(found, key=len)] if found else None


def position(response: TextResponse, number: str) -> Position:
    """The position with that id in a page's scripts; empty where there is none."""
    data = _data(response)
    for start in islice(re.finditer(rf'\{{"id":"?{number}"?,', data), TRIED):
        found = _value(data, start.start())
        if isinstance(found, dict) and found.get("name"):
            return _stated(found)
    return {}


def _data(response: TextResponse) -> str:
    """What the page's scripts push, joined: its parts are cut anywhere."""
    parts = []
    for script in response.xpath("//script[contains(., '__next_f')]/text()").getall():
        pushed = PUSHED.match(script)
        value = _value(pushed["part"], 0) if pushed else None
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            parts.append(value[1])
    return "".join(parts)


def _value(data: str, start: int) -> Any:
    try:
        return _decoder.raw_decode(data, start)[0]
    except (ValueError, RecursionError):
        return None


def _stated(found: Position) -> Position:
    """The position without names that have no value; a dollar sign is written twice."""
    return {
        name: value.replace("$$", "$") if isinstance(value, str) else value
        for name, value in found.items()
        if value != MISSING
    }
