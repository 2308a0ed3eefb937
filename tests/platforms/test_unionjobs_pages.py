"""The extractor of unionjobs.com on pages with every variant and trap that its site is known for."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from scrapy.http import HtmlResponse

from lab.replica.unionjobs import Ad, list_page, posting_page
from tests.support.boards import BOARD
from unionjobs_scraper.errors import LayoutChanged, PageError, TruncatedPage
from unionjobs_scraper.items import JobPosting, LeftOut, Listed, stated_hash
from unionjobs_scraper.spiders.unionjobs import listed, no_postings, posting_id, postings

LIST = "https://www.unionjobs.com/staffing_list.php"
PAGE = "https://www.unionjobs.com/listing.php?id=99001"
BODY = """<p>The members seek somebody who builds power at work.</p>
<ul><li>Knock on doors</li><li>Keep records</li></ul><p>Apply by e-mail: jobs@qrs.test</p>"""
TEXT = """The members seek somebody who builds power at work.

- Knock on doors
- Keep records

Apply by e-mail: jobs@qrs.test"""

EMPLOYER = "XYZ Local 99"
PLACE = "Based in Dayton, OH"
GLUED = f"Field Organizer {PLACE}"

AD = Ad(
    number=99001,
    employer="XYZ (Local                 99)",
    title="Field Organizer",
    posted="4/3/2026",
    state="Ohio",
    header=("", EMPLOYER, "Field Organizer", PLACE),
    body=BODY,
)


def answered(html: str | bytes, url: str = LIST) -> HtmlResponse:
    return HtmlResponse(url, body=html if isinstance(html, bytes) else html.encode(), encoding="utf-8")


def rows(*ads: Ad) -> list[Listed]:
    return listed_on(answered(list_page(ads)))


def listed_on(page: HtmlResponse) -> list[Listed]:
    """The rows of a list page."""
    return [row for row in listed(page, BOARD) if isinstance(row, Listed)]


def left_out(html: str) -> list[tuple[str, str]]:
    """What stands on a list page unread."""
    return [(row.reason, row.words) for row in listed(answered(html), BOARD) if isinstance(row, LeftOut)]


def read(ad: Ad, *, bare: bool = False) -> JobPosting:
    """The posting of an ad's page, with its census row or without."""
    (posting,) = postings(answered(posting_page(ad), PAGE), BOARD, None if bare else rows(ad)[0])
    return posting


# ---------------------------------------------------------------------------------------- addresses

ADDRESSES = [
    ("https://www.unionjobs.com/listing.php?id=99001", "99001"),
    ("http://unionjobs.com/listing.php?id=99001", "99001"),
    ("https://mail.unionjobs.com/listing.php?id=99001", "99001"),
    ("https://www.unionjobs.com./listing.php?id=99001", "99001"),
    ("https://WWW.UnionJobs.COM:443/listing.php?id=99001", "99001"),
    ("https://union-jobs.org/listing.php?id=99001", "99001"),
    ("https://www.union-jobs.org/listing.php?id=99001#top", "99001"),
    ("https://www.unionjobs.com/listing.php?x=1&id=99001&y=2", "99001"),
    ("https://www.unionjobs.com//listing.php?id=99001", "99001"),
    ("https://www.unionjobs.com/listing.php?id=099001", "99001"),
    ("https://www.unionjobs.com/listing.php?id=%2099001", "99001"),
    ("https://www.unionjobs.com/listing.php?id=", ""),
    ("https://www.unionjobs.com/listing.php?id=abc", ""),
    ("https://www.unionjobs.com/listing.php?id=-1", ""),
    ("https://www.unionjobs.com/listing.php?id=1.5", ""),
    ("https://www.unionjobs.com/listing.php?id=٣", ""),
    ("https://www.unionjobs.com/listing.php", ""),
    ("https://www.unionjobs.com/staffing_list.php?id=99001", ""),
    ("https://www.unionjobs.com/oldlisting.php?id=99001", ""),
    ("https://unionjobs.com.evil.test/listing.php?id=99001", ""),
    ("https://notunionjobs.com/listing.php?id=99001", ""),
    ("https://union-jobs.org@evil.test/listing.php?id=99001", ""),
    ("https://unions.org/union-jobs/listing.php?id=99001", ""),
    ("mailto:jobs@unionjobs.com", ""),
    ("", ""),
]


