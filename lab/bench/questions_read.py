"""What the ready questions of a published site read of its tables: asked in Chromium, counted by the server."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lab.program.program import ROOT
from lab.program.site_server import serving
from unionjobs_scraper.publish.questions import questions

ENGINE = ROOT / "build" / "duckdb" / "package" / "dist"
PATIENCE = 120_000
"""Milliseconds that an answer may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question that was answered."""

    title: str
    bytes: int
    """Of the tables: the engine is the same for every question."""
    requests: int
    seconds: float


def asked(site: Path) -> Iterator[Asked]:
    """Every question, each in a new window. Raises `SystemExit` where one has no answer."""
    from playwright.sync_api import sync_playwright  # here: node's driver is part of it

    program = shutil.which("chromium") or shutil.which("google-chrome")
    with serving(site) as served, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        for question in questions():
            page = browser.new_context().new_page()
            served.sent.clear()
            before = time.monotonic()
            page.goto(f"{served.address}/sql.html#q={question.name}")
            said = page.locator("#said", has_text=re.compile(r"\d rows?\b|[Ee]rror|[Ff]ailed"))
            said.wait_for(timeout=PATIENCE)
            if "row" not in said.inner_text():
                raise SystemExit(f"{question.name}: {said.inner_text()}")
            sent = [count for name, count in served.sent if name.endswith(".parquet")]
            seconds = time.monotonic() - before
            yield Asked(title=question.title, bytes=sum(sent), requests=len(sent), seconds=seconds)
            page.context.close()
        browser.close()
