"""What a failed request or an unexpected page means, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from unionjobs_scraper.crawl.httpcache import CONFIRMED
from unionjobs_scraper.crawl.network import words_for
from unionjobs_scraper.crawl.robots import RobotsUnreadable
from unionjobs_scraper.lifecycle.settling import CONFIRMATION_GAP
from unionjobs_scraper.reading.blocking import REFUSING, wall


def age_of(response: Response) -> timedelta:
    """How old an answer is by its own account (the header Age, RFC 9111): some cache on the way kept it."""
    said = (response.headers.get("Age") or b"").strip()
    return timedelta(seconds=int(said)) if said.isdigit() and len(said) < 10 else timedelta()


def from_cache(response: Response) -> bool:
    """Whether an answer is no evidence of today: from Scrapy's cache without the site's own word (304), or old."""
    return ("cached" in response.flags and not confirmed(response)) or age_of(response) >= CONFIRMATION_GAP


def confirmed(response: Response) -> bool:
    """Whether the answer is a kept page of which the site said in this run that it is unchanged (304)."""
    return CONFIRMED in response.flags


def first_address(response: Response) -> str:
    """The address that was asked for, before any redirect."""
    redirects: Iterable[str] = response.meta.get("redirect_urls", ())
    return next(iter(redirects), response.url)


def why(failure: Failure) -> tuple[str, str, bool]:
    """The address, the cause in words, and whether it is a refusal."""
    _let_go(failure)
    request: Request | None = getattr(failure, "request", None)
    address = request.url if request else ""
    error = failure.value
    if isinstance(error, HttpError):
        response = error.response
        target = (response.headers.get("Location") or b"").decode("latin-1")
        words = wall(response) or f"HTTP {response.status}" + (f" to {target}" if target else "")
        return (
            address,
            words,
            bool(wall(response)) and (response.status in REFUSING or response.status == 503),
        )
    if isinstance(error, IgnoreRequest):
        return address, str(error), "robots.txt" in str(error) and not isinstance(error, RobotsUnreadable)
    return address, words_for(error), False


def _let_go(failure: Failure) -> None:
    """Frees what the functions held in which the error arose: half an unpacked bomb, until some collection later."""
    failure.cleanFailure()  # type: ignore[no-untyped-call]
    error: BaseException | None = failure.value
    while error is not None:
        error.__traceback__ = None  # frames are not cleared: one of them may be a coroutine that waits for this answer
        error = error.__cause__ or error.__context__