@pytest.mark.parametrize(("address", "number"), ADDRESSES)
def test_posting_id(address: str, number: str) -> None:
    assert posting_id(address) == number


@pytest.mark.parametrize("address", ["http://[broken/listing.php?id=1", "https://unionjobs.com:port/listing.php?id=1"])
def test_a_broken_address_is_no_posting(address: str) -> None:
    assert posting_id(address) in ("", "1")


def test_a_number_without_end_is_no_posting_and_no_crash() -> None:
    assert posting_id(PAGE + "0" * 5000) == ""


# ---------------------------------------------------------------------------------------- the list


def test_a_row_says_all_that_the_list_does() -> None:
    assert rows(replace(AD, based="based in Dayton, OH")) == [
        Listed(
            source_id="99001",
            url=PAGE,
            title="Field Organizer",
            employer="XYZ (Local 99)",
            location_text="based in Dayton, OH",
            region_text="Ohio",
            date_posted_text="4/3/2026",
        )
    ]


def test_rows_stand_under_their_employers() -> None:
    ads = [
        AD,
        replace(AD, number=607, title="Staff Attorney"),
        replace(AD, number=11359, employer="CNA/NNU (please see both CNA and NNU)"),
    ]
    assert [(row.source_id, row.employer) for row in rows(*ads)] == [
        ("99001", "XYZ (Local 99)"),
        ("607", "XYZ (Local 99)"),
        ("11359", "CNA/NNU (please see both CNA and NNU)"),
    ]


# the ad, the field of its row, what it says
ROWS: list[tuple[dict[str, str], str, str]] = [
    ({"employer": "UNITE\u200b HERE (Local                 1)"}, "employer", "UNITE HERE (Local 1)"),
    ({"employer": "A&amp;B <i>Local</i> 5"}, "employer", "A&B Local 5"),
    ({"employer": "Qu\u00c3\u00a9bec Union"}, "employer", "Québec Union"),
    ({"title": '<img src="logo.png" alt="logo"> Field\n  Organizer'}, "title", "Field Organizer"),
    ({"title": "Field Organizer<br>Organizing Department"}, "title", "Field Organizer Organizing Department"),
    ({"state": "Ohio, Indiana"}, "region_text", "Ohio, Indiana"),
    ({"state": "District of Columbia"}, "region_text", "District of Columbia"),
    ({"state": ""}, "region_text", ""),
    ({"posted": " 12/31/2025 "}, "date_posted_text", "12/31/2025"),
    ({"based": ""}, "location_text", ""),
    ({"based": "based in Dayton, OH [Headquarters]"}, "location_text", "based in Dayton, OH [Headquarters]"),
]


@pytest.mark.parametrize(("typed", "name", "said"), ROWS)
def test_rows_of_every_kind(typed: dict[str, Any], name: str, said: str) -> None:
    (row,) = rows(replace(AD, **typed))
    assert getattr(row, name) == said


def test_a_row_without_a_date_is_a_row() -> None:
    html = list_page([AD]).replace("(Posted: 4/3/2026) Ohio", "")
    (row,) = listed_on(answered(html))
    assert (row.source_id, row.date_posted_text, row.region_text) == ("99001", "", "")


@pytest.mark.parametrize(
    "href",
    [
        "listing.php?id=99001",
        "https://union-jobs.org/listing.php?id=99001",
        "http://mail.unionjobs.com/listing.php?id=99001",
        "//www.unionjobs.com./listing.php?id=99001",
    ],
)
def test_every_form_of_a_link_leads_to_the_same_posting(href: str) -> None:
    (row,) = listed_on(answered(list_page([AD]).replace("/listing.php?id=99001", href)))
    assert (row.source_id, row.url) == ("99001", PAGE)


