"""`scrapy feeds`: what happened to postings as Atom, their deadlines as a calendar."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import feedparser
import pytest
from icalendar import Calendar
from lxml import etree

from lab.program.postgres import shared
from lab.program.program import Ended, Program
from tests.support.browser import chromium
from tests.support.small_history import EDITED, FIELD, FRIDAY, HOSTILE, LATER, RESEARCHER, THURSDAY, end, return_, week
from tests.support.stored import MONDAY, TUESDAY, page, store, stored
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.calendars import calendars
from unionjobs_scraper.publish.feeds.documents import atom, index, json_feed
from unionjobs_scraper.publish.feeds.entries import line, paragraphs, web_address
from unionjobs_scraper.publish.feeds.folder import MANIFEST, place
from unionjobs_scraper.publish.feeds.gather import Feed, feeds
from unionjobs_scraper.publish.feeds.places import file_name
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "schemas" / "atom.rng"))
ATOM = "{http://www.w3.org/2005/Atom}"
TAG = "tag:unionjobs-scraper,2026:"
SOURCES = ("unionjobs",)
BOTH = replace(
    FIELD,
    title="Lead Negotiator",
    description=" ".join(f"The negotiator prepares contract {number} with members." for number in range(30)),
    valid_through=date(2026, 6, 20),
)
"""A job that two boards carry: its text is long enough to be recognized."""


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """The small history in SQLite."""
    opened = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    week(opened)
    yield opened
    opened.close()


@pytest.fixture
def command(database: Database) -> Program:
    """`scrapy` on that database."""
    return Program(database.url.render_as_string(), run_at="2026-05-09T06:00:00Z", settings={})


def made(database: Database, limit: int = 200) -> dict[str, Feed]:
    with database.read() as connection:
        return {feed.name: feed for feed in feeds(connection, limit, FRIDAY)}


def ids(feed: Feed) -> list[str]:
    return [each.id.removeprefix(TAG) for each in feed.entries]


def checked(text: bytes) -> Any:
    """A document that the grammar of RFC 4287 allows, with what its text demands besides, as a reader reads it."""
    tree = etree.fromstring(text)
    assert GRAMMAR.validate(tree), GRAMMAR.error_log
    keys = [element.findtext(f"{ATOM}id") for element in tree.iter(f"{ATOM}entry")]
    assert len(set(keys)) == len(keys)
    assert tree.find(f"{ATOM}author") is not None  # or every entry needs one
    for content in tree.iter(f"{ATOM}content"):
        assert content.get("type") == "text"
        assert len(content) == 0
    parsed = feedparser.parse(text)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def deadlines(database: Database, newest: Any = THURSDAY) -> tuple[bytes, list[Any]]:
    with database.read() as connection:
        sheets = {sheet.name: sheet for sheet in calendars(connection, newest, SOURCES)}
    sheet = sheets["deadlines"]
    found = list(Calendar.from_ical(sheet.text).walk("VEVENT"))
    assert sum(event["status"] == "CONFIRMED" for event in found) == sheet.count
    return sheet.text, found


# ------------------------------------------------------------------------------------ what is in them


def test_every_event_of_a_life_has_its_entry(database: Database) -> None:
    found = made(database)
    assert ids(found["all"]) == [
        "unionjobs:99002/reopened/2026-05-07T06:00:00Z",
        "unionjobs:99002/closed/2026-05-06T06:00:00Z",
        "unionjobs:99003/opened/2026-05-05T06:00:00Z",
        "unionjobs:99001/changed/2026-05-05T06:00:00Z",
        "unionjobs/added/all",
    ]
    reopened, closed, later, changed, first = found["all"].entries
    assert reopened.title == "Reopened: Researcher, XYZ (Local 99) (" + RESEARCHER.locations + ")"
    assert "gone" not in reopened.text
    assert "The closing was taken back" not in closed.text
    assert "Pay: $64,000 to $72,000 a year" in changed.text
    assert "salary_min: “60000” became “64000”" in changed.text
    assert "valid_through: “2026-06-01” became “2026-06-15”" in changed.text
    assert later.title == "Opened: Bargaining Representative, XYZ (Local 99)"
    assert "The union seeks somebody who bargains." in later.text
    assert "Seen: 2026-05-05 06:00 UTC" in later.text
    assert changed.link == FIELD.url
    assert changed.terms == ("changed", "SEIU", "organizing")
    assert first.title == "Board added: unionjobs, 2 postings"
    assert (first.link, first.terms) == ("", ("added",))


def test_the_first_census_is_one_entry_of_every_feed_it_belongs_to(database: Database) -> None:
    found = made(database)
    first = {name: feed.entries[-1].title for name, feed in found.items() if feed.entries}
    assert first["unions/SEIU"] == first["regions/US-OH"] == "Board added: unionjobs, 1 posting"
    assert [each.title for each in found["kinds/added"].entries] == ["Board added: unionjobs, 2 postings"]
    assert [each.title for each in found["kinds/opened"].entries] == [
        "Opened: Bargaining Representative, XYZ (Local 99)"
    ]
    keys = [each.id for feed in found.values() for each in feed.entries if each.kind == "added"]
    assert len(set(keys)) == len(keys)  # a reader of two feeds takes the two entries for two


def test_a_job_on_two_boards_opens_and_closes_once(database: Database) -> None:
    job = replace(BOTH, source_id="99004", url="https://www.unionjobs.com/listing.php?id=99004")
    copy = replace(BOTH, source="goodunionjobs", source_id="7", url="https://www.goodunionjobs.com/7")
    store(database, TUESDAY, page(replace(copy, source_id="1", title="Clerk", description="Files."), TUESDAY))
    store(database, THURSDAY, page(job, THURSDAY))
    store(database, FRIDAY, page(copy, FRIDAY))
    assert stored(database, "goodunionjobs:7").job_id == "unionjobs:99004"
    end(database, FRIDAY + timedelta(days=1), "99004")
    opened = "unionjobs:99004/opened/2026-05-07T06:00:00Z"
    assert [key for key in ids(made(database)["all"]) if "99004" in key or "jobs:7" in key] == [opened]
    end(database, FRIDAY + timedelta(days=2), "7", source="goodunionjobs")
    of_job = [key for key in ids(made(database)["all"]) if "99004" in key or "jobs:7" in key]
    assert of_job == ["goodunionjobs:7/closed/2026-05-10T06:00:00Z", opened]


def test_contacts_are_taken_out(database: Database) -> None:
    text = "Write to Jane Doe, jane.doe@xyz.test, or call (212) 555-0187."
    hired = replace(LATER, source_id="99009", url="https://www.unionjobs.com/9", title="Steward", description=text)
    store(database, FRIDAY, page(hired, FRIDAY))
    store(database, FRIDAY + timedelta(days=1), page(replace(hired, salary_text="ask pay@xyz.test"), FRIDAY))
    written = b"".join(atom(feed) + json_feed(feed) for feed in made(database).values())
    assert b"[e-mail]" in written
    for contact in (b"jane.doe", b"555-0187", b"pay@xyz"):
        assert contact not in written


def test_a_closing_says_when_and_why(database: Database) -> None:
    end(database, FRIDAY, "99001")
    newest = made(database)["kinds/closed"].entries[0]
    assert newest.text.startswith(
        "It closed after 2026-05-07T06:00:00Z and by 2026-05-08T06:00:00Z: its own page answers 404 or 410.\n\n"
        "Evidence: “HTTP 404”\n\nSeen: 2026-05-08 06:00 UTC\n\nEmployer: XYZ (Local 99)"
    )


def test_a_closing_that_was_taken_back_stays_in_the_feed(database: Database) -> None:
    """Whoever has read that a posting closed must be able to read that it did not."""
    end(database, FRIDAY, "99001")
    return_(database, FRIDAY + timedelta(hours=1), "99001")
    back, gone, *_ = made(database)["all"].entries
    assert [back.id, gone.id] == [
        f"{TAG}unionjobs:99001/reopened/2026-05-08T07:00:00Z",
        f"{TAG}unionjobs:99001/closed/2026-05-08T06:00:00Z",
    ]
    assert gone.text.startswith("It left the board for a few hours only: the closing was taken back.")


def test_which_feeds_there_are(database: Database) -> None:
    found = made(database)
    counted = {name: len(feed.entries) for name, feed in found.items()}
    assert counted == {
        "all": 5,
        "kinds/added": 1,
        "kinds/changed": 1,
        "kinds/closed": 1,
        "kinds/opened": 1,
        "kinds/reopened": 1,
        "remote": 0,
        "unions/SEIU": 2,
        "unions/UNITE_HERE": 3,
        "unions/UNITE_HERE/opened": 1,
        "families/organizing": 2,
        "families/representation": 1,
        "families/research": 3,
        "regions/CA-ON": 3,
        "regions/CA-ON/research": 3,
        "regions/US-CA": 3,
        "regions/US-CA/research": 3,
        "regions/US-NV": 3,
        "regions/US-NV/research": 3,
        "regions/US-OH": 2,
        "regions/US-OH/organizing": 2,
    }
    assert found["unions/UNITE_HERE/opened"].title == "Union staff jobs: UNITE HERE, opened"
    assert found["regions/CA-ON"].title == "Union staff jobs: Ontario, Canada"
    assert found["regions/US-CA/research"].title == "Union staff jobs: California, United States, research"
    assert ids(found["regions/US-CA"])[:2] == [key for key in ids(found["all"]) if "99002" in key]


def test_a_feed_holds_its_newest_entries(database: Database) -> None:
    found = made(database, limit=2)
    assert ids(found["all"]) == ids(made(database)["all"])[:2]
    assert ids(found["unions/SEIU"]) == ids(made(database)["unions/SEIU"])[:2]
    assert all(len(feed.entries) <= 2 for feed in found.values())


def test_ids_stay_when_the_posting_and_the_world_go_on(database: Database) -> None:
    before = made(database)
    store(database, FRIDAY, page(replace(EDITED, title="Lead Organizer"), FRIDAY))
    end(database, FRIDAY + timedelta(days=1), "99001")
    after = made(database)
    assert ids(after["all"])[2:] == ids(before["all"])
    times = {each.id: each.published for each in before["all"].entries}
    assert times.items() <= {each.id: each.published for each in after["all"].entries}.items()


# ------------------------------------------------------------------------------------------- validity


def test_every_feed_is_valid(database: Database) -> None:
    found = made(database)
    for feed in found.values():
        parsed = checked(atom(feed, "https://example.org/feeds"))
        assert len(parsed.entries) == len(feed.entries)
        assert {"rel": "self", "type": "application/atom+xml"}.items() <= parsed.feed.links[0].items()
    parsed = checked(atom(found["all"]))
    assert parsed.feed.id == f"{TAG}feeds/all"
    assert parsed.feed.updated == parsed.entries[0].updated == "2026-05-07T06:00:00Z"
    assert parsed.entries[0].link == RESEARCHER.url
    assert [tag.term for tag in parsed.entries[0].tags] == ["reopened", "UNITE HERE", "research"]


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('type="text"', 'type="xhtml"'),
        ("<updated>2026-05-07T06", "<updated>2026-05-07 06"),
        ("<published>", "<title>again</title>\n<published>"),
        ('category term="', 'category name="'),
    ],
)
def test_the_validator_finds_mistakes(database: Database, there: str, instead: str) -> None:
    text = atom(made(database)["all"]).decode()
    assert there in text
    with pytest.raises(AssertionError):
        checked(text.replace(there, instead, 1).encode())


def test_a_feed_of_nothing_is_valid(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    store(empty, MONDAY)
    found = made(empty)
    kinds = {f"kinds/{kind}" for kind in ("opened", "changed", "closed", "reopened", "added")}
    assert set(found) == {"all", "remote"} | kinds
    assert checked(atom(found["all"])).feed.updated == "2026-05-08T06:00:00Z"  # of the newest run
    assert deadlines(empty)[1] == []
    empty.close()


def test_deadlines(database: Database) -> None:
    text, (field, later) = deadlines(database)
    assert (field["uid"], later["uid"]) == ("unionjobs:99001@unionjobs-scraper", "unionjobs:99003@unionjobs-scraper")
    assert (field["dtstart"].dt, later["dtstart"].dt) == (date(2026, 6, 15), date(9999, 12, 31))
    assert "dtend" not in field  # a day has no end of its own, and the last of all days has no next
    assert field["summary"] == "Deadline: Field Organizer, XYZ (Local 99) (Dayton, OH, US)"
    assert field["location"] == "Dayton, OH, US"
    assert field["url"] == FIELD.url
    assert field["transp"] == "TRANSPARENT"
    assert (field["sequence"], later["sequence"]) == (1, 0)  # edited once; never
    assert field["dtstamp"].dt.isoformat() == "2026-05-05T06:00:00+00:00"
    assert text.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert folded(text)


def folded(text: bytes) -> bool:
    """No line is longer than 75 bytes, and none ends in any other way than RFC 5545 has it."""
    return all(len(each) <= 75 and b"\n" not in each for each in text.split(b"\r\n"))


def test_only_what_is_open_and_vouched_for_has_a_deadline(database: Database) -> None:
    assert len(deadlines(database, THURSDAY + timedelta(days=20))[1]) == 0  # nobody knows by then
    with database.read() as connection:
        assert [sheet.count for sheet in calendars(connection, THURSDAY, ["another"])] == [0]
    store(database, FRIDAY, page(replace(EDITED, valid_through=date(2026, 5, 7)), FRIDAY))
    assert [event["uid"] for event in deadlines(database, FRIDAY)[1]] == ["unionjobs:99003@unionjobs-scraper"]


def test_a_deadline_of_a_job_that_closed_is_cancelled_until_its_day(database: Database) -> None:
    before = {event["uid"]: event for event in deadlines(database)[1]}
    end(database, FRIDAY, "99001")
    after = {event["uid"]: event for event in deadlines(database, FRIDAY)[1]}
    gone = after["unionjobs:99001@unionjobs-scraper"]
    assert gone["status"] == "CANCELLED"
    assert gone["sequence"] > before[gone["uid"]]["sequence"]
    assert gone["dtstart"].dt == before[gone["uid"]]["dtstart"].dt
    assert len(deadlines(database, FRIDAY + timedelta(days=90))[1]) == 0


def test_a_calendar_for_each_union_and_state_has_each_job_once(database: Database) -> None:
    copy = replace(BOTH, source="goodunionjobs", source_id="7", url="https://g.test/7", valid_through=date(2026, 6, 9))
    store(database, THURSDAY, page(replace(BOTH, source_id="99004"), THURSDAY))
    store(database, FRIDAY, page(copy, FRIDAY))
    assert stored(database, "goodunionjobs:7").job_id == "unionjobs:99004"
    with database.read() as connection:
        sheets = {sheet.name: sheet for sheet in calendars(connection, FRIDAY, (*SOURCES, "goodunionjobs"))}
    counted = {name: sheet.count for name, sheet in sheets.items()}
    assert counted == {"deadlines": 3, "unions/SEIU": 2, "regions/US-OH": 2}
    found: list[Any] = Calendar.from_ical(sheets["unions/SEIU"].text).walk("VEVENT")
    event, _ = found
    assert event["dtstart"].dt == date(2026, 6, 9)  # the earlier one: whoever meets it is in time
    assert all(folded(sheet.text) for sheet in sheets.values())


def test_a_deadline_on_the_day_of_the_newest_run_is_there(database: Database) -> None:
    store(database, FRIDAY, page(replace(EDITED, valid_through=FRIDAY.date()), FRIDAY))
    assert len(deadlines(database, FRIDAY)[1]) == 2


# ------------------------------------------------------------------------------------ hostile postings


def test_hostile_postings_are_harmless_text(database: Database) -> None:
    store(database, FRIDAY, page(HOSTILE, FRIDAY))
    found = made(database)
    for feed in found.values():
        text = atom(feed)
        assert len(text) < 100_000
        checked(text)
        for sign in "\u202e\u202c\u2066\ufffe\x0b\x00":
            assert sign not in text.decode()
        assert b"<script" not in text
        for link in etree.fromstring(text).iter(f"{ATOM}link"):
            assert link.get("href").startswith("https://www.unionjobs.com/")
    newest = found["all"].entries[0]
    assert newest.title.startswith("Opened: <script>console.error('owned')</script>gnp.exe</title>]]><, <img")
    assert newest.link == ""
    assert newest.text.endswith("…")
    assert newest.id == f"{TAG}unionjobs:66%2F..%5C6%3F%3C6%3E/opened/2026-05-08T06:00:00Z"
    assert "unions/_2e__2e__2f__2e__2e__2f__3c_b_3e_" in found
    text, events = deadlines(database, FRIDAY)
    assert len(text) < 10_000
    assert folded(text)
    assert b"\r\n " in text
    assert len(events) == 3  # the BEGIN:VEVENT of its text began none
    assert {str(event.get("url", "")) for event in events} == {FIELD.url, LATER.url, ""}


def test_the_pages_are_quiet_in_a_browser(database: Database, tmp_path: Path) -> None:
    store(database, FRIDAY, page(HOSTILE, FRIDAY))
    found = made(database)
    folder = tmp_path / "feeds"
    with database.read() as connection:
        sheets = calendars(connection, FRIDAY, SOURCES)
    place(folder, {"index.html": index(list(found.values()), sheets), "all.atom": atom(found["all"])})
    shutil.copy(folder / "all.atom", tmp_path / "all.xml")  # a browser keeps .atom files, and shows XML
    with chromium() as browser:
        for width in (1280, 390):
            with browser.opened(folder / "index.html", width=width) as opened:
                assert (
                    opened.page.get_by_role("link", name="../../<b>").count() == 3
                )  # a feed, its openings, a calendar
                assert opened.page.locator("b, script, img, svg").count() == 0
                assert opened.overflow() <= 0
                opened.screenshot(f"feeds-index-{width}")
            with browser.opened(tmp_path / "all.xml", width=width) as opened:
                assert "<script>console.error" in opened.page.inner_text("body")
                assert opened.page.locator("script").count() == 0
                opened.screenshot(f"feeds-all-{width}", whole=False)


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://example.org/jobs?id=1&b=ü", "https://example.org/jobs?id=1&b=%C3%BC"),
        ("HTTP://example.org/", "http://example.org/"),
        ("javascript:alert(1)", ""),
        (" \tjava\nscript:alert(1)", ""),
        ("javascript://example.org/%0aalert(1)", ""),
        ("ftp://example.org/", ""),
        ("data:text/html,x", ""),
        ("//example.org/", ""),
        ("mailto:jobs@example.org", ""),
        ("https://", ""),
        ("https://[::1/", ""),
        ("https://example.org/" + "a" * 2000, ""),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("", ""),
    ],
)
def test_only_addresses_of_pages_are_links(address: str, safe: str) -> None:
    assert web_address(address) == safe


def test_long_texts_are_cut() -> None:
    assert line("a " * 100, 10) == "a a a a a…"
    assert line("a\nb\x0bc") == "a b c"
    assert paragraphs("one\n\ntwo", 100) == "one\n\ntwo"
    assert len(paragraphs("word\n" * 10_000_000, 50)) <= 50


@pytest.mark.parametrize(
    ("union", "name"), [("AFL-CIO", "AFL-CIO"), ("UNITE HERE", "UNITE_HERE"), ("a/b", "a_2f_b"), ("é.", "_e9__2e_")]
)
def test_file_names(union: str, name: str) -> None:
    assert file_name(union) == name


def test_a_file_name_is_short() -> None:
    assert len(file_name("é" * 300)) == 60


# ------------------------------------------------------------------------------------------ the folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_command_writes_a_folder_and_again_the_same(command: Program, tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    ended = command("feeds", str(folder))
    assert ended == Ended(0, "", f"{folder}: 21 feeds, 2 deadlines\n")
    first = files(folder)
    assert {"all.atom", "all.json", "kinds/closed.atom", "unions/SEIU.atom", "regions/US-OH/organizing.json"} < set(
        first
    )
    assert {"deadlines.ics", "unions/SEIU.ics", "index.html", MANIFEST} < set(first)
    assert json.loads(first[MANIFEST])["files"] == sorted(set(first) - {MANIFEST})
    assert command("feeds", str(folder)).status == 0
    assert files(folder) == first
    command.run_at = "2031-01-01T00:00:00Z"
    assert command("feeds", str(folder)).status == 0
    assert files(folder) == first
    assert sorted(path.name for path in tmp_path.glob(".*")) == []  # nothing half is left


def test_both_databases_give_the_same_bytes(database: Database) -> None:
    server = shared()
    name = server.create()
    other = Database(server.url(name))
    week(other)
    for each in (database, other):
        store(each, FRIDAY, page(replace(HOSTILE, salary_text=""), FRIDAY))  # PostgreSQL has no NUL
    one, two = made(database), made(other)
    assert list(one) == list(two)
    assert [atom(feed) for feed in one.values()] == [atom(feed) for feed in two.values()]
    assert [json_feed(feed) for feed in one.values()] == [json_feed(feed) for feed in two.values()]
    assert deadlines(database)[0] == deadlines(other)[0]
    other.close()
    server.drop(name)


def test_stale_feeds_of_ours_go_and_other_files_stay(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    place(folder, {"all.atom": b"1", "unions/OLD.atom": b"2", "regions/US-OH.atom": b"3"})
    (folder / "notes.txt").write_text("mine")
    (folder / "regions" / "mine.atom").write_text("mine")
    untouched = (folder / "all.atom").stat().st_mtime_ns
    assert place(folder, {"all.atom": b"1", "unions/NEW.atom": b"4"}) == ["regions/US-OH.atom", "unions/OLD.atom"]
    assert set(files(folder)) == {"all.atom", "unions/NEW.atom", "notes.txt", "regions/mine.atom", MANIFEST}
    assert (folder / "all.atom").stat().st_mtime_ns == untouched


def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(SettingError, match=r"index\.html was not written by scrapy feeds"):
        place(tmp_path, {"all.atom": b"1", "index.html": b"2"})
    assert files(tmp_path) == {"index.html": b"mine"}


def test_a_manifest_cannot_name_what_is_not_ours(tmp_path: Path) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    (tmp_path / "all.atom").write_text("outside")
    (folder / "thesis.txt").write_text("mine")
    names = ["../all.atom", "thesis.txt", "unions/../../all.atom", 7]
    (folder / MANIFEST).write_text(json.dumps({"files": names}))
    assert place(folder, {"all.atom": b"1"}) == []
    assert (tmp_path / "all.atom").read_text() == "outside"
    assert (folder / "thesis.txt").exists()


@pytest.mark.parametrize("content", ["", "[]", '{"files": 3}', "\xff"])
def test_a_foreign_manifest_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content, encoding="latin-1")
    with pytest.raises(SettingError, match="choose another folder"):
        place(tmp_path, {"all.atom": b"1"})


def test_what_the_operator_can_do_wrong(command: Program, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for arguments, said in (
        ((str(tmp_path / "file"),), "is a file: choose another folder"),
        ((), "one folder is needed"),
        ((str(tmp_path / "x"), "--limit", "0"), "one entry at least"),
        ((str(tmp_path / "x"), "--url", "javascript:x"), "write it as https://example.org/feeds"),
    ):
        ended = command("feeds", *arguments)
        assert ended.status == 2
        assert said in ended.err
        assert "Traceback" not in ended.err
    command.database_url = f"sqlite:///{tmp_path}/none.db"
    ended = command("feeds", str(tmp_path / "x"))
    assert ended.err.startswith("error: there is no database at sqlite:///")
    assert "crawl something first" in ended.err
    assert not (tmp_path / "none.db").exists()
    Database(command.database_url).close()
    assert "nothing has been crawled into" in command("feeds", str(tmp_path / "x")).err
    assert not (tmp_path / "x").exists()


def test_without_its_packages_it_says_what_to_install(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(SettingError, match=r"icalendar: pip install 'unionjobs-scraper\[feeds\]'"):
        deadlines(database)
