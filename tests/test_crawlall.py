"""`scrapy crawlall`: all sources in one process, none hurt by another."""

from __future__ import annotations

from tests.conftest import Site, ad
from tests.program import Program
from unionjobs_scraper.boards import crawled, register

ADS = [ad(number) for number in range(101, 113)]


def test_one_source_that_works_among_many_that_fail(site: Site, program: Program) -> None:
    site.show(ADS)  # every other host answers 404
    ended = program("crawlall")
    assert ended.status == 1
    # on a slow machine Scrapy's own closing of idle connections can race with its time-out, and says so
    assert ended.err.count("Traceback") == ended.err.count("defer.AlreadyCalledError")
    assert f"1 of {len(crawled())} runs complete" in ended.out
    verdicts = {row["source"]: row["verdict"] for row in program.rows("runs")}
    assert set(verdicts) == set(crawled())
    assert {source for source, verdict in verdicts.items() if verdict == "complete"} == {"unionjobs"}
    assert len(program.rows()) == len(ADS)
    asked = {request.url.split("/")[2] for request in site.replica.requests}
    own = {host for board in register().values() for host in board.hosts}
    assert {"www.unionjobs.com", "seiuusww.bamboohr.com"} <= asked
    assert not {host for host in asked if host.endswith("example.org")} & own

    # what ran completely a moment ago is left out; the others are tried again
    again = program("crawlall", "--since-last", "20h", "--tag", "clearinghouse")
    tagged = [name for name in crawled() if "clearinghouse" in register()[name].tags]
    assert f"0 of {len(tagged) - 1} runs complete" in again.out


def test_sources_on_one_host_wait_for_each_other(site: Site, program: Program) -> None:
    site.show(ADS)
    program("crawlall", "--tag", "union")
    on_one_host = [
        request.url for request in site.replica.requests if request.url.startswith("https://workforcenow.adp.com/")
    ]
    lists = [url for url in on_one_host if "robots.txt" not in url]
    assert len(lists) >= 4
    # each tenant's robots.txt comes after the list of the tenant before it: they did not run together
    assert [("robots.txt" in url) for url in on_one_host] == [True, False] * len(lists)


def test_it_says_what_it_cannot_do(program: Program) -> None:
    assert "write hours as 20h" in program("crawlall", "--since-last", "soon").err
    assert "unknown source 'unionjob'" in program("crawlall", "unionjob").err
    program.database_url = "mysql://nowhere/x"
    ended = program("crawlall")
    assert ended.status == 2
    assert ended.err.count("not supported") == 1
