"""Why a page cannot become a source, in words for the person who gave its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.reading.blocking import wall
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.visible import base_of

BUILDERS = (
    ("Wix", re.compile(r"static\.(?:parastorage|wixstatic)\.com|Wix\.com Website Builder", re.IGNORECASE)),
    ("Squarespace", re.compile(r"static1?\.squarespace\.com|\bSquarespace\b")),
    ("Webflow", re.compile(r"\bdata-wf-(?:page|site)=|website-files\.com")),
    ("Weebly", re.compile(r"\beditmysite\.com")),
    ("GoDaddy", re.compile(r"\bimg1\.wsimg\.com")),
    ("Framer", re.compile(r"\bframerusercontent\.com")),
    ("Google Sites", re.compile(r"\bsites\.google\.com")),
    ("Next.js", re.compile(r"id=[\"']__next[\"']")),
)
"""Site builders whose pages are made, wholly or in part, by script; by what their pages load."""
SHAPES = (
    ("an Airtable", r"(?:^|\.)airtable\.com$", r""),
    ("a Google form", r"^forms\.gle$|^docs\.google\.com$", r"^(?!/(?:spreadsheets|document|presentation))"),
    ("a Google spreadsheet", r"^docs\.google\.com$", r"^/spreadsheets"),
    ("a Google document", r"^docs\.google\.com$", r"^/document"),
    ("a Notion page", r"(?:^|\.)notion\.(?:so|site)$", r""),
    ("a Trello board", r"^trello\.com$", r""),
    ("a Microsoft form", r"^forms\.(?:office\.com|microsoft\.com)$|^forms\.cloud\.microsoft$", r""),
    ("a form of JotForm", r"(?:^|\.)jotform\.com$", r""),
    ("a form of Typeform", r"(?:^|\.)typeform\.com$", r""),
    ("a form of Cognito Forms", r"(?:^|\.)cognitoforms\.com$", r""),
    ("a form of Smartsheet", r"^app\.smartsheet\.com$", r""),
    ("a form of Wufoo", r"(?:^|\.)wufoo\.com$", r""),
    ("a form of Formstack", r"(?:^|\.)formstack\.com$", r""),
    ("a form of SurveyMonkey", r"(?:^|\.)surveymonkey\.com$", r""),
)
"""What lists nothing that a program can read: words, host, path."""
_SHAPES = tuple((words, re.compile(host), re.compile(path)) for words, host, path in SHAPES)
FEW_WORDS = 400
"""Characters of text below which a page is a shell that a script fills."""


def shape(address: str) -> str:
    """What an address leads to, where that is a form, a table or a document of a service; empty for others."""
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.")
    return next((words for words, on, path in _SHAPES if on.search(host) and path.search(parts.path)), "")


def why_unread(response: TextResponse) -> str:
    """Why nothing on a page was read as postings."""
    said = wall(response)
    if said:
        return f"the page is {said!r}, no list"
    for kind, verb in (("iframe", "shows"), ("a", "links to")):
        found = sorted({shape(address) for address in _addresses(response, kind)} - {""})
        if found:
            rows = "its rows are loaded by script" if "form" not in found[0] else "that lists nothing"
            return f"the page {verb} {' and '.join(found)}: {rows}"
    return _by_script(response) or "no list of postings was found on it, and no words that there is none"


def _addresses(response: TextResponse, kind: str) -> Iterator[str]:
    attributes = ("href",) if kind == "a" else ("src", "data-src", "data-lazy-src")
    for element in response.css(kind):
        yield from (absolute(element.attrib[name], base_of(response)) for name in attributes if name in element.attrib)


def _by_script(response: TextResponse) -> str:
    """That a page is made by script, and by what; empty where the server sends its text."""
    text = as_text(list(blocks(response.selector, response.url)))
    head = response.text[:500_000]
    builder = next((name for name, mark in BUILDERS if mark.search(head)), "")
    if len(text) < FEW_WORDS and (builder or response.css("script")):
        named = f" ({builder})" if builder else ""
        return f"the page is made by script{named}: the server sends {len(text)} characters of text and no posting"
    if builder:
        return f"no posting is in what the server sends; the page is made by script ({builder}) in parts"
    return ""
