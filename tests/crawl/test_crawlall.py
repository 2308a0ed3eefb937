"""`scrapy crawlall`: all sources in one process, none hurt by another."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lab.program.program import PATIENCE, ROOT, Program
from lab.replica import Fault
from tests.conftest import Site, ad
from unionjobs_scraper.boards import crawled, register

pytestmark = pytest.mark.slow

ADS = [ad(number) for number in range(101, 113)]
ADP = "workforcenow.adp.com"


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
    program("crawlall", "unionjobs", *(name for name in crawled() if register()[name].platform == "adp"))
    on_one_host = [request.url for request in site.replica.requests if request.url.startswith(f"https://{ADP}/")]
    lists = [url for url in on_one_host if "robots.txt" not in url]
    assert len(lists) >= 4
    # each tenant's robots.txt comes after the list of the tenant before it: they did not run together
    assert [("robots.txt" in url) for url in on_one_host] == [True, False] * len(lists)


def test_a_source_among_others_has_few_requests_and_one_page_in_hand(
    site: Site, program: Program, tmp_path: Path
) -> None:
    site.show(ADS)
    file = tmp_path / "most.json"
    ended = program(
        *("crawlall", "unionjobs", "seiuusww", "-s", "DOWNLOAD_DELAY=0", "-s", f"MOST_FILE={file}"),
        *("-s", f"ADDONS={json.dumps({'tests.support.most_addon.Counting': 1})}"),
    )
    assert re.search(r"unionjobs +complete +12 ", ended.out)
    most = json.loads(file.read_text(encoding="utf-8"))["unionjobs"]
    assert most == {"requests": 2, "pages": 1}  # of many hosts, each with sixteen and more: the memory of a crawlall


@pytest.mark.parametrize("age", ["soon", "20", "h", "0h", "-3d", "20 hours", "1e9d", "999999d", "3w", "3D"])
def test_an_age_that_is_none_is_refused(program: Program, age: str) -> None:
    ended = program("crawlall", f"--since-last={age}")
    assert ended.status == 2
    assert ended.err.count("is no age: write minutes as 90m, hours as 20h or days as 3d") == 1


def test_it_says_what_it_cannot_do(program: Program) -> None:
    assert "unknown source 'unionjob'" in program("crawlall", "unionjob").err
    program.database_url = "mysql://nowhere/x"
    ended = program("crawlall")
    assert ended.status == 2
    assert ended.err.count("not supported") == 1


def test_a_missed_night_is_caught_up_with(site: Site, program: Program) -> None:
    site.show(ADS)
    assert program.crawl(at="2026-05-01T06:00:00Z").status == 0
    for age, due in (("90m", True), ("20h", True), ("21h", False), ("2d", False), ("1.5 d", False)):
        program.run_at = "2026-05-02T02:00:00Z"  # twenty hours later
        site.replica.break_(Fault(kind="status", status=503))  # so that it stays due
        ended = program("crawlall", "unionjobs", "--since-last", age)
        assert ("0 of 1 runs complete" in ended.out) == due
        assert ("nothing is due" in ended.out) != due
        assert ended.status == int(due)
    site.replica.mend()
    program.run_at = "2026-04-30T06:00:00Z"  # the clock was wrong: a run of the future is no reason to wait
    assert "[clock]" in program("crawlall", "unionjobs", "--since-last", "20h").out.replace("clock:", "[clock]")


BROKEN = {
    "broken_import": "from scrapy import nothing_of_this_name\n",
    "broken_name": "raise RuntimeError('half an edit')\n",
    "broken_extractor": """
from scrapy.http import Response
from dataclasses import replace
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.spider import BoardSpider
from unionjobs_scraper.spiders.unionjobs import EXTRACTOR

def listed(response, board):
    raise ZeroDivisionError("by the extractor")

class Broken(BoardSpider):
    name = "seiu509"
    extractor = replace(EXTRACTOR, listed=listed)
    board = Board(name="seiu509", title="x", country="US", tags=("board",),
                  start="https://www.unionjobs.com/staffing_list.php", hosts=("unionjobs.com",))

class Unmade(BoardSpider):
    name = "daybook"
    board = Broken.board
    extractor = EXTRACTOR

    def __init__(self, *args, **kwargs):
        raise RuntimeError("cannot be made")
