"""UKG Pro Recruiting (UltiPro), an applicant system. No tenant: `start` holds the opportunities' addresses.

List       refused. robots.txt allows */JobBoard/ and refuses */JobBoardView, where the list is loaded from;
           the board's own page is an empty shell. So nothing is listed here: the register entry carries the
           address of every opportunity, found elsewhere (unionjobs.com stubs link to them), separated by spaces.
           Nothing is open only where each of these addresses says that its opportunity was taken down.
Posting    {board}/OpportunityDetail?opportunityId={guid}: the whole record is the argument of
           `new US.Opportunity.CandidateOpportunityDetail(…)` in a script. No JSON-LD.
Identity   the guid, in small letters.
Closed     `OpportunityIsClosed` true; false says that it is open. One that was taken down answers 200 without the
           record and with OpportunityUnavailableMessage (as others have seen), an unknown one with
           NotFoundErrorMessage. Any other page without the record spoils the run.
Quirks     a double slash before OpportunityDetail; three-letter country codes; `FullTime` false is part time;
           `JobLocationType` 0 is hybrid, 1 on-site, 2 remote.
Fields     read: Id, Title, JobCategoryName, Locations (Address.City, State, Country, else LocalizedDescription or
           LocalizedName), JobLocationType, PostedDate, FullTime, Description (else BriefDescription),
           OpportunityIsClosed; pay, in this order: PayRange (PayRangeMinimum, PayRangeMaximum, PayRangeCurrencyCode,
           by the hour unless `Salaried`; not where PayRangeVisible is false), CompensationAnnualMinimum and
           …Maximum, CompensationHourlyMinimum and …Maximum (CompensationCurrencyCode).
           Not read: RequisitionNumber (a second id); UpdatedDate; HoursPerWeek, OpportunityType, PublishingStatus,
           Featured, MatchScore, HasApplied, Links; CompensationAmount (of no stated period);
           EqualOpportunityEmployerDescription, PayTransparencyPolicyStatement (the same under every posting);
           Address.Line1, PostalCode.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from parsel import Selector
from scrapy import Request
from scrapy.http import TextResponse

from unionjobs_scraper.boards import Board
from unionjobs_scraper.errors import LayoutChanged, RegisterError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.platforms.facts_in_words import pay_range
from unionjobs_scraper.platforms.json_answers import number, part
from unionjobs_scraper.platforms.platform import GUID, Address, Platform
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.page import as_text, blocks

RECORD = re.compile(r"new\s+US\.Opportunity\.CandidateOpportunityDetail\s*\(\s*(?=\{)")
BOARD = re.compile(r"^/(?P<tenant>\w{3,64})/JobBoard/(?P<board>[0-9a-f-]{36})/+OpportunityDetail/?$", re.IGNORECASE)
OPPORTUNITY = re.compile(rf"^{GUID}$")
WORKPLACES = {0: "(hybrid)", 1: "(on-site)", 2: "Remote"}
TAKEN_DOWN = re.compile(r"\bOpportunityError\.(?:OpportunityUnavailable|NotFoundError)Message\b")
HOURLY, YEARLY = 500, 5_000
"""Less pay than the one is by the hour, more than the other is by the year, where the record agrees."""
HOSTS = ("ultipro.com", "ultipro.ca", "rec.pro.ukg.net")


def opportunity(address: str) -> tuple[str, str]:
    """The guid and the canonical address of an opportunity; empty strings for other addresses."""
    parts = urlsplit(address)
    board = BOARD.match(parts.path)
    given = {name.casefold(): values[0] for name, values in parse_qs(parts.query).items()}
    guid = given.get("opportunityid", "").strip().casefold()
    if not board or not OPPORTUNITY.match(guid):
        return "", ""
    path = f"/{board['tenant']}/JobBoard/{board['board'].casefold()}/OpportunityDetail"
    return guid, f"https://{parts.hostname}{path}?opportunityId={guid}"


def postings(response: TextResponse, board: Board, row: Listed | None = None) -> Iterator[JobPosting]:
    """The posting of an OpportunityDetail page. Raises `LayoutChanged` when there is none on it."""
    guid, url = opportunity(response.url)
    start = RECORD.search(response.text)
    gone = None if start else TAKEN_DOWN.search(response.text)
    if guid and gone:
        yield JobPosting(source_id=guid, url=url, closing_mark=gone.group())
        return
    if not guid or not start:
        raise LayoutChanged(response.url, "no record of an opportunity (CandidateOpportunityDetail) in the page")
    try:
        record, _ = json.JSONDecoder(strict=False).raw_decode(response.text, start.end())
    except ValueError:
        raise LayoutChanged(response.url, "the record of the opportunity is not JSON") from None
    if str(record.get("Id", "")).casefold() != guid or not record.get("Title"):
        raise LayoutChanged(response.url, "the record is another opportunity's, or has no title")
    yield _posting(record, guid, url)


def declared_empty(response: TextResponse, board: Board) -> str:
    """What an opportunity's address says in place of the record: that it was taken down."""
    gone = None if RECORD.search(response.text) else TAKEN_DOWN.search(response.text)
    return gone.group() if gone else ""


