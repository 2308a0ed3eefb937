"""Repeated records of a page: siblings of one shape, whatever their words and whatever their tags.

Record mining asks for repeated regions of a tree: MDR (Liu 2003) and DEPTA (Zhai 2005) compare neighboring
subtrees, tag path clustering (Miao 2009) counts equal paths from the root. This module follows the second, since on
hand-made pages one job has a paragraph more than the next and a board of one job repeats nothing; the first was not
built and measured. Whatever can head a record (a heading, a summary, a term, a row, a link, a bold line) is grouped by
its path, and a record reaches as far as there is no other head of its group.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml.html import Element, HtmlElement
from parsel import Selector

from unionjobs_scraper.errors import LayoutChanged
from unionjobs_scraper.reading.page import BLOCK_TAGS, Block, Link
from unionjobs_scraper.reading.record_heads import HEADINGS, Head, heads_of
from unionjobs_scraper.reading.record_text import cells, lead_of, links_of, parts_of, pieces, said
from unionjobs_scraper.reading.visible import base_address

CLIMB = 40
"""Ancestors of a head that are looked at: a page nested deeper is broken."""
MOST_HEADS = 5000
"""Records on a page; the longest list of jobs seen has a few hundred."""
MOST_SIBLINGS = 80
"""Elements after a head that can belong to its record."""
OPENS = ("aria-controls", "data-bs-target", "data-target", "href")
"""Attributes that name the part of the page that a click opens."""
MOST_HEADINGS = 8
"""Headings in such a part: one with more is a section of the page, no posting."""
CONTAINERS = frozenset("body main html section ul ol dl table tbody thead form nav".split())
"""What the record of a group of one never is."""
MOST_PIECES = 40
CLOSED = frozenset(("li", "tr", "article", "a", "details"))
"""A record in one of these does not go on behind it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Record:
    """One of the repeated records."""

    title: Sequence[str]
    """What its head says, in order: the lines of a heading, the parts of a card, the first cell of a row."""
    parts: Sequence[Block]
    """What else it holds."""
    beside: Sequence[str]
    """The pieces of that, each by itself, where cards put them side by side without a space."""
    links: Sequence[Link]
    """The head's own links first."""
    cells: dict[str, str] = field(default_factory=dict)
    """The cells of a table's row by the names of their columns."""
    headings: Sequence[str] = ()
    """The headings above it, the nearest last."""
    post_type: str = ""
    """What WordPress says that it is: `post`, `job_listing`, `staff`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Records of one shape in one section of the page."""

    name: str
    """The end of their path, for a person."""
    kind: str
    """The tag of their heads; "button" for links that only say what a click does."""
    headings: Sequence[str]
    """The headings above the first one, the nearest last."""
    records: Sequence[Record]


def groups(page: Selector, base_url: str, section: Callable[[Sequence[str]], str]) -> list[Group]:
    """The groups of records of an element, in the order of their first heads; time grows with the page's length.

    `section`: of the headings above a head, the one by which equal shapes are held apart; empty for none.

    Raises:
        LayoutChanged: the page has more records than any list of jobs.
    """
    root = page.root
    if not isinstance(root, HtmlElement):
        return []
    base_url = base_address(root, base_url)
    found: dict[tuple[str, str], list[Head]] = defaultdict(list)
    heads = heads_of(root)
    if len(heads) > MOST_HEADS:  # cut short it would seem to lack the others
        raise LayoutChanged(base_url, f"{len(heads):,} records on one page, and {MOST_HEADS:,} are read at most")
    for head in heads:
        found[head.path, section(head.headings)].append(head)
    ids = {element.get("id", ""): element for element in root.iterdescendants() if element.get("id")}
    return [_group(alike, root, ids, base_url) for alike in found.values()]


def _group(heads: Sequence[Head], root: HtmlElement, ids: Mapping[str, HtmlElement], base_url: str) -> Group:
    first, heads = heads[0], _once(heads)
    holds: Counter[HtmlElement] = Counter()
    for head in heads:
        for _, ancestor in zip(range(CLIMB), _upwards(head.element), strict=False):
            holds[ancestor] += 1
    spans = [_span(head, holds, root, alone=len(heads) == 1) for head in heads]
    return Group(
        name=first.path.rpartition(" ")[2],
        kind=first.kind,
        headings=first.headings,
        records=[_record(head, span, ids, base_url) for head, span in zip(heads, spans, strict=True)],
    )


def _once(heads: Sequence[Head]) -> list[Head]:
    """Each head once: layouts for narrow and wide screens say everything twice."""
    seen: dict[tuple[str, str], Head] = {}
    for number, head in enumerate(heads):
        href = head.element.get("href") or ""
        seen.setdefault((href or str(number), said(head.element)), head)
    return list(seen.values())


