"""Workday's addresses: what people read, what its interface answers on, and the id at the end of both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from unionjobs_scraper.boards import Board
from unionjobs_scraper.platforms.json_answers import text

INTERFACE = re.compile(r"^/wday/cxs/(?P<tenant>[^/]+)/(?P<site>[^/]+)/(?P<rest>.+)$")
LANGUAGE = re.compile(r"^[a-z]{2}(?:-[A-Z]{2})?$")
COPY = r"-\d{1,2}"
"""The mark of a copy of a requisition; ids may end in digits of their own, so it is never cut blindly."""


def requisition(path: str, stated: Iterable[object] = ()) -> str:
    """The id at the end of a slug; `stated` are fields that may say it without the mark of a copy."""
    slug = path.rpartition("/")[2]
    tail = slug.rpartition("_")[2] if "_" in slug else ""
    for number in filter(None, map(text, stated)):
        if re.fullmatch(rf"{re.escape(number)}(?:{COPY})?", tail):
            return number
    return tail


def may_be_copy(number: str) -> bool:
    """Whether an id ends in what may be the mark of a copy."""
    return re.search(rf"\w{COPY}$", number) is not None


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting's public page."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    tenant, site, rest = steps(host, parts.path)
    place = rest[1] if rest[0] == "job" and len(rest) > 2 else "x"
    return f"https://{host}/wday/cxs/{tenant}/{site}/job/{place}/{rest[-1]}"


def steps(host: str, path: str) -> tuple[str, str, list[str]]:
    """Tenant, site and the rest of a public address, of both forms of host."""
    found = [step for step in path.split("/") if step and not LANGUAGE.match(step)]
    if found[:1] == ["recruiting"]:
        return found[1], found[2], found[3:] or [""]
    return host.partition(".")[0], found[0], found[1:] or [""]


def public(url: str) -> str:
    """The public address of the site that an interface's address belongs to."""
    parts = urlsplit(url)
    at, host = INTERFACE.match(parts.path), parts.hostname or ""
    tenant, site = (at["tenant"], at["site"]) if at else ("", "")
    own = host.endswith(".myworkdayjobs.com")
    return f"https://{host}/{site}" if own else f"https://{host}/recruiting/{tenant}/{site}"


def same(listed_id: str, number: str) -> bool:
    """A row that does not state its number keeps the mark of a copy, which the posting's page leaves out."""
    return listed_id == number or re.fullmatch(re.escape(number) + COPY, listed_id) is not None
