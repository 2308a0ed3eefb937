"""The programs that are held against each other, each run from its first second to its last in a folder of its own."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from lab.bench.children import Cost, measured, python
from lab.bench.stage import Stage

if TYPE_CHECKING:
    from lab.program.postgres import Server

AT_ONCE = 8
"""Requests to one site at a time, the same for all that can: Scrapy's own default."""
FIRST, SECOND = "2026-05-01T06:00:00Z", "2026-05-02T06:00:00Z"
"""The times of the two censuses: a day apart, so that no page is due to be read again."""
ALIKE = ("-s", f"CONCURRENT_REQUESTS_PER_DOMAIN={AT_ONCE}", "-s", "DOWNLOAD_DELAY=0")
BARE_SPIDER = Path(__file__).with_name("bare_spider.py")


class Contender(StrEnum):
    """What is run."""

    BARE = "bare Scrapy"
    SQLITE = "scrapy crawl, SQLite"
    AGAIN = "the same a day later, nothing changed"
    POSTGRESQL = "scrapy crawl, PostgreSQL"
    SCRIPT = "requests and BeautifulSoup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """One run of one contender."""

    contender: str
    """One of `Contender`, or a pattern of others'."""
    postings: int
    cost: Cost
    requests: int
    """For pages, counted by the replica."""


def outings(contender: Contender, stage: Stage, folder: Path, server: Server | None, again: bool) -> Iterator[Outing]:
    """Runs one contender once; after a crawl into SQLite, where `again` says so, a second census of the same site."""
    folder.mkdir()
    stage.asked()
    try:
        if contender is Contender.SQLITE:
            yield _outing(contender, stage, lambda: _crawl(stage, folder, _sqlite(folder), FIRST))
            _check(_in_sqlite(folder), stage.count, contender)
            if again:
                yield _outing(Contender.AGAIN, stage, lambda: _crawl(stage, folder, _sqlite(folder), SECOND))
        elif contender is Contender.POSTGRESQL:
            assert server
            with _created(server) as name:
                yield _outing(contender, stage, lambda: _crawl(stage, folder, server.url(name), FIRST))
                _check(_in_postgresql(server, name), stage.count, contender)
        elif contender is Contender.SCRIPT:
            yield _outing(contender, stage, lambda: _script(stage, folder))
            _check(_in_sqlite(folder), stage.count, contender)
        else:
            yield _outing(contender, stage, lambda: _bare(stage, folder))
            _check(_lines(folder / "raw.jsonl"), stage.count, contender)
    finally:
        shutil.rmtree(folder)


def _outing(contender: Contender, stage: Stage, run: Callable[[], Cost]) -> Outing:
    cost = run()
    return Outing(contender=contender, postings=stage.count, cost=cost, requests=stage.asked())


def crawl_command(folder: Path, database: str, at: str) -> list[str]:
    """The words of `scrapy` for one census, with nothing kept elsewhere."""
    own = ("-s", f"DATABASE_URL={database}", "-s", f"HTTPCACHE_DIR={folder / 'httpcache'}", "-s", f"RUN_AT={at}")
    return ["crawl", "unionjobs", *ALIKE, *own]


def _crawl(stage: Stage, folder: Path, database: str, at: str) -> Cost:
    env = stage.environment | {"SCRAPY_SETTINGS_MODULE": "unionjobs_scraper.settings"}
    return measured(python("scrapy", *crawl_command(folder, database, at)), env, folder)


def _bare(stage: Stage, folder: Path) -> Cost:
    settings = (*ALIKE, "-s", "ROBOTSTXT_OBEY=True", "-s", "LOG_LEVEL=WARNING")
    # from a folder without scrapy.cfg: with Scrapy's own settings, not the project's
    return measured(
        python("scrapy", "runspider", str(BARE_SPIDER), "-o", "raw.jsonl", *settings), stage.environment, folder
    )


def _script(stage: Stage, folder: Path) -> Cost:
    return measured(python("lab.bench.script", str(folder / "postings.db")), stage.environment, folder)


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder / 'postings.db'}"


@contextmanager
def _created(server: Server) -> Iterator[str]:
    name = server.create()
    try:
        yield name
    finally:
        server.drop(name)


def _check(stored: int, expected: int, contender: Contender) -> None:
    """A contender that skips work would look fast."""
    if stored != expected:
        raise SystemExit(f"{contender}: {stored} postings kept of {expected}: nothing is measured")


def _in_sqlite(folder: Path) -> int:
    with closing(sqlite3.connect(folder / "postings.db")) as database:
        return int(database.execute("SELECT count(*) FROM postings WHERE description != ''").fetchone()[0])


def _in_postgresql(server: Server, name: str) -> int:
    import psycopg

    with psycopg.connect(server.url(name)) as connection:
        row = connection.execute("SELECT count(*) FROM postings WHERE description != ''").fetchone()
        return int(row[0]) if row else 0


def _lines(path: Path) -> int:
    with path.open(encoding="utf-8") as file:
        return sum(len(json.loads(line)["text"]) > 1000 for line in file)


def profiled(stage: Stage, folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of the processor in one crawl: by part of the program, and by function with all that it calls."""
    folder.mkdir()
    path = folder / "profile.json"
    env = stage.environment | {"SCRAPY_SETTINGS_MODULE": "unionjobs_scraper.settings"}
    measured(python("lab.bench.sampled", str(path), *crawl_command(folder, _sqlite(folder), FIRST)), env, folder)
    _check(_in_sqlite(folder), stage.count, Contender.SQLITE)
    told = json.loads(path.read_text(encoding="utf-8"))
    return told["parts"], told["functions"]