@pytest.mark.parametrize(
    "url", ["https://union-jobs.org/staffing_list.php", "http://mail.unionjobs.com/staffing_list.php"]
)
def test_the_list_is_the_same_on_every_host(url: str) -> None:
    assert list(listed(answered(list_page([AD]), url), BOARD)) == rows(AD)


@pytest.mark.parametrize(
    "renamed", ['<div class="org">', "<div>", '<section class="organization">', '<div class="ORGANIZATION">']
)
def test_an_organization_of_another_form_is_told(renamed: str) -> None:
    html = list_page([AD, replace(AD, number=99002, employer="QRS")])
    head, mark, tail = html.rpartition('<div class="organization">')
    assert mark
    assert left_out(head + renamed + tail) == [
        ("outside-organizations", "https://www.unionjobs.com/listing.php?id=99002")
    ]


def test_a_list_obeys_its_base() -> None:
    html = (
        list_page([AD])
        .replace("<head>", '<head><base href="https://www.unionjobs.com/">')
        .replace('"/listing', '"listing')
    )
    page = answered(html, "https://copy.example/staffing_list.php")
    assert "<base" in html
    assert [row.source_id for row in listed_on(page)] == ["99001"]


def test_a_link_to_another_host_is_no_row() -> None:
    other = replace(AD, number=99002)
    html = list_page([AD, other]).replace("/listing.php?id=99001", "https://evil.test/listing.php?id=99001")
    assert [row.source_id for row in listed_on(answered(html))] == ["99002"]
    assert [reason for reason, _ in left_out(html)] == ["no-known-link"]


def test_a_list_item_without_a_posting_is_no_row() -> None:
    html = list_page([AD]).replace("<ul>\n", '<ul><li>New!</li><li><a href="/info.php">More</a></li>')
    assert [row.source_id for row in listed_on(answered(html))] == ["99001"]
    assert [words.partition(": ")[2] for _, words in left_out(html)] == ["New!", "More"]


def test_an_address_in_other_letters_is_the_same_posting() -> None:
    html = list_page([AD]).replace("/listing.php?id=99001", "/Listing.php?ID=99001")
    assert listed_on(answered(html)) == rows(AD)


@pytest.mark.parametrize("address", ["/ads/99001.pdf", "/listing.php?ad=99001", "/listing.php", "mailto:jobs@xyz.test"])
def test_a_row_whose_link_has_an_unknown_form_is_told(address: str) -> None:
    other = replace(AD, number=99002)
    html = list_page([AD, other]).replace("/listing.php?id=99001", address)
    assert [row.source_id for row in listed_on(answered(html))] == ["99002"]
    ((reason, words),) = left_out(html)
    assert reason == "no-known-link"
    assert AD.title in words


def test_two_postings_in_one_row_are_two() -> None:
    link = '<a href="/listing.php?id=99002">Researcher</a>, '
    html = list_page([AD]).replace("<li>", f"<li>{link}")
    assert {row.source_id: row.title for row in listed_on(answered(html))} == {
        "99001": "Field Organizer",
        "99002": "Researcher",
    }


def test_a_logo_with_a_link_of_its_own_does_not_take_the_title() -> None:
    link = '<a href="/listing.php?id=99001">'
    html = list_page([AD]).replace(f"<li>{link}", f'<li>{link}<img src="logo.png"></a> {link}')
    assert [(row.source_id, row.title) for row in listed_on(answered(html))] == [("99001", "Field Organizer")]


def test_an_unclosed_row_does_not_swallow_the_next() -> None:
    html = list_page([AD, replace(AD, number=99002, title="Researcher")]).replace("</li>\n", "\n")
    assert [(row.source_id, row.title, row.date_posted_text) for row in listed_on(answered(html))] == [
        ("99001", "Field Organizer", "4/3/2026"),
        ("99002", "Researcher", "4/3/2026"),
    ]


