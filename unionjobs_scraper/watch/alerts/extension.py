"""Scrapy's extension: notes which runs of this process turned their sources, and tells it soon after.

On `spider_closed`, after `Run` has concluded. The message waits a little (`ALERT_GATHER`) for other sources that turn
at the same time, so that forty of them are one message, and never for a source that does not end; what is left goes
out when the reactor stops.
"""

from __future__ import annotations

import logging
from typing import ClassVar, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.settings import BaseSettings

from unionjobs_scraper.crawl.run import Run
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.history import recent_runs
from unionjobs_scraper.watch.alerts.deliver import deliver, names, number, with_environment
from unionjobs_scraper.watch.alerts.message import GUIDE, message
from unionjobs_scraper.watch.alerts.state_changes import AFTER, REMEMBERED, Turn, turn

logger = logging.getLogger(__name__)


GATHER = 60.0
"""Seconds (`ALERT_GATHER`) that a message waits for further sources."""


class Outbox:
    """What this process has to tell."""

    def __init__(self, settings: BaseSettings) -> None:
        self._settings = settings
        self._gather = number(settings, "ALERT_GATHER", GATHER)
        self._turns: list[Turn] = []
        self._begun = False

    def add(self, turn: Turn) -> None:
        """Keeps a change of state until those of the next minute are known, or the reactor stops."""
        from twisted.internet import reactor  # here: importing it would install one

        if not self._begun:
            self._begun = True
            reactor.addSystemEventTrigger("before", "shutdown", self.send)  # type: ignore[arg-type]
        if not self._turns:
            # in a thread: a receiver that hangs holds no crawl up
            reactor.callLater(self._gather, reactor.callInThread, self.send)  # type: ignore[arg-type]
        self._turns.append(turn)

    def send(self) -> None:
        """Tells it. Never raises: the verdicts are recorded, and the exit status is theirs."""
        turns, self._turns = self._turns, []
        if not turns:
            return
        try:
            deliver(self._settings, message(turns, self._settings.get("ALERT_GUIDE") or GUIDE))
        except Exception:
            logger.exception("alert not delivered")


class Alerts:
    """Watches one crawler's run; off when no channel is configured."""

    outbox: ClassVar[Outbox | None] = None
    """The process's own: a crawlall has many crawlers and sends one message."""

    def __init__(self, crawler: Crawler, settings: BaseSettings) -> None:
        self._crawler = crawler
        self._after = int(number(settings, "ALERT_AFTER", AFTER))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's constructor."""
        settings = with_environment(crawler.settings)
        if getattr(crawler.spidercls, "board", None) is None or not names(settings):
            raise NotConfigured
        Alerts.outbox = Alerts.outbox or Outbox(settings)
        alerts = cls(crawler, settings)
        crawler.signals.connect(alerts.note, signal=signals.spider_closed)
        return alerts

    def note(self, spider: Spider) -> None:
        """Looks whether the run that has just been recorded changed its source's state. Never raises."""
        run = self._crawler.get_extension(Run)
        if run is None or run.outcome is None or Alerts.outbox is None:
            return
        try:
            found = self._turn(run)
        except Exception:
            logger.exception("%s: whether to send an alert is not known", run.board.name)
            return
        if found:
            Alerts.outbox.add(found)

    def _turn(self, run: Run) -> Turn | None:
        database = Database.from_settings(self._crawler.settings)
        try:
            with database.read() as connection:
                rows = recent_runs(connection, run.board.name, REMEMBERED)
        finally:
            database.close()
        return turn(rows, run.begun.run_id, self._after)
