"""The next page of a list, by the links that site builders agree on."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.visible import base_of

NEXT = "a[rel~=next], link[rel~=next], li.pager__item--next a, li.pager-next a, a.next.page-numbers, a.nextpostslink"
"""HTML's own link type, Drupal's pager and WordPress's."""


def next_pages(response: TextResponse) -> Iterator[Request]:
    """A request for the next page of the same site, where the page links to one."""
    for link in response.css(NEXT):
        url = urldefrag(absolute(link.attrib.get("href", ""), base_of(response))).url
        if url and url != response.url and urlsplit(url).hostname == urlsplit(response.url).hostname:
            yield Request(url)
            return
