"""Scrapy's settings for every source: polite, honest, and the same in a demo as in production."""

from __future__ import annotations

import gc
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from scrapy.settings import default_settings
from scrapy.utils.conf import closest_scrapy_cfg

from unionjobs_scraper import __version__
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.folders import cache_folder, own_folder

gc.freeze()  # what Scrapy has loaded by now stays: each of the collector's rounds would look through all of it again


def commands_module(arguments: Sequence[str]) -> str:
    """What Scrapy loads: the module of the command that is asked for, else all of them, which takes twice as long.

    `arguments`: the program's, its own name first. Scrapy takes the first without a dash for the command.
    """
    asked = next((each for each in arguments[1:] if not each.startswith("-")), "")
    known = asked.isalpha() and Path(__file__).with_name("commands").joinpath(f"{asked}.py").is_file()
    return "unionjobs_scraper.commands" + (f".{asked}" if known else "")


BOT_NAME = "unionjobs_scraper"
SPIDER_MODULES = ["unionjobs_scraper.spiders"]
COMMANDS_MODULE = commands_module(sys.argv)
SPIDER_LOADER_CLASS = "unionjobs_scraper.crawl.spiderloader.SourceLoader"

# where postings go and when a run takes place: deployments set these two in the environment
DATABASE_URL = os.environ.get("DATABASE_URL") or "sqlite:///unionjobs.db"
RUN_AT = os.environ.get("RUN_AT") or ""
ARCHIVE_DIR = ""  # a folder: what each run is answered is kept there (WARC), a file a source and month
DATABASE_TIMEOUT = 30  # seconds to wait for a database that another program holds

REFRESH_AFTER_DAYS = 7  # a posting whose row on the list has not changed is read again after this

# politeness: the address tells a site's owner whom to ask
USER_AGENT = f"unionjobs_scraper/{__version__} (research on union staff jobs; +mailto:unionjobs-scraper@example.org)"
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "unionjobs_scraper"
ROBOTSTXT_PARSER = "unionjobs_scraper.crawl.robots.Parser"
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0  # two seconds are a promise; jitter would shorten them
CONCURRENT_REQUESTS_PER_DOMAIN = 1
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

DOWNLOAD_VERIFY_CERTIFICATES = True  # a page of whoever stands in between proves nothing; exceptions: boards.toml
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024  # unpacked too: a larger page is not a page
DOWNLOAD_WARNSIZE = 0
RETRY_TIMES = 2
CLOSESPIDER_PAGECOUNT = 20_000  # beside the bounds of lifecycle/bounds.py; the run is then stopped, and closes nothing

ITEM_PIPELINES = {
    "unionjobs_scraper.pipelines.validate.Validate": 100,
    "unionjobs_scraper.pipelines.normalize.Normalize": 200,
    "unionjobs_scraper.pipelines.deduplicate.Deduplicate": 300,
    "unionjobs_scraper.pipelines.closing_marks.Lifecycle": 400,
    "unionjobs_scraper.pipelines.store.Store": 500,
}
CONCURRENT_ITEMS = 1  # Scrapy starts as many tasks for every page; these pipelines do their work at once anyway
EXTENSIONS = {
    "unionjobs_scraper.crawl.run.Run": 0,
    "unionjobs_scraper.terminal.crawl_progress.Progress": 10,
    "unionjobs_scraper.watch.alerts.extension.Alerts": 900,
    "scrapy.extensions.logstats.LogStats": None,  # Progress says it in the words of this program
}
DUPEFILTER_CLASS = "unionjobs_scraper.crawl.redirects.DupeFilter"
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False  # a page that sends its reader elsewhere is still the answer to what was asked
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "unionjobs_scraper.crawl.robots.Robots": 100,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "unionjobs_scraper.crawl.documents.Documents": 580,  # after HttpCompression
    "unionjobs_scraper.crawl.redirects.Redirects": 600,
    "unionjobs_scraper.crawl.httpcache.Conditional": 845,  # before the statistics: what they count was really sent
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "unionjobs_scraper.crawl.keeping.KeepAnswers": 10,  # before HttpError: what a site refuses is an answer too
    # either costs every page time, and gives nothing that is asked of this program
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,  # would drop a posting without a word
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}

_caches = os.environ.get("CACHE_DIRECTORY") or (  # systemd's; below .scrapy in a checkout; none without a home
    "httpcache" if closest_scrapy_cfg() else str(kept / "httpcache") if (kept := cache_folder()) else None
)
# list pages are asked for in every run: where a site can say "unchanged", it need not send them again
HTTPCACHE_ENABLED = _caches is not None
HTTPCACHE_POLICY = "unionjobs_scraper.crawl.httpcache.AskFirst"
HTTPCACHE_STORAGE = "unionjobs_scraper.crawl.cached_pages.CachedPages"
HTTPCACHE_DIR = _caches or ""

WARN_ON_GENERATOR_RETURN_VALUE = False  # reads a callback's source again for every other page; mypy says it before

LOG_LEVEL = "WARNING"
LOG_FORMATTER = "unionjobs_scraper.crawl.logformatter.Wanted"
LOG_FORMAT = "%(asctime)s %(levelname)s: %(message)s"
LOG_DATEFORMAT = "%Y-%m-%dT%H:%M:%S"


def _own() -> dict[str, object]:
    """The operator's own settings, which outweigh all of the above. Raises `SettingError`."""
    file = own_folder() / "settings.toml"
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8-sig")) if file.is_file() else {}
    except (OSError, ValueError) as error:
        raise SettingError(f"{file} cannot be read ({error}): mend it, or take it away") from None
    if odd := [name for name in found if not name.isupper()]:
        raise SettingError(f"{file}: {odd[0]!r} is no setting: their names are in capitals, as in DOWNLOAD_DELAY = 3")
    for name, value in found.items():
        from unionjobs_scraper.setting_values import check  # here: most have no such file

        check(f"{file}: {name}", value, globals().get(name, getattr(default_settings, name, None)))
    return found


globals().update(_own())


def _loaded(components: Mapping[str, int], **wanted: bool) -> dict[str, int]:
    """Scrapy's components without those of modules that are not `wanted`.

    Scrapy loads what is turned off as well: these load aiohttp, requests and twisted.conch, a fifth of a crawl's start.
    """
    off = {module for module, on in wanted.items() if not on}
    return {path: order for path, order in components.items() if path.split(".")[2] not in off}


EXTENSIONS_BASE = _loaded(
    default_settings.EXTENSIONS_BASE, telnet=TELNETCONSOLE_ENABLED, remote_control=REMOTE_CONTROL_ENABLED
)
DOWNLOADER_MIDDLEWARES_BASE = _loaded(default_settings.DOWNLOADER_MIDDLEWARES_BASE, cookies=COOKIES_ENABLED)
