"""The labelled headers of 154 real postings, put into the site's markup, crawled and exported.

Runs where the labelled set lies beside the checkout; its wording stays out of the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest

from lab.program.program import ROOT, Program
from lab.replica.unionjobs import Ad
from tests.conftest import Site

SHARED = ROOT.parent / "shared"
HEADERS = SHARED / "gold" / "headers.jsonl"
LISTING = SHARED / "pages" / "unionjobs-listing.txt"
NO_LEAD_IN = ("for covering", "covering", "location", "must be", "throughout", "remote", "hybrid")
ACCEPTED = 150
"""Of 154 headers, at least this many must be right in title, department, employer and id."""


def _labelled() -> list[dict[str, Any]]:
    return [json.loads(line) for line in HEADERS.read_text(encoding="utf-8").splitlines()]


def _ad(label: dict[str, Any]) -> Ad:
    raw, title = label["title_raw"], label["title"] or label["title_raw"]
    rest = raw.removeprefix(title).strip()
    place = label["location_raw"]
    header: tuple[str, ...]
    if place is None:  # the place is glued to the title
        header = ("", label["organization"], raw)
    else:
        lead_in = "" if place.lower().startswith(NO_LEAD_IN) else "Based in "
        header = ("", label["organization"], "\n".join(filter(None, (title, rest))), lead_in + place)
    lines = tuple(escape(line).replace("\n", "<br>") for line in header)
    body = (
        "<p>An invented sentence about the work.</p>"
        f"<p>{escape(label['salary_raw'] or '')}</p><p>To apply, write to jobs@example.org.</p>"
    )
    employer = escape(label["organization"])
    return Ad(number=int(label["job_id"]), employer=employer, title=escape(raw), header=lines, body=body)


def _misses(labels: list[dict[str, Any]], rows: dict[str, dict[str, str]]) -> Iterator[str]:
    for label in labels:
        row = rows.get(label["job_id"])
        if row is None:
            yield f"{label['job_id']}: not exported"
            continue
        wanted = (label["title"], label["department"] or "", label["organization"])
        found = (row["title"], row["department"], row["employer"])
        # two headers have no title in the labels: nobody could say where it ends
        if found != wanted and label["title"] is not None:
            yield f"{label['job_id']}: {found} instead of {wanted}"


@pytest.mark.skipif(not HEADERS.exists(), reason="needs ../shared/gold")
def test_headers_of_real_postings(site: Site, program: Program) -> None:
    labels = _labelled()
    site.show([_ad(label) for label in labels])
    ended = program.crawl()
    assert ended.status == 0, ended.out
    rows = {row["source_id"]: row for row in program.rows()}
    misses = list(_misses(labels, rows))
    print(f"{len(labels) - len(misses)} of {len(labels)} headers right; missed:", *misses, sep="\n  ")
    assert len(labels) - len(misses) >= ACCEPTED, misses


@pytest.mark.skipif(not LISTING.exists(), reason="needs ../shared/pages")
def test_text_of_a_real_listing(site: Site, program: Program) -> None:
    """The page's text has lost its markup; the header's four parts are put back into it."""
    text = LISTING.read_text(encoding="utf-8").strip().strip('"')
    body = text.partition("Based in Mexico City, Mexico")[2].partition("WHEN APPLYING")[0]
    header = ("", "Solidarity Center", "Senior Specialist<br>Organizing", "Based in Mexico City, Mexico")
    posting = Ad(
        number=99, employer="Solidarity Center", title="Senior Specialist", header=header, body=f"<p>{body}</p>"
    )
    site.show([posting])
    program.crawl()
    row = program.posting("99")
    read = [row[name] for name in ("employer", "title", "department", "locations")]
    assert read == ["Solidarity Center", "Senior Specialist", "Organizing", "Mexico City, MX"]
