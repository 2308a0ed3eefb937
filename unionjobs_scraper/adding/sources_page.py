"""docs/sources.md: every source that is crawled, those that are off, and those that cannot be read yet."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from unionjobs_scraper.boards import SURE, Board, register
from unionjobs_scraper.platforms import platforms

KNOWN = Path(__file__).parents[1] / "known_sources.toml"
PAGE = Path(__file__).parents[2] / "docs" / "sources.md"

INTRODUCTION = """\
# Sources

Made by `make generated` from `unionjobs_scraper/boards.toml` (the register) and
`unionjobs_scraper/known_sources.toml`: change those, then run it again.
"""
CRAWLED = """
## Crawled: {count} sources

`scrapy crawl SOURCE` takes a census of one, `scrapy crawlall` of all. The column *sure* says how sure the address of
the list is: {seen} were seen as lists, {derived} are derived (from postings' addresses, or from the key and how the
system makes addresses), {assumed} are assumed. `scrapy survey` tells which of them answer; `scrapy list -v` prints
this table.
"""
OFF = """
## Off: {count} sources

In the register and never asked for anything, each for its reason. `scrapy crawl SOURCE` repeats it.
"""
UNREAD = """
## Known, not in the register: {count} sources

In braces: the part of an address that changes from posting to posting.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A source of the field that is not in the register."""

    name: str
    country: str
    address: str
    by: str = ""
    """The source of the register that has its postings, or the system that it uses."""


def known_sources(path: Path = KNOWN) -> dict[str, dict[str, Known]]:
    """What is known of the sources outside of the register: reason, id, source."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        table["reason"]: {name: Known(**facts) for name, facts in table["sources"].items()} for table in tables.values()
    }


def page() -> str:
    """The text of docs/sources.md."""
    boards = list(register().values())
    return "\n".join([INTRODUCTION, *_register(boards), *_unread(), ""]).replace("\n\n\n", "\n\n")


def write_page() -> None:
    """Writes docs/sources.md."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def _register(boards: Sequence[Board]) -> Iterator[str]:
    on = [board for board in boards if not board.off]
    off = [board for board in boards if board.off]
    sure = Counter(board.address_is for board in on)
    yield CRAWLED.format(count=len(on), **{word: sure[word] for word in SURE})
    yield from _table(
        ("source", "title", "country", "read by", "address or key", "sure", "evidence"),
        ((b.name, b.title, b.country, reader(b), _address(b), b.address_is, b.evidence) for b in on),
    )
    yield OFF.format(count=len(off))
    yield from _table(
        ("source", "title", "country", "would be read by", "why it is off", "evidence"),
        ((b.name, b.title, b.country, reader(b), b.off, b.evidence) for b in off),
    )


def reader(board: Board) -> str:
    """The file that reads a source."""
    return board.platform or f"spiders/{board.name}.py"


def list_address(board: Board) -> str:
    """The address of a source's list, else the key from which its system's requests are made."""
    known = platforms().get(board.platform)
    return board.start or (known.list_address(board) if known and board.tenant else "") or board.tenant


def _address(board: Board) -> str:
    address = list_address(board)
    return " ".join(map(_link, address.split())) if "://" in address else f"`{address}`"


def _unread() -> Iterator[str]:
    groups = known_sources()
    yield UNREAD.format(count=sum(map(len, groups.values())))
    for reason, sources in groups.items():
        yield f"\n### {reason[0].upper()}{reason[1:]}\n"
        yield from _table(
            ("name", "country", "address", "by"),
            ((each.name, each.country, _link(each.address), each.by) for each in sources.values()),
        )


def _link(address: str) -> str:
    return f"`{address}`" if "{" in address else f"<{address}>"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from map(_row, rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
