"""`scrapy alert`: sends a test message, so that the first real one is not the first try."""

from __future__ import annotations

import argparse
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from unionjobs_scraper.commands.crawl import refused
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.watch.alerts.configured import KEYS, names, with_environment
from unionjobs_scraper.watch.alerts.deliver import deliver
from unionjobs_scraper.watch.alerts.message import Message


class Command(ScrapyCommand):
    """Reads no database and crawls nothing."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Send a test message to every channel that alerts are configured for"

    def long_desc(self) -> str:
        return (
            "Send a test message to every channel that alerts are configured for, by settings or the environment: "
            f"{', '.join(f'{name} ({key})' for name, key in KEYS.items())}."
            " Exit status: 0 when every channel took it, 1 when one did not, 2 when none is configured."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if args:
            raise UsageError("no arguments are expected", print_help=False)
        assert self.settings
        settings = with_environment(self.settings)
        if not names(settings):
            self.exitcode = refused(SettingError(f"no alerts are configured: set one of {', '.join(KEYS.values())}"))
            return
        test = Message(
            subject="[unionjobs] a test: alerts arrive",
            blocks=("Sent by `scrapy alert`. A source that turns unwell, or well again, is told here, once.",),
            bad=False,
        )
        ended = deliver(settings, test)
        for name, words in ended.items():
            print(f"{name}: {f'NOT delivered: {words}' if words else 'handed over'}")
        self.exitcode = int(any(ended.values()))
