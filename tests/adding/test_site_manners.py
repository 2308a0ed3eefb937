# ruff: noqa: E501 — the pages of the sites
"""`scrapy addsource` on sites in many manners: what becomes a source, what does not, and why."""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from rich.console import Console
from rich.table import Table

from lab.program.program import Program
from lab.replica import Replica
from unionjobs_scraper.boards import REGISTER, register

pytestmark = pytest.mark.slow

HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
APPLY = "<p>To apply, send a resume and cover letter to jobs@{host} by May 9, 2026.</p>"


def page(body: str, title: str = "Careers | Lamplighters Local 9", head: str = "", lang: str = "en-US") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<header><nav><a href="/">Home</a> <a href="/news">News</a></nav></header>{body}'
        '<footer><a href="/privacy">Privacy</a></footer></body></html>'
    )


def posting(title: str, host: str) -> str:
    return page(
        f"<main><h1>{title}</h1><p><strong>Location:</strong> Dayton, OH</p><p>Salary: $61,000 to $72,000 per year.</p>"
        f"<p>The work is with members of three counties, and with their stewards.</p>{APPLY.format(host=host)}</main>",
        f"{title} | Lamplighters Local 9",
    )


@dataclass(frozen=True, kw_only=True)
class Manner:
    """A site, and what addsource has to make of it."""

    pages: Mapping[str, str]
    """By path, or by whole address; the first is the one that is given."""
    platform: str = ""
    """Empty: nothing may be added."""
    said: str
    """What the output has to say."""
    facts: Mapping[str, object] = field(default_factory=dict)
    """Of the table."""
    status: int = 0


def greenhouse(token: str) -> dict[str, str]:
    job = {
        "id": 1,
        "title": "Organizer",
        "absolute_url": f"https://boards.greenhouse.io/{token}/jobs/1",
        "location": {"name": "Dayton, OH"},
        "content": "&lt;p&gt;Invented work.&lt;/p&gt;",
        "updated_at": "2026-04-02T10:00:00-04:00",
        "first_published": "2026-04-02T10:00:00-04:00",
        "departments": [{"name": "Field"}],
        "offices": [],
        "company_name": "Lamplighters Local 9",
    }
    address = f"https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true&pay_transparency=true"
    return {address: json.dumps({"jobs": [job], "meta": {"total": 1}})}


def bamboo(tenant: str) -> dict[str, str]:
    row = {
        "id": "1",
        "jobOpeningName": "Organizer",
        "departmentLabel": "Field",
        "employmentStatusLabel": "Full-Time",
        "location": {"city": "Dayton", "state": "Ohio"},
    }
    opening = {"jobOpening": row | {"description": "<p>Invented.</p>", "datePosted": "2026-04-02"}}
    return {
        f"https://{tenant}.bamboohr.com/careers/list": json.dumps({"meta": {"totalCount": 1}, "result": [row]}),
        f"https://{tenant}.bamboohr.com/careers/1/detail": json.dumps({"meta": {}, "result": opening}),
    }


def job_posting(title: str, path: str) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title,
        "url": path,
        "description": "<p>Invented work with members.</p>",
        "hiringOrganization": {"@type": "Organization", "name": "Lamplighters Local 9"},
        "datePosted": "2026-04-03",
    }


def marked(*postings: dict[str, object]) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(each)}</script>' for each in postings)


def wordpress(host: str) -> dict[str, str]:
    job = {
        "id": 31,
        "slug": "organizer",
        "link": f"https://{host}/job/organizer/",
        "date_gmt": "2026-04-02T10:00:00",
        "title": {"rendered": "Organizer"},
        "content": {"rendered": "<p>Invented work.</p>"},
        "meta": {"_job_location": "Dayton, OH", "_company_name": "Lamplighters Local 9", "_filled": 0},
        "job-types": [],
    }
    query = "per_page=100&page=1&status=publish&_embed=wp%3Aterm"
    return {f"https://{host}/wp-json/wp/v2/job-listings?{query}": json.dumps([job])}


