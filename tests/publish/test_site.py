"""`scrapy publish`: the record as a static site, written once and then only where something changed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from lxml import etree, html

from lab.program.postgres import shared
from lab.program.program import Program
from tests.support.small_history import EDITED, FIELD, FRIDAY, HOSTILE, LATER, RESEARCHER, THURSDAY, end, week
from tests.support.stored import MONDAY, TUESDAY, page, store
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.questions import Question, questions
from unionjobs_scraper.publish.site import build as site_build
from unionjobs_scraper.publish.site import making
from unionjobs_scraper.publish.site.build import build
from unionjobs_scraper.publish.site.jobs import page_path
from unionjobs_scraper.publish.site.options import Built, Options
from unionjobs_scraper.publish.site.state import FILES, FOLDER
from unionjobs_scraper.storage.database import Database

SOURCES = ("unionjobs", "goodunionjobs")
REMOTE = replace(
    LATER,
    source_id="99005",
    url="https://www.unionjobs.com/listing.php?id=99005",
    title="Data Analyst",
    job_family="research",
    union_abbr="SEIU",
    workplace="remote",
    valid_through=date(2026, 6, 9),
    description="Write to Jane Doe, jane.doe@xyz.test, or call (212) 555-0187.\n\nAnalysts count.",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    week(opened)
    store(opened, THURSDAY, page(REMOTE, THURSDAY))
    yield opened
    opened.close()


def built(database: Database, site: Path, at: Any = FRIDAY, **options: Any) -> Built:
    return build(database, site, Options(now=at, sources=SOURCES, report=False, **options))


def files(site: Path) -> dict[str, bytes]:
    paths = (path for path in site.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def tree(site: Path, name: str) -> Any:
    return html.fromstring((site / name).read_text(encoding="utf-8"))


def test_the_site_has_a_page_for_each_thing(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    done = built(database, site)
    assert (done.jobs, done.open, done.made, done.removed) == (4, 4, 4, 0)
    assert done.left_out == ["the report: turned off"]
    pages = {name for name in files(site) if name.endswith(".html")}
    assert pages == {
        "index.html",
        "boards.html",
        "codebook.html",
        "data.html",
        "sql.html",
        "feeds/index.html",
        "jobs/index.html",
        "job/unionjobs/99001.html",
        "job/unionjobs/99002.html",
        "job/unionjobs/99003.html",
        "job/unionjobs/99005.html",
        "remote/index.html",
        "unions/index.html",
        "unions/SEIU/index.html",
        "unions/UNITE_HERE/index.html",
        "places/index.html",
        *(f"places/{place}/index.html" for place in ("CA-ON", "US-CA", "US-NV", "US-OH")),
        "work/index.html",
        *(f"work/{family}/index.html" for family in ("organizing", "representation", "research")),
    }


def test_every_link_of_the_site_leads_somewhere(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    count = 0
    for name in files(site):
        if not name.endswith(".html") or name.startswith("feeds/"):
            continue
        for link in tree(site, name).xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src"):
            if link.startswith(("http", "#", "data:")):
                continue
            count += 1
            assert ((site / name).parent / link.partition("#")[0]).resolve().is_file(), f"{name}: {link}"
    assert count > 200


def test_a_job_page_tells_its_life(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    end(database, FRIDAY, "99001")
    built(database, site, FRIDAY + timedelta(days=1))
    gone, back, later = (tree(site, f"job/unionjobs/{number}.html") for number in ("99001", "99002", "99003"))
    text = " ".join(gone.text_content().split())
    assert "Closed. It was there at the first census of its board, May 4, 2026: when it opened is not known." in text
    assert (
        "It ended between May 7, 2026 and May 8, 2026. How that is known: its own page answers 404 or 410: “HTTP 404”."
        in text
    )
    assert "pay: “$60,000 to $72,000 a year” became “$64,000 to $72,000 a year”" in text
    assert "apply by: “June 1, 2026” became “June 15, 2026”" in text
    assert "salary_min" not in text  # what was read from the words is not told beside them
    assert not gone.xpath("//a[contains(@class, 'apply')]")
    assert not gone.xpath("//script")  # a job that has closed is no JobPosting
    assert "On the board again by May 7, 2026." in back.text_content()
    assert "It opened between May 4, 2026 and May 5, 2026." in later.text_content()


def test_what_a_search_engine_reads(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    (said,) = tree(site, "job/unionjobs/99001.html").xpath("//script[@type='application/ld+json']/text()")
    posting = json.loads(said)
    assert posting["@type"] == "JobPosting"
    assert posting["jobLocation"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Dayton",
        "addressRegion": "OH",
        "addressCountry": "US",
    }
    assert posting["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "YEAR",
        "minValue": 64000.0,
        "maxValue": 72000.0,
    }
    assert (posting["datePosted"], posting["validThrough"]) == ("2026-04-01", "2026-06-15")
    (said,) = tree(site, "data.html").xpath("//script[@type='application/ld+json']/text()")
    assert json.loads(said)["@type"] == "Dataset"


def test_contacts_are_nowhere_in_the_site(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    everything = b"".join(path.read_bytes() for path in site.rglob("*") if path.is_file())
    assert b"[e-mail]" in everything
    for contact in (b"jane.doe", b"Jane Doe", b"555-0187", b"jobs@xyz"):
        assert contact not in everything


def test_again_nothing_is_written(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    times = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    again = built(database, site)
    assert (again.made, again.written, again.removed) == (0, 0, 0)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*.html")} == times


@pytest.mark.slow
def test_several_processes_write_the_same_site(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(database, tmp_path / "one")
    monkeypatch.setattr(making, "WORTHWHILE", 0)
    monkeypatch.setattr(site_build, "BATCH", 1)
    monkeypatch.setattr(site_build, "processors", lambda: 2)
    done = built(database, tmp_path / "two")
    assert (done.jobs, done.made) == (4, 4)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert built(database, tmp_path / "two").written == 0


def test_only_what_changed_is_written_and_it_is_what_a_new_site_has(database: Database, tmp_path: Path) -> None:
    site, other = tmp_path / "site", tmp_path / "other"
    built(database, site)
    end(database, FRIDAY, "99003")
    again = built(database, site, FRIDAY + timedelta(hours=1))
    assert again.made == 1
    built(database, other, FRIDAY + timedelta(hours=1))
    feeds = {name for name in files(site) if name.startswith(("feeds/", "data/"))}
    assert {name: text for name, text in files(site).items() if name not in feeds} == {
        name: text for name, text in files(other).items() if name not in feeds
    }
    for name in ("runs", "postings", "spells"):
        assert (site / "data" / f"{name}.parquet").read_bytes() == (other / "data" / f"{name}.parquet").read_bytes()


def test_a_census_that_changes_nothing_makes_no_job_page_anew(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    store(database, FRIDAY, page(EDITED, FRIDAY), page(LATER, FRIDAY))
    assert built(database, site, FRIDAY + timedelta(hours=1)).made == 0


def test_a_deadline_that_passes_makes_its_page_anew(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    at = FRIDAY + timedelta(days=33)
    store(database, at - timedelta(days=1), page(EDITED, at), page(LATER, at), page(REMOTE, at))
    built(database, site, at)
    assert "June 9, 2026 (passed)" in (site / "job/unionjobs/99005.html").read_text(encoding="utf-8")


def test_what_is_no_longer_on_record_leaves_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    one, two = (Database(f"sqlite:///{tmp_path}/{name}.db") for name in ("one", "two"))
    store(one, MONDAY, page(FIELD, MONDAY), page(RESEARCHER, MONDAY))
    store(two, MONDAY, page(FIELD, MONDAY))
    built(one, site)
    assert built(two, site).removed >= 5
    assert not (site / "job/unionjobs/99002.html").exists()
    assert not (site / "unions/UNITE_HERE").exists()
    for database in (one, two):
        database.close()


def test_a_folder_of_somebody_else_is_refused(database: Database, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    with pytest.raises(SettingError, match="choose an empty folder"):
        built(database, mine)
    assert files(mine) == {"thesis.txt": b"mine"}


def test_a_manifest_cannot_name_what_is_outside(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    (tmp_path / "thesis.txt").write_text("mine")
    (site / FOLDER / FILES).write_text(json.dumps({"../thesis.txt": "x", str(tmp_path / "thesis.txt"): "y"}))
    built(database, site)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


@pytest.mark.parametrize("content", ["", "[]", "7"])
def test_a_foreign_manifest_is_refused(database: Database, tmp_path: Path, content: str) -> None:
    (tmp_path / "site" / FOLDER).mkdir(parents=True)
    (tmp_path / "site" / FOLDER / FILES).write_text(content)
    with pytest.raises(SettingError, match="choose another folder"):
        built(database, tmp_path / "site")


def test_hostile_postings_are_harmless_text(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    store(database, FRIDAY, page(HOSTILE, FRIDAY))
    built(database, site)
    for name, content in files(site).items():
        text = content.decode("utf-8", "replace")
        if not name.endswith((".html", ".js")) or name.startswith("assets/"):
            continue
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x0b\ufffe]", text), name
        assert len(content) < 250_000, name
        if name.endswith(".js"):
            assert "<" not in text
            continue
        found = html.fromstring(text)
        scripts = found.xpath("//script[not(@type='application/ld+json') and not(@src)]")
        assert [each for each in scripts if each.get("type") != "application/json"] == [], name
        assert not found.xpath("//img | //svg | //b/@onclick | //*[@onerror or @onload]"), name
        assert not [link for link in found.xpath("//a/@href") if re.match(r"\s*(javascript|data|vbscript):", link)], (
            name
        )
        assert found.xpath("//meta[@http-equiv='Content-Security-Policy']"), name
        for said in found.xpath("//script[@type='application/ld+json']/text()"):
            json.loads(said)
    path = page_path(f"unionjobs:{HOSTILE.source_id}")
    assert re.fullmatch(r"job/unionjobs/66-6-6-[0-9a-f]{10}\.html", path)
    assert "<script>console.error('owned')</script>" in tree(site, path).xpath("//h1")[0].text_content()


@pytest.mark.parametrize(
    "source_id", ["../../x", "a/b", "A", "ab" * 200, "", ".", "..", "con", "x y", "é", "a\x00b", "\ud800"]
)
def test_no_id_leads_out_of_its_folder(source_id: str) -> None:
    path = page_path(f"s:{source_id}")
    assert re.fullmatch(r"job/s/[a-z0-9_-]{1,80}\.html", path)
    assert path != page_path(f"s:{source_id}x")


def test_ids_that_differ_in_case_only_have_two_pages() -> None:
    assert page_path("s:AB").casefold() != page_path("s:ab").casefold()


def test_a_sitemap_names_whole_addresses(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    end(database, FRIDAY, "99003")
    built(database, site, base="https://example.org/jobs")
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    (part,) = etree.parse(site / "sitemap.xml").iter(f"{space}loc")
    assert part.text == "https://example.org/jobs/sitemap-0.xml"
    named = [each.text for each in etree.parse(site / "sitemap-0.xml").iter(f"{space}loc")]
    assert "https://example.org/jobs/job/unionjobs/99001.html" in named
    assert "https://example.org/jobs/job/unionjobs/99003.html" not in named  # it has closed
    assert not [each for each in named if not (site / each.removeprefix("https://example.org/jobs/")).is_file()]
    assert tree(site, "index.html").xpath("//link[@rel='canonical']/@href") == ["https://example.org/jobs/index.html"]


def test_the_search_reads_each_open_job_once(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    built(database, site)
    text = (site / "jobs/rows-0.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("unionjobsRows(").removesuffix(");\n"))
    assert [row[0] for row in rows] == [
        "job/unionjobs/99005.html",
        "job/unionjobs/99002.html",
        "job/unionjobs/99003.html",
        "job/unionjobs/99001.html",
    ]
    assert rows[3][1:] == [
        "Field Organizer",
        "XYZ (Local 99)",
        "SEIU",
        "organizing",
        ["US-OH"],
        "Dayton, OH",
        "onsite",
        "$64,000 to $72,000 a year",
        1,
        "2026-06-15",
        "2026-05-04",
        0,
    ]


def test_the_first_view_is_small(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for number in range(300):
        job = replace(FIELD, source_id=f"{number}", url=f"https://u.test/{number}", title=f"Organizer {number}")
        store(
            database, TUESDAY, page(replace(job, description=f"Text {number} " * 20), TUESDAY)
        ) if number < 3 else None
    built(database, site)
    for name in ("index.html", "jobs/index.html", "job/unionjobs/99001.html", "unions/SEIU/index.html"):
        names = [name, *tree(site, name).xpath("//link[@rel='stylesheet']/@href | //script/@src")]
        size = sum(
            ((site / name).parent / each).stat().st_size if each != name else (site / name).stat().st_size
            for each in names
        )
        assert size < 100_000, name


@pytest.mark.slow
def test_both_databases_give_the_same_pages(database: Database, tmp_path: Path) -> None:
    server = shared()
    name = server.create()
    other = Database(server.url(name))
    week(other)
    store(other, THURSDAY, page(REMOTE, THURSDAY))
    built(database, tmp_path / "one")
    built(other, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    other.close()
    server.drop(name)


@pytest.mark.slow
def test_the_command(database: Database, tmp_path: Path) -> None:
    command = Program(database.url.render_as_string(), run_at="2026-05-09T06:00:00Z", settings={})
    site = tmp_path / "site"
    ended = command("publish", str(site))
    assert ended.status == 0
    assert ended.err.startswith(f"{site}: 4 open of 4 jobs, 4 pages of jobs made, ")
    assert (site / "report.html").is_file()
    assert b'href="report.html"' in (site / "index.html").read_bytes()
    assert command("publish", str(site), "--url", "javascript:x").status == 2


@pytest.mark.parametrize("question", questions(), ids=lambda each: each.name)
def test_a_question_reads_only_tables_that_the_site_has(question: Question) -> None:
    named = set(re.findall(r"\b(?:from|join)\s+(\w+)", question.duckdb))
    made = set(re.findall(r"(\w+) as \(", question.duckdb))
    assert named - made <= {"postings", "spells", "reposts", "stretches", "counts", "runs"}


REPOSTS = """
with jobs as (
  select job_id, min(employer) as employer, min(title) as title, count(*) as postings, count(distinct source) as boards
  from postings group by job_id
)
select stretches.job_id, jobs.employer, jobs.title, jobs.postings, jobs.boards, count(*) as times_open,
  min(stretches.open_by), max(stretches.seen_until), sum(stretches.days_min)
