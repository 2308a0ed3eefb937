"""Which platform an address or a page belongs to: by host and path, by marks of a system, by structure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.adding.unread import shape
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.platforms.careers_json_ld import rows_told, stated, whole
from unionjobs_scraper.platforms.careers_page import SECTIONS
from unionjobs_scraper.reading.candidate import Candidate
from unionjobs_scraper.reading.group_words import DOCUMENT
from unionjobs_scraper.reading.heuristics import candidates
from unionjobs_scraper.reading.main_content import main_part, named_by_head
from unionjobs_scraper.reading.none_open import none_open
from unionjobs_scraper.reading.page import as_text
from unionjobs_scraper.reading.schema_org import job_postings


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognized:
    """A board of a platform, as the register would name it."""

    platform: str
    tenant: str = ""
    start: str = ""
    key: str = ""
    """What the source's name can be made of; empty where the tenant is no name."""
    off: str = ""
    """Why the board must not be crawled, although it could be read."""
    found: str = ""
    """Where it was recognized, for a person."""
    on_page: bool = False
    """It was found on a page of the employer's own site, whose name for itself counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """An address of a known system that cannot become a source."""

    reason: str
    page_may_say: bool = False
    """Its page may link to the board that it belongs to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirector:
    """An address that only leads to another one."""


POSTINGS = (
    (r"paylocity\.com/recruiting/jobs/(?:Details|Apply)/",
     "a posting of Paylocity does not name its board: look on the union's site for …/recruiting/jobs/All/{guid}"),
    (r"jobs\.gusto\.com/postings/",
     "a posting of Gusto does not name its board: look on the union's site for jobs.gusto.com/boards/…"),
)  # fmt: skip
"""Addresses of postings whose pages may link to their boards, and what to do where they do not."""
NO_BOARD = "the address does not say which employer's board it is: open the list of all jobs and copy its address"
UNREADABLE = (
    (r"(?:recruiting[2-9]?\.ultipro\.(?:com|ca)|\.rec\.pro\.ukg\.net)/",
     "robots.txt of UKG Pro refuses its lists: give one opportunity's address (…/OpportunityDetail?opportunityId=…)"),
    (r"paycomonline\.net/|adp\.com/|\.tbe\.taleo\.net/|pcrecruiter\.net/|greenhouse\.io/", NO_BOARD),
    (r"apply\.workable\.com/|\.saashr\.com/|careers\.pageuppeople\.com/|jobs\.dayforcehcm\.com/", NO_BOARD),
    (r"\.(?:applicantpro|isolvedhire)\.com/", "ApplicantPro and isolved Hire are not read yet"),
    (r"(?:www\.)?governmentjobs\.com/", "robots.txt of governmentjobs.com refuses everything"),
    (r"idealist\.org/", "Idealist's interface wants a key that it hands out: ask first"),
    (r"(?:\w+\.)?recruitcrm\.io/", "Recruit CRM is not read yet"),
    (r"\S+\.(?:pdf|docx?|rtf|odt)(?:[?#]|$)", "a single document: give the page that links to it"),
)  # fmt: skip
"""Addresses that cannot be a source's, and what to do instead; looked at when no platform has it."""
_UNREADABLE = tuple(
    (re.compile(rf"^https?://[\w.-]*?(?:{host})", re.IGNORECASE), Unreadable(reason=reason, page_may_say=may_say))
    for reasons, may_say in ((POSTINGS, True), (UNREADABLE, False))
    for host, reason in reasons
)

REDIRECTOR = re.compile(
    r"^https?://(?:www\.)?(?:click2apply\.net|tinyurl\.com|bit\.ly|grnh\.se|easyapply\.co|t\.co|lnkd\.in)/",
    re.IGNORECASE,
)
"""Resolved, never a source."""


def recognize(address: str) -> Recognized | Unreadable | Redirector | None:
    """What the address says by itself; None where the page has to be looked at."""
    if REDIRECTOR.match(address):
        return Redirector()
    for platform in platforms().values():
        for known in platform.addresses:
            board = known.board(address)
            if board:
                tenant, start, key = board
                return Recognized(platform=platform.name, tenant=tenant, start=start, key=key, found="by its address")
    unreadable = next((each for pattern, each in _UNREADABLE if pattern.match(address)), None)
    if not unreadable and (form := shape(address)):
        reason = f"{form}, such as an application form: it lists nothing. Give the page that links to it"
        return Unreadable(reason=reason)
    return unreadable


