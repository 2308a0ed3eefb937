"""A year of nights: a reader who looks every morning gets each event once, and none slips in below."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from lab.program.program import Program
from tests.support.deploy_receivers import mailbox
from tests.support.small_history import FIELD, FRIDAY, LATER, end, return_, week
from tests.support.stored import MONDAY, page, store
from unionjobs_scraper.commands.feeds import since
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.publish.feeds.digest import digest
from unionjobs_scraper.publish.feeds.gather import feeds
from unionjobs_scraper.publish.feeds.memory import Memory
from unionjobs_scraper.publish.feeds.places import file_name
from unionjobs_scraper.publish.feeds.queries import parsed, saved, slug
from unionjobs_scraper.storage.database import Database

FAMILIES = ("organizing", "research", "legal", "finance")
PLACES = (("Dayton, OH, US", "OH"), ("Reno, NV, US", "NV"), ("Oakland, CA, US; Reno, NV, US", "CA"))
UNIONS = ("SEIU", "AFSCME", "UNITE HERE", "")
WORK = {"organizing": "Organizer", "research": "Researcher", "legal": "Attorney", "finance": "Bookkeeper"}


def posting(source: str, number: int) -> JobPosting:
    family = FAMILIES[number % 4]
    locations, region = PLACES[number % 3]
    return replace(
        FIELD,
        source=source,
        source_id=f"{number}",
        url=f"https://{source}.test/{number}",
        title=f"{WORK[family]} {number}",
        employer=f"Employer {number} of {source}",
        union_abbr=UNIONS[number % 4],
        job_family=family,
        locations=locations,
        region=region,
        workplace="remote" if number % 5 == 0 else "onsite",
        description=f"{source} {number} seeks " + " ".join(f"word{number * 1000 + k}" for k in range(40)),
        row_hash=f"{number}",
    )


class Reader:
    """What a feed reader has seen of each feed."""

    def __init__(self) -> None:
        self.seen: dict[str, list[str]] = defaultdict(list)
        self.newest: dict[str, datetime] = {}
        self.below: list[str] = []

    def look(self, database: Database, memory: Memory, limit: int = 12) -> None:
        with database.read() as connection:
            found = feeds(connection, limit, FRIDAY, memory=memory)
        for feed in found:
            new = [each for each in feed.entries if each.id not in set(self.seen[feed.name])]
            keys = [each.id for each in feed.entries]
            assert len(set(keys)) == len(keys)
            newest = self.newest.get(feed.name)
            self.below += [each.id for each in new if newest and each.published < newest]
            self.seen[feed.name] += [each.id for each in new]
            if feed.entries:
                self.newest[feed.name] = max(each.published for each in feed.entries)
        assert "all" in self.seen


def again(memory: Memory, now: datetime) -> Memory:
    """What the folder says at the next writing."""
    return Memory.read(memory.kept(), now)


def feeds_of(key: str) -> Iterator[str]:
    """The feeds to which an event belongs, by what its posting says."""
    posting_id, kind, _ = key.split("/")
    source, number = posting_id.split(":")
    job = posting(source, int(number))
    yield "all"
    yield f"kinds/{kind}"
    if job.workplace == "remote":
        yield "remote"
    if job.union_abbr:
        yield f"unions/{file_name(job.union_abbr)}"
        if kind in ("opened", "reopened"):
            yield f"unions/{file_name(job.union_abbr)}/opened"
    yield f"families/{job.job_family}"
    for place in job.locations.split("; "):
        yield f"regions/US-{place.split(', ')[1]}"
        yield f"regions/US-{place.split(', ')[1]}/{job.job_family}"


def each_in_its_feeds(reader: Reader, happened: list[str], boards: int) -> None:
    """Every event was told once in every feed that it belongs to, and in no other; a board's arrival once a feed."""
    expected: dict[str, list[str]] = defaultdict(list)
    for key in happened:
        for name in feeds_of(key):
            expected[name].append(key)
    assert len(expected) > 25
    events = {name: [key for key in keys if "/added/" not in key] for name, keys in reader.seen.items()}
    for name in expected.keys() | events.keys():
        told = [key.removeprefix("tag:unionjobs-scraper,2026:") for key in events.get(name, [])]
        assert sorted(told) == sorted(expected[name]), name
    for name, keys in reader.seen.items():
        arrived = [key for key in keys if "/added/" in key]
        assert len(arrived) == len(set(arrived)) <= boards, name


