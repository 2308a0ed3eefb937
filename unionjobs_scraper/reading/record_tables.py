"""Tables and definition lists of a page: which rows name the columns, and which hold one job's facts."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from unionjobs_scraper.normalize.text import clean_line

TITLE_COLUMN = re.compile(
    r"^\W*(?:job|position|role|post|vacancy|opening|classification|poste|emploi|titre|offre|puesto|cargo|vacante|stelle"
    r"|job\s?titel|bezeichnung|title)s?\b",
    re.IGNORECASE,
)
"""A column that holds the titles of a table of jobs."""
COLUMN = re.compile(
    r"""^\W*(?:(?:job|position|role|post|vacancy|posting|working)?\s*(?:title|name|description|type|no\.?|number|id|\#)
    |positions?|jobs?|vacanc(?:y|ies)|openings?|title|locations?|city|office|place|region|department|division|unit|union|local|employer
    |status|salary|pay|hours|type|category|grade|contract|roles?|where|more|band|clos(?:ing|es|e)(?:\s+date)?|deadline|due(?:\s+date)?|posted(?:\s+on)?|date(?:\s+posted)?
    |posting\s+date|opened|expires|apply|file|files|documents?|downloads?|links?|info(?:rmation)?|details?|contact
    |poste|titre|lieu|ville|date\s+limite|puesto|lugar|ubicación|fecha(?:\s+límite)?|stelle|ort|standort|frist)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""What the head of a column says in a table of jobs."""
TITLE_LABEL = re.compile(
    r"""(?:(?:job|position|role|working|post|vacancy)\s+title|position(?:\s+available)?|title|role|post|job|vacancy|opening|poste
    |titre(?:\s+du\s+poste)?|intitulé\s+du\s+poste|puesto|cargo|vacante|stellenbezeichnung|stelle)""",
    re.IGNORECASE | re.VERBOSE,
)
"""The label of a job's title among its facts."""
TITLED = re.compile(rf"^{TITLE_LABEL.pattern}\s*:\s*(?P<title>[^\s:].{{2,119}})$", re.IGNORECASE | re.VERBOSE)
"""`Position: Field Organizer`, as a line of its own."""
MOST_ROWS = 60
LONGEST_LABEL = 30


def words_of(element: HtmlElement) -> str:
    """An element's words on one line."""
    return clean_line(str(element.text_content()))


def is_head(row: HtmlElement) -> bool:
    """Whether a row names the columns of its table, whatever tags it has."""
    own = [cell for cell in row if cell.tag in ("td", "th")]
    if len(own) < 2 or row.find(".//a") is not None:
        return False
    parent = row.getparent()
    if all(cell.tag == "th" for cell in own) or (parent is not None and parent.tag == "thead"):
        return True
    table = next(row.iterancestors("table"), None)
    first = next(table.iter("tr"), None) if table is not None else None
    named = sum(bool(COLUMN.match(words_of(cell))) for cell in own)
    return first is row and named >= 2 and named * 2 > len(own) and not is_fact(row)


def is_fact(row: HtmlElement) -> bool:
    """Whether a row is one fact with its label before it: `Location | Oakland, CA`."""
    own = [cell for cell in row if cell.tag in ("td", "th")]
    if len(own) != 2 or own[1].tag == "th":
        return False
    label = words_of(own[0])
    named = TITLE_LABEL.fullmatch(label) or COLUMN.match(label)
    return own[0].tag == "th" or label.endswith(":") or bool(named and not _names_columns(row))


def _names_columns(row: HtmlElement) -> bool:
    return all(COLUMN.match(words_of(cell)) for cell in row if cell.tag in ("td", "th"))


def holds_facts(table: HtmlElement) -> bool:
    """Whether a table is of facts: its rows are labels with values."""
    rows = [row for _, row in zip(range(MOST_ROWS), table.iter("tr"), strict=False)]
    if headed_by(table) is not None:
        return True
    return len(rows) > 1 and is_fact(rows[0]) and sum(map(is_fact, rows)) * 3 > len(rows) * 2


def headed_by(table: HtmlElement) -> HtmlElement | None:
    """The only cell of a table's first row, where most of the others are pairs of a short label and a value."""
    rows = [row for _, row in zip(range(MOST_ROWS), table.iter("tr"), strict=False)]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    if len(rows) < 3 or len(cells[0]) != 1 or not words_of(cells[0][0]) or rows[0].find(".//table") is not None:
        return None
    pairs = [own for own in cells[1:] if len(own) == 2 and own[0].find(".//a") is None]
    labels = [own for own in pairs if 0 < len(words_of(own[0])) <= LONGEST_LABEL and words_of(own[1])]
    named = sum(bool(COLUMN.match(words_of(own[0]))) or words_of(own[0]).endswith(":") for own in labels)
    return cells[0][0] if named and len(labels) * 2 > len(rows) - 1 else None


def titled_value(row: HtmlElement) -> HtmlElement | None:
    """The cell of the title in a row of facts; None where the row is about something else."""
    own = [cell for cell in row if cell.tag in ("td", "th")]
    if len(own) == 1:
        table = next(row.iterancestors("table"), None)
        return own[0] if table is not None and headed_by(table) is own[0] else None
    if len(own) == 2 and TITLE_LABEL.fullmatch(words_of(own[0]).strip(" :*")) and words_of(own[1]):
        return own[1]
    return None


def defined_title(term: HtmlElement) -> HtmlElement | None:
    """The definition of a term that is the label of a title; None where it is another term."""
    after = term.getnext()
    if after is None or after.tag != "dd" or not words_of(after):
        return None
    return after if TITLE_LABEL.fullmatch(words_of(term).strip(" :*")) else None


def columns(table: HtmlElement) -> list[str]:
    """The names of a table's columns; empty where no row names them."""
    first = next(table.iter("tr"), None)
    if first is None or not (is_head(first) or first.find("th") is not None) or is_fact(first):
        return []
    own = [cell for cell in first if cell.tag in ("td", "th")]
    return [words_of(cell) for cell in own] if len(own) > 1 else []
