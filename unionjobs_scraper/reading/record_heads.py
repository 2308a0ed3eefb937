"""What can head a record of a page, with its path from the root and the headings above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.reading.headlines import is_sought
from unionjobs_scraper.reading.page import BLOCK_TAGS, UNSEEN_TAGS
from unionjobs_scraper.reading.record_tables import (
    MOST_ROWS,
    TITLE_LABEL,
    defined_title,
    holds_facts,
    is_head,
    titled_value,
)
from unionjobs_scraper.reading.record_tables import TITLED as TITLE_LINE
from unionjobs_scraper.reading.record_text import pieces
from unionjobs_scraper.reading.titles import names_a_job

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
RANKS = (*HEADINGS, "bold", "dt")
"""What is above the records behind it, the highest first."""
BOLD = ("strong", "b")
OPENS = ("aria-controls", "aria-expanded", "data-target", "data-bs-target")
INLINE = frozenset("u em i span font big center a strong b".split())
"""What stands around bold words without making them less of a line."""
LEAVES = ("li", "p", "div", "span", "button", "td")
"""Tags that head a record only where nothing but words is in them and their class says so, or they are list items."""
TITLED = re.compile(
    r"(?:^|[\s_-])(?:(?:job|position|role|post|card|item|vacancy|entry|accordion|toggle|tab)s?[\w-]*[_-])?"
    r"(?:title|heading|name|titre|titel|titulo|question|header|toggler?|label|trigger|opener)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Classes that site builders give to the title of a card or an accordion."""
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
"""How site builders and pasted documents write bold words."""
STATE = re.compile(r"\b(?:active|current|first|last|odd|even|open|show|collapsed|expanded|is-\w+)\b|\d+", re.IGNORECASE)
"""Words of a class by which one of several equal elements differs."""
BUTTON = re.compile(
    r"""^\W*(?:apply|read|learn|view|see|click|more|details?|download|full|info(?:rmation)?|here|link|find\s+out
    |continue|pdf|job\s+(?:description|posting|details?|ad)|posting|description|position\s+(?:description|posting|profile)
    |(?:vacancy\s+)?announcement|notice|flyer|bulletin|booklet|annonce|affichage|en\s+savoir|voir|postuler|lire|détails?|consulter|télécharger|plus\s+d|ver|leer|más|aplicar
    |solicitar|detalles|mehr|bewerben|jetzt|zur?|ansehen|weiter|anzeigen|stelle\s+ansehen|offre\s+complète)\b.{0,40}$
    |^\W*(?:(?:complete\s+)?vacancy\s+announcement|printable\s+version|word|docx?|new|english|french|spanish|fran[çc]ais|anglais
      |espa[ñn]ol|ingl[ée]s|en|fr|es)?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A link's words that say what a click does, not where it leads."""
TITLE_LEAD = re.compile(rf"^{TITLE_LABEL.pattern}\s*:", re.IGNORECASE | re.VERBOSE)
RUN_IN_END = re.compile(r"[.:–—]$")
RUN_IN_TAIL = re.compile(r"^\s*[.:–—]\s")
"""`<b>Field Organizer.</b> Leads a team of three …`: bold words before the text of a paragraph."""
LONGEST = 200
MOST_LINKS = 8
"""Links in a row of a table of jobs."""
DEEPEST = 200


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """An element that a record can begin with."""

    element: HtmlElement
    kind: str
    path: str
    headings: Sequence[str]
    title: str = ""
    """What it says, where a label stands before it."""


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
        self._facts: dict[HtmlElement, bool] = {}

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
        if tag in LEAVES and TITLE_LEAD.match(words) and element.find(".//br") is not None:
            lines = pieces(element)  # the other facts follow behind breaks
            words = lines[0] if sum(map(bool, map(TITLE_LEAD.match, lines))) == 1 else words
        pictured = _pictured(element) if tag == "a" and not words else ""
        words = words or pictured
        kind = self._kind(element, tag, words)
        if kind == "button" and _beside_another(element):
            return
        if kind == "head":
            self._inside.append(element)
        if kind in ("", "head") or (self._inside and tag != "tr"):
            return
        rank = RANKS.index(kind) if kind in RANKS else None
        if rank is not None:
            self._above = [(each, text) for each, text in self._above if each < rank]
        own = "" if tag == "tr" else STATE.sub("", element.get("class") or "").strip()  # rows alternate their classes
        path = f"{' '.join(self._path)} {tag}.{'.'.join(own.split())}{MARKS.get(kind, '')}"
        title = _title_behind_label(element, words) if kind == "label" else pictured
        deepest = 2 if kind == "label" else len(RANKS)  # lower headings are those of the posting before it
        above = tuple(text for each, text in self._above if each < deepest)
        self.heads.append(Head(element, kind, path, above, title))
        if rank is not None and not names_a_job(words) and not is_sought(words):
            self._above.append((rank, words))
        if kind not in ("tr", "button", "li"):
            self._inside.append(element)

    def _kind(self, element: HtmlElement, tag: str, words: str) -> str:
        """The kind of head that an element is; "head" for a row that names columns, empty for none."""
        if tag in ("tr", "dt"):
            listed = next(element.iterancestors("table" if tag == "tr" else "dl"), None)
            if listed is not None and self._of_facts(listed):
                return "label" if _labelled(element) is not None else ""
        if tag == "tr":
            if (
                element.find("td") is None
                or any(True for _ in element.iter("table", "h1", "h2"))
                or _is_layout(element)
            ):
                return ""
            return "head" if is_head(element) else tag
        return _kind(element, tag, words)

    def _of_facts(self, listed: HtmlElement) -> bool:
        """Whether a table or a definition list holds facts behind labels, one of them the title's."""
        if listed not in self._facts:
            terms = listed.iter("tr" if listed.tag == "table" else "dt")
            some = any(_labelled(each) is not None for _, each in zip(range(MOST_ROWS), terms, strict=False))
            self._facts[listed] = holds_facts(listed) if listed.tag == "table" else some
        return self._facts[listed]


KINDS = frozenset((*HEADINGS, *BOLD, *LEAVES, "a", "summary", "dt", "legend"))


MARKS = {"button": "!", "label": ":"}
"""What tells equal paths apart: links that only say what a click does, and lines with a label."""


def _labelled(element: HtmlElement) -> HtmlElement | None:
    return titled_value(element) if element.tag == "tr" else defined_title(element)


def _title_behind_label(element: HtmlElement, words: str) -> str:
    value = _labelled(element) if element.tag in ("tr", "dt") else None
    found = TITLE_LINE.match(words)
    return _words(value) if value is not None else found["title"] if found else ""


def _kind(element: HtmlElement, tag: str, words: str) -> str:
    if tag == "a" and (_leads_on(element) or not _opens(element)):
        return _kind_of_link(element, words)
    if not words or len(words) > LONGEST:
        return ""
    if tag in HEADINGS or tag in ("summary", "dt", "legend"):
        return tag
    if tag in BOLD:
        return "bold" if _is_a_line(element) else ""
    if tag in ("span", "p") and BOLD_STYLE.search(element.get("style") or "") and _is_a_line(element):
        return "bold"
    inner = [child.tag for child in element.iterdescendants() if child.tag != "a" or _leads_on(child)]
    if tag in ("p", "div", "li", "td") and TITLE_LINE.match(words) and not BLOCK_TAGS & set(inner):
        return "label"
    holds_blocks = any(child in BLOCK_TAGS or child in ("a", *BOLD) for child in inner)
    if holds_blocks or (tag == "li" and element.find(".//a") is not None):
        return ""
    if tag == "li":
        return tag
    return "titled" if _opens(element) else ""


def _opens(element: HtmlElement) -> bool:
    """Whether an element is the title of a card, or what opens an accordion's panel."""
    return any(map(element.get, OPENS)) or bool(TITLED.search(element.get("class") or ""))


def _is_layout(row: HtmlElement) -> bool:
    """Whether a row is a part of the page's layout: it holds a list of many links."""
    return sum(1 for _ in row.iter("a")) > MOST_LINKS


def _leads_on(link: HtmlElement) -> bool:
    """Whether a link leads to another page; one without an address is an accordion's button."""
    href = (link.get("href") or "").strip(" #")
    return bool(href) and not href.startswith("javascript:")


def _pictured(link: HtmlElement) -> str:
    """The job that a link's picture names for those who do not see it, where the link has no words."""
    said = (clean_line(each.get("alt") or "") for each in link.iter("img"))
    return next((alt for alt in said if len(alt) <= LONGEST and names_a_job(alt)), "")


def _beside_another(button: HtmlElement) -> bool:
    """Whether it is one posting's second link, in another format or language: "Organizer – PDF | Word"."""
    before = button.getprevious()
    if before is None or before.tag != "a" or not _leads_on(before) or any(map(str.isalnum, before.tail or "")):
        return False
    return is_button(_words(before))


def _kind_of_link(element: HtmlElement, words: str) -> str:
    href = element.get("href") or ""
    if not words or len(words) > LONGEST or href.startswith(("mailto:", "tel:")):
        return ""
    if any(True for _ in element.iter(*HEADINGS)):
        return ""  # the heading is the head
    return "button" if is_button(words) else "a"


def _is_a_line(element: HtmlElement) -> bool:
    """Whether bold words are a line of their own: nothing before them, and nothing or a break behind them."""
    if element.tag in BLOCK_TAGS:
        return True
    parent = element.getparent()
    while parent is not None and parent.tag in INLINE and _words(parent) == _words(element):
        element, parent = parent, parent.getparent()
    if parent is None or parent.tag not in BLOCK_TAGS:
        return False
    before = element.getprevious()
    opens = (
        not (parent.text or "").strip() if before is None else before.tag == "br" and not (before.tail or "").strip()
    )
    after = element.getnext()
    if opens and (RUN_IN_END.search(_words(element)) or RUN_IN_TAIL.match(element.tail or "")):
        return names_a_job(_words(element).rstrip(" .:–—-"))
    return opens and not (element.tail or "").strip(" \n\t\r\xa0:") and (after is None or after.tag == "br")


def _words(element: HtmlElement) -> str:
    text = str(element.text_content())
    return clean_line(text[: LONGEST * 4]) if len(text) > LONGEST * 4 else clean_line(text)
