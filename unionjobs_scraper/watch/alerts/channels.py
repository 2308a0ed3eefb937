"""The channels that are configured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from scrapy.settings import BaseSettings

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.watch.alerts import mail
from unionjobs_scraper.watch.alerts.configured import names, without_secrets
from unionjobs_scraper.watch.alerts.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way to tell somebody."""

    name: str
    send: Callable[[Message], None]
    """Raises whatever goes wrong."""


def channel(name: str, settings: BaseSettings, *, timeout: float) -> Channel:
    """The channel of this name. Raises `SettingError` when a setting or a package is missing."""
    if name == "mail":
        return Channel(name=name, send=partial(mail.send, settings, timeout=timeout))
    try:
        from unionjobs_scraper.watch.alerts import chat

        send = {"Slack": chat.slack, "Telegram": chat.telegram, "Discord": chat.discord, "Sentry": chat.sentry}
        return Channel(name=name, send=send[name](settings))
    except ModuleNotFoundError as error:
        raise SettingError(
            f"alerts by {name} need the Python package {error.name!r}: pip install 'unionjobs-scraper[alerts]'"
        ) from None
    except Exception as error:  # Spidermon's own refusal, or a DSN that is none
        raise SettingError(f"alerts by {name}: {without_secrets(str(error), settings)}") from None


def channels(settings: BaseSettings, *, timeout: float) -> tuple[list[Channel], dict[str, str]]:
    """The configured channels, and, by name, why others of them cannot be used."""
    good: list[Channel] = []
    bad: dict[str, str] = {}
    for name in names(settings):
        try:
            good.append(channel(name, settings, timeout=timeout))
        except SettingError as error:
            bad[name] = str(error)
    return good, bad
