"""The year's rewriting of pages strikes every board that it is meant for."""

from __future__ import annotations

import pytest

from lab.year.boards import SOURCES, Source, World
from lab.year.rewrites import other_form
from unionjobs_scraper.boards import register
from unionjobs_scraper.crawl.spider_classes import extractor_of


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_rows_in_another_form(source: Source) -> None:
    """A row is known by its address or its id; on a page of sections only by its title."""
    world = World([source], 1, 1)
    world.show(0.5, {})
    board = register()[source.name]
    url = next(iter(extractor_of(board).first_requests(board))).url
    found = world.answer("GET", url, {}, b"")
    assert found
    assert (other_form(source)(found.body) != found.body) == bool(source.posting_path)
