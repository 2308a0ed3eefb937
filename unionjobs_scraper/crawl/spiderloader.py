"""Scrapy's spider loader, showing only the sources that are crawled; a module that is broken hurts no other.

The register tells which module reads a source, so that a crawl of one source loads no other's.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

from scrapy import Request, Spider
from scrapy.spiderloader import SpiderLoader

from unionjobs_scraper.boards import SPIDERS, Board, has_module, register
from unionjobs_scraper.crawl.spider_classes import spider_for
from unionjobs_scraper.errors import UnionJobsError


class SourceLoader(SpiderLoader):
    """Lists the register's sources, but for those that it says are off."""

    broken: dict[str, str]
    """Modules that cannot be imported, with the reason; whole once the sources have been listed."""
    _whole: bool
    """Whether every module has been looked at."""

    def load(self, spider_name: str) -> type[Spider]:
        """The spider of a source. Raises `KeyError`."""
        if spider_name not in self._spiders:
            self._load_alone(spider_name)
        if spider_name not in self._spiders:
            self._load_every_module()
        return super().load(spider_name)

    def find_by_request(self, request: Request) -> list[str]:
        """The names of the sources that a page may belong to."""
        self._load_every_module()
        return super().find_by_request(request)

    def list(self) -> list[str]:
        """Names, sorted."""
        self._load_every_module()
        boards = register()
        return sorted(name for name in super().list() if name not in boards or not boards[name].off)

    def _load_all_spiders(self) -> None:
        """Called when the loader is made: then, most commands need one spider, or none."""
        self.broken = {}
        self._whole = False
        register()  # with a mistake in it, nothing can be crawled

    def _load_alone(self, name: str) -> None:
        """Makes the one source's class, where no module but the program's own can have it."""
        board = register().get(name)
        if board and self.spider_modules == [SPIDERS]:
            self._load_board(board)

    def _load_every_module(self) -> None:
        if self._whole:
            return
        self._whole = True
        for memory in (self.broken, self._spiders, self._found):  # what was loaded alone is found again
            memory.clear()
        for name in self.spider_modules:
            if name == SPIDERS:
                for board in register().values():
                    self._load_board(board)
            else:
                self._load_package(name)
        self._check_name_duplicates()

    def _load_board(self, board: Board) -> None:
        """Makes the class of a source of the register; a module that cannot be imported is noted."""
        if not has_module(board):
            return
        try:
            spider = spider_for(board)
        except Exception as error:
            self.broken[board.name] = f"{board.name} cannot be read: {type(error).__name__}: {error}"
        else:
            self._found[board.name].append((spider.__module__, spider.__name__))
            self._spiders[board.name] = spider

    def _load_package(self, name: str) -> None:
        package = import_module(name)
        inside = walk_packages(getattr(package, "__path__", ()), f"{name}.", onerror=self._note)
        for module in (name, *(each.name for each in inside)):
            self._load_module(module)

    def _load_module(self, module: str) -> None:
        try:
            self._load_spiders(import_module(module))
        except UnionJobsError:
            raise  # the register itself: nothing can be crawled
        except Exception as error:
            self.broken[module] = f"{module} cannot be imported: {type(error).__name__}: {error}"

    def _note(self, module: str) -> None:
        self.broken[module] = f"{module} cannot be imported"