LINKS = '<main><h1>Careers</h1><ul><li><a href="/jobs/organizer/">Organizer</a></li><li><a href="/jobs/researcher/">Researcher</a></li></ul></main>'
SHELL = '<div id="SITE_CONTAINER"></div><script src="https://static.parastorage.com/services/wix-thunderbolt/main.js"></script>'

MANNERS: dict[str, Manner] = {
    "plain list": Manner(
        pages={
            "/careers/": page(LINKS),
            "/jobs/organizer/": posting("Organizer", "a"),
            "/jobs/researcher/": posting("Researcher", "a"),
        },
        platform="careers_page",
        said="2 of 2 asked for",
        facts={"title": "Lamplighters Local 9", "address_is": "seen"},
    ),
    "table": Manner(
        pages={
            "/careers/": page(
                "<main><h1>Open positions</h1><table><tr><th>Position</th><th>Location</th><th>Closes</th></tr>"
                '<tr><td><a href="/jobs/organizer/">Organizer</a></td><td>Dayton, OH</td><td>May 9, 2026</td></tr>'
                '<tr><td><a href="/jobs/researcher/">Researcher</a></td><td>Akron, OH</td><td>May 9, 2026</td></tr></table></main>'
            ),
            "/jobs/organizer/": posting("Organizer", "b"),
            "/jobs/researcher/": posting("Researcher", "b"),
        },
        platform="careers_page",
        said="2 of 2 asked for",
    ),
    "accordion": Manner(
        pages={
            "/work-with-us": page(
                "<main><h1>Work with us</h1>"
                + "".join(
                    f'<div class="accordion-item"><h3 class="accordion-header"><button>{title}</button></h3>'
                    f'<div class="accordion-body"><p>Location: Dayton, OH</p><p>Salary: $61,000 to $72,000 per year.</p>'
                    f"<p>The work is with members of three counties, and with their stewards.</p>{APPLY.format(host='c.test')}</div></div>"
                    for title in ("Organizer", "Staff Attorney")
                )
                + "</main>"
            ),
        },
        platform="careers_page",
        said="2 posting(s) on the page itself",
        facts={"tenant": "sections"},
    ),
    "WordPress job manager": Manner(
        pages={
            "/jobs/": page(
                '<main><div class="job_listings"><ul class="job_listings"><li class="job_listing"></li></ul></div></main>'
            ),
            **wordpress("d.test"),
        },
        platform="wp_job_manager",
        said="WP Job Manager's classes",
        facts={"title": "Lamplighters Local 9"},
    ),
    "JSON-LD on the list": Manner(
        pages={
            "/careers/": page(
                LINKS,
                head=marked(
                    job_posting("Organizer", "/jobs/organizer/"), job_posting("Researcher", "/jobs/researcher/")
                ),
            ),
            "/jobs/organizer/": posting("Organizer", "f"),
            "/jobs/researcher/": posting("Researcher", "f"),
        },
        platform="careers_page",
        said="2 of 2 asked for",
    ),
    "frame of Greenhouse": Manner(
        pages={
            "/careers/": page(
                '<main><h1>Careers</h1><iframe data-src="https://boards.greenhouse.io/embed/job_board?for=lampsgreen"></iframe></main>'
            ),
            **greenhouse("lampsgreen"),
        },
        platform="greenhouse",
        said="shows inside of itself",
        facts={"tenant": "lampsgreen", "title": "Lamplighters Local 9", "employer": "Lamplighters Local 9"},
    ),
    "script of BambooHR": Manner(
        pages={
            "/careers/": page(
                '<main><h1>Careers</h1><div id="BambooHR" data-template="jobs" data-domain="lampsbamboo.bamboohr.com"></div>'
                '<script src="https://lampsbamboo.bamboohr.com/js/embed.js" async></script></main>',
                "Work With Us – Lamplighters Local 9",
            ),
            **bamboo("lampsbamboo"),
        },
        platform="bamboohr",
        said="shows inside of itself",
        facts={"tenant": "lampsbamboo", "title": "Lamplighters Local 9"},
    ),
    "first page with a link": Manner(
        pages={
            "/": page(
                '<main><h1>News</h1><a href="/news/organizer-of-the-year">Organizer of the year</a></main><a href="/careers/">Careers</a>',
                "Lamplighters Local 9",
            ),
            "/careers/": page(LINKS),
            "/jobs/organizer/": posting("Organizer", "i"),
            "/jobs/researcher/": posting("Researcher", "i"),
        },
        platform="careers_page",
        said="its own link to vacancies leads to",
        facts={"start": "https://www.first-page-with-a-link.test/careers/"},
    ),
    "first page with a link to a board": Manner(
        pages={
            "/": page(
                '<main><h1>News</h1></main><a href="https://lampsfirst.bamboohr.com/">Work with us</a>',
                "Lamplighters Local 9",
            ),
            **bamboo("lampsfirst"),
        },
        platform="bamboohr",
        said="its own link to vacancies leads to",
        facts={"title": "Lamplighters Local 9", "employer": "Lamplighters Local 9", "tenant": "lampsfirst"},
    ),
    "texts on the page, links to elsewhere": Manner(
        pages={
            "/careers/": page(
                "<main><h1>Careers</h1>"
                + "".join(
                    f'<section><h3><a href="/people/{slug}/">{title}</a></h3><p>Location: Dayton, OH</p>'
                    f"<p>The work is with members of three counties, and with their stewards.</p>{APPLY.format(host='y.test')}</section>"
                    for slug, title in (("o", "Organizer"), ("r", "Researcher"))
                )
                + "</main>"
            ),
            "/people/o/": page("<main><h1>A picnic</h1><p>Bring a hat.</p></main>"),
            "/people/r/": page("<main><h1>A parade</h1><p>Bring a flag.</p></main>"),
        },
        platform="careers_page",
        said="posting(s) on the page itself",
        facts={"tenant": "sections"},
    ),
    "French": Manner(
        pages={
            "/offres-demploi/": page(
                '<main><h1>Offres d’emploi</h1><ul><li><a href="/offres-demploi/conseiller/">Conseillère ou conseiller syndical</a></li>'
                '<li><a href="/offres-demploi/adjointe/">Adjointe administrative</a></li></ul></main>',
                "Offres d’emploi – Syndicat des allumeurs",
                lang="fr-CA",
            ),
            **{
                f"/offres-demploi/{slug}/": page(
                    f"<main><h1>{title}</h1><p>Lieu de travail : Montréal (Québec)</p><p>Salaire : 61 000 $ à 72 000 $ par année</p>"
                    "<p>Date limite : 9 mai 2026</p><p>Pour postuler, faites parvenir votre curriculum vitæ à emplois@allumeurs.test.</p></main>",
                    f"{title} – Syndicat des allumeurs",
                    lang="fr-CA",
                )
                for slug, title in (
                    ("conseiller", "Conseillère ou conseiller syndical"),
                    ("adjointe", "Adjointe administrative"),
                )
            },
        },
        platform="careers_page",
        said="2 of 2 asked for",
        facts={"title": "Syndicat des allumeurs", "country": "CA"},
    ),
    "Spanish": Manner(
        pages={
            "/empleos/": page(
                '<main><h1>Empleos</h1><ul><li><a href="/empleos/organizador/">Organizador sindical</a></li>'
                '<li><a href="/empleos/abogada/">Abogada laboral</a></li></ul></main>',
                "Empleos | Sindicato de Faroleros",
                lang="es-PR",
            ),
            **{
                f"/empleos/{slug}/": page(
                    f"<main><h1>{title}</h1><p>Lugar: San Juan, PR</p><p>Salario: $61,000 a $72,000 al año</p>"
                    "<p>Para solicitar el puesto, envíe su resumé a empleos@faroleros.test antes del 9 de mayo de 2026.</p></main>",
                    f"{title} | Sindicato de Faroleros",
                    lang="es-PR",
                )
                for slug, title in (("organizador", "Organizador sindical"), ("abogada", "Abogada laboral"))
            },
        },
        platform="careers_page",
        said="2 of 2 asked for",
        facts={"title": "Sindicato de Faroleros", "country": "PR"},
    ),
    "says there is none": Manner(
        pages={"/careers/": page("<main><h1>Careers</h1><p>There are no open positions at this time.</p></main>")},
        platform="careers_page",
        said="the board says",
    ),
    "Wix shell": Manner(pages={"/careers": page(SHELL)}, said="made by script (Wix)", status=1),
    "Airtable": Manner(
        pages={
            "/careers": page(
                '<main><h1>Careers</h1><iframe class="airtable-embed" src="https://airtable.com/embed/shrA1b2?backgroundColor=blue"></iframe></main>'
            )
        },
        said="an Airtable",
        status=1,
    ),
    "Google form": Manner(
        pages={
            "/careers": page(
                '<main><h1>Join our staff</h1><p>We are glad that you want to work here.</p><p><a href="https://docs.google.com/forms/d/e/1FAIpQ/viewform">Application</a></p></main>'
            )
        },
        said="a Google form",
        status=1,
    ),
    "none of its postings is read": Manner(
        pages={
            "/careers/": page(LINKS),
            "/jobs/organizer/": page("<main><h1>News</h1><p>A picnic.</p></main>"),
            "/jobs/researcher/": page("<main><h1>News</h1><p>A parade.</p></main>"),
        },
        said="0 of the 2 postings that were asked for were read",
        status=1,
    ),
    "several boards": Manner(
        pages={
            "/careers": page(
                '<main><h1>Our affiliates hire</h1><a href="https://one9.bamboohr.com/careers">One</a><a href="https://jobs.lever.co/two9">Two</a></main>'
            )
        },
        said="links to 2 boards",
        status=1,
    ),
    "behind a challenge": Manner(
        pages={
            "/careers": '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><div id="cf-chl-widget">Checking your browser before you continue.</div></body></html>'
        },
        said="Just a moment",
        status=1,
    ),
}


