"""The applicant systems and site builders that many sources share: one module each, a tenant is data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from unionjobs_scraper.platforms.base import PlatformSpider


@cache
def platforms() -> Mapping[str, type[PlatformSpider]]:
    """Every platform's spider class by the name that boards.toml uses for it: the module's."""
    found: dict[str, type[PlatformSpider]] = {}
    for module in iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, PlatformSpider) and value.platform == module.name:
                found[module.name] = value
    return found