def many(count: int = 200) -> str:
    return list_page([replace(AD, number=number, employer=f"Local {number // 3}") for number in range(1, count + 1)])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_list_that_stops_before_its_end_is_refused(share: float) -> None:
    whole = many().encode()
    with pytest.raises(TruncatedPage) as refused:
        list(listed(answered(whole[: int(len(whole) * share)]), BOARD))
    assert refused.value.url == LIST


def test_a_list_without_its_closing_tag_but_with_its_footer_is_whole() -> None:
    assert len(list(listed(answered(many().replace("</html>", "")), BOARD))) == 200


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('class="organization"', 'class="employer"'),
        ('class="organization"', 'class="organisation-card"'),
        ("/listing.php?id=", "/jobs/"),
        ("/listing.php?id=", "/listing.php?job="),
        ("<li>", "<p>"),
    ],
)
def test_a_list_of_unknown_shape_is_refused(old: str, new: str) -> None:
    with pytest.raises(LayoutChanged):
        list(listed(answered(many().replace(old, new)), BOARD))


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><h1>Welcome</h1></body></html>"])
def test_a_page_without_a_list_is_refused(html: str) -> None:
    with pytest.raises(LayoutChanged):
        list(listed(answered(html), BOARD))


@pytest.mark.parametrize(
    "words",
    [
        "There are no current postings.",
        "No job listings at this time.",
        "There are currently no positions available.",
        "no openings",
    ],
)
def test_a_list_that_says_that_it_is_empty_is_empty(words: str) -> None:
    page = answered(list_page([]).replace('<div id="footer">', f'<p>{words}</p><div id="footer">'))
    assert list(listed(page, BOARD)) == []
    assert no_postings(page, BOARD) == words


def test_words_for_none_do_not_excuse_headings_without_rows() -> None:
    html = list_page([AD]).replace("/listing.php?id=99001", "/gone").replace("<ul>\n", "<p>No postings</p><ul>")
    with pytest.raises(LayoutChanged):
        list(listed(answered(html), BOARD))


def test_a_full_list_does_not_say_that_it_is_empty() -> None:
    assert no_postings(answered(list_page([AD])), BOARD) == ""


# ---------------------------------------------------------------------------------------- postings


def test_a_page_with_its_row() -> None:
    assert read(AD) == JobPosting(
        source_id="99001",
        url=PAGE,
        employer="XYZ (Local 99)",
        title="Field Organizer",
        location_text=PLACE,
        region_text="Ohio",
        date_posted_text="4/3/2026",
        apply_url="mailto:jobs@qrs.test",
        description=TEXT,
    )


def test_a_page_without_its_row() -> None:
    posting = read(AD, bare=True)
    assert (posting.employer, posting.title, posting.location_text) == (
        EMPLOYER,
        "Field Organizer",
        PLACE,
    )
    assert (posting.description, posting.date_posted_text) == (TEXT, "")


NAMES = {"title": "Field Organizer", "location_text": PLACE}
WITH_DEPARTMENT = NAMES | {"department": "Organizing Department"}