""",
}


def test_broken_modules_hurt_nobody_else(site: Site, program: Program, tmp_path: Path) -> None:
    site.show(ADS)
    folder = tmp_path / "broken_modules"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name, text in BROKEN.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    program.alone = True
    broken = "import sys\nsys.modules['unionjobs_scraper.spiders.poauk'] = None\n"
    (tmp_path / "broken_before.py").write_text(broken, encoding="utf-8")
    modules = "broken_before,unionjobs_scraper.spiders,broken_modules"
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = str(tmp_path)
    try:
        ended = program("crawlall", "unionjobs", "seiu509", "daybook", "poauk", SPIDER_MODULES=modules)
    finally:
        os.environ["PYTHONPATH"] = before
    assert ended.status == 1, ended.err
    lines = {line.split()[0]: " ".join(line.split()) for line in ended.out.splitlines() if line.strip()}
    assert lines["unionjobs"].startswith("unionjobs complete 12 12")
    assert "ZeroDivisionError: by the extractor" in " ".join(ended.out.split())
    assert lines["seiu509"].startswith("seiu509 failed")
    assert "cannot be made" in lines["daybook"], ended.err
    assert "half an edit" in " ".join(ended.out.split())
    assert "not run" in lines["poauk"]
    assert "1 of 4 runs complete" in ended.out
    assert re.search(r"\d sources? on \d hosts?: how long they take is not known", ended.err)
    assert len(program.rows()) == len(ADS)


class Terminal:
    """The program at a terminal, as a person watches it."""

    def __init__(self, program: Program, *arguments: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", *arguments],
            cwd=ROOT,
            env={**program.environment(), "TERM": "xterm", "COLUMNS": "160", "LINES": "40"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.shown = ""

    def until(self, pattern: str) -> None:
        """Reads until the pattern has been shown. Raises `AssertionError` when the program ends before."""
        while not re.search(pattern, self.shown):
            read = self.read()
            assert read, f"{pattern!r} was never shown: {self.shown[-2000:]}"

    def ended(self) -> int:
        """The exit status; everything shown until then is read."""
        while self.read():
            pass
        os.close(self.master)
        return self.process.wait(PATIENCE)

    def read(self) -> str:
        """What has been shown since; waits for something to be."""
        try:
            text = os.read(self.master, 65536).decode("utf-8", "replace")
        except OSError:  # the other end is closed
            text = ""
        self.shown += text
        return text


def test_a_person_sees_how_far_it_is_and_can_stop_it(site: Site, program: Program) -> None:
    site.show(ADS)
    site.replica.break_(Fault(kind="status", status=503, host="www.seiu509.org"))
    delay = ("-s", "DOWNLOAD_DELAY=0.3", "-s", "RETRY_TIMES=0")
    terminal = Terminal(program, "crawlall", "unionjobs", "seiu509", *delay)
    terminal.until(r"1 of 2 sources\x1b\[31m, 1 not complete\x1b\[0m")
    terminal.until(r"unionjobs +12 listed, [1-9] of 12 pages read, \d s")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ended() == 1
    assert "0 of 2 runs complete" in terminal.shown
    assert "Traceback" not in terminal.shown
    assert "\x1b[31mfailed" in terminal.shown  # in red
    reasons = {row["source"]: row["reason"] for row in program.rows("runs")}
    assert "stopped: the run ended early (shutdown)" in reasons["unionjobs"]
    assert "closed" not in {row["status"] for row in program.rows()}


def test_after_ctrl_c_no_other_source_begins(site: Site, program: Program) -> None:
    site.show(ADS)
    site.replica.break_(Fault(kind="late", seconds=3, host="workforcenow.adp.com"))
    on_one_host = [name for name, board in register().items() if "adp" in board.platform and not board.off][:3]
    terminal = Terminal(program, "crawlall", *on_one_host, "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
    terminal.until(f"{on_one_host[0]} +waiting for the list")
    while not site.replica.count("*workforcenow.adp.com*"):
        terminal.read()
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.ended() == 1
    assert terminal.shown.count("stopped before its end") == 2
    assert "stopped: the run ended early (shutdown)" in " ".join(terminal.shown.split())
    assert {row["source"] for row in program.rows("runs")} == {on_one_host[0]}


def test_the_heartbeat_tells_of_the_job_and_not_of_each_source(site: Site, program: Program) -> None:
    def pings(*sources: str) -> list[str]:
        site.replica.forget()
        program("crawlall", *sources, HEARTBEAT_URL="http://hc.example.org/ping/1")
        return [request.url.partition("/ping/")[2] for request in site.replica.requests if "hc.example" in request.url]

    site.show(ADS)
    assert pings("unionjobs", "kiwa") == ["1/start", "1"]  # kiwa's host answers 404
    assert pings("kiwa") == ["1/start", "1/fail"]
    assert pings("unionjobs", "--since-last", "20h") == ["1/start", "1"]  # nothing is due: that is well too
