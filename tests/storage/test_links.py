"""Postings become jobs as they are stored, whatever comes first, and again when something changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select

from lab.accuracy.linking import empty_database, rows_of, stored
from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.worlds import World, worlds
from tests.support.linked_ads import passages, text
from tests.support.stored import AD, MONDAY, TUESDAY, WEDNESDAY, page, row_only, run, saved_and_linked, store
from unionjobs_scraper.errors import OperatorError
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing
from unionjobs_scraper.linking.keys import NEAREST
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.linking import link as linking
from unionjobs_scraper.storage.linking import pairs
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.jobs import linked
from unionjobs_scraper.storage.linking.relink import Moved, count, relink
from unionjobs_scraper.storage.linking.reviews import forget, least_certain, review
from unionjobs_scraper.storage.schema import fingerprints, history, job_keys, jobs, links, postings, reviews
from unionjobs_scraper.storage.transitions import close, reopen

pytestmark = pytest.mark.slow

THURSDAY, FRIDAY = WEDNESDAY + timedelta(days=1), WEDNESDAY + timedelta(days=2)
ORGANIZER = replace(AD, employer="SEIU Local 99", union_abbr="SEIU", local="99", description=text(passages(12)))
A, B, C = "unionjobs:99001", "daybook:7", "psac:7"


def on(source: str, source_id: str = "7", **values: Any) -> JobPosting:
    """The organizer's ad on another board, or another ad there."""
    said: dict[str, Any] = {"source": source, "source_id": source_id, "url": f"https://{source}.test/{source_id}"}
    return replace(ORGANIZER, **(said | values))


def crawl(database: Database, at: datetime, *items: JobPosting) -> None:
    """A run of each board that shows one of the items, in their order."""
    for source in dict.fromkeys(item.source for item in items):
        store(database, at, *(page(item, at) for item in items if item.source == source))


def jobs_of(connection: Connection) -> dict[str, str]:
    query = select(postings.c.posting_id, postings.c.job_id)
    return {row.posting_id: row.job_id for row in connection.execute(query)}


def job_ids(database: Database) -> dict[str, str]:
    """Every posting's job. Linking all anew gives the same, in every state that a test leaves behind."""
    with database.write() as connection:
        found, kept = jobs_of(connection), remembered(connection)
        assert relink(connection) == []
        assert (jobs_of(connection), remembered(connection)) == (found, kept)
    return found


def remembered(connection: Connection) -> list[list[Any]]:
    """All that linking has written beside the postings."""
    return [sorted(connection.execute(select(table)).all(), key=repr) for table in (links, job_keys, fingerprints)]


def relation(database: Database, one: str = A, other: str = B) -> tuple[str, str, str] | None:
    first, second = sorted((one, other))
    pair = (links.c.posting_id == first, links.c.other_id == second)
    with database.read() as connection:
        row = connection.execute(select(links.c.relation, links.c.decided_by, links.c.why).where(*pair)).first()
    return (row.relation, row.decided_by, row.why) if row else None


def closing(item: JobPosting, after: datetime, by: datetime) -> Closing:
    return Closing(
        source_id=item.source_id,
        reason=ClosedReason.GONE,
        closed_after=after,
        closed_by=by,
        url=item.url,
        status=404,
        words="",
    )


def ends(database: Database, item: JobPosting, after: datetime, by: datetime) -> None:
    with run(database, by, item.source) as (connection, begun):
        linking.link_again(connection, close(connection, begun, [closing(item, after, by)]))


# ----------------------------------------------------------------------------- the order does not matter

SITUATIONS = [
    "four_boards-04",
    "own_system_and_clearinghouse-07",
    "one_ad_many_cities-00",
    "concurrent_requisitions-06",
    "repost_on_another_board-02",
    "census_row_only-02",
    "id_reused-00",
    "sister_roles-03",
    "short_texts-02",
    "text_shortened-02",
    "joined_by_link-01",
    "generic_apply_address-00",
]
ORDERS = 30
FEW = 10
"""Of these orders, in `make test`; `make long` has the others."""


