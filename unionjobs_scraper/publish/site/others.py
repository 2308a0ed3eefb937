"""The pages that are not of jobs: the first page, boards, codebook, data, questions, report, feeds; and the assets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.feeds.writing import write as write_feeds
from unionjobs_scraper.publish.job_posting_ld import script
from unionjobs_scraper.publish.report.formatting import counted, number
from unionjobs_scraper.publish.site.folder import Folder
from unionjobs_scraper.publish.site.job_page import plain_time
from unionjobs_scraper.publish.site.jobs import Job
from unionjobs_scraper.publish.site.lists import Group, by_week, ordered
from unionjobs_scraper.publish.site.options import Options
from unionjobs_scraper.publish.site.pages import Site, board_name
from unionjobs_scraper.publish.site.questions_page import write_questions
from unionjobs_scraper.publish.site.releases import releases
from unionjobs_scraper.publish.site.state import Kept, mark
from unionjobs_scraper.publish.site.tables import Table, write_tables
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.history import crawled_sources
from unionjobs_scraper.storage.runs import newest_run
from unionjobs_scraper.watch.health import health

FEEDS = "feeds/index.html"
ASSETS = Path(__file__).with_name("assets")
SHOWN_NEW, SHOWN_GROUPS = 25, 12
ABOUT = "Staff jobs that labor unions advertise: what each said, when it opened, when it closed and how that is known."
Lists = tuple[Sequence[Job], Sequence[Job], Mapping[str, Group]]


def write_others(
    database: Database,
    folder: Folder,
    site: Site,
    options: Options,
    lists: Lists,
    kept: tuple[Sequence[Kept], str],
) -> list[str]:
    """Writes everything; returns what could not be made, and why. `kept`: the jobs, and the digest of them all."""
    for path in sorted(ASSETS.iterdir()):
        folder.write(f"assets/{path.name}", path.read_bytes())
    left_out: list[str] = []
    boards = _write_boards(database, folder, site, options)
    tables: Sequence[Table] = ()
    try:
        tables = write_tables(database, folder, options, *kept)
    except SettingError as error:
        left_out.append(str(error))
    _write_front(folder, site, lists, boards)
    _write_codebook(folder, site)
    dataset = _dataset(site, tables)
    values: dict[str, Any] = {
        "title": "Data",
        "about": ABOUT,
        "dataset": dataset,
        "tables": tables,
        "as_of": site.as_of,
        "report": site.has_report,
        "feeds": site.has_feeds,
        "releases": releases(folder, options.releases),
    }
    folder.write("data.html", site.page("site/data.html.j2", "data.html", **values))
    write_questions(folder, site, tables, options.duckdb)
    try:
        _write_feeds(database, folder, options, kept[1])
    except SettingError as error:
        left_out.append(str(error))
    return left_out


def _write_front(folder: Folder, site: Site, lists: Lists, boards: int) -> None:
    open_jobs, closed, groups = lists
    fresh = [job for job in open_jobs if site.is_fresh(job)]
    unions, places, work = (
        [each for each in ordered(groups, kind) if each.open] for kind in ("unions", "places", "work")
    )
    figures = [
        (number(len(open_jobs)), "jobs open", "jobs/index.html"),
        (number(len(fresh)), "new this week", "jobs/index.html#new=1"),
        (number(by_week(closed, site.since)), "closed this week", ""),
        (number(len(unions)), "unions hiring" if len(unions) != 1 else "union hiring", "unions/index.html"),
    ]
    overviews = [
        ("By kind of work", "work/index.html", work[:SHOWN_GROUPS]),
        ("By union", "unions/index.html", unions[:SHOWN_GROUPS]),
        (
            "By place",
            "places/index.html",
            [*(groups[each] for each in ("remote",) if each in groups), *places][:SHOWN_GROUPS],
        ),
    ]
    values: dict[str, Any] = {
        "title": "Work for the labor movement",
        "about": ABOUT,
        "boards": counted(boards, "board"),
        "figures": figures,
        "feeds": site.has_feeds,
        "fresh": [site.item(job) for job in fresh[:SHOWN_NEW]],
        "more": len(fresh) > SHOWN_NEW,
        "overviews": [each for each in overviews if each[2]],
        "newest": site.newest,
        "as_of": site.as_of,
        "dataset": _dataset(site, ()),
    }
    folder.write("index.html", site.page("site/front.html.j2", "index.html", **values))


def _dataset(site: Site, tables: Sequence[Table]) -> Any:
    """schema.org's Dataset."""
    base = f"{site.base}/" if site.base else ""
    found: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": "Staff jobs of labor unions",
        "description": ABOUT,
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "creator": {"@type": "Organization", "name": "unionjobs_scraper"},
        "isAccessibleForFree": True,
        "dateModified": site.newest,
        "variableMeasured": [column.name for column in codebook.columns("postings")],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "application/vnd.apache.parquet",
                "contentUrl": f"{base}data/{table.name}.parquet",
                "name": table.name,
            }
            for table in tables
        ],
    }
    if site.base:
        found["url"] = f"{base}data.html"
    return script({name: value for name, value in found.items() if value not in ("", [])})


