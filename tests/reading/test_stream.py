"""Reading a page while it is parsed gives what its tree would give."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse, JsonResponse, TextResponse, XmlResponse
from scrapy.utils.test import get_crawler

from lab.replica.unionjobs import Ad, list_page, posting_page
from tests.support.asynchronous import every
from tests.support.boards import BOARD, UnionJobsSpider
from unionjobs_scraper.crawl.page_signature import parts
from unionjobs_scraper.items import Listed
from unionjobs_scraper.reading.stream import Utf8, each
from unionjobs_scraper.spiders.unionjobs import listed

LIST = "https://www.unionjobs.com/staffing_list.php"
PIECES = (
    "<div class='organization'>", "<div class='organization big'>", "<div>", "</div>", "<h3>", "XYZ Local 99", "</h3>",
    "<ul>", "<li>", "</li>", "<a href='/listing.php?id=7'>", "Organizer", "</a>", "&amp;", "&nbsp;", "–", "𐐀", "\x00",
    "<o:p x:y='1'>", "<p \"odd\" class='post-12  a'>", "<!-- a word -->", "<br>", "<table><tr><td>", "<script>if (a<b)",
    "</script>", "<select><option>", "</form>", "<b", "\n   ",
)  # fmt: skip
BROKEN = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def page(text: str, kind: type[TextResponse] = HtmlResponse) -> TextResponse:
    return kind(LIST, body=text.encode(), encoding="utf-8")


def kinds_of_tree(response: TextResponse) -> set[str]:
    """What `parts` says of a page whose classes have no digits, by way of the tree."""
    nodes = [node for node in response.selector.root.iter() if isinstance(node.tag, str)]
    names = [(node.tag, " ".join(sorted((node.get("class") or "").split()))) for node in nodes]
    return {f"{tag}.{name}".replace("post-12", "post-#") for tag, name in names}


@given(BROKEN)
def test_the_parts_are_those_of_the_tree(text: str) -> None:
    assert (parts(page(text)) or {"html."}) == kinds_of_tree(page(text))


def words(element: Element) -> str:
    return "".join(element.itertext()).strip()


@given(BROKEN.filter(lambda text: text.count("organization") == 1))
def test_an_element_has_the_words_of_the_tree(text: str) -> None:
    found = page(text).css("div.organization")
    assert each(page(text), "div", "organization", words) == [
        "".join(one.css("*::text").getall()).strip() for one in found
    ]


def test_one_inside_another_is_read_by_itself() -> None:
    text = "<div class=organization>a<div>b<div class=organization>c</div></div>d</div>"
    assert each(page(text), "div", "organization", words) == ["c", "abd"]


def test_an_error_in_the_reading_is_the_readers() -> None:
    def fail(_: Element) -> str:
        raise LookupError("no heading")

    with pytest.raises(LookupError, match="no heading"):
        each(page("<div class=organization></div>"), "div", "organization", fail)


@pytest.mark.parametrize("shift", range(12))
def test_no_letter_is_lost_where_a_piece_ends(shift: int) -> None:
    names = [f"{'é𐐀–x'[number % 4] * 7} Local {number}" for number in range(400)]
    ads = [Ad(number=number, employer=name, title=f"Organisé {name}") for number, name in enumerate(names, start=1)]
    text = list_page(ads).replace("<body>", "<body>" + "x" * shift + "\x00" * 5000)
    assert [(row.employer, row.title) for row in listed(page(text), BOARD) if isinstance(row, Listed)] == [
        (ad.employer, ad.title) for ad in ads
    ]


def test_a_piece_is_no_longer_than_asked_for() -> None:
    file = Utf8("𐐀x" * 9)
    pieces = list(iter(lambda: file.read(8), b""))
    assert max(map(len, pieces)) <= 8
    assert b"".join(pieces).decode() == "𐐀x" * 9


@pytest.mark.parametrize("text", ["", "  \n", "\x00"])
def test_a_page_of_nothing_is_a_page(text: str) -> None:
    assert parts(page(text)) == {"html."}
    assert each(page(text), "div", "organization", words) == []


def test_what_is_no_html_has_its_own_parts() -> None:
    assert parts(page("<feed><Entry class='b a'/></feed>", XmlResponse)) == {"feed.", "Entry.a b"}
    assert parts(page('{"jobs": [{"id": 1}]}', JsonResponse)) == {"/jobs", "/jobs/id"}


# ---------------------------------------------------------------------------- what is left of a page


AD = Ad(
    number=7, employer="XYZ", title="Organizer", header=("XYZ", "Organizer", "Based in Dayton, OH"), body="<p>Work.</p>"
)


@pytest.mark.parametrize("kind", ["list", "posting"])
def test_a_page_that_was_read_is_freed_at_once(kind: str, tmp_path: Path) -> None:
    settings = {
        "EXTENSIONS": {"unionjobs_scraper.crawl.run.Run": 0},
        "DATABASE_URL": f"sqlite:///{tmp_path}/unionjobs.db",
    }
    spider = UnionJobsSpider.from_crawler(get_crawler(UnionJobsSpider, settings))
    (row,) = listed(page(list_page([AD])), BOARD)
    assert isinstance(row, Listed)
    gc.disable()  # it would free the page as well, a hundred pages later
    try:
        if kind == "list":
            response = page(list_page([AD]))
            assert not every(spider.parse_list(response))
            assert spider.waiting
        else:
            response = HtmlResponse("https://www.unionjobs.com/listing.php?id=7", body=posting_page(AD).encode())
            (item,) = every(spider.parse_posting(response, row))
            assert item.title == "Organizer"
        left = weakref.ref(response)
        del response
        assert left() is None
    finally:
        gc.enable()
        spider.run.database.close()
