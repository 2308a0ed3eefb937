"""Which opening an address or a text names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.linking import requisition as read
from unionjobs_scraper.linking.requisition import (
    apply_address,
    names_one_opening,
    stated_requisition,
)
from unionjobs_scraper.normalize.applicant_systems import SYSTEMS, opening

GUID = "0f0e0d0c-1111-2222-3333-444455556666"
OWN = "11111111-2222-4333-8444-555555555551"
ADDRESSES: dict[tuple[str, str], list[str]] = {
    ("adp", "5123"): [
        f"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid={GUID}&jobId=5123&lang=en_US",
        f"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?jobId=5123&cid={GUID}&source=x",
        "https://recruiting.adp.com/srccar/public/RTI.home?c=1144&d=External&job=5123",
    ],
    ("applicantstack:hill", "a2v6venn6ji9"): [
        "https://hill.applicantstack.com/x/detail/a2v6venn6ji9",
        "https://hill.applicantstack.com/x/detail/a2v6venn6ji9/aa0?utm_source=board",
        "https://hill.applicantstack.com/x/apply/a2v6venn6ji9",
    ],
    ("ashby", OWN): [
        f"https://jobs.ashbyhq.com/Elm%20Street/{OWN}",
        f"https://jobs.ashbyhq.com/Elm%20Street/{OWN}/application?utm_source=x",
    ],
    ("bamboohr:hill", "55"): [
        "https://hill.bamboohr.com/careers/55",
        "https://hill.bamboohr.com/careers/55?source=getro&utm_medium=board",
        "https://hill.bamboohr.com/jobs/view.php?id=55&source=bamboohr",
        "https://HILL.bamboohr.com/careers/55#content",
    ],
    ("breezy:hill", "0123456789ab"): [
        "https://hill.breezy.hr/p/0123456789ab-organizer",
        "https://hill.breezy.hr/p/0123456789ab-organizer/apply?source=unionjobs.com",
    ],
    ("careers-page:hill", "l4w9v7"): [
        "https://www.careers-page.com/hill/job/L4W9V7",
        "https://www.careers-page.com/hill/job/L4W9V7/apply",
    ],
    ("dayforce:hill", "12216"): [
        "https://jobs.dayforcehcm.com/en-US/hill/CANDIDATEPORTAL/jobs/12216",
        "https://jobs.dayforcehcm.com/hill/candidateportal/jobs/12216?source=x",
    ],
    ("exacthire:hill", "174382"): [
        "https://hill.exacthire.com/job/174382",
        "https://hill.exacthire.com/job/174382?source=361",
    ],
    ("greenhouse", "4000001"): [
        "https://job-boards.greenhouse.io/hill/jobs/4000001",
        "https://boards.greenhouse.io/hill/jobs/4000001?gh_src=x1#app",
        "https://job-boards.eu.greenhouse.io/hill/jobs/4000001",
        "https://www.hill.example/careers/?gh_jid=4000001&gh_src=z",
    ],
    ("gusto", OWN): [
        f"https://jobs.gusto.com/postings/hill-union-organizer-{OWN}",
        f"https://jobs.gusto.com/postings/hill-union-organizer-{OWN}/applicants/new?source=x",
    ],
    ("hrmdirect:hill", "14"): [
        "https://hill.hrmdirect.com/employment/job-opening.php?req=14&req_loc=3",
        "http://hill.hrmdirect.com/employment/job-opening.php?req=14&&nohd&src=x#job",
    ],
    ("icims:careers-hill", "1234"): [
        "https://careers-hill.icims.com/jobs/1234/organizer/job",
        "https://careers-hill.icims.com/jobs/1234/organizer/job?mode=view&iis=Job+Board",
    ],
    ("jazzhr:hill", "ab3defgh9z"): [
        "https://hill.applytojob.com/apply/Ab3dEfGh9Z/Field-Organizer",
        "https://hill.applytojob.com/apply/jobs/details/Ab3dEfGh9Z?source=x",
    ],
    ("lever", OWN): [f"https://jobs.lever.co/hill/{OWN}", f"https://jobs.lever.co/hill/{OWN}/apply?lever-source=x"],
    ("oracle:abcd.fa.us2", "1234"): [
        "https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/1234",
        "https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/1234/?utm_medium=jobshare",
    ],
    ("pageup:1083", "495930"): [
        "https://careers.pageuppeople.com/1083/cw/en/job/495930",
        "https://careers.pageuppeople.com/1083/caw/en-us/job/495930/organizer?utm_source=x",
        "https://secure.dc2.pageuppeople.com/apply/1083/gateway/default.aspx?c=apply&lJobID=495930&sLanguage=en",
    ],
    ("paycom", "98765"): [
        "https://www.paycomonline.net/v4/ats/web.php/jobs/ViewJobDetails?job=98765&clientkey=0A0B",
        "https://www.paycomonline.net/v4/ats/web.php/portal/0A0B/jobs/98765",
    ],
    ("paylocity", "3800001"): [
        "https://recruiting.paylocity.com/recruiting/jobs/Details/3800001/HILL",
        "https://2000recruiting.paylocity.com/Recruiting/Jobs/Apply/3800001?source=board",
    ],
    ("pcrecruiter", "22114"): [
        "https://www2.pcrecruiter.net/pcrbin/jobboard.aspx?uid=hill&action=detail&recordid=22114",
    ],
    ("personio:hill", "848970"): [
        "https://hill.jobs.personio.de/job/848970",
        "https://hill.jobs.personio.com/job/848970?language=en#apply",
    ],
    ("pinpoint", OWN): [
        f"https://hill.pinpointhq.com/en/postings/{OWN}",
        f"https://hill.pinpointhq.com/postings/{OWN}?utm_source=x",
    ],
    ("recruitee:hill", "policy-lead"): [
        "https://hill.recruitee.com/o/policy-lead",
        "https://hill.recruitee.com/o/policy-lead/c/new?source=x",
    ],
    ("rippling", OWN): [
        f"https://ats.rippling.com/hill/jobs/{OWN}",
        f"https://ats.rippling.com/en-US/hill/jobs/{OWN}/apply?src=x",
    ],
    ("smartrecruiters", "744000000000001"): [
        "https://jobs.smartrecruiters.com/Hill/744000000000001-field-organizer",
        "https://jobs.smartrecruiters.com/Hill/744000000000001?trid=x",
    ],
    ("taleo:chx.tbe", "31"): [
        "https://chx.tbe.taleo.net/chx02/ats/careers/v2/viewRequisition?org=HILL&cws=46&rid=31",
        "https://chx.tbe.taleo.net/chx02/ats/careers/v2/viewRequisition?org=HILL&rid=31&source=x",
    ],
    ("teamtailor:hill", "7167985"): [
        "https://hill.teamtailor.com/jobs/7167985-organizer",
        "https://hill.teamtailor.com/en-GB/jobs/7167985-organizer/applications/new",
    ],
    ("ukg", OWN): [
        f"https://recruiting2.ultipro.com/HIL1000/JobBoard/{GUID}/OpportunityDetail?opportunityId={OWN}",
        f"https://recruiting.ultipro.ca/HIL1000/JobBoard/{GUID}/OpportunityDetail?utm_source=x&opportunityId={OWN}",
    ],
    ("ukg_ready:6110001", "621285"): [
        "https://secure3.saashr.com/ta/6110001.careers?ShowJob=621285",
        "https://secure3.saashr.com/ta/6110001.careers?CareersSearch&lang=en-US&ShowJob=621285",
        "https://secure3.saashr.com/ta/6110001.careers?ApplyToJob=621285",
    ],
    ("workable", "abc123def4"): [
        "https://apply.workable.com/hill/j/ABC123DEF4/",
        "https://apply.workable.com/j/ABC123DEF4/apply?utm_source=x",
    ],
    ("workable:hill", "abc123def4"): ["https://hill.workable.com/j/ABC123DEF4"],
    ("workday:hill", "r-1002"): [
        "https://hill.wd1.myworkdayjobs.com/External/job/Atlanta-GA/Trainer_R-1002",
        "https://hill.wd1.myworkdayjobs.com/en-US/External/job/Trainer_R-1002?utm_source=x&source=y",
    ],
}


@pytest.mark.parametrize(("named", "address"), [(name, each) for name, some in ADDRESSES.items() for each in some])
def test_an_opening_is_told_from_every_form_of_its_address(named: tuple[str, str], address: str) -> None:
    assert opening(address) == named


def test_every_applicant_system_is_tried() -> None:
    assert {system.name for system in SYSTEMS if system.openings} == {name.partition(":")[0] for name, _ in ADDRESSES}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mailto:jobs@hill.bamboohr.com",
        "https://hill.bamboohr.com/careers",
        "https://hill.bamboohr.com/careers/list",
        "https://job-boards.greenhouse.io/hill",
        "https://jobs.lever.co/hill",
        "https://jobs.ashbyhq.com/hill",
        "https://apply.workable.com/hill/",
        "https://hill.applytojob.com/apply",
        "https://hill.applytojob.com/apply/jobs",
        "https://hill.applicantstack.com/x/openings",
        "https://hill.exacthire.com/",
        "https://hill.hrmdirect.com/employment/job-openings.php?search=true&dept=-1",
        "https://hill.wd1.myworkdayjobs.com/External",
        f"https://recruiting.paylocity.com/Recruiting/Jobs/All/{GUID}",
        f"https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid={GUID}",
        f"https://recruiting2.ultipro.com/HIL1000/JobBoard/{GUID}/",
        f"https://jobs.gusto.com/boards/hill-union-{GUID}",
        "https://hill.pinpointhq.com/postings.json",
        "https://jobs.dayforcehcm.com/en-US/hill/CANDIDATEPORTAL",
        "https://secure3.saashr.com/ta/6110001.careers?CareersSearch",
        "https://careers.pageuppeople.com/1083/cw/en/latest_jobs.rss",
        "https://hill.teamtailor.com/jobs",
        "https://hill.jobs.personio.de/",
        "https://www.unionjobs.com/listing.php?id=31000",
        "https://www.hill.example/careers/organizer",
    ],
)
def test_an_address_of_all_openings_names_none(address: str) -> None:
    assert opening(address) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Requisition #2026-114", "2026114"),
        ("requisition number: R-2044", "r2044"),
        ("Job ID: 10455", "10455"),
        ("Competition No. 2026-07", "202607"),
        ("Concours : 26-118", "26118"),
        ("Reference code: AB-1234", "ab1234"),
        ("Posting number 5512. Apply now.", "5512"),
        ("Req. 4471", "4471"),
        ("Organizer (Req #4471)", "4471"),
        ("", ""),
        ("Apply by May 15, 2026", ""),
        ("Requirements: 3 years of experience", ""),
        ("We have 12 positions", ""),
        ("Job number one is winning contracts", ""),
        ("Call 401-555-1234", ""),
    ],
)
def test_the_requisition_that_a_text_states(text: str, number: str) -> None:
    assert stated_requisition(text) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.hill.example/jobs/12/", "http://hill.example/jobs/12"),
        ("https://hill.example/jobs?id=12&utm_source=x", "https://hill.example/jobs?id=12"),
        ("https://hill.example/jobs?b=2&a=1", "https://hill.example/jobs?a=1&b=2"),
        ("https://hill.example/jobs/12#apply", "https://hill.example/jobs/12"),
        ("https://hill.example/jobs/12?source=board&ref=y&gh_src=z", "https://hill.example/jobs/12"),
        ("https://Hill.example/Jobs/12", "https://hill.example/jobs/12"),
    ],
)
def test_one_apply_address_in_two_forms(one: str, other: str) -> None:
    assert apply_address(one) == apply_address(other) != ""


@pytest.mark.parametrize("address", ["", "mailto:jobs@hill.example", "see below", "http://[broken/jobs"])
def test_what_is_no_web_address_is_no_apply_address(address: str) -> None:
    assert apply_address(address) == ""


def test_what_tells_openings_apart_stays_in_an_address() -> None:
    assert apply_address("https://hill.example/jobs?id=12") != apply_address("https://hill.example/jobs?id=13")


@pytest.mark.parametrize(
    ("address", "one"),
    [
        ("https://hill.example/jobs/31022", True),
        ("https://hill.example/apply?job=4401", True),
        (f"https://hill.example/o/{OWN}", True),
        ("https://hill.example/jobs/field-organizer-dayton", True),
        ("https://bit.ly/3xYz", True),
        ("https://tinyurl.com/hill-org", True),
        ("https://bit.ly", False),
        ("https://hill.example", False),
        ("https://hill.example/careers", False),
        ("https://hill.example/careers/apply", False),
        ("https://hill.example/join-our-team", False),
        ("https://hill.example/about/work-with-us", False),
        ("https://hill.example/current-job-openings", False),
        ("https://first.co/jobs", False),  # ends as a shortener's name does
        ("mailto:jobs@hill.example", False),
    ],
)
def test_which_apply_addresses_are_of_one_opening(address: str, one: bool) -> None:
    assert names_one_opening(apply_address(address)) is one


LONG = 200_000


@pytest.mark.parametrize(
    "hostile",
    [
        "http://" + "a" * LONG + " greenhouse.io",
        "http://" + "a." * LONG + "oraclecloud.com/",
        "http://" + "workforcenow.adp.com/" * (LONG // 20),
        "http://x.taleo.net/" + "?rid" * LONG,
    ],
)
def test_a_hostile_address_is_read_at_once(hostile: str) -> None:
    """Before a limit was set these took minutes: the test would hang."""
    opening(hostile)
    apply_address(hostile)
    assert names_one_opening(apply_address(hostile)) in (True, False)


@pytest.mark.parametrize("hostile", ["req-" * LONG, "req " * LONG, "job id " * LONG, "competition" + "-" * LONG])
def test_a_hostile_text_is_read_at_once(hostile: str) -> None:
    assert stated_requisition(hostile) == ""


@given(st.one_of(st.text(), st.text().map("https://hill.bamboohr.com/{}".format), st.text().map("http://{}".format)))
def test_no_address_is_an_error(address: str) -> None:
    opening(address)
    names_one_opening(apply_address(address))
    stated_requisition(address)


def spelled_out(text: str) -> str:
    """What is stated, looked for around every number."""
    text = text[: read.LONGEST]
    for number in re.finditer(r"\d+", text):
        found = read._STATED.search(text, max(0, number.start() - read.BEFORE), number.end() + 20)
        if found:
            return re.sub(r"[\W_]", "", found[1]).casefold()
    return ""


TOKENS = """Requisition REQ req. competition Vacancy concours concurso Posting poſting position posıtion POSİTİON
    Job ref Reference id ID no number code # : - 2026-114 4 44 AB12 ABCDEF1 ١٢
    ßßßßßßßßßßßßßßßßßßßßßßßß İİİİİİİİİİİİİİİİİİİİİİİ
    ........................... ########################## word""".split()
PIECES = st.lists(st.sampled_from([*TOKENS, " ", " ", "\n", " " * 40, " " * 57]), max_size=14).map("".join)


@given(PIECES)
def test_what_is_stated_is_what_is_found_around_every_number(text: str) -> None:
    assert stated_requisition(text) == spelled_out(text)


@pytest.mark.parametrize("filler", [" ", "#", "İ"])
@pytest.mark.parametrize("length", range(50, 66))
@pytest.mark.parametrize("label", ["Req", "competition", "Vacancy", "Concurso", "POSİTİON no", "job id", "Ref code"])
def test_a_label_just_near_enough_is_found(label: str, length: int, filler: str) -> None:
    text = f"{label}{filler * (length - len(label))}2026-114"
    assert stated_requisition(text) == spelled_out(text)
