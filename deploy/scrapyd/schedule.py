"""Gives every source that is due to one of several Scrapyd workers.

Three commands install it, on one machine:

    pip install --require-hashes -r requirements.lock && pip install --no-deps -e .
    export DATABASE_URL=postgresql://user:password@database-host/unionjobs
    crontab -e   # */30 * * * * cd /srv/unionjobs/deploy/scrapyd && ../../.venv/bin/python schedule.py http://a:6800 …

It may be called at any time and as often as one likes: a source that has been crawled of late, or that waits or runs
on a worker, is left alone. A worker that does not answer gets nothing, and what it had is given to the others; when it
was killed in a census, they take that over as soon as its lease has died (15 minutes without a sign of life). All
sources of one host go to one worker, which crawls them one after the other. Exit status: 0; 1 when a worker does not
answer or refuses a job; 2 when something must be set right first.
"""

from __future__ import annotations

import argparse
import base64
import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from once import due
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.errors import OperatorError

PROJECT = "unionjobs"
"""As scrapyd.conf names it."""
PATIENCE = 60.0
"""Seconds for one answer: a worker's first one waits until it has listed its spiders."""


class NoAnswer(Exception):
    """A worker does not answer, or not as Scrapyd does."""


@dataclass(slots=True)
class Worker:
    """One Scrapyd."""

    url: str
    has: list[str] = field(default_factory=list)
    """The sources that wait or run there."""

    def look(self) -> None:
        """Asks what waits and runs there. Raises `NoAnswer`."""
        jobs = _ask(f"{self.url}/listjobs.json?{urlencode({'project': PROJECT})}")
        self.has = [job["spider"] for state in ("pending", "running") for job in jobs[state]]

    def give(self, source: str, settings: Sequence[str]) -> None:
        """Puts a census of a source into its queue. Raises `NoAnswer`."""
        fields = [("project", PROJECT), ("spider", source), *(("setting", each) for each in settings)]
        _ask(f"{self.url}/schedule.json", urlencode(fields).encode())
        self.has.append(source)


def spread(sources: Iterable[str], hosts: Mapping[str, str], workers: Sequence[Worker]) -> list[tuple[Worker, str]]:
    """Who is to crawl what: all sources of a host at one worker, the largest groups first, each to the least busy."""
    taken = {source for worker in workers for source in worker.has}
    groups: dict[str, list[str]] = {}
    for source in sources:
        if source not in taken:
            groups.setdefault(hosts[source], []).append(source)
    load = {worker.url: len(worker.has) for worker in workers}
    plan: list[tuple[Worker, str]] = []
    for host, group in sorted(groups.items(), key=lambda each: -len(each[1])):
        there = [worker for worker in workers if any(hosts.get(source) == host for source in worker.has)]
        chosen = min(there or workers, key=lambda worker: load[worker.url])
        load[chosen.url] += len(group)
        plan += [(chosen, source) for source in group]
    return plan


def hosts_of(sources: Iterable[str]) -> dict[str, str]:
    """The host that each source is on."""
    loader = get_spider_loader(get_project_settings())
    found = {}
    for name in sources:
        spider = loader.load(name)
        assert issubclass(spider, BoardSpider)
        found[name] = (*spider.extractor.hosts(spider.board), name)[0]
    return found


def _ask(url: str, data: bytes | None = None) -> dict[str, Any]:
    request = urllib.request.Request(url, data=data)  # noqa: S310  # the operator's own address
    user, password = os.environ.get("SCRAPYD_USERNAME"), os.environ.get("SCRAPYD_PASSWORD", "")
    if user:
        request.add_header("Authorization", f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            answer: dict[str, Any] = json.load(response)
    except (OSError, ValueError) as error:
        raise NoAnswer(f"{url.rpartition('/')[0]} does not answer as Scrapyd: {error}") from None
    if answer.get("status") != "ok":
        raise NoAnswer(f"{url.rpartition('/')[0]} says: {answer.get('message')}")
    return answer


def _living(urls: Sequence[str]) -> list[Worker]:
    living = []
    for worker in (Worker(url.rstrip("/")) for url in urls):
        try:
            worker.look()
        except NoAnswer as error:
            print(f"error: {error}", file=sys.stderr)
        else:
            living.append(worker)
    return living


def _give(plan: Sequence[tuple[Worker, str]], settings: Sequence[str]) -> int:
    given = 0
    for worker, source in plan:
        try:
            worker.give(source, settings)
        except NoAnswer as error:
            print(f"error: {source}: {error}", file=sys.stderr)
        else:
            given += 1
            print(f"{source}: {worker.url}")
    return given


def main(arguments: Sequence[str] | None = None) -> int:
    """Schedules what is due and returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workers", nargs="+", metavar="URL", help="a worker's address, such as http://10.0.0.5:6800")
    parser.add_argument("--only", nargs="+", metavar="SOURCE", help="only these sources; all of the register otherwise")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a Scrapy setting of the jobs")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.only or ()) - set(crawled()))
    if unknown:
        parser.error(f"unknown source {unknown[0]!r}: scrapy list names them")
    try:
        waiting = due(chosen.only or crawled())
    except OperatorError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_status
    workers = _living(chosen.workers)
    plan = spread(waiting, hosts_of(crawled()), workers) if workers else []
    given = _give(plan, chosen.set)
    print(f"{given} of {len(waiting)} due sources scheduled; the others wait or run already, or no worker is there")
    return int(len(workers) < len(chosen.workers) or given < len(plan))


if __name__ == "__main__":
    sys.exit(main())
