"""PageUp, https://careers.pageuppeople.com/{id}/{site}/{language}/ or an own host: the classic careers site.

List       latest_jobs.rss: RSS, every posting whole, no paging; an empty board has a channel without items. Where
           `start` names …/listing/ instead, that page is read: rows with `a.job-link`, `span.location` and
           `span.close-date`, and a link "More Jobs" whose count is what remains after the page.
Posting    /job/{number}[/{slug}], HTML: `#job-content` with `h2`, `.work-type`, `.location`, `.categories`,
           `#job-details`, and `time` in `.open-date` and `.close-date`. No JSON-LD.
Identity   the number in the address (`refNo`).
Closed     the posting leaves the list. Its address answers 200 with an empty `#job-content` and a sentence that
           no more can be said of the job; the same for a number that never was.
Fields     read: title, link, pubDate, category, description, closingDate, location (each; levels from large to small),
           workType, applyLink. Not read: the channel's own `description` of an item (a teaser), subCategory,
           businessLayer1 (an administrator's note on some boards), a10:updated.
Quirks     `remove_namespaces` makes two elements of the same name out of `description` and `job:description`; the
           longer is the posting. An employer is only in the page's og:site_name.
Tenant     {id}/{site}/{language}, as in 1083/cw/en. The newer product (*.careersite.pageuppeople.com) is another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.gazetteer import find_country, find_region, region_in
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.facts_in_words import marked, places, workplace
from unionjobs_scraper.platforms.json_answers import ensure_whole, misread, plain
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.platforms.posting_links import beside, posting_links, words
from unionjobs_scraper.platforms.xml_answers import element, feed, is_feed
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text, blocks

HOST = "careers.pageuppeople.com"
FEED = "latest_jobs.rss"
LANGUAGE = r"[a-z]{2}(?:-[a-z]{2,4})?"
SITE = rf"c[a-z]?w/{LANGUAGE}"
"""A careers site and its language; the system's host has an employer's number before, own hosts may lack the site."""
JOB = re.compile(rf"^(?P<site>(?:(?:/\d+)?/c[a-z]?w)?/{LANGUAGE})/job/(?P<id>\d+)(?:/[^?#]*)?$", re.IGNORECASE)
UNKNOWN = re.compile(r"can['’]t\s+provide\s+additional\s+information\s+about\s+this\s+job", re.IGNORECASE)
"""What the page of a removed posting says in place of the posting."""


def is_whole(board: Board) -> bool:
    """Whether the board is read from its feed."""
    return not urlsplit(board.start).path.rstrip("/").endswith("/listing")


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of a page of the list. Raises `LayoutChanged` or `TruncatedPage`."""
    found = _links(response)
    if not found and not declared_empty(response, board):
        raise misread(response, "no link to /job/{number}, and no words that there are none")
    ensure_whole(response)
    for link in found:
        url, title = _public(response.urljoin(link.attrib["href"])), words(link)
        if title:
            where = words(link.xpath("ancestor::*[self::tr or self::li or self::div][1]").css(".location")[:1])
            yield Listed(source_id=_number(url), url=url, title=title, location_text=where)
        else:
            yield LeftOut(reason="no-title", words=url)
    yield from beside(response, _public)


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The page that "More Jobs" leads to; the feed has no further one."""
    more = response.css("a.more-link[href]")[:1]
    if more and not is_feed(response, "rss") and _remaining(response):
        yield Request(response.urljoin(more.attrib["href"]))


def declared_empty(response: TextResponse, board: Board) -> str:
    """A feed without items, or the words of a page without rows."""
    if is_feed(response, "rss"):
        return "" if _items(response) else "channel without item"
    return "" if _links(response) else none_open(response)


def stated_total(response: TextResponse, board: Board) -> int | None:
    """Rows and remainder of the first page; later pages do not say how many came before them."""
    first = not urlsplit(response.url).query or "page=1&" in f"{urlsplit(response.url).query}&"
    remaining = _remaining(response) if first and not is_feed(response, "rss") else None
    return len(_links(response)) + remaining if remaining is not None else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting | LeftOut]:
    """Every posting of the feed, or the one of its own page. Raises `LayoutChanged` or `TruncatedPage`."""
    if JOB.match(urlsplit(response.url).path):
        yield _from_page(response, board, row)
        return
    items = _items(response)
    for item in items:
        url, title = (
            _public(urljoin(response.url, element(item, "link") or element(item, "guid"))),
            element(item, "title"),
        )
        if url and title:
            yield marked(_posting(item, url, title, board))
        else:
            yield LeftOut(reason="no-title" if url else "no-address", words=title or element(item, "guid"))


def _items(response: TextResponse) -> list[Selector]:
    return list(feed(response, "rss").xpath("//channel/item"))


def _posting(item: Selector, url: str, title: str, board: Board) -> JobPosting:
    where = [_place(each, board.country) for each in _split(element(item, "location"))]
    body = max(item.xpath("./description/text()").getall(), key=len, default="")
    kind = element(item, "workType")
    return JobPosting(
        source_id=_number(url),
        url=url,
        title=title,
        department=element(item, "category"),
        location_text=places(where, workplace(kind, *where)),
        date_posted_text=_stamp(element(item, "pubDate")),
        valid_through_text=_stamp(element(item, "closingDate")),
        employment_text=kind,
        apply_url=element(item, "applyLink") or url,
        description=plain(body, url),
    )


def _from_page(response: TextResponse, board: Board, row: Listed | None) -> JobPosting:
    url = _public(response.url)
    content = response.css("#job-content")[:1]
    gone = UNKNOWN.search(words(content) or words(response.css("body")))
    title = words(content.css("[itemprop=title]")[:1] or content.css("h1, h2, h3")[:1])
    text = clean_text("\n\n".join(as_text(blocks(each, response.url)) for each in response.css("#job-details")[:1]))
    if gone and not text:
        return JobPosting(source_id=_number(url), url=url, title=row.title if row else "", closing_mark=gone.group())
    if not title or not text or (row and row.source_id != _number(url)):
        raise misread(response, "#job-content with a heading and #job-details were expected")
    where = [_place(each, board.country) for each in _split(words(content.css(".location")[:1]))]
    kind = words(content.css(".work-type")[:1])
    apply = content.css("a.apply-link::attr(href), a[href*='/apply/']::attr(href)").get()
    return JobPosting(
        source_id=_number(url),
        url=url,
        employer=clean_line(response.css("meta[property='og:site_name']::attr(content)").get("")),
        title=title,
        department=words(content.css(".categories")[:1]),
        location_text=places(where, workplace(kind, *where)),
        date_posted_text=_day(response, ".open-date"),
        valid_through_text=_day(response, ".close-date"),
        employment_text=kind,
        apply_url=response.urljoin(apply) if apply else url,
        description=text,
    )


def _links(response: TextResponse) -> list[Selector]:
    return posting_links(response, _public) if not is_feed(response, "rss") else []


def _remaining(response: TextResponse) -> int | None:
    """How many postings follow the page; None where it does not say."""
    count = words(response.css("a.more-link .count")[:1]).replace(",", "").replace(".", "")
    return int(count) if count.isdecimal() else None


def _public(address: str) -> str:
    """The address without the slug, which follows the title; empty for another page's."""
    at, job = urlsplit(address), JOB.match(urlsplit(address).path)
    return f"https://{at.hostname}{job['site']}/job/{job['id']}" if job else ""