def _posting(record: dict[str, Any], guid: str, url: str) -> JobPosting:
    body = next((text for name in ("Description", "BriefDescription") if isinstance(text := record.get(name), str)), "")
    parts = blocks(Selector(text=body or "<p></p>"), url)
    return JobPosting(
        source_id=guid,
        url=url,
        title=_words(record.get("Title")),
        department=_words(record.get("JobCategoryName")),
        location_text=_location(record),
        date_posted_text=_words(record.get("PostedDate")),
        employment_text={True: "Full time", False: "Part time"}.get(record.get("FullTime"), ""),  # type: ignore[arg-type]
        salary_text=_pay(record),
        apply_url=apply_url(parts) or url,
        description=clean_text(as_text(parts)),
        closing_mark="OpportunityIsClosed: true" if record.get("OpportunityIsClosed") is True else "",
        stated_open="OpportunityIsClosed: false" if record.get("OpportunityIsClosed") is False else "",
    )


def _pay(record: dict[str, Any]) -> str:
    shown = record.get("PayRange") if record.get("PayRangeVisible") is not False else None
    low, high = part(shown, "PayRangeMinimum"), part(shown, "PayRangeMaximum")
    said = pay_range(low, high, record.get("PayRangeCurrencyCode"), _period(low or high, record.get("Salaried")))
    for period in ("Annual", "Hourly"):
        low, high = (record.get(f"Compensation{period}{bound}") for bound in ("Minimum", "Maximum"))
        said = said or pay_range(low, high, record.get("CompensationCurrencyCode"), period)
    return said


def _period(amount: object, salaried: object) -> str:
    """By the year or by the hour, where the record says it and the amount bears it out."""
    if salaried is True and number(amount) > YEARLY:
        return "year"
    return "hour" if salaried is False and 0 < number(amount) < HOURLY else ""


def _location(record: dict[str, Any]) -> str:
    found = record.get("Locations")
    places = [_place(each) for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    kind = record.get("JobLocationType")
    where = WORKPLACES.get(kind, "") if isinstance(kind, int) and not isinstance(kind, bool) else ""
    said = "; ".join(dict.fromkeys(filter(None, places)))
    return "; ".join(filter(None, (said, where))) if where == "Remote" else f"{said} {where}".strip()


def _place(location: dict[str, Any]) -> str:
    address = location.get("Address")
    if isinstance(address, dict):
        city, state, country = _words(address.get("City")), _named(address.get("State")), _named(address.get("Country"))
        if city or state:
            return place_text(city, state, country)
    return _words(location.get("LocalizedDescription")) or _words(location.get("LocalizedName"))


def _named(value: Any) -> str:
    return (_words(value.get("Code")) or _words(value.get("Name"))) if isinstance(value, dict) else _words(value)


def _words(value: Any) -> str:
    return clean_line(value) if isinstance(value, str) else ""


def list_requests(board: Board) -> Iterator[Request]:
    """One request per opportunity; no other address is asked for. Raises `RegisterError`."""
    found = {address: opportunity(address)[1] for address in board.start.split()}
    for address, url in found.items():  # left out, its posting would seem to be missing
        if not url:
            raise RegisterError(f"{board.name}: {address} is no address of an opportunity (OpportunityDetail)")
    yield from map(Request, found.values())


PLATFORM = Platform(
    name="ukg_pro",
    system="ukg",
    domains=(
        "ultipro.com",
        "ultipro.ca",
        "ukg.net",
        "ukg.com",
    ),
    openings=(r"recruiting\d*\.ultipro\.(?:com|ca)/.*[?&]opportunityid=([0-9a-f-]{36})",),
    addresses=(
        Address.of(
            rf"(?P<u>(?:recruiting[2-9]?\.ultipro\.(?:com|ca)|[\w.-]+\.rec\.pro\.ukg\.net)/(?P<t>\w+)/JobBoard/{GUID}"
            rf"/+OpportunityDetail\?\S*opportunityId={GUID})",
            start="https://{u}",
            key="{t}",
        ),
    ),
    public_hosts=HOSTS,
    list_requests=list_requests,
    whole=True,
    postings=postings,
    declared_empty=declared_empty,
    paging="nothing is listed",
    empty_is_believed=False,
)