def host_of(name: str) -> str:
    return {"WordPress job manager": "d.test"}.get(name, f"www.{re.sub(r'[^a-z0-9]+', '-', name.casefold())}.test")


def answers(name: str) -> dict[str, str]:
    host = host_of(name)
    return {path if "://" in path else f"https://{host}{path}": text for path, text in MANNERS[name].pages.items()}


@dataclass(frozen=True)
class Met:
    status: int
    out: str
    table: Mapping[str, object]


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Met]:
    """What addsource says and does of each site, one after another with one register."""
    root, sites = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("sites")
    (root / "unionjobs_scraper" / "spiders").mkdir(parents=True)
    path = root / "unionjobs_scraper" / REGISTER.name
    found: dict[str, Met] = {}
    with Replica(sites) as web:
        for name in MANNERS:
            shutil.copy(REGISTER, path)
            for address, text in answers(name).items():
                web.put(address, text, headers=JSON if text.startswith(("{", "[")) else HTML)
            ended = Program(f"sqlite:///{root}/never.db", web)(
                "addsource", next(iter(answers(name))), "--root", str(root)
            )
            assert "Traceback" not in ended.err, ended.err
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            added = [table for key, table in tables.items() if key not in register()]
            found[name] = Met(ended.status, ended.out + ended.err, added[0] if added else {})
    return found


def test_what_is_said_of_each_site(met: dict[str, Met]) -> None:
    table = Table("site", "exit", "read by", "title", "what addsource says")
    for name, each in met.items():
        lines = [line.strip() for line in each.out.splitlines() if MANNERS[name].said in line]
        row = (name, str(each.status), each.table.get("platform", "not added"), each.table.get("title", ""), *lines[:1])
        table.add_row(*map(str, row))
    Console(width=170).print(table)
    wrong = {name: each.out for name, each in met.items() if MANNERS[name].said not in each.out}
    assert not wrong, "\n\n".join(f"=== {name}\n{out}" for name, out in wrong.items())


@pytest.mark.parametrize("name", MANNERS)
def test_a_site_is_added_when_it_was_read_and_only_then(name: str, met: dict[str, Met]) -> None:
    wanted, each = MANNERS[name], met[name]
    assert each.status == wanted.status, each.out
    assert each.table.get("platform", "") == wanted.platform, each.out
    assert {key: each.table[key] for key in wanted.facts} == wanted.facts