# the ad as typed, what its page says; `bare` where the page alone, without its row, says it as well
VARIANTS: dict[str, tuple[dict[str, Any], dict[str, str], bool]] = {
    "title and department in one h4": (
        {"header": ("", EMPLOYER, "Field Organizer<br>Organizing Department", PLACE)},
        WITH_DEPARTMENT,
        True,
    ),
    "department in an h4 of its own": (
        {"header": ("", EMPLOYER, "Field Organizer", "Organizing Department", PLACE)},
        WITH_DEPARTMENT,
        True,
    ),
    "department by label in the text": (
        {"body": "<p>Department: Organizing<br>Supervisor: the director</p>" + BODY},
        NAMES | {"department": "Organizing"},
        True,
    ),
    "department in the list as well": (
        {
            "title": "Field Organizer Organizing Department",
            "header": ("", EMPLOYER, "Field Organizer<br>Organizing Department", PLACE),
        },
        WITH_DEPARTMENT,
        True,
    ),
    "no first empty h4": (
        {"header": (EMPLOYER, "Field Organizer", PLACE)},
        NAMES,
        True,
    ),
    "a logo in the first h4": (
        {"header": ('<img src="xyz.png" alt="XYZ">', EMPLOYER, "Field Organizer", PLACE)},
        NAMES,
        True,
    ),
    "place glued to the title": (
        {"header": ("", EMPLOYER, "Field Organizer Based in Dayton, OH")},
        NAMES,
        True,
    ),
    "place glued to the title, in the list as well": (
        {"title": GLUED, "header": ("", EMPLOYER, GLUED)},
        NAMES,
        True,
    ),
    "place glued to the title and department": (
        {"header": ("", EMPLOYER, "Field Organizer Organizing Department Based in Dayton, OH")},
        WITH_DEPARTMENT,
        True,
    ),
    "no h4, paragraphs": (
        {"header": (), "body": "<p>XYZ Local 99</p><p>Field Organizer</p><p>Based in Dayton, OH</p>" + BODY},
        NAMES,
        True,
    ),
    "no h4, one paragraph of lines": (
        {"header": (), "body": "<p>XYZ Local 99<br>Field Organizer<br>Based in Dayton, OH</p>" + BODY},
        NAMES,
        True,
    ),
    "no h4, bare words": (
        {"header": (), "body": "XYZ Local 99<br>Field Organizer<br>Based in Dayton, OH" + BODY},
        NAMES,
        True,
    ),
    "an empty h4 and paragraphs": (
        {"header": ("",), "body": "<p>XYZ Local 99</p><p>Field Organizer</p><p>Based in Dayton, OH</p>" + BODY},
        NAMES,
        True,
    ),
    "title where the place should be": (
        {"header": ("", EMPLOYER, "", "Field Organizer")},
        {"title": "Field Organizer", "location_text": ""},
        True,
    ),
    "title where the place should be, the place in the list": (
        {"header": ("", EMPLOYER, "", "Field Organizer"), "based": "based in Dayton, OH"},
        {"title": "Field Organizer", "location_text": "based in Dayton, OH"},
        False,
    ),
    "reversed order": (
        {"header": (PLACE, "Field Organizer", EMPLOYER)},
        NAMES | {"employer": "XYZ (Local 99)"},
        False,
    ),
    "title above the employer": (
        {"header": ("Field Organizer", EMPLOYER, PLACE)},
        NAMES | {"employer": "XYZ (Local 99)"},
        False,
    ),
    "a web address behind the employer": (
        {"header": ("", "XYZ Local 99 www.xyz99.test", "Field Organizer", PLACE)},
        NAMES,
        True,
    ),
    "a web address below the employer": (
        {"header": ("", "XYZ Local 99<br>https://www.xyz99.test", "Field Organizer", PLACE)},
        NAMES,
        True,
    ),
    "a street below the employer": (
        {"header": ("", "XYZ Local 99<br>12 Main Street", "Field Organizer", PLACE)},
        NAMES,
        True,
    ),
    "letters split off": (
        {"header": ("", EMPLOYER, "Field Organizer", "B ased in Dayton, OH")},
        NAMES,
        True,
    ),
    "letters split off by markup": (
        {"header": ("", EMPLOYER, "Field Organizer", "<font>B</font> <font>ased in Dayton, OH</font>")},
        NAMES,
        True,
    ),
    "employer twice, no place": (
        {"header": ("", EMPLOYER, EMPLOYER, "Field Organizer")},
        {"title": "Field Organizer", "location_text": ""},
        True,
    ),
    "a bracket under the place": (
        {"header": ("", EMPLOYER, "Field Organizer", PLACE, "(travel throughout the state)")},
        NAMES | {"location_text": "Based in Dayton, OH (travel throughout the state)"},
        True,
    ),
    "a bracket under the place, in a paragraph": (
        {"body": "<p>(must work on site)</p>" + BODY},
        NAMES | {"location_text": "Based in Dayton, OH (must work on site)"},
        True,
    ),
    "headquarters": (
        {"header": ("", EMPLOYER, "Field Organizer", "Based in Dayton, OH [Headquarters]")},
        NAMES | {"location_text": "Based in Dayton, OH [Headquarters]"},
        True,
    ),
    "pay after the title": (
        {"header": ("", EMPLOYER, "Field Organizer<br>Salary is $117,994 – $183,725 per year", PLACE)},
        NAMES | {"department": "", "salary_text": "Salary is $117,994 – $183,725 per year"},
        True,
    ),
    "hours after the title": (
        {"header": ("", EMPLOYER, "Field Organizer<br>Full-time", PLACE)},
        NAMES | {"department": "", "employment_text": "Full-time"},
        True,
    ),
    "a title split over two lines": (
        {"title": "Field and Digital Organizer", "header": ("", EMPLOYER, "Field and<br>Digital Organizer", PLACE)},
        NAMES | {"title": "Field and Digital Organizer", "department": ""},
        False,
    ),
    "entities": (
        {"title": "Field &amp; Digital Organizer", "header": ("", EMPLOYER, "Field &amp; Digital Organizer", PLACE)},
        NAMES | {"title": "Field & Digital Organizer"},
        True,
    ),
    "the place by label": (
        {"header": ("", EMPLOYER, "Field Organizer"), "body": "<p>Location: Dayton, OH</p>" + BODY},
        {"title": "Field Organizer", "location_text": "Dayton, OH"},
        True,
    ),
    "a block of many labels": (
        {
            "body": "<p>Location: Dayton, OH<br>Department: Organizing<br>Employment Type: Full-time<br>"
            "Minimum Experience: 2 years<br>Compensation: $60,000<br>Closing Date: May 1, 2026</p>" + BODY
        },
        NAMES | {"department": "Organizing", "employment_text": "Full-time", "valid_through_text": "May 1, 2026"},
        True,
    ),
    "a date of the employer's own beside the list's": (
        {"body": "<p>Posting Date: March 1, 2026</p>" + BODY},
        NAMES | {"date_posted_text": "4/3/2026"},
        False,
    ),
}  # fmt: skip


