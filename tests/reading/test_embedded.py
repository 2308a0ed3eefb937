"""Boards that a page shows inside of itself, and pages that a script makes in the browser."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse

from unionjobs_scraper.adding.recognize import by_markers
from unionjobs_scraper.reading.embedded import embedded, shell, why_nothing

LONG = "<p>" + "We keep the lamps of nine harbors lit, and we keep each other company. " * 4 + "</p>"


def page(body: str) -> HtmlResponse:
    html = f"<html><head></head><body><h1>Careers</h1>{body}</body></html>"
    return HtmlResponse("https://www.lamps9.test/careers/", body=html.encode(), encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "platform", "tenant"),
    [
        ('<iframe src="https://lamps9.bamboohr.com/jobs/embed2.php"></iframe>', "bamboohr", "lamps9"),
        ('<iframe src="about:blank" data-lazy-src="//lamps9.bamboohr.com/careers"></iframe>', "bamboohr", "lamps9"),
        ('<div id="BambooHR" data-domain="lamps9.bamboohr.com"></div>', "bamboohr", "lamps9"),
        ('<script src="https://boards.greenhouse.io/embed/job_board/js?for=lamps9"></script>', "greenhouse", "lamps9"),
        ('<script src="https://app.jazz.co/widgets/basic/create/lamps9"></script>', "jazzhr", "lamps9"),
        (r'<script>var board = {"url": "https:\/\/jobs.lever.co\/lamps9"}</script>', "lever", "lamps9"),
        ('<iframe src="https://jobs.ashbyhq.com/lamps9/embed?version=2"></iframe>', "ashby", "lamps9"),
    ],
)
def test_the_page_says_which_system_and_whose_board(body: str, platform: str, tenant: str) -> None:
    found = by_markers(page(LONG + body))
    assert found is not None
    assert (found.platform, found.tenant) == (platform, tenant)
    assert "frame or script" in found.found
    assert why_nothing(page(body)).startswith("an applicant system fills the page: scrapy addsource https://")


@pytest.mark.parametrize(
    "body",
    [
        '<iframe src="https://www.youtube.com/embed/x"></iframe>',
        '<script src="https://www.lamps9.test/app.js"></script>',
        '<iframe src="http://[broken"></iframe>',
        '<div data-domain="lamps9.test"></div>',
    ],
)
def test_other_frames_are_none(body: str) -> None:
    assert embedded(page(body)) == []


@pytest.mark.parametrize(
    ("body", "by"),
    [
        ('<script src="https://static.parastorage.com/services/x.js"></script>', "Wix"),
        ("<script>Static.SQUARESPACE_CONTEXT = {}</script>", "Squarespace"),
        ('<div id="root"></div><script src="/static/js/main.js"></script>', "a script"),
        ('<div id="__next"></div><script id="__NEXT_DATA__">{}</script>', "Next.js"),
    ],
)
def test_a_shell_says_so(body: str, by: str) -> None:
    assert f"{by} makes the rest in the browser" in shell(page(body))
    assert not shell(page(LONG + body)), "a page with words of its own is none"
