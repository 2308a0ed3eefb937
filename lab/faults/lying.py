"""Lists and pages that look well and lie: another row's address, another board's rows, a wall before each page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from lab.faults.board import AFTER
from lab.faults.rewrites import without_four
from lab.faults.rows import SIX
from lab.faults.site import CUPE, FCFT, FEW_OPEN, HTML, LINKS, links
from lab.faults.stage import LIST, POSTING, Stage
from lab.faults.trial import Trial
from lab.faults.words import read_anew
from lab.program.program import Ended
from lab.replica import Fault

CONSENT: Final = (
    "<!DOCTYPE html><html><body><div role='dialog'><h1>We value your privacy</h1><p>Choose which cookies we may use."
    "</p><button>Accept all</button></div><p>Union Jobs Clearinghouse &reg;</p></body></html>"
)
SOFT_404: Final = CONSENT.replace("We value your privacy", "Page not found").replace("cookies", "page")
TITLES: Final = ("Researcher", "Staff Attorney", "Bookkeeper", "Mechanic", "Welder", "Electrician")


def one_address(page: bytes) -> bytes:
    """Six rows of other titles have the address of a seventh."""
    titles = iter(TITLES)

    def other(found: re.Match[bytes]) -> bytes:
        return b'<a href="/listing.php?id=119">' + next(titles, TITLES[0]).encode()

    return re.sub(rb'<a href="/listing\.php\?id=' + SIX + rb'">[^<]*', other, page)


def cut(page: bytes) -> bytes:
    """Between two rows, near the end of the list; nothing follows."""
    rows = [found.start() for found in re.finditer(rb"<li>", page)]
    return page[: rows[-5]]


def anothers(page: bytes) -> bytes:
    """As many rows as ever, of another tenant of the system."""
    answer = json.loads(page)
    for row in answer["result"]:
        row["id"] = f"9{row['id']}"
    return json.dumps(answer).encode()


def written_otherwise(stage: Stage) -> Ended:
    """A careers page that writes its addresses in capitals and with escapes, on a server that takes both for one."""
    listed = {url: page for url, page in links(AFTER).items() if url != CUPE}
    for url, (body, _) in listed.items():
        name = url.removeprefix(CUPE).strip("/")
        for spelled in (name.upper(), name.replace("-", "%2D")):
            stage.replica.put(f"{CUPE}{spelled}", body, headers=HTML)

    def rewrite(page: bytes) -> bytes:
        page = re.sub(rb'href="(organizer-1[01]\d)/"', lambda found: b'href="' + found[1].upper() + b'"', page)
        return re.sub(rb'href="organizer-(12[0-4])/"', rb'href="organizer%2D\1"', page)

    stage.replica.break_(Fault(kind="rewrite", path="/about-us/jobs/", rewrite=rewrite))
    return stage.crawl()


def of_another_tenant(stage: Stage) -> Ended:
    """The list of another tenant, whose postings answer; this one's pages are gone."""
    for number in range(9100, 9130):
        opening = {"jobOpeningName": "Baker", "description": "<p>Bake bread.</p>", "id": str(number)}
        body = json.dumps({"meta": {}, "result": {"jobOpening": opening}})
        stage.replica.put(f"{FCFT}/{number}/detail", body, headers={"Content-Type": "application/json"})
    gone = Fault(kind="status", path=re.compile(r"/careers/1\d\d/detail"), status=404)
    stage.replica.break_(Fault(kind="rewrite", path="/careers/list", rewrite=anothers), gone)
    return stage.crawl()


def trials() -> Iterator[Trial]:
    """All of them."""
    on_list = Fault(kind="rewrite", path=LIST, rewrite=one_address)
    yield Trial(name="lies: six rows, one address", verdict="partial", status=1, faults=(on_list,), reason="same-id")
    fewer = Fault(kind="rewrite", path=LIST, rewrite=without_four)
    for name, page in (("a consent wall", CONSENT), ("a soft 404", SOFT_404)):
        walled = Fault(kind="body", path=POSTING, body=page)
        yield Trial(name=f"lies: four rows fewer, {name}", verdict="partial", status=1, faults=(fewer, walled))
    anew = Fault(kind="rewrite", path=LIST, rewrite=read_anew)
    halves = Fault(kind="truncated", path=POSTING)
    yield Trial(
        name="lies: every posting cut", verdict="partial", status=1, faults=(anew, halves), reason="before its end"
    )
    stops = Fault(kind="rewrite", path="/about-us/jobs/", rewrite=cut)
    yield Trial(
        name="lies: links, cut between rows",
        verdict="failed",
        status=1,
        faults=(stops,),
        reason="stops before its end",
        site=LINKS,
        healthy=3,
    )
    yield Trial(name="lies: links written otherwise", verdict="complete", status=0, doing=written_otherwise, site=LINKS)
    yield Trial(
        name="lies: few, another tenant's list",
        verdict="partial",
        status=1,
        doing=of_another_tenant,
        site=FEW_OPEN,
        others=True,
        healthy=6,
    )


TRIALS: Final = tuple(trials())
