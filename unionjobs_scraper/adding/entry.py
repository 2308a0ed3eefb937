"""The table of the register that a new source gets: its name, its text, its place in boards.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from urllib.parse import urlsplit

from unionjobs_scraper.adding.toml_text import toml_text
from unionjobs_scraper.boards import SURE, Board, is_own

COUNTRY_TAGS = {"US": "us", "CA": "ca", "GB": "uk", "AU": "au"}
PLAIN = re.compile(r"^(?:https?://)?(?:www\d?|jobs|careers|apply|recruiting)\.", re.IGNORECASE)
SECOND_LEVEL = re.compile(r"\.(?:org|com|co|net|gov|ac)(?:\.[a-z]{2})?$|\.[a-z]{2,12}$", re.IGNORECASE)
ORDER = (
    "title", "country", "tags", "platform", "tenant", "start", "hosts", "evidence", "address_is",
    "employer", "region", "for_all", "floor", "max_drop", "confirmations", "closed_marks", "any_certificate", "off",
)  # fmt: skip
"""The keys in the order of the register's tables."""
TABLE = re.compile(r"^\[([\w-]+)\]\s*$", re.MULTILINE)


def name_of(key: str, address: str, platform: str) -> str:
    """A name for the source: its key on the platform, else its site's name, else platform and key's beginning."""
    host = (urlsplit(address).hostname or "").rstrip(".")
    if key:
        words = SECOND_LEVEL.sub("", PLAIN.sub("", key)) if "." in key else key
    else:
        words = SECOND_LEVEL.sub("", PLAIN.sub("", host))
    name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return name or platform


def module_name(name: str) -> str:
    """The name as Python takes it for a module: a source with a file of its own has no hyphens."""
    plain = re.sub(r"\W+", "_", name.lower()).strip("_")
    return f"site_{plain}" if not plain or plain[0].isdigit() else plain


def tags_of(kind: str, country: str) -> tuple[str, ...]:
    """The register's tags: what the source is, and its country where that has a tag."""
    return tuple(filter(None, (kind, COUNTRY_TAGS.get(country, ""))))


def twin(board: Board, known: Mapping[str, Board]) -> str:
    """The source of the register that is this one already; empty when there is none."""
    if board.name in known:
        return board.name
    for other in known.values():
        same_key = board.tenant and board.tenant.casefold() == other.tenant.casefold()
        if board.platform and board.platform == other.platform and same_key and board.start in ("", other.start):
            return other.name
        if board.start and _bare(board.start) in map(_bare, other.start.split()):
            return other.name
        if board.platform in ("", "careers_page", "job_posting") and _own_file_covers(board, other):
            return other.name
    return ""


def _own_file_covers(board: Board, other: Board) -> bool:
    """A site with a file in spiders/ is read once, whichever of its addresses is given."""
    hosts = board.hosts or (urlsplit(board.start).hostname or "",)
    return not other.platform and any(is_own(host, other.hosts) for host in hosts)


def _bare(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address).rstrip("/").casefold()


def table(board: Board, seen: str) -> str:
    """The table as text, with where the source was seen: its list was read there."""
    board = replace(board, evidence=seen, address_is=board.address_is or SURE[0])
    usual = {field.name: field.default for field in fields(Board)}
    stated = {key: getattr(board, key) for key in ORDER if getattr(board, key) != usual.get(key)}
    return toml_text({board.name: stated})


def placed(register: str, entry: str, board: Board, known: Iterable[Board]) -> str:
    """The register's text with the new table after the last one of its platform, else at the end."""
    like = {other.name for other in known if other.platform == board.platform}
    starts = [match.start() for match in TABLE.finditer(register) if match[1] in like]
    if not starts:
        return f"{register.rstrip()}\n\n{entry}"
    after = re.compile(r"\n\s*\n").search(register, starts[-1])
    at = after.start() if after else len(register.rstrip())
    return f"{register[:at].rstrip()}\n\n{entry.rstrip()}\n{register[at:].rstrip()}\n".replace("\n\n\n", "\n\n")