def _upwards(element: HtmlElement) -> list[HtmlElement]:
    return [element, *element.iterancestors()]


def _span(head: Head, holds: Counter[HtmlElement], root: HtmlElement, *, alone: bool) -> list[HtmlElement]:
    """The elements of a head's record: the largest one without another head, and what follows it."""
    top = head.element
    for parent in head.element.iterancestors():
        if parent is root or holds[parent] != 1 or (alone and not _may_grow(parent, head)):
            break
        top = parent
    span = [top, *_following(top, head, holds)]
    in_a_line = top.tag not in BLOCK_TAGS and any((each.tail or "").strip() for each in span)
    return [_with_tails(span)] if in_a_line else span


def _with_tails(span: Sequence[HtmlElement]) -> HtmlElement:
    """The elements of a record with the words between them, where breaks alone part it from the next one."""
    whole: HtmlElement = Element("div")
    whole.extend([deepcopy(each) for each in span])
    return whole


def _may_grow(parent: HtmlElement, head: Head) -> bool:
    """Whether the record of a group of one can reach so far: not over a container, nor another heading of its rank."""
    if parent.tag in CONTAINERS:
        return False
    if head.kind == "button" and sum(1 for _ in parent.iter("a")) > 2:
        return False
    ranks = HEADINGS[: HEADINGS.index(head.element.tag) + 1] if head.element.tag in HEADINGS else HEADINGS
    return sum(1 for _ in parent.iter(*ranks)) <= (1 if head.element.tag in HEADINGS else 0)


def _following(top: HtmlElement, head: Head, holds: Counter[HtmlElement]) -> list[HtmlElement]:
    if (top.tag in CLOSED and head.kind != "label") or head.kind in ("a", "button", "li"):
        return []
    ranks = HEADINGS[: HEADINGS.index(head.element.tag) + 1] if head.element.tag in HEADINGS else HEADINGS
    if head.kind == "label":
        ranks = HEADINGS[:2]  # headings below it are those of the posting's parts
    found: list[HtmlElement] = []
    for _, after in zip(range(MOST_SIBLINGS), top.itersiblings(), strict=False):
        if holds[after] or after.tag in ranks or next(after.iter(*ranks), None) is not None:
            break
        if isinstance(after.tag, str):
            found.append(after)
    return found


def _record(head: Head, span: Sequence[HtmlElement], ids: Mapping[str, HtmlElement], base_url: str) -> Record:
    title_of = head.element
    columns: dict[str, str] = {}
    if head.kind == "tr":
        title_of, columns = cells(head.element)
    shown = _target(head.element, ids) if head.kind != "button" else None
    inside = shown is not None and any(each in span for each in _upwards(shown))
    where = [*span, shown] if shown is not None and not inside else span
    title = [head.title] if head.title else pieces(title_of) if head.kind != "button" else lead_of(span)
    return Record(
        beside=[piece for element in where for piece in pieces(element) if piece not in title][:MOST_PIECES],
        title=title,
        parts=_parts(head, where, title_of, base_url),
        links=links_of(title_of, where, base_url),
        cells=columns,
        headings=head.headings,
        post_type=_post_type(head.element),
    )


def _parts(head: Head, where: Sequence[HtmlElement], title_of: HtmlElement, base_url: str) -> list[Block]:
    """The blocks of a record without its title, be that only the first line of a paragraph."""
    if head.kind != "label" or head.element.find(".//br") is None:
        return parts_of(where, title_of if head.kind != "button" else None, base_url)
    first, *others = parts_of(where, None, base_url)
    return [Block(first.tag, first.lines[1:], first.links), *others]


def _post_type(head: HtmlElement) -> str:
    """The post type that themes write into the class of an entry; empty on other sites."""
    for _, each in zip(range(CLIMB), _upwards(head), strict=False):
        classes = (each.get("class") or "").split()
        types = [name.removeprefix("type-") for name in classes if name.startswith("type-")]
        if types and ("hentry" in classes or any(name.startswith(("post-", "status-")) for name in classes)):
            return types[0]
    return ""


def _target(head: HtmlElement, ids: Mapping[str, HtmlElement]) -> HtmlElement | None:
    """The part of the page that a tab or an accordion's button opens."""
    names = [each.get(name) for each in (head, *head.iter("a", "button")) for name in OPENS]
    for name in filter(None, names):
        found = ids.get(name.removeprefix("#"))
        if found is not None and found is not head and found not in head.iterancestors():
            few = sum(1 for _ in found.iter("h1", "h2", "h3")) < MOST_HEADINGS
            return found if few and said(found) else None
    return None