def check(posting: JobPosting, expected: dict[str, str]) -> None:
    assert {name: getattr(posting, name) for name in expected} == expected
    assert posting.description.endswith(TEXT)
    assert "WHEN APPLYING" not in posting.description
    assert "Clearinghouse" not in posting.description


@pytest.mark.parametrize("variant", VARIANTS)
def test_header_variants(variant: str) -> None:
    typed, expected, _ = VARIANTS[variant]
    posting = read(replace(AD, **typed))
    assert posting.employer == "XYZ (Local 99)"
    check(posting, expected)


@pytest.mark.parametrize("variant", [variant for variant, (_, _, bare) in VARIANTS.items() if bare])
def test_header_variants_without_a_row(variant: str) -> None:
    typed, expected, _ = VARIANTS[variant]
    posting = read(replace(AD, **typed), bare=True)
    assert posting.employer == EMPLOYER
    check(posting, expected)


@pytest.mark.parametrize(
    "place",
    [
        PLACE,
        "based in Dayton, OH",
        "Based out of Dayton, OH",
        "Must be based in Ohio",
        "Covering Ohio and Indiana",
        "For covering the Dayton, OH area",
        "In Dayton, OH",
        "Location: Dayton, OH",
        "Locations in: Dayton and Toledo, OH",
        "Available in Various Locations",
        "throughout Ohio",
        "Based in Dayton, OH; Reno, NV and Toledo, OH",
        "Based in the Northeast Region (CT, DE, MA)",
        "Remote",
        "Dayton, OH",
    ],
)
@pytest.mark.parametrize("bare", [False, True])
def test_every_way_to_begin_a_place(place: str, bare: bool) -> None:
    posting = read(replace(AD, header=("", EMPLOYER, "Field Organizer", place)), bare=bare)
    assert (posting.title, posting.department, posting.location_text) == ("Field Organizer", "", place)


def test_the_place_of_the_row_serves_where_the_page_has_none() -> None:
    posting = read(replace(AD, header=("", EMPLOYER, "Field Organizer"), based="based in Dayton, OH"))
    assert (posting.location_text, posting.region_text) == ("based in Dayton, OH", "Ohio")


