"""Careers pages written whole by hand, each of a structure of its own, before the reader was tried on any of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse

from lab.accuracy.conformance.captures import Capture, Label
from unionjobs_scraper.boards import Board

FILES = {
    "builders": "site builders and themes",
    "handmade": "made by hand",
    "abroad": "other countries and languages",
    "own_pages": "a posting's own page",
    "none": "no posting",
    "second": "second batch",
    "third": "third batch",
    "third_own": "third batch",
    "third_none": "third batch, no posting",
    "fourth": "fourth batch",
    "fifth": "fifth batch",
    "sixth": "sixth batch",
    "seventh": "seventh batch",
    "eighth": "eighth batch",
    "ninth": "ninth batch",
    "tenth": "tenth batch",
}
"""The files of written/, and what the table calls their pages."""
_PAY = ("salary_min", "salary_max", "salary_currency", "salary_period")


def written() -> Iterator[tuple[str, Capture]]:
    """Yield each page with the name of its kind: pages that say that nothing is open and traps stand apart."""
    for file, kind in FILES.items():
        for number, page in enumerate(pages_of(file)):
            structure = str(page["structure"])
            apart = structure.partition(":")[0] if file == "none" else kind
            apart = (
                f"{kind}, {structure.partition(':')[0]}s"
                if file == "second" and structure.startswith("trap")
                else apart
            )
            yield apart, _capture(f"{file}-{number} ({structure})", page)


@cache
def pages_of(file: str) -> tuple[Mapping[str, Any], ...]:
    """Return the pages of one file."""
    path = Path(__file__).with_name("written") / f"{file}.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["page"])


def _capture(key: str, page: Mapping[str, Any]) -> Capture:
    host, employer = urlsplit(page["url"]).hostname or "", page["employer"]
    labels = [_label(each) for each in page.get("postings", ())]
    truth = _label(page["posting"]) if "posting" in page else {"count": len(labels), "postings": labels}
    board = Board(
        name="capture",
        title=employer,
        country=page.get("country", "US"),
        tags=(),
        platform="careers_page",
        tenant=page["tenant"],
        start=page["url"],
        hosts=(host,),
        employer=employer,
    )
    return Capture(
        name=key,
        platform="careers_page",
        kind=page.get("kind", "list"),
        tenant=key,
        board=board,
        employer=employer,
        response=HtmlResponse(page["url"], body=page["html"].encode(), encoding="utf-8"),
        truth=truth,
    )


def _label(given: Mapping[str, str]) -> Label:
    label: Label = {"title": given["title"], "status": given.get("status", "open")}
    label |= {name: given[name] for name in ("url", "valid_through") if name in given}
    if "pay" in given:
        said = (None if each == "-" else each for each in given["pay"].split())
        label |= dict(zip(_PAY, said, strict=True))
    if "places" in given:
        label["places"] = [_place(each) for each in given["places"].split("; ") if each]
    return label


def _place(said: str) -> dict[str, str | None]:
    """A place as `locations` has it; what is left out is empty: ", AZ, US", "Lyon, FR"."""
    town, *region, country = said.split(", ")
    return {"locality": town or None, "region": (region[0] or None) if region else None, "country": country}
