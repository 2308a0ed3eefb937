"""What a site says of itself: the name of its union, and the country that it is in."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.normalize.gazetteer import alpha_3
from unionjobs_scraper.normalize.text import clean_line

SEPARATED = re.compile(r" [|–—•·»:-] |: | [|»] ?")
UNION = re.compile(
    r"\b(?:locals?|unions?|councils?|guilds?|federation|brotherhood|association|teamsters|workers|nurses|teachers"
    r"|syndicat|fédération|confédération|sindicato|unión|[A-Z]{3,}[A-Z-]*)\b",
)
"""A word of a union's name: "Lamplighters Local 9", "Syndicat des allumeurs", "AFSCME"."""
PAGE_WORDS = frozenset(
    "a about accueil all and apply at available avec board bienvenue career careers carrière carrières"
    " con current d de des du emploi emplois employment empleo empleos en for hiring home inicio is job"
    " jobs join la le les list listing listings nos nosotros notre nous now of offres oportunidades"
    " opening openings opportunities opportunity our page por position positions poste postes posting"
    " postings re staff team the to trabaja trabajo travailler us vacancies vacancy vacantes we welcome"
    " with work working équipe".split()
)
"""Words of the part of a page's title that names the page."""
NO_COUNTRY = frozenset("ai am cc co fm gg im io is la li ly me nu sh so st to tv vc ws eu".split())
"""Two-letter ends of host names that say nothing about where a site is."""
LONGEST = 120


def site_name(page: TextResponse | None) -> str:
    """What a site calls itself: in its head, else the part of its title that does not name the page."""
    if page is None:
        return ""
    said = clean_line(page.css("meta[property='og:site_name']::attr(content)").get(""))
    if said and len(said) <= LONGEST:
        return said
    title = clean_line(page.css("title::text").get(""))[: 4 * LONGEST]
    heading = clean_line(" ".join(page.css("h1")[:1].css("::text").getall())).casefold()
    parts = [part.strip() for part in SEPARATED.split(title) if part.strip()]
    named = [part for part in parts if part.casefold() != heading and not _names_the_page(part)]
    of_a_union = [part for part in named if UNION.search(part) or UNION.search(part.casefold())]
    return (of_a_union[:1] or named[-1:] or parts[-1:] or [""])[0][:LONGEST]


def _names_the_page(part: str) -> bool:
    return set(re.findall(r"\w+", part.casefold())) <= PAGE_WORDS


def country_of(address: str, page: TextResponse | None = None) -> str:
    """The country (ISO 3166-1 alpha-2) of an address's host, else of its page's language; without either, US."""
    ending = (urlsplit(address).hostname or "").rstrip(".").rpartition(".")[2].casefold()
    if len(ending) == 2 and ending not in NO_COUNTRY:
        code = "GB" if ending == "uk" else ending.upper()
        if alpha_3(code):
            return code
    language = (page.css("html::attr(lang)").get("") if page is not None else "").replace("_", "-")
    region = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})", language.strip())
    return region[1].upper() if region and alpha_3(region[1].upper()) else "US"
