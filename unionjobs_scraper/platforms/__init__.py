"""The applicant systems and site builders that many sources share: one module each, a tenant is data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from unionjobs_scraper.platforms.platform import Platform


@cache
def platforms() -> Mapping[str, Platform]:
    """Every platform by the name that boards.toml uses for it: its module's."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    found = (module.PLATFORM for module in modules if hasattr(module, "PLATFORM"))
    return {platform.name: platform for platform in found}
