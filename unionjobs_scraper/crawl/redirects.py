"""Redirects that never leave a source in silence: each posting that was asked for gets an answer."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.dupefilters import RFPDupeFilter
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from unionjobs_scraper.boards import is_own


class Redirects(RedirectMiddleware):
    """Scrapy's middleware, but a redirect to a foreign host is not followed: the 3xx itself is the answer.

    Scrapy would drop the foreign request without a word to whoever asked.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Returns the request to follow, or the response."""
        followed = super().process_response(request, response)
        if isinstance(followed, Request) and not self._is_own(followed):
            return response
        return followed

    def _is_own(self, request: Request) -> bool:
        hosts = getattr(self.crawler.spider, "allowed_domains", None) or ()
        return not hosts or is_own(urlparse_cached(request).hostname, hosts)


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