@pytest.mark.slow
def test_a_year_of_nights(tmp_path: Path) -> None:
    """One night of each week of a year: openings, edits, ends, returns, and two new boards."""
    database = Database(f"sqlite:///{tmp_path}/year.db")
    dice = random.Random(5)  # noqa: S311 — the same year each time
    reader, memory = Reader(), Memory(now=MONDAY)
    boards = {"unionjobs": 0, "goodunionjobs": 40, "psac": 90}
    still: dict[str, list[JobPosting]] = {}
    gone: dict[str, list[JobPosting]] = defaultdict(list)
    happened: list[str] = []
    number = 0
    for night in range(0, 365, 7):
        at = MONDAY + timedelta(days=night)
        for source, begins in boards.items():
            if night < begins:
                continue
            at += timedelta(hours=1)
            if source not in still:
                still[source] = [posting(source, number + k) for k in range(1, 13)]
                number += 12
                store(database, at, *(page(each, at) for each in still[source]))
                continue
            stamp = f"{at:%Y-%m-%dT%H:%M:%SZ}"
            reads, closing, returning = [], [], []
            if dice.random() < 0.6:
                number += 1
                still[source].append(posting(source, number))
                reads.append(still[source][-1])
                happened.append(f"{source}:{number}/opened/{stamp}")
            if dice.random() < 0.3:
                edited = replace(still[source][0], salary_text=f"${night} an hour")
                still[source][0] = edited
                reads.append(edited)
                happened.append(f"{source}:{edited.source_id}/changed/{stamp}")
            if reads:
                store(database, at, *(page(each, at) for each in reads))
            if dice.random() < 0.4 and len(still[source]) > 5:
                closing.append(still[source].pop(1))
                end(database, at, closing[0].source_id, source)
                happened.append(f"{source}:{closing[0].source_id}/closed/{stamp}")
            elif dice.random() < 0.3 and gone[source]:
                returning.append(gone[source].pop())
                return_(database, at, returning[0].source_id, source)
                happened.append(f"{source}:{returning[0].source_id}/reopened/{stamp}")
                still[source] += returning
            gone[source] += closing
        reader.look(database, memory)
        memory = again(memory, at + timedelta(hours=1))
    assert reader.below == []
    told = [key.removeprefix("tag:unionjobs-scraper,2026:") for key in reader.seen["all"]]
    assert [key for key in told if "/added/" in key] == [f"{source}/added/all" for source in boards]
    assert sorted(key for key in told if "/added/" not in key) == sorted(happened)
    assert len(happened) > 80
    each_in_its_feeds(reader, happened, len(boards))
    database.close()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    week(opened)
    yield opened
    opened.close()


def test_what_reaches_the_database_late_comes_on_top(database: Database) -> None:
    """A board whose runs are older than the last writing, as an archive's are."""
    reader, memory = Reader(), Memory(now=FRIDAY)
    reader.look(database, memory)
    other = replace(LATER, source="psac", source_id="5", url="https://psac.test/5", title="Clerk", description="Files.")
    store(database, MONDAY, page(replace(other, source_id="4", title="Cook", description="Cooks."), MONDAY))
    store(database, MONDAY + timedelta(days=1), page(other, MONDAY + timedelta(days=1)))
    memory = again(memory, FRIDAY + timedelta(days=1))
    reader.look(database, memory)
    assert reader.below == []
    late = [key for key in reader.seen["all"] if "psac" in key]
    assert sorted(key.rpartition(":")[2] for key in late[:1]) != []
    assert len(late) == 2  # the opening, and the board that was added
    before = {name: list(keys) for name, keys in reader.seen.items()}
    reader.look(database, again(memory, FRIDAY + timedelta(days=2)))
    assert reader.seen == before  # and once only


