"""robots.txt: what is read in it, and that one which gives no answer forbids everything."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from scrapy.crawler import Crawler
from scrapy.settings import Settings

from lab.program.program import Program
from lab.replica import Fault
from tests.conftest import Site, ad
from unionjobs_scraper.crawl.robots import LONGEST, Parser

OURS = "unionjobs_scraper"
ROBOTS = "https://www.unionjobs.com/robots.txt"
FORBIDDING = b"User-agent: *\nDisallow: /\n"


def allowed(body: bytes, path: str = "/list") -> bool:
    crawler = cast("Crawler", SimpleNamespace(settings=Settings({"ROBOTSTXT_USER_AGENT": OURS}), spider=None))
    parser = Parser.from_crawler(crawler, body)
    return parser.allowed(f"https://example.org{path}", OURS)


@pytest.mark.parametrize(
    "agent",
    [
        "unionjobs_scraper",
        "unionjobs_scraper/0.1",
        "UnionJobs_Scraper/2.0.1",
        "unionjobs_scraper/*",
        "unionjobs_scraper 0.1 (research)",
        "unionjobs_scraper/0.1 (research on union staff jobs; +mailto:unionjobs-scraper@example.org)",
        "Mozilla/5.0 (compatible; unionjobs_scraper/0.1)",
        "\tunionjobs_scraper/0.1   # asked us twice",
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_group_that_names_us_is_ours(agent: str, ends: str) -> None:
    body = ends.join(["User-agent: *", "Allow: /", "", f"user-agent :{agent}", "Disallow: /", ""]).encode()
    assert not allowed(body)


@pytest.mark.parametrize(
    "agent", ["my-unionjobs_scraper", "unionjobs_scraper2", "unionjobs_scraper-next", "# unionjobs_scraper"]
)
def test_a_group_that_names_another_is_not_ours(agent: str) -> None:
    assert allowed(f"User-agent: {agent}\nDisallow: /\n".encode())


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_rules_are_read_in_any_charset(charset: str) -> None:
    assert not allowed("User-agent: *\nDisallow: /list # für alle\n".encode(charset))
    assert allowed("User-agent: *\nDisallow: /list # für alle\n".encode(charset), "/other")


def test_a_file_that_is_too_long_is_read_to_the_last_whole_line() -> None:
    long = b"User-agent: *\nDisallow: /list\n" + b"Disallow: /no/such/page/of/this/site\n" * (LONGEST // 30)
    assert not allowed(long)
    cut = b"User-agent: *\n" + b"#" * (LONGEST - 14 - len(b"\nDisallow: /li")) + b"\nDisallow: /list/of/members\n"
    assert allowed(cut)  # "Disallow: /li" would forbid what the whole rule does not


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        (Fault(kind="status", status=429, path="/robots.txt"), "HTTP 429"),
        (Fault(kind="status", status=503, path="/robots.txt"), "HTTP 503"),
        (Fault(kind="status", status=304, path="/robots.txt"), "HTTP 304"),
        (Fault(kind="redirect", to="https://127.0.0.1/robots.txt", path="/robots.txt"), "HTTP 302"),
        (Fault(kind="redirect", to="https://intranet/robots.txt", path="/robots.txt"), "HTTP 302"),
        (Fault(kind="redirect", to="/robots.txt", path="/robots.txt"), "redirections"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_one_that_gives_no_answer_forbids_everything(site: Site, program: Program, fault: Fault, cause: str) -> None:
    site.show([ad(number) for number in range(101, 113)])
    site.replica.break_(fault)
    ended = program.crawl()
    assert ended.status == 1
    assert "robots.txt could not be read" in ended.out
    assert cause in ended.out
    assert site.replica.count("*staffing_list*") == 0


@pytest.mark.slow
@pytest.mark.parametrize("status", [403, 404])
def test_a_client_error_says_that_there_is_none(site: Site, program: Program, status: int) -> None:
    site.show([ad(number) for number in range(101, 113)])
    site.replica.break_(Fault(kind="status", status=status, path="/robots.txt"))
    assert program.crawl().status == 0


@pytest.mark.slow
@pytest.mark.parametrize(("body", "status"), [(FORBIDDING, 1), (b"User-agent: *\nAllow: /\n", 0)])
def test_it_may_stand_on_another_host(site: Site, program: Program, body: bytes, status: int) -> None:
    """And its rules are then those of the host that was asked (RFC 9309, 2.3.1.2)."""
    site.show([ad(number) for number in range(101, 113)])
    site.replica.put("https://rules.example.org/robots.txt", body)
    site.replica.break_(
        Fault(kind="redirect", to="https://rules.example.org/robots.txt", host="www.unionjobs.com", path="/robots.txt")
    )
    assert program.crawl().status == status
