"""`scrapy capture`: a page of a source saved as a fixture, fetched as its spider would."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from lab.program.program import Ended, Program
from lab.replica import Replica

BAMBOO = "https://fcft.bamboohr.com"
JSON = {"Content-Type": "application/json; charset=utf-8"}
PAGE = "<html><body><h1>Field Organizer</h1></body></html>"


@pytest.fixture
def web(tmp_path: Path) -> Replica:
    (tmp_path / "sites").mkdir()
    return Replica(tmp_path / "sites")


def capture(web: Replica, folder: Path, *arguments: str) -> Ended:
    with web:
        program = Program(f"sqlite:///{folder}/never.db", web)
        ended = program("capture", *arguments, "--fixtures", str(folder / "fixtures"))
    assert not (folder / "never.db").exists()
    assert "Traceback" not in ended.err
    return ended


def test_a_list_is_saved_with_what_its_test_needs(web: Replica, tmp_path: Path) -> None:
    body = json.dumps({"meta": {"totalCount": 0}, "result": []})
    web.put(f"{BAMBOO}/careers/list", body, headers=JSON)
    ended = capture(web, tmp_path, "fcft")
    assert ended.status == 0, ended.err
    assert "replace the wording of the real page by invented text" in ended.out
    case = tmp_path / "fixtures/bamboohr/list_fcft"
    assert (case / "page.json").read_text() == body
    assert tomllib.loads((case / "case.toml").read_text()) == {
        "url": f"{BAMBOO}/careers/list",
        "kind": "list",
        "content_type": "application/json; charset=utf-8",
        "board": {"tenant": "fcft", "country": "US", "employer": "Fairfax County Federation of Teachers"},
    }


def test_a_posting_is_read_where_the_spider_reads_it_with_its_headers(web: Replica, tmp_path: Path) -> None:
    web.put(f"{BAMBOO}/careers/12/detail", '{"result": {}}', headers=JSON)
    ended = capture(web, tmp_path, "fcft", f"{BAMBOO}/careers/12", "--case", "trap_no_title")
    assert ended.status == 0, ended.err
    case = tmp_path / "fixtures/bamboohr/trap_no_title"
    about = tomllib.loads((case / "case.toml").read_text())
    assert (about["url"], about["kind"]) == (f"{BAMBOO}/careers/12/detail", "posting")
    (sent,) = [request for request in web.requests if request.url.endswith("/detail")]
    headers = {name.lower(): value for name, value in dict(sent.headers).items()}
    assert headers["accept"] == "application/json"
    assert headers["user-agent"].startswith("unionjobs_scraper/")


def test_a_page_that_is_no_more_is_a_case_too(web: Replica, tmp_path: Path) -> None:
    url = "https://www.seiu509.org/jobs/field-organizer"
    web.put(url, PAGE, status=410, headers={"Content-Type": "text/html"})
    ended = capture(web, tmp_path, "seiu509", url, "--case", "closed_gone")
    assert ended.status == 0, ended.err
    about = tomllib.loads((tmp_path / "fixtures/seiu509/closed_gone/case.toml").read_text())
    assert about == {"url": url, "kind": "posting", "status": 410}


def test_robots_are_obeyed(web: Replica, tmp_path: Path) -> None:
    web.put("https://www.seiu509.org/robots.txt", "User-agent: *\nDisallow: /jobs\n")
    web.put("https://www.seiu509.org/jobs", PAGE, headers={"Content-Type": "text/html"})
    ended = capture(web, tmp_path, "seiu509")
    assert ended.status == 2
    assert "robots.txt" in ended.err
    assert not (tmp_path / "fixtures").exists()
    assert web.count("*/jobs") == 0


def test_a_fixture_is_never_written_over(web: Replica, tmp_path: Path) -> None:
    web.put("https://www.seiu509.org/jobs", PAGE, headers={"Content-Type": "text/html"})
    (tmp_path / "fixtures/seiu509/list").mkdir(parents=True)
    ended = capture(web, tmp_path, "seiu509", "--case", "list")
    assert ended.status == 2
    assert "is there already" in ended.err
    assert not list((tmp_path / "fixtures/seiu509/list").iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "a source is needed"),
        (("nowhere",), "unknown source 'nowhere'"),
        (("allhands",), "is not crawled: Getro's terms"),
        (("fcft", "careers/12"), "is no web address"),
        (("fcft", "https://elsewhere.test/careers/12"), "is not a host of fcft"),
        (("seiu509", "--case", "My Case"), "small letters, digits and underscores"),
        (("seiu509", "https://www.seiu509.org/jobs/none"), "could not be read"),
    ],
)
def test_what_cannot_be_captured_is_told_in_one_line(
    web: Replica, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    web.put("https://www.seiu509.org/jobs", PAGE, headers={"Content-Type": "text/html"})
    web.put("https://www.seiu509.org/jobs/none", PAGE, status=500)
    ended = capture(web, tmp_path, *arguments)
    assert ended.status == 2
    assert said in ended.err
