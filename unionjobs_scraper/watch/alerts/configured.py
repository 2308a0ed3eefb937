"""The settings of alerts and heartbeat: from the command line, settings.py or the environment, in this order."""

from __future__ import annotations

import logging
import os

from scrapy.settings import BaseSettings

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

logger = logging.getLogger(__name__)


def with_environment(settings: BaseSettings) -> BaseSettings:
    """The settings, with those of this package that only the environment has."""
    merged = settings.copy()
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
    """Words for a log: libraries put addresses into their errors, and tokens stand in addresses."""
    secrets = {
        str(settings[name])
        for name in settings
        if name.startswith(PREFIXES) and name.endswith(SECRET) and settings.get(name)
    }
    for secret in sorted(secrets, key=len, reverse=True):
        words = words.replace(secret, "…")
    return words
