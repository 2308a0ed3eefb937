"""Union Jobs Clearinghouse, https://www.unionjobs.com: the main board for union staff jobs in North America.

List       /staffing_list.php, one page with everything: `div.organization` per employer (its `h3`), an
           `li` per posting with title, "(Posted: m/d/yyyy)" and, after the bracket, the state.
Posting    /listing.php?id=N, also on union-jobs.org with the same N. Typed by hand: `h4`s for employer,
           title (department after a `br`) and place, or everything in paragraphs. Older ones, in archives:
           /staff/{state}/{slug}.html, which is then their identity.
Identity   N. Not chronological; evergreen postings keep theirs for years and are edited in place.
Closed     the posting leaves the list. What its page then answers is not known: nothing is assumed.
Quirks     a footer link to social media; a "WHEN APPLYING" paragraph of the site's own on every page;
           the second header line is pay on some pages; stubs whose title links to the applicant system.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from itertools import chain
from operator import itemgetter
from sys import intern
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

from scrapy.http import TextResponse
from scrapy.utils.response import get_base_url

from unionjobs_scraper.boards import Board, is_own
from unionjobs_scraper.crawl.extractor import Extractor
from unionjobs_scraper.errors import LayoutChanged, TruncatedPage
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.header import LEAD_IN, Header, header_length, read_header
from unionjobs_scraper.reading.labels import labelled
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.page import Block, as_text, blocks
from unionjobs_scraper.reading.stream import each

HOSTS = ("unionjobs.com", "union-jobs.org")
CANONICAL = "https://www.unionjobs.com/listing.php?id={}"
STATIC = re.compile(r"/(?P<id>staff/[a-z]{2,20}/[\w.,~+-]{1,120}?)\.html?", re.IGNORECASE)
"""The path of a posting before there were numbers."""
POSTED = re.compile(r"\(\s*Posted:\s*(?P<date>[^)]*)\)\s*(?P<region>.*)$", re.IGNORECASE | re.DOTALL)
PLAIN_ADDRESS = re.compile(r"https://www\.unionjobs\.com/listing\.php\?id=(?P<id>[0-9]{1,12})")
"""The form that most links have; all others take ten times as long to read."""
HREF = re.compile(r"""\bhref\s{0,3}=\s{0,3}["']?([^"'\s<>]{1,300})""", re.IGNORECASE)
PAGE_ENDS = (re.compile(rb"</html\s*>"), re.compile(rb"union\s+jobs\s+clearinghouse\s*(?:\xc2?\xae|&reg;)"))
"""In lower case, so that each begins with plain letters: tried without case they take ten times as long."""
MASTHEAD = re.compile(
    r"""^(?:www\.)?unionjobs\.com$|^union\s+jobs\s+clearinghouse$|^(?:search|home|staffing\s+positions
    |geographical\s+links|national\s+listings|trades\s*&\s*apprenticeships|testimonials|information|comments
    |translate:?)$|^[|.)\s\w-]{0,12}\.(?:png|gif|jpe?g)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
SITE_FOOTER = re.compile(
    r"^\W*when\s+applying\b.*\b(?:union-?jobs|saw\s+this)|^©.*union\s+jobs\s+clearinghouse", re.IGNORECASE
)
NO_POSTINGS = re.compile(
    r"\bno\s+(?:current\s+)?(?:job\s+|staff(?:ing)?\s+)?(?:postings|listings|positions|openings)\b",
    re.IGNORECASE,
)


def canonical(site_id: str) -> str:
    """The address of a posting, given its id."""
    return f"https://www.unionjobs.com/{site_id}.html" if "/" in site_id else CANONICAL.format(site_id)


def posting_id(address: str) -> str:
    """The integer of `listing.php?id=N` on any form of either host, or an old posting's path; empty for others."""
    if plain := PLAIN_ADDRESS.fullmatch(address):
        return str(int(plain["id"]))
    try:
        parts = urlsplit(address)
    except ValueError:  # "http://[broken"
        return ""
    if not is_own(parts.hostname, HOSTS):
        return ""
    if static := STATIC.fullmatch(parts.path):
        return static["id"].casefold()
    if not parts.path.rstrip("/").casefold().endswith("/listing.php"):
        return ""
    number = {name.casefold(): values[0].strip() for name, values in parse_qs(parts.query).items()}.get("id", "")
    return str(int(number)) if re.fullmatch(r"[0-9]{1,12}", number) else ""


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of staffing_list.php, and what is among them unread. Raises `TruncatedPage` or `LayoutChanged`."""
    _whole(response)
    base = get_base_url(response)
    under = each(response, "div", "organization", lambda found: list(_rows_of(found, base)))
    if not under and (old := list(_old_rows(response, base))):
        yield from old
        return
    if not under and not no_postings(response, board):
        raise LayoutChanged(response.url, "no div.organization on the list, and no words that it is empty")
    if under and not any(isinstance(row, Listed) for rows in under for row in rows):
        raise LayoutChanged(response.url, "no link to /listing.php?id=N under any div.organization")
    yield from chain.from_iterable(under)
    known = {row.source_id for rows in under for row in rows if isinstance(row, Listed)}
    yield from _elsewhere(response.text, base, known)


def _old_rows(response: TextResponse, base: str) -> Iterator[Listed]:
    """The rows of a list of static pages, which had no `div.organization`; nothing where it links to numbers too.

    Only what a link itself says is taken: how such a list names its employers, no page on record shows.
    """
    links = [(posting_id(absolute(link.attrib["href"], base)), link) for link in response.css("a[href]")]
    if any(number and "/" not in number for number, _ in links):
        return
    titles: dict[str, str] = {}
    for number, link in links:
        if number and not titles.get(number):  # a logo may have a link of its own before the title's
            titles[number] = clean_line(" ".join(link.css("::text").getall()))
    for number, title in titles.items():
        yield Listed(source_id=number, url=canonical(number), title=title)


def _elsewhere(page: str, base_url: str, known: Collection[str]) -> Iterator[LeftOut]:
    """Postings that the page links to outside of any organization that was read."""
    hrefs = (unescape(found[1]) for found in HREF.finditer(page) if "listing" in found[1].casefold())
    others = dict.fromkeys(posting_id(absolute(href, base_url)) for href in hrefs)
    for number in others:
        if number and number not in known:
            yield LeftOut(reason="outside-organizations", words=canonical(number))


def _whole(response: TextResponse) -> None:
    tail = response.body[-4000:].lower()
    if not any(end.search(tail) for end in PAGE_ENDS):
        raise TruncatedPage(response.url, "the page stops before its end: no </html> and no footer")


def _rows_of(organization: Element, base_url: str) -> Iterator[Listed | LeftOut]:
    employer = _line(*organization.iter("h3"))
    for row in organization.iter("li"):
        links = [(posting_id(absolute(link.get("href", ""), base_url)), _line(link)) for link in row.iter("a")]
        # a logo may have a link of its own before the title's
        known = dict(sorted(filter(itemgetter(0), links), key=lambda link: bool(link[1])))
        if len(known) == 1:
            yield _row(*next(iter(known.items())), employer, _line(row))
        elif known:  # two postings in one row: what is between their links belongs to neither for sure
            yield from (_row(number, title, employer, title) for number, title in known.items())
        elif said := _line(row):
            yield LeftOut(reason="no-known-link", words=f"{employer}: {said}")


def _line(*elements: Element) -> str:
    return clean_line(" ".join(text for element in elements for text in element.itertext()))


def _row(number: str, title: str, employer: str, said: str) -> Listed:
    posted = POSTED.search(said)
    before = said[: posted.start()] if posted else said
    # rows are kept until their pages are asked for: the same few titles, places and days, once each
    return Listed(
        source_id=number,
        url=canonical(number),
        title=intern(title),
        employer=employer,
        location_text=intern(before.removeprefix(title).strip(" ,;:–—-")) if before.startswith(title) else "",
        region_text=intern(posted["region"].strip(" ,;")) if posted else "",
        date_posted_text=intern(posted["date"].strip()) if posted else "",
    )


def no_postings(response: TextResponse, board: Board) -> str:
    """The site's words for an empty list."""
    for block in blocks(response.selector, response.url):
        found = NO_POSTINGS.search(block.line)
        if found and len(block.line) < 200:
            return block.line
    return ""


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of a listing.php page. Raises `LayoutChanged` when there is none on it."""
    number = posting_id(response.url)
    if not number or (row and number != row.source_id):
        raise LayoutChanged(response.url, f"the page of posting {row.source_id if row else '?'} was expected")
    _whole(response)
    body = _body(blocks(response.selector, response.url))
    head, rest = _cut_header(body, row)
    header = read_header(
        [line for block in head for line in block.lines],
        employer=row.employer if row else "",
        title=row.title if row else "",
    )
    if not header.title or not (head and (rest or row)):
        raise LayoutChanged(response.url, "no title found in h4 or in the first lines")
    if row and not _belongs(head, rest, row):
        raise LayoutChanged(response.url, "neither the listed title nor the listed employer is on the page")
    heads = {block.line for block in head}
    below = [block for block in body if block.line not in heads or block not in head]
    yield _posting(number, header, below, body, row)


def _posting(
    number: str, header: Header, rest: Sequence[Block], body: Sequence[Block], row: Listed | None
) -> JobPosting:
    labels = labelled(rest)
    return JobPosting(
        source_id=number,
        url=canonical(number),
        employer=row.employer if row and row.employer else header.employer,
        title=header.title,
        department=header.department or labels.get("department", ""),
        location_text=header.location_text or labels.get("location", "") or (row.location_text if row else ""),
        region_text=row.region_text if row else "",
        date_posted_text=(row.date_posted_text if row else "") or labels.get("date_posted", ""),
        valid_through_text=labels.get("valid_through", ""),
        employment_text=header.employment_text or labels.get("employment_type", ""),
        salary_text=header.pay,
        apply_url=apply_url(body, HOSTS),
        description=clean_text(as_text(rest)),
    )


def _body(parts: Sequence[Block]) -> list[Block]:
    """The blocks between the site's masthead and its footer."""
    end = next((number for number, block in enumerate(parts) if SITE_FOOTER.match(block.line)), len(parts))
    kept = list(parts[:end])
    while kept and (not kept[0].lines or MASTHEAD.match(kept[0].line)):
        kept.pop(0)
    return kept


def _cut_header(body: Sequence[Block], row: Listed | None) -> tuple[list[Block], list[Block]]:
    """The header's blocks and the others: the run of `h4`s, or else the first lines up to the place."""
    first = next((number for number, block in enumerate(body) if block.tag == "h4" and block.lines), None)
    if first is not None and first <= 6:
        end = first
        while end < len(body) and body[end].tag == "h4":
            end += 1
        head = [block for block in body[:end] if block.lines]
        if any(LEAD_IN.match(line) for block in head for line in block.lines) or end - first > 1:
            return _with_brackets(head, list(body[end:]))
    lines = [line for block in body for line in block.lines]
    left, number = header_length(lines), 0
    while number < len(body) and left > 0:
        left -= len(body[number].lines)
        number += 1
    return list(body[:number]), list(body[number:])


def _with_brackets(head: list[Block], rest: list[Block]) -> tuple[list[Block], list[Block]]:
    """An extra bracket line under the place belongs to it, whatever its tag."""
    while rest and rest[0].line.startswith("(") and rest[0].line.endswith(")") and len(rest[0].line) < 160:
        head, rest = [*head, rest[0]], rest[1:]
    return head, rest


def _belongs(head: Sequence[Block], rest: Sequence[Block], row: Listed) -> bool:
    """Whether the page is the listed posting's: its title or its employer is on it."""
    outside, _, inside = row.employer.partition("(")
    names = [_worded(name) for name in (row.title, outside, inside)]
    for near in (head, [*head, *rest[:5]]):  # in the header, on most pages
        said = _worded(" ".join(block.line for block in near))
        if any(name.strip() and name in said for name in names):
            return True
    return False


def _worded(text: str) -> str:
    """The words of a text, whole words between single spaces."""
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""])


EXTRACTOR = Extractor(
    listed=listed,
    postings=postings,
    declared_empty=no_postings,
    paging="one page with everything",
)
