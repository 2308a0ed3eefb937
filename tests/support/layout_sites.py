"""Pages of the other sites, built from a labelled layout in the markup that each of them uses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from typing import Any

from tests.support.layouts import PROSE, Label, amounts, filled, header_and_body, long_date, state

MENU = '<header><nav><ul><li><a href="/about">About</a></li><li><a href="/jobs">Jobs</a></li></ul></nav></header>'
APPLY = "<p>To apply, send a resume to <a href='mailto:jobs@example.org'>jobs@example.org</a>.</p>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """How the pages of a kind are built, and by whom they are read."""

    address: str
    """A regular expression for the layout's address."""
    source: str
    body: Callable[[list[str], Label], str] = field(repr=False)
    read_at: str = ""
    """Where the page is read from, where that is not the layout's address."""
    row_employer: bool = False
    """The list names the employer."""


def html(content: str, title: str = "Page") -> str:
    """A page around its content."""
    return f"<!doctype html><html><head><title>{escape(title)}</title></head><body>{MENU}{content}</body></html>"


def main(*parts: str) -> str:
    """A page whose content is marked as such."""
    return html(f"<main>{''.join(parts)}</main>")


def paragraphs(layout: list[str], label: Label) -> str:
    """Header and text as paragraphs, the first line as the heading."""
    header, parts = header_and_body(layout, label)
    first, *rest = header or [label["title"]]
    return main(f"<h1>{escape(first)}</h1>", *(f"<p>{escape(line)}</p>" for line in rest), *parts, APPLY)


def unions_org(layout: list[str], label: Label) -> str:
    """The heading ends in the states; below it, the text of unionjobs.com."""
    title, employer = label["title"], label["employer"]
    states = ", ".join(dict.fromkeys(state(place["region"]) for place in label["locations"]))
    middle = f" – {employer}" if "{employer}" in layout[0] else ""
    lines, parts = header_and_body(["street address" if "street" in said else said for said in layout[1:]], label)
    lines = ["12 Invented Street, Sunnyside, NY 11104" if line == "street address" else line for line in lines]
    return main(f"<h1>{escape(f'{title}{middle} : {states}')}</h1>", *map(_p, lines), *parts, APPLY)


def _p(line: str) -> str:
    return f"<p>{escape(line)}</p>".replace("\n", "<br>")


AFSCME_ROWS: dict[str, Callable[[Label], str]] = {
    "Department": lambda label: label.get("department") or "",
    "Location": lambda label: filled("{}", label) or "Field",
    "Grade": lambda label: "32",
    "Salary Range": amounts,
    "Benefits": lambda label: "",
    "Posting Date": lambda label: long_date(label["date_posted"]),
}


def afscme(layout: list[str], label: Label) -> str:
    """Label and value in two elements; what has no label is a bare paragraph."""
    said = " ".join(layout)
    parts = [f"<h1>{escape(label['title'])}</h1>"]
    if "Affiliate" in said:
        council = label["employer"].removeprefix("AFSCME ")
        parts.append(_row("Affiliate", f"{council} ({filled('{City, ST}', label)})" if "(" in said else council))
        parts += [_row(name, AFSCME_ROWS[name](label)) for name in ("Location", "Posting Date") if name in said]
    elif "bare line" in said:
        parts += [_p(label["department"]), _p("Grade 32")]
        parts += [_row(name, AFSCME_ROWS[name](label)) for name in ("Salary Range", "Posting Date")]
    elif label.get("date_posted"):
        place = "Invented Project" if "project name" in said else ""
        twice = "Salary Range: " if "project name" in said else ""
        for name, value in AFSCME_ROWS.items():
            text = place if name == "Location" and place else value(label)
            parts.append(_row(name, f"{twice}{text}" if name == "Salary Range" else text))
    to_be = "<div class='block'><h2>To be considered</h2><p>Write to <a href='mailto:a@afscme.org'>us</a>.</p></div>"
    return main(to_be, *parts, f"<p>{PROSE}</p>", APPLY)


def _row(name: str, value: str) -> str:
    cells = f"<div class='field__label'>{name}:</div><div class='field__item'>{escape(value)}</div>"
    return f"<div class='field'>{cells}</div>"


def daybook(layout: list[str], label: Label) -> str:
    """Title, place, an empty date; then the text."""
    place = filled("{City, ST}", label) + ", USA"
    again = f"<p>ANNOUNCEMENT OF VACANCY</p><p>{escape(label['title'])}</p>"
    head = f"<h1>{escape(label['title'])}</h1><div><span>{place}</span></div><div>Posted on <time></time></div>"
    return main(head, f"<h2>Job Description</h2>{again}<p>{PROSE}</p>", APPLY)


