"""A run tells how the records of a page that is read by structure were decided, group by group."""

from __future__ import annotations

import re
from pathlib import Path

from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from tests.support.asynchronous import every
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.spider_classes import spider_class
from unionjobs_scraper.platforms import careers_page

URL = "https://www.example.org/about/"
BODY = b"""<html><body><main><h1>About us</h1>
<h2>Our staff</h2><ul class="staff"><li><a href="/staff/b">Odalys Brandt</a></li></ul>
<h2>Open positions</h2><ul><li><a href="/jobs/organizer">Field Organizer</a></li>
<li><a href="/jobs/clerk">Clerk</a></li><li><a href="/jobs/pool">General application</a></li></ul>
</main></body></html>"""
COUNTER = re.compile(r"unionjobs/listed/[\w/|<>]+")


def test_the_counters_of_the_card_are_those_of_a_run_and_the_notes_tell_each_group(tmp_path: Path) -> None:
    board = Board(name="here", title="Here", country="US", tags=(), platform="careers_page", start=URL)
    settings = {
        "EXTENSIONS": {"unionjobs_scraper.crawl.run.Run": 0},
        "DATABASE_URL": f"sqlite:///{tmp_path}/unionjobs.db",
    }
    crawler = get_crawler(spider_class(board, careers_page.PLATFORM), settings)
    spider = crawler.spidercls.from_crawler(crawler)
    every(spider.parse_list(HtmlResponse(URL, body=BODY)))  # type: ignore[attr-defined]
    spider.run.end(spider, "finished")  # type: ignore[attr-defined]
    counted = {name: value for name, value in crawler.stats.get_stats().items() if name.startswith("unionjobs/listed/")}
    assert counted["unionjobs/listed/kept/job"] == 2
    assert counted["unionjobs/listed/left_out/general-application"] == 1
    assert counted["unionjobs/listed/groups/kept"] == 1
    told = "\n".join(spider.run.outcome.notes)  # type: ignore[attr-defined]
    assert re.search(r"^2 of \d+ records in 1 of \d+ groups are postings; left out: ", told, re.MULTILINE)
    assert "group a. under 'Open positions': 2 kept, left out 1 general-application" in told
    named = {each.replace("<reason>", "") for each in COUNTER.findall(careers_page.__doc__ or "")}
    ways = {way for each in named for way in (each, each.replace("kept|", ""), each.replace("|left_out", ""))}
    for name in ways:
        assert "|" in name or any(each.startswith(name) for each in counted), name
    for name in counted:
        assert any(name.startswith(each) for each in ways), name
