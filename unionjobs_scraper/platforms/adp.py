"""ADP Workforce Now, https://workforcenow.adp.com: one host for all tenants, told apart by `cid` and `ccId`.

Board      `content-links/career-center`, JSON: PublishedIndicator, and in `Locale` the languages in which the board
           posts. It is asked first, since a wrong ccId and a language without a posting answer as an empty board does.
List       the `job-requisitions` interface, JSON, once for each language: `lang` is a filter. `$skip` counts from 1,
           `$top` is capped at 20 whatever is asked; `meta.totalNumber` is the number of rows in that language,
           `meta.startSequence` the first one's. Empty: `{"jobRequisitions":[]}`, without `meta`.
Posting    the same path + /{itemID} or /{ExternalJobID}, in the posting's own language; it adds the description. What
           people see is recruitment.html?…&jobId={ExternalJobID}, the same empty shell for every tenant. Fields of
           both: adp_fields.py.
Identity   `itemID`, the same in every language. ExternalJobID is what unions link to: it is in the public address.
Closed     the posting leaves the list; its own address answers 200 with a skeleton that has no requisitionTitle.
Quirks     no employer anywhere (client-features names the payroll's client, often a parent: the register has it).
           200 requests a minute are answered. Some descriptions only point to an attached document, not fetched.
Tenant     `{cid}` or `{cid}/{ccId}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.adp_fields import department, external_id, fields_of, is_internal, places, salary
from unionjobs_scraper.platforms.entries import accounted, lacking
from unionjobs_scraper.platforms.facts_in_words import marked
from unionjobs_scraper.platforms.json_answers import answer, misread, number, parameter, part, plain, records, text
from unionjobs_scraper.platforms.platform import Address, Platform

HOST = "workforcenow.adp.com"
API = f"https://{HOST}/mascsr/default/careercenter/public/events/staffing/v1"
LIST = f"{API}/job-requisitions"
BOARD = f"{API}/content-links/career-center"
PUBLIC = f"https://{HOST}/mascsr/default/mdf/recruitment/recruitment.html"
FIRST_BOARD = "19000101_000001"
"""The `ccId` that most clients have."""
LANGUAGES = ("en_US", "en_CA", "fr_CA", "es_US")
"""The languages in which postings were seen; asked for where a board names none."""
PAGE = 20
OF_SEVERAL = 100
"""`$top` where the board posts in several languages: capped too, and a sign that no page has the board's total."""
SKELETON = "a requisition without requisitionTitle"


def list_url(cid: str, board: str, first: int, language: str = "en_US", top: int = PAGE) -> str:
    """The address of the list's page that starts with row number `first`, counted from 1."""
    return f"{LIST}?{_client(cid, board, language)}&$top={top}&$skip={first}"


def listed(response: TextResponse, board: Board) -> Iterator[Listed | LeftOut]:
    """The rows of one page of the list; none on the board's own answer. Raises `LayoutChanged`."""
    if _is_of_board(response):
        _languages(response)
        return
    rows, total, first = _rows(response), _total(response), _first(response)
    starts = number(part(answer(response), "meta", "startSequence"))
    if rows and starts and starts != first:
        raise misread(response, f"rows from number {first} were asked for, these start with {starts:.0f}")
    if not rows and (total or first > 1) and (total is None or total >= first):
        raise misread(response, f"no rows in jobRequisitions, and meta.totalNumber is {total}")
    if not rows and not declared_empty(response, board) and first == 1:
        raise misread(response, "no rows in jobRequisitions, and more than an empty list in the answer")
    yield from accounted(rows, lambda row: _row(row, response.url), response, "jobRequisitions")
    if len(rows) >= PAGE and total is None:
        yield LeftOut(reason="no-total", words="a full page of rows, and no meta.totalNumber")


