"""unionjobs.com as the replica shows it: the real site's structure, labels and traps, around invented text.

`Ad` holds what one employer typed; `write_site` lays out a folder of pages that `Replica` serves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path

HOST = "www.unionjobs.com"
ALIASES = dict.fromkeys(("unionjobs.com", "mail.unionjobs.com", "union-jobs.org", "www.union-jobs.org"), HOST)
"""Other names under which the same pages are served."""

NAVIGATION = (
    "Search",
    "Home",
    "Staffing Positions",
    "Geographical Links",
    "National Listings",
    "Trades &amp; Apprenticeships",
    "Testimonials",
)
WHEN_APPLYING = "<p><b>WHEN APPLYING:</b> Be sure to indicate that you saw this at UNIONJOBS.COM.</p>"
FOOTER = (
    '<div id="footer"><a href="/info.php">Information</a> <a href="/comments.php">Comments</a>'
    ' <a href="https://x.com/unionjob">Follow us</a> © 1997 - 2026 Union Jobs Clearinghouse ® Translate:</div>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """One posting, as typed. Everything but the plain facts of the list is HTML."""

    number: int
    employer: str
    """The heading of the list."""
    title: str
    """The anchor's text on the list."""
    posted: str = "4/1/2026"
    """month/day/year, as the list shows it."""
    state: str = ""
    """The state name(s) that the list shows after the date."""
    based: str = ""
    """What the list shows between title and date: `based in Dayton, OH`."""
    header: tuple[str, ...] = ()
    """The `h4`s of the page, in order."""
    body: str = ""
    """What follows the `h4`s."""


def list_page(ads: Sequence[Ad]) -> str:
    """staffing_list.php: every posting under its employer's heading."""
    organizations = []
    for employer, group in groupby(ads, key=lambda ad: ad.employer):
        rows = "\n".join(_row(ad) for ad in group)
        organizations.append(f'<div class="organization"><h3>{employer}</h3>\n<ul>\n{rows}\n</ul></div>')
    return _page("Staffing Positions", "\n".join(organizations))


def _row(ad: Ad) -> str:
    based = f", {ad.based}" if ad.based else ""
    return f'<li><a href="/listing.php?id={ad.number}">{ad.title}</a>{based} (Posted: {ad.posted}) {ad.state}</li>'


def posting_page(ad: Ad) -> str:
    """listing.php?id=N: the masthead, the header's `h4`s, the text, the site's own last words."""
    header = "\n".join(f"<h4>{line}</h4>" for line in ad.header)
    return _page(f"{ad.title} - {ad.employer} : {ad.state}", f"{header}\n{ad.body}\n{WHEN_APPLYING}")


def _page(title: str, content: str) -> str:
    navigation = "".join(f'<li><a href="/{number}.php">{name}</a></li>' for number, name in enumerate(NAVIGATION))
    return (
        f'<!DOCTYPE html>\n<html><head><meta charset="utf-8">'
        f"<title>{escape(title)} — Union Jobs Clearinghouse</title></head>\n"
        f'<body><div id="masthead">unionjobs.com</div><ul id="nav">{navigation}</ul>\n'
        f"{content}\n{FOOTER}</body></html>\n"
    )


def write_site(folder: Path, ads: Iterable[Ad], unlisted: Iterable[Ad] = ()) -> Path:
    """Writes the site's pages below `folder`; the `unlisted` ones answer but are not on the list."""
    site = folder / HOST
    site.mkdir(parents=True, exist_ok=True)
    listed = list(ads)
    (site / "staffing_list.php").write_text(list_page(listed), encoding="utf-8")
    for ad in [*listed, *unlisted]:
        (site / f"listing.php@id={ad.number}").write_text(posting_page(ad), encoding="utf-8")
    return folder
