"""`scrapy alert`: sends a test message, so that the first real one is not the first try."""

from __future__ import annotations

import argparse

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.terminal.command import OperatorCommand
from unionjobs_scraper.watch.alerts.deliver import KEYS, deliver, names, with_environment
from unionjobs_scraper.watch.alerts.message import Message


class Command(OperatorCommand):
    """Reads no database and crawls nothing."""

    summary = "Send a test message to every channel that alerts are configured for"
    manual = (
        "Send a test message to every channel that alerts are configured for, by settings or the environment: "
        f"{', '.join(f'{name} ({key})' for name, key in KEYS.items())}."
        " Exit status: 0 when every channel took it, 1 when one did not, 2 when none is configured."
    )

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int:
        """Sends the message. Raises `SettingError` when no channel is configured."""
        assert self.settings
        settings = with_environment(self.settings)
        if not names(settings):
            raise SettingError(f"no alerts are configured: set one of {', '.join(KEYS.values())}")
        test = Message(
            subject="[unionjobs] a test: alerts arrive",
            blocks=("Sent by `scrapy alert`. A source that turns unwell, or well again, is told here, once.",),
            bad=False,
        )
        ended = deliver(settings, test)
        for name, words in ended.items():
            print(f"{name}: {f'NOT delivered: {words}' if words else 'handed over'}")
        return int(any(ended.values()))
