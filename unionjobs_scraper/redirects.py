"""Two postings whose pages lead to the same place are two answers, not one repeated request."""

from __future__ import annotations

from scrapy import Request
from scrapy.dupefilters import RFPDupeFilter


class DupeFilter(RFPDupeFilter):
    """Scrapy's filter, but for redirects: dropping those in silence would leave postings without an answer.

    REDIRECT_MAX_TIMES ends the loops that this lets through.
    """

    def request_seen(self, request: Request) -> bool:
        """Whether the request repeats an earlier one."""
        return not request.meta.get("redirect_times") and super().request_seen(request)
