"""What the end of a run takes for a source with many stored postings: `python -m lab.bench.ending COUNT FOLDER`.

A database of a clearinghouse with COUNT open postings is built, and the ads of another board beside them; then a
complete run that lists 98 % of them and whose visits found the others' pages gone is concluded, by the program's
own code: the judgement, the sightings, the closings with their evidence, the jobs that they touch, the record.
Prints JSON: the postings, the closings, the seconds of each of its two steps.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler
from sqlalchemy import func, select

from lab.bench.linking import BATCH, START, fill
from unionjobs_scraper.boards import register
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.crawl.spider_classes import spider_for
from unionjobs_scraper.items import Listed
from unionjobs_scraper.lifecycle.census import Answer, Check
from unionjobs_scraper.lifecycle.settling import ClosedReason
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link
from unionjobs_scraper.storage.schema import postings

SOURCE = "unionjobs"
MISSING = 50
"""One posting in so many is gone: 2 %."""
OTHERS = 1.2
"""Postings built for one of the source's own: one ad in six is a copy on another board."""


def build(url: str, count: int) -> tuple[list[str], list[str]]:
    """Stores `count` open postings of the source, about, and links those that will close; ids listed and gone."""
    database = Database(url)
    fill(database, int(count * OTHERS))
    with database.read() as connection:
        query = select(postings.c.source_id).where(postings.c.source == SOURCE)
        # in the order in which they were stored, as a list that grows shows them
        in_order = query.order_by(func.length(postings.c.source_id), postings.c.source_id)
        ids = list(connection.execute(in_order).scalars())
    gone = ids[::MISSING]
    for start in range(0, len(gone), BATCH):
        with database.write() as connection:
            link.link(connection, [f"{SOURCE}:{each}" for each in gone[start : start + BATCH]])
    database.close()
    return [each for number, each in enumerate(ids) if number % MISSING], gone


def begin(url: str) -> tuple[Crawler, Run]:
    """A run of the source that has read nothing yet."""
    at = (START + timedelta(days=1)).isoformat()
    settings = {"EXTENSIONS": {"unionjobs_scraper.crawl.run.Run": 0}, "DATABASE_URL": url, "RUN_AT": at}
    crawler = get_crawler(spider_for(register()[SOURCE]), settings)
    run = crawler.get_extension(Run)
    assert run
    return crawler, run


def see(run: Run, listed: Sequence[str], gone: Sequence[str]) -> None:
    """Gives the run what a crawl would have seen: the list, a page read, and 404 for every missing posting."""
    address = "https://unionjobs.example/{}"
    now = run.clock.now()
    rows = [Listed(source_id=each, url=address.format(each)) for each in listed]
    run.census.page(rows, now)
    run.unread(rows)
    run.census.posting_pages = 1
    for each in gone:
        url = address.format(each)
        run.census.checks[each] = Check(answer=Answer.GONE, url=url, status=404, words="HTTP 404", at=now)


def conclude(crawler: Crawler, run: Run, gone: Sequence[str]) -> dict[str, float]:
    """Times the run's end. Raises `SystemExit` when it did not do what it was measured for."""
    spider = spider_for(register()[SOURCE]).from_crawler(crawler)
    begun = perf_counter()
    missing = run.missing()
    found = perf_counter()
    run.end(spider, "finished")
    ended = perf_counter()
    outcome = run.outcome
    done = (
        outcome
        and outcome.judgement.verdict is Verdict.COMPLETE
        and outcome.counts.closed[ClosedReason.GONE] == len(gone)
    )
    if not done or len(missing) != len(gone):
        raise SystemExit(f"{len(missing)} of {len(gone)} found missing; {run.failure or outcome}")
    return {"finding": found - begun, "concluding": ended - found}


def main(count: str, folder: str) -> None:
    """Prints the figures as JSON."""
    url = f"sqlite:///{Path(folder) / 'stored.db'}"
    listed, gone = build(url, int(count))
    crawler, run = begin(url)
    see(run, listed, gone)
    seconds = conclude(crawler, run, gone)
    print(json.dumps({"stored": len(listed) + len(gone), "closed": len(gone), **seconds}))


if __name__ == "__main__":
    main(*sys.argv[1:])
