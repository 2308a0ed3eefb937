"""Every labelled careers page, in the form that captures have."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path

from scrapy.http import HtmlResponse

from lab.accuracy.careers.frames import NAMES, framed
from lab.accuracy.careers.openings import Opening, openings, words
from lab.accuracy.careers.structures import STRUCTURES, Structure, address
from lab.accuracy.conformance.captures import Capture, Label
from lab.accuracy.pairs.dice import Dice
from unionjobs_scraper.boards import Board

HOST = "www.example.org"
EACH = 4
"""Pages of one structure, each of another site."""
COUNTRIES = {"french": "CA", "german": "DE"}
"""Where the sites in other languages are."""
NOTHING = {"empty": "nothing open", "shell": "embedded or empty shell"}


def pages() -> Iterator[tuple[str, Capture]]:
    """Yield each page with the name of its structure: lists, and of every list of links one opening's own page."""
    for name, structure in STRUCTURES.items():
        for number in range(EACH):
            yield from ((name, page) for page in _site(name, structure, number))
    for kind, each in without_postings().items():
        for number, page in enumerate(each):
            for tenant in ("", "sections") if kind == "trap" else ("",):
                name = f"trap: {page['kind']}" if kind == "trap" else NOTHING[kind]
                yield name, _page(kind, page, number, tenant)


@cache
def without_postings() -> Mapping[str, list[dict[str, str]]]:
    """Return traps.toml."""
    return tomllib.loads(Path(__file__).with_name("traps.toml").read_text(encoding="utf-8"))


def _site(name: str, structure: Structure, number: int) -> Iterator[Capture]:
    dice = Dice(f"careers {name} {number}")
    found = openings(dice, dice.number(2, 6), structure.language)
    frame, key = structure.frames[number % len(structure.frames)], f"{name}-{number}"
    bank = words()[structure.language] if structure.language else words()
    employer, heading = dice.pick(bank["employers"]), bank.get("open", structure.heading)
    truth = {"count": len(found), "postings": [_label(each, structure) for each in found]}
    tenant = "" if structure.linked else "sections"

    def page(kind: str, path: str, head: str, content: str, truth: Label) -> Capture:
        body = framed(frame, head, employer, content)
        return _capture(key, kind, path, body, truth, employer, tenant, COUNTRIES.get(structure.language, "US"))

    yield page("list", "/careers/", heading, structure.write(found, dice), truth)
    if structure.linked:
        one = dice.pick(found)
        label = {"title": one.title, "places": _places(one), "url": f"https://{HOST}{address(one)}", "status": "open"}
        yield page("posting", address(one), one.title, _own_page(one, dice), label)


def _label(each: Opening, structure: Structure) -> Label:
    label: Label = {"title": each.title, "status": "open"}
    if structure.linked:
        label["url"] = f"https://{HOST}{address(each)}"
    if structure.places:
        label["places"] = _places(each)
    return label


def _places(each: Opening) -> list[dict[str, str | None]]:
    *town, country = each.stored.split(", ")
    return [{"locality": town[0], "region": town[1] if len(town) > 1 else None, "country": country}]


def _own_page(each: Opening, dice: Dice) -> str:
    where = dice.pick(
        (
            f"<p><strong>Location:</strong> {escape(each.place)}</p>",
            f"<p>{escape(each.place)}</p>",
            f"<p>This position is based in {escape(each.place)}.</p>",
        )
    )
    pay = f"<p><strong>Salary:</strong> {each.pay}</p>" if each.pay else ""
    duties = "".join(f"<li>{escape(duty)}</li>" for duty in each.duties)
    return f"{where}{pay}<ul>{duties}</ul><p>{escape(each.apply)}</p>"


def _page(kind: str, page: Mapping[str, str], number: int, tenant: str) -> Capture:
    employer = words()["employers"][number % len(words()["employers"])]
    body = framed(NAMES[number % len(NAMES)], page["heading"], employer, page["content"])
    key, truth = f"{kind}-{number}-{tenant or 'links'}", {"count": 0, "postings": []}
    return _capture(key, "empty" if kind == "empty" else "list", "/careers/", body, truth, employer, tenant)


def _capture(
    key: str, kind: str, path: str, body: str, truth: Label, employer: str, tenant: str, country: str = "US"
) -> Capture:
    start = f"https://{HOST}/careers/"
    board = Board(
        name="capture",
        title=employer,
        country=country,
        tags=(),
        platform="careers_page",
        tenant=tenant,
        start=start,
        hosts=(HOST,),
        employer=employer,
    )
    return Capture(
        name=f"{key}-{kind}",
        platform="careers_page",
        kind=kind,
        tenant=key,
        board=board,
        employer=employer,
        response=HtmlResponse(f"https://{HOST}{path}", body=body.encode(), encoding="utf-8"),
        truth=truth,
    )
