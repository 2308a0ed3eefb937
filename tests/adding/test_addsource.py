"""`scrapy addsource`: from an address to a table of the register, on the replica."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from lab.program.program import ROOT, Ended, Program
from lab.replica import Answer, Replica, answer
from unionjobs_scraper.adding.recognize import Recognized, Redirector, Unreadable, recognize
from unionjobs_scraper.boards import REGISTER, Board, register

pytestmark = pytest.mark.slow

GUID = "0f0e0d0c-1111-2222-3333-444455556666"
LIST = {
    "meta": {"totalCount": 5},
    "result": [
        {
            "id": str(number),
            "jobOpeningName": f"Organizer {number}",
            "departmentLabel": "Field",
            "employmentStatusLabel": "Full-Time",
            "location": {"city": "Dayton", "state": "Ohio"},
        }
        for number in range(1, 6)
    ],
}
CAREERS = """<html><head><title>Work with us | Lamplighters Local 9</title></head><body><nav><a href="/">Home</a></nav>
<main><h1>Work with us</h1><ul>{}</ul></main></body></html>"""
POSTING = """<html><head><title>{0}</title></head><body><main><h1>{0}</h1><p>Location: Dayton, OH</p>
<p>To apply, send a resume to jobs@lamps9.test by May 9, 2026. Salary: $61,000 to $72,000 per year.</p>
</main></body></html>"""
MARKUP = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "JobPosting", "title": "%s",'
    ' "description": "<p>Invented work.</p>", "hiringOrganization": "Lamplighters Local 9",'
    ' "datePosted": "2026-04-03"}</script>'
)


def detail(number: int) -> dict[str, object]:
    row = LIST["result"][number - 1]  # type: ignore[index]
    return {"meta": {}, "result": {"jobOpening": row | {"description": "<p>Invented.</p>", "datePosted": "2026-04-02"}}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout of which only the register is there."""
    folder = tmp_path / "checkout"
    (folder / "unionjobs_scraper" / "spiders").mkdir(parents=True)
    (folder / "tests" / "fixtures").mkdir(parents=True)
    shutil.copy(REGISTER, folder / "unionjobs_scraper" / REGISTER.name)
    return folder


@pytest.fixture
def web(tmp_path: Path) -> Replica:
    (tmp_path / "sites").mkdir()
    return Replica(tmp_path / "sites")


def add(web: Replica, root: Path, *arguments: str) -> Ended:
    with web:
        program = Program(f"sqlite:///{root}/never.db", web)
        ended = program("addsource", *arguments, "--root", str(root))
    assert not (root / "never.db").exists()
    assert "Traceback" not in ended.err
    return ended


def table(root: Path, name: str) -> dict[str, object]:
    text = (root / "unionjobs_scraper" / REGISTER.name).read_text(encoding="utf-8")
    found: dict[str, object] = tomllib.loads(text)[name]
    return found


def unchanged(root: Path) -> bool:
    return (root / "unionjobs_scraper" / REGISTER.name).read_bytes() == REGISTER.read_bytes()


def lamps(web: Replica, links: str, **postings: str) -> None:
    """A union's own site."""
    web.put("https://www.lamps9.test/careers/", CAREERS.format(links), headers={"Content-Type": "text/html"})
    for path, page in postings.items():
        web.put(f"https://www.lamps9.test/careers/{path}/", page, headers={"Content-Type": "text/html"})


def bamboo(web: Replica) -> None:
    kind = {"Content-Type": "application/json"}
    web.put("https://lamps9.bamboohr.com/careers/list", json.dumps(LIST), headers=kind)
    for number in range(1, 6):
        web.put(f"https://lamps9.bamboohr.com/careers/{number}/detail", json.dumps(detail(number)), headers=kind)