@pytest.fixture(scope="module")
def scratch() -> Iterator[Database]:
    """A database that every test leaves empty."""
    with empty_database() as database:
        yield database


class Undone(Exception):
    """Empties the database again."""


def in_order(database: Database, world: World, order: Sequence[int], *, relinked: bool = False) -> dict[str, str]:
    """Every posting's job when a world is stored in an order."""
    found: dict[str, str] = {}
    with pytest.raises(Undone), database.write() as connection:  # noqa: PT012 -- what happens within is the test
        stored(connection, world, order)
        found = jobs_of(connection)
        assert not relinked or relink(connection) == []
        raise Undone
    return found


def in_batches(database: Database, world: World, order: Sequence[int], size: int) -> dict[str, str]:
    found: dict[str, str] = {}
    rows = list(rows_of(world.ads))
    with pytest.raises(Undone), database.write() as connection:  # noqa: PT012 -- what happens within is the test
        for at in range(0, len(order), size):
            some = [rows[position] for position in order[at : at + size]]
            connection.execute(insert(postings), some)
            linking.link(connection, [row["posting_id"] for row in some])
        found = jobs_of(connection)
        raise Undone
    return found


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize(
    "turns", [range(FEW), pytest.param(range(FEW, ORDERS), marks=[pytest.mark.slow, pytest.mark.long])], ids=str
)
def test_any_order_of_crawling_gives_the_same_jobs(scratch: Database, name: str, turns: range) -> None:
    world = next(each for each in worlds() if each.name == name)
    dice = Dice(name)
    usual = list(range(len(world.ads)))
    found = in_order(scratch, world, usual, relinked=True)
    assert len(set(found.values())) > 1
    orders = [(dice.sample(usual, len(usual)), dice.number(2, len(usual))) for _ in range(ORDERS)]
    for turn in turns:
        order, size = orders[turn]
        if turn % 5 == 4:
            assert in_batches(scratch, world, order, size) == found, order
        else:
            assert in_order(scratch, world, order, relinked=turn % 10 == 0) == found, order


def test_boards_crawled_in_either_order_give_the_same_links(tmp_path: Path) -> None:
    shown = [ORGANIZER, on("daybook"), on("psac", description=text(passages(11))), on("psac", "8", title="Researcher")]
    rows: list[Any] = []
    for order in (shown, shown[::-1]):
        database = Database(f"sqlite:///{tmp_path}/{len(rows)}.db")
        crawl(database, MONDAY, *order)
        assert len(set(job_ids(database).values())) == 2
        with database.read() as connection:
            rows.append(remembered(connection))
        database.close()
    assert rows[0] == rows[1]


# --------------------------------------------------------------------------------------------- the job's id


def test_a_link_is_found_from_either_of_its_postings(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("psac"))
    pair = (C, A)
    assert relation(database, *pair)
    with database.read() as connection:
        for each in pair:
            touched, stored_links = linked(LinkedAds(connection), [each])
            assert (touched, set(stored_links)) == (set(pair), {pair})


def test_a_job_bears_the_id_of_its_earliest_posting(database: Database) -> None:
    crawl(database, TUESDAY, ORGANIZER)
    crawl(database, WEDNESDAY, on("daybook"))
    assert job_ids(database) == {A: A, B: A}
    crawl(database, THURSDAY, on("psac"))
    assert job_ids(database) == {A: A, B: A, C: A}


def test_of_postings_seen_at_one_moment_the_first_by_name_gives_the_id(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("psac"), on("daybook"))
    assert set(job_ids(database).values()) == {B}


