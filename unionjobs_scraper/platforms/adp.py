"""ADP Workforce Now, https://workforcenow.adp.com: one host for all tenants, told apart by `cid` and `ccId`.

List       the `job-requisitions` interface, JSON. `$skip` counts from 1, `$top` is capped at 20 whatever is
           asked; `meta.totalNumber` is the number of rows, `meta.startSequence` the first one's.
Posting    the same path + /{itemID} or /{ExternalJobID}; the description and the pay exist only there. What
           people see is recruitment.html?…&jobId={ExternalJobID}, the same empty shell for every tenant.
Identity   `itemID`. The second one, ExternalJobID, is what unions link to, so it is in the public address.
Closed     the posting leaves the list; its own address answers 404 or 410.
Quirks     a wrong ccId is another, perhaps empty, board of the same client. No employer anywhere. Some
           descriptions only point to an attached document, which is not fetched.
Tenant     `{cid}` or `{cid}/{ccId}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.platforms.facts_in_words import pay, place
from unionjobs_scraper.platforms.json_answers import (
    answer,
    misread,
    native_id,
    number,
    parameter,
    part,
    plain,
    records,
    text,
)
from unionjobs_scraper.platforms.platform import Address, Platform
from unionjobs_scraper.reading.closing import closing_mark

HOST = "workforcenow.adp.com"
LIST = f"https://{HOST}/mascsr/default/careercenter/public/events/staffing/v1/job-requisitions"
PUBLIC = f"https://{HOST}/mascsr/default/mdf/recruitment/recruitment.html"
FIRST_BOARD = "19000101_000001"
"""The `ccId` that most clients have."""
PAGE = 20
PERIODS = {"h": "per hour", "hourly": "per hour"}
"""Units of pay by SalaryType; `S` is only assumed to be yearly, so the figures have to say it."""


def list_url(cid: str, board: str, first: int) -> str:
    """The address of the list's page that starts with row number `first`, counted from 1."""
    return f"{LIST}?{_client(cid, board)}&$top={PAGE}&$skip={first}"


def listed(response: TextResponse, board: Board) -> Iterator[Listed]:
    """The rows of one page of the list. Raises `LayoutChanged`."""
    rows, total, first = _rows(response), stated_total(response, board), _first(response)
    starts = number(part(answer(response), "meta", "startSequence"))
    if rows and starts and starts != first:
        raise misread(response, f"rows from number {first} were asked for, these start with {starts:.0f}")
    if not rows and (total is None or total >= first):
        raise misread(response, f"no rows in jobRequisitions, and meta.totalNumber is {total}")
    for row in rows:
        yield Listed(
            source_id=native_id(row.get("itemID"), response, "an itemID"),
            url=_public_url(row, response.url),
            title=text(row.get("requisitionTitle")),
            location_text=_places(row),
            date_posted_text=text(row.get("postDate")),
        )


def links(response: TextResponse, board: Board) -> Iterator[Request]:
    """The next page, until the stated total is reached."""
    following = _first(response) + len(_rows(response))
    if following <= (stated_total(response, board) or 0):
        cid, own = parameter(response.url, "cid"), parameter(response.url, "ccid")
        yield Request(list_url(cid, own, following))


def declared_empty(response: TextResponse, board: Board) -> str:
    """The list's own count, where it is 0 and no rows contradict it."""
    return "meta.totalNumber: 0" if stated_total(response, board) == 0 and not _rows(response) else ""


def stated_total(response: TextResponse, board: Board) -> int | None:
    """The list's own count of its rows."""
    total = text(part(answer(response), "meta", "totalNumber"))
    return int(total) if total.isdigit() else None


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of /job-requisitions/{itemID}. Raises `LayoutChanged`."""
    found = answer(response)
    if "jobRequisitions" in found:  # some clients wrap the one posting in a list
        found = next(iter(_rows(response)), {})
    item, title = text(found.get("itemID")), text(found.get("requisitionTitle"))
    if not item or not title or (row and row.source_id != item):
        raise misread(response, f"the posting {row.source_id if row else ''} with its requisitionTitle was expected")
    description = plain(found.get("requisitionDescription"), response.url)
    url = row.url if row else _public_url(found, response.url)
    yield JobPosting(
        source_id=item,
        url=url,
        title=title,
        location_text=_places(found),
        date_posted_text=text(found.get("postDate")),
        employment_text=text(part(found, "workLevelCode", "shortName")),
        salary_text=_pay(found),
        apply_url=url,
        description=description,
        closing_mark=closing_mark(description),
    )


def read_from(url: str, board: Board) -> str:
    """The interface's address of a posting, given its public one."""
    return f"{LIST}/{parameter(url, 'jobid')}?{_client(parameter(url, 'cid'), parameter(url, 'ccid'))}"


def _client(cid: str, board: str) -> str:
    return urlencode({"cid": cid, "ccId": board or FIRST_BOARD, "lang": "en_US", "locale": "en_US"})


def _public_url(row: dict[str, Any], asked: str) -> str:
    known = _field(row, "stringFields", "ExternalJobID").get("stringValue")
    query = {
        "cid": parameter(asked, "cid"),
        "ccId": parameter(asked, "ccid") or FIRST_BOARD,
        "lang": "en_US",
        "jobId": text(known) or text(row.get("itemID")),
    }
    return f"{PUBLIC}?{urlencode(query)}"


def _rows(response: TextResponse) -> list[dict[str, Any]]:
    return records(answer(response).get("jobRequisitions"), response, "jobRequisitions")


def _first(response: TextResponse) -> int:
    return int(number(parameter(response.url, "$skip"))) or 1


def _field(row: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    """A field of the client's own choosing, by the code of its name."""
    fields = part(row, "customFieldGroup", kind)
    for each in fields if isinstance(fields, list) else ():
        if isinstance(each, dict) and part(each, "nameCode", "codeValue") == name:
            return each
    return {}


def _places(row: dict[str, Any]) -> str:
    found = row.get("requisitionLocations")
    each_place = map(_place, found if isinstance(found, list) else ())
    return "; ".join(dict.fromkeys(filter(None, each_place)))


def _place(location: object) -> str:
    """`Hartford, CT, US`; where the short name is an office's, the address instead."""
    name = text(part(location, "nameCode", "shortName"))
    city = text(part(location, "address", "cityName"))
    if "," in name or not city:
        return name
    flag = next((word for word in ("remote", "hybrid") if word in name.lower()), "")
    return place((city, part(location, "address", "countrySubdivisionLevel1", "codeValue")), flag)


def _pay(row: dict[str, Any]) -> str:
    grade = row.get("payGradeRange")
    low, high = part(grade, "minimumRate"), part(grade, "maximumRate")
    kind = text(_field(row, "codeFields", "SalaryType").get("codeValue"))
    currency = text(part(low, "currencyCode") or part(high, "currencyCode"))
    return pay(part(low, "amountValue"), part(high, "amountValue"), currency, PERIODS.get(kind.lower(), ""))


def list_requests(board: Board) -> Iterator[Request]:
    """The list's first page."""
    cid, _, own = board.tenant.partition("/")
    yield Request(list_url(cid, own, 1))


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
