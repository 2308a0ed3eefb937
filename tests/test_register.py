"""The register that is shipped: what holds of every source in it."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from urllib.parse import urlsplit

import pytest

from unionjobs_scraper.boards import SURE, Board, is_own, register
from unionjobs_scraper.crawl.spider_classes import extractor_of
from unionjobs_scraper.platforms import platforms

SOURCES = list(register().values())
CRAWLED = [board for board in SOURCES if not board.off]
COUNTRY_TAG = {"US": "us", "CA": "ca", "GB": "uk", "AU": "au"}
KINDS = {"clearinghouse", "union", "federation", "board"}
SHARED_HOSTS = {
    frozenset({"afscme", "afscme-old"}): "the same site at two times; one is off",
}
"""Sources that are meant to be on one host of a union's own."""


def named(boards: list[Board]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("board", boards, ids=[board.name for board in boards])


def test_there_are_as_many_sources_as_promised() -> None:
    assert len(CRAWLED) >= 120


@named(SOURCES)
def test_a_name_is_a_word_that_a_shell_takes(board: Board) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)*", board.name)


@named(SOURCES)
def test_it_says_where_it_was_seen_and_how_sure_the_address_of_its_list_is(board: Board) -> None:
    assert board.evidence
    assert board.address_is in SURE or board.off
    assert not board.evidence.startswith("#")


@named([board for board in CRAWLED if board.address_is == "assumed"])
def test_an_assumed_address_says_why(board: Board) -> None:
    assert re.search(r"not known|has noted|assumed|not confirmed", board.evidence)


@named([board for board in CRAWLED if board.platform == "home_page"])
def test_a_first_page_is_never_more_than_assumed(board: Board) -> None:
    assert board.address_is == "assumed"
    assert urlsplit(board.start).path == "/"


@named([board for board in SOURCES if board.start])
def test_it_is_asked_by_https_where_that_is_known(board: Board) -> None:
    for address in board.start.split():
        parts = urlsplit(address)
        system = platforms()[board.platform].domains if board.platform else ()
        assert parts.scheme == "https" or not is_own(parts.hostname, system)
        assert parts.scheme == "https" or f"https://{parts.hostname}" not in board.evidence


@named([board for board in SOURCES if board.platform and (board.start or board.tenant)])
def test_the_list_is_on_a_host_of_its_system(board: Board) -> None:
    platform = platforms()[board.platform]
    hosts = platform.hosts(board)
    for request in platform.first_requests(board):
        host = urlsplit(request.url).hostname
        assert is_own(host, hosts)
        if not platform.page_marks:  # those are met on employers' own hosts as well
            assert not platform.domains or is_own(host, (*platform.domains, *platform.public_hosts))
    assert not (
        platform.any_host and any(is_own(host, each.domains) for host in hosts for each in platforms().values())
    )


def test_no_two_sources_ask_for_the_same_list() -> None:
    asked: dict[tuple[str, str, bytes], str] = {}
    for board in CRAWLED:
        for request in extractor_of(board).first_requests(board):
            address = re.sub(r"^https?://(?:www\.)?", "", request.url).rstrip("/").casefold()
            key = (request.method, address, request.body or board.tenant.encode())  # one token opens all of Dayforce
            assert asked.setdefault(key, board.name) == board.name


def test_no_two_sources_share_a_host_of_a_union_by_accident() -> None:
    own: dict[str, set[str]] = defaultdict(set)
    for board in SOURCES:
        if not board.platform or platforms()[board.platform].any_host:
            for host in board.hosts:
                own[host].add(board.name)
    pairs = {frozenset(pair) for names in own.values() for pair in combinations(sorted(names), 2)}
    assert pairs == set(SHARED_HOSTS)


@named(SOURCES)
def test_its_tags_are_its_kind_and_its_country(board: Board) -> None:
    assert board.tags[0] in KINDS
    assert list(board.tags[1:]) == [COUNTRY_TAG[board.country]] if board.country in COUNTRY_TAG else not board.tags[1:]


@named(CRAWLED)
def test_absence_is_believed_as_far_as_its_system_can_be(board: Board) -> None:
    extractor = extractor_of(board)
    if not extractor.keeps_rows:
        assert board.confirmations >= 3
    if board.confirmations == 1:
        assert platforms()[board.platform].authoritative


@named(CRAWLED)
def test_its_employer_is_named_by_the_register_or_by_its_postings(board: Board) -> None:
    many = board.platform and platforms()[board.platform].names_employers
    assert board.employer or not board.platform or many
