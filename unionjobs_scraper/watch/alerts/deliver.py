"""Sending a message to every channel that is configured, together and within a time."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from scrapy.settings import BaseSettings

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.watch.alerts.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to deliver a message."""

    name: str
    send: Callable[[Message], None]
    """Raises whatever goes wrong."""


def channel(name: str, settings: BaseSettings, *, timeout: float) -> Channel:
    """The channel of this name. Raises `SettingError` when a setting or a package is missing."""
    from unionjobs_scraper.watch.alerts import channels

    if name == "mail":
        return Channel(name=name, send=partial(channels.send, settings, timeout=timeout))
    try:
        send = {
            "Slack": channels.slack,
            "Telegram": channels.telegram,
            "Discord": channels.discord,
            "Sentry": channels.sentry,
        }
        return Channel(name=name, send=send[name](settings))
    except ModuleNotFoundError as error:
        raise SettingError(
            f"alerts by {name} need the Python package {error.name!r}: pip install 'unionjobs-scraper[alerts]'"
        ) from None
    except Exception as error:  # Spidermon's own refusal, or a DSN that is none
        raise SettingError(f"alerts by {name}: {without_secrets(str(error), settings)}") from None


def configured(settings: BaseSettings, *, timeout: float) -> tuple[list[Channel], dict[str, str]]:
    """The configured channels, and, by name, why others of them cannot be used."""
    good: list[Channel] = []
    bad: dict[str, str] = {}
    for name in names(settings):
        try:
            good.append(channel(name, settings, timeout=timeout))
        except SettingError as error:
            bad[name] = str(error)
    return good, bad


PREFIXES = ("ALERT_", "SPIDERMON_", "HEARTBEAT_")
KEYS = {
    "mail": "SPIDERMON_EMAIL_TO",
    "Slack": "SPIDERMON_SLACK_SENDER_TOKEN",
    "Telegram": "SPIDERMON_TELEGRAM_SENDER_TOKEN",
    "Discord": "SPIDERMON_DISCORD_WEBHOOK_URL",
    "Sentry": "SPIDERMON_SENTRY_DSN",
}
"""The setting that turns a channel on."""
SECRET = ("TOKEN", "PASSWORD", "DSN", "URL")
"""How the names of settings end that no log may show."""

PATIENCE = 10.0
"""Seconds (`ALERT_TIMEOUT`) that all receivers together may take."""
logger = logging.getLogger(__name__)


def with_environment(settings: BaseSettings) -> BaseSettings:
    """The settings, with those of this package that only the environment has."""
    merged = BaseSettings()
    merged.attributes |= settings.attributes  # a copy of them all takes milliseconds, and a crawlall has a hundred
    for name, value in os.environ.items():
        if name.startswith(PREFIXES) and name not in settings and value:
            merged.set(name, value, priority="project")
    return merged


def names(settings: BaseSettings) -> list[str]:
    """The channels that are turned on."""
    return [name for name, key in KEYS.items() if settings.get(key)]


def number(settings: BaseSettings, name: str, default: float) -> float:
    """A positive number; a word in its place is told and ignored: no alert is worth a crawl."""
    said = settings.get(name)
    try:
        value = float(said) if said else default
    except (TypeError, ValueError):
        value = -1.0
    if value <= 0:
        logger.error("%s=%r is not a number above 0: %g is used", name, said, default)
        return default
    return value


def without_secrets(words: str, settings: BaseSettings) -> str:
    """Words for a log: libraries put addresses into their errors, and addresses hold tokens."""
    secrets = {
        str(settings[name])
        for name in settings
        if name.startswith(PREFIXES) and name.endswith(SECRET) and settings.get(name)
    }
    for secret in sorted(secrets, key=len, reverse=True):
        words = words.replace(secret, "…")
    return words


def deliver(settings: BaseSettings, message: Message) -> dict[str, str]:
    """Sends a message and returns, by channel, why it was not delivered ("" where it was). Never raises."""
    patience = number(settings, "ALERT_TIMEOUT", PATIENCE)
    good, ended = configured(settings, timeout=patience)
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
