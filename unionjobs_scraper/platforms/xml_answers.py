"""Answers in XML: a feed is read whole or not at all."""

from __future__ import annotations

import re

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.errors import TruncatedPage
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.platforms.json_answers import misread

BARE = re.compile(r"(?:<\?xml[^>]*>)?\s*<[\w:-]+[^<>]*/>")
"""A feed of nothing but its root."""


def is_feed(response: TextResponse, root: str) -> bool:
    """Whether an answer is XML with this root element."""
    head = response.text[:2000].lstrip("\ufeff \t\r\n")
    return head.startswith("<") and f"<{root}" in head and "<html" not in head.lower()


def feed(response: TextResponse, root: str) -> Selector:
    """The feed without namespaces. Raises `LayoutChanged`, `BlockedPage`, or `TruncatedPage` without its end."""
    if not is_feed(response, root):
        raise misread(response, f"XML with <{root}> was expected")
    text = response.text.strip("\ufeff \t\r\n")
    while text.endswith("-->") and "<!--" in text:
        text = text[: text.rindex("<!--")].rstrip()
    if not text.endswith(f"</{root}>") and not BARE.fullmatch(text):
        raise TruncatedPage(response.url, f"the feed stops before its end: no </{root}>")
    found = Selector(body=response.text.encode(), encoding="utf-8", type="xml")
    found.remove_namespaces()
    return found


def element(part: Selector, name: str) -> str:
    """The text of the first element of that name below a part, as one clean line."""
    return clean_line(part.xpath(f"string(./{name}[1])").get(""))