def test_every_pair_says_what_it_is_and_why(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("daybook"), on("psac", title="Researcher"))
    assert relation(database) == (
        "same_ad",
        "text",
        "100% of the words are the same, 100% of the shorter text",
    )
    assert relation(database, A, C) is None  # another role: of no interest to anybody
    with database.read() as connection:
        row = connection.execute(select(links)).one()
    assert (row.title_agreement, row.place_agreement, row.employer_agreement) == ("same", "same", "same")
    assert (row.text_similarity, row.apply_shared, row.learned_from) == (1.0, False, None)


def test_nothing_to_link_is_nothing(database: Database) -> None:
    with database.write() as connection:
        linking.link(connection, [])
        linking.link_again(connection, ["nowhere:1"])
        assert relink(connection) == []
        assert count(connection) == 0


# -------------------------------------------------------------------------------------------- what changes it


@pytest.mark.parametrize(
    "edit",
    [
        {"title": "Lead Organizer"},
        {"locations": "Reno, NV, US"},
        {"description": text(passages(12, seed=5))},
        {"employer": "SEIU Local 98", "local": "98"},
        {"employment_type": "PART_TIME"},
        {"department": "Research"},
        {"salary_min": 90000.0},
        {"apply_url": "https://hill.bamboohr.com/careers/56"},
    ],
)
def test_an_edited_ad_is_linked_anew(database: Database, edit: dict[str, Any]) -> None:
    other: dict[str, Any] = {"employment_type": "FULL_TIME"}
    if "apply_url" in edit:
        other["apply_url"] = "https://hill.bamboohr.com/careers/55"
    crawl(database, MONDAY, on("daybook", **other), replace(ORGANIZER, **other))
    assert job_ids(database) == {A: B, B: B}
    crawl(database, TUESDAY, replace(ORGANIZER, **(other | edit)))
    assert job_ids(database) == {A: A, B: B}
    crawl(database, WEDNESDAY, replace(ORGANIZER, **other))
    assert job_ids(database) == {A: B, B: B}


def test_a_job_whose_first_posting_leaves_it_is_named_anew(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER)
    crawl(database, TUESDAY, on("daybook"), on("psac"))
    assert job_ids(database) == {A: A, B: A, C: A}
    crawl(database, WEDNESDAY, replace(ORGANIZER, title="Researcher", description=text(passages(12, seed=5))))
    assert job_ids(database) == {A: A, B: B, C: B}


def test_a_posting_known_from_its_row_alone_is_linked_when_its_page_is_read(database: Database) -> None:
    crawl(database, MONDAY, on("daybook"))
    store(database, MONDAY, row_only(ORGANIZER, MONDAY))
    assert job_ids(database) == {A: A, B: B}
    store(database, TUESDAY, page(ORGANIZER, TUESDAY))
    assert job_ids(database) == {A: B, B: B}


def test_an_id_given_to_another_posting_is_another_job(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("daybook"))
    reused = replace(ORGANIZER, employer="QRS", union_abbr="", local="", title="Bookkeeper", description="Other words.")
    crawl(database, TUESDAY, reused)
    again = f"{A}~2"
    assert job_ids(database) == {A: B, B: B, again: again}


STOCK = passages(16, seed=3)


def test_a_decision_that_rests_on_the_stock_changes_with_the_stock(database: Database) -> None:
    """Half of both texts is the employer's own: whether it is, only its other ads can tell."""
    nurses = replace(ORGANIZER, description=text(STOCK, passages(5)))
    drivers = on("daybook", description=text(STOCK, passages(5, seed=5)))
    other = on("psac", title="Bookkeeper", description=text(STOCK, passages(9, seed=6)))
    crawl(database, MONDAY, nurses, drivers)
    assert job_ids(database) == {A: B, B: B}
    crawl(database, TUESDAY, other)
    assert job_ids(database) == {A: A, B: B, C: C}
    said = relation(database)
    assert said is not None
    assert said[2].startswith("without the employer's stock")
    crawl(database, WEDNESDAY, replace(other, description=text(passages(9, seed=6))))
    assert job_ids(database) == {A: B, B: B, C: C}
    crawl(database, THURSDAY, replace(other, employer="SEIU Local 98", local="98"))
    assert job_ids(database) == {A: B, B: B, C: C}
    crawl(database, FRIDAY, other)
    assert job_ids(database) == {A: A, B: B, C: C}


