"""Job descriptions in PDF and Word files."""

from __future__ import annotations

import resource
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsel import Selector
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from tests.support.paper import pdf, word
from unionjobs_scraper.boards import Board
from unionjobs_scraper.crawl.spider_classes import spider_class
from unionjobs_scraper.items import Listed
from unionjobs_scraper.pipelines.normalize import normalized
from unionjobs_scraper.platforms.documents import PLATFORM, as_page
from unionjobs_scraper.reading import document_text, documents
from unionjobs_scraper.reading.document_postings import document_title, identity, posting
from unionjobs_scraper.reading.document_text import Kind, kind_of, text_of
from unionjobs_scraper.reading.documents import read_document

AUPE = Path(__file__).parents[2] / "../shared/pages/aupe-job-description.txt"
WORDS = ["Organizer of lamplighters in four towns", "Salary: $50,000", "Closing Date: May 1, 2026"]
ROW = Listed(source_id="organizer", url="https://union.example/organizer.pdf", title="Organizer")
BOARD = Board(name="x", title="X", country="CA", tags=(), start="https://union.example/jobs", employer="X")


@pytest.mark.parametrize(
    ("body", "kind", "problem"),
    [
        (pdf(WORDS), Kind.PDF, ""),
        (b"\n" + pdf(WORDS), Kind.PDF, ""),
        (word(WORDS), Kind.WORD, ""),
        (pdf([], "0 0 200 300 re f"), Kind.PDF, "scanned"),
        (pdf(["Page 1"], "0 0 200 300 re f"), Kind.PDF, "scanned"),
        (pdf(WORDS)[:400], Kind.PDF, "damaged"),
        (word(WORDS)[:300], Kind.WORD, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Kind.OLD_WORD, "unsupported"),
        (b"{\\rtf1 Organizer}", Kind.RTF, "unsupported"),
        (b"<html>a login page</html>", Kind.OTHER, "unsupported"),
        (b"", Kind.OTHER, "unsupported"),
    ],
)
def test_kind_is_read_from_the_bytes_and_a_problem_is_named(body: bytes, kind: Kind, problem: str) -> None:
    assert kind_of(body) is kind
    assert read_document(body).problem == problem


def test_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_text, "LARGEST_UNPACKED", 200)
    assert text_of(word(WORDS)).problem == "too large"


def packed(content: str, times: int) -> bytes:
    """A Word file whose text says one thing very often: it packs to almost nothing."""
    whole = word(WORDS)
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.infolist():
            text = old.read(each)
            if each.filename == "word/document.xml":
                text = text.replace(b"<w:body>", b"<w:body>" + content.encode() * times)
            new.writestr(each.filename, text)
    return file.getvalue()


def squeezed(content: bytes) -> bytes:
    """A PDF file of one page that draws one thing very often."""
    head, _, rest = pdf(WORDS).partition(b"<< /Length")
    stream = zlib.compress(content, 9)
    tail = rest.partition(b"endstream")[2]
    return head + b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream) + tail


