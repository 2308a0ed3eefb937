"""What a command does not use is not loaded: counted in modules, for seconds depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lab.bench.children import environment
from lab.bench.postings import build

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
COUNT = """
import json, sys
from scrapy.cmdline import execute
try:
    execute(["scrapy", *sys.argv[1:]])
except SystemExit as ended:
    assert not ended.code or "health" in sys.argv, ended.code
json.dump(sorted(sys.modules), open("modules.json", "w"))
"""
UNUSED = {
    *("rapidfuzz", "json_repair", "dateparser", "pyarrow", "duckdb", "pandas", "protego", "numpy"),
    *("alembic", "sqlalchemy.orm", "sqlalchemy.dialects.postgresql", "aiohttp", "requests", "tldextract"),
}
"""Packages that none of these commands uses."""
READING = ("unionjobs_scraper.reading", "unionjobs_scraper.spiders.", "unionjobs_scraper.platforms")
MOST = {"list": 10, "why": 47, "health": 55, "export": 80}
"""This program's own modules, at most: a third more than today."""
PACKAGES = {
    "list": {"sqlalchemy", "rich"},
    "why": {"rich", "unionjobs_scraper.linking", "unionjobs_scraper.normalize.job_nouns"},
    "health": {"unionjobs_scraper.linking", "unionjobs_scraper.normalize.job_nouns"},
    "export": {"rich", "unionjobs_scraper.storage.linking"},
}
"""What each of them does without."""


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("start") / "postings.db"
    build(database, 5)
    return database


def loaded(folder: Path, database: Path, *command: str) -> set[str]:
    """The modules that a command has loaded when it ends."""
    (folder / "scrapy.cfg").write_text("[settings]\ndefault = unionjobs_scraper.settings\n", encoding="utf-8")
    settings = ("-s", f"DATABASE_URL=sqlite:///{database}", "-s", "RUN_AT=2026-05-01T06:00:00Z")
    program = subprocess.run(
        [sys.executable, "-c", COUNT, *command, *settings],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert program.returncode == 0, program.stderr
    assert program.stdout
    return set(json.loads((folder / "modules.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("name", "arguments"), [("list", ()), ("why", ("unionjobs:0000000",)), ("health", ()), ("export", ())]
)
def test_a_command_loads_what_it_uses(stored: Path, tmp_path: Path, name: str, arguments: tuple[str, ...]) -> None:
    modules = loaded(tmp_path, stored, name, *arguments)
    own = {each for each in modules if each.startswith("unionjobs_scraper")}
    assert f"unionjobs_scraper.commands.{name}" in own
    unused = UNUSED | PACKAGES[name]
    assert not unused & modules
    assert not {each for each in own if each.startswith(READING)}
    assert len(own) <= MOST[name], sorted(own)
