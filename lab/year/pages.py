"""How each kind of board shows its postings: functions of what is listed, and of pages that answer all the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from lab.replica.unionjobs import Ad
from lab.replica.unionjobs import list_page as unionjobs_list
from lab.replica.unionjobs import posting_page as unionjobs_posting

FILLED: Final = "This position has been filled."
WORKPLACES: Final = """depots docks mills ferries schools kitchens wards labs farms mines theaters libraries airports
clinics hotels plants offices yards stores studios""".split()
PLACES: Final = ("Dayton, OH", "Oakland, CA", "Tacoma, WA", "Erie, PA")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A posting as it is shown on one day."""

    number: int
    title: str
    version: int
    over: bool = False
    """Whether its own page says that it is filled."""

    @property
    def text(self) -> str:
        """What its page says, as HTML."""
        if self.over:
            return f"<p>{FILLED}</p>"
        return (
            f"<p>You work with members in district {self.number}, and you keep records of what was promised to"
            f" them.</p><p>You visit {' '.join(self.workplaces)}.</p><ul><li>Visits at work, week"
            f" {self.version + 1}.</li><li>Writes reports.</li></ul>"
            f"<p>Salary: ${self.pay} per year.</p><p>To apply, send a résumé to jobs@example.org.</p>"
        )

    @property
    def workplaces(self) -> list[str]:
        """Words that no other posting has in this order."""
        return Random(self.number).choices(WORKPLACES, k=60)  # noqa: S311  # to be repeated, not guessed

    @property
    def pay(self) -> str:
        """It rises with every edit."""
        return f"{61 + self.version},000 – ${72 + self.version},000"

    @property
    def place(self) -> str:
        """Moves with every edit, so that the row on the list shows it."""
        return PLACES[(self.number + self.version) % len(PLACES)]


Page = str | tuple[str, Mapping[str, str]]
"""A body, or one with headers of its own."""
Pages = Mapping[str, Page]
"""By path and query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a board shows on one day."""

    rows: Sequence[Shown]
    """The list, as the board shows it."""
    answering: Sequence[Shown]
    """Postings whose own pages answer, listed or not."""
    total: int
    """How many postings the board says that it has, where it says so."""


Layout = Callable[[Day], Pages]


FURNITURE: Final = (
    '<div class="organization"><h3>Clearinghouse</h3><ul><li><a href="/rates.php">Rates and dates</a></li></ul></div>'
)
"""A row of the list that is no posting: the extractor does not understand it, and nothing says that it is harmless."""


def unionjobs(day: Day) -> Pages:
    """unionjobs.com: a list by employer, and pages of headings."""
    pages = {f"/listing.php?id={each.number}": unionjobs_posting(_ad(each)) for each in day.answering}
    ads = sorted(map(_ad, day.rows), key=lambda ad: (ad.employer, ad.number))
    listed = unionjobs_list(ads).replace('<div class="organization">', FURNITURE + '<div class="organization">', 1)
    return {"/staffing_list.php": listed, **pages}


def _ad(shown: Shown) -> Ad:
    employer = f"SEIU Local {shown.number % 7 + 1}"
    header = ("", employer, shown.title) if shown.over else ("", employer, shown.title, f"Based in {shown.place}")
    posted = f"4/{1 + shown.version % 30}/2026" if not shown.over else "4/30/2026"
    return Ad(
        number=shown.number,
        employer=employer,
        title=shown.title,
        posted=posted,
        state="Ohio",
        header=header,
        body=shown.text,
    )


def bamboohr(day: Day) -> Pages:
    """A BambooHR tenant: JSON that states its own count."""
    rows = [_opening(each) | {"id": each.number} for each in day.rows]
    pages = {"/careers/list": json.dumps({"meta": {"totalCount": day.total}, "result": rows})}
    for each in day.answering:
        opening = _opening(each) | {"description": each.text, "datePosted": "2026-04-20"}
        pages[f"/careers/{each.number}/detail"] = json.dumps({"meta": {}, "result": {"jobOpening": opening}})
    return pages


def _opening(shown: Shown) -> dict[str, object]:
    city, state = shown.place.split(", ")
    location = {"city": city, "state": state}
    return {"jobOpeningName": shown.title, "employmentStatusLabel": "Full-Time", "location": location}


def breezy(day: Day) -> Pages:
    """A Breezy portal: a bare JSON list, and pages with JSON-LD."""
    pages = {"/json": json.dumps([_position(each) for each in day.rows])}
    return pages | {f"/p/{_breezy_id(each)}": _breezy_page(each) for each in day.answering}


def _breezy_id(shown: Shown) -> str:
    return f"{shown.number:012}"


def _position(shown: Shown) -> dict[str, object]:
    number = _breezy_id(shown)
    location = {"name": shown.place, "is_remote": False}
    return {"id": number, "friendly_id": number, "name": shown.title, "location": location}


def _breezy_page(shown: Shown) -> str:
    posting = {"@context": "http://schema.org", "@type": "JobPosting", "title": shown.title, "description": shown.text}
    script = f'<script type="application/ld+json">{json.dumps(posting)}</script>'
    return html(f"<h1>{shown.title}</h1>{shown.text}", script)


def html(content: str, head: str = "") -> str:
    """A whole page."""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Jobs</title>{head}</head>'
        f"<body>{content}</body></html>\n"
    )


NONE: Final = "<p>There are no current job openings.</p>"


