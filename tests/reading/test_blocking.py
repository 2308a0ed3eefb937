"""Walls that stand in place of a page."""

from __future__ import annotations

import pytest
from scrapy.http import HtmlResponse, Response

from lab.replica.spoil import CHALLENGE, LOGIN, MAINTENANCE
from lab.replica.unionjobs import Ad, list_page, posting_page
from unionjobs_scraper.reading.blocking import LOOKED_AT, REFUSING, wall

URL = "https://www.unionjobs.com/staffing_list.php"
AD = Ad(number=99001, employer="XYZ (Local 99)", title="Field Organizer", header=("XYZ Local 99", "Field Organizer"))

WALLS = [
    ("<title>Just a moment...</title>", "a challenge page ('Just a moment...')"),
    ("<title>Just  a\nmoment...</title>", "a challenge page ('Just a moment...')"),
    (
        "<title>Attention Required! | Cloudflare</title>",
        "a challenge page ('Attention Required! | Cloudflare')",
    ),
    ('<script src="/cdn-cgi/challenge-platform/x.js">', "a challenge page ('challenge-platform')"),
    ("<p>Checking your browser before you go on</p>", "a challenge page ('Checking your browser')"),
    ("<p>Please verify you are human</p>", "a challenge page ('verify you are human')"),
    ("<p>Verifying that you are a human</p>", "a challenge page ('Verifying that you are a human')"),
    ("<h1>Are you a robot?</h1>", "a challenge page ('Are you a robot')"),
    ('<div class="g-recaptcha"></div>', "a challenge page ('g-recaptcha')"),
    ('<div class="h-captcha"></div>', "a challenge page ('h-captcha')"),
    ('<div id="px-captcha"></div>', "a challenge page ('px-captcha')"),
    ("<iframe src='/_Incapsula_Resource'></iframe>", "a challenge page ('_Incapsula_')"),
    ("<title>Sucuri WebSite Firewall</title>", "a challenge page ('Sucuri WebSite Firewall')"),
    ("<p>unusual traffic from your network</p>", "a challenge page ('unusual traffic')"),
    ("<h1>Access Denied</h1>", "a challenge page ('Access Denied')"),
    ("<h1>Request blocked</h1>", "a challenge page ('Request blocked')"),
    ('<form><input name="p" type="password"></form>', "a login page"),
    ("<form><input type=password name=p></form>", "a login page"),
    ("<form><INPUT NAME='p' TYPE='PASSWORD'></form>", "a login page"),
]


def page(body: str | bytes, status: int = 200) -> HtmlResponse:
    content = body if isinstance(body, bytes) else body.encode()
    return HtmlResponse(URL, status=status, body=content, encoding="utf-8")


@pytest.mark.parametrize(("body", "words"), WALLS)
def test_a_wall_is_named_by_its_words(body: str, words: str) -> None:
    assert wall(page(f"<html><body>{body}</body></html>")) == words


@pytest.mark.parametrize("status", sorted(REFUSING))
def test_a_refusal_is_named_by_its_status(status: int) -> None:
    assert wall(page("<p>no</p>", status)) == f"HTTP {status}"
    assert wall(Response(URL, status=status)) == f"HTTP {status}"


@pytest.mark.parametrize(
    "body",
    [
        list_page([AD]),
        posting_page(AD),
        "",
        "<p>Password policies are negotiated.</p>",
        "<input type='text' name='password-free'>",
        "<p>Just a moment of your time</p>",
        "<p>Access to the site is denied to nobody.</p>",
    ],
)
@pytest.mark.parametrize("status", [200, 404, 410, 500, 503])
def test_other_pages_are_no_walls(body: str, status: int) -> None:
    assert wall(page(body, status)) == ""


def test_the_replicas_walls_are_known_and_its_maintenance_page_is_none() -> None:
    assert wall(page(CHALLENGE.body)) == "a challenge page ('Just a moment...')"
    assert wall(page(CHALLENGE.body, CHALLENGE.status)) == "HTTP 403"
    assert wall(page(LOGIN.body)) == "a login page"
    assert wall(page(MAINTENANCE.body, MAINTENANCE.status)) == ""


def test_only_the_start_of_a_page_is_looked_at() -> None:
    challenge = "<h1>Access denied</h1>"
    assert wall(page("x" * (LOOKED_AT - len(challenge)) + challenge))
    assert not wall(page("x" * LOOKED_AT + challenge))


def test_what_is_not_text_is_no_wall() -> None:
    assert wall(Response(URL, body=b"%PDF-1.7 access denied")) == ""