def _number(url: str) -> str:
    return url.rpartition("/")[2]


def _split(text: str) -> list[str]:
    """Several places: commas part them where levels are parted by bars, else they belong to the place."""
    return [each for each in re.split(r"[;,]" if "|" in text else r";", text) if each.strip()]


def _place(text: str, home: str) -> str:
    """A place by levels, from large to small, as words: `VIC|Melbourne` is Melbourne, VIC, AUS."""
    *above, spot = (clean_line(level) for level in text.split("|"))
    country = next((each for each in above if len(each) > 3 and find_country(each)), "")
    region = next((each for each in reversed(above) if region_in(each, find_country(country) or home)), "")
    region = region or next((each for each in reversed(above) if each != country and find_region(each, home)[0]), "")
    known = country or (home if region_in(region, home) else "")
    return place_text(spot, region, known) if above else spot


def _stamp(said: str) -> str:
    """A moment in UTC as ISO 8601, whose day where the board is at home follows from it; other words as they are."""
    try:
        moment = parsedate_to_datetime(re.sub(r"\bZ$", "+0000", said))
    except (ValueError, TypeError):
        return said
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else said


def _day(response: TextResponse, name: str) -> str:
    """A date of the page, in its words: its `time` element has the same moment in UTC, which may be the next day."""
    found = response.css(f"#job-content {name}")[:1]
    return words(found) or found.css("time::attr(datetime)").get("")


def list_requests(board: Board) -> Iterator[Request]:
    """The feed, or the listing that `start` names."""
    yield Request(board.start or f"https://{HOST}/{board.tenant}/{FEED}")


PLATFORM = Platform(
    name="pageup",
    domains=("pageuppeople.com",),
    openings=(
        r"careers\.pageuppeople\.com/(\d+)/c[a-z]?w/[\w-]+/job/(\d+)",
        r"\bsecure\.(?:\w+\.)?pageuppeople\.com/apply/(\d+)/gateway/.*[?&]ljobid=(\d+)",
    ),
    addresses=(
        Address.of(rf"careers\.pageuppeople\.com/(?P<t>\d+/{SITE})(?=/|$)", tenant="{t}", lower=True),
        # the same paths on a host of the employer's
        Address.of(
            rf"(?P<h>[\w.-]+)/(?P<s>{SITE})/(?:listing|job|filter|search|latest_jobs\.rss)\b",
            start=f"https://{{h}}/{{s}}/{FEED}",
        ),
        Address.of(
            rf"(?P<h>[\w.-]+)/(?P<s>{LANGUAGE})/(?:listing/?(?=[?#]|$)|latest_jobs\.rss)",
            start=f"https://{{h}}/{{s}}/{FEED}",
        ),
    ),
    list_url=f"https://{HOST}/{{tenant}}/{FEED}",
    list_requests=list_requests,
    listed=listed,
    links=links,
    whole=is_whole,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
)