def _write_boards(database: Database, folder: Folder, site: Site, options: Options) -> int:
    """Writes the page of the boards; returns how many are read."""
    with database.read() as connection:
        found = [health(connection, each, options.now, options.sources) for each in crawled_sources(connection)]
    boards = [
        {
            "name": board_name(each.source),
            "state": "retired" if each.retired else "well" if each.well else "unwell",
            "last": plain_time(each.last_complete),
            "open": number(each.open),
            "reason": each.reason[:300],
        }
        for each in sorted(found, key=lambda each: (each.well, each.source))
    ]
    about = "Only a complete census may say that a posting is gone; a board that could not be read closes nothing."
    values: dict[str, Any] = {"title": "How the boards are doing", "about": about, "boards": boards}
    folder.write("boards.html", site.page("site/boards.html.j2", "boards.html", **values))
    return len([each for each in found if not each.retired])


def _write_codebook(folder: Folder, site: Site) -> None:
    tables = [
        {"name": name, "about": codebook.about(name), "columns": codebook.columns(name)} for name in codebook.TABLES
    ]
    about = "What each column of each table means, in releases, exports and the questions of this site."
    values: dict[str, Any] = {"title": "Codebook", "about": about, "tables": tables}
    folder.write("codebook.html", site.page("site/codebook.html.j2", "codebook.html", **values))


def _write_feeds(database: Database, folder: Folder, options: Options, content: str) -> None:
    """Writes the feeds, which remember by themselves what they told."""
    made_of = mark(content, _newest(database), options.base, options.limit, list(options.sources))
    root = folder.root / "feeds"
    if not folder.has(FEEDS, made_of):
        base = f"{options.base}/feeds" if options.base else ""
        write_feeds(database, root, now=options.now, sources=options.sources, limit=options.limit, base=base)
    folder.keep(FEEDS, made_of)


def write_report(database: Database, folder: Folder, options: Options) -> str:
    """Writes the page of charts; returns why there is none, empty where there is one."""
    if not options.report:
        return "the report: turned off"
    from unionjobs_scraper.publish.report.facts import facts  # here: charts take a while to read
    from unionjobs_scraper.publish.report.page import check_extras, page

    made_of = mark(_newest(database), options.now.date(), list(options.sources))
    try:
        check_extras()
        folder.put("report.html", made_of, lambda: page(facts(database, options.now, options.sources)))
    except SettingError as error:
        return str(error)
    except Exception as error:  # one chart that cannot be drawn must not keep the jobs from being published
        folder.now.pop("report.html", None)
        return f"the report: {type(error).__name__}: {error}"
    return ""


def _newest(database: Database) -> datetime | None:
    with database.read() as connection:
        return newest_run(connection)
