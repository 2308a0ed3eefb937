"""What of an address names a page: tracking and visits fall away, in one place for every reader."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unionjobs_scraper.linking.requisition import apply_address
from unionjobs_scraper.normalize.tracking import without_tracking
from unionjobs_scraper.platforms.facts_in_words import untracked
from unionjobs_scraper.reading.links import lasting, telling

JOB = "https://xyz.test/jobs/organizer?id=7"
TRACKED = """&utm_source=a &utm_medium=b &fbclid=c &gclid=d &source=e &src=f &gh_src=g &lever-source=h &mc_cid=i
    &_hsenc=j
    &msclkid=k &jwId=l &rcid=m &trk=n &UTM_Campaign=o &yclid=p &gbraid=q &ttclid=r &mkt_tok=s &vero_id=t
    &mtm_source=u
    &lever-origin=a &srsltid=b &__hstc=c &elqTrackId=d &gad_source=e &ref_src=f &amp;utm_source=g""".split()
VISITS = """&PHPSESSID=a &jsessionid=b &sid=c &session_id=d &ref=e &token=f &_t=1 &rnd=2 &ASPSESSIONIDABC=x &sessid=a
    &zenid=b &__cf_chl_tk=c &_=17 &rand=3
    &cachebuster=4 &_wpnonce=ab &csrf_token=cd &currentTime=17
    #apply #top #content #more-12 #:~:text=organizer #""".split()


@pytest.mark.parametrize("tail", TRACKED)
def test_where_a_visitor_comes_from_is_cut_alike_by_every_reader(tail: str) -> None:
    for cut in (without_tracking, lasting, untracked):
        assert cut(JOB + tail) == JOB
    assert apply_address(JOB + tail) == apply_address(JOB)


@pytest.mark.parametrize("fragment", ["#job-12", "#/jobs/12", "#organizer", "#application-12", "#apply/12"])
def test_a_fragment_may_name_a_posting(fragment: str) -> None:
    assert lasting(JOB + fragment) == JOB + fragment


@pytest.mark.parametrize("tail", VISITS)
def test_a_visit_names_no_page(tail: str) -> None:
    assert lasting(JOB + tail) == JOB


@pytest.mark.parametrize("tail", ["&resource=1", "&job_ref=1", "&refno=1", "&source_id=4", "&typeof=2", "&reference=9"])
def test_names_that_only_begin_like_a_visit_stay(tail: str) -> None:
    assert without_tracking(JOB + tail) == JOB + tail
    assert set(re.split("[?&]", lasting(JOB + tail))) == set(re.split("[?&]", JOB + tail))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://xyz.test/a?b=2&a=1&a=2&utm_x=1&empty=#f", "https://xyz.test/a?b=2&a=1&a=2&empty="),
        ("https://xyz.test/a?q=caf%C3%A9%20x#f", "https://xyz.test/a?q=caf%C3%A9%20x"),
        ("https://xyz.test/a;x=1?utm_x=1", "https://xyz.test/a;x=1"),
        ("https://xyz.test/a?&&nohd&utm_x=1", "https://xyz.test/a?nohd"),
        ("mailto:jobs@xyz.test", "mailto:jobs@xyz.test"),
        ("http://[broken?utm_x=1", "http://[broken?utm_x=1"),
        ("", ""),
    ],
)
def test_what_is_not_tracking_stays_as_it_is(url: str, kept: str) -> None:
    assert without_tracking(url) == kept


NAMES = st.sampled_from(["id", "page", "utm_source", "sid", "ref", "job", "q"])
PAIRS = st.lists(st.tuples(NAMES, st.from_regex("[a-z0-9]{1,4}", fullmatch=True)), max_size=6, unique=True)


@given(PAIRS, st.randoms())
def test_the_order_of_parameters_names_nothing(pairs: list[tuple[str, str]], dice: object) -> None:
    mixed = list(pairs)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = (f"https://xyz.test/?{'&'.join('='.join(pair) for pair in some)}" for some in (pairs, mixed))
    assert lasting(one) == lasting(other) == lasting(lasting(one))


PIECES = "/ // /jobs /0.php /.a /.. ? ?id=2 & ref=3 sid=4 = # ; %20 é (S(a)) : @ /a+~b utm_x=5 \t".split(" ")
TAILS = st.lists(st.sampled_from(PIECES), max_size=7).map("".join)


@given(TAILS, st.sampled_from([frozenset[str](), frozenset({"ref"})]))
@example("", frozenset())
@example("/?", frozenset())
@example("/jobs?", frozenset())
@example("/jobs?&", frozenset())
@example("/jobs?ref=3", frozenset())
@example("/jobs;sid=4", frozenset())
@example("/jobs/(S(a))", frozenset())
def test_an_address_cut_the_short_way_is_that_of_the_long_way(tail: str, named_by: frozenset[str]) -> None:
    url = f"https://xyz.test{tail}"
    if "#" not in url:  # with a place in the page it goes the long way
        assert lasting(url, named_by) == lasting(f"{url}#top", named_by)


def test_a_reference_that_tells_postings_apart_stays() -> None:
    rows = [(f"https://xyz.test/job?ref={number}&utm_source=mail", f"Organizer {number}") for number in range(4)]
    named_by = telling(rows)
    assert named_by == {"ref"}
    assert len({lasting(url, named_by) for url, _ in rows}) == 4
    assert lasting(rows[0][0], named_by) == "https://xyz.test/job?ref=0"


def test_a_session_that_every_link_has_tells_nothing_apart() -> None:
    rows = [(f"https://xyz.test/job?id={number}&sid=abc", f"Organizer {number}") for number in range(4)]
    assert telling(rows) == frozenset()
    twice = [("https://xyz.test/job?id=1&ref=list", "Organizer"), ("https://xyz.test/job?id=1&ref=top", "ORGANIZER")]
    assert telling(twice) == frozenset()  # one posting, linked from two places