from stretches join jobs on jobs.job_id = stretches.job_id
group by stretches.job_id, jobs.employer, jobs.title, jobs.postings, jobs.boards
having count(*) > 1 or jobs.postings > 1
order by jobs.postings desc, times_open desc, stretches.job_id
"""


def test_reposts_are_told_as_the_other_tables_have_them(database: Database, tmp_path: Path) -> None:
    site = tmp_path / "site"
    end(database, FRIDAY, "99003")
    built(database, site, FRIDAY + timedelta(hours=1))
    with duckdb.connect() as connection:
        for name in ("postings", "stretches", "reposts", "spells"):
            connection.execute(f"create view {name} as select * from '{site}/data/{name}.parquet'")  # noqa: S608
        (asked,) = (each for each in questions() if each.name == "reposts")
        found = connection.execute(asked.duckdb).fetchall()
        assert found == connection.execute(REPOSTS).fetchall()
        assert [row[0] for row in found] == ["unionjobs:99002"]
        ends = [row[0] for row in connection.execute("select closed_by from spells").fetchall()]
    assert ends == sorted(ends, key=lambda each: each or "")
    assert ends[-1] == "2026-05-08T06:00:00Z"
    assert "closed_by >= '2026-05-01'" in html.fromstring((site / "sql.html").read_text()).text_content()