def test_an_ad_that_leaves_an_employer_takes_its_stock_along(database: Database) -> None:
    nurses = replace(ORGANIZER, description=text(STOCK, passages(5)))
    drivers = on("daybook", description=text(STOCK, passages(5, seed=5)))
    other = on("psac", title="Bookkeeper", description=text(STOCK, passages(9, seed=6)))
    crawl(database, MONDAY, nurses, drivers, other)
    assert job_ids(database) == {A: A, B: B, C: C}
    crawl(database, TUESDAY, replace(other, employer="SEIU Local 98", local="98"))
    assert job_ids(database) == {A: B, B: B, C: C}


# ------------------------------------------------------------------------------------------- ends and returns

LATER = replace(on("daybook"), apply_url="https://hill.bamboohr.com/careers/56")
EARLIER = replace(ORGANIZER, apply_url="https://hill.bamboohr.com/careers/55")


def test_two_requisitions_are_apart_while_both_are_open_and_a_repost_after_one_has_ended(database: Database) -> None:
    crawl(database, MONDAY, EARLIER)
    crawl(database, WEDNESDAY, LATER)
    assert job_ids(database) == {A: A, B: B}
    assert relation(database) == ("apart", "clash", "requisition")

    ends(database, EARLIER, MONDAY, THURSDAY)  # nobody had seen it since Monday
    assert job_ids(database) == {A: A, B: A}
    said = relation(database)
    assert said is not None
    assert said[:2] == ("repost", "text")

    with run(database, FRIDAY) as (connection, begun):
        linking.link_again(connection, reopen(connection, begun, {"99001": FRIDAY}))
    assert job_ids(database) == {A: A, B: B}


def test_two_requisitions_that_were_open_at_once_stay_apart(database: Database) -> None:
    crawl(database, MONDAY, EARLIER, LATER)
    ends(database, EARLIER, MONDAY, THURSDAY)
    assert job_ids(database) == {A: A, B: B}


def test_one_ad_is_a_repost_once_the_first_has_ended(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER)
    crawl(database, WEDNESDAY, on("daybook"))
    assert relation(database) == ("same_ad", "text", "100% of the words are the same, 100% of the shorter text")
    ends(database, ORGANIZER, MONDAY, THURSDAY)
    said = relation(database)
    assert said is not None
    assert said[0] == "repost"
    assert job_ids(database) == {A: A, B: A}


def test_incompatible_postings_are_never_one_job_through_a_third(database: Database) -> None:
    """An ad for the whole state lies beside one for each of its cities."""
    state = on("psac", locations="OH, US")
    crawl(database, MONDAY, state, ORGANIZER, on("daybook", locations="Columbus, OH, US"))
    found = job_ids(database)
    assert found[A] != found[B]
    assert found[C] in (found[A], found[B])


# ------------------------------------------------------------------------------------------------- reviews


def say(database: Database, one: str, other: str, *, same: bool, note: str = "") -> None:
    with database.write() as connection:
        review(connection, one, other, same=same, at=FRIDAY, note=note)


def take_back(database: Database, one: str, other: str) -> bool:
    with database.write() as connection:
        return forget(connection, one, other)


