"""59 whole pages of `../shared/gold/fresh-shown.jsonl`, rebuilt from their lines and read as careers pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from scrapy.http import HtmlResponse

from lab.accuracy.conformance.captures import Capture, Label
from lab.accuracy.gold import GOLD, TYPES
from unionjobs_scraper.boards import Board

FRESH = GOLD / "fresh-shown.jsonl"
SECTIONS = ("sections", "texasaft")
"""Pages that hold the postings themselves; the others are a posting's own page each."""
_TAGS = {"h": "h1", "g": "h2", "3": "h3", "*": "li"}
_NAMES = {"locations": "places", "remote": "workplace", "currency": "salary_currency", "period": "salary_period"}


def fresh_captures() -> Iterator[Capture]:
    """Yield the pages; nothing where they are absent."""
    if FRESH.exists():
        for line in FRESH.read_text(encoding="utf-8").splitlines():
            yield _capture(json.loads(line))


def _capture(row: dict[str, Any]) -> Capture:
    doubted = [_NAMES.get(name, name) for name in row.get("debatable") or {}]
    labels = [_label(each, doubted) for each in row["labels"] or filter(None, [row["label"]])]
    own_page = bool(labels) and row["run_as"] not in SECTIONS
    employer = labels[0]["employer"] if labels else urlsplit(row["url"]).hostname or ""
    board = Board(
        name="capture",
        title=row["id"],
        country=row["country"],
        tags=(),
        platform="careers_page",
        tenant="" if own_page or not labels else "sections",
        start=row["url"],
        hosts=(urlsplit(row["url"]).hostname or "",),
        employer=employer or "",
    )
    return Capture(
        name=row["id"],
        platform="careers_page",
        kind="posting" if own_page else "list",
        tenant=row["id"],
        board=board,
        employer=board.employer,
        response=HtmlResponse(row["url"], body=_html(row["lines"]).encode(), encoding="utf-8"),
        truth=labels[0] if own_page else {"count": len(labels), "postings": labels},
    )


def _html(lines: list[list[str]]) -> str:
    parts = []
    for bullet, group in groupby(lines, key=lambda line: line[0] == "*"):
        shown = "".join(f"<{(tag := _TAGS.get(kind, 'p'))}>{escape(text)}</{tag}>" for kind, text in group)
        parts.append(f"<ul>{shown}</ul>" if bullet else shown)
    return f"<html><head><meta charset='utf-8'></head><body><main>{''.join(parts)}</main></body></html>"


def _label(given: dict[str, Any], doubted: list[str]) -> Label:
    label = {_NAMES.get(name, name): value for name, value in given.items()}
    period, kind = label.get("salary_period"), label.get("employment_type")
    return {
        **label,
        "salary_period": period.upper() if period else None,
        "job_family": label.get("job_family") or "other",
        "employment_type": TYPES.get(kind or "", "") or None,
        "debatable": [*doubted, *(["employer"] if not label.get("employer") else [])],
    }
