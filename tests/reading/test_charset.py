"""Bytes of another charset than the page says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse

from unionjobs_scraper.crawl.page_reading import text_of
from unionjobs_scraper.reading.charset import redecoded

NAMES = "Café “quoted” – San José, Señor Müller’s résumé"


@pytest.mark.parametrize("said", ["utf-8", "UTF8"])
def test_windows_bytes_said_to_be_utf_8(said: str) -> None:
    assert redecoded(NAMES.encode("cp1252"), said) == NAMES


def test_one_stray_byte_leaves_the_other_letters() -> None:
    assert redecoded(NAMES.encode() + "é".encode("cp1252"), "utf-8") == NAMES + "é"
    assert redecoded(b"a\x81 \xe9", "utf-8") == "a\ufffd é"


@pytest.mark.parametrize("said", ["cp1252", "iso-8859-1", "windows-1252", "us-ascii"])
def test_utf_8_said_to_be_western(said: str) -> None:
    assert redecoded(NAMES.encode(), said) == NAMES


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (NAMES.encode(), "utf-8"),
        (NAMES.encode("cp1252"), "cp1252"),
        (b"plain", "cp1252"),
        ("日本".encode("shift_jis"), "shift_jis"),
        (NAMES.encode("utf-16"), "utf-16"),
        (NAMES.encode(), "no-such-charset"),
    ],
)
def test_what_is_as_it_says_stays(body: bytes, said: str) -> None:
    assert redecoded(body, said) is None


@given(st.binary())
def test_any_bytes_are_text(body: bytes) -> None:
    for said in ("utf-8", "cp1252"):
        text = redecoded(body, said)
        assert text is None or text.encode()


def test_a_crawled_page_is_read_in_its_own_charset() -> None:
    said = {"Content-Type": "text/html; charset=utf-8"}
    page = HtmlResponse("https://xyz.test/", headers=said, body=f"<p>{NAMES}</p>".encode("cp1252"))
    read = text_of(page)
    assert read.css("p::text").get() == NAMES
    assert (type(read), read.url, read.headers) == (HtmlResponse, page.url, page.headers)
