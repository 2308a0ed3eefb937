"""A posting read from a document: which line is the employer, which the job, and what its labels say.

A job description is a form that is kept for years. Its plain "Date:" is the only day that it states for itself, and
stands as such where no label speaks of posting; "Updated:", "Revised:", "Effective:" never do. All of its history ends
the description in square brackets, so that an old form's date is not taken for a new opening's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsel import Selector

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.normalize.gazetteer import find_region
from unionjobs_scraper.normalize.text import clean_line, clean_text
from unionjobs_scraper.reading.applying import apply_url
from unionjobs_scraper.reading.article import with_facts
from unionjobs_scraper.reading.closing import closing_mark
from unionjobs_scraper.reading.labels import NAMES, facts, label_rows
from unionjobs_scraper.reading.page import Block, as_text, blocks
from unionjobs_scraper.reading.titles import bare_title, names_a_job, slug

FORM = (
    r"(?:job|position|role|staff|class(?:ification)?)\s+(?:description|profile|brief|posting|announcement|opening"
    r"|specification)s?|(?:vacancy|job|employment)\s+(?:notice|announcement|opportunity)|vacancy|person\s+specification"
)
FORM_TAIL = re.compile(rf"\s*[-–—:|,]?\s*\b(?:{FORM})\W*$", re.IGNORECASE)
FORM_HEAD = re.compile(rf"^\W*(?:{FORM})\s*[-–—:|]?\s*", re.IGNORECASE)
REVISION = re.compile(
    r"""^\W*(?:date|dated?(?:\s+this\b.*)?|updated?|date\s+(?:of\s+)?(?:revis(?:ed|ion)|updated?|created|approved)
    |revis(?:ed|ion)(?:\s+date)?|last\s+(?:revised|updated|reviewed)|effective(?:\s+date)?|reviewed|approved
    |created|prepared|issued|version)\s*:?\s+[^:]{0,40}\d{4}\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""A line of the form's own history."""
PLAIN_DATE = re.compile(r"^\W*date\s*:\s*(?P<day>[^:]{0,40}\d{4})\W*$", re.IGNORECASE)
"""The form's own date, as against the days on which it was revised."""
OWN_DATES = "[On the document itself: {}.]"
"""How the description ends with that history: kept, and not mistaken for a posting date."""
VERSION_TAIL = re.compile(
    r"""[\s_,–—-]*(?:[\[(]?(?:updated?|rev(?:ised)?\.?|final|draft|v(?:ersion)?\.?\s?\d+(?:\.\d+)?)\b[^\])]*[\])]?
    |[\[(](?:19|20)\d\d[^\])]*[\])]|[–—-]\s*(?:\w+\s+)?(?:\d{1,2},?\s+)?(?:19|20)\d\d)\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
TITLES = {**NAMES, "title": NAMES["title"] + r"|classification(?: title)?"}


def document_title(said: str) -> str:
    """A job's title in a link's or a document's words: without the kind of document, its format and version."""
    title = bare_title(clean_line(said))
    for tail in (VERSION_TAIL, FORM_TAIL):
        title = bare_title(tail.sub("", title))
    return FORM_HEAD.sub("", title).strip() or title


def identity(title: str, competition: str = "") -> str:
    """The id of a posting without a page of its own: its title, and its competition number where it has one.

    The source is the employer. A file's address is none: files are replaced and get other names.
    """
    return "-".join(filter(None, (slug(document_title(title)), slug(competition))))


def posting(document: Selector, *, url: str, title: str = "", source_id: str = "") -> JobPosting:
    """The posting of a document's page; `title` is what the list calls it. Without a title, the item has none."""
    parts = blocks(document, url)
    stated = facts(label_rows(document, url), TITLES)
    lines = [line for block in parts[:12] for line in block.lines]
    employer = _employer(lines)
    labelled = document_title(stated.get("title", ""))
    named = labelled if names_a_job(labelled) else document_title(title) or _first_job(lines, employer) or labelled
    body = [block for block in parts if not REVISION.match(block.line)]
    history = "; ".join(block.line.replace(":", "", 1).strip(" .") for block in parts if REVISION.match(block.line))
    text = clean_text("\n\n".join(filter(None, (as_text(body), history and OWN_DATES.format(history)))))
    item = JobPosting(
        source_id=source_id or identity(named, stated.get("competition", "")),
        url=url,
        employer=employer,
        title=named,
        region_text=_region(employer),
        date_posted_text=stated.get("date_posted", "") or _own_date(parts),
        apply_url=apply_url(body),
        description=text,
        closing_mark=closing_mark(text),
    )
    return with_facts(item, stated)


def _own_date(parts: Sequence[Block]) -> str:
    """The day behind a document's plain "Date:"."""
    found = (PLAIN_DATE.match(block.line) for block in parts)
    return next((match["day"].strip() for match in found if match), "")


def _employer(lines: Sequence[str]) -> str:
    """The name in front of "Job Description" in the document's first lines, where it is no job's."""
    for line in lines[:3]:
        form = FORM_TAIL.search(line)
        name = line[: form.start()].strip(" -–—:|") if form else ""
        if name and not names_a_job(name) and len(name) < 120:
            return name
    return ""


def _first_job(lines: Sequence[str], employer: str) -> str:
    for line in lines:
        title = document_title(line)
        if title != employer and names_a_job(title):
            return title
    return ""


def _region(employer: str) -> str:
    """The state or province that an employer bears in its name, first or after "of"."""
    words = re.findall(r"[^\W\d_]+", employer)
    starts = [start for start, _ in enumerate(words) if start == 0 or words[start - 1] == "of"]
    runs = (" ".join(words[start : start + size]) for start in starts for size in (3, 2, 1))
    return next((run for run in runs if len(run) > 3 and find_region(run, "")[0]), "")