def test_without_its_memory_it_would_slip_in_below(database: Database) -> None:
    reader = Reader()
    reader.look(database, Memory())
    other = replace(LATER, source="psac", source_id="5", url="https://psac.test/5", title="Clerk", description="Files.")
    store(database, MONDAY, page(other, MONDAY))
    reader.look(database, Memory())
    assert reader.below != []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("union=SEIU", 1),
        ("union=seiu,'UNITE HERE'", 3),
        ("state=US-CA kind=closed", 1),
        ("researcher", 2),
        ("family=research researcher kind=reopened", 1),
        ("workplace=remote", 0),
        ("bargaining xyz", 1),
        ("source=psac", 0),
    ],
)
def test_a_question_takes_what_meets_all_of_it(database: Database, words: str, count: int) -> None:
    query = parsed(words)
    with database.read() as connection:
        found = {feed.name: feed for feed in feeds(connection, 50, FRIDAY, queries=[query])}
    assert sum(each.kind != "added" for each in found[f"queries/{query.name}"].entries) == count


@pytest.mark.parametrize("words", ["", "color=red", "union=", "kind=sold", '"open'])
def test_a_question_that_cannot_be_meant_is_refused(words: str) -> None:
    with pytest.raises(SettingError, match="--query"):
        parsed(words)


def test_saved_questions(tmp_path: Path) -> None:
    path = tmp_path / "queries.toml"
    assert saved(path) == {}
    path.write_text('nurses = "union=SEIU nurse"\n')
    assert saved(path)["nurses"].text == ("nurse",)
    path.write_text('"../x" = "nurse"\n')
    with pytest.raises(SettingError, match="write"):
        saved(path)
    assert slug("union=SEIU ../x") == "union-seiu-x"


def test_a_digest_has_what_is_new_since_a_day_and_nothing_else(database: Database) -> None:
    with database.read() as connection:
        assert digest(connection, parsed("family=legal"), MONDAY, FRIDAY) is None
        assert digest(connection, parsed("family=representation"), FRIDAY, FRIDAY) is None
        told = digest(connection, parsed("union=seiu,'UNITE HERE'"), MONDAY, FRIDAY)
        edited = digest(connection, parsed("union=SEIU kind=changed"), MONDAY, FRIDAY)
    assert told
    assert [block.splitlines()[0] for block in told.blocks] == [
        "Reopened: Researcher, XYZ (Local 99) (Reno, NV, US; Sacramento, CA, US; Toronto, ON, CA; London, GB)",
        "Board added: unionjobs, 2 postings",
    ]
    assert edited
    assert len(edited.blocks) == 1


@pytest.mark.parametrize(
    ("said", "day"),
    [("monday", "2026-05-04"), ("Saturday", "2026-05-09"), ("sunday", "2026-05-03"), ("2026-01-02", "2026-01-02")],
)
def test_since_a_weekday_is_the_last_one(said: str, day: str) -> None:
    assert f"{since(said, FRIDAY + timedelta(days=1)):%Y-%m-%d}" == day


@pytest.mark.slow
def test_the_command_knows_questions_and_sends_a_digest(database: Database, tmp_path: Path) -> None:
    command = Program(database.url.render_as_string(), run_at="2026-05-09T06:00:00Z", settings={})
    folder = tmp_path / "feeds"
    assert command("feeds", str(folder), "--query", "union=SEIU kind=changed").status == 0
    assert (folder / "queries" / "union-seiu-kind-changed.atom").is_file()
    with mailbox() as inbox:
        command.settings = inbox.settings
        assert command("feeds", "--digest", "family=representation", "--since", "tuesday").status == 0
        (mail,) = inbox.mails
    assert mail["Subject"] == "[unionjobs] 1 new since Tuesday, 2026-05-05: family=representation"
    assert "Opened: Bargaining Representative, XYZ (Local 99)" in mail.get_content()