def by_markers(response: TextResponse) -> Recognized | None:
    """The platform that a page is made with; None when nothing says so."""
    host = urlsplit(response.url).hostname or ""
    for platform in platforms().values():
        for mark in platform.page_marks:
            if mark.shown(response):
                tenant, start, key = (part.format(host=host) for part in (mark.tenant, mark.start, mark.key))
                return Recognized(
                    platform=platform.name, tenant=tenant, start=start, key=key, off=mark.off, found=mark.found
                )
    return None


A_TEXT = 80
"""Characters of a posting that the page itself holds; less is a row of a list."""


def by_content(response: TextResponse, posting: TextResponse | None, pattern: str = "") -> Iterator[Recognized]:
    """The ways in which a page without any system's marks can be read, the likeliest first.

    `posting`: one of its postings, where it links to them; `pattern`: what their addresses match, where that is known.
    """
    found = candidates(main_part(response), response.url, pattern=pattern, named=named_by_head(response))
    links = _links(found, response.url)
    marked = shared_pattern(links) if posting and job_postings(posting.selector) else ""
    if marked:
        said = "by JobPosting markup on its postings"
        yield Recognized(platform="job_posting", tenant=marked, start=response.url, found=said)
    held = [each for each in found if each.kept and not _followed(each, response.url)]
    if len(held) > len(links):
        yield _whole(response, held)
    if links:
        said = f"by its structure: {len(links)} link(s) that look like postings"
        yield Recognized(platform="careers_page", tenant=pattern, start=response.url, found=said)
    told = [each for each in found if each.kept and len(as_text(each.parts)) >= A_TEXT]
    if links and len(held) <= len(links) and told:
        yield _whole(response, told)
    if not (links or held) and (rows := list(rows_told(response, "", ""))):
        said = f"by the structured data of the page: {len(rows)} posting(s)"
        yield Recognized(platform="careers_page", start=response.url, found=said)
    elif not (links or held) and (told_of := list(whole(stated(response, "", ""), ()))):
        said = f"by the structured data of the page: {len(told_of)} posting(s) on the page itself"
        yield Recognized(platform="careers_page", tenant=SECTIONS, start=response.url, found=said)
    elif not (links or held) and none_open(response):
        yield Recognized(platform="careers_page", start=response.url, found="by its words that there is no opening")


def _whole(response: TextResponse, held: Sequence[Candidate]) -> Recognized:
    """A page that holds its postings itself, or links documents."""
    documents = sum(bool(DOCUMENT.search(urlsplit(each.url).path)) for each in held)
    if documents * 2 > len(held):
        return Recognized(platform="documents", start=response.url, found=f"by {documents} linked document(s)")
    said = f"by its structure: {len(held)} posting(s) on the page itself"
    return Recognized(platform="careers_page", tenant=SECTIONS, start=response.url, found=said)


def posting_links(response: TextResponse, pattern: str = "") -> list[str]:
    """The addresses on a page that look like postings, or that match the pattern."""
    found = candidates(main_part(response), response.url, pattern=pattern, named=named_by_head(response))
    return _links(found, response.url) or [row.url for row in rows_told(response, "", "")]


def _links(found: list[Candidate], page_url: str) -> list[str]:
    return list(dict.fromkeys(each.url for each in found if each.kept and _followed(each, page_url)))


def _followed(each: Candidate, page_url: str) -> bool:
    """Whether a posting has a page of its own on the site."""
    own = (urlsplit(each.url).hostname or "").removeprefix("www.") == (urlsplit(page_url).hostname or "").removeprefix(
        "www."
    )
    return bool(each.url) and own and not DOCUMENT.search(urlsplit(each.url).path)


def shared_pattern(addresses: list[str]) -> str:
    """A regular expression for the folder of most of the addresses; empty without addresses."""
    folders = Counter(urlsplit(address).path.rstrip("/").rpartition("/")[0] + "/" for address in addresses)
    if not folders:
        return ""
    folder, _ = folders.most_common(1)[0]
    return f"{re.escape(folder)}(?P<id>[^/?#]+)/?$".replace(r"\-", "-")
