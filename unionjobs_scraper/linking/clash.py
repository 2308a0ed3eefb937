"""Why two postings can never be one job, whatever their texts say: another title, place, employer, year, number."""

from __future__ import annotations

from unionjobs_scraper.linking import employer, place, title
from unionjobs_scraper.linking.employer import EmployerAgreement
from unionjobs_scraper.linking.facts import Ad, at_once
from unionjobs_scraper.linking.place import PlaceAgreement
from unionjobs_scraper.linking.requisition import names_one_opening
from unionjobs_scraper.linking.title import TitleAgreement

ROUNDED = 1000
"""Pay in thousands is rounded by less; pay by the hour, week or month is not."""


def clash(a: Ad, b: Ad) -> str:
    """Why two postings can never be one job; empty when they can."""
    return clash_whenever(a, b) or (clash_at_once(a, b) if at_once(a, b) else "")


def clash_whenever(a: Ad, b: Ad) -> str:
    """Why they can never be one job, whenever each of them is open."""
    same_opening = a.requisitions & b.requisitions
    if title.agreement(a.title_words, b.title_words) is TitleAgreement.DIFFERENT and not same_opening:
        return "title"
    if place.agreement(a.places, b.places) is PlaceAgreement.DIFFERENT:
        return "place"
    if _employers_differ(a, b) and not same_opening:
        return "employer"
    if title.departments_differ(a.title_words, a.department, b.title_words, b.department) and not same_opening:
        return "department"
    if a.employment_type and b.employment_type and a.employment_type != b.employment_type:
        return "employment type"
    if a.years and b.years and not a.years & b.years:
        return "year"
    return ""


def _employers_differ(a: Ad, b: Ad) -> bool:
    """A national union and its affiliate are two employers, unless one link leads to both their ads."""
    agreed = employer.agreement(a.employer_name, b.employer_name)
    if agreed is EmployerAgreement.RELATED:
        return not shares_opening_address(a, b)
    return agreed is EmployerAgreement.DIFFERENT


def shares_opening_address(a: Ad, b: Ad) -> bool:
    """Whether both are applied for at one address that names one opening."""
    return bool(a.apply_address) and a.apply_address == b.apply_address and names_one_opening(a.apply_address)


def clash_at_once(a: Ad, b: Ad) -> str:
    """What tells two openings apart only while both are open: a repost may have another number and better pay."""
    if a.requisitions & b.requisitions:
        return ""
    systems = {system for system, _ in a.requisitions} & {system for system, _ in b.requisitions}
    if systems:
        return "requisition"
    one_period = a.salary_period == b.salary_period or not (a.salary_period and b.salary_period)
    if a.salary_min and b.salary_min and one_period:
        low, high = sorted((a, b), key=lambda ad: ad.salary_min or 0)
        if (low.salary_max or low.salary_min or 0) < (high.salary_min or 0) and not same_pay(a, b):
            return "pay"
    return ""


def same_pay(a: Ad, b: Ad) -> bool:
    """Whether both state one pay; `$76K` is $76,579 rounded."""
    pairs = ((a.salary_min or 0, b.salary_min or 0), (a.salary_max or 0, b.salary_max or 0))
    return bool(a.salary_min and b.salary_min) and all(_same_figure(*pair) for pair in pairs)


def _same_figure(one: float, other: float) -> bool:
    return one == other or (min(one, other) >= 10 * ROUNDED and abs(one - other) < ROUNDED)
