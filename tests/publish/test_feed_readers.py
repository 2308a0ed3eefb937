"""What others make of the feeds and calendars: two readers of feeds and three parsers of calendars say the same."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import icalendar
import ics
import pytest
import vobject

from tests.support.small_history import FIELD, FRIDAY, HOSTILE, RESEARCHER, end, week
from tests.support.stored import page, store
from unionjobs_scraper.publish.feeds.documents import SUBTITLE
from unionjobs_scraper.publish.feeds.writing import write
from unionjobs_scraper.storage.database import Database

SATURDAY = FRIDAY + timedelta(days=1)
AWKWARD = replace(
    RESEARCHER,
    source_id="99010",
    url="https://www.unionjobs.com/listing.php?id=99010&a=b",
    title="Négociateur; «senior», 50 % \\ <b>&amp;</b>: \N{PARTY POPPER}" + " long" * 40,
    locations="Montréal, QC, CA; Saint-Jean-sur-Richelieu, QC, CA",
    region="QC",
    country="CA",
    salary_text="70 000 $; à discuter, \\ par an",  # ics takes a backslash before an n for a line break
    valid_through=date(2026, 6, 30),
    description="Ligne une,\nligne deux; " + "très " * 400,
)
GONE = replace(FIELD, source_id="99011", url="https://www.unionjobs.com/99011", title="Cook", description="Cooks.")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feeds of the small history, of awkward and hostile postings, and of one that closed before its deadline."""
    root = tmp_path_factory.mktemp("feeds")
    database = Database(f"sqlite:///{root}/unionjobs.db")
    week(database)
    store(database, FRIDAY, *(page(each, FRIDAY) for each in (AWKWARD, HOSTILE, GONE)))
    end(database, SATURDAY, "99011")
    write(database, root / "out", now=SATURDAY, sources=("unionjobs",), limit=50, base="https://example.org/feeds")
    database.close()
    return root / "out"


def names(folder: Path, suffix: str) -> list[Path]:
    found = sorted(folder.rglob(f"*{suffix}"))
    assert len(found) >= 5
    return found


def moment(text: str) -> str:
    return text.replace("+00:00", "Z")


def test_two_readers_read_every_feed_alike(folder: Path) -> None:
    entries = 0
    for path in names(folder, ".atom"):
        text = path.read_bytes()
        one, two = feedparser.parse(text), fastfeedparser.parse(text)
        assert not one.bozo, f"{path}: {one.get('bozo_exception')}"
        assert (one.feed.title, one.feed.subtitle) == (two.feed.title, SUBTITLE)
        shown = json.loads(path.with_suffix(".json").read_bytes())["items"]
        assert len(one.entries) == len(two.entries) == len(shown)
        for first, second, third in zip(one.entries, two.entries, shown, strict=True):
            entries += 1
            assert first.id == second.id == third["id"]
            assert first.title == third["title"], path
            assert first.title.split() == second.title.split(), path
            assert moment(first.published) == moment(second.published) == third["date_published"]
            links = [each.href for each in first.get("links", [])]  # without one, feedparser takes the id for it
            assert links == [third[name] for name in ("url",) if name in third]
            assert (second.get("link") or "") == third.get("url", "")
            assert [tag.term for tag in first.tags] == [tag["term"] for tag in second.tags] == third["tags"]
            assert first.content[0].value == third["content_text"]
    assert entries > 50


def test_the_second_reader_reads_the_json_feeds_too(folder: Path) -> None:
    for path in names(folder, ".json"):
        shown = json.loads(path.read_bytes())
        if "items" not in shown:
            continue  # what the folder remembers
        read = fastfeedparser.parse(path.read_bytes())
        assert read.feed.title == shown["title"]
        assert [each.id for each in read.entries] == [each["id"] for each in shown["items"]]


def test_three_parsers_read_every_calendar_alike(folder: Path) -> None:
    seen: set[tuple[str, ...]] = set()
    for path in names(folder, ".ics"):
        text = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = [by_icalendar(text), by_ics(text.decode()), by_vobject(text.decode())]
        assert found[0] == found[1] == found[2], path
        seen |= set(found[0])
    assert {each[4] for each in seen} == {"CONFIRMED", "CANCELLED"}
    assert any("50 % \\ <b>" in each[1] for each in seen)


def by_icalendar(text: bytes) -> list[tuple[str, ...]]:
    calendar = icalendar.Calendar.from_ical(text)
    assert not calendar.errors
    events: list[Any] = list(calendar.walk("VEVENT"))
    assert not [each.errors for each in events if each.errors]
    return sorted(
        (str(each["uid"]), str(each["summary"]), str(each["dtstart"].dt), str(each["description"]), str(each["status"]))
        for each in events
    )


def by_ics(text: str) -> list[tuple[str, ...]]:
    events = ics.Calendar(text).events
    assert all(each.all_day for each in events)
    return sorted(
        (each.uid, each.name, str(each.begin.date()), each.description, str(each.status).upper()) for each in events
    )


def by_vobject(text: str) -> list[tuple[str, ...]]:
    calendar = vobject.readOne(text)
    calendar.validate()
    return sorted(
        (
            each.uid.value,
            each.summary.value,
            str(each.dtstart.value),
            each.description.value,
            each.status.value,
        )
        for each in calendar.contents.get("vevent", [])
    )