def test_a_platform_is_recognized_tried_and_written_down(web: Replica, root: Path) -> None:
    bamboo(web)
    ended = add(web, root, "https://lamps9.bamboohr.com/careers/3?source=aWQ9MjI%3D", "--title", "Lamplighters Local 9")
    assert ended.status == 0, ended.err
    assert "bamboohr, by its address" in ended.out
    assert "5 postings of 5" in ended.out
    assert "Organizer 1" in ended.out
    assert "Dayton, OH, US" in ended.out
    assert table(root, "lamps9") == {
        "title": "Lamplighters Local 9",
        "country": "US",
        "tags": ["union", "us"],
        "platform": "bamboohr",
        "tenant": "lamps9",
        "evidence": "added with scrapy addsource https://lamps9.bamboohr.com/careers/3?source=aWQ9MjI%3D",
        "address_is": "seen",
        "employer": "Lamplighters Local 9",
        "confirmations": 1,
    }
    # the list and three postings, after robots.txt
    assert web.count("*/careers/list") == 1
    assert web.count("*/detail") == 3
    assert web.count("*/robots.txt") == 1


def test_the_table_stands_with_its_platform_and_the_register_can_still_be_read(web: Replica, root: Path) -> None:
    bamboo(web)
    add(web, root, "https://lamps9.bamboohr.com/")
    path = root / "unionjobs_scraper" / REGISTER.name
    names = list(register(path))
    assert names[names.index("lamps9") - 1] == "ndwa"
    assert [name for name in names if name != "lamps9"] == list(register())
    before = set(REGISTER.read_text(encoding="utf-8").splitlines())
    assert before <= set(path.read_text(encoding="utf-8").splitlines())


def test_dry_run_asks_for_nothing_and_writes_nothing(web: Replica, root: Path) -> None:
    ended = add(web, root, "https://lamps9.bamboohr.com/careers", "--dry-run")
    assert ended.status == 0
    assert 'tenant = "lamps9"' in ended.out
    assert not web.requests
    assert unchanged(root)


def test_a_second_time_is_refused(web: Replica, root: Path) -> None:
    ended = add(web, root, "https://fcft.bamboohr.com/careers/list")
    assert (ended.status, not web.requests) == (2, True)
    assert "in the register already, as 'fcft'" in ended.err


def test_a_source_that_is_off_says_why(web: Replica, root: Path) -> None:
    ended = add(web, root, "https://jobs.all-hands.us/jobs")
    assert ended.status == 2
    assert "it is off: Getro's terms" in ended.err


def test_robots_are_obeyed_and_nothing_is_added(web: Replica, root: Path) -> None:
    bamboo(web)
    web.put("https://lamps9.bamboohr.com/robots.txt", "User-agent: *\nDisallow: /careers/list\n")
    ended = add(web, root, "https://lamps9.bamboohr.com/careers")
    assert ended.status == 1
    assert "nothing was added" in ended.out
    assert "robots.txt" in ended.out
    assert web.count("*/careers/list") == 0
    assert unchanged(root)


def test_a_list_that_is_not_one_is_not_added(web: Replica, root: Path) -> None:
    web.put("https://lamps9.bamboohr.com/careers/list", "<html>a page</html>", headers={"Content-Type": "text/html"})
    ended = add(web, root, "https://lamps9.bamboohr.com/careers")
    assert ended.status == 1
    assert "JSON was expected" in ended.out
    assert unchanged(root)


def test_a_careers_page_is_read_by_rule_of_thumb(web: Replica, root: Path) -> None:
    lamps(
        web,
        '<li><a href="/careers/organizer/">Organizer</a></li><li><a href="/careers/researcher/">Researcher</a></li>',
        organizer=POSTING.format("Organizer"),
        researcher=POSTING.format("Researcher"),
    )
    ended = add(web, root, "https://www.lamps9.test/careers/")
    assert ended.status == 0, ended.err
    assert "2 postings" in ended.out
    found = table(root, "lamps9")
    assert found["platform"] == "careers_page"
    assert found["confirmations"] == 3
    assert found["title"] == "Lamplighters Local 9"
    assert found["hosts"] == ["lamps9.test"]


def test_one_posting_tells_which_links_are_postings(web: Replica, root: Path) -> None:
    links = '<li><a href="/careers/a1/">Voice of the docks</a></li><li><a href="/careers/b2/">Night shift</a></li>'
    lamps(web, links, a1=POSTING.format("Voice of the docks"), b2=POSTING.format("Night shift"))
    ended = add(web, root, "https://www.lamps9.test/careers/", "--posting", "https://www.lamps9.test/careers/b2/")
    assert ended.status == 0, ended.err
    assert "2 postings" in ended.out
    assert table(root, "lamps9")["tenant"] == r"/careers/(?P<id>[^/?#]+)/?$"