def _row(row: dict[str, Any], asked: str) -> Listed | LeftOut:
    if is_internal(row):
        return LeftOut(reason="internal", words=text(row.get("requisitionTitle")), known=True)
    return lacking(row, "itemID", "requisitionTitle") or Listed(
        source_id=text(row.get("itemID")),
        url=_public_url(row, asked),
        title=text(row.get("requisitionTitle")),
        location_text=places(row),
        date_posted_text=text(row.get("postDate")),
    )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The first page in each language of the board; the next page, until the stated total is reached."""
    cid, own = parameter(response.url, "cid"), parameter(response.url, "ccid")
    if _is_of_board(response):
        languages = _languages(response)
        top = PAGE if len(languages) == 1 else OF_SEVERAL
        yield from (Request(list_url(cid, own, 1, language, top)) for language in languages)
        return
    following = _first(response) + len(_rows(response))
    if following <= (_total(response) or 0):
        language, top = parameter(response.url, "lang"), int(number(parameter(response.url, "$top"))) or PAGE
        yield Request(list_url(cid, own, following, language or LANGUAGES[0], top))


def declared_empty(response: TextResponse, board: Board) -> str:
    """The list's own count, where it is 0 and no rows contradict it, or the answer of a published board without any."""
    if _is_of_board(response) or _rows(response):
        return ""
    if _first(response) == 1 and list(answer(response)) == ["jobRequisitions"]:
        return "jobRequisitions: [], of a published board"
    return "meta.totalNumber: 0" if _total(response) == 0 else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The board's own count of its rows; None where it posts in several languages, and each has a count."""
    total, several = _total(response), parameter(response.url, "$top") == str(OF_SEVERAL)
    if _is_of_board(response) or several or total is None:
        return None
    return total - sum(map(is_internal, _rows(response)))


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of /job-requisitions/{itemID}, also of a closed one. Raises `LayoutChanged`."""
    found = answer(response)
    if "jobRequisitions" in found:  # some clients wrap the one posting in a list
        found = next(iter(_rows(response)), {})
    item, title = text(found.get("itemID")), text(found.get("requisitionTitle"))
    if not row and _is_skeleton(found):
        closed = item or urlsplit(response.url).path.rpartition("/")[2]
        yield JobPosting(source_id=closed, url=_public_url({"itemID": closed}, response.url), closing_mark=SKELETON)
        return
    if not item or not title or (row and row.source_id != item):
        raise misread(response, f"the posting {row.source_id if row else ''} with its requisitionTitle was expected")
    url = row.url if row else _public_url(found, response.url)
    yield marked(
        JobPosting(
            source_id=item,
            url=url,
            title=title,
            department=department(found),
            location_text=places(found),
            date_posted_text=text(found.get("postDate")),
            employment_text=text(part(found, "workLevelCode", "shortName")),
            salary_text=salary(found),
            apply_url=url,
            description=plain(found.get("requisitionDescription"), response.url),
        )
    )


def _is_skeleton(found: dict[str, Any]) -> bool:
    """What is answered for a closed or unknown posting: the parts of a requisition, all of them empty."""
    said = ("requisitionTitle", "requisitionDescription", "postDate")
    return found.get("requisitionLocations") == [] and "customFieldGroup" in found and not any(map(found.get, said))


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting, given its public one."""
    language = parameter(url, "lang") or LANGUAGES[0]
    return f"{LIST}/{parameter(url, 'jobid')}?{_client(parameter(url, 'cid'), parameter(url, 'ccid'), language)}"


def _client(cid: str, board: str, language: str) -> str:
    return urlencode({"cid": cid, "ccId": board or FIRST_BOARD, "lang": language, "locale": language})


def _public_url(row: dict[str, Any], asked: str) -> str:
    query = {
        "cid": parameter(asked, "cid"),
        "ccId": parameter(asked, "ccid") or FIRST_BOARD,
        "lang": parameter(asked, "lang") or LANGUAGES[0],
        "jobId": external_id(row),
    }
    return f"{PUBLIC}?{urlencode(query)}"


def _is_of_board(response: TextResponse) -> bool:
    return "/content-links/" in urlsplit(response.url).path


def _languages(response: TextResponse) -> list[str]:
    """The languages of a published board, English first. Raises `LayoutChanged` for a board that is none."""
    group = part(answer(response), "meta", "customFieldGroup")
    published = [each.get("indicatorValue") for each in fields_of(group, "indicatorFields", "PublishedIndicator")]
    if True not in published:
        raise misread(response, f"PublishedIndicator is {published}: no board of this client has this ccId")
    named = dict.fromkeys(text(each.get("stringValue")) for each in fields_of(group, "stringFields", "Locale"))
    return sorted(filter(None, named), key=lambda each: (not each.startswith("en"), each)) or list(LANGUAGES)


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("jobRequisitions"), response, "jobRequisitions")


def _total(response: TextResponse) -> int | None:
    total = text(part(answer(response), "meta", "totalNumber"))
    return int(total) if total.isdigit() else None


def _first(response: TextResponse) -> int:
    return int(number(parameter(response.url, "$skip"))) or 1


def list_requests(board: Board) -> Iterator[Request]:
    """What the board says of itself; its list is asked for by the languages that are named there."""
    cid, _, own = board.tenant.partition("/")
    yield Request(f"{BOARD}?{_client(cid, own, LANGUAGES[0])}")


PLATFORM = Platform(
    name="adp",
    domains=("adp.com",),
    openings=(
        r"workforcenow\.adp\.com/.*[?&]jobid=(\d+)",
        r"recruiting\.adp\.com/.*[?&]job(?:id)?=(\d+)",
    ),
    addresses=(
        Address.of(
            r"workforcenow\.adp\.com/mascsr/(?=.*[?&]cid=(?P<cid>[\w-]+))(?:(?=.*[?&]ccId=(?P<cc>\w+)))?",
            tenant="{cid}/{cc}",
        ),
    ),
    authoritative=True,
    public_hosts=(HOST,),
    list_requests=list_requests,
    headers={"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"},
    listed=listed,
    links=links,
    postings=postings,
    declared_empty=declared_empty,
    stated_total=stated_total,
    read_from=read_from,
)
