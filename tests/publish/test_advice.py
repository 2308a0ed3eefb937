"""`scrapy report --for`: what is wrong with a board's ads; planted faults are found, and nothing else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import html

from lab.program.program import Program
from tests.conftest import Site
from tests.conftest import ad as posting_ad
from tests.support.small_history import FIELD, FRIDAY, end
from tests.support.stored import MONDAY, TUESDAY, page, store
from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.publish.advice.faults import faults
from unionjobs_scraper.publish.advice.links import to_visit
from unionjobs_scraper.publish.advice.page import Made, advice
from unionjobs_scraper.publish.advice.pay_laws import binding, laws
from unionjobs_scraper.publish.advice.words import broken, says_nothing, states_pay
from unionjobs_scraper.storage.database import Database

TODAY = (FRIDAY + timedelta(days=120)).date()
PLACES = {
    "OH": "Dayton, OH, US",
    "CO": "Denver, CO, US",
    "CA": "Oakland, CA, US",
    "WA": "Seattle, WA, US",
    "NY": "Albany, NY, US",
    "IL": "Chicago, IL, US; Dayton, OH, US",
    "MA": "Boston, MA, US",
    "ID": "Boise, ID, US",
}
WORK = ("Organizer", "Researcher", "Attorney", "Trainer", "Bookkeeper", "Negotiator", "Analyst", "Editor")


def word(number: int, k: int) -> str:
    """A word that no other ad has; the linker looks through numbers."""
    return "".join(chr(97 + int(digit) * 2 + k % 2) for digit in f"{number}{k:02}")


def ad(number: int, **others: object) -> JobPosting:
    """A clean ad, unlike any other."""
    place = list(PLACES)[number % len(PLACES)]
    base = replace(
        FIELD,
        source_id=f"{number}",
        url=f"https://www.unionjobs.com/listing.php?id={number}",
        title=f"{WORK[number % 8]} {word(number, 0).capitalize()}",
        employer=f"{word(number, 1).capitalize()} Union Office",
        job_family="research",
        locations=PLACES[place],
        region=place,
        date_posted=date(2026, 8, 20),
        valid_through=date(2026, 12, 1),
        apply_url=f"https://apply.test/{number}",
        description="The union’s staff & members: " + " ".join(word(number, k) for k in range(30)),
    )
    return replace(base, **others)  # type: ignore[arg-type]


NO_PAY = {"salary_min": None, "salary_max": None, "salary_text": ""}
LONG = {"job_family": "organizing", "date_posted": date(2026, 4, 1)}
PAST = tuple(date(2026, 9, 4) - timedelta(days=days) for days in (0, 1, 30, 90, 200, 400))
LAWFUL = ("CO", "CA", "WA", "NY", "IL", "MA")
PLANTED: tuple[tuple[str, JobPosting], ...] = (
    *(("deadline", ad(100 + k, valid_through=day)) for k, day in enumerate(PAST)),
    *(("pay", ad(120 + k, locations=PLACES[place], region=place, **NO_PAY)) for k, place in enumerate(LAWFUL)),
    *(("duplicate", ad(200 + k, source_id=f"again{k}", url=f"https://www.unionjobs.com/again{k}")) for k in range(6)),
    ("characters", ad(130, title="Organizer \ufffd Field")),
    ("characters", ad(131, description=ad(131).description + " We donâ€™t wait.")),
    ("characters", ad(132, description=ad(132).description + " Research &amp; Education")),
    ("characters", ad(133, employer="Union Office <br> 133")),
    ("characters", ad(134, description=ad(134).description + " We don?t wait.")),
    ("characters", ad(135, title="QuÃ©bec Organizer")),
    ("characters", ad(136, description=ad(136).description + " It&#8217;s ours.")),
    ("characters", ad(137, description="<p>Staff</p> " + ad(137).description)),
    ("field", ad(140, date_posted=None)),
    ("field", ad(141, employer="")),
    ("field", ad(142, locations="", region="", country="")),
    ("field", ad(143, description="See PDF.")),
    ("field", ad(144, description="")),
    ("field", ad(145, title="")),
    *(("link", ad(150 + k)) for k in range(4)),
    *(("long", ad(160 + k, **LONG)) for k in range(4)),
)  # fmt: skip
CLEAN = (
    *(ad(200 + k) for k in range(6)),
    *(ad(210 + k) for k in range(40)),
    ad(300, locations=PLACES["ID"], region="ID", **NO_PAY),  # no law there
    ad(301, locations="", region="", country="", workplace="remote"),
    ad(302, valid_through=None),
    ad(303, valid_through=TODAY),
    ad(304, job_family="legal", date_posted=date(2026, 4, 1)),  # nothing is known of how long those take
    ad(305, description=ad(305).description + " Apply at https://x.test/?id=1&amp=2 or ask: who?s on duty."[:40]),
    ad(306, title="Organizer (Río Grande) – “Lead” ½"),
    ad(307, description=ad(307).description + " Pay < $60,000? See R&D; AT&T; a <b> is a letter."[:26]),
    ad(
        308,
        locations=PLACES["CO"],
        region="CO",
        salary_min=None,
        salary_max=None,
        salary_text="Grade 12 of the contract",
    ),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path_factory.mktemp('advice')}/unionjobs.db")
    past = [ad(400 + k, job_family="organizing", union_abbr="AFSCME") for k in range(32)]
    store(opened, MONDAY, page(ad(999), MONDAY))
    store(opened, TUESDAY, *(page(each, TUESDAY) for each in past))
    for each in past:
        end(opened, TUESDAY + timedelta(days=20), each.source_id)
    at = TUESDAY + timedelta(days=100)
    store(opened, at, *(page(each, at) for each in CLEAN), *(page(each, at) for _, each in PLANTED))
    yield opened
    opened.close()


def gone(addresses: Mapping[str, str]) -> Mapping[str, int]:
    dead = {f"unionjobs:{each.source_id}" for kind, each in PLANTED if kind == "link"}
    return {posting_id: 404 for posting_id in addresses if posting_id in dead}


@pytest.fixture(scope="module")
def made(database: Database) -> Made:
    return advice(database, "unionjobs", TODAY, gone)


def test_forty_planted_faults_are_found_and_no_other(made: Made) -> None:
    planted = {(f"unionjobs:{each.source_id}", kind) for kind, each in PLANTED}
    assert len(planted) == 40
    told = {(fault.posting_id, fault.kind) for fault in made.faults}
    assert sorted(planted - told) == []
    assert sorted(told - planted) == []
    assert Counter(kind for _, kind in told) == Counter(kind for kind, _ in PLANTED)


def test_the_page_tells_each_with_what_to_do(made: Made) -> None:
    text = html.fromstring(made.text).text_content()
    assert "no pay is stated, and US-CO wants it since 2021-01-01: state the range (Colorado Equal Pay" in text
    assert "it has been up for" in text
    assert "half of the jobs in organizing are filled within 20" in text
    assert '"@type": "JobPosting"' in text
    assert made.text.count("<script") == 0


def test_a_union_is_asked_by_its_abbreviation(database: Database) -> None:
    assert advice(database, "seiu", TODAY).ads > 90
    assert advice(database, "AFSCME", TODAY).ads == 0
    with pytest.raises(SettingError, match="no posting is of that source or union"):
        advice(database, "nobody", TODAY)


def test_a_law_binds_from_its_day_on() -> None:
    assert binding({"US-MA"}, date(2025, 10, 28)) is None
    bound = binding({"US-MA", "US-TX"}, date(2025, 10, 29))
    assert bound
    assert bound.employees == 25
    assert binding(set(), date(2026, 1, 1)) is None
    for region, law in laws().items():
        assert region.partition("-")[0] in ("US", "CA")
        assert law.source.startswith("https://")
        assert date(2019, 1, 1) < law.since < date(2028, 1, 1)
        assert law.checked >= date(2026, 11, 29)
    assert binding({"US-DE"}, date(2027, 9, 25)) is None  # it is in the table before it binds
    assert binding({"US-CT"}, date(2026, 9, 30)) is None
    assert binding({"US-CT"}, date(2026, 10, 1))


BROKEN = (
    "MÃ¼ller Organizer",
    "Organizer â€“ Lead",
    "It\u00c2\u2019s ours",
    "Don\x92t wait",
    "\u00ef\u00bb\u00bfOrganizer",
    "\u00e2\x80\x99s",
    "Lead\u00c2\u00a0Organizer",
    "Ð¢ÐµÑ\x81Ñ\x82",
    "Organizer &#x27;Lead&#x27;",
    "Charg&eacute; de projet",
    "Organizer &hellip;",
    '<a href="x">Organizer</a>',
    "<h2>Organizer</h2>",
    "[b]Organizer[/b]",
    r"Organizer \u2013 Lead",
    "Union?s Organizer",
)
WHOLE = (
    "Organizer (Río Grande) – “Lead” ½",
    "IRMÃ Organizer",
    "SÃO PAULO ORGANIZADOR",
    "ÂNGELA, Organizer",
    "Organizer & Trainer; R&D; AT&T &c.",
    "C++ / C# Developer <3",
    "x<y and z>q",
    "<organizer@x.test>",
    "Maintenant? Non",
    "See https://x.test/?q=don?t&a=1",
    "Å Organizer [Lead]",
    "Organizer/Trainer?",
)


@pytest.mark.parametrize("text", BROKEN)
def test_broken_characters_are_found(text: str) -> None:
    assert list(broken(text))


@pytest.mark.parametrize("text", WHOLE)
def test_odd_but_whole_words_are_left_alone(text: str) -> None:
    assert list(broken(text)) == []


@pytest.mark.parametrize(
    ("said", "text", "stated"),
    [
        ("", "", False),
        ("Competitive", "", False),
        ("Commensurate with experience", "", False),
        ("Salary DOE", "", False),
        ("T.B.D.", "", False),
        ("Grade 12 of the contract", "", True),
        ("per the CBA's scale", "", True),
        ("$25/hr", "", True),
        ("", "Salary: $61,000 to $70,000 a year.", True),
        ("", "The wage is $31.50.", True),
        ("Competitive", "Pay begins at $58k, with a pension.", True),
        ("", "A bonus fund of $2,000,000 was won by members.", False),
        ("", "Our budget is $61,000. " + "Members vote. " * 12 + "The salary is fair.", False),
    ],
)
def test_pay_is_stated_by_figures_scales_and_text(said: str, text: str, stated: bool) -> None:
    row = {"salary_min": None, "salary_max": None, "salary_text": said, "description": text}
    assert states_pay(row) is stated


@pytest.mark.parametrize("text", [" ", "\u200b", "-", "N/A", "Untitled", "…"])
def test_what_systems_put_for_nothing_is_nothing(text: str) -> None:
    assert says_nothing(text)
    assert not says_nothing(f"{text} Organizer")


def test_nothing_is_wrong_with_no_ads() -> None:
    assert faults([], TODAY, {}) == []


@pytest.mark.parametrize(
    ("address", "visited"),
    [
        ("https://apply.test/1", True),
        ("mailto:jobs@example.org", False),
        ("http://127.0.0.1/admin", False),
        ("http://[::1]/", False),
        ("http://10.0.0.8/", False),
        ("http://localhost/", False),
        ("http://router.local/", False),
        ("javascript:alert(1)", False),
        ("", False),
    ],
)
def test_only_public_pages_are_visited(address: str, visited: bool) -> None:
    assert bool(to_visit([{"posting_id": "a", "apply_url": address}])) is visited


@pytest.mark.slow
def test_the_command_visits_politely(program: Program, site: Site, tmp_path: Path) -> None:
    site.show([posting_ad(101)])
    database = Database(program.database_url)
    here = "https://www.unionjobs.com"
    store(
        database,
        MONDAY,
        page(ad(1, apply_url=f"{here}/staffing_list.php"), MONDAY),
        page(ad(2, apply_url=f"{here}/not/there"), MONDAY),
    )
    database.close()
    output = tmp_path / "seiu.html"
    ended = program("report", "--for", "SEIU", "--check-links", "-o", str(output), DOWNLOAD_DELAY=0)
    assert ended.status == 1
    assert f"unionjobs:2: its address for applying answers 404: {here}/not/there" in ended.out
    assert "unionjobs:1: its address" not in ended.out
    assert output.is_file()