def test_a_review_parts_what_the_program_joined_and_is_taken_back(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("daybook"))
    say(database, A, B, same=False, note="two campaigns")
    assert job_ids(database) == {A: A, B: B}
    assert relation(database) == ("apart", "review", "reviewed")
    with database.read() as connection:
        row = connection.execute(select(reviews)).one()
    assert tuple(row) == (B, A, False, FRIDAY, "two campaigns")
    say(database, B, A, same=True)  # a later word takes the place of the first
    assert job_ids(database) == {A: B, B: B}
    say(database, A, B, same=False)
    assert take_back(database, B, A)
    assert not take_back(database, A, B)
    assert job_ids(database) == {A: B, B: B}


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Researcher"},
        {"locations": "Reno, NV, US"},
        {"employer": "QRS", "union_abbr": "", "local": "", "description": ""},
        {"apply_url": "https://hill.bamboohr.com/careers/56"},
    ],
)
def test_a_review_joins_what_the_program_thinks_impossible(database: Database, other: dict[str, Any]) -> None:
    crawl(database, MONDAY, EARLIER, on("daybook", **other))
    assert job_ids(database) == {A: A, B: B}
    say(database, A, B, same=True)
    assert job_ids(database) == {A: B, B: B}
    assert relation(database) == ("same_ad", "review", "reviewed")
    crawl(database, TUESDAY, replace(EARLIER, description="Edited."))
    assert job_ids(database) == {A: B, B: B}
    assert take_back(database, A, B)
    assert job_ids(database) == {A: A, B: B}


def test_two_reviews_join_three_postings_that_clash(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("daybook", title="Researcher"), on("psac", locations="Reno, NV, US"))
    say(database, A, B, same=True)
    say(database, B, C, same=True)
    assert set(job_ids(database).values()) == {B}


def test_a_review_also_keeps_apart_through_a_third(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("daybook"), on("psac"))
    say(database, A, B, same=False)
    found = job_ids(database)
    assert found[A] != found[B]
    assert len(set(found.values())) == 2


def test_a_review_outlives_a_closing(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER)
    crawl(database, WEDNESDAY, on("daybook"))
    say(database, A, B, same=True)
    ends(database, ORGANIZER, MONDAY, THURSDAY)
    assert relation(database) == ("repost", "review", "reviewed")
    say(database, A, B, same=False)
    assert job_ids(database) == {A: A, B: B}


def test_a_review_of_a_posting_that_is_not_stored_yet_waits_for_it(database: Database) -> None:
    """As after copying reviews into a new database."""
    with database.write() as connection:
        connection.execute(insert(reviews).values(posting_id=B, other_id=A, same=False, at=MONDAY, note=""))
    crawl(database, MONDAY, ORGANIZER)
    crawl(database, TUESDAY, on("daybook"))
    assert job_ids(database) == {A: A, B: B}


@pytest.mark.parametrize(("one", "other"), [(A, "unionjobs:1"), ("unionjobs:1", A), (A, A)])
def test_a_review_of_an_unknown_pair_is_refused(database: Database, one: str, other: str) -> None:
    crawl(database, MONDAY, ORGANIZER)
    with pytest.raises(OperatorError, match=r"^unionjobs:1 is not stored|is one posting"):
        say(database, one, other, same=True)
    with pytest.raises(OperatorError, match=r"is not stored|is one posting"):
        take_back(database, one, other)


def test_the_least_certain_pairs_come_first_and_reviewed_ones_not_at_all(database: Database) -> None:
    near = on("daybook", description=text(passages(10), passages(1, seed=5)))
    crawl(database, MONDAY, ORGANIZER, near, on("psac"))
    with database.read() as connection:
        found = least_certain(connection, 10)
        assert [pair.margin for pair in found] == sorted(pair.margin for pair in found)
        assert len(found) == 3
        assert {found[-1].first["posting_id"], found[-1].other["posting_id"]} == {A, C}  # word for word
        assert [pair.margin for pair in least_certain(connection, 1)] == [found[0].margin]
    say(database, A, B, same=True)
    with database.read() as connection:
        assert len(least_certain(connection, 10)) == 2


# -------------------------------------------------------------------------------------------------- relink


def test_relink_tells_what_another_program_would_have_decided(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("daybook"), on("psac", title="Researcher"))
    with database.write() as connection:
        connection.execute(delete(links))
        connection.execute(postings.update().values(job_id=C))
    with database.write() as connection:
        moved = relink(connection)
    assert moved == [
        Moved(posting_id=B, old=C, new=B),
        Moved(posting_id=A, old=C, new=B),
    ]
    assert job_ids(database) == {A: B, B: B, C: C}


