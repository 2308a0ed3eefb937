"""A site of which nothing has changed is left as it is, without a look at the rows; any change is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.small_history import FRIDAY, HOSTILE, end, week
from tests.support.stored import page, store
from unionjobs_scraper.publish.site import publishing, unchanged
from unionjobs_scraper.publish.site.options import Built, Options
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow

OPTIONS = Options(now=FRIDAY, sources=("unionjobs", "goodunionjobs"), report=False)


class Published:
    """A database and its site, at an address as an operator writes it."""

    def __init__(self, folder: Path) -> None:
        self.address = f"sqlite:///{folder}/unionjobs.db"
        self.database = Database(self.address)
        self.root = folder / "site"
        week(self.database)

    def write(self, options: Options = OPTIONS) -> Built:
        return publishing.publish(self.database, self.root, self.address, options)

    def again(self, options: Options = OPTIONS) -> Built | None:
        return unchanged.unchanged(self.root, self.address, options)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Published]:
    published = Published(tmp_path)
    yield published
    published.database.close()


def test_what_was_written_is_told_again(site: Published) -> None:
    assert site.again() is None
    first = site.write()
    assert site.again() == replace(first, made=0, written=0, removed=0)
    assert site.again(replace(OPTIONS, now=FRIDAY + timedelta(hours=9))) is not None
    assert first.left_out == ["the report: turned off"]


CHANGES: dict[str, Callable[[Published], object]] = {
    "a census": lambda site: store(site.database, FRIDAY + timedelta(hours=1), page(HOSTILE, FRIDAY)),
    "an end": lambda site: end(site.database, FRIDAY + timedelta(hours=1), "99003"),
    "a page that somebody took away": lambda site: (site.root / "job/unionjobs/99001.html").unlink(),
    "a database that somebody put in its place": lambda site: (site.root.parent / "unionjobs.db").rename(
        site.root.parent / "other.db"
    ),
    "a note that is not ours": lambda site: (site.root / ".publish" / unchanged.WHOLE).write_text("[7]"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_any_change_is_seen(site: Published, change: Callable[[Published], object]) -> None:
    site.write()
    change(site)
    assert site.again() is None


@pytest.mark.parametrize(
    "other",
    [
        {"now": FRIDAY + timedelta(days=1)},
        {"sources": ("unionjobs",)},
        {"base": "https://example.org"},
        {"limit": 7},
        {"report": True},
    ],
    ids=lambda each: next(iter(each)),
)
def test_other_options_make_another_site(site: Published, other: dict[str, object]) -> None:
    site.write()
    assert site.again(replace(OPTIONS, **other)) is None  # type: ignore[arg-type]


def test_jobs_become_unknown_on_time(site: Published) -> None:
    """The clock changes a site at a minute, not only at the end of a day."""
    before = replace(OPTIONS, now=FRIDAY + timedelta(days=12, hours=23))
    site.write(before)
    assert site.again(before) is not None
    runs_out = publishing.until(site.database, before.now)
    assert runs_out.date() == before.now.date()
    assert site.again(replace(before, now=runs_out - timedelta(minutes=1))) is not None
    assert site.again(replace(before, now=runs_out + timedelta(minutes=1))) is None


def test_a_run_of_the_future_is_looked_at_each_time(site: Published) -> None:
    early = replace(OPTIONS, now=FRIDAY - timedelta(days=2))
    site.write(early)
    assert site.again(early) is None


def test_a_release_that_is_added_is_seen(site: Published, tmp_path: Path) -> None:
    with_one = replace(OPTIONS, releases=tmp_path / "releases")
    (tmp_path / "releases" / "may").mkdir(parents=True)
    for name in ("SHA256SUMS", "codebook.html"):
        (tmp_path / "releases" / "may" / name).write_text("x")
    site.write(with_one)
    assert site.again(with_one) is not None
    (tmp_path / "releases" / "may" / "more.csv").write_text("x")
    assert site.again(with_one) is None


def test_a_board_with_another_name_is_seen(site: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write()
    monkeypatch.setattr(unchanged, "register", dict)
    assert site.again() is None
