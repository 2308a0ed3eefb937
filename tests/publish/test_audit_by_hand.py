"""An audit that a person did: a drawn sheet, filled by hand from what it shows alone, scored, printed in a release.

`tests/fixtures/audit/by_hand.csv` was drawn from the record below on 29 November 2026, read, and its answers and notes
typed in; of one posting what is stored does not tell, and two closings were wrong.
"""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.small_history import FIELD, FRIDAY, THURSDAY
from tests.support.stored import MONDAY, WEDNESDAY, page, run, store
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing
from unionjobs_scraper.publish.release import making
from unionjobs_scraper.publish.release.audit_score import audited
from unionjobs_scraper.publish.release.audit_sheet import draw, key_of, score
from unionjobs_scraper.publish.release.edition import edition
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.coverage import snapshot
from unionjobs_scraper.storage.transitions import close

FILLED = Path(__file__).parents[1] / "fixtures/audit/by_hand.csv"
SEED, DRAWN = 11, 10
URL = "https://www.unionjobs.com/listing.php?id="
ENDS = {
    "1": ("404", 404, "HTTP 404"),
    "2": ("marked", 200, "This position has been filled."),
    "3": ("marked", 200, "The application period for our summer program has closed; organizers apply until June 15."),
    "4": ("marked", 200, "Applications are no longer accepted."),
    "5": ("delisted", 200, "Apply now: this opening closes on June 30, 2026."),
    "6": ("delisted", None, "not on the lists of two complete runs"),
}
STILL = {
    "7": "We seek an organizer. Open until filled.",
    "8": "The search for this position ended on May 1, and interviews are under way. We seek a researcher.",
    "9": "A paralegal for our Dayton office, as soon as possible. Send a letter to the union.",
    "10": "An accountant. Apply by June 10, 2026.",
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Six closings, each with its evidence, and four postings that are open."""
    stored = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    every = [*((number, "We seek an organizer.") for number in ENDS), *STILL.items()]
    ads = [replace(FIELD, source_id=id_, url=URL + id_, title=f"Job {id_}", description=text) for id_, text in every]
    store(stored, MONDAY, *(page(ad, MONDAY) for ad in ads))
    store(stored, WEDNESDAY, *(page(ad, WEDNESDAY) for ad in ads))
    with run(stored, THURSDAY) as (connection, begun):
        close(connection, begun, [_closing(number, *end) for number, end in ENDS.items()])
    store(stored, FRIDAY, *(page(ad, FRIDAY) for ad in ads if ad.source_id in STILL))
    yield stored
    stored.close()


def _closing(number: str, how: str, status: int | None, words: str) -> Closing:
    reason = {"404": ClosedReason.GONE, "marked": ClosedReason.MARKED}.get(how, ClosedReason.DELISTED)
    return Closing(
        source_id=number,
        reason=reason,
        closed_after=WEDNESDAY,
        closed_by=THURSDAY,
        url=URL + number,
        status=status,
        words=words,
    )


def test_the_sheet_is_drawn_as_it_was_given_to_the_person(database: Database, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    assert draw(database, sheet, n=DRAWN, seed=SEED, sources=crawled()) == DRAWN
    with FILLED.open(encoding="utf-8", newline="") as file, sheet.open(encoding="utf-8", newline="") as drawn:
        assert [row | {"answer": "", "note": ""} for row in csv.DictReader(file)] == list(csv.DictReader(drawn))
    assert key_of(sheet).read_bytes() == key_of(FILLED).read_bytes()


def test_what_the_person_found_is_printed_in_a_release(database: Database, tmp_path: Path) -> None:
    for path in (FILLED, key_of(FILLED)):
        shutil.copy(path, tmp_path)
    found = score(tmp_path / FILLED.name)
    assert [(each.n, each.wrong, each.unclear) for each in (found.closings, found.opens)] == [(5, 2, 1), (4, 1, 0)]
    with snapshot(database) as frozen:
        making.make(frozen, tmp_path / "release", edition(frozen), delay=2.0, crawled=crawled(), audit=found)
    sentences = json.loads((tmp_path / "release" / "quality.json").read_text("utf-8"))["accuracy"]
    assert sentences == list(audited(found))
    shown = (tmp_path / "release" / "quality.html").read_text("utf-8")
    assert all(sentence in shown for sentence in sentences)
