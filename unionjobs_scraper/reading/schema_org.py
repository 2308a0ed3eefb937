"""A schema.org JobPosting as this program's `JobPosting`: every field as words a person would write.

What sites put where is looser than the vocabulary: a place may be one object, a list or a bare
string, `unitText` is inside or outside of `value`, an organization is a name or an object.
Google's guide for job postings is what sites follow:
https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from parsel import Selector

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.place_fields import place_text
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.json_ld import Node, nodes
from unionjobs_scraper.reading.page import as_text, blocks
from unionjobs_scraper.reading.system_deadlines import made_up

ADDRESS = ("addressLocality", "addressRegion", "addressCountry")
FURTHER = ("responsibilities", "qualifications", "skills", "educationRequirements", "experienceRequirements")
"""Properties that some sites split off from the description."""
PERIODS = {"YEAR": "year", "MONTH": "month", "WEEK": "week", "DAY": "day", "HOUR": "hour", "ANNUAL": "year"}
JAVA_DATE = re.compile(r"^[A-Z][a-z]{2} (?P<day>[A-Z][a-z]{2} \d{2}) [\d:]{8} \w{3,4} (?P<year>\d{4})$")
"""`Thu Jul 02 00:00:00 GMT 2026`, as Taleo writes its dates."""
MARKUP = re.compile(r"<\s*/?\s*(?:p|br|div|ul|ol|li|h[1-6]|strong|b|em|i|span|table|section)\b", re.IGNORECASE)
ESCAPED_MARKUP = re.compile(r"&lt;\s*/?\s*(?:p|br|div|ul|ol|li|h[1-6]|strong|b|em|span)\b", re.IGNORECASE)


def job_postings(page: Selector) -> list[Node]:
    """The JobPosting nodes of a page that have a title."""
    return [node for node in nodes(page, "JobPosting") if title_of(node)]


def title_of(node: Node) -> str:
    """The title, under either of its names."""
    return _words(node.get("title")) or _words(node.get("name"))


def read(node: Node, *, source_id: str, url: str) -> JobPosting:
    """The posting that a node describes, under the identity that the site gives it."""
    employer = _name(node.get("hiringOrganization"))
    body = _description(node)
    parts = blocks(Selector(text=body), url) if MARKUP.search(body) else []
    description = clean_text(as_text(parts) if parts else html.unescape(body))
    posted, through = _date(node.get("datePosted")), _date(node.get("validThrough"))
    return JobPosting(
        source_id=source_id,
        url=url,
        employer=employer,
        title=title_of(node),
        department=_department(node),
        location_text=_places(node, employer),
        date_posted_text=posted,
        valid_through_text=through,
        deadline_made_up=made_up(through, posted, description),
        employment_text=_employment(node.get("employmentType")),
        salary_text=pay_words(node.get("baseSalary"), _words(node.get("salaryCurrency"))),
        apply_url=apply_url(parts) or _contact(node),
        description=description,
    )


def pay_words(salary: Any, currency: str = "") -> str:
    """`USD 60,000 – 75,000 per year` from a number, a MonetaryAmount or a text; empty for none or zero.

    One bound stays one: `up to USD 75,000 per year`, `starting at USD 60,000 per year`.
    """
    if isinstance(salary, list):
        return "; ".join(filter(None, (pay_words(each, currency) for each in salary)))
    if not isinstance(salary, dict):
        return _amount(salary, currency) if _number(salary) else _words(salary)
    value = salary.get("value")
    inner = value if isinstance(value, dict) else {}
    unit = _words(inner.get("unitText")) or _words(salary.get("unitText"))
    period = PERIODS.get(re.sub(r"(?:LY|S)$", "", unit.upper()), unit.lower())
    if isinstance(value, str) and not _number(value):
        return _per(_words(value), period) if re.search(r"\d", value) else ""
    currency = _words(salary.get("currency")) or _words(inner.get("currency")) or currency
    single = inner.get("value") if inner else value
    low = _figure(inner.get("minValue") or salary.get("minValue"))
    high = _figure(inner.get("maxValue") or salary.get("maxValue"))
    if not low and not high:
        low = high = _figure(single)
    if not low and not high:
        return ""
    lead = "" if low and high else "starting at" if low else "up to"
    figures = " – ".join(dict.fromkeys(filter(None, (low, high))))
    return _per(" ".join(filter(None, (lead, currency, figures))), period)


def _per(words: str, period: str) -> str:
    return words if not period or period in words.lower() else f"{words} per {period}"


def _amount(value: Any, currency: str) -> str:
    return f"{currency} {_figure(value)}".strip()


def _number(value: Any) -> float:
    try:
        return float(str(value).replace(",", "").strip(" $")) if not isinstance(value, bool) else 0.0
    except ValueError:
        return 0.0


def _figure(value: Any) -> str:
    number = _number(value)
    if not 0 < number < 1e9:
        return ""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.2f}"


def _places(node: Node, employer: str) -> str:
    found = [_place(each, employer) for each in _each(node.get("jobLocation"))]
    if _words(node.get("jobLocationType")).upper() == "TELECOMMUTE":
        allowed = [_name(each) for each in _each(node.get("applicantLocationRequirements"))]
        where = ", ".join(filter(None, allowed))
        found.append("Remote" + (f" ({where})" if where and not any(found) else ""))
    return "; ".join(dict.fromkeys(filter(None, found)))


def _place(place: Any, employer: str) -> str:
    if not isinstance(place, dict):
        return _words(place)
    address = place.get("address")
    if isinstance(address, list):
        return "; ".join(filter(None, (_place({"address": each}, employer) for each in address)))
    name = _name_of(place, employer)
    if not isinstance(address, dict):
        return _words(address) or name
    city, region, country = (_name(address.get(each)) for each in ADDRESS)
    # many systems write "Remote" and the like in place of a city
    if city or region or country:
        return place_text(city or ("" if region else name), region, country)
    return _name(address.get("name")) or name or _words(address.get("streetAddress"))


def _name_of(place: Node, employer: str) -> str:
    """The place's name, unless it is named after the employer, as many are."""
    name = _words(place.get("name"))
    return name if name.casefold() != employer.casefold() else ""


