"""A careers page that somebody keeps by hand: links to postings, or the postings one after another.

Tenant: empty for a page of links; a regular expression that the addresses of postings match, where that
is known; `sections` for a page that holds the postings themselves, or links only to documents and forms.

Read by structure, and marked so: a `source_id` that begins with `~` was made here, from the address or from the
title, and the description ends with a line in square brackets that gives the reason. Every record of every group is
counted: unionjobs/listed/kept/<reason>, unionjobs/listed/left_out/<reason>, and the groups themselves as
unionjobs/listed/groups/kept|left_out; the run's notes tell them one by one. A register entry has confirmations = 3.

List       heuristics.candidates over the page without its menus and footers.
Posting    the page behind the link, or the record: title, labels, a place line, the text.
Closed     it leaves the page. Of a record, also of a row whose posting has its own page: closing words inside of it,
           and only there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from urllib.parse import urldefrag, urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.extractor import OfPage
from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import GroupRead, JobPosting, LeftOut, Listed
from unionjobs_scraper.normalize.applicant_systems import is_applicant_system
from unionjobs_scraper.normalize.dates import find_deadline
from unionjobs_scraper.normalize.pay import find_pay
from unionjobs_scraper.normalize.places import parse_places
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.normalize.titles import Title
from unionjobs_scraper.platforms.careers_identity import MARK, bare, ids, page_id, title_id
from unionjobs_scraper.platforms.careers_json_ld import row_with_facts, rows_told, stated, whole, with_facts
from unionjobs_scraper.platforms.platform import Platform
from unionjobs_scraper.reading import neighbors
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.candidate import Candidate
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.group_words import ABOUT_A_POST, ABOUT_APPLYING, DOCUMENT, SHORTEST_TEXT
from unionjobs_scraper.reading.headlines import headline
from unionjobs_scraper.reading.heuristics import candidates, whole_page_candidate
from unionjobs_scraper.reading.job_deadlines import deadline_said
from unionjobs_scraper.reading.job_page import place_labelled, place_of, title_of
from unionjobs_scraper.reading.job_pay import hours_alone, pay_alone
from unionjobs_scraper.reading.labels import facts, labelled, line_rows
from unionjobs_scraper.reading.labels_abroad import NAMES_ABROAD
from unionjobs_scraper.reading.link_lists import numbered_next_pages
from unionjobs_scraper.reading.links import absolute, lasting, telling
from unionjobs_scraper.reading.main_content import main_blocks, main_part, named_by_head
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import Block, as_text
from unionjobs_scraper.reading.place_sentences import place_of_all
from unionjobs_scraper.reading.titles import slug
from unionjobs_scraper.reading.visible import base_of

SECTIONS = "sections"
LONGEST_READ = 250_000
"""Characters of a posting's text that are read; what is stored is cut before that (`validate.LONGEST_TEXT`)."""
LONGEST_ROW = 2000
"""Characters of a row in which closing words are looked for."""
CLOSED_ALONE = re.compile(
    r"\W*(?:(?:now|already)\s+)?(?:closed|filled|expired|withdrawn|cancell?ed|ferm[ée]e?|pourvue?|combl[ée]e?|cerrad[oa]|cubiert[oa])\W*",
    re.IGNORECASE,
)
"""A badge or a cell of a row that says nothing else."""
STATUS_COLUMN = re.compile(r"status|statut|estado|état|availab|position|job|vacanc|posting", re.IGNORECASE)
"""Of a table's named columns, those in which such a word is the posting's: a shop may be closed too."""
WHOLE_TEXT = 300
"""Characters of a posting's text at least, where it has no word about applying."""
NOT_UNDERSTOOD = ("no-title", "no-address", "address-unlike", "no-page", "other-title")
"""Why a row of a list of jobs may be a posting that was not read: such a run is not complete."""
REASONS = {
    "page": "[Read by rule of thumb: a link on the careers page led here, and the text speaks of applying.]",
    "section": "[Read by rule of thumb: a record of a list on the careers page, with the text that stands in it.]",
    "data": "[Read from the structured data of the careers page, which its text does not repeat.]",
    "link": "[Read by rule of thumb: a link names the job; the page or document behind it was not read.]",
}


