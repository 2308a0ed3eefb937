"""Which link of a union's site leads to its own vacancies, told by the link's whole wording."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urlsplit

from scrapy.http import TextResponse

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.visible import base_of

WORD = r"[\w&'’./#-]+"
AT = rf"(?:[ ](?:at|with|for|in|chez|à|au|en|con)[ ](?P<at>{WORD}(?:[ ]{WORD}){{0,8}}))?"
WORK_HERE = re.compile(
    rf"""(?:
      (?:come[ ])?work(?:ing)?[ ](?:for|with|at)[ ]us | join[ ]our[ ](?:staff|team)
    | (?:we(?:[ ]are|['’]re)|now)[ ]hiring
    | trabaj[ae][ ]con[ ]nosotros | [úu]nete[ ]a[ ]nuestro[ ]equipo
    | joignez(?:-vous[ ]à)?[ ](?:l['’]équipe|notre[ ]équipe) | travailler[ ]avec[ ]nous
    | (?: (?:come[ ])?work(?:ing)? | careers?(?:[ ](?:opportunities|page))? | staff[ ]careers | travailler
        | employment(?:[ ]opportunit(?:y|ies))? | (?:(?:current|staff|job)[ ]){{0,2}}vacancies
        | (?:staff|union)[ ](?:jobs?|job[ ]openings|openings|job[ ]postings|positions|opportunities)
        | jobs | job[ ](?:openings|postings|opportunities) | openings | positions
        | carrières? | (?:nos[ ])?offres[ ]d['’]emploi | (?:oportunidades[ ]de[ ])?empleos?
      ){AT}
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""The whole text of a link that may lead to vacancies at the union itself: "Careers", "Work for AFSCME"."""
ALONE_TOO_LITTLE = re.compile(
    r"(?:working|work|jobs|job (?:openings|postings|opportunities)|openings|positions|travailler)", re.IGNORECASE
)
"""Of these, what says it only with the union's name: "Jobs" on a union's site may be its members' employers'."""
JOBS = re.compile(
    r"\b(?:jobs?|careers?|employment|vacanc(?:y|ies)|hiring|openings|emplois?|carrières?|empleos?|vacantes)\b",
    re.IGNORECASE,
)
"""A word by which a person may recognize the link that `WORK_HERE` does not."""
COMMON = frozenset("a an and at for in of the with union unions local council american workers la le de du des".split())
LONGEST = 80
"""Characters of a link's text that is looked at: a longer one is a headline."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page."""

    words: str
    address: str


def links(response: TextResponse) -> Iterator[Link]:
    """The links of a page to other pages, each address once for each wording, in their order."""
    base = base_of(response)
    known: set[Link] = set()
    for element in response.css("a[href]"):
        address = urldefrag(absolute(element.attrib["href"], base)).url
        words = clean_line(" ".join(element.css("::text").getall()))
        link = Link(words=words, address=address)
        if urlsplit(address).scheme in ("http", "https") and link not in known:
            known.add(link)
            yield link


def to_own_vacancies(response: TextResponse, union: str) -> list[Link]:
    """The links to vacancies at the union itself, in their order; the site's own first page is none."""
    found = (link for link in links(response) if says_work_here(link.words, union))
    return [link for link in found if not _is_first_page(link.address, response.url)]


def _is_first_page(address: str, page_url: str) -> bool:
    there, here = urlsplit(address), urlsplit(page_url)
    return not (there.path.strip("/") or there.query) and _site(there.hostname) == _site(here.hostname)


def _site(host: str | None) -> str:
    return (host or "").removeprefix("www.")


def says_work_here(words: str, union: str) -> bool:
    """Whether a link's text says that one can work at the union."""
    bare = words.strip(" .:!»›→>")
    said = WORK_HERE.fullmatch(bare) if len(bare) <= LONGEST else None
    if not said:
        return False
    if said["at"]:
        return said["at"].casefold() in ("us", "the union", "our union") or bool(_names(said["at"]) & _names(union))
    return not ALONE_TOO_LITTLE.fullmatch(bare)


def _names(words: str) -> set[str]:
    """The words that tell a union from others."""
    return {word for word in re.findall(r"\w+", words.casefold()) if word not in COMMON}


def about_jobs(response: TextResponse) -> list[Link]:
    """The links that speak of jobs, for a person to choose from."""
    return [link for link in links(response) if len(link.words) <= LONGEST and JOBS.search(link.words)]
