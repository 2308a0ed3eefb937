"""What a page of a union's own site says, without the site's menus, sidebars and footers.

Chosen by structure, not by a score: trafilatura and readability-lxml were tried and drop or blur exactly
the pages that matter here, the ones that are nothing but a list of links; and a score that tips over
from one day to the next would look like closings.
"""

from __future__ import annotations

import re

from lxml.html import HtmlElement
from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.reading.page import Block, blocks
from unionjobs_scraper.reading.visible import drop_unseen

LANDMARKS = "nav, footer, aside, [role=navigation], [role=banner], [role=contentinfo], [role=complementary]"
FURNITURE = re.compile(
    r"""(?:^|[\s_-])(?:nav|navbar|navigation|(?:main|side|sub|top|mega|mobile|primary|secondary)?-?menu|breadcrumbs?
    |(?<!card-)(?<!card_)(?<!item-)(?<!item_)(?<!entry-)(?<!post-)(?<!job-)(?<!box-)footer|sidebar|masthead|site-header|page-header-top|cookies?|gdpr|share|sharing|social|skip-?link|pager
    |pagination|related(?:-posts)?|comments?|newsletter|search-form|widget-area|popup|modal|screen-reader-text)
    (?:$|[\s_-])""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names that site builders give to what surrounds the content."""
NAMED_AFTER_IT = re.compile(r"\b(?:has|no|with|without|left|right|one|two|both|page)[_-]sidebars?\b", re.IGNORECASE)
"""What layouts call the column beside the sidebar."""
MAIN = "main, [role=main]"
OPENERS = (
    "//button[@aria-controls or @aria-expanded or @data-target or @data-bs-target or ancestor::h1 or ancestor::h2 or \
ancestor::h3 or ancestor::h4 or ancestor::h5 or ancestor::h6 or ancestor::dt or ancestor::summary]"
)
"""Buttons of accordions: their words are the heading of what they open."""
INSIDE_CONTENT = "ancestor::article or ancestor::main or ancestor::section or ancestor::li"


def main_blocks(response: TextResponse) -> list[Block]:
    """The blocks of a page's own content, in reading order."""
    return blocks(main_part(response), response.url)


def main_part(response: TextResponse) -> Selector:
    """A page's own content, as a tree of its own."""
    page = Selector(text=response.text or "<html></html>")
    bulk = _length(page) // 2
    drop_unseen(page)
    for element in page.css(LANDMARKS):
        if not _ends_a_card(element):
            _remove(element, bulk)
    for header in page.xpath(f"//header[not({INSIDE_CONTENT})]"):
        _remove(header, bulk)
    for element in page.css("div, ul, ol, section, span, a"):
        names = f"{element.attrib.get('class', '')} {element.attrib.get('id', '')}"
        if FURNITURE.search(NAMED_AFTER_IT.sub("", names)):
            _remove(element, bulk)
    for button in page.xpath(OPENERS):
        if isinstance(button.root, HtmlElement) and _heads_text(button.root):
            button.root.tag = "span"
    mains = page.css(MAIN)
    return mains[0] if len(mains) == 1 and _length(mains[0]) else page


def _ends_a_card(element: Selector) -> bool:
    """Whether a footer is the end of one of several cards, whose link often stands there."""
    if element.root.tag != "footer":
        return False
    card = next(element.root.iterancestors("article", "li", "section"), None)
    if card is None:
        return False
    others = (*card.itersiblings(card.tag), *card.itersiblings(card.tag, preceding=True))
    return any(each.get("class") == card.get("class") for each in others)


def _heads_text(button: HtmlElement) -> bool:
    """Whether a button's words are those of a heading: it stands in one, or before the text that it opens."""
    for each in (button, *button.iterancestors()):
        if each.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "dt", "summary"):
            return True
        if each.tag in ("form", "body", "nav", "header"):
            return False
        after = next((sibling for sibling in each.itersiblings() if sibling.tag not in ("button", "span")), None)
        if after is not None:
            return len(str(after.text_content()).strip()) > len(str(button.text_content()).strip())
    return False


def _remove(element: Selector, bulk: int) -> None:
    """Takes an element out, unless the page's title, its content or most of its text is inside."""
    root = element.root
    if isinstance(root, HtmlElement) and root.getparent() is not None:
        holds = element.css(f"h1, article, .entry-title, {MAIN}")
        if not holds and (_length(element) <= bulk or element.root.tag in ("nav", "footer")):
            element.drop()


def _length(element: Selector) -> int:
    return len(str(element.xpath("normalize-space(.)").get("")))


def named_by_head(response: TextResponse) -> str:
    """What the page's head calls it, up to the name of the site."""
    said = response.css("title::text").get("") or response.css("meta[property='og:title']::attr(content)").get("")
    return re.split(r"\s+[|–—-]\s+", " ".join(said.split()))[0]


def title_of(parts: list[Block]) -> str:
    """The page's first heading of the highest rank that it has."""
    headings = [block for block in parts if block.is_heading and block.lines]
    return min(headings, key=lambda block: block.tag).line if headings else ""