def test_postings_with_markup_are_read_by_it(web: Replica, root: Path) -> None:
    pages = {name.lower(): MARKUP % name + POSTING.format(name) for name in ("Organizer", "Researcher")}
    lamps(web, "".join(f'<li><a href="/careers/{name}/">{name.title()}</a></li>' for name in pages), **pages)
    ended = add(web, root, "https://www.lamps9.test/careers/", "--kind", "board")
    assert ended.status == 0, ended.err
    found = table(root, "lamps9")
    assert found["platform"] == "job_posting"
    assert found["tenant"] == r"/careers/(?P<id>[^/?#]+)/?$"
    assert "2026-04-03" in ended.out


def test_a_page_that_shows_a_board_inside_leads_to_that_board(web: Replica, root: Path) -> None:
    bamboo(web)
    lamps(web, '<iframe src="https://lamps9.bamboohr.com/jobs/embed2.php"></iframe>')
    ended = add(web, root, "https://www.lamps9.test/careers/")
    assert ended.status == 0, ended.err
    assert table(root, "lamps9")["platform"] == "bamboohr"


def test_a_redirector_is_followed(web: Replica, root: Path) -> None:
    bamboo(web)
    web.put("https://bit.ly/4abc", "", status=302, headers={"Location": "https://lamps9.bamboohr.com/careers/2"})
    web.put("https://lamps9.bamboohr.com/careers/2", "<html>shell</html>", headers={"Content-Type": "text/html"})
    ended = add(web, root, "https://bit.ly/4abc")
    assert ended.status == 0, ended.err
    assert table(root, "lamps9")["tenant"] == "lamps9"


def test_an_unknown_site_gets_a_file_and_fixtures(web: Replica, root: Path) -> None:
    lamps(web, '<li><a href="/about">About us</a></li>', **{"night-shift": POSTING.format("Night shift")})
    posting = "https://www.lamps9.test/careers/night-shift/"
    ended = add(web, root, "https://www.lamps9.test/careers/", "--posting", posting)
    assert ended.status == 1
    assert "no list of postings was found" in ended.err
    assert unchanged(root)
    ended = add(web, root, "https://www.lamps9.test/careers/", "--bespoke", "--posting", posting)
    assert ended.status == 0, ended.err
    assert "replace the wording" in ended.out
    assert "does not read its pages yet" in str(table(root, "lamps9")["off"])  # the list has no link to a posting
    source = (root / "unionjobs_scraper/spiders/lamps9.py").read_text(encoding="utf-8")
    compile(source, "lamps9.py", "exec")
    assert r'lamps9\.test/careers/(?P<id>[^/?#]+)/?$"' in source
    assert table(root, "lamps9")["start"] == "https://www.lamps9.test/careers/"
    cases = {
        path.parent.name: tomllib.loads(path.read_text()) for path in root.glob("tests/fixtures/lamps9/*/case.toml")
    }
    assert cases == {
        "list": {"url": "https://www.lamps9.test/careers/", "kind": "list"},
        "posting": {"url": posting, "kind": "posting"},
    }
    assert b"Night shift" in (root / "tests/fixtures/lamps9/posting/page.html").read_bytes()


