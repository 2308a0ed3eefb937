"""Redirects that never leave a source in silence: each posting that was asked for gets an answer."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.dupefilters import RFPDupeFilter
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from unionjobs_scraper.boards import is_own


class Redirects(RedirectMiddleware):
    """Scrapy's middleware, but a redirect to a foreign host is not followed: the 3xx itself is the answer.

    Scrapy would drop the foreign request without a word to whoever asked. robots.txt alone may lead to another named
    host (RFC 9309, 2.3.1.2).
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Returns the request to follow, or the response."""
        followed = super().process_response(request, response)
        if not isinstance(followed, Request) or self._is_own(followed):
            return followed
        if not (_is_robots(request) and _is_named(followed)):
            return response
        followed.meta["allow_offsite"] = True
        return followed

    def _is_own(self, request: Request) -> bool:
        hosts = getattr(self.crawler.spider, "allowed_domains", None) or ()
        return not hosts or is_own(urlparse_cached(request).hostname, hosts)


def _is_robots(request: Request) -> bool:
    return request.callback is NO_CALLBACK and bool(request.meta.get("dont_obey_robotstxt"))


def _is_named(request: Request) -> bool:
    """Whether the host is a public name: no address in numbers, no name of one's own network, the usual port."""
    parts = urlparse_cached(request)
    host = (parts.hostname or "").rstrip(".")
    last = host.rpartition(".")[2]
    return "." in host and last.isalpha() and last not in PRIVATE_NAMES and parts.port in (None, 80, 443)


PRIVATE_NAMES = frozenset({"internal", "local", "localhost", "lan", "home", "corp", "test", "invalid"})
"""Last parts of names that no public host has (RFC 6761, 6762, 8375 and ICANN's reserved ones)."""

ROW = "of_a_row"
"""In `Request.meta` of a listed posting's own page: the census asks for it once, whatever its address."""


class DupeFilter(RFPDupeFilter):
    """Scrapy's filter, but for redirects and rows: two postings that lead to one place are two answers.

    REDIRECT_MAX_TIMES ends the loops that this lets through.
    """

    def request_seen(self, request: Request) -> bool:
        """Whether the request repeats an earlier one."""
        own_account = ROW in request.meta or request.meta.get("redirect_times")
        return not own_account and super().request_seen(request)
