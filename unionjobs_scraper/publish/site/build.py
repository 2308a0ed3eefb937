"""Puts the site together; what did not change since the last writing is neither made nor written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.release.redaction import processors
from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.job_page import LONGEST
from unionjobs_scraper.publish.site.jobs import Job, job
from unionjobs_scraper.publish.site.lists import grouped, write_lists
from unionjobs_scraper.publish.site.making import Making
from unionjobs_scraper.publish.site.options import Built, Options
from unionjobs_scraper.publish.site.others import write_others, write_report
from unionjobs_scraper.publish.site.pages import Site, board_name
from unionjobs_scraper.publish.site.search_index import write_index
from unionjobs_scraper.publish.site.sitemap import write_sitemap
from unionjobs_scraper.publish.site.state import JOBS, Kept, kept_jobs, lines, mark
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.site import CHANGING, SHORT, JobRows, descriptions, jobs
from unionjobs_scraper.storage.runs import newest_run
from unionjobs_scraper.storage.values import cell_text

BATCH = 200
"""Jobs whose texts are read at a time."""
Watch = Callable[[Iterable[JobRows]], Iterable[JobRows]]


def build(database: Database, root: Path, options: Options, watch: Watch = iter) -> Built:
    """Writes the site. Raises `SettingError`."""
    try:
        return _build(database, Folder.opened(root), options, watch)
    except OSError as error:
        raise SettingError(f"{root} cannot be written ({error.strerror}): choose another folder") from error


def _build(database: Database, folder: Folder, options: Options, watch: Watch) -> Built:
    with database.read() as connection:
        newest = newest_run(connection)
    assert newest
    no_report = write_report(database, folder, options)
    site = Site(
        options.base,
        cell_text(newest)[:10],
        cell_text(options.now)[:10],
        not no_report,
        find_spec("icalendar") is not None,
    )
    before = kept_jobs(folder.root)
    kept, made = _write_jobs(database, folder, site, options, before, watch)
    del before
    found = [job(each) for each in kept]
    folder.write_lines(JOBS, lines(kept))
    open_jobs = sorted((each for each in found if each.status == "open"), key=_newest_first, reverse=True)
    closed = sorted((each for each in found if each.status == "closed"), key=lambda each: each.closed, reverse=True)
    groups = grouped(open_jobs, closed)
    version = write_index(folder, site, open_jobs)
    write_lists(folder, site, open_jobs, groups, version)
    content = mark([each.mark for each in kept])
    left_out = write_others(database, folder, site, options, (open_jobs, closed, groups), (kept, content))
    write_sitemap(folder, site, found)
    written = folder.written
    removed = folder.finish()
    return Built(
        jobs=len(found),
        open=len(open_jobs),
        made=made,
        written=written,
        removed=removed,
        left_out=[*([no_report] if no_report else []), *left_out],
    )


def _newest_first(each: Job) -> tuple[str, str]:
    return each.opened, each.job_id


def _write_jobs(
    database: Database, folder: Folder, site: Site, options: Options, before: Mapping[str, Kept], watch: Watch
) -> tuple[list[Kept], int]:
    """Writes the pages of the jobs; returns all jobs as published, and how many pages were made."""
    kept: list[Kept] = []
    made = 0
    with database.read() as connection, database.read() as texts, Making(site, processors()) as making:
        remaining = iter(watch(jobs(connection, options.now, options.sources)))
        while some := list(islice(remaining, BATCH)):
            changed = []
            for rows in some:
                made_of = _mark(rows, site)
                known = before.get(rows.job_id)
                if known and known.mark == made_of and folder.has(known.path, made_of):
                    folder.keep(known.path, made_of)
                    kept.append(known)
                else:
                    changed.append((rows, made_of))
            said = descriptions(texts, [row[_ID] for rows, _ in changed for row in rows.postings], 2 * LONGEST)
            kept += _put(folder, making.of(changed, said))
            made += len(changed)
        kept += _put(folder, making.rest())
    kept.sort(key=lambda each: each.job_id)
    return kept, made


def _put(folder: Folder, pages: Iterable[tuple[Kept, str]]) -> Iterator[Kept]:
    for kept, text in pages:
        folder.put(kept.path, kept.mark, partial(str, text))
        yield kept


_ID, _SOURCE, _DEADLINE = (SHORT.index(name) for name in ("posting_id", "source", "valid_through"))
_STILL = [place for place, name in enumerate(SHORT) if name not in CHANGING]


def _mark(rows: JobRows, site: Site) -> str:
    """The digest of what the page of a job is made of."""
    postings = [tuple(row[place] for place in _STILL) for row in rows.postings]
    passed = [bool(row[_DEADLINE]) and cell_text(row[_DEADLINE]) < site.today for row in rows.postings]
    boards = [board_name(row[_SOURCE]) for row in rows.postings]
    return mark(postings, rows.spells, rows.changes, passed, boards, site.base, sorted(site.missing))