def test_the_lists_title_and_employer_win_over_the_pages() -> None:
    posting = read(replace(AD, header=("", EMPLOYER, "Senior Organizer", PLACE)))
    assert (posting.employer, posting.title) == ("XYZ (Local 99)", "Field Organizer")


# --------------------------------------------------------------------------------------- wrong pages


def page_of(ad: Ad, url: str) -> HtmlResponse:
    return answered(posting_page(ad), url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.unionjobs.com/listing.php?id=99002",
        LIST,
        "https://www.unionjobs.com/",
        "https://evil.test/listing.php?id=99001",
    ],
)
def test_the_page_of_another_address_is_refused(url: str) -> None:
    with pytest.raises(LayoutChanged):
        list(postings(page_of(AD, url), BOARD, rows(AD)[0]))


@pytest.mark.parametrize(
    "url",
    [
        "https://union-jobs.org/listing.php?id=99001",
        "https://mail.unionjobs.com/listing.php?id=99001",
        "http://unionjobs.com/listing.php?id=99001",
        "https://www.unionjobs.com./listing.php?id=99001",
    ],
)
def test_every_host_serves_the_same_posting(url: str) -> None:
    assert list(postings(page_of(AD, url), BOARD, rows(AD)[0])) == [read(AD)]


OTHER = replace(AD, employer="QRS", title="Bookkeeper", header=("", "QRS", "Bookkeeper", "Based in Reno, NV"))


@pytest.mark.parametrize(
    "end", ["</HTML >", "</html\n>", "UNION JOBS\nClearinghouse &REG;", "Union Jobs Clearinghouse®"]
)
def test_every_form_of_the_pages_end(end: str) -> None:
    html = posting_page(AD).replace("</html>", "").replace("®", "").strip()
    assert list(postings(answered(html + end, PAGE), BOARD))
    with pytest.raises(TruncatedPage):
        list(postings(answered(html, PAGE), BOARD))


def test_a_header_line_that_the_text_repeats_stays_in_the_text() -> None:
    assert read(replace(AD, body=f"<p>Field Organizer</p>{BODY}")).description == f"Field Organizer\n\n{TEXT}"


@pytest.mark.parametrize("below", [1, 5, 6])
def test_the_employer_may_stand_in_the_first_paragraphs(below: int) -> None:
    paragraphs = ["Join us."] * 8
    paragraphs[below - 1] = "The MEA seeks you."
    page = page_of(replace(OTHER, body="".join(f"<p>{words}</p>" for words in paragraphs)), PAGE)
    row = rows(replace(AD, employer="MEA (Michigan)"))[0]
    if below <= 5:
        assert [item.employer for item in postings(page, BOARD, row)] == ["MEA (Michigan)"]
    else:
        with pytest.raises(LayoutChanged):
            list(postings(page, BOARD, row))


def test_another_postings_page_under_the_right_address_is_refused() -> None:
    with pytest.raises(LayoutChanged):
        list(postings(page_of(OTHER, PAGE), BOARD, rows(AD)[0]))


def test_three_letters_inside_other_words_are_not_the_employer() -> None:
    other = replace(OTHER, body="<p>A meaningful career awaits.</p>" + BODY)
    with pytest.raises(LayoutChanged):
        list(postings(page_of(other, PAGE), BOARD, rows(replace(AD, employer="MEA (Michigan)"))[0]))


EMPTY_PAGES = {
    "nothing but furniture": posting_page(replace(AD, header=(), body="")),
    "no bytes": "",
    "a home page": "<html><body><h1>Union Jobs Clearinghouse</h1><p>Welcome.</p></body></html>",
    "an error": "<html><body><p>An error has occurred.</p></body></html>",
    "a login": '<html><form><input name="u"><input type="password"></form></html>',
}


