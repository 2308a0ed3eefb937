"""The rows beside those that were understood: told, and as furniture where their words say so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from unionjobs_scraper.reading.neighbors import FURNITURE, left_out

JOB = re.compile(r"^/jobs/(\d+)$")


def read(page: str) -> list[str]:
    tree = html.document_fromstring(page)
    known = {link: found[1] for link in tree.iter("a") if (found := JOB.match(link.get("href", "")))}
    return [f"{each.words}{' *' if each.known else ''}" for each in left_out(known)]


LIST = "<ul><li><a href='/jobs/1'>Organizer</a></li>{}<li><a href='/jobs/2'>Researcher</a></li></ul>"
CARDS = "<div class=card><h3><a href='/jobs/1'>Organizer</a></h3></div>{}"
TABLE = (
    "<table><tr><th>Job</th><th>Place</th></tr><tr><td><a href='/jobs/1'>Organizer</a></td><td>Reno</td></tr>{}</table>"
)


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (LIST.format(""), []),
        (LIST.format("<li><a href='/JOBS/3'>Clerk</a></li>"), ["Clerk"]),
        (LIST.format("<li><a>Clerk</a></li>"), ["Clerk"]),
        (LIST.format("<li><a href='/files/clerk.pdf'>Clerk</a>, Albany</li>"), ["Clerk , Albany"]),
        (LIST.format("<li><a href='javascript:void(0)'>Clerk</a></li>"), ["Clerk"]),
        (LIST.format("<li><a href='/rss'>RSS</a></li>"), ["RSS *"]),
        (LIST.format("<li><a href='/jobs'>View all jobs</a></li>"), ["View all jobs *"]),
        (LIST.format("<li>We hire all year.</li>"), []),
        (LIST.format("<li><a href='/files/clerk.pdf'></a></li>"), ["/files/clerk.pdf"]),
        (LIST.format("<li><a><img src='x.png'></a></li>"), ["a link without words and address"]),
        (LIST.format("<li><a id='top'></a></li>"), []),
        (
            LIST.format("<li><a href='https://www.facebook.com/union'><i></i></a></li>"),
            ["https://www.facebook.com/union *"],
        ),
        ("<ul><li><a href='/jobs/1'>Organizer</a></li><li><a href='/clerk'>Clerk</a></li></ul>", ["Clerk"]),
        ("<nav><ul><li><a href='/about'>Union</a></li></ul></nav>" + LIST.format(""), []),
        (CARDS.format("<div class=card><h3><a href='/x'>Clerk</a></h3></div>"), ["Clerk"]),
        (
            "<main><div>"
            + CARDS.format("<div class=card><h3><a>Clerk</a></h3></div>")
            + "</div><p><a href='/jobs/9'>Cook</a>",
            ["Clerk"],
        ),
        (CARDS.format("<div class=footer><a href='/x'>Our union</a></div>"), []),
        (CARDS.format(CARDS.replace("1", "2").format("<div class=card><a href='/x'>Clerk</a></div>")), ["Clerk"]),
        (TABLE.format("<tr><td><a>Clerk</a></td><td>Reno</td></tr>"), ["Clerk Reno"]),
        (TABLE.format("<tr><td>Clerk</td><td>Reno</td></tr>"), ["Clerk Reno"]),
        (TABLE.format("<tr><td colspan=2>Legal</td></tr>"), []),
        ("<p><a href='/jobs/1'>Organizer</a> <a href='/jobs/2'>Researcher</a> <a href='/x'>Clerk</a></p>", ["Clerk"]),
        ("<h3><a href='/jobs/1'>Organizer</a></h3><p>x</p><h3><a href='#'>Clerk</a></h3>", ["Clerk"]),
        ("<p><a href='/jobs/1'>Organizer</a></p>", []),
        (
            "<ul><li><a href='/jobs/1'>Guard</a><li><a href='/x'>Clerk</a></ul><ul><li><a href='/jobs/2'>Cook</a></ul>",
            ["Clerk"],
        ),
    ],
)
def test_a_row_beside_is_told(page: str, told: list[str]) -> None:
    assert read(page) == told


@pytest.mark.parametrize(
    "words",
    ["Apply now", "Read more", "2", "Next", "Back to careers", "Join our talent network", "Equal Opportunity Employer"],
)
def test_what_pages_have_beside_their_postings_is_furniture(words: str) -> None:
    assert FURNITURE.match(words)


@pytest.mark.parametrize(
    "words",
    ["Staff Attorney", "Search Coordinator", "News Editor", "Benefits Analyst", "Print Production Manager", "Clerk"],
)
def test_a_title_is_no_furniture(words: str) -> None:
    assert not FURNITURE.match(words)


@given(st.text(alphabet="<>/aulitrd=' hrefjobs123\"", max_size=300))
def test_any_page_is_read(page: str) -> None:
    assert isinstance(read(f"<p>{page}</p>"), list)


def test_a_long_list_takes_time_that_grows_with_its_length() -> None:
    cards = "".join(f"<div><h3><a href='/jobs/{number}'>Organizer</a></h3></div>" for number in range(6000))
    assert read(f"<main>{cards}<div><h3><a href='/x'>Clerk</a></h3></div></main>") == ["Clerk"]


def beside(page: str) -> list[str]:
    """The words of what is told and no furniture, where rows are known by links to /job/…, and need no link."""
    rows = html.document_fromstring(f"<html><body>{page}</body></html>").xpath("//a[starts-with(@href, '/job/')]")
    return [each.words for each in left_out({link: link.get("href") for link in rows}, unlinked=True) if not each.known]


ONE, TWO = '<a href="/job/1">Organizer</a>', '<a href="/job/2">Researcher</a>'
MORE = '<a href="/job/4">Steward</a>'
LAST = '<a href="/job/5">Clerk</a>'
LOST = '<a href="/files/3.pdf">Counsel</a>'


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (f"<ul><li>{ONE}</li><li>{LOST}</li><li>{TWO}</li></ul>", ["Counsel"]),
        (f"<ul><li>{ONE}</li><li>{LOST}</li></ul>", ["Counsel"]),
        (f"<ul><li>{ONE}</li><li>Counsel, apply by mail</li><li>{TWO}</li></ul>", ["Counsel, apply by mail"]),
        (f"<table><tr><th>Job</th></tr><tr><td>{ONE}</td></tr><tr><td>{LOST}</td></tr></table>", ["Counsel"]),
        (f"<article><h2>{ONE}</h2><p>…{ONE}</p></article><article><h2>{LOST}</h2></article>", ["Counsel"]),
        (f"<div class='card x'>{ONE}</div><div class='card y'>{LOST}</div><div class='card'>{TWO}</div>", ["Counsel"]),
        (f"<div><h3>{ONE}</h3><p>Oakland</p><h3>{LOST}</h3><p>Reno</p><h3>{TWO}</h3></div>", ["Counsel"]),
        (f"{ONE}{LOST}{TWO}", ["Counsel"]),
        (
            f"<div><h3>SEIU</h3><ul><li>{ONE}</li><li>{LOST}</li></ul></div><div><ul><li>{TWO}</li></ul></div>",
            ["Counsel"],
        ),
        (
            f"<div><ul><li>{ONE}</li><li>{TWO}</li></ul></div><div><ul><li>{MORE}</li><li>{LOST}</li></ul></div>",
            ["Counsel"],
        ),
        (f"<p><b>{ONE}</b><b>{TWO}</b></p><p><b>{MORE}</b><b>{LAST}</b><b>{LOST}</b></p>", ["Counsel"]),
        (f"<form><ul><li>{ONE}</li><li>{LOST}</li></ul></form>", ["Counsel"]),
    ],
)
def test_a_row_that_is_not_known_is_told(page: str, words: list[str]) -> None:
    assert beside(page) == words


@pytest.mark.parametrize(
    "page",
    [
        f"<ul><li>{ONE}</li><li>{TWO}</li></ul><p><a href='/about'>About us</a></p>",
        f"<ul><li>{ONE}</li><li>{TWO}</li></ul><ul><li><a href='/about'>About us</a></li></ul>",
        f"<ul><li>{ONE}</li><li>{TWO}</li><li></li><li><a href='?p=2'>2</a></li><li><a href='?p=2'>Next</a></li></ul>",
        f"<ul><li>{ONE} <a href='/apply/1'>Apply</a></li><li>{TWO} <a href='/apply/2'>Apply</a></li></ul>",
        f"{ONE}{TWO}<a href='?page=2'>Older posts</a>",
        f"<div class='card'>{ONE}</div><div class='card'>{TWO}</div><div class='news'><a href='/news'>News</a></div>",
        f"<div><p>{ONE}</p></div><div><p>{TWO}</p></div><div><p>{'We fight. ' * 80}<a href='/us'>Us</a></p></div>",
        f"<ul><li>{ONE}</li></ul><nav><ul><li><a href='/about'>About</a></li></ul></nav>",
        f"<table><tr><th>Job</th><th>Place</th></tr><tr><td>{ONE}</td><td>Reno</td></tr></table>",
        f"<ul><li>Menu <ul><li>{ONE}</li><li>{TWO}</li></ul></li><li><a href='/about'>About us</a></li></ul>",
        f"<main>{ONE}</main>",
        "<main><p>No openings.</p></main>",
    ],
)
def test_what_is_no_row_is_not_told(page: str) -> None:
    assert beside(page) == []