def decisions(response: TextResponse, board: Board) -> list[Candidate]:
    """Every record of the page, kept or left out, with the reason and its group."""
    pattern = "" if board.tenant == SECTIONS else board.tenant
    found = candidates(
        main_part(response),
        base_of(response),
        pattern=pattern,
        employer=board.employer,
        country=board.country,
        named=named_by_head(response),
    )
    if board.tenant != SECTIONS:
        return [each if _is_told(each, response.url) else replace(each, kept=False, reason="no-page") for each in found]
    if not any(each.kept for each in found):
        found += whole_page_candidate(main_blocks(response), named_by_head(response), board.employer, board.country)
    return found


def _has_page(each: Candidate, page_url: str) -> bool:
    """Whether a posting has a page of its own on the site: no document, no other site's page."""
    if not each.url or DOCUMENT.search(urlsplit(each.url).path):
        return False
    return _host(each.url) == _host(page_url)


def _is_told(each: Candidate, page_url: str) -> bool:
    """Whether a record of a page of links tells of a posting: by its page, its document, its system, its text."""
    if not each.kept or _has_page(each, page_url) or each.group.startswith("a."):
        return True
    parts = urlsplit(each.url)
    by_link = DOCUMENT.search(parts.path) or is_applicant_system(parts.hostname or "") or slug(each.title) in parts.path
    return bool(by_link or each.place) or len(as_text(each.parts)) >= SHORTEST_TEXT


def listed(response: TextResponse, found: Iterable[Candidate]) -> Iterator[Listed]:
    """The rows of postings with pages of their own."""
    kept = [each for each in found if each.kept and _has_page(each, response.url)]
    named_by = telling((each.url, each.title) for each in kept)
    rows: dict[str, Listed] = {}
    for each in kept:
        number, url = page_id(each.url, named_by), lasting(each.url, named_by)
        mark = row_mark(each)
        row = Listed(source_id=number, url=url, title=each.title, location_text=each.place, closing_mark=mark)
        rows.setdefault(number, row)
    yield from rows.values()


def row_mark(each: Candidate) -> str:
    """A row's words that its posting is closed, behind the title or in a cell of its own: "(FILLED)"."""
    others = {value for name, value in each.cells.items() if not STATUS_COLUMN.search(name)}
    lines = [line for block in each.parts for line in block.lines if line not in others]
    alone = next((line for line in lines if CLOSED_ALONE.fullmatch(line)), "")
    cells = (f"{name}: {value}" for name, value in each.cells.items())
    return alone or closing_mark("\n".join((each.raw, *cells, *lines))[:LONGEST_ROW])


def posting(response: TextResponse, row: Listed | None, employer: str = "", country: str = "") -> JobPosting:
    """The posting of a page behind a link. Raises `LayoutChanged` when the page does not read like one."""
    parts = main_blocks(response)
    text = as_text(parts)
    own = title_of(parts, named_by_head(response), employer, country)
    told = headline(row.title, employer, country) if row and row.title else own
    of_page = stated(response, employer, country)
    if not told.title or not (_is_about_a_job(text) or len(of_page) == 1):
        raise LayoutChanged(response.url, "no title, or no word about applying")
    if row and row.title and not _stands_on(told.title, text, own.title):
        raise LayoutChanged(response.url, f"the listed title {row.title!r} does not stand on the page")
    told = replace(told, place=own.place or told.place, pay=told.pay or own.pay, hours=told.hours or own.hours)
    address = row.url if row else lasting(urldefrag(response.url).url)
    number = row.source_id if row else page_id(address)
    beside = row.location_text if row else ""
    below = _below(parts, told.title)
    beside = beside or place_of(below, country)
    item = _item(told, below, "page", source_id=number, url=address, beside=beside, country=country)
    return with_facts(item, of_page, alone=True)


def _is_about_a_job(text: str) -> bool:
    """Whether a text is about applying, or a whole text about one post: "This position has been filled" is none."""
    return bool(ABOUT_APPLYING.search(text) or (len(text) >= WHOLE_TEXT and ABOUT_A_POST.search(text)))


