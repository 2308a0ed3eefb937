"""Boards whose list links to documents: job descriptions as PDF or Word files.

List       the register's `start`: any page with links to .pdf, .docx or .doc files; links to agreements,
           forms, policies and the like are no postings.
Posting    the document. What it is is read from its bytes. A scan, a locked or an old Word file gives a posting
           of title and link without a text, counted under `unionjobs/document/<problem>`.
Identity   the title, with its competition number where the link names one; the source stands for the
           employer. Never the file's address: files are replaced and come back as -1, _0, -8.
Closed     the link leaves the list.
Quirks     "Updated:" on a job description is the form's own history, not the posting's, and a plain "Date:" may
           be years old; the link may only say "Job description", with the title in the heading or the row around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from scrapy.http import HtmlResponse, Response, TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.platform import Platform
from unionjobs_scraper.reading import document_postings, link_lists
from unionjobs_scraper.reading.document_postings import document_title, identity
from unionjobs_scraper.reading.document_text import Kind, kind_of
from unionjobs_scraper.reading.documents import TOO_LARGE, read_document
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.neighbors import left_out
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.visible import base_of

ADDRESS = re.compile(r"^(?P<url>(?P<id>https?://[^?#]+\.(?:pdf|docx?|rtf))(?:\?[^#]*)?)$", re.IGNORECASE)
NO_POSTING = re.compile(
    r"""\b(?:agreements?|constitution|by-?laws|application\s+form|polic(?:y|ies)|benefits?\s+(?:summary|guide|booklet)
    |newsletters?|minutes|annual\s+report|handbook|brochure|privacy|code\s+of\s+conduct|pay\s+(?:grid|scale)s?
    |salary\s+(?:grid|scale)s?|how\s+to\s+apply|instructions?|map|expense|claim|form)\b""",
    re.IGNORECASE | re.VERBOSE,
)
COMPETITION = re.compile(
    r"\b(?:competition|posting|vacancy|reference|ref\.?|job)\s*(?:#|no\.?|number|id)?\s*[:#]?\s*(?P<number>[A-Z]{0,5}[-/]?\d[\w/-]*)",
    re.IGNORECASE,
)
FILE_TYPE = re.compile(r"\.(?:pdf|docx?|rtf)$", re.IGNORECASE)
FILE_TAIL = re.compile(r"(?:[-_ ]\d{1,2})?\.(?:pdf|docx?|rtf)$", re.IGNORECASE)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The links to documents, one row per title, and what stands beside them. Raises `LayoutChanged`."""
    if not isinstance(response, HtmlResponse):
        raise LayoutChanged(response.url, "the list should be an HTML page")
    rows = list(link_lists.rows(response, ADDRESS))
    kept = [named for row in rows if not NO_POSTING.search((named := _named(row)).title)]
    if not kept and not none_open(response):
        raise LayoutChanged(response.url, "no link to a PDF or Word job description, and no words that there is none")
    yield from kept
    base = base_of(response)
    links = ((link.root, ADDRESS.match(absolute(link.attrib["href"], base))) for link in response.css("a[href]"))
    yield from left_out({link: found["id"] for link, found in links if found})


def _named(row: Listed) -> Listed:
    """A row by its title, which a link that names none has in its file's name."""
    said = FILE_TYPE.sub("", row.title) or FILE_TAIL.sub("", unquote(urlsplit(row.url).path).rpartition("/")[2])
    said = said.replace("_", " ")
    said = said if " " in said else said.replace("-", " ").replace("+", " ")
    number = COMPETITION.search(said)
    title = document_title(COMPETITION.sub("", said) if number else said)
    return replace(row, source_id=identity(title, number["number"] if number else ""), title=title)


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a document that `as_page` has turned into a page. Raises `LayoutChanged`."""
    if response.xpath("/html/@data-document").get() is None:
        raise LayoutChanged(response.url, "a PDF or Word file was expected")
    item = document_postings.posting(
        response.selector,
        url=row.url if row else response.url,
        title=row.title if row else "",
        source_id=row.source_id if row else "",
    )
    if not item.title:
        raise LayoutChanged(response.url, "neither the list nor the document names the job")
    yield item


def as_page(response: Response) -> Response:
    """A document's answer as the page that its text makes; any other answer as it came. Raises `LayoutChanged`."""
    if kind_of(response.body) is Kind.OTHER:
        return response
    document = read_document(response.body)
    if document.problem == TOO_LARGE:
        raise LayoutChanged(response.url, "the document unpacks to more, or takes longer, than any job description")
    about = f'<html data-document="{document.kind}" data-problem="{document.problem}"'
    page = document.html.replace("<html", about, 1) or f"{about}></html>"
    return response.replace(cls=HtmlResponse, body=page.encode("utf-8", "replace"), encoding="utf-8")


def missing_text(page: TextResponse) -> str:
    """Why a document has no text, as `as_page` notes it; empty where it has."""
    return page.xpath("/html/@data-problem").get("")


PLATFORM = Platform(
    name="documents",
    any_host=True,
    listed=listed,
    links=OfPage(link_lists.next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
    as_page=as_page,
    missing_text=missing_text,
)