@pytest.mark.parametrize("case", EMPTY_PAGES)
@pytest.mark.parametrize("bare", [False, True])
def test_a_page_without_a_posting_is_refused(case: str, bare: bool) -> None:
    with pytest.raises(PageError):
        list(postings(answered(EMPTY_PAGES[case], PAGE), BOARD, None if bare else rows(AD)[0]))


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_posting_page_that_stops_before_its_end_is_refused(share: float) -> None:
    whole = posting_page(AD).encode()
    with pytest.raises(PageError):
        list(postings(answered(whole[: int(len(whole) * share)], PAGE), BOARD, rows(AD)[0]))


# ------------------------------------------------------------------------------------------ applying

FORM = "https://xyz.breezy.hr/p/1"
APPLY: dict[str, tuple[dict[str, Any], str]] = {
    "only the footer's link": ({"body": "<p>Join us.</p>"}, ""),
    "the form, not e-verify and not the reel": (
        {
            "body": '<p>Watch <a href="https://www.instagram.com/reel/a/">our reel</a>.</p>'
            f'<p>To apply, use <a href="{FORM}">the form</a>.</p>'
            '<p>Applicants: we use <a href="https://www.dhs.gov/e-verify">E-Verify</a>.</p>'
        },
        FORM,
    ),
    "the employer's home page": (
        {"body": '<p>To apply, see <a href="https://www.xyz.test/">XYZ</a>, then write to jobs@xyz.test.</p>'},
        "mailto:jobs@xyz.test",
    ),
    "a stub of two lines and a link": ({"body": f'<p>Apply <a href="{FORM}">here</a>.</p>'}, FORM),
    "a stub whose title is the link": (
        {
            "header": ("", EMPLOYER, f'<a href="{FORM}">Field Organizer</a>', PLACE),
            "body": "<p>To apply, please click the job title above.</p>",
        },
        FORM,
    ),
    "a link to the posting itself": (
        {"body": '<p>Apply: <a href="/listing.php?id=99001">print this page</a>, write to jobs@xyz.test.</p>'},
        "mailto:jobs@xyz.test",
    ),
}


@pytest.mark.parametrize("case", APPLY)
def test_where_to_apply(case: str) -> None:
    typed, expected = APPLY[case]
    assert read(replace(AD, **typed)).apply_url == expected


# --------------------------------------------------------------------------------- what is an edit

EDITS: dict[str, dict[str, Any]] = {
    "pay in the header": {"header": ("", EMPLOYER, "Field Organizer<br>Salary is $70,000", PLACE)},
    "place": {"header": ("", EMPLOYER, "Field Organizer<br>Salary is $60,000", "Based in Reno, NV")},
    "text": {"body": BODY.replace("doors", "windows")},
    "date": {"posted": "5/3/2026"},
    "address": {"body": BODY.replace("jobs@", "people@")},
}


@pytest.mark.parametrize("edited", EDITS)
def test_every_edit_of_the_site_changes_the_content_hash(edited: str) -> None:
    paid = replace(AD, header=("", EMPLOYER, "Field Organizer<br>Salary is $60,000", PLACE))
    assert stated_hash(read(paid)) == stated_hash(read(replace(paid)))
    assert stated_hash(read(replace(paid, **EDITS[edited]))) != stated_hash(read(paid))


def test_the_sites_own_words_do_not_change_the_content_hash() -> None:
    html = posting_page(AD)
    dressed = (
        html.replace("1997 - 2026", "1997 - 2027")
        .replace("Testimonials", "Praise")
        .replace("UNIONJOBS.COM", "our site")
    )
    (plain,) = postings(answered(html, PAGE), BOARD, rows(AD)[0])
    (posting,) = postings(answered(dressed, PAGE), BOARD, rows(AD)[0])
    assert stated_hash(posting) == stated_hash(plain)


def test_an_extractor_fills_only_what_the_page_states() -> None:
    stated = {field.name for field in fields(JobPosting) if getattr(read(AD), field.name)}
    assert stated <= {
        "source", "source_id", "url", "employer", "title", "department", "location_text", "region_text",
        "date_posted_text", "valid_through_text", "employment_text", "salary_text", "apply_url", "description",
    }  # fmt: skip
