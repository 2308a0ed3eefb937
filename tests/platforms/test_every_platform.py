"""Every platform in one real crawl, from its list to stored rows: nothing on the way refuses what it reads.

The boards are those of the fixtures, in a register of the operator's own; the replica answers with the fixtures' pages,
and with 404 for a posting's page that no fixture has. A new platform is in it as soon as it has a fixture of a list.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from sqlalchemy import select

from lab.program.program import Program
from lab.replica import Answer, Replica, answer
from lab.replica.answers import content_type
from tests.platforms import test_golden as golden
from unionjobs_scraper.boards import Board
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import postings, runs

pytestmark = pytest.mark.slow

LISTS = ("list", "pagination")
"""Beginnings of the names of fixtures that a healthy run of a list meets."""


@dataclass(frozen=True)
class Fixture:
    """A page of a platform's board."""

    platform: str
    case: Path
    about: Mapping[str, Any]

    @property
    def url(self) -> str:
        return str(self.about["url"])

    @property
    def expected(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads((self.case / "expected.json").read_text(encoding="utf-8"))
        return found

    @property
    def board(self) -> Board:
        return golden._extractor(self.platform, dict(self.about))[1]

    @property
    def rows(self) -> int:
        return len(self.expected.get("listed", ())) + len(self.expected.get("postings", ()))

    def told(self, addresses: Collection[str]) -> int:
        """How many of its postings are known once these pages are: a row without a title needs its own page."""
        extractor, board = platforms()[self.platform], self.board
        rows = self.expected.get("listed", ())
        told = [
            extractor.read_from(row["url"], board) in addresses or (extractor.keeps_rows and bool(row.get("title")))
            for row in rows
        ]
        return sum(told) + len(self.expected.get("postings", ()))

    def answer(self) -> Answer:
        page = golden._response(self.case, dict(self.about))
        sent = {name.decode(): (page.headers[name] or b"").decode() for name in page.headers}
        headers = {"Content-Type": content_type("", page.body)} | sent
        return answer(page.body, status=page.status, headers=headers)


@cache
def fixtures() -> tuple[Fixture, ...]:
    found = []
    for case in golden.CASES:
        about = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
        if (
            case.parent.name in platforms()
            and about.get("status", 200) == 200
            and "error" not in (case / "expected.json").read_text(encoding="utf-8")
        ):
            found.append(Fixture(case.parent.name, case, about))
    return tuple(found)


def first_address(fixture: Fixture) -> str:
    extractor = platforms()[fixture.platform]
    return next(request.url for request in extractor.first_requests(fixture.board))


@cache
def shown(platform: str) -> Fixture:
    """The list that stands for the platform: one that a run asks for first, or that a fixture's page leads to."""
    lists = [each for each in fixtures() if each.platform == platform and each.case.name.startswith(LISTS)]
    lists = [each for each in lists if each.about["kind"] == "list" and each.rows and not each.expected.get("unread")]
    known = {each.url for each in fixtures()}

    def lacks(each: Fixture) -> tuple[bool, ...]:
        first = first_address(each)
        return not each.told(known), each.url != first, first not in known

    return min(lists, key=lacks)


def register() -> str:
    """A source for each platform, named as it is."""
    tables = tomlkit.document()
    for platform in platforms():
        of_case = dict(shown(platform).about["board"])
        needed = {"title": platform, "country": "US", "tags": ["board"], "platform": platform, "evidence": "a fixture"}
        needed |= {"employer": "Example Local 9"}
        tables[source(platform)] = needed | of_case
    return tomlkit.dumps(tables)


def source(platform: str) -> str:
    return f"x-{platform.replace('_', '-')}"


@cache
def pages() -> Mapping[str, Fixture]:
    """By address: lists, then what leads to them, then postings."""
    found = {each.url: each for each in map(shown, platforms())}
    for kind in (LISTS, "posting"):
        for each in fixtures():
            if each.case.name.startswith(kind):
                found.setdefault(each.url, each)
    return found


def site(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer | None:
    """The fixture of the address, or of the same path: a page that hands something out is of any board."""
    found = pages().get(url) or next(
        (page for at, page in pages().items() if at.partition("?")[0] == url.partition("?")[0]), None
    )
    return found.answer() if found else None


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Any]]:
    folder = tmp_path_factory.mktemp("platforms")
    (folder / "boards.toml").write_text(register(), encoding="utf-8")
    (folder / "sites").mkdir()
    with Replica(folder / "sites") as replica:
        replica.pages(site)
        program = Program(f"sqlite:///{folder}/unionjobs.db", replica, alone=True)
        own = dict(program.environment()) | {"UNIONJOBS_HOME": str(folder)}
        program.environment = lambda: own  # type: ignore[method-assign]
        ended = program("crawlall", *map(source, platforms()))
        database = Database(program.database_url)
        with database.read() as connection:
            ran = {row.source: row for row in connection.execute(select(runs))}
            kept = Counter(connection.execute(select(postings.c.source)).scalars())
        database.close()
        assert ended.status == 1, ended.err  # some lists have further pages, which no fixture has
        yield {"runs": ran, "kept": kept}


@pytest.mark.parametrize("platform", platforms())
def test_what_a_list_has_is_stored(platform: str, stored: Mapping[str, Any]) -> None:
    run, kept = stored["runs"][source(platform)], stored["kept"][source(platform)]
    assert run.listed > 0, run.reason
    assert (run.refused, "rows-unread" in run.reason) == (0, False), run.reason
    assert kept == shown(platform).told(pages()) > 0, run.reason