def _stands_on(title: str, text: str, heading: str) -> bool:
    if bare(title) in bare(text) or (bool(heading) and bare(heading) in bare(title)):
        return True
    listed, own = _words(title), _words(heading)
    return len(listed) > 1 and (listed <= own or (len(own) > 1 and own <= listed))


def _words(title: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", title.casefold())) - {"a", "an", "and", "the", "of", "for", "in"}


def _below(parts: Sequence[Block], title: str) -> Sequence[Block]:
    wanted = bare(title)
    start = next((number for number, block in enumerate(parts) if bare(block.line) == wanted), -1)
    return parts[start + 1 :]


def whole_page(
    response: TextResponse,
    kept: Sequence[Candidate],
    country: str = "",
    of_page: Mapping[str, JobPosting] = MappingProxyType({}),
) -> Iterator[JobPosting]:
    """The postings that the page itself holds, be it only as a link to a document."""
    page = urldefrag(response.url).url
    of_all = _place_of_all(response, kept, country)
    for number, each in zip(ids(kept), kept, strict=True):
        speaks = len(as_text(each.parts)) >= SHORTEST_TEXT or not each.url
        item = _item(
            replace(each.headline, title=each.title),
            each.parts,
            "section" if speaks else "link",
            source_id=number,
            url=f"{page}#{number.removeprefix(MARK + '#')}",
            beside=each.place or place_of(each.parts, country) or of_all,
            country=country,
            cells=each.cells,
            hours=each.hours,
            department=each.department,
        )
        leads = each.url if each.url and (not speaks or not item.apply_url or DOCUMENT.search(each.url)) else ""
        yield replace(
            with_facts(item, of_page),
            apply_url=item.apply_url if speaks and item.apply_url else leads or item.apply_url,
            closing_mark=closing_mark(as_text(each.parts)),
        )


def _place_of_all(response: TextResponse, kept: Sequence[Candidate], country: str) -> str:
    """The place that the page names for all of its postings, outside of them."""
    if not kept or any(each.place for each in kept):
        return ""
    inside = {line for each in kept for block in each.parts for line in block.lines}
    return place_of_all(
        (line for block in main_blocks(response) for line in block.lines if line not in inside), country
    )


def _item(
    told: Title,
    parts: Sequence[Block],
    reason: str,
    *,
    source_id: str,
    url: str,
    beside: str,
    country: str,
    cells: Mapping[str, str] = MappingProxyType({}),
    hours: str = "",
    department: str = "",
) -> JobPosting:
    rows_of = (*cells.items(), *line_rows(parts))
    labels = {**facts(iter(rows_of), NAMES_ABROAD), **facts(iter(cells.items())), **labelled(parts)}
    text = as_text(parts)[:LONGEST_READ]
    places = (labels.get("location", ""), place_labelled(parts, country), told.place, beside)
    return JobPosting(
        source_id=source_id,
        url=url,
        title=told.title,
        department=labels.get("department", "") or told.department or department,
        location_text=next(filter(partial(parse_places, country=country), places), "")
        or next(filter(None, places), ""),
        date_posted_text=labels.get("date_posted", ""),
        valid_through_text=labels.get("valid_through", "") or _deadline(parts, text),
        employment_text=labels.get("employment_type", "") or told.hours or hours or _hours(parts),
        salary_text=labels.get("salary", "") or told.pay or _pay(parts, text, country),
        apply_url=apply_url(parts),
        description=clean_text(f"{text}\n\n{REASONS[reason]}"),
    )


def _hours(parts: Sequence[Block]) -> str:
    return hours_alone(line for block in parts for line in block.lines)


def _pay(parts: Sequence[Block], text: str, country: str) -> str:
    """The amount that stands alone in a line, where the text has no word such as "salary"."""
    return "" if find_pay(text, country=country).text else pay_alone(line for block in parts for line in block.lines)


def _deadline(parts: Sequence[Block], text: str) -> str:
    """The words of a sentence about applying that name a day, where the text has no word such as "deadline"."""
    if find_deadline(text).text:
        return ""
    asked = (f"{above.line.rstrip(' ?:')} {below.line}" for above, below in pairwise(parts) if above.is_heading)
    return deadline_said(line for block in parts for line in block.lines) or deadline_said(asked)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")


def holds_postings(board: Board) -> bool:
    """Whether the page holds the postings themselves."""
    return board.tenant == SECTIONS


def rows(response: TextResponse, board: Board) -> Iterator[Listed | JobPosting | LeftOut | GroupRead]:
    """Rows with pages of their own, postings on the page itself, and what is neither. Raises `LayoutChanged`."""
    found = decisions(response, board)
    told = [replace(row, source_id=page_id(row.url)) for row in rows_told(response, board.employer, board.country)]
    _refuse_nothing(response, found, told)
    of_page = stated(response, board.employer, board.country)
    own = [row_with_facts(row, of_page) for row in listed(response, found)]
    yield from own
    known = {row.source_id for row in own}
    yield from (row for row in told if row.source_id not in known)
    held = [each for each in found if each.kept and not _has_page(each, response.url)]
    yield from whole_page(response, held, board.country, of_page)
    yield from left_out(found)
    yield from _beside(response, own, found)
    yield from groups_of(found)


def _beside(response: TextResponse, own: Sequence[Listed], found: Iterable[Candidate]) -> Iterator[LeftOut]:
    """What stands where the rows stand, and was not looked at: its link is a picture's, a script's or an e-mail's."""
    ids_of, base = {row.url: row.source_id for row in own}, base_of(response)
    links = main_part(response).xpath("//a[@href][not(ancestor::table)]")  # a table's rows are all looked at
    led = ((link.root, lasting(absolute(link.attrib["href"], base))) for link in links)
    decided = {bare(each.title) for each in found} - {""}
    for each in neighbors.left_out({link: ids_of[url] for link, url in led if url in ids_of}, unlinked=True):
        if not each.known and not any(title in bare(each.words) for title in decided):
            yield each


def _refuse_nothing(response: TextResponse, found: Iterable[Candidate], told: Collection[object] = ()) -> None:
    """Raises `LayoutChanged` for a page without a posting that does not say that there is none."""
    if not any(each.kept for each in found) and not told and not none_open(response):
        raise LayoutChanged(response.url, "nothing that looks like a posting, and no words that there is none")


def postings(
    response: TextResponse, board: Board, row: Listed | None = None
) -> Iterator[JobPosting | LeftOut | GroupRead]:
    """The posting of a page behind a link, or all of a page that holds them. Raises `LayoutChanged`."""
    if not holds_postings(board):
        yield posting(response, row, board.employer, board.country)
        return
    found = decisions(response, board)
    of_page = stated(response, board.employer, board.country)
    kept = [each for each in found if each.kept]
    beside = list(whole(of_page, (each.title for each in kept)))
    _refuse_nothing(response, found, beside)
    yield from whole_page(response, kept, board.country, of_page)
    yield from (_of_data(item, urldefrag(response.url).url) for item in beside)
    yield from left_out(found)
    yield from groups_of(found)


def _of_data(item: JobPosting, page: str) -> JobPosting:
    number = title_id(item.title)
    return replace(
        item,
        source_id=number,
        url=f"{page}#{number.removeprefix(MARK + '#')}",
        description=f"{item.description}\n\n{REASONS['data']}",
    )


def left_out(found: Iterable[Candidate]) -> Iterator[LeftOut]:
    """What was taken for no posting; a row of a list of jobs that lost its title or its address is unknown."""
    for each in found:
        if not each.kept:
            yield LeftOut(reason=each.reason, words=each.title, known=each.reason not in NOT_UNDERSTOOD)


def groups_of(found: Iterable[Candidate]) -> Iterator[GroupRead]:
    """How each group of records was decided, in the order of the page."""
    by_name: dict[str, list[Candidate]] = {}
    for each in found:
        by_name.setdefault(each.group or each.reason, []).append(each)
    for name, group in by_name.items():
        kept, left = (Counter(each.reason for each in group if each.kept is taken) for taken in (True, False))
        yield GroupRead(name=name, kept=dict(kept), left_out=dict(left))


PLATFORM = Platform(
    name="careers_page",
    any_host=True,
    keeps_rows=False,
    whole=holds_postings,
    listed=rows,
    links=OfPage(numbered_next_pages),
    postings=postings,
    declared_empty=OfPage(none_open),
)
