"""Reads values from an item's words: who, where, how much, when, what kind of job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector

from unionjobs_scraper.boards import Board
from unionjobs_scraper.items import JobPosting, changed
from unionjobs_scraper.normalize.dates import find_deadline, find_posted, is_possible, parse_date, read_deadline
from unionjobs_scraper.normalize.employers import affiliation
from unionjobs_scraper.normalize.employment import employment_type, workplace
from unionjobs_scraper.normalize.job_family import job_family
from unionjobs_scraper.normalize.pay import find_pay
from unionjobs_scraper.normalize.places import Place, format_places, parse_places

DAY_FIRST = frozenset({"GB", "IE", "AU", "NZ"})
"""Countries that write 3/4/2026 for the third of April, and whose boards abroad do so too."""
MONTH_FIRST = frozenset({"", "US", "CA", "PH", "PR", "GU", "VI", "AS", "MP"})
"""Countries whose boards write it for the fourth of March, by the short dates of Unicode's locale data (CLDR)."""
NOWHERE = Place()


def normalized(item: JobPosting, country: str) -> JobPosting:
    """The item with every derived field filled from its words; `country` is the board's home."""
    places = parse_places(item.location_text, region=item.region_text, country=country, title=item.title)
    first = places[0] if places else NOWHERE
    home = first.country or country
    return changed(
        item,
        **_dated(item, home, country),
        **_paid(item, home),
        **_affiliated(item.employer, country),
        locality=first.locality,
        region=first.region,
        country=first.country,
        locations=format_places(places),
        job_family=job_family(item.title, item.department),
        workplace=workplace(item.location_text, item.title, item.description),
        employment_type=employment_type(
            item.employment_text, f"{item.title} {item.department}".strip(), item.description
        ),
    )


def with_words(item: JobPosting, said: Mapping[str, str], country: str) -> JobPosting:
    """A normalized item with other words for employer, places or day of posting: only what they decide is read anew.

    The item has to hold the words that it stated (`items.STATED`) where normalizing put others in their place.
    """
    worded = changed(item, **said)
    places = parse_places(worded.location_text, region=worded.region_text, country=country, title=worded.title)
    first = places[0] if places else NOWHERE
    home = first.country or country
    if home != (item.country or country) or "title" in said:
        return normalized(worded, country)
    dated = (
        _dated(worded, home, country)
        if said.get("date_posted_text", item.date_posted_text) != item.date_posted_text
        else {}
    )
    return changed(
        worded,
        **dated,
        **_affiliated(worded.employer, country),
        locality=first.locality,
        region=first.region,
        country=first.country,
        locations=format_places(places),
        workplace=workplace(worded.location_text, worded.title, worded.description),
    )


def _writes_day_first(country: str, board: str) -> bool:
    """Whether a posting in `country`, on a board at home in `board`, has the day before the month."""
    return country in DAY_FIRST or not {country, board} & MONTH_FIRST


def _dated(item: JobPosting, country: str, board: str) -> dict[str, Any]:
    day_first = _writes_day_first(country, board)
    posted = parse_date(item.date_posted_text, day_first=day_first, country=country)
    posted_text = item.date_posted_text
    if not posted_text:
        found = find_posted(item.description, day_first=day_first)
        posted, posted_text = found.date, found.text
    deadline_text = item.valid_through_text
    stated = "" if item.deadline_made_up else deadline_text
    deadline = read_deadline(stated, posted=posted, day_first=day_first, country=country)
    if not deadline or not is_possible(deadline, posted):
        found = find_deadline(item.description, posted=posted, day_first=day_first)
        deadline, deadline_text = (
            found.date,
            deadline_text if deadline and not found.date else found.text or deadline_text,
        )
    return {
        "date_posted": posted,
        "date_posted_text": posted_text,
        "valid_through": deadline,
        "valid_through_text": deadline_text,
    }


def has_impossible_deadline(item: JobPosting) -> bool:
    """Tell whether the words of a normalized item name a deadline that cannot be its own, so that none is stored."""
    if item.valid_through or item.deadline_made_up or not item.valid_through_text:
        return False
    day = read_deadline(
        item.valid_through_text, posted=item.date_posted, day_first=_writes_day_first(item.country, item.country)
    )
    return day is not None and not is_possible(day, item.date_posted)


def _paid(item: JobPosting, country: str) -> dict[str, Any]:
    pay = find_pay(item.salary_text, country=country) if item.salary_text else None
    if pay is None or (pay.minimum is None and pay.maximum is None):
        pay = find_pay(item.description, country=country)
    return {
        "salary_min": pay.minimum,
        "salary_max": pay.maximum,
        "salary_currency": pay.currency,
        "salary_period": pay.period,
        "salary_text": pay.text or item.salary_text,
    }


def _affiliated(employer: str, country: str) -> dict[str, Any]:
    found = affiliation(employer, country=country)
    return {"union_abbr": found.union, "local": found.local}


class Normalize:
    """Fills the derived fields."""

    def __init__(self, country: str, stats: StatsCollector | None = None) -> None:
        self._country = country
        self._stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        board = getattr(crawler.spidercls, "board", None)
        return cls(board.country if isinstance(board, Board) else "US", crawler.stats)

    def process_item(self, item: JobPosting) -> JobPosting:
        """Never refuses: what cannot be read stays empty, its words stay beside it."""
        read = normalized(item, self._country)
        if self._stats and has_impossible_deadline(read):
            self._stats.inc_value("unionjobs/normalize/impossible_deadline")
        if self._stats and read.deadline_made_up and not read.valid_through:
            self._stats.inc_value("unionjobs/normalize/made_up_deadline")
        return read
