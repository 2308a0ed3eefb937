"""Which part of the program a stack is at work for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Seen(NamedTuple):
    """A function on a stack."""

    module: str
    function: str


IMPORTS = "loading modules"
START = "starting: settings, register, commands"
OPENING = "opening the database, beginning the run"
PLACES = "loading the gazetteer of places"
FRAME = "Scrapy and Twisted: requests, answers, TLS, scheduling"
ONCE = (IMPORTS, START, OPENING, PLACES)
"""Parts that a run pays once, however many pages it reads."""
OWN = "unionjobs_scraper."
INNER = {
    ("normalize.gazetteer", "_sections"): PLACES,
    ("storage.linking.link", ""): "linking postings into jobs",
    ("reading.closing", ""): "looking for closing words",
}
"""These are parts of their own, whoever calls them: module and function of this program, "" for every function."""
PARTS = {
    ("crawl.run", "Run.begin"): OPENING,
    ("crawl.run", "Run.end"): "the end of the run: verdict, transitions",
    ("crawl.run", "Run.missing"): "the end of the run: verdict, transitions",
    ("crawl.spider", "BoardSpider.parse_list"): "reading the list",
    ("crawl.posting_pages", "PostingPages.parse_posting"): "reading pages",
    ("pipelines.validate", ""): "validating",
    ("pipelines.normalize", ""): "normalizing",
    ("pipelines.deduplicate", ""): "dropping repeats, noting marks",
    ("pipelines.closing_marks", ""): "dropping repeats, noting marks",
    ("pipelines.store", ""): "storing",
    ("crawl.run", "Run.save"): "storing",
    ("crawl.robots", ""): "own middlewares and extensions",
    ("crawl.redirects", ""): "own middlewares and extensions",
    ("crawl.httpcache", ""): "own middlewares and extensions",
    ("terminal.crawl_progress", ""): "own middlewares and extensions",
    ("watch.alerts.extension", ""): "own middlewares and extensions",
}
"""The outermost of these on a stack decides."""
LOOPS = ("run_forever", "mainLoop")
"""Functions that wait for the network: a stack without them belongs to the start or the end."""


def part_of(stack: Sequence[Seen]) -> str:
    """The part, for a stack whose outermost function comes first."""
    if any(each.module.startswith("importlib.") or each.module == "_frozen_importlib" for each in stack):
        return IMPORTS
    own = [Seen(each.module.removeprefix(OWN), each.function) for each in stack if each.module.startswith(OWN)]
    for table, order in ((INNER, own[::-1]), (PARTS, own)):
        for module, function in order:
            name = table.get((module, "")) or table.get((module, function.partition(".<locals>")[0]))
            if name:
                return name
    looping = any(each.function.rpartition(".")[2] in LOOPS for each in stack)
    return FRAME if looping else START
