"""Values that settings cannot have, told before anything is done with them."""

from __future__ import annotations

from collections.abc import Mapping

from scrapy.settings import BaseSettings

from unionjobs_scraper.errors import SettingError

GIVEN = 40
"""Scrapy's priority of what stands on the command line."""
SWITCHES = ("0", "1", "true", "false")


def check_given(settings: BaseSettings, defaults: Mapping[str, object]) -> None:
    """Checks what the command line sets. Raises `SettingError`."""
    for name in settings:
        if settings.getpriority(name) == GIVEN:
            check(str(name), settings[name], defaults.get(str(name)))


def check(name: str, value: object, default: object) -> None:
    """Raises `SettingError` where the default is a number or a switch, and the value is none."""
    if isinstance(default, bool):
        if str(value).lower() not in SWITCHES:
            raise SettingError(f"{name}={value} is no switch: it is True or False")
    elif isinstance(default, int | float) and value is not None:
        try:
            float(str(value))
        except ValueError:
            raise SettingError(f"{name}={value} is no number, as {default} is") from None
