"""docs/sources.md is current, and no source that is known has been forgotten."""

from __future__ import annotations

import csv
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from unionjobs_scraper.adding.sources_page import known_sources, page
from unionjobs_scraper.boards import crawled, is_own, register
from unionjobs_scraper.platforms import platforms

READ_BY_KEY = ("lever.co", "mimecast.com")
"""A system whose people's host is another than the one that is asked; a mail filter in front of an address."""
NEW = Path(__file__).parents[2] / "../shared/field-notes/sources-new.csv"
LIST = Path(__file__).parents[2] / "../shared/field-notes/sources.csv"


def test_the_page_has_every_source_with_what_is_to_be_said_of_it() -> None:
    text = page()
    for board in register().values():
        assert f"| {board.name} |" in text
        assert board.off in text
    for reason, sources in known_sources().items():
        assert reason[1:] in text
        assert all(source.name in text for source in sources.values())


def test_the_register_covers_the_field() -> None:
    assert len(crawled()) >= 120
    assert len(platforms()) >= 26


def test_a_source_is_known_once() -> None:
    names = [name for sources in known_sources().values() for name in sources]
    assert len(names) == len(set(names))
    assert not set(names) & set(register())


def test_a_source_that_another_one_covers_names_one_of_the_register() -> None:
    covered = next(sources for reason, sources in known_sources().items() if "another source" in reason)
    assert {source.by for source in covered.values()} <= set(register())


@pytest.mark.skipif(not LIST.exists(), reason="needs ../shared/field-notes")
def test_no_source_of_the_field_notes_is_missing() -> None:
    with LIST.open(encoding="utf-8", newline="") as file:
        ids = {row["id"].replace("-", "_") for row in csv.DictReader(file)}
    known = {name for sources in known_sources().values() for name in sources} | set(register())
    assert not ids - {name.replace("-", "_") for name in known}


@pytest.mark.skipif(not NEW.exists(), reason="needs ../shared/field-notes")
def test_no_address_of_the_newer_field_notes_is_missing() -> None:
    with NEW.open(encoding="utf-8", newline="") as file:
        noted = {host_of(row["url"]) for row in csv.DictReader(file)}
    addresses = [address for board in register().values() for address in (*board.start.split(), *board.hosts)]
    addresses += [source.address for sources in known_sources().values() for source in sources.values()]
    addresses += [
        platform.list_address(board)
        for board in register().values()
        if board.tenant
        for platform in [platforms().get(board.platform)]
        if platform
    ]
    addresses += [f"https://{domain}" for platform in platforms().values() for domain in platform.public_hosts]
    evidence = " ".join(board.evidence for board in register().values())
    known = {host_of(address) for address in addresses}
    assert not [host for host in noted - known if host not in evidence and not is_own(host, READ_BY_KEY)]


def host_of(address: str) -> str:
    return (urlsplit(address if "://" in address else f"//{address}").hostname or "").removeprefix("www.")
