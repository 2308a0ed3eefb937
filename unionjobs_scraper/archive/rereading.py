"""Our own archive through today's readers: the newest page of each posting that a crawl read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from unionjobs_scraper.archive.capture import Capture
from unionjobs_scraper.archive.files import captures, found_files, parts
from unionjobs_scraper.archive.observation import Kind, item_read
from unionjobs_scraper.archive.observe import observe
from unionjobs_scraper.archive.sources import Sources
from unionjobs_scraper.storage.corrections import Reread


def reread(
    folder: Path, sources: Sources, since: datetime | None, told: Callable[[int, int], object]
) -> tuple[list[Reread], Counter[str]]:
    """The newest reading of each posting's page, and what could not be read, by reason. Raises `ArchiveError`."""
    newest: dict[str, Reread] = {}
    left_out: Counter[str] = Counter()
    files = found_files([folder])
    for number, path in enumerate(files):
        told(number, len(files))
        for part in parts(path):
            for found in captures(part, left_out):
                if isinstance(found, Capture) and found.own.get("role") == "posting":
                    _take(found, sources, newest, left_out)
    return [each for each in newest.values() if since is None or each.captured_at >= since], left_out


def _take(found: Capture, sources: Sources, newest: dict[str, Reread], left_out: Counter[str]) -> None:
    for seen in observe(found, sources):
        if seen.kind is Kind.UNREAD:
            left_out["page not understood"] += 1
        for content in json.loads(seen.reading).get("items", ()) if seen.kind is Kind.POSTING else ():
            item = item_read(content)
            before = newest.get(item.posting_id)
            if not item.closing_mark and (before is None or before.captured_at <= found.at):
                place = f"{found.archive}:{found.offset}"
                newest[item.posting_id] = Reread(item=item, captured_at=found.at, run=seen.run, archive=place)
