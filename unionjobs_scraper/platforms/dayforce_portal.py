"""Dayforce's host: a board's page, the token that every visitor is handed, and the search that wants it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import JsonRequest, TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.platforms.json_answers import answer, misread, part, text
from unionjobs_scraper.reading.json_ld import loads

HOST = "jobs.dayforcehcm.com"
TOKEN = f"https://{HOST}/api/auth/csrf"
LANGUAGE = "en-US"


@dataclass(frozen=True, slots=True)
class Visit:
    """What the host hands out to a visitor."""

    token: str
    cookies: str


def visit(response: TextResponse) -> Visit | None:
    """What the host hands out, where the page is the one that does. Raises `LayoutChanged`."""
    if not hands_out(response):
        return None
    token = text(answer(response).get("csrfToken"))
    if not token:
        raise misread(response, "a csrfToken was expected")
    cookies = (each.decode("latin-1").partition(";")[0] for each in response.headers.getlist("Set-Cookie"))
    return Visit(token=token, cookies="; ".join(each for each in cookies if "=" in each))


def sent(request: Request, known: Visit, board: Board) -> Request:
    """A search with what was handed out; other pages need none of it."""
    if urlsplit(request.url).path.startswith("/api/geo/"):
        request.headers["X-CSRF-TOKEN"] = known.token
        request.headers["Cookie"] = known.cookies
    return request


def hands_out(response: TextResponse) -> bool:
    """Whether the page is the one that hands out the token."""
    return urlsplit(response.url).path == urlsplit(TOKEN).path


def is_board(response: TextResponse) -> bool:
    """Whether the page is one that people read."""
    return not urlsplit(response.url).path.startswith("/api/")


def before_search(response: TextResponse) -> bool:
    """Whether the page is one that comes before the search."""
    return is_board(response) or hands_out(response)


def ensure_board(response: TextResponse, board: Board) -> None:
    """Raises `LayoutChanged` where the page is not that of this client's board."""
    _, client, _ = of_address(board)
    site = query(page_data(response), "site-info")
    if text(part(site, "clientNamespace")).casefold() != client.casefold() or part(site, "isDisabled") is True:
        raise misread(response, f"the board of {client} in __NEXT_DATA__ was expected")


def public(board: Board) -> str:
    """The address of the board that people read."""
    return board.start.split("?")[0].rstrip("/") or f"https://{HOST}/{LANGUAGE}/{board.tenant}"


def of_address(board: Board) -> tuple[str, str, str]:
    """Language, client and board of the address that people read."""
    language, client, code, *_ = [*urlsplit(public(board)).path.strip("/").split("/"), "", "", ""]
    return language, client, code


def search(board: Board, first: int) -> Request:
    """The page of the search that starts with a row, counted from 0."""
    language, client, code = of_address(board)
    body = {
        "clientNamespace": client,
        "jobBoardCode": code,
        "cultureCode": language,
        "distanceUnit": 0,
        "paginationStart": first,
    }
    return JsonRequest(f"https://{HOST}/api/geo/{client}/jobposting/search", data=body)


def page_data(response: TextResponse) -> Any:
    """What a page's own program is handed; None where it has none."""
    return loads(response.xpath("//script[@id='__NEXT_DATA__']/text()").get("") or "null")


def query(data: Any, name: str) -> Any:
    """The answer that a page's data holds to one of its program's questions; None where it holds none."""
    keyed = ((each.get("queryKey"), part(each, "state", "data")) for each in queries(data))
    return next((found for key, found in keyed if isinstance(key, list) and key[:1] == [name]), None)


def queries(data: Any) -> list[dict[str, Any]]:
    """The questions of a page's program that its data answers."""
    found = part(data, "props", "pageProps", "dehydratedState", "queries")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
