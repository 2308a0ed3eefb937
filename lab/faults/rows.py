"""Faults of what a list says, on every kind of list: rows in another form, volatile addresses, another order."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

from lab.faults.site import FEW_OPEN, INTERFACE, LINKS, SECTIONS, Site
from lab.faults.stage import LIST, POSTING, Stage
from lab.faults.trial import Trial
from lab.program.program import Ended
from lab.replica import Fault

Rewrite = Callable[[bytes], bytes]
SIX: Final = rb"11[3-8]"
"""Postings that are open and unchanged on the second day."""
ITEM: Final = re.compile(rb"<li><a href=\"/listing\.php\?id=" + SIX + rb"\".*?</li>\n?")
ORGANIZATION: Final = re.compile(rb'<div class="organization">.*?</ul></div>\n?', re.DOTALL)


def as_pdf(page: bytes) -> bytes:
    """Six rows lead to documents."""
    return re.sub(rb"/listing\.php\?id=(" + SIX + rb")", rb"/ads/\1.pdf", page)


def in_capitals(page: bytes) -> bytes:
    """Six rows write the address in other letters."""
    return re.sub(rb"/listing\.php\?id=(" + SIX + rb")", rb"/LISTING.PHP?ID=\1", page)


def without_links(page: bytes) -> bytes:
    """Six rows lead nowhere."""
    return re.sub(rb"<a href=\"/listing\.php\?id=" + SIX + rb"\">(.*?)</a>", rb"\1", page)


def two_in_one(page: bytes) -> bytes:
    """Rows of an employer share one list item."""
    return re.sub(rb"</li>\n<li>(?=<a href=\"/listing)", b"<br>", page)


def backwards(page: bytes) -> bytes:
    """The employers in another order."""
    found = ORGANIZATION.findall(page)
    return ORGANIZATION.sub(lambda _: found.pop(), page)


def volatile(page: bytes) -> bytes:
    """Addresses with a session and tracking, other ones in each answer, in changing order."""
    random = Random(len(page))  # noqa: S311  # to be repeated, not guessed

    def other(found: re.Match[bytes]) -> bytes:
        path, _, query = found[1].partition(b"?")
        noise = [b"PHPSESSID=%032x" % random.getrandbits(128), b"utm_source=mail%d" % random.randrange(99)]
        parts = [part for part in (query, *noise) if part]
        random.shuffle(parts)
        return b'href="' + path + b"?" + b"&amp;".join(parts) + b'"'

    return re.sub(rb'href="(/listing[^"]*|organizer-[^"]*)"', other, page)


def under_two(page: bytes) -> bytes:
    """Six postings are under another employer's heading too, before their own."""
    other = b'<div class="organization"><h3>AFSCME Council 1</h3>\n<ul>\n' + b"".join(ITEM.findall(page))
    return page.replace(b'<div class="organization">', other + b'</ul></div>\n<div class="organization">', 1)


def respelled(page: bytes) -> bytes:
    """Every employer in another spelling, every title edited, the text as it was."""
    page = re.sub(rb"SEIU Local (\d)(?![^<]*seeks)", rb"S.E.I.U., Local No. \1", page)
    return page.replace(b"Organizer</a>", b"Field Organizer</a>").replace(b"<h4>Organizer<", b"<h4>Field Organizer<")


def unfit(page: bytes) -> bytes:
    """Every title is far too long."""
    return page.replace(b"Organizer", b"Organizer" + b" and Organizer" * 60)


def _json(change: Callable[[Any], object]) -> Rewrite:
    def rewrite(page: bytes) -> bytes:
        answer = json.loads(page)
        change(answer)
        return json.dumps(answer).encode()

    return rewrite


def _half_without_ids(answer: Any) -> None:
    for row in answer["result"][::2]:
        row["identifier"] = row.pop("id")


def _nothing(total: int) -> Callable[[Any], object]:
    return lambda answer: answer.update(meta={"totalCount": total}, result=[])


def sections_backwards(page: bytes) -> bytes:
    """The sections in another order: each of a title stands in another one's place."""
    parts = page.split(b"<h2>")
    end = parts[-1].index(b"</main>")
    parts[-1], tail = parts[-1][:end], parts[-1][end:]
    return b"<h2>".join([parts[0], *parts[:0:-1]]) + tail


def named_details(page: bytes) -> bytes:
    """Links that say nothing."""
    return re.sub(rb'(<a href="organizer-11\d/">)[^<]*', rb"\1Details", page)


def in_a_hidden_part(page: bytes) -> bytes:
    """Six links stand in a part of the page that a click opens."""
    six = re.compile(rb'<li><a href="organizer-' + SIX + rb'/">.*?</li>')
    hidden = b'<div hidden class="tab"><ul>' + b"".join(six.findall(page)) + b"</ul></div></main>"
    return six.sub(b"", page).replace(b"</main>", hidden)


def saying(words: bytes) -> Rewrite:
    """No links, and these words in their place."""
    return lambda page: re.sub(rb"<ul>.*</ul>", b"<p>" + words + b"</p>", page)


def with_a_banner(page: bytes) -> bytes:
    """A row among the postings that is none."""
    row = b'<li><a href="/listing.php?id='
    return page.replace(row, b'<li><a href="/rates.php">Rates and dates</a></li>\n' + row, 1)


