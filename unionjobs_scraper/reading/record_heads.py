"""What can head a record of a page, with its path from the root and the headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.page import BLOCK_TAGS, UNSEEN_TAGS
from unionjobs_scraper.reading.titles import names_a_job

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BOLD = ("strong", "b")
LEAVES = ("li", "p", "div", "span", "button", "td")
"""Tags that head a record only where nothing but words is in them and their class says so, or they are list items."""
TITLED = re.compile(
    r"(?:^|[\s_-])(?:(?:job|position|role|post|card|item|vacancy|entry|accordion|toggle|tab)s?[\w-]*[_-])?"
    r"(?:title|heading|name|titre|titel|titulo|question|header|toggle|label|trigger|opener)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes that site builders give to the title of a card or an accordion."""
STATE = re.compile(r"\b(?:active|current|first|last|odd|even|open|show|collapsed|expanded|is-\w+)\b|\d+", re.IGNORECASE)
"""Words of a class by which one of several equal elements differs."""
BUTTON = re.compile(
    r"""^\W*(?:apply|read|learn|view|see|click|more|details?|download|full|info(?:rmation)?|here|link|find\s+out
    |continue|pdf|job\s+(?:description|posting|details?|ad)|posting|description|position\s+(?:description|posting|profile)
    |vacancy\s+announcement|en\s+savoir|voir|postuler|lire|détails?|consulter|télécharger|plus\s+d|ver|leer|más|aplicar
    |solicitar|detalles|mehr|bewerben|jetzt|zur?|ansehen|weiter|anzeigen|stelle\s+ansehen|offre\s+complète)\b.{0,40}$
    |^\W*(?:(?:complete\s+)?vacancy\s+announcement|printable\s+version|word|docx?|new)?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A link's words that say what a click does, not where it leads."""
LONGEST = 200
DEEPEST = 200


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """An element that a record can begin with."""

    element: HtmlElement
    kind: str
    path: str
    headings: Sequence[str]


def heads_of(root: HtmlElement) -> list[Head]:
    """Every element under the root that can head a record, in reading order."""
    walk = _Walk()
    walk.read(root)
    return walk.heads


def is_button(words: str) -> bool:
    """Whether a link's words only say what a click does."""
    return not words or bool(BUTTON.match(words) and not names_a_job(words))


class _Walk:
    """Goes through the tree once."""

    def __init__(self) -> None:
        self.heads: list[Head] = []
        self._path: list[str] = []
        self._above: list[tuple[int, str]] = []
        self._inside: list[HtmlElement] = []

    def read(self, root: HtmlElement) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if not isinstance(tag, str):
                continue
            if event == "end":
                self._path.pop()
                if self._inside and self._inside[-1] is element:
                    self._inside.pop()
                continue
            self._path.append(tag)
            if (tag in UNSEEN_TAGS and tag != "button") or len(self._path) > DEEPEST:
                walk.skip_subtree()
                continue
            self._look(element, tag)

    def _look(self, element: HtmlElement, tag: str) -> None:
        words = _words(element) if tag in KINDS else ""
        kind = _kind(element, tag, words)
        if not kind or (self._inside and kind != "tr"):
            return
        if kind == "bold" and not names_a_job(words):
            self._above.append((7, words))
        if kind in HEADINGS:
            self._above = [(rank, text) for rank, text in self._above if rank < HEADINGS.index(kind)]
        own = STATE.sub("", element.get("class") or "").strip()
        path = f"{' '.join(self._path)} {tag}.{'.'.join(own.split())}{'!' if kind == 'button' else ''}"
        self.heads.append(Head(element, kind, path, tuple(text for _, text in self._above)))
        if kind in HEADINGS and not names_a_job(words):
            self._above.append((HEADINGS.index(kind), words))
        if kind not in ("tr", "button", "li"):
            self._inside.append(element)


KINDS = frozenset((*HEADINGS, *BOLD, *LEAVES, "a", "tr", "summary", "dt", "legend"))


def _kind(element: HtmlElement, tag: str, words: str) -> str:
    if tag == "tr":
        return tag if element.find("td") is not None and element.find(".//table") is None else ""
    if tag == "a":
        return _kind_of_link(element, words)
    if not words or len(words) > LONGEST:
        return ""
    if tag in HEADINGS or tag in ("summary", "dt", "legend"):
        return tag
    if tag in BOLD:
        return "bold" if _is_a_line(element) else ""
    holds_blocks = any(child.tag in BLOCK_TAGS or child.tag in ("a", *BOLD) for child in element.iterdescendants())
    if holds_blocks or (tag == "li" and element.find(".//a") is not None):
        return ""
    if tag == "li":
        return tag
    opens = tag == "button" and (element.get("aria-controls") or element.get("aria-expanded"))
    return "titled" if opens or (tag != "button" and TITLED.search(element.get("class") or "")) else ""


def _kind_of_link(element: HtmlElement, words: str) -> str:
    href = element.get("href") or ""
    if not words or not href.strip() or href.startswith(("mailto:", "tel:", "javascript:")) or href == "#":
        return ""
    if any(True for _ in element.iter(*HEADINGS)):
        return ""  # the heading is the head
    return "button" if is_button(words) else "a"


def _is_a_line(element: HtmlElement) -> bool:
    """Whether bold words are a line of their own: nothing before them, and nothing or a break behind them."""
    parent = element.getparent()
    if parent is None or parent.tag not in BLOCK_TAGS:
        return False
    before = element.getprevious()
    opens = (
        not (parent.text or "").strip() if before is None else before.tag == "br" and not (before.tail or "").strip()
    )
    after = element.getnext()
    return opens and not (element.tail or "").strip(" \n\t\r\xa0:") and (after is None or after.tag == "br")


def _words(element: HtmlElement) -> str:
    text = str(element.text_content())
    return clean_line(text[: LONGEST * 4]) if len(text) > LONGEST * 4 else clean_line(text)
