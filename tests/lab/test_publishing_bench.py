"""The bench of what a published site costs: its invented record, and the section that it writes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from lab.bench import varied
from lab.bench.postings import NOW
from lab.bench.publishing import Cost, Measured, section
from lab.bench.questions_read import Asked
from unionjobs_scraper.boards import crawled
from unionjobs_scraper.publish.site.build import build
from unionjobs_scraper.publish.site.options import Options
from unionjobs_scraper.storage.database import Database

COST = Cost(wall=20.0, processor=10.0, memory=300.0)
SITE = Measured(
    postings=1000,
    start=replace(COST, processor=0.5),
    first=COST,
    again=replace(COST, processor=0.9),
    night=replace(COST, processor=5.0),
    files=1800,
    bytes=50_000_000,
    views=[("index.html", 20_000), ("jobs/index.html", 40_000), ("job/a/b.html", 14_000)],
    asked=[Asked(title="Reposts", bytes=180_000, requests=9, seconds=4.0)],
)


def test_the_invented_record_is_a_site_that_a_night_changes_a_little(tmp_path: Path) -> None:
    database = tmp_path / "postings.db"
    varied.build(database, 40)
    opened = Database(f"sqlite:///{database}")
    options = Options(now=NOW, sources=crawled(), report=False)
    first = build(opened, tmp_path / "site", options)
    assert (first.jobs, first.open, first.made) == (40, 8, 40)
    after = varied.one_night(database, 2)
    assert after == NOW + timedelta(days=1)
    assert 2 <= build(opened, tmp_path / "site", replace(options, now=after)).made < 20
    opened.close()


def test_a_limit_that_does_not_hold_is_told() -> None:
    text = "\n".join(section([SITE]))
    assert "| 1,000 | again | 20.0 | 0.9 | 300 | 9.0% | 4.2% |" in text
    assert "| 9.0% | held |" in text
    slow = replace(SITE, again=replace(COST, processor=1.1), views=[*SITE.views[:2], ("job/a/b.html", 200_000)])
    text = "\n".join(section([slow]))
    assert "| 11.0% | **not held** |" in text
    assert "| 200 | **not held** |" in text
    assert "| Reposts | 0.18 | 9 | 4.0 |" in text