def retitled(page: bytes) -> bytes:
    """A posting that is known by its title alone has another one."""
    return page.replace(b"<h2>ORGANIZER</h2>", b"<h2>FIELD ORGANIZER</h2>", 1)


def _trial(name: str, rewrite: Rewrite, verdict: str = "partial", reason: str = "", **how: Any) -> Trial:
    site, faults = how.pop("site", None), (Fault(kind="rewrite", path=how.pop("path", LIST), rewrite=rewrite),)
    faults += how.pop("more", ())
    found: dict[str, Any] = {"site": site} if isinstance(site, Site) else {}
    status = 0 if verdict == "complete" else 1
    return Trial(name=name, verdict=verdict, status=status, faults=faults, reason=reason, **found, **how)


def trials() -> Iterator[Trial]:
    """All of them."""
    pages = (Fault(kind="rewrite", path=POSTING, rewrite=respelled),)
    yield _trial("rows: six lead to PDFs", as_pdf, reason="rows-unread")
    yield _trial("rows: six without a link", without_links, reason="rows-unread")
    yield _trial("rows: six in capitals", in_capitals, "complete")
    yield _trial("rows: several in one item", two_in_one, "complete")
    yield _trial("rows: a banner among them", with_a_banner, reason="rows-unread")
    yield _trial("rows: in another order", backwards, "complete")
    yield _trial("rows: six under two employers", under_two, "complete")
    yield _trial("rows: sessions and tracking", volatile, "complete")
    yield _trial("rows: respelled, titles edited", respelled, "complete", more=pages)
    too_long = (Fault(kind="rewrite", path=POSTING, rewrite=unfit),)
    yield _trial("rows: none fit to store", unfit, reason="could not be read", more=too_long)
    yield from _elsewhere()


def _elsewhere() -> Iterator[Trial]:
    """Those of other kinds of list."""
    renamed = _json(lambda answer: answer.update(results=answer.pop("result")))
    for name, rewrite, verdict, reason in (
        ("list under another key", renamed, "failed", "list-unread"),
        ("empty, all pages alive", _json(_nothing(0)), "failed", "missing at once"),
        ("empty, states a total", _json(_nothing(23)), "failed", "does not say 0"),
        ("empty, null in place of rows", _json(lambda answer: answer.update(meta={}, result=None)), "failed", ""),
        ("an error in place of an answer", lambda _: b'{"error": "try again later"}', "failed", "list-unread"),
        ("half without ids", _json(_half_without_ids), "partial", "rows-unread"),
    ):
        yield _trial(f"interface: {name}", rewrite, verdict, reason, site=INTERFACE, path="/careers/list")
    yield from _declared_none()
    of_links: dict[str, Any] = {"site": LINKS, "path": "/about-us/jobs/"}
    yield _trial("links: sessions and tracking", volatile, "complete", **of_links)
    yield _trial("links: six in a hidden part", in_a_hidden_part, "complete", healthy=3, **of_links)
    yield _trial("links: ten named Details", named_details, healthy=3, **of_links)
    for name, said in (
        ("none for students", b"There are no job openings for students at this time."),
        ("none, in a condition", b"If there are no openings listed, please check back later."),
        ("none is too small", b"No job is too small for our members."),
    ):
        yield _trial(f"links: {name}", saying(said), "failed", healthy=3, **of_links)
    of_sections: dict[str, Any] = {"site": SECTIONS, "path": "/job-opportunities/"}
    yield _trial("sections: the first of a title leaves", lambda page: page, "complete", **of_sections)
    yield _trial("sections: in another order", sections_backwards, "complete", **of_sections)
    yield _trial("sections: one has another title", retitled, "complete", **of_sections)


def _declared_none() -> Iterator[Trial]:
    """Lists of a small board that say, well and whole, that there are none, while the postings' pages fail."""
    of_few: dict[str, Any] = {"verdict": "complete", "status": 0, "site": FEW_OPEN}
    for status in (404, 503):
        faults = (_on_list(_nothing(0)), _pages_answer(status))
        yield Trial(name=f"few: says none, its pages HTTP {status}", faults=faults, **of_few)
    yield Trial(name="few: one left out, then says none", doing=after_one_left_out, **of_few)


def after_one_left_out(stage: Stage) -> Ended:
    """A list that leaves one posting out, and six hours later one that says that there are none; the pages fail."""
    today, stage.at = stage.at, stage.at.replace("T06", "T00")
    stage.replica.break_(_on_list(_without_one))
    stage.crawl()
    stage.replica.mend()
    stage.at = today
    stage.replica.break_(_on_list(_nothing(0)), _pages_answer(503))
    return stage.crawl()


def _on_list(change: Callable[[Any], object]) -> Fault:
    return Fault(kind="rewrite", path="/careers/list", rewrite=_json(change))


def _pages_answer(status: int) -> Fault:
    return Fault(kind="status", path="/careers/*/detail", status=status)


def _without_one(answer: Any) -> None:
    rows = answer["result"][:-1]
    answer.update(meta={"totalCount": len(rows)}, result=rows)


TRIALS: Final = tuple(trials())