@pytest.mark.slow
@pytest.mark.parametrize(
    "make",
    [
        lambda: packed("<w:p/>", 1_500_000),
        lambda: packed("<w:p><w:r><w:t>a</w:t></w:r></w:p>", 300_000),
        lambda: squeezed(b"(a) Tj " * 3_000_000),
    ],
    ids=["empty paragraphs", "short paragraphs", "words of a PDF"],
)
def test_a_bomb_takes_neither_the_memory_nor_the_time_of_the_crawl(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = make()
    assert len(body) < 50_000
    monkeypatch.setattr(documents, "MOST_SECONDS", 1)
    monkeypatch.setattr(documents, "MOST_MEMORY", 300 * 1024 * 1024)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read_document(body).problem == "too large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024  # KiB


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_no_file_raises(noise: bytes, place: int) -> None:
    for whole in (pdf(WORDS), word(WORDS)):
        text_of(whole[:place] + noise + whole[place + len(noise) :])


@pytest.mark.parametrize("make", [pdf, word])
def test_broken_lines_are_put_together_and_labels_read(make: Any) -> None:
    lines = [
        "Lamplighters Local 9 Job Description",
        "Position: Field Representative",
        "Date: 3 March 2019",
        "The representative visits the members of the local in every town of the province and",
        "files their grievances.",
        "Closing Date: May 1, 2026",
    ]
    item = posting(Selector(text=read_document(make(lines)).html), url="https://union.example/a")
    assert (item.title, item.employer, item.source_id) == (
        "Field Representative",
        "Lamplighters Local 9",
        "field-representative",
    )
    assert item.valid_through_text == "May 1, 2026"
    assert "province and files their grievances." in item.description.replace("\n\n", " ")
    assert normalized(item, "CA").date_posted == date(2019, 3, 3), "its plain date, not the day of its revision"


def test_label_that_speaks_of_posting_gives_the_posting_date() -> None:
    body = word(["Organizer of lamplighters in four towns"], [("Date posted", "March 3, 2026"), ("Grade", "7")])
    item = posting(Selector(text=read_document(body).html), url="https://union.example/a", title="Organizer")
    assert normalized(item, "CA").date_posted == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("said", "title", "source_id"),
    [
        ("Union Representative - Job Description (PDF, 120 KB)", "Union Representative", "union-representative"),
        ("Job Description: Union Representative", "Union Representative", "union-representative"),
        ("Union Representative (Updated May 2026)", "Union Representative", "union-representative"),
        ("Union Representative v2", "Union Representative", "union-representative"),
        ("Vacancy Announcement – Staff Attorney", "Staff Attorney", "staff-attorney"),
        ("Organizer – May 2026", "Organizer", "organizer"),
        ("Organizer I/II", "Organizer I/II", "organizer-i-ii"),
        ("Agent(e) syndical·e", "Agent(e) syndical·e", "agent-e-syndical-e"),
    ],
)
def test_title_and_identity_outlive_the_files_name(said: str, title: str, source_id: str) -> None:
    assert (document_title(said), identity(said)) == (title, source_id)


def test_competitions_of_one_title_are_two_postings() -> None:
    assert identity("Organizer", "2026-04") == "organizer-2026-04" != identity("Organizer", "2026-05")


def test_document_without_text_is_listed_and_counted() -> None:
    spider = spider_class(BOARD, PLATFORM)()
    spider.crawler = get_crawler()
    stats = spider.crawler.stats
    scan = Response(ROW.url, body=pdf([], "0 0 200 300 re f"))
    (item,) = spider.read(scan, ROW)
    assert (item.title, item.url, item.description) == ("Organizer", ROW.url, "")
    assert stats.get_value("unionjobs/document/scanned") == 1
    list(spider.read(Response(ROW.url, body=pdf(WORDS)), ROW))
    assert stats.get_stats() == {"unionjobs/document/scanned": 1}


def test_page_of_a_document_keeps_its_request_and_other_answers_stay() -> None:
    request = Request(ROW.url, meta={"redirect_urls": ["https://union.example/old.pdf"]})
    page = as_page(Response(ROW.url, body=pdf(WORDS), request=request, flags=["cached"]))
    assert isinstance(page, HtmlResponse)
    assert (page.meta["redirect_urls"], page.flags) == (["https://union.example/old.pdf"], ["cached"])
    other = HtmlResponse(ROW.url, body=b"<html><body>gone</body></html>")
    assert as_page(other) is other


def test_made_files_hold_what_readers_expect() -> None:
    assert "word/document.xml" in zipfile.ZipFile(BytesIO(word(["a"]))).namelist()


@pytest.mark.skipif(not AUPE.exists(), reason="the shared pages are not beside the project")
@pytest.mark.parametrize("make", [pdf, word])
def test_real_job_description(make: Any) -> None:
    lines = [line.replace("’", "'") for line in AUPE.read_text(encoding="utf-8").splitlines() if line.strip()]
    document = read_document(make(lines[:40]))
    item = normalized(posting(Selector(text=document.html), url="https://www.aupe.org/a.pdf"), "CA")
    assert (item.title, item.union_abbr, item.locations) == ("Organizer", "AUPE", "AB, CA")
    assert (item.date_posted, item.valid_through, item.closing_mark) == (date(2012, 9, 28), None, "")
