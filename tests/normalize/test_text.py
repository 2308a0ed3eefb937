"""Text: repaired, visible, and the same when cleaned twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.normalize.text import _as_line, _unescaped, _until_repaired, clean_line, clean_text

LINES = (
    ("", ""),
    ("  Field   Organizer \n", "Field Organizer"),
    ("UNITE HERE (Local                 1)", "UNITE HERE (Local 1)"),
    ("CNA\u200b/NNU", "CNA/NNU"),
    ("a\u00a0b\u2009c", "a b c"),
    ("donâ€™t â€“ cafÃ©", "don’t – café"),
    ("$71,754 – $111,912", "$71,754 – $111,912"),
    ("“union” ‘yes’", "“union” ‘yes’"),
    ("re\u0301sume\u0301", "résumé"),
    ("Noël, Ñandú, São Paulo, Québec, Ångström", "Noël, Ñandú, São Paulo, Québec, Ångström"),
    ("it\x92s", "it’s"),
    ("\u202eevil\u202c", "evil"),
    ("nul\x00l \x1b[0m", "null [0m"),
    ("soft\u00adhyphen", "softhyphen"),
    ("\ud800lone", "lone"),
    ("Q&amp;A", "Q&A"),
    ("Q&amp;amp;A", "Q&A"),
    ("AFT &amp; NEA", "AFT & NEA"),
    ("a&nbsp;b", "a b"),
    ("don&amp;rsquo;t", "don’t"),
    ("r&eacute;sum&eacute;", "résumé"),
    ("&lt;50 members", "<50 members"),
    ("R&D; S&P", "R&D; S&P"),
    ("&#108;t;", "&#108;t;"),
    ("R&D it\x92s", "R&D it’s"),
    ("B ased in Canton, MA", "Based in Canton, MA"),
    ("C overing Ohio", "Covering Ohio"),
    ("L ocation: Ohio", "Location: Ohio"),
    ("Plan B ased", "Plan Based"),
    ("AB ased", "AB ased"),
    ("Class B license", "Class B license"),
    ("Vitamin C over", "Vitamin C over"),
    ("one\u2028two\u2029three\x0bfour", "one two three four"),
)

TEXTS = (
    ("", ""),
    ("a\n\n\n\nb", "a\n\nb"),
    ("a  \n  b", "a\nb"),
    ("a\r\n\r\nb\rc", "a\n\nb\nc"),
    ("• one\n• two\n\nThree", "• one\n• two\n\nThree"),
    ("\n\n a \n\n", "a"),
    ("a\n \u200b \n\nb", "a\n\nb"),
    ("a\u2029b\u2028c", "a\n\nb\nc"),
    ("fine line\ndonâ€™t", "fine line\ndon’t"),
    ("Duties\n\nB ased in Canton", "Duties\n\nBased in Canton"),
)

_ENTITIES = st.lists(
    st.sampled_from("& amp; &amp; lt; &lt; quot ; #39; &#39; &Atilde; &copy; nbsp; \u200b a # & &amp".split(" "))
).map("".join)
_ODD = st.text(
    alphabet=st.sampled_from("âÂÃ©€™\x92\x99\x80\u0303AaBCL ased\n\r\u200b\u2029\xa0ï»¿œ\x1f√¬\ud83d"), max_size=30
)


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_clean_line(text: str, expected: str) -> None:
    assert clean_line(text) == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_clean_text(text: str, expected: str) -> None:
    assert clean_text(text) == expected


@given(st.text() | _ODD | _ENTITIES)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    for clean in (clean_line, clean_text):
        once = clean(text)
        assert clean(once) == once


@given(st.text(alphabet=st.sampled_from("Aa.•’ \n\r\t\xa0BCLased ocations overing")))
def test_what_needs_no_repair_is_read_as_what_does(text: str) -> None:
    assert clean_text(text) == clean_text(text + "\u200b") == clean_text("\u200b\n" + text)


@given(st.text() | _ODD)
def test_shape(text: str) -> None:
    line, paragraphs = clean_line(text), clean_text(text)
    assert line == " ".join(line.split())
    assert "\n\n\n" not in paragraphs
    assert all(part == part.strip() for part in paragraphs.split("\n"))
    (line + paragraphs).encode("utf-8")


@given(
    st.text()
    | _ODD
    | st.text(alphabet=st.characters(max_codepoint=127))
    | st.text(alphabet="aB \t\n\r\x0b\x1c\x7f\0sed")
)
def test_a_line_cleaned_the_short_way_is_that_of_the_long_way(text: str) -> None:
    assert clean_line(text) == _until_repaired(_unescaped(text) if "&" in text else text, _as_line)
