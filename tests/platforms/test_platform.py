"""What holds of every platform's value."""

from __future__ import annotations

import pickle
import tomllib
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from scrapy.http import Response

from tests.platforms import test_golden as golden
from unionjobs_scraper.adding.recognize import Recognized, recognize
from unionjobs_scraper.boards import Board, register
from unionjobs_scraper.crawl.page_reading import read_list, read_postings
from unionjobs_scraper.errors import PageError
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.applicant_systems import SYSTEMS, TABLE, load
from unionjobs_scraper.platforms import platforms, systems_table


@pytest.mark.parametrize("name", sorted(platforms()))
def test_an_extractor_can_be_sent_to_another_process(name: str) -> None:
    assert pickle.loads(pickle.dumps(platforms()[name])) == platforms()[name]  # noqa: S301


@pytest.mark.parametrize("name", sorted(platforms()))
def test_a_platform_is_recognized_by_addresses_or_by_its_pages(name: str) -> None:
    platform = platforms()[name]
    assert platform.any_host != bool(platform.addresses or platform.page_marks)


def address_of(board: Board) -> str:
    """The address that a person would give for the board."""
    platform = platforms()[board.platform]
    said = (board.start.split(" ")[0], next(platform.first_requests(board)).url, platform.list_address(board))
    return next(address for address in said if address and isinstance(recognize(address), Recognized))


def requests_of(board: Board) -> list[tuple[str, bytes]]:
    return [(request.url.casefold(), request.body) for request in platforms()[board.platform].first_requests(board)]


RECOGNIZED = [
    board
    for board in register().values()
    if board.platform and (board.tenant or board.start) and platforms()[board.platform].addresses
]


@pytest.mark.parametrize("board", RECOGNIZED, ids=lambda board: board.name)
def test_the_address_of_every_table_is_recognized(board: Board) -> None:
    found = recognize(address_of(board))
    assert isinstance(found, Recognized)
    assert found.platform == board.platform
    again = replace(board, tenant=found.tenant, start=found.start)
    assert requests_of(again) == requests_of(board)


def shown(case: Path) -> tuple[Board, tuple[str, ...], list[str]]:
    """A fixture's board, the hosts that it may be read from, and the addresses of its postings."""
    about = tomllib.loads((case / "case.toml").read_text(encoding="utf-8"))
    extractor, board = golden._extractor(case.parent.name, about)
    response: Response = golden._response(case, about)
    row = Listed(**about["row"]) if "row" in about else None
    items: list[JobPosting | Listed]
    try:
        if about["kind"] == "posting":
            items = list(read_postings(extractor, board, response, row))
        else:
            items = list(read_list(extractor, board, response).rows)
    except PageError:
        items = []
    return board, extractor.hosts(board), [item.url for item in items]


@pytest.mark.parametrize("name", sorted(platforms()))
def test_every_postings_canonical_address_is_on_a_host_of_its_board(name: str) -> None:
    """Validation refuses a posting whose address is on another host."""
    tried = 0
    for case in sorted(golden.FIXTURES.glob(f"{name}/*/case.toml")):
        _, hosts, addresses = shown(case.parent)
        tried += len(addresses)
        for address in addresses:
            host = urlsplit(address).hostname or ""
            assert any(host == own or host.endswith(f".{own}") for own in hosts), (case.parent.name, address, hosts)
    assert tried


def test_the_table_of_applicant_systems_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / TABLE.name
    path.write_text(systems_table.table(), encoding="utf-8")
    assert load(path) == SYSTEMS
