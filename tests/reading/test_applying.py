"""Where to apply."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from parsel import Selector

from unionjobs_scraper.reading.applying import ABOUT_APPLYING, ADDRESS, APPLY_HEADING, _addresses, _has_sign, apply_url
from unionjobs_scraper.reading.page import blocks

OWN = ("unionjobs.com", "union-jobs.org")
BASE = "https://www.unionjobs.com/listing.php?id=1"


def applied(html: str) -> str:
    return apply_url(blocks(Selector(html), BASE), OWN)


FORM = "https://xyz.bamboohr.test/careers/9"

WHERE = {
    "a link in the words about applying": (f'<p>To apply, use <a href="{FORM}">this form</a>.</p>', FORM),
    "a link after a heading about applying": (
        f'<h4>How to Apply</h4><p>Be brief.</p><p>Use <a href="{FORM}">our form</a>.</p>',
        FORM,
    ),
    "a link far below a heading about applying": (
        "<h4>How to Apply</h4>" + "<p>More words.</p>" * 4 + f'<p>See <a href="{FORM}">this</a>.</p>',
        "",
    ),
    "a link in other words": (f'<p>About us: <a href="{FORM}">our page</a>.</p>', ""),
    "the link that says apply, not the first": (
        f'<p>To apply, read <a href="https://xyz.test/about">who we are</a>, then <a href="{FORM}">apply here</a>.</p>',
        FORM,
    ),
    "an applicant system's bare address": (
        '<p>Apply at <a href="https://aflcio.exacthire.com/">our careers page</a>.</p>',
        "https://aflcio.exacthire.com/",
    ),
    "an employer's home page is no way to apply": (
        '<p>To apply to <a href="https://www.xyz.test/">XYZ</a>, e-mail jobs@xyz.test.</p>',
        "mailto:jobs@xyz.test",
    ),
    "a link rather than an address": (
        f'<p>Apply <a href="{FORM}">here</a>; questions to <a href="mailto:hr@xyz.test">HR</a>.</p>',
        FORM,
    ),
    "a mailto link": (
        '<p>Send your résumé to <a href="mailto:jobs@xyz.test?subject=Organizer">us</a>.</p>',
        "mailto:jobs@xyz.test",
    ),
    "a written address": ("<p>Apply by e-mail: jobs@xyz.test.</p>", "mailto:jobs@xyz.test"),
    "the address about applying, not another": (
        "<p>Press: press@xyz.test.</p><p>To apply, write to jobs@xyz.test.</p>",
        "mailto:jobs@xyz.test",
    ),
    "the only address of the page": ("<p>Contact: jobs@xyz.test</p>", "mailto:jobs@xyz.test"),
    "two addresses, neither about applying": ("<p>a@xyz.test and b@xyz.test</p>", ""),
    "no way at all": ("<p>To apply, call 555-0100.</p>", ""),
    # traps
    "the site's social media": ('<p>Apply now! <a href="https://x.com/unionjob">Follow us</a></p>', ""),
    "a reel": ('<p>Why apply? <a href="https://www.instagram.com/reel/abc/">Watch</a></p>', ""),
    "e-verify": ('<p>Applicants: see <a href="https://www.dhs.gov/e-verify">E-Verify</a>.</p>', ""),
    "a notice": ('<p>Applicants have rights: <a href="https://www.eeoc.gov/poster">poster</a></p>', ""),
    "the board's own pages": (
        '<p>Apply after reading <a href="/info.php">this</a> on <a href="https://union-jobs.org/a">here</a></p>',
        "",
    ),
    "a social network's name inside another host": (
        '<p>To apply: <a href="https://jobs.netflix.com/1">here</a></p>',
        "https://jobs.netflix.com/1",
    ),
    "a script": ('<p>To apply: <a href="javascript:apply()">here</a></p>', ""),
    "a host with a trailing dot": ('<p>To apply: <a href="https://x.com./unionjob">here</a></p>', ""),
    "a social link beside the form": (
        f'<p>Apply: <a href="https://www.facebook.com/xyz/jobs">here</a> or <a href="{FORM}">here</a></p>',
        FORM,
    ),
    "a title that is the link to the applicant system": (
        f'<h4><a href="{FORM}">Field Organizer</a></h4><p>To apply, click the job title above.</p>',
        FORM,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WHERE)
def test_apply_url(case: str) -> None:
    html, expected = WHERE[case]
    assert applied(html) == expected


PIECES = st.sampled_from(
    [
        "<p>To apply ",
        "</p>",
        '<a href="https://x.com/a">here</a> ',
        '<a href="http://[bad">x</a> ',
        '<a href="mailto:jobs@xyz.test">m</a> ',
        "jobs@xyz.test ",
        '<a href="https://union-jobs.org/x">apply</a> ',
        '<a href="https://xyz.test/form">form</a> ',
        "<h4>How to apply</h4>",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_it_is_a_way_to_apply_or_nothing(html: str) -> None:
    assert applied(html) in ("", "https://xyz.test/form", "mailto:jobs@xyz.test")


ABOUT_WORDS = (
    "to |how to |apply|APPLY|application|applicants|ap|ply|a| |:| to | at |send|ſend|ſubmıt|e-mail|forward"
    "|résumé|RÉSUMÉ|reſume|resumes|cover letter|covER  LETTERS|c.v.|CV|C.V"
)
ABOUT = st.lists(st.sampled_from(ABOUT_WORDS.split("|")), max_size=6).map("".join)


@given(ABOUT)
@example("reſumes to")
@example("ſend a CoVER LETTER")
def test_a_line_about_applying_has_one_of_the_signs(line: str) -> None:
    assert _has_sign(line) or not (ABOUT_APPLYING.search(line) or APPLY_HEADING.match(line))


@example("Write to jobs@xyz.test or hr@xyz.test.")
@given(st.text(alphabet="ab1@.- ") | st.from_regex(ADDRESS))
def test_no_address_is_passed_over(line: str) -> None:
    assert _addresses(line) == ADDRESS.findall(line)
