"""A page as blocks of lines."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.links import _absolute, absolute
from unionjobs_scraper.reading.page import Block, Link, as_text, blocks

BASE = "https://www.unionjobs.com/listing.php?id=1"


def read(html: str) -> list[tuple[str, list[str]]]:
    return [(block.tag, block.lines) for block in blocks(Selector(html), BASE)]


READ = [
    ("<h4>XYZ</h4><p>One.</p>", [("h4", ["XYZ"]), ("p", ["One."])]),
    ("<h4></h4><h4> </h4><h4>XYZ</h4>", [("h4", ["XYZ"])]),
    ("<h4>Organizer<br>Field Department</h4>", [("h4", ["Organizer", "Field Department"])]),
    ("<h4>Organizer<br/><br>\n<br>Field</h4>", [("h4", ["Organizer", "Field"])]),
    # a line break of the source is a space
    ("<p>One\n   two\r\nthree</p>", [("p", ["One two three"])]),
    ("<p>One <b>two</b> <i>three</i>.</p>", [("p", ["One two three."])]),
    ("<h4><span>B</span>ased in Canton, MA</h4>", [("h4", ["Based in Canton, MA"])]),
    # words before, between and after blocks keep their order
    (
        "<div>before<p>inside</p>after<p>last</p>tail</div>",
        [("div", ["before"]), ("p", ["inside"]), ("div", ["after"]), ("p", ["last"]), ("div", ["tail"])],
    ),
    ("<p>To do:<ul><li>one</li><li>two</li></ul>", [("p", ["To do:"]), ("li", ["one"]), ("li", ["two"])]),
    ("<table><tr><th>Pay</th><td>$1</td></tr></table>", [("th", ["Pay"]), ("td", ["$1"])]),
    ("<ul><li><p>one</p></li></ul>", [("p", ["one"])]),
    ("bare <b>words</b>", [("body", ["bare words"])]),
    # what nobody sees
    ("<p>a<script>alert(1)</script>b<style>p{}</style>c</p>", [("p", ["abc"])]),
    ("<p>a<!-- comment -->b</p>", [("p", ["ab"])]),
    ("<p>a<noscript>no</noscript><template>no</template><svg><text>no</text></svg>b</p>", [("p", ["ab"])]),
    ("<form><select><option>Ohio</option></select><textarea>x</textarea>y</form>", [("form", ["y"])]),
    ("<div><button>Go</button><iframe>x</iframe><object>z</object>y</div>", [("div", ["y"])]),
    ("<head><title>Organizer</title></head><p>x</p>", [("p", ["x"])]),
    ("<p>zero\u200bwidth&nbsp;&nbsp;space</p>", [("p", ["zerowidth space"])]),
    # broken
    ("<p>one<p>two<b>bold<p>three", [("p", ["one"]), ("p", ["twobold"]), ("p", ["three"])]),
    ("", []),
    ("<div></div>", []),
    ("<!-- only this -->", []),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), READ)
def test_blocks(html: str, expected: list[tuple[str, list[str]]]) -> None:
    assert read(html) == expected


def test_a_block_tells_its_lines_in_two_ways() -> None:
    block = blocks(Selector("<h4>Organizer<br>Field</h4>"), BASE)[0]
    assert (block.text, block.line, block.is_heading) == ("Organizer\nField", "Organizer Field", True)


@pytest.mark.parametrize(
    ("tag", "heading"), [("h1", True), ("h6", True), ("hr", False), ("p", False), ("header", False)]
)
def test_headings(tag: str, heading: bool) -> None:
    assert Block(tag).is_heading is heading


def test_links_belong_to_their_block() -> None:
    html = """<p>Go <a href="/apply?id=1">to the <b>form</b></a> or <a href="mailto:jobs@xyz.test">write</a></p>
    <a href="https://x.com/unionjob"><img src="x.png"></a><p>Nothing here</p>"""
    first, furniture, last = blocks(Selector(html), BASE)
    assert first.links == [
        Link("to the form", "https://www.unionjobs.com/apply?id=1"),
        Link("write", "mailto:jobs@xyz.test"),
    ]
    assert (furniture.lines, furniture.links) == ([], [Link("", "https://x.com/unionjob")])
    assert last.links == []


def test_a_link_around_blocks_is_kept() -> None:
    links = [link for block in blocks(Selector('<a href="/a"><h4>Organizer</h4></a>'), BASE) for link in block.links]
    assert links == [Link("Organizer", "https://www.unionjobs.com/a")]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("/listing.php?id=2", "https://www.unionjobs.com/listing.php?id=2"),
        ("?id=2", "https://www.unionjobs.com/listing.php?id=2"),
        (" https://xyz.test/a ", "https://xyz.test/a"),
        ("//xyz.test/a", "https://xyz.test/a"),
        ("mailto:jobs@xyz.test", "mailto:jobs@xyz.test"),
        ("MAILTO:jobs@xyz.test", "mailto:jobs@xyz.test"),
        ("HTTPS://xyz.test/a", "https://xyz.test/a"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("tel:+15551234", ""),
        ("file:///etc/passwd", ""),
        ("http://[broken", ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_absolute(href: str, url: str) -> None:
    assert absolute(href, BASE) == url


def test_text_keeps_paragraphs_apart_and_lists_together() -> None:
    html = "<h4>Duties<br>of all kinds</h4><ul><li>one</li><li>two</li></ul><p>Last.</p>"
    assert as_text(blocks(Selector(html), BASE)) == "Duties\nof all kinds\n\n- one\n- two\n\nLast."


def test_text_leaves_out_blocks_of_links_only() -> None:
    assert as_text(blocks(Selector('<p>a</p><a href="/x"><img></a><p>b</p>'), BASE)) == "a\n\nb"


@pytest.mark.parametrize("tag", ["div", "span", "font"])
def test_words_nested_deeper_than_any_page_are_kept(tag: str) -> None:
    html = f"<p>before</p>{f'<{tag}>' * 600}deep{f'</{tag}>' * 600}<p>after</p>"
    assert [block.line for block in blocks(Selector(html), BASE)] == ["before", "deep", "after"]


def test_an_xml_root_has_no_blocks() -> None:
    assert blocks(Selector("<feed><a/></feed>", type="xml"), BASE) == []


@given(st.text(alphabet=st.sampled_from("<>/abp h4lidrv=\"'&;\n\0\ud800é")))
def test_any_page_is_read_into_clean_lines(html: str) -> None:
    for block in blocks(Selector(html.encode("utf-8", "replace").decode()), BASE):
        assert block.lines or block.links
        assert all(line == " ".join(line.split()) != "" for line in block.lines)


PARTS = "/ // /0.php http: https: mailto: MAILTO: xyz.test .. ? id=2 # a ; : [ @ %20 é".split()
HREFS = st.lists(st.sampled_from([*PARTS, " ", "\t", "\n", "\x01"]), max_size=5).map("".join)
BASES = st.sampled_from(
    [BASE, "https://xyz.test", "http://xyz.test:8080/a/b?c=d#e", "http://u:p@xyz.test/a", "about:blank", ""]
)


@given(HREFS, BASES)
@example("//?id=2", BASE)
@example("https:", BASE)
@example("mailto://[", BASE)
def test_an_address_found_the_short_way_is_that_of_the_long_way(href: str, base: str) -> None:
    for _ in range(2):  # the second time from memory
        assert absolute(href, base) == _absolute(base, href.strip())


@given(
    st.lists(st.sampled_from(["a", " ", "\n", "<br>", "<b>", "</b>", "<p>", "<!--x-->", "<i>c</i>", "\xa0", "é"])).map(
        "".join
    )
)
def test_the_words_of_a_link_are_those_of_all_that_it_holds(inside: str) -> None:
    page = Selector(f'<body><a href="/x">{inside}</a></body>')
    links = [link for block in blocks(page, BASE) for link in block.links]
    assert [link.text for link in links] == [clean_line(a.root.text_content()) for a in page.css("a[href]")]
