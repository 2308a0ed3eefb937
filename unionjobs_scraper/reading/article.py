"""The posting's own part of a page that a site's editors wrote: its heading, its blocks, its labels.

Menus, footers and side bars are left out, so that a labelled line or a mail address in them is not read
as the posting's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.items import JobPosting, Listed
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.header import same
from unionjobs_scraper.reading.labels import NAMES, facts, label_rows
from unionjobs_scraper.reading.page import Block, as_text, blocks
from unionjobs_scraper.reading.titles import bare_title, names_a_job
from unionjobs_scraper.reading.visible import drop_unseen

MAIN = ("main", "[role=main]", "article", "#main-content", "#content", ".node", "body")
"""Where sites put what the page is about, the most telling first."""
ASIDE = (
    "nav, footer, aside, body > header, .site-header, [role=navigation], [role=banner], [role=contentinfo], .sidebar"
    ", .breadcrumb, .breadcrumbs, .skip-link, .visually-hidden, .sharedaddy, .social-share, [class*=social-sharing]"
)
FURNITURE = re.compile(
    r"""^(?:skip\s+to\s+(?:main\s+)?content|social\s+share\s+icons|share(?:\s+this)?(?:\s+(?:page|post|job|on\s.*))?
    |print(?:\s+this)?(?:\s+page)?|back\s+to\s+.{0,40}|home|menu|search|tweet|facebook|twitter|linkedin|e-?mail)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page is about."""

    url: str
    heading: str
    """The page's `h1`; empty where it has none."""
    named: str
    """The title in the page's head, without the site's name."""
    blocks: tuple[Block, ...]
    """Everything below and above the heading, the heading itself left out."""
    selector: Selector


def article(response: TextResponse) -> Article:
    """The part of a page that is about its posting. Raises `LayoutChanged` for a page without words."""
    page = Selector(text=response.text or "<html></html>")
    page.css(ASIDE).drop()
    drop_unseen(page)
    main = next((found[0] for css in MAIN if len(found := page.css(css)) == 1), page)
    heading = clean_line(" ".join(main.css("h1")[:1].css("::text").getall()))
    kept = [block for block in blocks(main, response.url) if not FURNITURE.match(block.line)]
    body = [block for block in kept if not (block.is_heading and same(block.line, heading))]
    if not any(block.lines for block in body):
        raise LayoutChanged(response.url, "the page has no words of its own in main, article or body")
    return Article(url=response.url, heading=heading, named=_named_by_head(page), blocks=tuple(body), selector=main)


def _named_by_head(page: Selector) -> str:
    """The title that the page's head gives, up to the name of the site."""
    said = page.css("meta[property='og:title']::attr(content)").get("") or page.css("title::text").get("")
    return re.split(r"\s+[|–—-]\s+", clean_line(said))[0]


def posting(
    about: Article, row: Listed | None, *, source_id: str, employer: str = "", names: dict[str, str] | None = None
) -> JobPosting:
    """The posting of an article. Raises `LayoutChanged` when the listed title is nowhere on it.

    `employer`: whose name may come before the title; `names`: the site's own labels, over the usual ones.
    """
    if row and row.title and not _says(about, row.title):
        raise LayoutChanged(about.url, f"the page does not speak of the listed title {row.title!r}")
    stated = facts(label_rows(about.selector, about.url), {**NAMES, **(names or {})})
    item = JobPosting(
        source_id=source_id,
        url=row.url if row else about.url,
        title=_title(about, row.title if row else "", stated.get("title", ""), employer),
        apply_url=apply_url(about.blocks),
        description=clean_text(as_text(about.blocks)),
    )
    if not item.title:
        raise LayoutChanged(about.url, "no h1, no label and no row names the job")
    return with_facts(item, stated)


def with_facts(item: JobPosting, stated: dict[str, str]) -> JobPosting:
    """The item with what its labels say, where it says nothing yet."""
    return replace(
        item,
        department=item.department or stated.get("department", ""),
        location_text=item.location_text or stated.get("location", ""),
        date_posted_text=item.date_posted_text or stated.get("date_posted", ""),
        valid_through_text=item.valid_through_text or stated.get("valid_through", ""),
        employment_text=item.employment_text or stated.get("employment_type", ""),
        salary_text=item.salary_text or stated.get("salary", ""),
    )


def _title(about: Article, listed: str, labelled: str, employer: str) -> str:
    """The heading where it names a job; else what the list, a label or the page's head calls it."""
    heading, listed = bare_title(about.heading, employer), bare_title(listed, employer)
    if names_a_job(heading) or not (listed or names_a_job(labelled)):
        return heading or labelled or bare_title(about.named, employer)
    return listed or labelled


def _says(about: Article, title: str) -> bool:
    """Whether the page has most of the title's words: editors put them in another order, or in prose."""
    said = _words(" ".join([about.heading, *(block.line for block in about.blocks)]))
    wanted = _words(bare_title(title))
    return len(wanted & said) * 2 > len(wanted) or not wanted


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W_]+", text.casefold()) if len(word) > 2}
