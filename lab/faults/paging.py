"""Faults of a list of several pages: it moves while it is read, repeats itself, or never ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lab.faults.board import AFTER, ad
from lab.faults.site import JSON, PAGED, PER_PAGE, WP, wp_posting
from lab.faults.stage import Stage
from lab.faults.trial import Doing, Trial
from lab.program.program import Ended
from lab.replica import Fault
from lab.replica.unionjobs import Ad

ROWS: Final = tuple(sorted(AFTER.listed, key=lambda each: -each.number))
TAKEN_DOWN: Final = ad(999)
"""A posting that was new this morning, and is taken down while the list is read."""


def _put(stage: Stage, page: int, rows: Sequence[Ad], total: int | None, pages: int = 3) -> None:
    headers: Mapping[str, str] = JSON | {"X-WP-TotalPages": str(pages)}
    headers = headers if total is None else {**headers, "X-WP-Total": str(total)}
    stage.replica.put(WP.format(page), json.dumps(list(map(wp_posting, rows))), headers=headers)


def _lay(stage: Stage, rows: Sequence[Ad], *, told: bool, pages: int = 3, first: int = 1) -> None:
    for page in range(first, pages + 1):
        part = rows[(page - 1) * PER_PAGE : page * PER_PAGE]
        _put(stage, page, part, len(rows) if told else None, pages)


def moving(rows: Sequence[Ad], *, told: bool) -> Doing:
    """The list has these rows when its first page is read, and those of the day from then on."""

    def doing(stage: Stage) -> Ended:
        _lay(stage, rows, told=told)

        def meanwhile(body: bytes) -> bytes:
            _lay(stage, ROWS, told=told)
            return body

        stage.replica.break_(Fault(kind="rewrite", rewrite=meanwhile, path="/wp-json/*page=1&*", times=1))
        return stage.crawl()

    return doing


def endless(stage: Stage) -> Ended:
    """Every page leads on, and from the fourth on they repeat."""
    _lay(stage, ROWS, told=False, pages=40)
    for page in range(4, 41):
        _put(stage, page, ROWS[-3:], None, pages=1000)
    for page in range(1, 4):
        _put(stage, page, ROWS[(page - 1) * PER_PAGE : page * PER_PAGE], None, pages=1000)
    return stage.crawl()


def without_the_last(stage: Stage) -> Ended:
    """The list says that it ends one page before its end."""
    _lay(stage, ROWS, told=False, pages=2)
    return stage.crawl()


def one_twice(stage: Stage) -> Ended:
    """The last page shows what the one before it showed."""
    _lay(stage, ROWS, told=False)
    _put(stage, 3, ROWS[PER_PAGE : 2 * PER_PAGE], None)
    return stage.crawl()


def _trial(name: str, doing: Callable[[Stage], Ended], reason: str = "", verdict: str = "partial") -> Trial:
    status = 0 if verdict == "complete" else 1
    return Trial(
        name=f"pages: {name}", verdict=verdict, status=status, doing=doing, reason=reason, site=PAGED, others=True
    )


BUMPED: Final = (*ROWS[2:-1], ROWS[0], ROWS[1], ROWS[-1])
"""The newest rows are on the last page, until they are put first while the list is read."""

TRIALS: Final = (
    _trial("one slides over an edge", moving((TAKEN_DOWN, *ROWS), told=False), "changed while its pages were read"),
    _trial("one slides, totals are stated", moving((TAKEN_DOWN, *ROWS), told=True), "changed while its pages"),
    _trial("one is put first meanwhile", moving(BUMPED, told=False), verdict="complete"),
    _trial("in another order", moving(ROWS[::-1], told=False), "are usual"),
    _trial("they never end", endless, "endless"),
    _trial("the link to the last is gone", without_the_last, "the last one full"),
    _trial("one is shown twice", one_twice, "shows what an earlier one showed"),
)
