"""A button that has a page's script bring further rows: what the page itself holds is then not the whole list."""

from __future__ import annotations

import re
from typing import Final

from lxml.html import HtmlElement
from parsel import Selector

from unionjobs_scraper.normalize.text import clean_line

SAID: Final = re.compile(r"\b(?:load|show|view|see)\s+more\b|\bcharger\s+plus\b|\bcargar\s+m[áa]s\b", re.IGNORECASE)
MAY_SAY: Final = ("more", "plu", "cargar")
"""In every text that `SAID` finds, in small letters: looked for in a thirtieth of the time."""
MORE: Final = re.compile(
    r"""^\W*(?:load\s+more|charger\s+plus|cargar\s+m[áa]s|(?:load|show|view|see)\s+more\s+(?:of\s+our\s+)?(?:open\s+)?
      (?:jobs?|positions|openings|results|vacancies|postings|opportunities|listings|roles)
      |load\s+more\s+\w+)\W*(?:\(\d+\))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
OTHERS: Final = re.compile(r"\b(?:news|posts|articles|comments|events|photos|videos|tweets|stories)\b", re.IGNORECASE)
HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def more_to_load(page: str) -> str:
    """The words of such a button that a visitor sees; empty where there is none."""
    small = page.lower()
    if not (any(word in small for word in MAY_SAY) and SAID.search(page)):
        return ""
    for button in Selector(text=page).xpath("//button | //a | //input[@type='button']"):
        words = clean_line(" ".join(button.xpath(".//text()").getall()) or button.attrib.get("value", ""))
        if len(words) < 60 and MORE.match(words) and not OTHERS.search(words) and _is_shown(button.root):
            return words
    return ""


def _is_shown(element: HtmlElement) -> bool:
    around = (element, *element.iterancestors())
    hidden = any("hidden" in each.attrib or HIDDEN.search(each.get("style", "")) for each in around)
    return not hidden and "disabled" not in element.attrib
