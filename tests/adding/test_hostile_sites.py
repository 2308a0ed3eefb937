"""Nothing that a site says becomes code, TOML structure, a path or a command to a terminal."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import HtmlResponse

from unionjobs_scraper.adding import bespoke, embedded, entry
from unionjobs_scraper.adding.find import Found, NotAdded, Wishes
from unionjobs_scraper.adding.fixture import Case, described
from unionjobs_scraper.adding.new_board import board_of
from unionjobs_scraper.adding.site_names import country_of, site_name
from unionjobs_scraper.adding.unread import shape, why_unread
from unionjobs_scraper.boards import Board, register

TITLES = (
    'Local 9"\n[unionjobs]\nstart = "http://evil.test/"',
    "Local 9'''\noff = '''",
    '"""\nimport os; os.system("true")\n"""',
    '\\"""; import os #',
    "\\N{LATIN SMALL LETTER A}\\x00\\u0041\\",
    "{title} {0} {__class__} %s",
    "Local 9\x00\x1b[31m\x07\x7f\u202e",
    "\u2028]\u2029[x]\u0085",
    "# comment ''' \"",
    "a" * 5000,
)
ADDRESSES = (
    'https://local9.test/jobs/x");import os;os.system("true")#',
    "https://local9.test/jobs/'+__import__('os').getcwd()+'/",
    "https://local9.test/jobs/\\/x",
    "https://local9.test/(a+)+$/x/",
    "https://local9.test/jobs/%0Aimport%20os/",
    'https://local9.test/"""/x/',
)


def page(title: str, body: str = "") -> HtmlResponse:
    html = f"<html><head><title></title></head><body>{body}</body></html>"
    response = HtmlResponse("https://local9.test/careers/", body=html, encoding="utf-8")
    response.selector.css("title")[0].root.text = "".join(sign for sign in title if sign >= " ") or None
    return response


def board(title: str, start: str = "https://local9.test/careers/") -> Board:
    return Board(name="local9", title=title, country="US", tags=("union", "us"), start=start, hosts=("local9.test",))


@pytest.mark.parametrize("title", TITLES)
def test_a_title_stays_a_text_of_one_table(title: str, tmp_path: Path) -> None:
    text = entry.table(board(title), f"added with scrapy addsource {title}")
    tables = tomllib.loads(text)
    assert list(tables) == ["local9"]
    assert tables["local9"]["title"] == title
    path = tmp_path / "boards.toml"
    path.write_text(entry.placed(path.read_text() if path.exists() else "", text, board(title), []), encoding="utf-8")
    assert register(path)["local9"].title == title
    assert not register(path)["local9"].off


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_stays_a_text(text: str) -> None:
    assert tomllib.loads(entry.table(board(text), text))["local9"]["title"] == text
    case = Case(board=board(text), kind="list", response=page("x"), why=text, row={"title": text, "source_id": "1"})
    assert tomllib.loads(described(case))["row"]["source_id"] == "1"


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_file_of_a_site_holds_what_the_template_says_and_texts(title: str, address: str) -> None:
    usual = kinds(bespoke.source_file(board("Local 9"), ["https://local9.test/jobs/x/"]))
    start = f"https://local9.test/{quote(title[:20])}'\"\\/"
    assert kinds(bespoke.source_file(board(title), [address])) == usual
    assert kinds(bespoke.source_file(board(title, start), [])) == usual


def kinds(source: str) -> list[str]:
    """The nodes of a program, without what its texts say."""
    return [type(node).__name__ for node in ast.walk(ast.parse(source))]


