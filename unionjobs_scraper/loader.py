"""Scrapy's spider loader, showing only the sources that are crawled; a module that is broken hurts no other."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from scrapy.spiderloader import SpiderLoader

from unionjobs_scraper.boards import register
from unionjobs_scraper.errors import UnionJobsError


class SourceLoader(SpiderLoader):
    """Lists the register's sources, but for those that it says are off."""

    broken: dict[str, str]
    """Modules that cannot be imported, with the reason."""

    def list(self) -> list[str]:
        """Names, sorted."""
        boards = register()
        return sorted(name for name in super().list() if name not in boards or not boards[name].off)

    def _load_all_spiders(self) -> None:
        self.broken = {}
        for name in self.spider_modules:
            package = import_module(name)
            inside = walk_packages(getattr(package, "__path__", ()), f"{name}.", onerror=self._note)
            for module in (name, *(each.name for each in inside)):
                try:
                    self._load_spiders(import_module(module))
                except UnionJobsError:
                    raise  # the register itself: nothing can be crawled
                except Exception as error:
                    self.broken[module] = f"{module} cannot be imported: {type(error).__name__}: {error}"
        self._check_name_duplicates()

    def _note(self, module: str) -> None:
        self.broken[module] = f"{module} cannot be imported"