def test_the_file_of_a_site_reads_what_it_was_made_from(web: Replica, root: Path) -> None:
    """The template is no empty form: with an ordinary site it is already an extractor."""
    links = '<li><a href="/careers/organizer/">Organizer</a></li>'
    lamps(web, links, organizer=POSTING.format("Organizer"))
    assert add(web, root, "https://www.lamps9.test/careers/", "--bespoke").status == 0
    shutil.copytree(ROOT / "unionjobs_scraper", root / "whole" / "unionjobs_scraper")
    for name in ("unionjobs_scraper/boards.toml", "unionjobs_scraper/spiders/lamps9.py"):
        shutil.copy(root / name, root / "whole" / name)
    shutil.copy(ROOT / "scrapy.cfg", root / "whole")
    with web:
        program = Program(f"sqlite:///{root}/whole.db", web)
        ended = subprocess.run(
            [sys.executable, "-m", "scrapy", "crawl", "lamps9", "-s", "DOWNLOAD_DELAY=0"],
            cwd=root / "whole",
            env=program.environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        rows = program.rows()
    assert [(row["title"], row["locality"], row["salary_min"]) for row in rows] == [("Organizer", "Dayton", "61000")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "one address is needed"),
        (("lamps9.test/jobs",), "is no web address"),
        (("https://forms.gle/abc",), "an application form"),
        (("https://www.lamps9.test/job.pdf",), "a single document"),
        (("https://www.lamps9.test/none",), "there is no such page"),
        (("https://www.lamps9.test/careers/", "--platform", "excel"), "known are adp"),
        (("https://lamps9.breezy.hr/", "--name", "nea"), "choose a name with --name"),
    ],
)
def test_what_cannot_be_added_is_told_in_one_line(
    web: Replica, root: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = add(web, root, *arguments)
    assert ended.status == 2
    assert said in ended.err
    assert unchanged(root)


BOARDS = [
    ("https://seiu9.bamboohr.com/careers/12?source=x", "bamboohr", "seiu9", ""),
    ("https://x.wd1.myworkdayjobs.com/en-US/Ext/details/a_2026-1", "workday", "x", "https://x.wd1.myworkdayjobs.com/Ext"),
    ("https://wd5.myworkdaysite.com/recruiting/x/Ext", "workday", "x", "https://wd5.myworkdaysite.com/recruiting/x/Ext"),
    (
        "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html?cid=1b-2c&ccId=19_1&jobId=4",
        "adp", "1b-2c/19_1", "",
    ),
    ("https://boards.greenhouse.io/embed/job_board?for=acme", "greenhouse", "acme", ""),
    ("https://job-boards.greenhouse.io/acme/jobs/1", "greenhouse", "acme", ""),
    ("https://jobs.lever.co/acme/11-22", "lever", "acme", ""),
    ("https://apply.workable.com/acme/j/AB12/", "workable", "acme", ""),
    ("https://acme.applytojob.com/apply", "jazzhr", "acme", ""),
    ("https://acme.breezy.hr/p/0123456789ab-x", "breezy", "acme", ""),
    (
        "https://www.paycomonline.net/v4/ats/web.php/jobs/ViewJobDetails?job=1&clientkey=" + "AB" * 16,
        "paycom", "ab" * 16, "",
    ),
    ("https://jobs.smartrecruiters.com/Acme/74-x", "smartrecruiters", "Acme", ""),
    ("https://acme.recruitee.com/o/x", "recruitee", "acme", ""),
    ("https://jobs.acme.test/api/offers/", "recruitee", "", "https://jobs.acme.test/"),
    ("https://acme.workable.com/jobs/12", "workable", "acme", ""),
    ("https://www.workable.com/api/accounts/acme?details=true", "workable", "acme", ""),
    ("https://app.jazz.co/widgets/basic/create/acme", "jazzhr", "acme", ""),
    ("https://www.smartrecruiters.com/Acme/743999-x", "smartrecruiters", "Acme", ""),
    ("https://ats.rippling.com/embed/acme/jobs", "rippling", "acme", ""),
    ("https://api.rippling.com/platform/api/ats/v1/board/acme/jobs", "rippling", "acme", ""),
    ("https://ats.rippling.com/api/v2/board/acme/jobs?page=0", "rippling", "acme", ""),
    (
        f"https://recruiting.paylocity.com/recruiting/v2/api/feed/jobs/{GUID}",
        "paylocity", GUID, f"https://recruiting.paylocity.com/recruiting/jobs/All/{GUID}",
    ),
    ("https://jobs.ashbyhq.com/Acme%20Union", "ashby", "Acme Union", ""),
    ("https://ats.rippling.com/en-US/acme/jobs", "rippling", "acme", ""),
    ("https://acme.test/wp-json/wp/v2/job-listings?per_page=1", "wp_job_manager", "acme.test", ""),
    ("https://www2.pcrecruiter.net/pcrbin/jobboard.aspx?uid=Acme%20Union.acme", "pcrecruiter", "Acme Union.acme", ""),
    ("https://acme.applicantstack.com/x/apply/a1/aa0", "applicantstack", "acme", ""),
    ("https://phh.tbe.taleo.net/phh04/ats/careers/v2/viewRequisition?org=CTA&cws=39", "taleo", "phh04/CTA/39", ""),
    ("https://acme.hrmdirect.com/employment/job-opening.php?req=1", "hrmdirect", "acme", ""),
    ("https://acme.hirecentric.com/jobs/1.html", "exacthire", "acme", "https://acme.hirecentric.com/jobsearch/"),
    ("https://careers-acme.icims.com/jobs/41/clerk/job?in_iframe=1", "icims", "careers-acme", ""),
    ("https://ACME.pinpointhq.com/en/postings/1", "pinpoint", "acme", ""),
    (f"https://jobs.gusto.com/boards/acme-union-{GUID}", "gusto", f"acme-union-{GUID}", ""),
    ("https://jobs.dayforcehcm.com/en-US/acme/CANDIDATEPORTAL/jobs/12", "dayforce", "acme/CANDIDATEPORTAL", ""),
    ("https://jobs.dayforcehcm.com/acme/candidateportal", "dayforce", "acme/candidateportal", ""),
    (
        "https://jobs.dayforcehcm.com/fr-CA/acme/PORTAIL",
        "dayforce", "acme/PORTAIL", "https://jobs.dayforcehcm.com/fr-CA/acme/PORTAIL",
    ),
    ("https://us242.dayforcehcm.com/CandidatePortal/en-US/acme", "dayforce", "acme/CANDIDATEPORTAL", ""),
    (
        "https://secure4.saashr.com/ta/6000.careers?ShowJob=7&lang=en-US",
        "ukg_ready", "6000", "https://secure4.saashr.com/ta/6000.careers?CareersSearch",
    ),
    (
        "https://secure.workforceready.eu/ta/6000.careers?CareersSearch=&career_portal_id=77&lang=en-GB",
        "ukg_ready", "6000", "https://secure.workforceready.eu/ta/6000.careers?CareersSearch&career_portal_id=77",
    ),
    ("https://acme.jobs.personio.de/job/41?language=en", "personio", "acme", ""),
    ("https://acme.jobs.personio.com/xml", "personio", "acme", "https://acme.jobs.personio.com/"),
    ("https://acme.teamtailor.com/jobs/41-clerk", "teamtailor", "acme", ""),
    ("https://acme.na.teamtailor.com/jobs", "teamtailor", "acme.na", ""),
    ("https://careers.pageuppeople.com/1083/cw/en-us/listing/", "pageup", "1083/cw/en-us", ""),
    ("https://jobs.acme.test/en-us/listing/", "pageup", "", "https://jobs.acme.test/en-us/latest_jobs.rss"),
    ("http://careers.acme.test/cw/en-us/job/52/clerk", "pageup", "", "https://careers.acme.test/cw/en-us/latest_jobs.rss"),
    (
        f"https://recruiting.paylocity.com/Recruiting/Jobs/All/{GUID}/Acme",
        "paylocity", GUID, f"https://recruiting.paylocity.com/recruiting/jobs/All/{GUID}",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "platform", "tenant", "start"), BOARDS, ids=[f"{row[1]} {row[0]}" for row in BOARDS]
)
def test_the_host_table(address: str, platform: str, tenant: str, start: str) -> None:
    found = recognize(address)
    assert isinstance(found, Recognized)
    assert (found.platform, found.tenant, found.start) == (platform, tenant, start)


@pytest.mark.parametrize(
    "address",
    [
        f"https://recruiting.ultipro.com/SER1005SEIU/JobBoard/{GUID}",
        "https://secure4.saashr.com/ta/rest/ui",
        "https://recruiting.paylocity.com/recruiting/jobs/Details/1/Acme",
        "https://workforcenow.adp.com/mascsr/default/mdf/recruitment/recruitment.html",
        "https://careers.pageuppeople.com/",
        "https://jobs.dayforcehcm.com/api/auth/csrf",
        "https://acme.applicantpro.com/jobs/",
        "https://www.governmentjobs.com/careers/acme",
        "https://www.idealist.org/en/nonprofit-job/0-x",
        "https://docs.google.com/forms/d/e/1/viewform",
        "https://airtable.com/app1/shr1",
        "https://static1.squarespace.com/static/1/t/2/3/Job.pdf",
    ],
)
def test_what_the_host_table_knows_and_cannot_read(address: str) -> None:
    assert isinstance(recognize(address), Unreadable)


@pytest.mark.parametrize("address", ["https://grnh.se/1", "https://bit.ly/1", "https://www.click2apply.net/1"])
def test_redirectors(address: str) -> None:
    assert isinstance(recognize(address), Redirector)


@pytest.mark.parametrize(
    "address",
    [
        "https://apply.hrmdirect.com/resumedirect/Apply.aspx",
        "https://www.workable.com/pricing",
        "https://www.bamboohr.com/",
        "https://seiu.test/jobs",
        "https://breezy.hr/",
        "x",
    ],
)
def test_other_addresses_say_nothing(address: str) -> None:
    assert recognize(address) is None


@pytest.mark.parametrize("board", [b for b in register().values() if b.platform and b.start], ids=lambda b: b.name)
def test_what_the_register_has_is_recognized_alike(board: Board) -> None:
    found = recognize(board.start)
    if isinstance(found, Recognized):
        assert (found.platform, found.tenant) == (board.platform, board.tenant)


@pytest.mark.parametrize("linked", [True, False])
def test_a_posting_that_names_no_board_leads_to_the_one_that_its_page_links_to(
    linked: bool, web: Replica, root: Path
) -> None:
    posting = "https://recruiting.paylocity.com/Recruiting/Jobs/Details/12/Lamplighters"
    link = f'<a href="/recruiting/jobs/All/{GUID}/Lamplighters">View all jobs</a>' if linked else ""
    web.put(posting, f"<html><body><h1>Organizer</h1>{link}</body></html>", headers={"Content-Type": "text/html"})
    ended = add(web, root, posting, "--dry-run")
    assert ended.status == (0 if linked else 2), ended.err
    assert (f'tenant = "{GUID}"' in ended.out) is linked
    assert ("does not name its board" in ended.err) is not linked
    assert unchanged(root)


CASES = ROOT / "tests" / "fixtures"
HOSTED = {
    "gusto": (
        "https://jobs.gusto.com/boards/lamplighters-local-9-0f0e0d0c-1111-4222-8333-444455556666",
        "11111111", "3 postings",
    ),
    "ukg_ready": ("https://secure3.saashr.com/ta/6110001.careers?ShowJob=1", "621280001", "4 postings of 4"),
    "personio": ("https://laternen.jobs.personio.de/job/41", "41", "5 postings"),
    "teamtailor": ("https://lanterns.teamtailor.com/jobs", "11", "3 postings"),
    "pageup": ("https://careers.pageuppeople.com/1083/cw/en/listing/", "", "4 postings"),
}  # fmt: skip
"""By platform: an address that a person has, the number of the posting in the fixture, what the trial says.

iCIMS, Dayforce and Pinpoint are crawled in tests/crawl/test_hosted_crawls.py.
"""


@pytest.mark.parametrize("platform", sorted(HOSTED))
def test_a_board_of_a_hosted_system_is_tried_and_written_down(platform: str, web: Replica, root: Path) -> None:
    """Its fixtures stand in for the board: the list, and one posting's page for each posting."""
    address, number, said = HOSTED[platform]
    about = tomllib.loads((CASES / platform / "list" / "case.toml").read_text(encoding="utf-8"))
    page = {case: next((CASES / platform / case).glob("page.*")).read_bytes() for case in ("list", "posting")}
    kind = {"Content-Type": about.get("content_type", "text/html")}

    @web.pages
    def board(method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer | None:
        asked = re.search(r"\d{8}(?=-2222)|(?<=/)\d+(?=[-/?]|$)|(?<=-requisitions/)\d+", url.split("://")[-1])
        if url == about["url"]:
            return answer(page["list"], headers=kind)
        if asked and number and "robots.txt" not in url:
            json_only = {"Content-Type": "application/json"} if platform == "ukg_ready" else None
            return answer(page["posting"].replace(number.encode(), asked[0].encode()), headers=json_only)
        return None

    ended = add(web, root, address, "--title", "Lamplighters Local 9", "--name", "lamps9")
    assert ended.status == 0, ended.out + ended.err
    assert f"{platform}, by its address" in ended.out
    assert said in ended.out
    assert table(root, "lamps9")["platform"] == platform
    assert "not read" not in ended.out
