"""The sites that can show the matrix's board: unionjobs.com, and one for each other way to list postings."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Final

from lab.faults.board import DELISTED, ENDED, GONE, MARKED, STILL_LISTED, Board
from lab.replica.unionjobs import Ad

Pages = Mapping[str, tuple[str, Mapping[str, str]]]
"""Bodies and headers by address."""
HTML: Final = {"Content-Type": "text/html; charset=utf-8"}
JSON: Final = {"Content-Type": "application/json"}
CAMPAIGN: Final = re.compile(r"campaign number (\d+)")
"""The words of every posting that say which one it is, whatever the site calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One way to show the board."""

    source: str
    """A source of the register."""
    hosts: frozenset[str]
    pages: Callable[[Board], Pages] | None = None
    """None: the folder that `Board.write` makes."""
    ended: Mapping[int, str]
    """How the ends of the board's postings are to be known."""
    by_text: bool = False
    """Whether a posting is known by its text: the site's ids say nothing of its number."""

    def number_of(self, row: Mapping[str, str]) -> str:
        """The number of a stored posting."""
        found = CAMPAIGN.search(row["description"]) if self.by_text else None
        return found[1] if found else re.sub(r"^\D*", "", row["source_id"])


def is_filled(ad: Ad) -> bool:
    """Whether somebody has the job."""
    return "has been filled" in ad.body


PER_PAGE: Final = 10
WP: Final = "https://nynonprofits.com/wp-json/wp/v2/job-listings?per_page=100&page={}&status=publish&_embed=wp%3Aterm"


def paged(board: Board) -> Pages:
    """A list on several pages, newest first, each of which says how many there are."""
    rows = sorted(board.listed, key=lambda each: -each.number)
    parts = [rows[at : at + PER_PAGE] for at in range(0, len(rows), PER_PAGE)]
    headers = JSON | {"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(len(parts))}
    pages = {WP.format(n): (json.dumps(list(map(wp_posting, part))), headers) for n, part in enumerate(parts, start=1)}
    return pages | {wp_address(each): (_wp_page(each), HTML) for each in board.answering}


def wp_address(ad: Ad) -> str:
    """A posting's own page."""
    return f"https://nynonprofits.com/job/organizer-{ad.number}/"


def wp_posting(ad: Ad) -> dict[str, object]:
    """A posting on the list, which holds it whole."""
    return {
        "id": ad.number,
        "status": "publish",
        "date": "2026-04-20T09:00:00",
        "link": wp_address(ad),
        "title": {"rendered": ad.title},
        "content": {"rendered": ad.body},
        "meta": {"_company_name": ad.employer, "_job_location": "Dayton, OH", "_filled": int(is_filled(ad))},
    }


def _wp_page(ad: Ad) -> str:
    text = f"<div class='single_job_listing'><div class='job_description'>{ad.body}</div></div>"
    return f"<html><body class='single postid-{ad.number}'><h1>{ad.title}</h1>{text}</body></html>"


KIWA: Final = "https://kiwa.bamboohr.com/careers"
FCFT: Final = "https://fcft.bamboohr.com/careers"
FEW: Final = 112
"""The last posting of the board of a few."""


def interface(board: Board, careers: str = KIWA) -> Pages:
    """A list in JSON that states how many postings there are; each posting is JSON too."""
    rows = [_opening(each) | {"id": str(each.number)} for each in board.listed]
    listed = json.dumps({"meta": {"totalCount": len(rows)}, "result": rows})
    pages = {f"{careers}/list": (listed, JSON)}
    for each in board.answering:
        opening = _opening(each) | {"description": each.body, "datePosted": "2026-04-20"}
        pages[f"{careers}/{each.number}/detail"] = (json.dumps({"meta": {}, "result": {"jobOpening": opening}}), JSON)
    return pages


def few(board: Board) -> Pages:
    """The same with fewer postings than a share of them would say much about."""
    listed, unlisted = (tuple(ad for ad in ads if ad.number <= FEW) for ads in (board.listed, board.unlisted))
    return interface(Board(listed=listed, unlisted=unlisted), FCFT)


def _opening(ad: Ad) -> dict[str, object]:
    city = "Dayton" if ad.posted.startswith("4/1/") else "Akron"  # the row shows that the posting was edited
    return {"jobOpeningName": ad.title, "employmentStatusLabel": "Full-Time", "location": {"city": city, "state": "OH"}}


CUPE: Final = "https://cupe.on.ca/about-us/jobs/"


def links(board: Board) -> Pages:
    """A careers page of links."""
    items = "".join(f'<li><a href="{_slug(each)}/">{_named(each)}</a></li>' for each in board.listed)
    pages = {CUPE: (f"<html><body><main><h1>Jobs</h1><ul>{items}</ul></main></body></html>", HTML)}
    for each in board.answering:
        main = f"<main><h1>{_named(each)}</h1>{each.body}</main>"
        pages[f"{CUPE}{_slug(each)}/"] = (f"<html><body>{main}</body></html>", HTML)
    return pages


def _slug(ad: Ad) -> str:
    return f"organizer-{ad.number}"


def _named(ad: Ad) -> str:
    return f"Organizer, {'District' if ad.posted.startswith('4/1/') else 'Ward'} {ad.number}"


FEDERATION: Final = "https://calaborfed.org/job-opportunities/"


def sections(board: Board) -> Pages:
    """One page with every posting in full, of which many have one title."""
    titles = ("ORGANIZER", "RESEARCHER", "STAFF ATTORNEY")
    posted = [each for each in board.listed if not is_filled(each)]
    parts = "".join(f"<h2>{titles[each.number % 3]}</h2>{_own_words(each)}{each.body}" for each in posted)
    intro = "<h1>Job Opportunities</h1><p>Thank you for your interest in the work of our federation.</p>"
    return {FEDERATION: (f"<html><body><main>{intro}{parts}</main></body></html>", HTML)}


def _own_words(ad: Ad) -> str:
    """A paragraph that no other posting has."""
    random = Random(ad.number)  # noqa: S311  # to be repeated, not guessed
    return f"<p>You visit {' '.join(random.choices(WORKPLACES, k=60))}.</p>"


WORKPLACES: Final = """depots docks mills ferries schools kitchens wards labs farms mines theaters libraries airports
clinics hotels plants offices yards stores studios""".split()

UNIONJOBS: Final = Site(
    source="unionjobs", hosts=frozenset({"www.unionjobs.com", "unionjobs.com"}), pages=None, ended=ENDED
)
PAGED: Final = Site(source="nynonprofits", hosts=frozenset({"nynonprofits.com"}), pages=paged, ended=ENDED)
INTERFACE: Final = Site(source="kiwa", hosts=frozenset({"kiwa.bamboohr.com"}), pages=interface, ended=ENDED)
FEW_OPEN: Final = Site(source="fcft", hosts=frozenset({"fcft.bamboohr.com"}), pages=few, ended=ENDED)
LINKS: Final = Site(source="cupe-on", hosts=frozenset({"cupe.on.ca"}), pages=links, ended=ENDED)
SECTIONS: Final = Site(
    source="calaborfed",
    hosts=frozenset({"calaborfed.org"}),
    pages=sections,
    ended=dict.fromkeys((GONE, MARKED, DELISTED, STILL_LISTED), "delisted"),
    by_text=True,
)