def hrmdirect(layout: list[str], label: Label) -> str:
    """Several cities before one state."""
    cities = ", ".join(place["locality"] for place in label["locations"])
    rows = (("Department:", label["department"]), ("Location:", f"{cities}, {label['locations'][0]['region']}"))
    table = "".join(f"<tr><td>{name}</td><td>{escape(value)}</td></tr>" for name, value in rows)
    return html(
        f"<h1 class='careersTitle'>Careers At {escape(label['employer'])}</h1><p>Share this job</p>"
        f"<h2>{escape(label['title'])}</h2><table class='viewFields'>{table}</table>"
        f"<div class='jobDesc'><p>{PROSE}</p></div>"
    )


def getro(layout: list[str], label: Label) -> str:
    """The page is drawn from a script."""
    job: dict[str, Any] = {
        "id": 17193883, "title": label["title"], "slug": "17193883-organizer", "description": f"<p>{PROSE}</p>",
        "postedAt": f"{label['date_posted']}T00:00:00.000Z", "locations": [], "status": "active",
        "organization": {"id": 5, "name": label["employer"], "slug": "afscme"},
    }  # fmt: skip
    data = {"props": {"pageProps": {"network": {"id": 9}, "initialState": {"jobs": {"currentJob": job}}}}}
    return html(f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>')


def wp_job_manager(layout: list[str], label: Label) -> str:
    """The list of the interface: the title in a field, the place where the plugin keeps it."""
    place = filled("{City, ST}", label) + ", Canada"
    post = {
        "id": 7, "link": "https://calm.ca/job/x/", "title": {"rendered": label["title"]},
        "content": {"rendered": f"<p>{PROSE}</p>"},
        "meta": {"_job_location": place, "_company_name": label["employer"], "_filled": 0},
    }  # fmt: skip
    return json.dumps([post])


def seiu509(layout: list[str], label: Label) -> str:
    """The heading with the unit, twice."""
    heading = escape(f"Job Opening: {label['title']}, {label['department']}")
    about = f"<h3>ABOUT {escape(label['employer'])}</h3><p>{PROSE}</p><h3>ABOUT the campaign</h3><p>{PROSE}</p>"
    return main(f"<h1>{heading}</h1><h2>{heading}</h2>{about}", APPLY)


def prose_only(layout: list[str], label: Label) -> str:
    """No header lines: the title stands in the page's head and in the prose."""
    text = f"<p>{PROSE}</p><p>The {escape(label['title'])} travels much. Duties are many. Pay is negotiable.</p>"
    return html(f"<main>{text}{APPLY}<p>Apply online</p></main>", label["title"])


def poa(layout: list[str], label: Label) -> str:
    """A circular: number and dotted date, prose."""
    day = ".".join(reversed(label["date_posted"].split("-")))
    return main(f"<h1>POA Circulars</h1><p>141 | {day}</p><p>{PROSE}</p><ol><li>Stage one.</li></ol>", APPLY)


SITES = (
    Site(address=r"^https://seiu2015\.hrmdirect", source="seiu2015-hrmdirect", body=hrmdirect),
    Site(address=r"^https?://(?:www\.)?afscme\.org\.?/about/careers/", source="afscme", body=afscme),
    Site(address=r"^http://www\.afscme\.org/union/employment/", source="afscme-old", body=afscme),
    Site(address=r"^https://unions\.org/union-jobs/", source="unions_org", body=unions_org),
    Site(address=r"daybook\.com/jobs/", source="daybook", body=daybook, row_employer=True),
    Site(address=r"seiu509\.org/\d{4}/", source="seiu509", body=seiu509),
    Site(address=r"actu\.org\.au/get-involved/", source="actu", body=prose_only),
    Site(address=r"poauk\.org\.uk/", source="poauk", body=poa),
    Site(address=r"jobs\.all-hands\.us/", source="allhands", body=getro),
    Site(
        address=r"calm\.ca/job/",
        source="calm",
        body=wp_job_manager,
        read_at="https://calm.ca/wp-json/wp/v2/job-listings",
    ),
    Site(address=r"peggybrowningfund\.org/resources/job-postings/", source="peggybrowning", body=paragraphs),
    Site(address=r"(?:www|dev)\.seiu32bj\.org/(?:jobs|careers)/", source="seiu32bj", body=paragraphs),
    Site(address=r"tnea\.org/", source="tnea", body=prose_only),
)


def site_of(address: str) -> Site | None:
    """The site that an address belongs to, where a source covers it."""
    return next((site for site in SITES if re.search(site.address, address)), None)
