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


@pytest.mark.parametrize("said", [{}, {"Content-Type": "text/html"}])
@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
def test_a_page_that_says_no_charset_is_not_guessed_at(said: dict[str, str], charset: str) -> None:
    """Alike for one letter and for many: a guess by the letters would read the same name otherwise tomorrow."""
    for words in ("Señor", NAMES, f"{NAMES} €5", "Château, naïve", "Siân, Gŵyl" if charset != "cp1252" else "Siân"):
        page = HtmlResponse("https://xyz.test/", headers=said, body=f"<p>{words}</p>".encode(charset))
        assert text_of(page).css("p::text").get() == words


def test_a_charset_that_is_said_is_believed() -> None:
    for said, words in (("iso-8859-2", "Łódź"), ("shift_jis", "日本"), ("koi8-r", "Москва")):
        header = HtmlResponse(
            "https://x.test/", headers={"Content-Type": f"text/html; charset={said}"}, body=words.encode(said)
        )
        inside = HtmlResponse("https://x.test/", body=f"<meta charset={said}>".encode() + words.encode(said))
        assert words in text_of(header).text
        assert words in text_of(inside).text
