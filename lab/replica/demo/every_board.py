"""The chapter after the seven days: nine sources in one `scrapy crawlall`, each of another kind."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from lab.replica import Fault
from lab.replica.demo.days import Fact
from lab.replica.demo.stage import Ended, Stage
from lab.replica.demo.story import STORY
from lab.replica.demo.telling import Teller

PAGES: Final = Path(__file__).parent / "boards"
AT: Final[datetime] = STORY[-1].at + timedelta(hours=9)
STAMP: Final = AT.strftime("%Y-%m-%dT%H:%M:%SZ")
CHALLENGED: Final = Fault(kind="challenge", host="www.seiu509.org")


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A source of the chapter, and what the run of it must say."""

    kind: str
    """What sort of board it is."""
    hosts: tuple[str, ...]
    """Every host that its run asks for."""
    verdict: str = "complete"
    listed: int = 0
    new: int = 0
    waiting: int = 0
    """Listed postings whose own pages say that they are closed: a second census has to read it too."""
    requests: int
    why: str = ""
    """How the last column of the program's table begins."""

    @property
    def counts(self) -> tuple[int, ...]:
        """The numbers of the program's table: listed, new, changed, closed, missing, reopened, refused, requests."""
        return (self.listed, self.new, 0, 0, self.waiting, 0, 0, self.requests)


BOARDS: Final[Mapping[str, Board]] = {
    "unionjobs": Board(
        kind="the board of the seven days, as it was this morning",
        hosts=("www.unionjobs.com",),
        listed=47,
        requests=3,  # the posting that came back this morning is read once more
    ),
    "kiwa": Board(
        kind="BambooHR: the list and each posting are JSON",
        hosts=("kiwa.bamboohr.com",),
        listed=2,
        new=2,
        requests=4,
    ),
    "wsna": Board(
        kind="Breezy: the list is JSON, the postings are pages with JSON-LD",
        hosts=("wsna.breezy.hr",),
        listed=2,
        new=2,
        requests=4,
    ),
    "aflcio-hirecentric": Board(
        kind="HireCentric: the page of one of the three says: closed; it counts when read again",
        hosts=("aflcio.hirecentric.com",),
        listed=3,
        new=3,
        waiting=1,
        requests=5,
    ),
    "daybook": Board(
        kind="Daybook: a board of many employers, read from its cards and its pages",
        hosts=("www.daybook.com",),
        listed=2,
        new=2,
        requests=4,
    ),
    "afscme": Board(
        kind="Drupal: labels with values; one link leads to the site's other host name",
        hosts=("www.afscme.org", "afscme.org"),
        listed=2,
        new=2,
        requests=5,
    ),
    "calaborfed": Board(
        kind="one page that has every posting in full",
        hosts=("calaborfed.org",),
        listed=2,
        new=2,
        requests=2,
    ),
    "rocunited": Board(
        kind='one page, without a posting: "We are not currently hiring."',
        hosts=("rocunited.org",),
        requests=2,
    ),
    "seiu509": Board(
        kind="answers every request with a challenge for browsers (HTTP 403)",
        hosts=("www.seiu509.org",),
        verdict="failed",
        requests=2,
        why="blocked: HTTP 403",
    ),
}
WAITING: Final = "aflcio-hirecentric:239902"
FACTS: Final = (
    Fact(
        query="SELECT source, verdict, listed, new, missing, requests FROM runs WHERE started_at = ? ORDER BY source",
        about=(STAMP,),
        answer=[
            (source, board.verdict, board.listed, board.new, board.waiting, board.requests)
            for source, board in sorted(BOARDS.items())
        ],
    ),
    Fact(
        query="SELECT source, count(*) FROM postings WHERE status = 'open' GROUP BY source ORDER BY source",
        answer=[(source, board.listed) for source, board in sorted(BOARDS.items()) if board.listed],
    ),
    Fact(
        query="SELECT posting_id, misses FROM postings WHERE missing_since = ?",
        about=(STAMP,),
        answer=[(WAITING, 1)],
    ),
)
HAPPENED: Final = (
    "unionjobs.com is one of the sources in boards.toml. In the afternoon it is crawled together with eight"
    " others, in one command and one process, and each of them works in another way."
)
NOTICE: Final = (
    "Eight runs are complete, one is not: hence exit status 1, and the last column says why. Two boards show"
    " no posting. rocunited says so in words, which is an answer: complete, 0 postings. seiu509 shows a"
    " challenge, which says nothing about its postings. Neither that one nor any other holds up the rest."
)
CRAWL: Final = ("crawlall", "-s", "DOWNLOAD_DELAY=0", *BOARDS)


def play_every_board(stage: Stage, teller: Teller) -> bool:
    """Shows all boards, crawls them at once, compares; false when it did not go as it must."""
    teller.heading(f"Every board at once · {AT:%A}, {AT:%B} {AT.day}, {AT.year}, {AT:%H:%M} UTC", HAPPENED)
    teller.table("", (("source", 18), ("its board", 78)), ((source, board.kind) for source, board in BOARDS.items()))
    ended = _census(stage)
    options, sources = " ".join(CRAWL[:3]), " ".join(CRAWL[3:])
    teller.program(f"RUN_AT={STAMP} scrapy {options} \\\n          {sources}", ended.output, ended.status)
    if found := list(differences(stage, ended)):
        teller.wrong("Every board at once", found, ended.errors)
        return False
    teller.notice(NOTICE)
    return True


def differences(stage: Stage, ended: Ended) -> Iterator[str]:
    """What is not as the chapter has it, one line each."""
    for name, wanted, found in _pairs(stage, ended):
        if wanted != found:
            yield f"{name}: expected {wanted!r}, found {found!r}"
    try:
        for fact in FACTS:
            if (answer := stage.ask(fact)) != list(fact.answer):
                yield f"{fact.query} {fact.about}: expected {list(fact.answer)}, found {answer}"
    except sqlite3.Error as error:
        yield f"the database cannot be asked: {error}"


def _census(stage: Stage) -> Ended:
    stage.replica.forget()
    stage.replica.show(stage.pages(STORY[-1]), PAGES)
    stage.replica.break_(CHALLENGED)
    ended = stage.scrapy(*CRAWL, RUN_AT=STAMP)
    stage.replica.mend()
    return ended


def _pairs(stage: Stage, ended: Ended) -> Iterator[tuple[str, object, object]]:
    complete = sum(board.verdict == "complete" for board in BOARDS.values())
    yield "exit status", int(complete < len(BOARDS)), ended.status
    rows = dict(line.split(maxsplit=1) for line in ended.output.splitlines() if len(line.split()) > 1)
    for source, board in BOARDS.items():
        row = re.sub(r"\s+", " ", rows.get(source, ""))
        wanted = " ".join([board.verdict, *map(str, board.counts), board.why]).strip()
        yield f"{source} in the table", wanted, row[: len(wanted)] if board.why else row.strip()
    yield "last line", f"{complete} of {len(BOARDS)} runs complete", ended.output.rstrip().rpartition("\n")[2]
    yield "requests that reached the replica", sum(board.requests for board in BOARDS.values()), stage.replica.count()
    yield "hosts asked for", {host for board in BOARDS.values() for host in board.hosts}, set(stage.replica.hosts)
