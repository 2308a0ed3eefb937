"""Pages of 1997 to 2010 with invented text: read as far as they say, and counted with their year where they do not."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.archive.conftest import AT, Replay
from unionjobs_scraper.archive.capture import Capture
from unionjobs_scraper.archive.files import parts
from unionjobs_scraper.archive.folding import folded
from unionjobs_scraper.archive.observation import Kind, Observation
from unionjobs_scraper.archive.observe import observe
from unionjobs_scraper.archive.observing import observed
from unionjobs_scraper.archive.sources import Sources
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.schema import postings

LIST = "http://www.unionjobs.com:80/staffing_list.php"
STATIC = "http://www.unionjobs.com/staff/{}.html"
SOURCES = Sources(("unionjobs",))


def see(body: str | bytes, url: str = LIST, kind: str = "text/html") -> list[Observation]:
    """What is seen in a capture of May 1999."""
    content = body.encode("cp1252") if isinstance(body, str) else body
    at = datetime(1999, 5, 1, tzinfo=UTC)
    found = Capture(
        url=url, at=at, status=200, headers=(("Content-Type", kind),), body=content, archive="a.arc", offset=0
    )
    return list(observe(found, SOURCES))


def rows(seen: list[Observation]) -> dict[str, str]:
    """The titles by id."""
    assert [each.kind for each in seen] == [Kind.LIST]
    return {row[0]: row[2] for row in json.loads(seen[0].reading)["rows"]}


def item(seen: list[Observation]) -> dict[str, Any]:
    assert [each.kind for each in seen] == [Kind.POSTING]
    (found,) = json.loads(seen[0].reading)["items"]
    assert isinstance(found, dict)
    return found


# ------------------------------------------------------------------------------------------------ lists

ONE, OTHER = '<A HREF="{0}staff/ca/one.html">{1}</A>', '<A HREF="{0}staff/ny/two.html">{1}</A>'
FIRST, SECOND = "Organizer, Local 1", "Représentant — Local 2"
OLD_LISTS = {
    "items without an end": "<UL><LI>" + ONE.format("/", FIRST) + "<LI>" + OTHER.format("/", SECOND) + "</UL>",
    "a table with fonts": "<TABLE BORDER=0><TR><TD>" + ONE.format("", f"<FONT SIZE=2>{FIRST}</FONT>") + "<TD>Local 1"
    "<TR><TD>" + OTHER.format("", SECOND) + "</TABLE>",
    "definitions": "<DL><DT>" + ONE.format("/", FIRST) + "<DD>posted 4/1<DT>" + OTHER.format("/", SECOND) + "<DD></DL>",
    "lines between breaks": "<P>" + ONE.format("/", FIRST) + " - Oakland<BR>" + OTHER.format("/", SECOND) + "<BR>",
    "links without quotes": f"<P><A HREF=/staff/ca/one.html>{FIRST}</A><P><A href=/staff/ny/two.htm>{SECOND}</a>",
    "a base address": "<BASE HREF='http://www.unionjobs.com/staff/'><P><A HREF='ca/one.html'>"
    f"{FIRST}</A><P><A HREF='ny/two.html'>{SECOND}</A>",
    "the other host": ONE.format("http://mail.unionjobs.com/", FIRST)
    + OTHER.format("http://union-jobs.org:80/", SECOND),
    "a logo's link first": ONE.format("/", "<IMG SRC=l.gif>")
    + ONE.format("/", FIRST)
    + "<P>"
    + OTHER.format("/", SECOND),
    "headings of states": "<H3>California</H3>"
    + ONE.format("/", FIRST)
    + "<H3>New York</H3>"
    + OTHER.format("/", SECOND),
    "a title over two lines": ONE.format("/", "Organizer,\r\n   Local 1") + "<P>" + OTHER.format("/", SECOND),
    "links to fragments": f"<A HREF='/staff/ca/one.html#top'>{FIRST}</A><P><A HREF='/staff/ny/two.html#a'>{SECOND}</A>",
    "ids in capitals": f"<A HREF='/staff/CA/One.HTML'>{FIRST}</A><P>" + OTHER.format("/", SECOND),
}


@pytest.mark.parametrize("name", OLD_LISTS)
def test_a_list_of_static_pages_is_a_census_without_employers(name: str) -> None:
    page = f"<HTML><HEAD><TITLE>Jobs</TITLE></HEAD><BODY BGCOLOR=#FFFFFF>{OLD_LISTS[name]}</BODY></HTML>"
    seen = see(page)
    assert rows(seen) == {"staff/ca/one": FIRST, "staff/ny/two": SECOND}
    assert all(len(row) == 3 for row in json.loads(seen[0].reading)["rows"])  # id, address, title


NO_LISTS = {
    "frames": "<HTML><FRAMESET COLS=20%,80%><FRAME SRC=nav.html><FRAME SRC=list.html></FRAMESET></HTML>",
    "mail addresses alone": "<HTML><P>Organizer, Local 1: <A HREF=mailto:jobs@example.org>write</A></HTML>",
    "forms": "<HTML><FORM ACTION=/cgi-bin/jobs.pl><SELECT NAME=s><OPTION>CA</SELECT></FORM></HTML>",
    "links to the sites of others": "<HTML><LI><A HREF=http://example.org/job.html>Organizer</A></HTML>",
    "a script's addresses": "<HTML><LI><A HREF=/cgi-bin/job.cgi?n=1>Organizer</A></HTML>",
    "an image with a map": "<HTML><IMG SRC=usa.gif USEMAP=#m><MAP NAME=m><AREA HREF=/ca.html></MAP></HTML>",
    "words alone": "<HTML><P>Organizer, Local 1. Call 555-0100.</HTML>",
    "a page under construction": "<HTML><IMG SRC=digging.gif><P>Under construction</HTML>",
    "both kinds of address": "<HTML><A HREF=/staff/ca/one.html>One</A><A HREF=/listing.php?id=2>Two</A></HTML>",
    "cut off": "<HTML><UL><LI><A HREF=/staff/ca/one.html>Organizer</A><LI><A HREF=/staff/ny/two.html>Rep",
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list_that_is_understood_says_so(name: str) -> None:
    (seen,) = see(NO_LISTS[name])
    assert (seen.kind, seen.of_list) == (Kind.UNREAD, True)
    assert seen.words


# --------------------------------------------------------------------------------------------- charsets

WORDS = "Représentant — the local’s “best” £ñü"
META = '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={}">'
CHARSETS: dict[str, tuple[str, str, bytes]] = {
    "windows-1252, not said": ("", "text/html", WORDS.encode("cp1252")),
    "said to be Latin-1": ("", "text/html; charset=iso-8859-1", WORDS.encode("cp1252")),
    "said in the page to be Latin-1": (META.format("ISO-8859-1"), "text/html", WORDS.encode("cp1252")),
    "said in the page": (META.format("windows-1252"), "text/html", WORDS.encode("cp1252")),
    "an alias": (META.format("x-cp1252"), "text/html", WORDS.encode("cp1252")),
    "of a Macintosh": (META.format("x-mac-roman"), "text/html", WORDS.encode("mac_roman")),
    "UTF-8, not said": ("", "text/html", WORDS.encode()),
    "UTF-8 said in the page": (META.format("utf-8"), "text/html", WORDS.encode()),
    "ASCII said, with windows-1252": (META.format("us-ascii"), "text/html", WORDS.encode("cp1252")),
    "entities": (
        "",
        "text/html",
        b"Repr&eacute;sentant &mdash; the local&rsquo;s &ldquo;best&rdquo; &pound;&ntilde;&uuml;",
    ),
    "numbers of windows-1252": (
        "",
        "text/html",
        b"Repr&#233;sentant &#151; the local&#146;s &#147;best&#148; &#163;&#241;&#252;",
    ),
    "entities without an end": (
        "",
        "text/html",
        b"Repr&eacutesentant &#151 the local&#146s &#147best&#148 &pound&ntilde&uuml",
    ),
    "a charset that there is not": (META.format("klingon"), "text/html", WORDS.encode("cp1252")),
    "quotes around it": ("", "text/html; charset='iso-8859-1'", WORDS.encode("cp1252")),
}


@pytest.mark.parametrize("name", CHARSETS)
def test_letters_of_the_nineties_are_read(name: str) -> None:
    meta, kind, words = CHARSETS[name]
    page = (
        (
            f"<HTML><HEAD>{meta}<TITLE>Job</TITLE></HEAD><BODY><H4>SEIU Local 250</H4><H4>Organizer</H4>"
            "<H4>Oakland, CA</H4><P>Salary: $31,000 per year.</P><P>"
        ).encode()
        + words
        + b"</P></BODY></HTML>"
    )
    found = item(see(page, STATIC.format("ca/one"), kind))
    assert WORDS in found["description"]


# ----------------------------------------------------------------------------------------- their pages

POSTINGS = {
    "headings": "<H4>SEIU Local 250</H4><H4>Field Organizer<BR>Organizing</H4><H4>Oakland, CA</H4>",
    "bold lines": "<H2>SEIU Local 250</H2><P><B>Field Organizer</B><P>Oakland, CA",
    "centered": "<CENTER><H4>SEIU Local 250</H4><H4>Field Organizer</H4><H4>Oakland, CA</H4></CENTER>",
    "fonts": "<FONT SIZE=5>SEIU Local 250</FONT><BR><FONT SIZE=4>Field Organizer</FONT><BR>Oakland, CA<BR>",
    "a table": "<TABLE><TR><TD><H4>SEIU Local 250</H4><H4>Field Organizer</H4><H4>Oakland, CA</H4></TABLE>",
    "paragraphs": "<P>SEIU Local 250<P>Field Organizer<P>Oakland, CA",
}


@pytest.mark.parametrize("name", POSTINGS)
def test_a_static_posting_is_read(name: str) -> None:
    text = "<P>Salary: $31,000 per year. The local seeks an organizer.</BODY></HTML>"
    found = item(see(f"<HTML><BODY>{POSTINGS[name]}{text}", STATIC.format("ca/one")))
    assert found["source_id"] == "staff/ca/one"
    told = {field: found.get(field, "") for field in ("employer", "title", "locality", "region", "salary_min")}
    assert told == {
        "employer": "SEIU Local 250",
        "title": "Field Organizer",
        "locality": "Oakland",
        "region": "CA",
        "salary_min": 31000,
    }


# ------------------------------------------------------------------------------------- from file to record


def arc(path: Path, pages: dict[str, tuple[str, bytes]]) -> Path:
    """An ARC file of the time: pages by date and address."""
    head = b"1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n"
    content = b"filedesc://a.arc 0.0.0.0 19970101000000 text/plain %d\n" % len(head) + head + b"\n"
    for date, (url, body) in pages.items():
        block = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        content += f"{url} 10.0.0.1 {date} text/html {len(block)}\n".encode() + block + b"\n"
    path.write_bytes(content)
    return path


def listing(*names: str) -> bytes:
    links = "".join(f"<LI><A HREF=/staff/ca/{name}.html>Organizer {name} é</A>" for name in names)
    return f"<HTML><UL>{links}</UL></HTML>".encode("cp1252")


PAGES = {
    "19980301120000": (LIST, listing(*"abcdefghijkl")),
    "19980401120000": (LIST, listing(*"bcdefghijklm")),
    "19980415120000": (LIST, NO_LISTS["frames"].encode()),
    "19980501120000": (LIST, listing(*"bcdefghijklm")),
    "19990501120000": (LIST, NO_LISTS["words alone"].encode()),
    "19990601120000": (LIST, NO_LISTS["words alone"].encode()),
}


def test_an_arc_of_the_nineties_makes_a_record(tmp_path: Path, replay: Replay) -> None:
    found = replay([arc(tmp_path / "old.arc", PAGES)])
    assert [(row["source_id"], row["title"], row["employer"]) for row in found["postings"]] == [
        (f"staff/ca/{name}", f"Organizer {name} é", "") for name in "abcdefghijklm"
    ]
    ended = [row for row in found["spells"] if row["closed_by"]]
    assert [(row["posting_id"], row["closed_after"], row["closed_by"]) for row in ended] == [
        ("unionjobs:staff/ca/a", "1998-03-01T12:00:00Z", "1998-04-01T12:00:00Z")
    ]


def test_lists_that_are_not_understood_are_counted_with_their_year(tmp_path: Path) -> None:
    path, out = arc(tmp_path / "old.arc", PAGES), tmp_path / "observations"
    list(observed(parts(path), out, ("unionjobs",)))
    with closing(Database(f"sqlite:///{tmp_path}/old.db")) as database:
        (told,) = folded(database, out, AT)
    by_year: Counter[int] = Counter()
    for (year, _), number in told.unread.items():
        by_year[year] += number
    assert by_year == {1998: 1, 1999: 2}


def test_postings_without_an_employer_are_not_taken_for_one_job(tmp_path: Path) -> None:
    page = b"<HTML><UL>" + b"".join(b"<LI><A HREF=/staff/ca/%d.html>Organizer</A>" % n for n in range(6)) + b"</HTML>"
    path, out = arc(tmp_path / "old.arc", {"19980301120000": (LIST, page)}), tmp_path / "observations"
    list(observed(parts(path), out, ("unionjobs",)))
    with closing(Database(f"sqlite:///{tmp_path}/old.db")) as database:
        list(folded(database, out, AT))
        with database.read() as connection:
            jobs = list(connection.execute(select(postings.c.job_id)).scalars())
    assert len(jobs) == len(set(jobs)) == 6
