"""An ADP board in a real crawl: every language is read, and an empty answer counts for a published board only."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from lab.program.program import Program
from lab.replica import Replica
from unionjobs_scraper.boards import register
from unionjobs_scraper.platforms import adp

pytestmark = pytest.mark.slow

SOURCE = "cea-ct"
CID, CC = register()[SOURCE].tenant.split("/")
DAYS = [f"2026-05-0{day}T06:00:00Z" for day in range(1, 5)]
TITLES = {1: "Field Representative", 2: "Researcher", 3: "Conseiller syndical"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Replica]:
    folder = tmp_path / "sites"
    folder.mkdir()
    with Replica(folder) as replica:
        yield replica


@pytest.fixture
def program(tmp_path: Path, site: Replica) -> Program:
    return Program(f"sqlite:///{tmp_path}/unionjobs.db", site)


def put(site: Replica, url: str, answer: object) -> None:
    site.put(url, json.dumps(answer), headers={"Content-Type": "application/json;charset=UTF-8"})


def field(name: str, key: str, value: object) -> dict[str, object]:
    return {"nameCode": {"codeValue": name}, key: value}


def requisition(number: int, **more: object) -> dict[str, object]:
    own = [field("ExternalJobID", "stringValue", f"60000{number}")]
    return {
        "itemID": f"920{number}_1",
        "requisitionTitle": TITLES[number],
        "postDate": "2026-04-20T09:00:00.000-04:00",
        "requisitionLocations": [],
        "customFieldGroup": {"stringFields": own},
        **more,
    }


def show(site: Replica, listed: Mapping[str, Sequence[int]], *, published: bool = True) -> None:
    """What the board says of itself, its list in each language, and each posting's own answer."""
    group = {
        "indicatorFields": [field("PublishedIndicator", "indicatorValue", published)],
        "stringFields": [field("Locale", "stringValue", language) for language in listed] if published else [],
    }
    (board,) = adp.list_requests(register()[SOURCE])
    put(site, board.url, {"contentLinks": [], "meta": {"customFieldGroup": group}})
    top = adp.PAGE if len(listed) == 1 else adp.OF_SEVERAL
    for language, numbers in listed.items():
        rows = [requisition(number) for number in numbers]
        meta = {"meta": {"startSequence": 1, "totalNumber": len(rows)}} if rows else {}
        put(site, adp.list_url(CID, CC, 1, language, top), {"jobRequisitions": rows, **meta})
        for number in TITLES:
            url = f"{adp.LIST}/60000{number}?cid={CID}&ccId={CC}&lang={language}&locale={language}"
            skeleton = {
                "itemID": f"920{number}_1",
                "requisitionLocations": [],
                "customFieldGroup": {"stringFields": []},
            }
            open_now = number in numbers
            put(site, url, requisition(number, requisitionDescription="<p>Join us.</p>") if open_now else skeleton)


def statuses(program: Program) -> dict[str, str]:
    return {row["title"]: row["status"] for row in program.rows()}


def test_every_language_of_a_board_is_read(site: Replica, program: Program) -> None:
    show(site, {"en_CA": [1, 2], "fr_CA": [1, 3]})  # the first is translated, and keeps its id
    ended = program("crawl", SOURCE, RUN_AT=DAYS[0])
    assert ended.status == 0
    assert statuses(program) == dict.fromkeys(TITLES.values(), "open")
    show(site, {"en_CA": [1, 2], "fr_CA": [1]})
    assert program("crawl", SOURCE, RUN_AT=DAYS[1]).status == 0
    assert statuses(program)["Conseiller syndical"] == "closed"  # its own answer is a skeleton


def test_an_empty_answer_counts_for_a_published_board_only(site: Replica, program: Program) -> None:
    show(site, {"en_US": [1, 2]})
    assert program("crawl", SOURCE, RUN_AT=DAYS[0]).status == 0
    show(site, {"en_US": []}, published=False)  # the client has no such board any more
    ended = program("crawl", SOURCE, RUN_AT=DAYS[1])
    assert ended.status == 1
    assert "PublishedIndicator is [False]" in " ".join(ended.out.split())
    assert set(statuses(program).values()) == {"open"}
    show(site, {"en_US": []})
    assert program("crawl", SOURCE, RUN_AT=DAYS[2]).status == 0
    assert set(statuses(program).values()) == {"open"}  # several at once: it has to say so twice
    assert program("crawl", SOURCE, RUN_AT=DAYS[3]).status == 0
    assert set(statuses(program).values()) == {"closed"}
