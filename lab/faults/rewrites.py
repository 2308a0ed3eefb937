"""How the faults of a site come about, where the replica's own kinds of fault are not enough."""

from __future__ import annotations

import re
import resource
from collections.abc import Callable
from typing import Any, Final

from lab.faults.board import AFTER, BEFORE, DAYS
from lab.faults.stage import Stage
from lab.faults.trial import Doing
from lab.program.program import Ended
from lab.replica import Fault

ROW: Final = re.compile(rb"<li><a href=\"/listing\.php.*?</li>\n?")
MEMORY: Final = 2**30
"""Bytes of address space in which the program must be able to refuse a page of any size."""


def rows_left_out(keep: slice) -> Any:
    """A rewriter that keeps some of the list's rows and leaves the page otherwise whole."""

    def rewrite(page: bytes) -> bytes:
        kept = set(ROW.findall(page)[keep])
        return ROW.sub(lambda row: row.group() if row.group() in kept else b"", page)

    return rewrite


def without_four(page: bytes) -> bytes:
    """The list lacks a few postings that it had, too few for their number to be suspicious."""
    return re.sub(rb"<li><a href=\"/listing\.php\?id=11[3-6]\".*?</li>\n?", b"", page)


def other_ids(page: bytes) -> bytes:
    """The list of a board that has given all its postings other numbers."""
    return re.sub(rb"id=(\d+)", lambda found: b"id=9" + found[1], page)


def cut_in_the_middle(page: bytes) -> bytes:
    """Half of the rows, then the page's own end: the cut does not show."""
    half = page[: len(page) // 2]
    return (
        half[: half.rfind(b"<li>")] + b'</ul></div><div id="footer">Union Jobs Clearinghouse &reg;</div></body></html>'
    )


def in_little_memory(stage: Stage) -> Ended:
    """One census by a process that may not have more than `MEMORY`."""
    return stage.start(limits={resource.RLIMIT_AS: MEMORY}).ended()


def without_network(proxy: str) -> Doing:
    """One census behind a proxy that is not there."""

    def doing(stage: Stage) -> Ended:
        return stage.start(environment={"http_proxy": proxy, "https_proxy": proxy}).ended()

    return doing


def from_own_cache(policy: str) -> Doing:
    """One census answered by Scrapy's own cache of yesterday's pages."""

    def doing(stage: Stage) -> Ended:
        cache: dict[str, Any] = {
            "HTTPCACHE_ENABLED": True,
            "HTTPCACHE_DIR": stage.folder / "httpcache",
            "HTTPCACHE_POLICY": f"scrapy.extensions.httpcache.{policy}",
            "HTTPCACHE_STORAGE": "scrapy.extensions.httpcache.FilesystemCacheStorage",
        }
        today, stage.at = stage.at, DAYS[0].replace("T06", "T07")
        stage.show(BEFORE)
        filled = stage.crawl(**cache)
        if filled.status:
            stage.problems.append(f"filling the cache ended {filled.status}")
        stage.at = today
        stage.show(AFTER)
        return stage.crawl(**cache)

    return doing


def with_kept_lists(spoil: Callable[[Stage], object] = lambda stage: None) -> Doing:
    """One census by a program that believes the site's ETags, and has kept yesterday's list; first `spoil` it."""

    def doing(stage: Stage) -> Ended:
        stage.replica.tag()
        other = {"DATABASE_URL": f"sqlite:///{stage.folder}/other.db"}  # what is kept belongs to no database
        today, stage.at = stage.at, DAYS[0]
        for board in (AFTER, BEFORE):  # the list changes, and its ETag with it
            stage.show(board)
            stage.start(environment=other).ended()
        stage.at = today
        kept = list((stage.folder / "kept").glob("*/*.gz"))
        if len(kept) != 1:
            stage.problems.append(f"{len(kept)} list pages are kept")
        stage.show(AFTER)
        spoil(stage)
        return stage.crawl()

    return doing


def damaged(stage: Stage) -> None:
    """Something wrote over the kept page."""
    for path in (stage.folder / "kept").glob("*/*.gz"):
        path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 100)


def same_etag(stage: Stage) -> None:
    """The list has one ETag for ever, that of yesterday too."""
    page = (stage.folder / f"site-{stage.shown}" / "www.unionjobs.com" / "staffing_list.php").read_bytes()
    stage.replica.put("https://www.unionjobs.com/staffing_list.php", page, headers={"ETag": '"1"'})


def behind_a_stale_cache(stage: Stage) -> Ended:
    """One census through a cache that answers with the list of the day before, and says how old it is."""
    folder = BEFORE.write(stage.folder / "stale")
    stage.replica.break_(Fault(kind="stale", folder=folder, age=86400))
    return stage.crawl()
