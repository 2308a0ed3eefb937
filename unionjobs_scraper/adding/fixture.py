"""A page saved as a test fixture: tests/fixtures/<platform or source>/<case>/ with case.toml and page.*."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scrapy import Request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from unionjobs_scraper.adding.toml_text import toml_text
from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.normalize.text import clean_line

SUFFIXES = (
    (re.compile(r"json"), "json"),
    (re.compile(r"pdf"), "pdf"),
    (re.compile(r"officedocument\.wordprocessing"), "docx"),
    (re.compile(r"msword"), "doc"),
    (re.compile(r"xhtml|html"), "html"),
    (re.compile(r"xml|rss"), "xml"),
)
"""By the content type."""
CASE = re.compile(r"^[a-z0-9_]{1,60}$")
TENANT_KEYS = ("tenant", "start", "hosts", "country", "employer", "region", "for_all")
REMINDER = """\
Before you commit it: replace the wording of the real page by invented text. Keep the structure, the labels, the class
names and the traps; leave no name, address or telephone number of a person in it."""


class FixtureError(OperatorError):
    """The fixture cannot be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page of a source, as a fixture has it."""

    board: Board
    kind: str
    """`list` or `posting`."""
    response: Response
    name: str = ""
    """The case's name; empty: made of kind and source."""
    row: Mapping[str, str] | None = None
    """For a posting: the row of the list that led there, as far as it is known."""
    why: str = ""
    """Why the page was kept: a comment at the head of case.toml."""

    @property
    def folder(self) -> str:
        """The fixture's folder below tests/fixtures."""
        name = self.name or f"{self.kind}_{self.board.name}"
        return f"{self.board.platform or self.board.name}/{re.sub(r'[^a-z0-9_]+', '_', name.lower())}"


def save(case: Case, fixtures: Path) -> Path:
    """Writes the fixture and returns its folder. Raises `FixtureError` where one is already."""
    if case.name and not CASE.match(case.name):
        raise FixtureError(f"--case {case.name}: write small letters, digits and underscores, such as trap_two_titles")
    folder = fixtures / case.folder
    if folder.exists():
        raise FixtureError(f"{folder} is there already: give another name with --case, or delete it first")
    try:
        folder.mkdir(parents=True)
        (folder / f"page.{suffix(case.response)}").write_bytes(case.response.body)
        (folder / "case.toml").write_text(described(case), encoding="utf-8")
    except OSError as error:
        raise FixtureError(f"the fixture could not be written: {error}") from None
    return folder


def kept(folder: Path, board: Board) -> Case:
    """The page of a fixture, as a case of its source. Raises `FixtureError` where there is none."""
    try:
        about = tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))
        page = next(path for path in sorted(folder.iterdir()) if path.stem == "page")
        body = page.read_bytes()
        kind, url = about["kind"], about["url"]
    except (OSError, StopIteration, tomllib.TOMLDecodeError, KeyError) as error:
        raise FixtureError(f"{folder} is no fixture: case.toml and page.* are needed ({error})") from None
    headers = {"Content-Type": about["content_type"]} if "content_type" in about else None
    answer = responsetypes.from_args(filename=page.name, url=url, body=body)
    response = answer(url, status=about.get("status", 200), headers=headers, body=body)
    return Case(board=board, kind=kind, response=response, row=about.get("row"))


def suffix(response: Response) -> str:
    """The file name's ending for a page of this type."""
    kind = _content_type(response)
    return next((ending for pattern, ending in SUFFIXES if pattern.search(kind)), "html")


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1").lower()


def described(case: Case) -> str:
    """The text of case.toml."""
    response, board = case.response, case.board
    values: dict[str, object] = {"url": response.url, "kind": case.kind}
    if response.status != 200:
        values["status"] = response.status
    if suffix(response) != "html" and _content_type(response):
        values["content_type"] = _content_type(response)
    if board.platform:
        values["board"] = {key: value for key in TENANT_KEYS if (value := getattr(board, key))}
    if case.row:
        values["row"] = {key: value for key, value in case.row.items() if value}
    return (f"# {clean_line(case.why)}\n" if case.why else "") + toml_text(values)


def same_page(request: Request, other: Request) -> bool:
    """Whether two requests ask for one page."""
    return (request.method, request.url.rstrip("/"), request.body) == (other.method, other.url.rstrip("/"), other.body)
