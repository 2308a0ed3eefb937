"""One recorded response with its labels."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from unionjobs_scraper.boards import Board

Label = dict[str, Any]


class CaptureError(Exception):
    """A folder that holds no captures, or one that lacks a file or a key."""


@dataclass(frozen=True)
class Capture:
    """One response of one board."""

    name: str
    platform: str
    kind: str
    """`list`, `posting`, `empty` (nothing is open) or `closed` (what the address of a removed posting answers)."""
    tenant: str
    """Captures of one platform and tenant are of one board."""
    board: Board
    """As the register would have it."""
    employer: str
    """The board's employer, which a crawl has from the register where the page is silent."""
    response: Response
    truth: Label

    @cached_property
    def labels(self) -> list[Label]:
        """What is labelled of each posting of the page."""
        return list(self.truth.get("postings") or []) if "count" in self.truth else [self.truth]

    @property
    def key(self) -> tuple[str, str]:
        """The same for all captures of one board."""
        return self.platform, self.tenant or self.board.tenant or self.board.start

    def without_hosts(self) -> Capture:
        """The capture of a board whose register entry leaves its hosts to the platform."""
        return replace(self, board=replace(self.board, hosts=()))


def captures(folder: Path) -> list[Capture]:
    """Return the captures of *folder*, by name. Raises `CaptureError`."""
    found = [_capture(meta.parent) for meta in sorted(folder.glob("*/meta.json"))]
    if not found:
        raise CaptureError(f"{folder} holds no capture: FOLDER/NAME/meta.json, truth.json and page.* were expected")
    return found


def _capture(folder: Path) -> Capture:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        body = next(folder.glob("page.*")).read_bytes()
        entry: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in meta["register"].items()
        }
        board = Board(
            name="capture",
            title=folder.name,
            tags=(),
            country=meta["country"] or "US",
            platform=meta["platform"],
            **entry,
        )
        return Capture(
            name=folder.name,
            platform=meta["platform"],
            kind=meta["kind"],
            tenant=meta.get("tenant", ""),
            board=board,
            employer=board.employer or meta.get("board_employer") or "",
            response=_response(meta, body),
            truth=truth,
        )
    except (OSError, StopIteration, ValueError, KeyError, TypeError) as problem:
        raise CaptureError(f"{folder}: {type(problem).__name__}: {problem}") from problem


def _response(meta: Label, body: bytes) -> Response:
    headers = {"Content-Type": meta["content_type"]} if meta.get("content_type") else {}
    request = Request(meta["url"], method=meta.get("method", "GET"))
    kind = responsetypes.from_args(headers={k.encode(): v.encode() for k, v in headers.items()}, url=meta["url"])
    return kind(meta["url"], status=meta.get("status", 200), headers=headers, body=body, request=request)
