"""Every extractor against its fixtures: a page, and beside it what the page says.

    tests/fixtures/<platform or source>/<case>/case.toml      url, kind = "list" or "posting", and what else it needs
                                              /page.<suffix>  the page as the site sends it, with invented text
                                              /expected.json  what the extractor reads; written once when missing

A case without expected.json is run, written and failed: read the file, and commit it when it is right.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import HtmlResponse, Response
from scrapy.responsetypes import responsetypes

from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.crawl.page_reading import read_list, read_postings
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms import platforms

FIXTURES = Path(__file__).parents[1] / "fixtures"
CASES = sorted(path.parent for path in FIXTURES.glob("*/*/case.toml"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_extractor_reads_what_the_page_says(case: Path) -> None:
    about = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
    read = json.loads(json.dumps(_read(case, about), default=str, ensure_ascii=False))
    golden = case / "expected.json"
    if not golden.exists():
        golden.write_text(json.dumps(read, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} was missing and has been written: review it, and commit it when it is right")
    assert read == json.loads(golden.read_text(encoding="utf-8"))


def _read(case: Path, about: dict[str, Any]) -> dict[str, Any]:
    extractor, board = _extractor(case.parent.name, about)
    response = _response(case, about)
    row = Listed(**about["row"]) if "row" in about else None
    try:
        if about["kind"] == "posting":
            return {"postings": [_stated(item) for item in read_postings(extractor, board, response, row)]}
        page = read_list(extractor, board, response)
        read: dict[str, Any] = {
            "listed": [_filled(asdict(each)) for each in page.rows if each.source_id not in page.items],
            "postings": [_stated(item) for item in page.items.values()],
            "links": [f"{link.method} {link.url} {link.body.decode()}".strip() for link in page.links],
            "declared_empty": page.declared_empty,
            "stated_total": page.stated_total,
            "unread": [f"{each.reason}: {each.words}" for each in page.left_out if not each.known],
        }
        return {name: value for name, value in read.items() if value not in ([], "", None)}
    except PageError as error:
        return {"error": type(error).__name__, "message": error.message}


def _extractor(name: str, about: dict[str, Any]) -> tuple[Extractor, Board]:
    """The extractor under test, and the board that the case's `board` describes."""
    if name in platforms():
        board = Board(name=name, title="Fixture", country="US", tags=(), platform=name)
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in about["board"].items()
        }
        return platforms()[name], replace(board, **values)
    assert name in register(), f"{name} is neither a platform nor a source of the register"
    return extractor_of(register()[name]), register()[name]


def _response(case: Path, about: dict[str, Any]) -> Response:
    page = next(path for path in case.iterdir() if path.stem == "page")
    headers = {"Content-Type": about["content_type"]} if "content_type" in about else {}
    headers |= about.get("headers", {})
    kind = responsetypes.from_args(headers=None, url=about["url"], filename=page.name, body=page.read_bytes())
    if page.suffix in (".html", ".php"):
        kind = HtmlResponse
    return kind(about["url"], status=about.get("status", 200), headers=headers, body=page.read_bytes())


def _stated(item: JobPosting) -> dict[str, Any]:
    return _filled(asdict(item))


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None)}
