"""The register: loads boards.toml, and says in which line a mistake is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from unionjobs_scraper.errors import RegisterError
from unionjobs_scraper.folders import own_folder

REGISTER = Path(__file__).with_name("boards.toml")
PLATFORMS = REGISTER.with_name("platforms")
SPIDERS = "unionjobs_scraper.spiders"
"""The package of the sources with a file of their own."""
TAGS = frozenset({"clearinghouse", "union", "federation", "board", "us", "ca", "uk", "au"})
SURE = ("seen", "derived", "assumed")
"""How sure the address of a list can be, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a source's register entry says of plausible runs."""

    floor: int = 1
    """A list with fewer postings than this is not believed, unless it says that it is empty."""
    max_drop: float = 0.3
    """Largest believable fall of the count below the median of past runs, as a share."""
    confirmations: int = 2
    """Complete runs that must miss a posting before absence alone closes it."""
    most_postings: int = 0
    """Rows after which a run reads no further; 0: from the source's past."""
    most_minutes: int = 0
    """Likewise of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One source. The head of boards.toml explains each key."""

    name: str
    title: str
    country: str
    tags: tuple[str, ...]
    platform: str = ""
    tenant: str = ""
    start: str = ""
    hosts: tuple[str, ...] = ()
    evidence: str = ""
    address_is: str = ""
    employer: str = ""
    region: str = ""
    for_all: tuple[str, ...] = ()
    off: str = ""
    floor: int = 1
    max_drop: float = 0.3
    confirmations: int = 2
    most_postings: int = 0
    most_minutes: int = 0
    closed_marks: tuple[str, ...] = ()
    any_certificate: str = ""

    @property
    def limits(self) -> Limits:
        """What a plausible run looks like."""
        return Limits(
            floor=self.floor,
            max_drop=self.max_drop,
            confirmations=self.confirmations,
            most_postings=self.most_postings,
            most_minutes=self.most_minutes,
        )


def is_own(host: str | None, hosts: Iterable[str]) -> bool:
    """Whether a host is one of these or a subdomain of one, in any case, with a trailing dot or without."""
    name = "." + (host or "").rstrip(".").casefold()
    return any(name.endswith("." + own.rstrip(".").casefold()) for own in hosts if own)


def crawled() -> list[str]:
    """The names of the sources that are crawled, in the register's order."""
    return [name for name, board in register().items() if not board.off]


def has_module(board: Board) -> bool:
    """Whether a module reads the source; one that is off may have none."""
    return bool(board.platform) or find_spec(f"{SPIDERS}.{board.name}") is not None


def own_register() -> Path:
    """The operator's own register; its tables are added to the program's, and replace those of the same name."""
    return own_folder() / REGISTER.name


@cache
def register(path: Path | None = None) -> Mapping[str, Board]:
    """Every source by name, of one file or of the program's and the operator's own.

    Raises `RegisterError` naming the file, the line, the cause and the cure.
    """
    if path is not None:
        return MappingProxyType(_boards(path))
    own = own_register()
    return MappingProxyType(_boards(REGISTER) | (_boards(own) if own.is_file() else {}))


def _boards(path: Path) -> dict[str, Board]:
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark of its encoding
    except (OSError, UnicodeDecodeError) as error:
        raise RegisterError(f"{path} cannot be read ({error}): mend it, or take it away") from None
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RegisterError(f"{path}: {error}") from None
    return {name: _board(path.name, text, name, table) for name, table in tables.items()}


def _board(file: str, text: str, name: str, table: Any) -> Board:
    known = {field.name: field for field in fields(Board) if field.name != "name"}

    def mistake(key: str, problem: str) -> RegisterError:
        return RegisterError(f"{file}, line {_line(text, name, key)}: [{name}] {problem}")

    if not isinstance(table, dict):
        raise mistake("", "is not a table: write [NAME] and its keys below it")
    for key, value in table.items():
        if key not in known:
            raise mistake(key, f"has an unknown key {key!r}: known are {', '.join(known)}")
        if not _fits(known[key].type, value):
            raise mistake(key, f"{key} = {value!r} should be {_shape(known[key].type)}")
    missing = [key for key, field in known.items() if field.default is MISSING and key not in table]
    if missing:
        raise mistake("", f"lacks {', '.join(missing)}")
    unknown = sorted(set(table["tags"]) - TAGS)
    if unknown:
        raise mistake("tags", f"has an unknown tag {unknown[0]!r}: known are {', '.join(sorted(TAGS))}")
    for key, problem in _disarmed(table):
        raise mistake(key, problem)
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    return Board(name=name, **values)


def _disarmed(table: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Values that would close everything, believe anything or crash a run."""
    platform = table.get("platform", "")
    if platform and not (PLATFORMS / f"{platform}.py").is_file():
        yield "platform", f"unknown platform {platform!r}: there is no platforms/{platform}.py"
    if table.get("address_is", SURE[0]) not in SURE:
        yield "address_is", f"address_is must be one of {', '.join(SURE)}"
    if table.get("confirmations", 1) < 1:
        yield "confirmations", "confirmations must be 1 or more: an absence has to be seen to count"
    for key in ("floor", "most_postings", "most_minutes"):
        if table.get(key, 0) < 0:
            yield key, f"{key} must not be negative"
    if not 0 < table.get("max_drop", 0.3) <= 1:
        yield "max_drop", "max_drop is a share above 0 and up to 1: 0.3 believes a fall of 30 %"
    for pattern in table.get("closed_marks", ()):
        try:
            re.compile(pattern)
        except re.error as error:
            yield "closed_marks", f"closed_marks: {pattern!r} is no regular expression ({error})"
    host = urlsplit(table.get("start", "").split(" ")[0]).hostname or ""
    hosts = table.get("hosts", [])
    if host and hosts and not is_own(host, hosts):
        yield "start", f"start is on {host}, which is none of its hosts ({', '.join(hosts)})"


def _fits(annotation: object, value: object) -> bool:
    match annotation:
        case "str":
            return isinstance(value, str)
        case "int":
            return isinstance(value, int) and not isinstance(value, bool)
        case "float":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case _:
            return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _shape(annotation: object) -> str:
    names = {"str": "a text", "int": "a whole number", "float": "a number"}
    return names.get(str(annotation), "a list of texts")


def _line(text: str, name: str, key: str) -> int:
    """The line of a key in a table, or of the table's own heading, counted from 1."""
    inside = False
    heading = 1
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith("["):
            inside = line.strip().startswith(f"[{name}]")
            heading = number if inside else heading
        elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return heading
