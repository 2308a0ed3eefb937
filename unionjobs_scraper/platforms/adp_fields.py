"""The fields of an ADP requisition: which are read, and how.

Read       itemID, requisitionTitle, postDate, workLevelCode.shortName (free words of the tenant), requisitionLocations,
           payGradeRange, requisitionDescription (of the posting's own answer only); of customFieldGroup: ExternalJobID
           (the public address), HomeDepartment, SalaryType, SalaryRange, InternalPostingFlag.
Not read   clientRequisitionID (the tenant's own number, the same for many), JobClass ("Clerical": a class, no
           department), SalaryRangeType, PostingDate (postDate labelled as UTC), organizationalUnits (always empty),
           postingInstructions, screeningRequirements, links (attached documents), postalCode (no column).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from unionjobs_scraper.normalize.gazetteer import find_country
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.platforms.facts_in_words import joined, pay, period_of
from unionjobs_scraper.platforms.json_answers import number, part, text

PERIODS = {
    "h": "per hour",
    "hr": "per hour",
    "a": "per year",
    "an": "per year",
    "dy": "per day",
    "da": "per day",
    "wk": "per week",
    "mo": "per month",
}
"""Units of pay by the code of SalaryType, beside its words; `S` is only assumed to be yearly, so it names none."""
HOURLY_AT_MOST = 1000
"""No year is paid so little: an hourly rate that the tenant labelled "Annually" keeps its figures without a period."""
RANGE = re.compile(
    r"^(?P<up>up to\s+)?(?P<low>\d[\d.,]*)(?:\s+to\s+(?P<high>\d[\d.,]*))?"
    r"\s*\((?P<currency>[A-Z]{3})\)\s*(?P<unit>.*)$",
    re.IGNORECASE,
)
"""`16.21 To 20.92 (USD) Hourly`, as SalaryRange has it."""
WORKPLACE = re.compile(r"\b(remote|hybrid)\b", re.IGNORECASE)


def field(row: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    """A field of the client's own choosing, by the code of its name."""
    return next(fields_of(part(row, "customFieldGroup"), kind, name), {})


def fields_of(group: object, kind: str, name: str) -> Iterator[dict[str, Any]]:
    """Every field of a kind (`stringFields`) and of a name in a `customFieldGroup`."""
    fields = part(group, kind)
    for each in fields if isinstance(fields, list) else ():
        if isinstance(each, dict) and part(each, "nameCode", "codeValue") == name:
            yield each


def external_id(row: dict[str, Any]) -> str:
    """The id in a posting's public address."""
    return text(field(row, "stringFields", "ExternalJobID").get("stringValue")) or text(row.get("itemID"))


def department(row: dict[str, Any]) -> str:
    """The department, which few tenants give."""
    return text(field(row, "stringFields", "HomeDepartment").get("stringValue"))


def is_internal(row: dict[str, Any]) -> bool:
    """Whether the posting is for the employer's own staff."""
    return field(row, "indicatorFields", "InternalPostingFlag").get("indicatorValue") is True


def places(row: dict[str, Any]) -> str:
    """Every place of a requisition: `Hartford, CT, USA; Reno, NV, USA (remote)`."""
    found = row.get("requisitionLocations")
    return joined(map(_place, found if isinstance(found, list) else ()))


def _place(location: object) -> str:
    """The address's parts, with the country of the short name, which may begin with an office's own name."""
    name = text(part(location, "nameCode", "shortName"))
    city = text(part(location, "address", "cityName"))
    region = text(part(location, "address", "countrySubdivisionLevel1", "codeValue"))
    country = text(part(location, "address", "countryCode")) or text(part(location, "address", "country", "codeValue"))
    last = name.rpartition(",")[2].strip()
    country = country or (last if find_country(last) else "")
    line = place_text(city, region, country) if city or region else name
    flag = WORKPLACE.search(name)
    return f"{line} ({flag[1].lower()})" if flag and flag[1].lower() not in line.lower() else line


def salary(row: dict[str, Any]) -> str:
    """The pay in words: of the grade's range, else of the words that the page shows."""
    grade, kind = row.get("payGradeRange"), field(row, "codeFields", "SalaryType")
    low, high = part(grade, "minimumRate"), part(grade, "maximumRate")
    currency = text(part(low, "currencyCode") or part(high, "currencyCode"))
    unit = period_of(text(kind.get("shortName"))) or PERIODS.get(text(kind.get("codeValue")).lower(), "")
    said = text(field(row, "stringFields", "SalaryRange").get("stringValue"))
    return _pay(part(low, "amountValue"), part(high, "amountValue"), currency, unit) or _pay_in_words(said)


def _pay(low: object, high: object, currency: str, unit: str) -> str:
    plausible = unit != "per year" or max(number(low), number(high)) >= HOURLY_AT_MOST
    return pay(low, high, currency, unit if plausible else "")


def _pay_in_words(said: str) -> str:
    found = RANGE.match(said)
    if not found:
        return said
    low, high = (number((found[name] or "").replace(",", "")) for name in ("low", "high"))
    low, high = (0.0, low) if found["up"] else (low, high or low)
    return _pay(low, high, found["currency"].upper(), period_of(found["unit"]))
