"""What stands among a list's rows unread is told; menus, pagers, buttons and other parts of the page are not."""

from __future__ import annotations

import pytest
from parsel import Selector

from unionjobs_scraper.reading.row_places import unread


def left_out(html: str) -> list[str]:
    """The words of what is left out, where the rows are known by links to /job/…."""
    page = Selector(text=f"<html><body>{html}</body></html>")
    rows: dict[str, list[object]] = {}
    for link in page.css("a[href^='/job/']"):
        rows.setdefault(link.attrib["href"], []).append(link.root)
    return [each.words for each in unread(list(rows.values()))]


ONE, TWO = '<a href="/job/1">Organizer</a>', '<a href="/job/2">Researcher</a>'
MORE = '<a href="/job/4">Steward</a>'
LAST = '<a href="/job/5">Clerk</a>'
LOST = '<a href="/files/3.pdf">Counsel</a>'


@pytest.mark.parametrize(
    ("html", "words"),
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
def test_a_row_that_is_not_known_is_told(html: str, words: list[str]) -> None:
    assert left_out(html) == words


@pytest.mark.parametrize(
    "html",
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
def test_what_is_no_row_is_not_told(html: str) -> None:
    assert left_out(html) == []
