"""POA (prison officers' union), https://www.poauk.org.uk: vacancies among its circulars.

List       /news-events/news-room/?category=1287, the newest circulars; most are about other things, so a page
           of circulars without a vacancy says that there is none. Older pages are not read: a vacancy's
           place is among the newest circulars.
Posting    the same address with `newsdetail={yyyymmdd}-{number}_{slug}` (earlier /index.php?circulars&…):
           "{circular} | {dd.mm.yyyy}", then prose. The title is in the link and in the slug.
Identity   `{yyyymmdd}-{number}`.
Closed     the circular is no longer among the newest.
Quirks     day first, dotted; posts are open to the union's own members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.reading import link_lists
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.article import article
from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.page import as_text

HOSTS = ("poauk.org.uk",)
ADDRESS = re.compile(
    r"^https?://(?:www\.)?poauk\.org\.uk/[^#]*[?&]newsdetail=(?P<id>\d{8}-\d+)_(?P<slug>[^&#]+)", re.IGNORECASE
)
VACANCY = re.compile(
    r"\bvacanc(?:y|ies)\b|\bpost\s+x\s*\d|\bjob\s+(?:advert|opportunity)|\brecruitment\s+of\b", re.IGNORECASE
)
CIRCULAR = re.compile(r"^\W*circ(?:ular)?\.?\s*\d+\s*(?:/\s*\d{4})?\s*[:–-]?\s*", re.IGNORECASE)
DATED = re.compile(r"^\d{1,3}(?:/\d{4})?\s*\|\s*(?P<date>\d{1,2}\.\d{1,2}\.\d{4})$")
BEHIND = re.compile(r"\s*(?:[:–-]\s*)?\b(?:post\s+x\s*\d.*|vacanc(?:y|ies)\b.*)$", re.IGNORECASE)
BEFORE = re.compile(
    r"^(?:job\s+)?vacanc(?:y|ies)\s*(?:[:–-]|for|of)*\s*(?:an?\s+|the\s+)?(?:post\s+of\s+)?", re.IGNORECASE
)


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The circulars that are vacancies. Raises `LayoutChanged` for a page without circulars."""
    circulars = list(link_lists.listed(response, ADDRESS, "/news-events/news-room/?newsdetail="))
    if not circulars:
        raise LayoutChanged(response.url, "no link to a circular (newsdetail=) on the page")
    for row in circulars:
        if isinstance(row, LeftOut):
            yield row
        elif _is_vacancy(row):
            yield Listed(source_id=row.source_id, url=row.url, title=job_title(row.title) or _slug_title(row.url))
        else:
            yield LeftOut(reason="no-vacancy", words=row.title, known=True)


def declared_empty(response: TextResponse, board: Board) -> str:
    """That the page's circulars are about other things, with the newest one's words."""
    circulars = list(link_lists.rows(response, ADDRESS))
    if not circulars or any(map(_is_vacancy, circulars)):
        return ""
    return f"circulars without a vacancy: {len(circulars)}; the newest: {circulars[0].title}"


def _is_vacancy(row: Listed) -> bool:
    return bool(VACANCY.search(row.title) or VACANCY.search(_slug_words(row.url)))


def job_title(said: str) -> str:
    """The job in a circular's heading: without the circular's number and the words about a vacancy."""
    bare = CIRCULAR.sub("", said)
    return BEHIND.sub("", BEFORE.sub("", bare)).strip(" -–:") or bare


def _slug_words(url: str) -> str:
    address = ADDRESS.match(url)
    return address["slug"].replace("-", " ") if address else ""


def _slug_title(url: str) -> str:
    return job_title(_slug_words(url)).title()


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a circular's page. Raises `LayoutChanged`."""
    address = ADDRESS.match(response.url)
    if not address or (row and address["id"] != row.source_id):
        raise LayoutChanged(response.url, f"the page of circular {row.source_id if row else '?'} was expected")
    about = article(response)
    lines = [line for block in about.blocks for line in block.lines]
    dated = next((found["date"] for line in lines[:8] if (found := DATED.match(line))), "")
    if not dated:
        raise LayoutChanged(response.url, 'no line such as "128 | 19.11.2018" at the head of the circular')
    body = [block for block in about.blocks if not DATED.match(block.line)]
    yield JobPosting(
        source_id=address["id"],
        url=row.url if row else response.url,
        title=(row.title if row else "") or _slug_title(response.url),
        date_posted_text=dated,
        valid_through_text=labelled(body).get("valid_through", ""),
        apply_url=apply_url(body, HOSTS),
        description=clean_text(as_text(body)),
    )


EXTRACTOR = Extractor(
    listed=listed,
    postings=postings,
    declared_empty=declared_empty,
    paging="older pages are not read",
)
