"""A page as blocks of lines."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.links import _absolute, absolute
from unionjobs_scraper.reading.page import Block, Link, as_text, blocks
from unionjobs_scraper.reading.visible import mail_address

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
    ("<ul><li><p>one</p></li></ul>", [("li", ["one"])]),
    ("<ul><li><div><p>one</p></div><p>more</p></li></ul>", [("li", ["one"]), ("p", ["more"])]),
    ("<ul><li><h3>One</h3><p>text</p></li></ul>", [("h3", ["One"]), ("p", ["text"])]),
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


PARTS = """/ // /0.php /listing.php /.well-known /a.. jobs/ ?a=%20&b& +~ http: https: mailto: MAILTO: xyz.test .. ?
    id=2 # a ; : [ @ %20 é""".split()
HREFS = st.lists(st.sampled_from([*PARTS, " ", "\t", "\n", "\x01"]), max_size=5).map("".join)
BASES = st.sampled_from(
    [BASE, "https://xyz.test", "http://xyz.test:8080/a/b?c=d#e", "http://u:p@xyz.test/a", "about:blank", ""]
)


@given(HREFS, BASES)
@example("//?id=2", BASE)
@example("https:", BASE)
@example("mailto://[", BASE)
@example("/jobs/./../listing.php?id=2", BASE)
@example("/listing.php?", BASE)
@example("/a;b?c", BASE)
@example("https://xyz.test", BASE)
@example("https://xyz.test:x/listing.php?id=2&", BASE)
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


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">x</div>',
        '<p style="color:red; DISPLAY : none">x</p>',
        '<p style="visibility: hidden">x</p>',
        '<p style="DISPLAY : NONE">x</p>',
        '<p style="position:absolute;left:-9999px">x</p>',
        '<p style="text-indent: -9999px">x</p>',
        '<p style="clip: rect(0, 0, 0, 0)">x</p>',
        '<p style="clip-path: inset(50%)">x</p>',
        '<p class="ng-hide">x</p>',
        '<p style="text-decoration: line-through">x</p>',
        "<div hidden><p>x</p></div>",
        '<div aria-hidden="true"><p>x</p></div>',
        "<template><p>x</p></template>",
        "<p><s>x</s></p>",
        "<p><del>x</del></p>",
        "<p><strike>x</strike></p>",
        "<dialog><p>x</p></dialog>",
        '<div class="alert d-none">x</div>',
        '<form><span class="visually-hidden" role="alert">x</span></form>',
        '<span class="sr-only">x</span>',
        '<a href="https://xyz.test/" hidden>x</a>',
    ],
)
def test_what_a_reader_does_not_see_is_not_read(hidden: str) -> None:
    assert read(f"<p>a</p>{hidden}<p>b</p>") == [("p", ["a"]), ("p", ["b"])]


@pytest.mark.parametrize(
    "seen",
    [
        '<p class="d-none d-md-block">x</p>',
        '<p class="hidden md:flex">x</p>',
        '<p class="overflow-hidden">x</p>',
        '<p style="overflow:hidden">x</p>',
        '<p style="opacity:0">x</p>',
        '<p style="margin-left:-15px">x</p>',
        '<p hidden="until-found">x</p>',
        '<p><a href="#more">x</a></p>',
        '<p class="visually-hidden">x:</p>',
        '<p class="field__label visually-hidden">x</p>',
    ],
)
def test_what_a_reader_sees_is_read(seen: str) -> None:
    assert [block.line.rstrip(":") for block in blocks(Selector(seen), BASE)] == ["x"]


def test_what_opens_at_a_click_is_read() -> None:
    tab = '<p><a href="#pay">Pay</a></p><div id="pay" style="display:none"><p>$70,000</p></div>'
    assert read(tab) == [("p", ["Pay"]), ("p", ["$70,000"])]
    assert read(tab.replace('"#pay"', '"#other"')) == [("p", ["Pay"])]


def test_a_page_that_a_script_shows_whole_is_read() -> None:
    assert read('<body style="visibility:hidden"><h1>Organizer</h1></body>') == [("h1", ["Organizer"])]


def test_hidden_words_are_not_in_a_link() -> None:
    page = Selector('<p><a href="/a">Organizer <span class="sr-only">(new window)</span> II</a></p>')
    assert blocks(page, BASE)[0].links == [Link("Organizer II", "https://www.unionjobs.com/a")]


def test_two_breaks_are_a_paragraph() -> None:
    page = Selector("<p>One<br>two<br><br>Three</p><ul><li><p>four</p></li><li>five</li></ul>")
    assert as_text(blocks(page, BASE)) == "One\ntwo\n\nThree\n\n- four\n- five"


def hidden_mail(address: str, key: int) -> str:
    return f"{key:02x}" + "".join(f"{byte ^ key:02x}" for byte in address.encode())


@pytest.mark.parametrize("key", [0, 1, 0x5B, 255])
def test_protected_mail_addresses_are_read(key: int) -> None:
    code = hidden_mail("jobs@xyz.test", key)
    href = f"/cdn-cgi/l/email-protection#{code}"
    span = f'<span class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</span>'
    for html in (f'Write <a href="{href}">{span}</a>.', f'Write <a href="{href}">[email&#160;protected]</a>.'):
        block = blocks(Selector(f"<p>{html}</p>"), BASE)[0]
        assert (block.line, block.links) == ("Write jobs@xyz.test.", [Link("jobs@xyz.test", "mailto:jobs@xyz.test")])
    assert read(f"<p>Write {span}.</p>") == [("p", ["Write jobs@xyz.test."])]
    named = blocks(Selector(f'<p><a href="{href}">Write us</a></p>'), BASE)[0]
    assert named.links == [Link("Write us", "mailto:jobs@xyz.test")]


@pytest.mark.parametrize("code", ["", "zz", "5b", "5b3", "ff00"])
def test_a_broken_protected_address_is_no_address(code: str) -> None:
    assert mail_address(code) == ""


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://xyz.test/jobs/", "https://xyz.test/jobs/a"),
        ("/jobs/", "https://www.unionjobs.com/jobs/a"),
        ("jobs/", "https://www.unionjobs.com/jobs/a"),
        ("javascript:1", "https://www.unionjobs.com/a"),
        ("http://[broken", "https://www.unionjobs.com/a"),
        ("", "https://www.unionjobs.com/a"),
    ],
)
def test_links_are_relative_to_the_base_of_the_page(base: str, url: str) -> None:
    page = Selector(f'<head><base href="{base}"></head><p><a href="a">a</a></p>')
    assert blocks(page, BASE)[0].links == [Link("a", url)]


@pytest.mark.parametrize(
    "line",
    [
        "Views: 1,204",
        "312 views",
        "Posted 12 days ago",
        "Posted: 3 hours ago",
        "2 weeks ago",
        "Posted today",
        "Published yesterday",
        "Applicants: 14",
        "25 applicants",
        "Closes in 5 days",
        "Viewed 12 times",
    ],
)
def test_counters_are_no_part_of_the_text(line: str) -> None:
    assert as_text(blocks(Selector(f"<p>a</p><div>{line}</div><p>b</p>"), BASE)) == "a\n\nb"
    assert line in [block.line for block in blocks(Selector(f"<div>{line}</div>"), BASE)]


@pytest.mark.parametrize("line", ["5 years", "Two weeks ago we won.", "12 applicants are hired", "Views"])
def test_other_short_lines_are_part_of_the_text(line: str) -> None:
    assert as_text([Block("p", [line])]) == line
