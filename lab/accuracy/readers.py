"""From a case's words to the cell that the program would store: one reader for each column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from unionjobs_scraper.normalize.codes.employer_level import employer_level
from unionjobs_scraper.normalize.dates import find_deadline, find_posted, parse_date
from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.normalize.employment import employment_type
from unionjobs_scraper.normalize.job_family import job_family
from unionjobs_scraper.normalize.pay import Pay, find_pay
from unionjobs_scraper.normalize.places import format_places, parse_places
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.normalize.titles import split_title
from unionjobs_scraper.normalize.workplace import workplace
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release.cells import redacted
from unionjobs_scraper.reading.closing import closing_mark

Reader = Callable[..., str]
_DESCRIPTION = next(column for column in codebook.columns("postings") if column.name == "description")


def pay_cell(pay: Pay) -> str:
    """`60000..75000 USD YEAR`; an end that is not stated stays open, and no pay is the empty string."""
    if pay.minimum is None and pay.maximum is None:
        return ""
    low, high = ("" if end is None else f"{end:g}" if end < 1e5 else f"{end:.2f}" for end in (pay.minimum, pay.maximum))
    return f"{_plain(pay.minimum, low)}..{_plain(pay.maximum, high)} {pay.currency} {pay.period}".rstrip()


def _plain(end: float | None, shown: str) -> str:
    return shown if end is None else f"{end:.4f}".rstrip("0").rstrip(".")


def _pay(text: str, country: str = "US") -> str:
    return pay_cell(find_pay(text, country=country))


def _places(text: str = "", region: str = "", country: str = "US", title: str = "") -> str:
    return format_places(parse_places(text, region=region, country=country, title=title))


def _day(found: date | None) -> str:
    return found.isoformat() if found else ""


def _posted(text: str, day_first: str = "") -> str:
    return _day(find_posted(text, day_first=bool(day_first)).date)


def _deadline(text: str, posted: str = "", day_first: str = "") -> str:
    return _day(find_deadline(text, posted=parse_date(posted), day_first=bool(day_first)).date)


READERS: Mapping[str, Reader] = {
    "pay": _pay,
    "places": _places,
    "date_posted": _posted,
    "valid_through": _deadline,
    "union": lambda name, country="": affiliation(name, country=country).union,
    "local": lambda name, country="": affiliation(name, country=country).local,
    "employer_level": lambda name: employer_level(name),
    "title": lambda line: split_title(line).title,
    "department": lambda line: split_title(line).department,
    "employment_type": lambda label="", title="", text="": employment_type(label, title, text),
    "workplace": lambda location="", title="", text="": workplace(location, title, text),
    "job_family": lambda title, department="": job_family(title, department),
    "description": lambda text: clean_text(text),
    "closing_mark": lambda text: "closed" if closing_mark(text) else "",
    "redaction": lambda text: redacted(text, _DESCRIPTION)[0],
}
"""By column. `closing_mark` is what turns the column `status`; `redaction` is a description as a release has it."""


def same(column: str, found: str, wanted: str) -> bool:
    """Tell whether two cells agree; of places, the order does not matter."""
    if column == "places":
        return set(found.split("; ")) == set(wanted.split("; "))
    return found == wanted
