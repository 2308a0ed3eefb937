"""What stands where postings stand on a list, and is none that was understood.

An extractor knows the links that it reads as postings. Around each is a row: a list item, a table's row, an article,
or whatever element has another posting's beside it. A row of the same kind beside them that holds no such link may be a
posting whose address has another form; only what its words show to be furniture of the page is surely none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from lxml.html import HtmlElement

from unionjobs_scraper.items import LeftOut
from unionjobs_scraper.normalize.text import clean_line

ROWS: Final = ("li", "tr", "article", "dt", "dd")
HIGHEST: Final = 4
"""Elements above the only known link in which its row is looked for."""
FURNITURE: Final = re.compile(
    r"""^\W*(?:(?:apply|read|learn|find\s+out|view|see|show|load|browse)\b(?:\s+(?:now|here|more|all|details?|online|jobs?
      |openings|positions|about|how|to|the|job|description|full|posting|list|us|out)){0,4}
    |more|details?|home|back(?:\s+to\b.{0,30})?|next|prev(?:ious)?|first|last|older|newer|top|page\s+\d+|\d+|search
    |rss|subscribe|sign\s?(?:in|up|out)|log\s?(?:in|out)|register|contact(?:\s+us)?|about(?:\s+us)?|faqs?
    |(?:our\s+|employee\s+)?benefits|privacy(?:\s+policy)?|terms(?:\s+(?:of|and)\b.{0,20})?|accessibility|cookies?
    |share|tweet|print|e-?mail|follow(?:\s+us)?|facebook|twitter|linkedin|instagram|youtube|bluesky|tiktok
    |careers?|jobs?|employment|openings|vacancies|how\s+to\s+apply|to\s+apply|equal\s+.{0,14}opportunity.{0,40}
    |internships?|volunteer(?:ing|s)?|talent\s+(?:pool|community|network).{0,30}|general\s+application
    |(?:submit|send)\s+(?:your|a)\s+r[ée]sum[ée].{0,40}|join\s+our\s+(?:mailing|talent|team).{0,30}|job\s+alerts?
    |donate|news(?:letters?)?|events?|press|media|history|leadership|staff|our\s+(?:team|staff|history|mission))\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words of links and buttons that sites have beside their postings."""
SOCIAL: Final = re.compile(
    r"^(?:https?:)?//(?:[\w-]+\.)*(?:x|twitter|facebook|instagram|youtube|linkedin|tiktok|threads|bsky)\.\w+(?:/|$)",
    re.IGNORECASE,
)
"""Addresses that a picture links to."""
LONGEST: Final = 300
"""Characters; an element of more is no row but a part of the page."""


def left_out(known: Mapping[HtmlElement, str]) -> Iterator[LeftOut]:
    """The rows beside those of the `known` links, whose ids are given; each is told, furniture as known."""
    for row in rows_beside(known):
        words = _words(row)
        if words and len(words) <= LONGEST and not _heads(row):
            furniture = bool(FURNITURE.match(words) or SOCIAL.match(words))
            yield LeftOut(reason="furniture" if furniture else "no-known-link", words=words, known=furniture)


def rows_beside(known: Mapping[HtmlElement, str]) -> Iterator[HtmlElement]:
    """The elements of the kind of the known links' rows, and beside them, that hold a link and no known one."""
    held: dict[HtmlElement, set[str]] = defaultdict(set)
    for link, number in known.items():
        for each in (link, *link.iterancestors()):
            held[each].add(number)
    among: dict[tuple[HtmlElement, str], set[str]] = defaultdict(set)
    for each, numbers in held.items():
        if (parent := each.getparent()) is not None:
            among[parent, each.tag] |= numbers
    kinds: dict[HtmlElement, set[str]] = defaultdict(set)
    alike: dict[tuple[HtmlElement, str, str], bool] = {}
    for link in known:
        if (row := _row(link, held, among, alike)) is not None:
            kinds[row.getparent()].add(row.tag)
    for parent, tags in kinds.items():
        for each in parent:
            if each.tag in tags and each not in held and (each.tag in ("a", "tr") or each.find(".//a") is not None):
                yield each


def _words(element: HtmlElement) -> str:
    """The words of an element; of one without, its first address, or that it has lost it."""
    links = [link for link in element.iter("a") if not link.get("name") and not link.get("id")]
    said = clean_line(" ".join(element.itertext()))
    return said or (links[0].get("href", "") or "a link without words and address" if links else "")


def _row(
    link: HtmlElement,
    held: Mapping[HtmlElement, set[str]],
    among: Mapping[tuple[HtmlElement, str], set[str]],
    alike: dict[tuple[HtmlElement, str, str], bool],
) -> HtmlElement | None:
    """The row of a link: the list item or the like around it, else the lowest element with a neighbor of its kind."""
    above = [link, *link.iterancestors()]
    around = next((each for each in above if each.tag in ROWS), None)
    if around is not None and around.getparent() is not None:
        return around
    for each in above:
        parent = each.getparent()
        if parent is None or each.tag in ("body", "main"):
            break
        if len(among[parent, each.tag]) > len(held[each]):  # an element of its kind beside it holds another posting
            return each
    return next((each for each in above[:HIGHEST] if _has_alike(each, held, alike)), None)


def _has_alike(
    one: HtmlElement, held: Mapping[HtmlElement, set[str]], alike: dict[tuple[HtmlElement, str, str], bool]
) -> bool:
    """Whether an element of the same kind and class, with another link, is beside it; `alike` remembers the answers."""
    parent, tag, style = one.getparent(), str(one.tag), one.get("class") or ""
    if parent is None:
        return False
    if (parent, tag, style) not in alike:
        alike[parent, tag, style] = any(
            tag == "a" or each.find(".//a") is not None
            for each in parent
            if each.tag == tag and each not in held and (each.get("class") or "") == style
        )
    return alike[parent, tag, style]


def _heads(row: HtmlElement) -> bool:
    """Whether a table's row has headings, or the name of the rows below it."""
    if row.tag != "tr":
        return False
    cells = [each for each in row if each.tag in ("td", "th")]
    return row.find("th") is not None or (len(cells) < 2 and row.find(".//a") is None)
