"""Documents are read beside the crawl: a long or hostile one holds up no other source."""

from __future__ import annotations

import asyncio

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from unionjobs_scraper.reading.document_text import READERS, kind_of
from unionjobs_scraper.reading.documents import TOO_LARGE, read_document

PLACES = asyncio.Semaphore(2)
"""Documents that are read at a time in the whole process; of one source it is one."""
MOST_EXHAUSTED = 3
"""Documents of a source that may exhaust what one may take; a run then reads no more of them."""


class Documents:
    """A downloader middleware that has a PDF or Word file read before the spider asks for its text."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._exhausted = 0

    async def process_response(self, request: Request, response: Response) -> Response:
        """The same response, whose text `read_document` now has at hand. Raises `IgnoreRequest`."""
        if kind_of(response.body) in READERS:
            async with self._turn, PLACES:
                await self._read(response.body)
        return response

    async def _read(self, body: bytes) -> None:
        if self._exhausted >= MOST_EXHAUSTED:
            raise IgnoreRequest(f"not read: {self._exhausted} documents of this site took more than one may take")
        document = await asyncio.to_thread(read_document, body)
        self._exhausted += document.problem == TOO_LARGE
