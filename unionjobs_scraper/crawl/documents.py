"""Documents are read beside the crawl: a long or hostile one holds up no other source."""

from __future__ import annotations

import asyncio

from scrapy import Request
from scrapy.http import Response

from unionjobs_scraper.reading.document_text import READERS, kind_of
from unionjobs_scraper.reading.documents import read_document


class Documents:
    """A downloader middleware that has a PDF or Word file read before the spider asks for its text."""

    async def process_response(self, request: Request, response: Response) -> Response:
        """The same response, whose text `read_document` now has at hand."""
        if kind_of(response.body) in READERS:
            await asyncio.to_thread(read_document, response.body)
        return response
