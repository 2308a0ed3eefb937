"""Answers of JSON interfaces, read with the type that is expected: anything else is an error, not an empty value."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.errors import BlockedPage, LayoutChanged, PageError, TruncatedPage
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.reading.blocking import wall
from unionjobs_scraper.reading.links import IN_PATH
from unionjobs_scraper.reading.page import as_text, blocks

PAGE_END = re.compile(rb"</(?:html|body)\s*>")


def misread(response: TextResponse, problem: str) -> PageError:
    """The error for a page that was not understood: `BlockedPage` at a wall, else `LayoutChanged`."""
    words = wall(response)
    return BlockedPage(response.url, words) if words else LayoutChanged(response.url, problem)


def answer(response: TextResponse) -> dict[str, Any]:
    """The JSON object of an answer. Raises `LayoutChanged` or `BlockedPage` for anything else."""
    return record(_json(response), response, "a JSON object")


def _json(response: TextResponse) -> Any:
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
    if kind and "json" not in kind.lower():
        raise misread(response, f"JSON was expected, this is {kind}")
    try:
        return json.loads(response.text)
    except (ValueError, RecursionError):  # nested deeper than any data
        raise misread(response, "JSON was expected, this is not") from None


def embedded(response: TextResponse, name: str) -> dict[str, Any]:
    """The object that a script of the page assigns to `name`. Raises `LayoutChanged` or `BlockedPage`."""
    start = re.search(rf"\b{re.escape(name)}\s*=\s*(?=\{{)", response.text)
    if not start:
        raise misread(response, f"no {name} in a script of the page")
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(response.text, start.end())
    except (ValueError, RecursionError):
        raise TruncatedPage(response.url, f"{name} is no whole JSON object") from None
    return record(value, response, name)


def array(response: TextResponse, what: str) -> list[dict[str, Any]]:
    """The answer, which has to be a JSON list of objects. Raises `LayoutChanged` or `BlockedPage`."""
    return records(_json(response), response, what)


def record(value: object, response: TextResponse, what: str) -> dict[str, Any]:
    """The value, which has to be a JSON object. Raises `LayoutChanged` or `BlockedPage`."""
    if not isinstance(value, dict):
        raise misread(response, f"{what} was expected, found {type(value).__name__}")
    return value


def records(value: object, response: TextResponse, what: str) -> list[dict[str, Any]]:
    """The value, which has to be a list of JSON objects. Raises `LayoutChanged` or `BlockedPage`."""
    if not isinstance(value, list):
        raise misread(response, f"{what} should be a list, found {type(value).__name__}")
    return [record(each, response, f"an object in {what}") for each in value]


def part(value: object, *names: str) -> Any:
    """What stands under the names in nested JSON objects; None where the way breaks off."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def count_in(response: TextResponse, *names: str) -> int:
    """The number under the names of a JSON answer; 0 where there is none. Raises `LayoutChanged` for anything else."""
    found = part(answer(response), *names)
    if found is not None and not isinstance(found, int):
        raise LayoutChanged(response.url, f"{'.'.join(names)} is no number: {found!r}")
    return found or 0


def elements(value: object) -> list[Any]:
    """The elements of a JSON list; none for anything else, be it another type or nothing."""
    return value if isinstance(value, list) else []


def text(value: object) -> str:
    """A JSON text or number as one clean line; empty for anything else."""
    return clean_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def native_id(value: object, response: TextResponse, what: str) -> str:
    """A row's own id. Raises `LayoutChanged`: a row without one means a bad answer."""
    found = text(value)
    if not found:
        raise misread(response, f"a row without {what}")
    return found


def plain(html: object, url: str) -> str:
    """HTML of a JSON field as plain text, paragraphs kept; empty where it is no text."""
    if not isinstance(html, str) or not html.strip():
        return ""
    if "<" not in html:
        return clean_text(str(Selector(text=f"<p>{html}</p>").xpath("string()").get()))
    return clean_text(as_text(blocks(Selector(text=html), url)))


def number(value: object) -> float:
    """A JSON number, also one in quotes; 0 for anything else."""
    try:
        return float(value) if isinstance(value, str | int | float) else 0.0
    except ValueError:
        return 0.0


def ensure_whole(response: TextResponse) -> None:
    """Raises `TruncatedPage` where an HTML page stops before its end: its rows would seem to be missing."""
    if not PAGE_END.search(response.body[-4000:].lower()):
        raise TruncatedPage(response.url, "the page stops before its end: no </html>")


def canonical(url: str, *kept: str) -> str:
    """The address without its fragment, a session in its path, and any query parameter but the `kept` ones."""
    at = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(at.query) if name.lower() in kept]
    return urlunsplit(("https", at.netloc, IN_PATH.sub("", at.path), urlencode(query), ""))


def parameter(url: str, *names: str) -> str:
    """The value of the first of the query parameters that the address has; names in lower case."""
    query = {name.lower(): value for name, value in parse_qsl(urlsplit(url).query)}
    return next((query[name] for name in names if query.get(name)), "")
