"""The portal of a Paycom client: its page hands out a token and names the interface that has the jobs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import JsonRequest, TextResponse

from unionjobs_scraper.boards import Board, is_own
from unionjobs_scraper.platforms.json_answers import embedded, misread, part, text
from unionjobs_scraper.reading.json_ld import loads

HOST = "paycomonline.net"
PORTAL = f"https://www.{HOST}/v4/ats/web.php/portal/{{}}/"
SERVICE = f"https://portal-applicant-tracking.us-cent.{HOST}/"
"""The interface that every portal met so far names."""
SEARCH, DETAIL = "api/ats/job-posting-previews/search", "api/ats/job-postings/"
TAKE = 100
FILTERS: dict[str, Any] = {
    "distanceFrom": 0,
    "workEnvironments": [],
    "positionTypes": [],
    "educationLevels": [],
    "categories": [],
    "travelTypes": [],
    "shiftTypes": [],
    "otherFilters": [],
    "keywordSearchText": "",
    "location": "",
    "sortOption": "",
}
BOARD_PAGE = re.compile(r"/portal/(?P<key>[0-9a-f]{32})/career-page", re.IGNORECASE)
PUBLIC_PAGE = re.compile(r"/portal/(?P<key>[0-9a-f]{32})/jobs/(?P<id>\d+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a portal's page says of the interface: its address, the token for it, the language."""

    service: str
    token: str
    locale: str


def session(response: TextResponse) -> Session:
    """The session of a career page. Raises `LayoutChanged`, or `BlockedPage` at a wall."""
    host = embedded(response, "configsFromHost")
    library = host.get("libConfig")
    library = loads(library) if isinstance(library, str) else library
    service, token = text(part(library, "atsPortalMantleServiceUrl")), text(host.get("sessionJWT"))
    at = urlsplit(service)
    if not token or at.scheme != "https" or not is_own(at.hostname, (HOST,)):
        raise misread(response, f"a sessionJWT and an interface under {HOST} were expected in configsFromHost")
    return Session(service=service.rstrip("/") + "/", token=token, locale=text(part(library, "locale")) or "en-US")


def portal(board: Board) -> str:
    """The address below which a board's public pages are."""
    return PORTAL.format(board.tenant.lower())


def career_page(board: Board) -> str:
    """The page of a board that hands out the token."""
    return f"{portal(board)}career-page"


def search(url: str, skip: int) -> Request:
    """A page of the search. The body has every filter: with one missing the answer is an empty list."""
    return JsonRequest(url, data={"skip": skip, "take": TAKE, "filtersForQuery": FILTERS})


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting, given its public one."""
    page = PUBLIC_PAGE.search(url)
    return f"{SERVICE}{DETAIL}{page['id']}" if page else url


def authorized(request: Request, known: Session, board: str) -> Request:
    """The request to the interface that the portal names, with what it asks for; `board`: the career page."""
    request = request.replace(url=request.url.replace(SERVICE, known.service, 1))
    request.headers["Authorization"] = known.token
    request.headers["Locale"] = known.locale
    request.headers["Portal-Host-Referrer"] = board
    request.headers["Translation-Highlights"] = "false"
    return request
