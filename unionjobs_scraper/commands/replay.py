"""`scrapy replay FILE.warc.gz`: the same extraction and storage, from an archive."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled as sources
from unionjobs_scraper.clock import Clock
from unionjobs_scraper.commands.addsource import carried_out
from unionjobs_scraper.crawl.conclusion import Outcome
from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.errors import ArchiveError, OperatorError, SettingError
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.terminal.command import refused
from unionjobs_scraper.terminal.crawl_summary import summary

if TYPE_CHECKING:
    from unionjobs_scraper.archive.visits import Visit
    from unionjobs_scraper.archive.warc import Archive

HANDLER = "unionjobs_scraper.archive.handler.ArchiveHandler"
NO_NETWORK: dict[str, Any] = {
    "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER, "ftp": None, "s3": None},
    "DOWNLOAD_DELAY": 0,
    "HTTPCACHE_ENABLED": False,
    "RETRY_ENABLED": False,
    "ROBOTSTXT_OBEY": False,  # nothing is asked of the site
}


class Command(ScrapyCommand):
    """One run for each visit that the archive holds, in the order of time."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"PROGRESS": False}

    def syntax(self) -> str:
        return "[options] FILE.warc.gz [SOURCE ...]"

    def short_desc(self) -> str:
        return "Read postings from a web archive in place of the network"

    def long_desc(self) -> str:
        return (
            "Read postings from a web archive (WARC) as a crawl reads them from the sites, and store them; nothing is"
            " fetched. Every capture of a source's list begins a visit, with the pages captured in the six hours after"
            " it; each visit is one run, stamped with the time of its last page, the earliest visit first. Of all"
            " sources, or of those named. A page that the archive does not have says nothing of its posting. Runs are"
            " judged as ever, and one that is older than a source's last run stores nothing: give an old archive a"
            " database of its own with -s DATABASE_URL=sqlite:///replayed.db. Exit status: 0 every run is complete,"
            " 1 one is not, 2 something must be set right first."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings
        self.settings.setdict(NO_NETWORK, "cmdline")  # a command's defaults would yield to the project's settings

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        if not args:
            raise UsageError("an archive is needed: scrapy replay FILE.warc.gz [SOURCE ...]", print_help=False)
        unknown = sorted(set(args[1:]) - set(sources()))
        if unknown:
            raise UsageError(f"unknown source {unknown[0]!r}: scrapy list names them", print_help=False)
        from unionjobs_scraper.archive.warc import Archive

        try:
            with closing(Archive.open(Path(args[0]))) as archive:
                found = self._visits(archive, args[1:] or sources())
                outcomes = carried_out(self.crawler_process, _replayed(self.crawler_process, found))
        except OperatorError as error:
            self.exitcode = refused(error)
            return
        complete = sum(each.judgement.verdict is Verdict.COMPLETE for each in outcomes)
        print(f"{complete} of {len(found)} runs complete")
        self.exitcode = int(complete < len(found))

    def _visits(self, archive: Archive, names: Sequence[str]) -> list[Visit]:
        """Raises `ArchiveError` when there are none, `SettingError` when RUN_AT cannot stamp them."""
        from unionjobs_scraper.archive.visits import visits

        found = [visit for name in names for visit in visits(archive, name, self._start(name))]
        if not found:
            hosts = sorted({each.url.split("/")[2] for each in archive.all() if each.url.count("/") > 1})
            said = f"it has pages of {', '.join(hosts[:5])}" if hosts else "it has no pages"
            raise ArchiveError(f"{archive.path}: no list of a source is in it ({said}); scrapy list names the sources")
        assert self.settings
        if self.settings["RUN_AT"] and len(found) > 1:
            raise SettingError(
                f"RUN_AT stamps one run, and {archive.path} holds {len(found)}: leave it out, and each has its own time"
            )
        return sorted(found, key=lambda visit: (visit.began, visit.source))

    def _start(self, name: str) -> str:
        assert self.crawler_process
        spider = self.crawler_process.spider_loader.load(name)()
        assert isinstance(spider, BoardSpider)
        return next(iter(spider.extractor.first_requests(spider.board))).url


async def _replayed(process: AsyncCrawlerProcess, found: Sequence[Visit]) -> list[Outcome]:
    """Carries the runs out, one after the other, and tells how each ended. Raises `OperatorError`."""
    from unionjobs_scraper.archive.handler import VISIT

    outcomes = []
    for visit in found:
        crawler = process.create_crawler(visit.source)
        crawler.settings.set(VISIT, visit, "cmdline")
        crawler.settings.set("RUN_AT", crawler.settings["RUN_AT"] or visit.ended.isoformat(), "cmdline")
        crawler.settings.set("EXTENSIONS", _without_alerts(crawler), "cmdline")
        await process.crawl(crawler)
        run = crawler.get_extension(Run)
        assert run
        if run.failure:
            raise run.failure
        assert run.outcome
        at = Clock.from_setting(crawler.settings["RUN_AT"]).now()
        print(f"{at:%Y-%m-%d %H:%M} UTC  {summary(run.outcome)}")
        outcomes.append(run.outcome)
    return outcomes


def _without_alerts(crawler: Crawler) -> dict[str, Any]:
    """What happened once is no news."""
    return {**crawler.settings.getdict("EXTENSIONS"), "unionjobs_scraper.watch.alerts.extension.Alerts": None}