@given(st.text(st.characters(codec="utf-8"), max_size=40), st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_words_at_all_change_the_program(title: str, path: str) -> None:
    usual = kinds(bespoke.source_file(board("Local 9"), ["https://local9.test/jobs/x/"]))
    assert kinds(bespoke.source_file(board(title), [f"https://local9.test/{path}/y"])) == usual


@pytest.mark.parametrize("name", ["../../x", "a b", "x]\n[y", "", "-x", "Ä", "a/b", "a.b", "x" + "\n"])
def test_a_name_is_a_word(name: str) -> None:
    found = Found(address="https://local9.test/careers/", page=page("Local 9"))
    if name:
        with pytest.raises(NotAdded, match="write small letters"):
            board_of(found, Wishes(name=name), {})
    else:
        assert board_of(found, Wishes(name=name), {}).name == "local9"


@pytest.mark.parametrize(
    ("title", "heading", "name"),
    [
        ("Careers | Lamplighters Local 9", "Careers", "Lamplighters Local 9"),
        ("Lamplighters Local 9 | Careers", "Careers", "Lamplighters Local 9"),
        ("Work With Us – Lamplighters Local 9", "", "Lamplighters Local 9"),
        ("Current Job Openings - Lamplighters Local 9 - AFL-CIO", "", "Lamplighters Local 9"),
        ("Lamplighters Local 9", "", "Lamplighters Local 9"),
        ("Careers", "Careers", "Careers"),
        ("Lamplighters Local 9 - Lighting the way since 1920", "", "Lamplighters Local 9"),
        ("Lighting the way | AFSCME", "", "AFSCME"),
        ("Jobs | Lighting the way | Lamplighters", "", "Lamplighters"),
        ("Offres d’emploi – Syndicat des allumeurs", "Offres d’emploi", "Syndicat des allumeurs"),
        ("Trabaja con nosotros » Sindicato de Faroleros", "", "Sindicato de Faroleros"),
        ("Staff Openings: Lamplighters Local 9", "", "Lamplighters Local 9"),
        ("", "", ""),
    ],
)
def test_what_a_site_calls_itself(title: str, heading: str, name: str) -> None:
    assert site_name(page(title, f"<h1>{heading}</h1>")) == name


@pytest.mark.parametrize(
    ("address", "language", "country"),
    [
        ("https://local9.ca/", "", "CA"),
        ("https://local9.org.uk/", "en-US", "GB"),
        ("https://local9.fr/", "", "FR"),
        ("https://local9.org/", "fr-CA", "CA"),
        ("https://local9.org/", "es-PR", "PR"),
        ("https://local9.io/", "en-GB", "GB"),
        ("https://local9.co/", "", "US"),
        ("https://local9.org/", "en", "US"),
        ("https://local9.org/", "xx-ZZ", "US"),
        ("https://local9.org/", '"><script>', "US"),
    ],
)
def test_the_country_of_a_site(address: str, language: str, country: str) -> None:
    html = HtmlResponse(address, body=f"<html lang='{language}'><body></body></html>", encoding="utf-8")
    assert country_of(address, html) == country


EMBEDS = (
    ('<iframe src="https://boards.greenhouse.io/embed/job_board?for=lamps"></iframe>', "greenhouse", "lamps"),
    ('<script src="https://boards.greenhouse.io/embed/job_board/js?for=lamps"></script>', "greenhouse", "lamps"),
    (
        '<iframe data-lazy-src="https://jobs.lever.co/lamps" data-src="//jobs.lever.co/lamps"></iframe>',
        "lever",
        "lamps",
    ),
    ("<script>window.leverJobsOptions = {accountName: 'lamps', includeCss: true};</script>", "lever", "lamps"),
    ('<div id="BambooHR" data-domain="lamps.bamboohr.com"></div>', "bamboohr", "lamps"),
    ('<script src="https://app.jazz.co/widgets/basic/create/lamps"></script>', "jazzhr", "lamps"),
    ('<script>var x = {"url":"https:\\/\\/lamps.breezy.hr\\/json"}</script>', "breezy", "lamps"),
    ('<script src="https://jobs.ashbyhq.com/lamps/embed"></script>', "ashby", "lamps"),
    ('<object data="https://lamps.applytojob.com/apply/jobs/"></object>', "jazzhr", "lamps"),
    ('<iframe src="https://apply.workable.com/lamps/?embed=true"></iframe>', "workable", "lamps"),
    ('<script>loadJobs("lamps.recruitee.com")</script>', "recruitee", "lamps"),
    ('<iframe src="https://lamps.jobs.personio.de/?language=en"></iframe>', "personio", "lamps"),
    ('<iframe src="https://lamps.applicantstack.com/x/openings"></iframe>', "applicantstack", "lamps"),
    (
        '<script>load("https:\\/\\/workforcenow.adp.com\\/mascsr\\/x.html?cid=1b-2c\\u0026ccId=19_1")</script>',
        "adp",
        "1b-2c/19_1",
    ),
)


@pytest.mark.parametrize(("html", "platform", "tenant"), EMBEDS)
def test_boards_that_a_page_shows_inside_of_itself(html: str, platform: str, tenant: str) -> None:
    found = embedded.shown(page("Local 9", f"<main>{html}</main>"))
    assert [(each.platform, each.tenant) for each in found] == [(platform, tenant)]
    assert all(each.on_page for each in found)


@pytest.mark.parametrize(
    "html",
    [
        '<script src="https://www.bamboohr.com/js/analytics.js"></script>',
        '<a href="https://lamps.bamboohr.com/careers">Careers</a>',
        '<script>"lever.co greenhouse.io bamboohr.com"</script>',
        "<script>" + "a." * 100_000 + "</script>",
    ],
)
def test_what_shows_no_board(html: str) -> None:
    assert embedded.shown(page("Local 9", html)) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<iframe src="https://airtable.com/embed/shr1"></iframe>', "shows an Airtable"),
        ('<iframe src="https://docs.google.com/forms/d/e/1/viewform?embedded=true"></iframe>', "shows a Google form"),
        ('<a href="https://forms.gle/x">Apply</a>', "links to a Google form"),
        ('<iframe src="https://docs.google.com/spreadsheets/d/e/1/pubhtml"></iframe>', "a Google spreadsheet"),
        ('<iframe data-src="https://form.jotform.com/1"></iframe>', "a form of JotForm"),
        ('<script src="https://static.parastorage.com/x.js"></script>', "made by script (Wix)"),
        ('<script src="https://static1.squarespace.com/x.js"></script>', "made by script (Squarespace)"),
        ('<div id="__next"></div><script src="/_next/x.js"></script>', "made by script (Next.js)"),
        ('<div id="app"></div><script src="/app.js"></script>', "made by script: the server sends"),
        ("<p>" + "Words about the union. " * 40 + "</p>", "no list of postings was found"),
        ("<p>" + "Words. " * 80 + '</p><script src="https://static.parastorage.com/x.js"></script>', "(Wix) in parts"),
    ],
)
def test_why_a_page_is_no_source(body: str, words: str) -> None:
    assert words in why_unread(page("Local 9", body))


def test_a_form_is_told_by_its_host_and_not_by_its_words() -> None:
    assert shape("https://docs.google.com/forms/d/1") == "a Google form"
    assert shape("https://evil.test/airtable.com/docs.google.com/forms") == ""
    assert shape("https://airtable.com.evil.test/") == ""