def hrmdirect(day: Day) -> Pages:
    """An HRMDirect tenant: a feed, and a table on each posting's page."""
    jobs = "".join(
        f"<job>\n<title><![CDATA[{each.title}]]></title>\n<referencenumber>{each.number}</referencenumber>\n"
        f"<company>SEIU Local 2015</company>\n<city>{each.place[:-4]}</city>\n<state>{each.place[-2:]}</state>\n"
        "</job>\n"
        for each in day.rows
    )
    feed = f"<source>\n<publisher>ClearCompany</publisher>\n{jobs}</source>\n"
    pages = {"/employment/xml.php": f'<?xml version="1.0" encoding="utf-8"?>\n{feed}'}
    for each in day.answering:
        page = html(
            f"<h1>Careers At SEIU Local 2015</h1><h2>{each.title}</h2><table><tr><td>Department:</td><td>Field</td>"
            f"</tr><tr><td>Location:</td><td>{each.place}</td></tr></table><div class='jobDesc'>{each.text}</div>"
        )
        pages[f"/employment/job-opening.php?req={each.number}"] = page
    return pages


def calaborfed(day: Day) -> Pages:
    """One page that has every posting in full; a posting has no page of its own, and often another one's title."""
    bodies = "".join(
        f"<p><strong>{each.title.partition(',')[0].upper()}</strong></p><p><strong>POSITION DESCRIPTION"
        f"</strong></p>{each.text}<p>Location: {each.place}</p>"
        for each in day.rows
    )
    listed = bodies or NONE
    intro = "<h1>Job Opportunities</h1><p>Thank you for your interest in the work of our federation.</p>"
    return {"/job-opportunities/": html(f"<main>{intro}{listed}</main>")}


def drupal(day: Day) -> Pages:
    """Careers pages made with Drupal: labels with values."""
    links = "".join(f'<h3><a href="/about/careers/{each.number}">{each.title}</a></h3>' for each in day.rows)
    pages = {"/about/careers": html(f'<main id="main-content"><h1>Careers</h1>{links or NONE}</main>')}
    for each in day.answering:
        fields = f"<div>Location:</div><div>{each.place}</div><div>Salary Range:</div><div>${each.pay}</div>"
        pages[f"/about/careers/{each.number}"] = html(
            f'<main id="main-content"><h1>{each.title}</h1>{"" if each.over else fields}{each.text}</main>'
        )
    return pages


def daybook(day: Day) -> Pages:
    """A board of many employers, read from cards and pages."""
    cards = "".join(
        f'<a href="{_daybook_path(each)}"><h3>{each.title}</h3><div><span>Tidewater Dockers Council</span>'
        f" <span>•</span> <span>{each.place}</span></div></a>"
        for each in day.rows
    )
    pages = {"/jobs": html(f"<main><h1>Political jobs</h1>{cards or NONE}</main>")}
    for each in day.answering:
        pages[_daybook_path(each)] = html(
            f"<main><h1>{each.title}</h1><div><span>{each.place}</span></div><h2>Job Description</h2>{each.text}</main>"
        )
    return pages


def _daybook_path(shown: Shown) -> str:
    return f"/job/posting-Kt4vN8wQ2zL6y{shown.number:04}"


def exacthire(day: Day) -> Pages:
    """An applicant system of the older generation: rows and pages in HTML."""
    rows = "".join(
        f'<div class="job-info"><a href="/jobs/{each.number}.html">{each.title}</a>'
        f'<span class="job-location">{each.place}</span></div>'
        for each in day.rows
    )
    pages = {"/jobsearch/": html(rows or NONE)}
    for each in day.answering:
        head = f"<p>AFL-CIO</p><ul><li>- 150 - Field</li><li>Full Time</li></ul><p>OVERVIEW</p>{each.text}"
        page = f'<div class="page"><div class="job_info">{head}</div></div>'
        titled = html(page).replace("<title>Jobs<", f"<title>{each.title} - {each.place} - AFL-CIO Jobs<")
        pages[f"/jobs/{each.number}.html"] = titled
    return pages


PER_PAGE: Final = 10
WP_LIST: Final = "/wp-json/wp/v2/job-listings?per_page=100&page={}&status=publish&_embed=wp%3Aterm"


def wp_job_manager(day: Day) -> Pages:
    """A list in JSON on several pages, newest first, each of which says how many postings and pages there are."""
    rows = sorted(day.rows, key=lambda each: -each.number)
    parts = [rows[at : at + PER_PAGE] for at in range(0, len(rows), PER_PAGE)] or [[]]
    headers = {"X-WP-Total": str(day.total), "X-WP-TotalPages": str(len(parts))}
    pages: dict[str, Page] = {
        WP_LIST.format(number): (json.dumps([_wp_posting(each) for each in part]), headers)
        for number, part in enumerate(parts, start=1)
    }
    for each in day.answering:
        text = f'<div class="single_job_listing"><div class="job_description">{each.text}</div></div>'
        pages[_wp_path(each)] = html(f"<h1>{each.title}</h1>{text}")
    return pages


def _wp_path(shown: Shown) -> str:
    return f"/job/posting-{shown.number}/"


def _wp_posting(shown: Shown) -> dict[str, object]:
    return {
        "id": shown.number,
        "status": "publish",
        "date": "2026-04-20T09:00:00",
        "link": f"https://nynonprofits.com{_wp_path(shown)}",
        "title": {"rendered": shown.title},
        "content": {"rendered": shown.text},
        "meta": {"_company_name": "Weavers Local 9", "_job_location": shown.place, "_filled": int(shown.over)},
    }
