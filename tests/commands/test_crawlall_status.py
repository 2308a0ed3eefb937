"""The exit status of `scrapy crawlall`: what is wrong here weighs more than what is wrong with a site."""

from __future__ import annotations

import pytest

from unionjobs_scraper.commands.crawlall import _exit_status
from unionjobs_scraper.crawl.conclusion import Outcome
from unionjobs_scraper.errors import SourceBusy, StoreError
from unionjobs_scraper.lifecycle.verdict import Judgement, Verdict
from unionjobs_scraper.storage.runs import Counts
from unionjobs_scraper.terminal.crawlall_table import Crawled


def ended(verdict: Verdict, error: Exception | None = None) -> Crawled:
    return Crawled("any", Outcome(source="any", judgement=Judgement(verdict=verdict), counts=Counts()), error)


WELL, UNWELL = ended(Verdict.COMPLETE), ended(Verdict.PARTIAL)
BUSY, FULL = Crawled("any", None, SourceBusy("in use")), ended(Verdict.PARTIAL, StoreError("the disk is full"))
BROKEN = Crawled("any", None, ValueError("no such page"))


@pytest.mark.parametrize(
    ("crawled", "status"),
    [
        ([], 0),
        ([WELL, WELL], 0),
        ([WELL, UNWELL], 1),
        ([WELL, BROKEN], 1),
        ([WELL, BUSY], 75),
        ([UNWELL, BUSY], 75),
        ([WELL, FULL], 2),
        ([BUSY, UNWELL, FULL, BROKEN], 2),
    ],
)
def test_our_own_trouble_comes_before_a_site_s(crawled: list[Crawled], status: int) -> None:
    assert _exit_status(crawled) == status


def test_what_closed_is_counted_in_the_table() -> None:
    assert all(cell.isdigit() for cell in WELL.counts())