def _organization(node: Node) -> Node:
    found = next(_each(node.get("hiringOrganization")), None)
    return found if isinstance(found, dict) else {}


def _department(node: Node) -> str:
    """The unit that the person reports to, or the department of the employer that hires."""
    return _name(node.get("employmentUnit")) or _name(_organization(node).get("department"))


def _employment(kinds: Any) -> str:
    words = [_words(each) for each in _each(kinds)]
    readable = [word.replace("_", " ").capitalize() if word.isupper() else word for word in words]
    return ", ".join(word for word in readable if word and word.casefold() != "other")


def _contact(node: Node) -> str:
    """`mailto:` of the contact for applications, where the node names one."""
    contact = next(_each(node.get("applicationContact")), None)
    address = _words(contact.get("email")) if isinstance(contact, dict) else ""
    return f"mailto:{address.removeprefix('mailto:')}" if "@" in address else ""


def _date(value: Any) -> str:
    said = _words(value)
    java = JAVA_DATE.match(said)
    return f"{java['day']}, {java['year']}" if java else said


def _description(node: Node) -> str:
    pieces = [_markup(node.get("description"))]
    for name in FURTHER:
        piece = _markup(node.get(name))
        if piece and piece not in pieces[0]:
            pieces.append(piece)
    return "\n\n".join(filter(None, pieces))


def _markup(value: Any) -> str:
    text = "\n\n".join(each for each in _each(value) if isinstance(each, str))
    for _ in range(2):  # some sites escape their markup twice
        if ESCAPED_MARKUP.search(text) and not MARKUP.search(text):
            text = html.unescape(text)
    return text.strip()


def _each(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    value = next(_each(value), None)
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return _words(next(iter(value), None))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return clean_line(html.unescape(re.sub(r"<[^>]*>", " ", str(value))))
