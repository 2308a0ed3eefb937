"""Scrapy's download handler for a replay: every answer comes from the archive, none from the network."""

from __future__ import annotations

from datetime import timedelta

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from unionjobs_scraper.archive.visits import Visit
from unionjobs_scraper.archive.warc import Capture

VISIT = "ARCHIVED_VISIT"
"""The setting that hands the visit over."""
OF_THE_SENDING = frozenset({"content-encoding", "transfer-encoding", "content-length", "age"})
"""Headers of the body as it was sent; here it is unpacked, and has another age."""


class NotArchived(IgnoreRequest):
    """The visit holds no answer to a request. Says nothing of the page."""


class ArchiveHandler(BaseDownloadHandler):
    """Answers with what the visit captured."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        visit = crawler.settings[VISIT]
        assert isinstance(visit, Visit)
        self._visit = visit
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    async def download_request(self, request: Request) -> Response:
        """Raises `NotArchived`."""
        capture = self._visit.capture(request.url) if request.method == "GET" else None
        if capture is None:
            raise NotArchived("not in the archive")
        body = self._visit.archive.body(capture, self._most)
        if len(body) > self._most:
            raise NotArchived(f"larger than {self._most} bytes")
        headers = self._headers(capture)
        kind = responsetypes.from_args(headers=headers, url=request.url, body=body)
        return kind(url=request.url, status=capture.status, headers=headers, body=body)

    def _headers(self, capture: Capture) -> Headers:
        """The answer's own; its age is reckoned from the end of the visit, which is the run's time."""
        headers = Headers()
        age = self._visit.ended - capture.at
        for name, value in capture.headers:
            if name.lower() == "age" and value.isdigit() and len(value) < 10:
                age += timedelta(seconds=int(value))
            elif name.lower() not in OF_THE_SENDING:
                headers.appendlist(name, value)
        headers["Age"] = str(int(age.total_seconds()))
        return headers
