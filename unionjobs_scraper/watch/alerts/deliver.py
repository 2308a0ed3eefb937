"""Sending to every channel at once, within a time. Whatever happens there stays there."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from scrapy.settings import BaseSettings

from unionjobs_scraper.watch.alerts.channels import Channel, channels
from unionjobs_scraper.watch.alerts.configured import number, without_secrets
from unionjobs_scraper.watch.alerts.message import Message

PATIENCE = 10.0
"""Seconds (`ALERT_TIMEOUT`) that all receivers together may take."""

logger = logging.getLogger(__name__)


def deliver(settings: BaseSettings, message: Message) -> dict[str, str]:
    """Sends a message and returns, by channel, why it was not delivered ("" where it was). Never raises."""
    patience = number(settings, "ALERT_TIMEOUT", PATIENCE)
    good, ended = channels(settings, timeout=patience)
    results: dict[str, str] = dict.fromkeys((each.name for each in good), f"no answer within {patience:g} seconds")

    def work(channel: Channel) -> None:
        results[channel.name] = _attempt(lambda: channel.send(message), settings)

    within([lambda each=each: work(each) for each in good], patience)  # type: ignore[misc]
    ended |= dict(results)
    for name, words in ended.items():
        if words:
            logger.error("alert not delivered by %s: %s (%s)", name, words, message.subject)
    return ended


def within(tasks: list[Callable[[], None]], patience: float) -> None:
    """Does things at once, and stops waiting for them after `patience` seconds.

    In daemon threads, which hold no process up: a receiver that hangs is left behind with them.
    """
    threads = [threading.Thread(target=task, name="alert", daemon=True) for task in tasks]
    deadline = time.monotonic() + patience
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))


def _attempt(send: Callable[[], None], settings: BaseSettings) -> str:
    try:
        send()
    except Exception as error:  # a receiver may fail in any way
        words = " ".join(f"{type(error).__name__}: {error}".split())
        return without_secrets(words, settings)[:500]
    return ""
