"""Conditional requests for list pages: the site is asked every time, and may answer "unchanged" (HTTP 304).

Scrapy's own cache middleware and policy, held to one rule: no page is ever taken without the site's word, given in
this run. Only list pages are kept: they are asked for in every run, while a posting's page is asked for when
the run wants to know what it says now. What a confirmed page may prove is narrower still (`crawl/run.py`): that
postings are there, never that one is missing.
"""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcache import HttpCacheMiddleware
from scrapy.extensions.httpcache import RFC2616Policy
from scrapy.http import Response

from unionjobs_scraper.crawl.cached_pages import CachedPages
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.lifecycle.verdict import Verdict

CONDITIONAL = "conditional"
"""Key of `Request.meta`: this page is asked for in every run, so it is worth keeping."""
CONFIRMED = "confirmed"
"""Flag of a response: the site said in this run that the kept page is current."""
VALIDATORS = (b"If-None-Match", b"If-Modified-Since")
LARGEST = 4 * 1024 * 1024
"""Bytes as sent; a larger page is not kept."""


class AskFirst(RFC2616Policy):
    """Keeps list pages that carry a validator, and calls none of them fresh, whatever its max-age says."""

    def should_cache_request(self, request: Request) -> bool:
        """Whether the page is a list page."""
        return bool(request.method == "GET" and request.meta.get(CONDITIONAL) and super().should_cache_request(request))

    def should_cache_response(self, response: Response, request: Request) -> bool:
        """Whether the site could confirm the page later, and does not forbid to keep it."""
        said = b",".join(response.headers.getlist("Cache-Control")).lower()
        return (
            response.status == 200
            and b"no-store" not in said
            and response.headers.get("Vary") != b"*"
            and bool(response.headers.get("ETag") or response.headers.get("Last-Modified"))
            and len(response.body) <= LARGEST
        )

    def is_cached_response_fresh(self, cachedresponse: Response, request: Request) -> bool:
        """Never; the request gets the page's validators."""
        self._set_conditional_validators(request, cachedresponse)
        return False

    def is_cached_response_valid(self, cachedresponse: Response, response: Response, request: Request) -> bool:
        """Whether the site says so: a failing site says nothing."""
        return response.status == 304


class Conditional(HttpCacheMiddleware):
    """Scrapy's middleware; marks what the site confirmed, and recovers from no error with an old page."""

    def process_request(self, request: Request) -> Request | Response | None:  # type: ignore[override]
        """Asks with the kept page's validators; those of an earlier try or of another address are forgotten."""
        for name in VALIDATORS:
            request.headers.pop(name, None)
        return super().process_request(request)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Returns the answer, the confirmed page, or a plain request where a 304 confirms nothing."""
        kept: Response | None = request.meta.get("cached_response")
        if response.status == 304 and kept is None:
            return self._asked_plainly(request, response)
        if response.status == 304 and kept is not None:
            kept.headers.pop("Age", None)  # the age of the answer that confirms counts, not that of old
        answer = super().process_response(request, response)
        if answer is kept and response.status == 304:
            kept.flags.append(CONFIRMED)
            self.stats.inc_value("unionjobs/list/confirmed")
            self.stats.inc_value("unionjobs/list/bytes_saved", len(kept.body))
        return answer

    def process_exception(self, request: Request, exception: Exception) -> None:  # type: ignore[override]
        """An error stays one: a page of yesterday is no answer."""
        request.meta.pop("cached_response", None)

    def spider_closed(self, spider: Spider) -> None:
        """Keeps this run's pages when nothing is left to find out; else the next run reads them whole."""
        run = self.crawler.get_extension(Run)
        outcome = run.outcome if run else None
        if isinstance(self.storage, CachedPages):
            complete = outcome is not None and outcome.judgement.verdict is Verdict.COMPLETE
            self.storage.settle(keep=complete and outcome is not None and not outcome.undecided)
        super().spider_closed(spider)

    def _asked_plainly(self, request: Request, response: Response) -> Request | Response:
        if request.meta.get("dont_cache"):
            return response
        self.stats.inc_value("unionjobs/list/confirmed_nothing")
        again = request.replace(dont_filter=True, meta={**request.meta, "dont_cache": True})
        for name in VALIDATORS:
            again.headers.pop(name, None)
        again.headers["Cache-Control"] = "no-cache"
        return again
