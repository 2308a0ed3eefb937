"""Sources are folded side by side, and what comes of it is the same as of one after the other."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from lab.archives.web import LIST, POSTING, Web
from lab.replica.unionjobs import list_page, posting_page
from tests.conftest import ad
from unionjobs_scraper.archive.files import parts
from unionjobs_scraper.archive.folding import folded
from unionjobs_scraper.archive.observing import observed
from unionjobs_scraper.errors import SourceBusy
from unionjobs_scraper.storage import folded_record, folded_runs, leases, runs
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import metadata

FIRST = datetime(2019, 5, 1, 6, tzinfo=UTC)
AT = datetime(2026, 5, 1, tzinfo=UTC)
FIXTURES = Path(__file__).parents[1] / "fixtures"
OTHERS = {"actu": "https://www.actu.org.au/get-involved/job-vacancies", "seiu509": "https://www.seiu509.org/jobs"}


@pytest.fixture
def observations(tmp_path: Path) -> Path:
    """What an archive of three sources holds; of each the list twice."""
    web, folder = Web(tmp_path / "three.warc.gz"), tmp_path / "observations"
    for month in range(3):
        at = FIRST + timedelta(days=30 * month)
        ads = [ad(number) for number in range(101 + month, 114)]
        web.answer(LIST, list_page(ads), at)
        for each in ads[:4]:
            web.answer(POSTING.format(each.number), posting_page(each), at + timedelta(hours=each.number - 100))
        for name, url in OTHERS.items():
            web.answer(url, (FIXTURES / name / "list" / "page.html").read_text(encoding="utf-8"), at)
    list(observed(parts(web.path), folder, ("unionjobs", *OTHERS)))
    return folder


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as it is stored."""
    database = Database(url)
    with database.read() as connection:
        found = {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in metadata.tables.items()
        }
    database.close()
    return found


def fold(folder: Path, url: str, processes: int) -> list[str]:
    database = Database(url)
    names = [each.source for each in folded(database, folder, AT, processes=processes)]
    database.close()
    return names


@pytest.mark.slow
def test_sources_folded_side_by_side_are_as_folded_one_after_the_other(observations: Path, tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path}/{number}.db" for number in range(2)]
    for number, url in enumerate(urls, 1):
        assert fold(observations, url, number) == sorted(["unionjobs", *OTHERS])
    one, two = map(everything, urls)
    assert one == two
    assert len(one["runs"]) == 9
    assert one["leases"] == []
    # and once more into the same database
    fold(observations, urls[1], 2)
    again = everything(urls[1])
    assert {name: again[name] for name in ("postings", "spells", "runs", "links", "fill", "shapes")} == {
        name: one[name] for name in ("postings", "spells", "runs", "links", "fill", "shapes")
    }


def test_a_source_that_is_being_crawled_is_not_folded(observations: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/busy.db"
    database = Database(url)
    with database.write() as connection:
        leases.acquire(connection, "unionjobs", leases.Holder("another machine", 1, ""))
    database.close()
    with pytest.raises(SourceBusy, match="unionjobs is being crawled"):
        fold(observations, url, 1)
    found = everything(url)
    assert found["postings"] == found["observations"] == []
    assert [row[0] for row in found["leases"]] == ["unionjobs"]


def test_a_crawled_run_keeps_its_number_whatever_was_folded_before(observations: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/main.db"
    fold(observations, url, 1)
    before = everything(url)
    database, apart = Database(url), Database(f"sqlite:///{tmp_path}/apart.db")
    with apart.write() as connection:
        runs.begin(connection, "actu", AT, 3)
    with apart.read() as record, database.write() as connection:
        folded_record.put_in_place(connection, "actu", record, AT)
        folded_runs.renumber(connection)
    database.close()
    apart.close()
    after = everything(url)
    assert [row[:2] for row in after["runs"] if row[0] == 3] == [(3, "actu")]
    assert sorted(row[0] for row in after["runs"]) == list(range(1, 8))
    source_of = {row[0]: row[1] for row in after["runs"]}
    assert {source_of[row[4]] for row in after["spells"]} == {"unionjobs", "seiu509"}
    others = [row for row in before["postings"] if row[2] != "actu"]
    assert after["postings"] == others
