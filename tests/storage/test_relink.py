"""Linking all anew gives what linking the postings by their ids gives, some at a time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select

from tests.support.linked_ads import MONDAY, passages, text
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import crowds, jobs, link, pairs, phrases, relink
from unionjobs_scraper.storage.schema import fingerprints, job_keys, links, postings, reviews

TITLES = ("Organizer", "Organizer, Health Care", "Lead Organizer", "Researcher")
PLACES = ("Dayton, OH, US", "OH, US", "", "Reno, NV, US")
TEXTS = [text(passages(6), passages(5, seed=seed)) for seed in range(3)] + [""]


def years_of_ads(seed: int, count: int = 90) -> list[dict[str, Any]]:
    """Ads of three employers over years, many of them alike, in no order of their ids."""
    dice = random.Random(seed)  # noqa: S311 - invented ads
    rows: list[dict[str, Any]] = []
    for number in range(count):
        source = dice.choice(("daybook", "psac", "unionjobs"))
        local = str(dice.randrange(3))
        opened = MONDAY + timedelta(days=dice.randrange(1500))
        rows.append(
            {
                "posting_id": f"{source}:{dice.randrange(10**6)}-{number}",
                "source": source,
                "source_id": str(number),
                "site_id": str(number),
                "employer": f"SEIU Local {local}",
                "union_abbr": "SEIU",
                "local": local,
                "title": dice.choice(TITLES),
                "locations": dice.choice(PLACES),
                "description": dice.choice(TEXTS),
                "apply_url": dice.choice(("", "", "https://hill.bamboohr.com/careers/55")),
                "salary_min": dice.choice((None, None, 60000.0, 90000.0)),
                "status": dice.choice(("open", "closed", "closed", "closed")),
                "open_by": opened,
                "first_seen": opened,
                "last_seen": opened + timedelta(days=dice.randrange(60)),
                "spells": 1,
            }
        )
    return [row | {"job_id": row["posting_id"]} for row in rows]


def linked(connection: Connection) -> list[list[Any]]:
    """All that linking writes."""
    given = connection.execute(select(postings.c.posting_id, postings.c.job_id).order_by(postings.c.posting_id)).all()
    kept = [sorted(connection.execute(select(table)).all(), key=repr) for table in (links, job_keys, fingerprints)]
    return [list(given), *kept]


@pytest.fixture
def connection(either: Database) -> Iterator[Connection]:
    with either.write() as connection:
        yield connection


ROUNDS = [(1, 256, 200, 500), (2, 256, 7, 500), (3, 4, 7, 500), (5, 9, 3, 500), (6, 3, 5, 3), (7, 2, 11, 2)]


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "most", "batch", "crowd"), ROUNDS)
def test_relink_gives_what_linking_by_id_gives(
    connection: Connection, monkeypatch: pytest.MonkeyPatch, seed: int, most: int, batch: int, crowd: int
) -> None:
    monkeypatch.setattr(crowds, "CROWD", crowd)
    monkeypatch.setattr(phrases, "SAMPLE", 2 * batch)
    for module in (pairs, relink):
        monkeypatch.setattr(module, "MOST_ALIKE", most)
    monkeypatch.setattr(relink, "BATCH", batch)
    connection.execute(insert(postings), years_of_ads(seed))
    ids = sorted(connection.execute(select(postings.c.posting_id)).scalars())
    dice = random.Random(seed)  # noqa: S311 - invented ads
    said = {pairs.pair_of(*dice.sample(ids, 2)): bool(dice.randrange(2)) for _ in range(6)}
    rows = [{"posting_id": one, "other_id": other, "same": same, "at": MONDAY} for (one, other), same in said.items()]
    connection.execute(insert(reviews), rows)
    with monkeypatch.context() as one_by_one:
        one_by_one.setattr(jobs, "_kinds", lambda *_: None)
        for at in range(0, len(ids), batch):
            link.link(connection, ids[at : at + batch])
    expected = linked(connection)
    relations = {row.relation for row in expected[1]}
    assert relations == {"same_ad", "repost", "apart"}
    told: list[int] = []
    assert relink.relink(connection, told.append) == []
    assert linked(connection) == expected
    assert told[-1] == len(ids)


def ad_of_a_role(source: str, number: int, **values: Any) -> dict[str, Any]:
    """An organizer's ad on a board, seen from an hour of its own on."""
    row = years_of_ads(0, 1)[0] | {"salary_min": None, "locations": "Dayton, OH, US", "apply_url": "", "local": "7"}
    row |= {"title": "Organizer", "description": TEXTS[0] * 4, "status": "open", "employer": "SEIU Local 7"}
    row |= {
        "source": source,
        "source_id": str(number),
        "site_id": str(number),
        "last_seen": MONDAY + timedelta(days=90),
    }
    row |= {"first_seen": MONDAY + timedelta(hours=number), "open_by": MONDAY + timedelta(hours=number)} | values
    return row | {"posting_id": f"{source}:{number:04}", "job_id": f"{source}:{number:04}"}


def test_a_board_that_lists_hundreds_of_one_role_at_once_lists_so_many_openings(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pairs, relink):
        monkeypatch.setattr(module, "MOST_ALIKE", 9)
    monkeypatch.setattr(crowds, "CROWD", 20)
    rows = [ad_of_a_role("psac", number) for number in range(20)] + [ad_of_a_role("union", n) for n in (2, 3)]
    ended = {"status": "closed", "first_seen": MONDAY - timedelta(days=9), "last_seen": MONDAY - timedelta(days=5)}
    rows.append(ad_of_a_role("union", 1, **ended))
    connection.execute(insert(postings), rows)
    link.link(connection, [row["posting_id"] for row in rows])
    assert {job for _, job in linked(connection)[0]} == {"union:0001"}
    for row in [ad_of_a_role("psac", number) for number in (20, 21)]:
        connection.execute(insert(postings), [row])
        link.link(connection, [], [row])
        given = dict(linked(connection)[0])
        assert all(given[each] == each for each in given if each.startswith("psac:"))
        assert {given[each] for each in given if each.startswith("union:")} == {"union:0001"}
    state = linked(connection)
    assert relink.relink(connection) == []
    assert linked(connection) == state


def test_a_job_that_is_posted_hundreds_of_times_one_after_another_is_one_job(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pairs, relink):
        monkeypatch.setattr(module, "MOST_ALIKE", 9)
    monkeypatch.setattr(crowds, "CROWD", 9)
    for number in range(24):
        seen = {"status": "closed", "last_seen": MONDAY + timedelta(hours=number)}
        row = ad_of_a_role("psac", number, **seen)
        connection.execute(insert(postings), [row])
        link.link(connection, [], [row])
    assert {job for _, job in linked(connection)[0]} == {"psac:0000"}
