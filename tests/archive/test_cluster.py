"""On a cluster one of whose two workers is killed in the middle, the same rows come out."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lab.archives.cluster import cluster
from lab.archives.web import LIST, POSTING, Web
from lab.replica.unionjobs import list_page, posting_page
from tests.conftest import ad
from unionjobs_scraper.archive import tables
from unionjobs_scraper.archive.files import Part, parts
from unionjobs_scraper.archive.observing import observed

pytestmark = pytest.mark.slow

AT = datetime(2004, 5, 1, 6, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> list[Part]:
    web = Web(tmp_path / "pages.warc.gz")
    ads = [ad(number) for number in range(1, 31)]
    web.answer(LIST, list_page(ads), AT)
    for each in ads:
        web.answer(POSTING.format(each.number), posting_page(each), AT + timedelta(minutes=each.number))
    return parts(web.path, 3000)


def rows(folder: Path) -> list[dict[str, Any]]:
    return sorted(tables.rows_of(folder, "unionjobs"), key=lambda row: (row["at"], row["key"]))


def see(archive: Sequence[Part], folder: Path) -> None:
    list(observed(archive, folder, ("unionjobs",)))


def test_a_worker_that_is_killed_costs_no_row(archive: list[Part], tmp_path: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    with cluster(tmp_path, 2, partial(see, archive, alone)) as started:
        done = observed(archive, together, ("unionjobs",), scheduler=started.scheduler)
        next(done)
        os.kill(started.workers[0], signal.SIGKILL)
        assert len(list(done)) == len(archive) - 1
    assert rows(together) == rows(alone)
    assert len(rows(alone)) == 31
