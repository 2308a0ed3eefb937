"""A source's life, census after census, as `scrapy crawl` and `scrapy export` show it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from lab.program.program import Program
from lab.replica import Fault
from tests.conftest import Site, ad
from unionjobs_scraper.storage.queries.exports import TABLES

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 115)]
DAYS = [f"2026-05-{day:02}T06:00:00Z" for day in range(1, 10)]
LIST = "/staffing_list.php"


def test_first_census_stores_every_posting(site: Site, program: Program) -> None:
    site.show(ADS)
    ended = program.crawl(at=DAYS[0])
    assert ended.status == 0, ended.err
    assert "unionjobs: COMPLETE" in ended.out
    rows = program.rows()
    assert tuple(rows[0]) == TABLES["postings"].columns
    assert len(rows) == len(ADS)
    first = program.posting("101")
    expected = {
        "url": "https://www.unionjobs.com/listing.php?id=101",
        "employer": "SEIU Local 4",
        "union_abbr": "SEIU",
        "local": "4",
        "title": "Organizer",
        "department": "Organizing Department",
        "job_family": "organizing",
        "locations": "Dayton, OH, US",
        "salary_min": "61000",
        "salary_max": "72000",
        "salary_currency": "USD",
        "salary_period": "YEAR",
        "date_posted": "2026-04-01",
        "status": "open",
        "open_after": "",
        "open_by": DAYS[0],
        "closed_by": "",
        "spells": "1",
        "apply_url": "mailto:jobs@example.org",
    }
    assert {name: first[name] for name in expected} == expected
    assert "WHEN APPLYING" not in first["description"]
    assert "- Meet members at work." in first["description"]


def test_unchanged_site_costs_two_requests_and_changes_nothing(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    before = program.rows()
    asked = site.replica.count("https://*")
    ended = program.crawl(at=DAYS[1])
    assert ended.status == 0
    assert site.replica.count("https://*") - asked == 2  # robots.txt and the list
    after = program.rows()
    assert [row | {"last_seen": ""} for row in after] == [row | {"last_seen": ""} for row in before]
    assert {row["last_seen"] for row in after} == {DAYS[1]}
    assert program.rows("changes") == []
    assert program.rows("runs")[1]["unchanged"] == str(len(ADS))


def test_pages_are_read_again_after_a_week(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    edited = [replace(each, body=each.body.replace("$61,000", "$64,000")) for each in ADS]
    site.show(edited)  # no row of the list has changed
    program.crawl(at=DAYS[6])
    assert program.posting("101")["salary_min"] == "61000"
    program.crawl(at=DAYS[7])
    assert program.posting("101")["salary_min"] == "64000"


def test_an_edit_is_recorded_field_by_field(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    edited = replace(
        ADS[0],
        posted="4/20/2026",  # the row changes with the page
        body=ADS[0].body.replace("$61,000 – $72,000", "$65,000 – $80,000"),
    )
    site.show([edited, *ADS[1:]])
    ended = program.crawl(at=DAYS[1])
    assert "changed     1" in ended.out
    changes = {row["field"]: (row["old"], row["new"]) for row in program.rows("changes")}
    assert changes["salary_min"] == ("61000", "65000")
    assert changes["date_posted"] == ("2026-04-01", "2026-04-20")
    assert "title" not in changes


def test_missing_postings_close_by_their_own_pages_or_by_a_second_census(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    marked, gone, delisted, *rest = ADS
    filled = replace(marked, header=("", marked.employer), body="<p>This position has been filled.</p>")
    site.show(rest, unlisted=[filled, delisted])
    ended = program.crawl(at=DAYS[1])
    assert "closed      2 (marked 1, gone 1, delisted 0)" in ended.out
    assert "missing     1" in ended.out
    reasons = {each.number: program.posting(str(each.number)) for each in (marked, gone, delisted)}
    assert [row["closed_reason"] for row in reasons.values()] == ["marked", "gone", ""]
    assert [row["status"] for row in reasons.values()] == ["closed", "closed", "open"]
    assert (reasons[101]["closed_after"], reasons[101]["closed_by"]) == (DAYS[0], DAYS[1])

    soon = "2026-05-02T11:59:00Z"  # under six hours later: the same absence
    assert program.crawl(at=soon).status == 0
    assert program.posting("103")["status"] == "open"

    assert "closed      1 (marked 0, gone 0, delisted 1)" in program.crawl(at=DAYS[2]).out
    row = program.posting("103")
    assert (row["closed_reason"], row["closed_after"], row["closed_by"]) == ("delisted", DAYS[0], DAYS[1])
    spells = {row["posting_id"]: row for row in program.rows("spells")}
    assert spells["unionjobs:101"]["evidence"] == "This position has been filled."
    assert spells["unionjobs:102"]["evidence_status"] == "404"
    assert "missing from complete censuses 2 times" in spells["unionjobs:103"]["evidence"]


def test_a_posting_that_comes_back_opens_a_new_spell_of_the_same_row(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    site.show(ADS[1:])
    program.crawl(at=DAYS[1])
    site.show(ADS)
    ended = program.crawl(at=DAYS[3])
    assert "reopened    1" in ended.out
    row = program.posting("101")
    assert (row["status"], row["spells"], row["open_after"], row["open_by"]) == ("open", "2", DAYS[1], DAYS[3])
    spells = [row for row in program.rows("spells") if row["posting_id"] == "unionjobs:101"]
    assert [(each["open_by"], each["closed_by"]) for each in spells] == [(DAYS[0], DAYS[1]), (DAYS[3], "")]


def test_bad_days_close_nothing(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    before = program.rows()
    site.show(ADS[:7], unlisted=[])  # the other seven are gone, were anybody to be believed
    for at, fault, reason in (
        (DAYS[1], Fault(kind="status", status=503, path=LIST), "HTTP 503"),
        (DAYS[2], Fault(kind="rewrite", replace={"organization": "org-card"}, path=LIST), "no div.organization"),
        (DAYS[3], Fault(kind="truncated", path=LIST), "stops before its end"),
    ):
        site.replica.break_(fault)
        ended = program.crawl(at=at)
        site.replica.mend()
        assert ended.status == 1
        assert reason in ended.out
        assert "nothing was closed" in ended.out
        assert program.rows() == before
    verdicts = [row["verdict"] for row in program.rows("runs")]
    assert verdicts == ["complete", "failed", "failed", "failed"]


def test_half_the_list_is_not_believed(site: Site, program: Program) -> None:
    many = [ad(number) for number in range(101, 141)]
    site.show(many)
    program.crawl(at=DAYS[0])
    site.show(many[:20])
    asked = site.replica.count("*listing.php*")
    ended = program.crawl(at=DAYS[1])
    assert site.replica.count("*listing.php*") == asked  # and nobody is bothered with the twenty others' pages
    assert ended.status == 1
    assert "20 postings listed, where 40 are usual" in ended.out
    assert {row["status"] for row in program.rows()} == {"open"}


def test_one_posting_under_two_headings_is_stored_once(site: Site, program: Program) -> None:
    twice = replace(ADS[0], employer="Zenith Workers Council")
    site.show([*ADS, twice])
    ended = program.crawl(at=DAYS[0])
    assert ended.status == 0
    assert len(program.rows()) == len(ADS)
    assert program.posting("101")["employer"] == "SEIU Local 4"


def test_a_broken_link_on_the_list_leaves_the_posting_open(site: Site, program: Program) -> None:
    site.show(ADS)
    site.replica.break_(Fault(kind="status", status=404, path="*id=101"))
    ended = program.crawl(at=DAYS[0])
    assert ended.status == 0
    row = program.posting("101")
    assert (row["status"], row["title"], row["description"]) == ("open", "Organizer", "")
    assert "still open" in ended.out
    site.replica.mend()
    ended = program.crawl(at=DAYS[1])
    assert program.posting("101")["department"] == "Organizing Department"
    assert program.rows("changes") == []  # a first reading is no edit


def test_every_404_needs_a_listed_page_that_answers(site: Site, program: Program) -> None:
    """A site that answers 404 to everything but its list has not closed anything."""
    site.show(ADS)
    program.crawl(at=DAYS[0])
    site.show(ADS[1:], unlisted=ADS[:1])
    site.replica.break_(Fault(kind="status", status=404, path="*listing.php*"))
    program.crawl(at=DAYS[1])
    assert program.posting("101")["status"] == "open"


def test_requests_keep_their_distance(site: Site, program: Program) -> None:
    site.show(ADS[:12])
    program.crawl(at=DAYS[0], DOWNLOAD_DELAY=0.2)
    times = [request.at for request in site.replica.requests if request.url.startswith("https://")]
    # from first to last: single gaps also hold the way through the machine
    assert times[-1] - times[0] >= 0.2 * (len(times) - 2)
    agents = {request.headers["user-agent"] for request in site.replica.requests if request.method == "GET"}
    assert all("unionjobs_scraper" in agent for agent in agents)
    assert {request.url.split("/")[2] for request in site.replica.requests if request.method == "GET"} == {
        "www.unionjobs.com"
    }


def test_robots_that_forbid_the_list_are_obeyed(site: Site, program: Program) -> None:
    site.show(ADS)
    site.replica.put("https://www.unionjobs.com/robots.txt", b"User-agent: *\nDisallow: /staffing_list.php\n")
    ended = program.crawl(at=DAYS[0])
    assert ended.status == 1
    assert "robots.txt" in ended.out
    assert site.replica.count("*staffing_list*") == 0


def test_a_filled_posting_that_is_listed_again_is_read_again(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    filled = replace(ADS[0], body="<p>This position has been filled.</p>")
    site.show(ADS[1:], unlisted=[filled])
    program.crawl(at=DAYS[1])
    assert program.posting("101")["closed_reason"] == "marked"
    site.show(ADS)  # the very same row as on the first day
    site.replica.break_(Fault(kind="status", status=500, path="*id=1*", every=1))
    assert program.crawl(at=DAYS[2]).status == 0  # its page gave no answer: nothing is known yet
    assert program.posting("101")["status"] == "closed"
    site.replica.mend()
    program.crawl(at=DAYS[3])
    row = program.posting("101")
    # the list of day 2 had it already, though its page did not answer: it came back before that
    assert (row["status"], row["spells"], row["open_after"]) == ("open", "2", DAYS[1])


def test_a_listed_posting_whose_page_says_that_it_is_closed_is_closed_once(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    filled = replace(ADS[0], posted="4/2/2026", body="<p>We no longer accept letters. This job is now closed.</p>")
    site.show([filled, *ADS[1:]])
    program.crawl(at=DAYS[1])
    assert program.posting("101")["status"] == "open"  # one reading of words, against a list that says it is open
    program.crawl(at=DAYS[2])
    row = program.posting("101")
    assert (row["status"], row["closed_reason"], row["closed_after"]) == ("closed", "marked", DAYS[0])
    assert row["closed_by"] == DAYS[1]
    assert "experienced organizer" in row["description"]  # what it said while it was open is kept
    asked = site.replica.count("*id=101")
    program.crawl(at=DAYS[3])
    assert site.replica.count("*id=101") == asked
    assert program.posting("101")["status"] == "closed"


def test_a_batch_that_is_not_on_record_spoils_the_run(site: Site, program: Program, tmp_path: Path) -> None:
    """The next run's bounds come from the last one that had everything on record."""
    site.show(ADS)
    program.crawl(at=DAYS[0])
    late = [ad(131), ad(132)]
    site.show([*ADS, *late])
    with closing(sqlite3.connect(tmp_path / "unionjobs.db")) as file:
        file.execute(
            "CREATE TRIGGER full BEFORE INSERT ON postings WHEN NEW.source_id = '132'"
            " BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )
        ended = program.crawl(at=DAYS[1])
        file.execute("DROP TRIGGER full")
    assert ended.status == 2
    assert "the disk is full" in ended.err
    newest = program.rows("runs")[-1]
    assert newest["verdict"] == "partial"
    assert "not-stored: 2 posting(s) that were read could not be stored" in newest["reason"]
    assert "the disk is full" in newest["reason"]
    assert len(program.rows()) == len(ADS)
    program.crawl(at=DAYS[2])
    assert {row["open_after"] for row in program.rows() if row["source_id"] in ("131", "132")} == {DAYS[0]}


@pytest.mark.parametrize("bare", [False, True], ids=["the text stays", "only its words stay"])
def test_an_absence_and_a_mark_are_not_two_of_one_kind(site: Site, program: Program, *, bare: bool) -> None:
    """Absent once, then listed with closing words; closing words once, then absent with its page alive."""
    filled = replace(ADS[0], posted="4/2/2026", body="<p>We no longer accept letters. This job is now closed.</p>")
    alone = b"<html><body><p>This job is now closed.</p></body></html>"
    boards = [
        (ADS, ()),
        (ADS[1:], [ADS[0]]),  # absent, its page alive
        ([filled, *ADS[1:]], ()),  # the first reading of the words
        (ADS[1:], [ADS[0]]),  # absent again, its page alive
    ]
    for day, (board, unlisted) in enumerate(boards, start=1):
        site.show(board, unlisted)
        site.replica.mend()
        if bare and day == 3:
            site.replica.break_(Fault(kind="rewrite", rewrite=lambda body: alone, path="*id=101"))
        assert program.crawl(at=f"2026-05-0{day}T06:00:00Z").status == 0
        assert program.posting("101")["status"] == "open", day
    program.crawl(at="2026-05-05T06:00:00Z")  # the second absence in a row
    row = program.posting("101")
    assert (row["status"], row["closed_reason"], row["closed_by"]) == ("closed", "delisted", "2026-05-04T06:00:00Z")


def test_a_closed_page_that_keeps_nothing_but_its_words_closes_its_listed_posting(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    bare = b"<html><body><p>This position has been filled.</p></body></html>"
    site.show([replace(ADS[0], posted="4/2/2026"), *ADS[1:]])
    site.replica.break_(Fault(kind="rewrite", rewrite=lambda body: bare, path="*id=101"))
    for at in DAYS[1:3]:
        program.crawl(at=at)
    row = program.posting("101")
    assert (row["status"], row["closed_reason"], row["closed_by"]) == ("closed", "marked", DAYS[1])


def test_a_list_from_a_cache_is_no_evidence(site: Site, program: Program, tmp_path: Path) -> None:
    program.settings |= {  # Scrapy's cache for developers, which asks nobody
        "HTTPCACHE_DIR": str(tmp_path / "cache"),
        "HTTPCACHE_POLICY": "scrapy.extensions.httpcache.DummyPolicy",
        "HTTPCACHE_STORAGE": "scrapy.extensions.httpcache.FilesystemCacheStorage",
    }
    site.show(ADS)
    assert program.crawl(at=DAYS[0]).status == 0
    before = program.rows()
    site.show(ADS[1:])
    ended = program.crawl(at=DAYS[1])
    assert ended.status == 1
    assert "from a cache" in ended.out
    assert program.rows() == before  # not even last_seen has moved on


def test_a_list_that_is_old_by_its_own_account_is_no_evidence(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at=DAYS[0])
    page = (site.folder / "day-1" / "www.unionjobs.com" / "staffing_list.php").read_bytes()
    site.replica.put("https://www.unionjobs.com/staffing_list.php", page, headers={"Age": "86400"})
    assert program.crawl(at=DAYS[2]).status == 1
    assert {row["last_seen"] for row in program.rows()} == {DAYS[0]}
    # an hour is no reason to doubt it, but it was seen an hour ago
    site.replica.put("https://www.unionjobs.com/staffing_list.php", page, headers={"Age": "3600"})
    assert program.crawl(at=DAYS[3]).status == 0
    assert {row["last_seen"] for row in program.rows()} == {"2026-05-04T05:00:00Z"}


@pytest.mark.parametrize("target", ["https://www.unionjobs.com/", "https://elsewhere.example.org/jobs"])
def test_postings_that_all_redirect_to_one_place_are_answers(site: Site, program: Program, target: str) -> None:
    """Scrapy drops a repeated or a foreign redirect in silence; every posting that was asked for is accounted for."""
    site.show(ADS)
    site.replica.break_(Fault(kind="redirect", to=target, path="*listing.php*"))
    ended = program.crawl(at=DAYS[0])
    assert ended.status == 1
    assert f"{len(ADS)} of {len(ADS)} posting pages could not be read" in ended.out
    assert len(program.rows()) == len(ADS)  # the list says that they are on the board
    assert "elsewhere.example.org" not in site.replica.hosts


def test_all_the_states_that_the_list_names_are_places(site: Site, program: Program) -> None:
    several = replace(ADS[0], state="Ohio, Michigan", header=("", ADS[0].employer, "Organizer", "Based in the Region"))
    site.show([several, *ADS[1:]])
    program.crawl(at=DAYS[0])
    assert program.posting("101")["locations"] == "OH, US; MI, US"


def test_the_control_is_an_open_posting_and_the_one_that_was_read_last(site: Site, program: Program) -> None:
    site.show(ADS)
    program.crawl(at="2026-05-01T06:00:00Z")
    over = replace(ADS[3], posted="4/30/2026", body="<p>This position has been filled.</p>")
    reworded = replace(ADS[5], posted="4/30/2026")
    site.show([*ADS[:3], over, ADS[4], reworded, *ADS[6:]])
    program.crawl(at="2026-05-02T06:00:00Z")
    program.crawl(at="2026-05-02T18:00:00Z")
    assert program.posting(str(over.number))["closed_reason"] == "marked"

    site.replica.forget()
    site.show([*ADS[1:3], over, ADS[4], reworded, *ADS[6:]])  # nothing to read, and one posting is gone
    program.crawl(at="2026-05-03T06:00:00Z")
    asked = [request.url.rpartition("=")[2] for request in site.replica.requests if "listing.php" in request.url]
    # the closed one is on the list too, and was read as late; its page would prove nothing
    assert sorted(asked) == sorted([str(ADS[0].number), str(reworded.number)])
    assert program.posting(str(ADS[0].number))["closed_reason"] == "gone"
