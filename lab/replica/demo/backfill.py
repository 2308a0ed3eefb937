"""The demo's chapter about web archives: three lists of twenty years ago, in two files, make a record of their own."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from lab.archives.web import LIST, POSTING, Web
from lab.replica.demo.stage import Stage
from lab.replica.demo.telling import Teller
from lab.replica.unionjobs import Ad, list_page, posting_page

LISTS: Final = tuple(datetime(year, month, 4, 6, tzinfo=UTC) for year, month in ((2004, 1), (2004, 3), (2004, 4)))
AT: Final = "2004-05-01T00:00:00Z"
SPANS: Final = {number: (number % 3, 1 + number % 3 + number % 2) for number in range(1, 41)}
"""The first list that has each posting, and the last."""


def play_backfill(stage: Stage, teller: Teller) -> bool:
    """Replays two small archives and shows what came of them; false when that failed."""
    teller.heading(
        "From web archives", "Two archives of spring 2004 hold three lists and some pages: no crawl was there."
    )
    url = f"sqlite:///{stage.folder / 'archived.db'}"
    (stage.folder / "archived.db").unlink(missing_ok=True)
    paths = [path.name for path in build(stage.folder)]
    ended = stage.scrapy("replay", *(str(stage.folder / name) for name in paths), DATABASE_URL=url)
    teller.program(f"scrapy replay {' '.join(paths)}", ended.output + ended.errors, ended.status)
    if ended.status:
        return False
    spells = stage.scrapy("export", "--table", "spells", DATABASE_URL=url, RUN_AT=AT)
    over = [row for row in csv.DictReader(io.StringIO(spells.output)) if row["closed_by"]]
    if not over:
        teller.wrong("The replay", ["no spell has ended"], spells.errors)
        return False
    longest = max(over, key=lambda row: _days(row["open_by"], row["closed_after"]))
    teller.notice(
        f"{len(over)} spells ended, each between two lists. The longest that no crawl could have seen is"
        f" {longest['posting_id']}: open from {longest['open_by'][:10]} to {longest['closed_after'][:10]} at least"
        f" ({longest['evidence']})."
    )
    return True


def build(folder: Path) -> list[Path]:
    """The two archives: the second has the list in the middle and some of the postings' pages."""
    webs = [Web(folder / name) for name in ("library.warc.gz", "crawl.warc")]
    for web in webs:
        web.path.unlink(missing_ok=True)
    for number, at in enumerate(LISTS):
        ads = [_ad(each) for each, (first, last) in SPANS.items() if first <= number <= last]
        webs[number % 2].answer(LIST, list_page(ads), at)
        for each in ads[::4]:
            webs[1].answer(POSTING.format(each.number), posting_page(each), at + timedelta(days=3))
    return [web.path for web in webs]


def _ad(number: int) -> Ad:
    employer = f"Local {number} of the Demonstrators"
    text = f"<p>The local seeks an organizer for campaign {number}.</p><p>Salary: $31,000 per year.</p>"
    header = ("", employer, "Organizer<br>Organizing Department", "Based in Dayton, OH")
    return Ad(
        number=number, employer=employer, title="Organizer", posted="1/2/2004", state="Ohio", header=header, body=text
    )


def _days(begin: str, end: str) -> int:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).days