def test_relink_in_many_rounds_gives_the_same(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [on(source, str(n), title=f"{n % 3} Organizer") for n in range(5) for source in ("daybook", "psac")]
    crawl(database, MONDAY, *many)
    say(database, "daybook:0", "psac:0", same=False)
    monkeypatch.setattr("unionjobs_scraper.storage.linking.relink.BATCH", 2)
    rounds: list[int] = []
    with database.write() as connection:
        assert relink(connection, rounds.append) == []
    assert rounds == [2, 4, 6, 8, 10]


def test_for_a_key_that_very_many_share_only_some_are_compared(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pairs, "MOST_ALIKE", 3)
    many = [on("psac", str(n), description=text(passages(12, seed=n))) for n in range(8)]
    for item in many:
        crawl(database, MONDAY, item)
    with database.read() as connection:
        assert len(connection.execute(select(links)).all()) <= 8 * 3


# ------------------------------------------------------------------------------------ both kinds of database


def test_a_job_holds_the_best_known_of_its_postings(either: Database) -> None:
    bare: dict[str, Any] = {"salary_min": None, "date_posted": None, "department": "", "apply_url": ""}
    older = replace(ORGANIZER, **(bare | {"salary_min": 60000.0, "salary_text": "$60K", "workplace": "remote"}))
    longer = text(passages(12), ["And the board's own words."])
    newer = on("daybook", **(bare | {"apply_url": "https://hill.test/31022", "description": longer}))
    crawl(either, MONDAY, older, on("psac", title="Researcher"))
    crawl(either, WEDNESDAY, newer)
    with either.read() as connection:
        found = {row.job_id: row for row in connection.execute(select(jobs))}
    assert found.keys() == {A, C}
    job = found[A]
    assert (job.title, job.title_from, job.employer_from, job.locations_from) == ("Field Organizer", B, B, B)
    assert (job.salary_min, job.salary_text, job.salary_from) == (60000.0, "$60K", A)
    assert (job.workplace, job.workplace_from) == ("remote", A)
    assert (job.date_posted, job.date_posted_from) == (None, None)
    assert (job.apply_url, job.apply_url_from) == ("https://hill.test/31022", B)
    assert (job.description, job.description_from) == (longer, B)
    assert (job.status, job.postings, job.boards, job.sources) == ("open", 2, 2, "daybook; unionjobs")
    assert (job.first_opened_after, job.first_opened, job.last_closed_after, job.last_closed) == (
        None,
        MONDAY,
        None,
        None,
    )
    assert (found[C].date_posted, found[C].date_posted_from) == (date(2026, 4, 1), C)

    ends(either, newer, WEDNESDAY, THURSDAY)
    with either.read() as connection:
        job = connection.execute(select(jobs).where(jobs.c.job_id == A)).one()
    assert (job.status, job.last_closed_after, job.last_closed) == ("open", None, None)
    ends(either, older, MONDAY, FRIDAY)
    with either.read() as connection:
        job = connection.execute(select(jobs).where(jobs.c.job_id == A)).one()
    assert (job.status, job.last_closed_after, job.last_closed) == ("closed", MONDAY, FRIDAY)
    assert (job.first_opened, job.title_from) == (MONDAY, B)


def test_a_jobs_boards_and_values_are_chosen_by_the_bytes_of_their_names(either: Database) -> None:
    """PostgreSQL's own order of `_` and digits is another."""
    crawl(either, MONDAY, on("seiu_x"), on("seiu5"), on("Seiu7"))
    with either.read() as connection:
        job = connection.execute(select(jobs)).one()
    assert job.sources == "Seiu7; seiu5; seiu_x"
    assert (job.job_id, job.title_from, job.description_from) == ("Seiu7:7", "Seiu7:7", "Seiu7:7")


def test_linking_is_the_same_in_both_databases(either: Database) -> None:
    crawl(either, MONDAY, EARLIER, on("psac", "8", description=text(passages(11))))
    crawl(either, WEDNESDAY, LATER, on("psac", "9", title="Researcher"))
    found = job_ids(either)
    assert found[A] != found[B]
    assert found["psac:8"] in (found[A], found[B])
    assert found["psac:9"] == "psac:9"
    ends(either, EARLIER, MONDAY, THURSDAY)
    assert job_ids(either) == found | {A: "psac:8", B: "psac:8", "psac:8": "psac:8"}
    say(either, A, B, same=False, note="two campaigns")
    assert len(set(job_ids(either).values())) == 3
    with either.read() as connection:
        assert connection.execute(select(reviews)).one().note == "two campaigns"
        assert len(least_certain(connection, 1)) == 1
    assert take_back(either, A, B)
    assert job_ids(either)[B] == "psac:8"


def test_two_batches_at_once_see_each_other(either: Database) -> None:
    """The second waits until the first has stored: it must not miss what it cannot see."""
    with run(either, MONDAY) as (connection, begun):
        saved_and_linked(connection, begun, [page(ORGANIZER, MONDAY)])
        if connection.dialect.name == "postgresql":
            held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = "
            assert connection.exec_driver_sql(f"{held}{linking.LOCK}").scalar_one() == 1
    crawl(either, MONDAY, on("daybook"))
    assert job_ids(either) == {A: B, B: B}


def test_years_of_one_role_are_one_job_and_do_not_make_the_next_one_slower(database: Database) -> None:
    count, wait = 9, timedelta(days=60)
    for number in range(count):
        item = replace(ORGANIZER, source_id=str(100 + number))
        crawl(database, MONDAY + number * wait, item)
        ends(database, item, MONDAY + number * wait, MONDAY + number * wait + timedelta(days=9))
    assert set(job_ids(database).values()) == {"unionjobs:100"}
    with database.read() as connection:
        pairs = connection.execute(select(links.c.posting_id, links.c.other_id)).all()
    assert len(pairs) == sum(min(number, NEAREST) for number in range(count))


def test_links_that_are_decided_again_as_they_were_are_not_written_again(either: Database) -> None:
    """Each row that is written is kept in the history."""
    crawl(either, MONDAY, ORGANIZER, on("daybook"), on("psac"))
    kept = select(func.count()).select_from(history).where(history.c.relation == "links")
    with either.write() as connection:
        before, links_before = connection.scalar(kept), remembered(connection)
        assert links_before[0]
        linking.link(connection, [A, B, C])
        assert (connection.scalar(kept), remembered(connection)) == (before, links_before)


OTHERS = "another program's"


def test_relink_writes_only_what_differs(database: Database) -> None:
    crawl(database, MONDAY, ORGANIZER, on("daybook"), on("psac"), on("psac", "alone", title="Researcher"))
    kept = select(func.count()).select_from(history).where(history.c.relation.in_(("links", "postings")))
    with database.write() as connection:
        before = connection.scalar(kept)
        found = remembered(connection)
        assert relink(connection) == []
        assert connection.scalar(kept) == before
        one, other = sorted((A, "psac:alone"))
        connection.execute(links.update().where(links.c.posting_id == B).values(why=OTHERS))
        like = connection.execute(select(links)).first()
        assert like
        connection.execute(links.insert().values(like._asdict() | {"posting_id": one, "other_id": other}))
        connection.execute(postings.update().where(postings.c.posting_id == "psac:alone").values(job_id=A))
        changed, worded = connection.scalar(kept), connection.scalar(select(func.count()).where(links.c.why == OTHERS))
        assert changed
        assert worded
        assert [each.posting_id for each in relink(connection)] == ["psac:alone"]
        assert connection.scalar(kept) == changed + 2 * worded, "two rows gone and anew, one gone, and the job"
        assert remembered(connection) == found
