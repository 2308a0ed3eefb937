"""The page of one job: what it says, when it opened, what is known of its end, who carries it, what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from unionjobs_scraper.lifecycle.wording import ended
from unionjobs_scraper.normalize.text import clean_text
from unionjobs_scraper.publish.feeds.entries import line, web_address
from unionjobs_scraper.publish.job_posting_ld import json_ld, script
from unionjobs_scraper.publish.site.jobs import WORKPLACES, Job, apply_address, day
from unionjobs_scraper.publish.site.lists import group_name
from unionjobs_scraper.publish.site.pages import Site, board_name
from unionjobs_scraper.storage.values import cell_text

LONGEST = 40_000
"""Characters of a text that a page shows; a board has the rest."""
VALUE = 200
"""Characters of an old or new value that the history shows."""
MOST_EVENTS = 100
Row = Mapping[str, Any]
FIGURES = {"salary_min", "salary_max", "salary_currency", "salary_period"}
DAYS = {"date_posted", "valid_through"}
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIELDS = {
    "salary_text": "pay",
    "salary_min": "lowest pay",
    "salary_max": "highest pay",
    "locations": "where",
    "union_abbr": "union",
    "job_family": "kind of work",
    "employment_type": "employment",
    "date_posted": "posted",
    "valid_through": "apply by",
    "apply_url": "where to apply",
    "url": "address",
}
"""What people call columns that were edited."""
HEADLINES = {"open": "Open.", "closed": "Closed.", "unknown": "Not known to be open."}


@dataclass(frozen=True, slots=True)
class Step:
    """A line of a job's history."""

    at: str
    said: str
    lines: tuple[str, ...] = ()

    @property
    def day(self) -> str:
        """Its day, as people write it."""
        return day(self.at)


def job_page(site: Site, job: Job, postings: Sequence[Row], spells: Sequence[Row], changes: Sequence[Row]) -> str:
    """The page, from rows without contacts; each posting with its description, cut at a bit more than `LONGEST`."""
    ordered = sorted(postings, key=lambda row: (row["status"] == "closed", -len(row["description"])))
    text = clean_text(ordered[0]["description"])
    cut = text[:LONGEST]
    boards = [
        {"name": board_name(row["source"]), "address": web_address(row["url"]), "status": row["status"]}
        for row in sorted(postings, key=lambda row: (row["status"] == "closed", row["posting_id"]))
    ]
    address = boards[0]["address"]
    return site.page(
        "site/job.html.j2",
        job.path,
        title=job.title,
        about=". ".join(filter(None, (f"{job.title}, {job.employer}".rstrip(", "), job.places, job.pay))),
        employer=", ".join(filter(None, (job.employer, job.places))),
        trail=list(_trail(job)),
        status=job.status,
        headline=HEADLINES[job.status],
        opened=_opened(job),
        ended=_ended(job, spells),
        facts=list(_facts(site, job)),
        boards=boards,
        apply=apply_address(job.facts) if job.status == "open" else "",
        said=[each for each in cut.split("\n\n") if each.strip()],
        cut=len(cut) < len(text),
        history=_history(job, spells, changes),
        ld=_linked_data(job, cut, address) if job.status == "open" else "",
    )


def _linked_data(job: Job, text: str, address: str) -> str:
    shown = {**job.facts, "open_by": job.opened, "open_after": job.opened_after, "title": job.title}
    return script(json_ld(shown, text, address))


def _trail(job: Job) -> Iterator[tuple[str, str]]:
    for group in job.groups:
        value = {"unions": job.union, "work": job.family}.get(group.partition("/")[0], "")
        yield f"{group}/index.html", group_name(group, value)


def _opened(job: Job) -> str:
    if job.reopened:
        return f"On the board again by {day(job.opened)}."
    if not job.opened_after:
        return f"It was there at the first census of its board, {day(job.opened)}: when it opened is not known."
    if job.opened_after[:10] == job.opened[:10]:
        return f"It opened on {day(job.opened)}."
    return f"It opened between {day(job.opened_after)} and {day(job.opened)}."


def _ended(job: Job, spells: Sequence[Row]) -> str:
    if job.status == "unknown":
        return "Its board has had no complete census for 14 days, or is no longer read: nobody here knows."
    if job.status == "open":
        return ""
    last = max(spells, key=lambda row: cell_text(row["closed_by"]), default=None)
    if last is None or not last["closed_by"]:
        return ""
    after = day(cell_text(last["closed_after"]))
    bounds = f"between {after} and {day(cell_text(last['closed_by']))}" if after else f"by {day(job.closed)}"
    said = f": “{line(last['evidence'], VALUE)}”" if last["evidence"] else ""
    return f"It ended {bounds}. How that is known: {ended(last['closed_reason'])}{said}."


def _facts(site: Site, job: Job) -> Iterator[tuple[str, str]]:
    passed = " (passed)" if job.deadline and job.deadline < site.today else ""
    facts = job.facts
    found = {
        "Pay": line(facts["salary_text"] or "", 300) or job.pay,
        "Where": line(facts["locations"], 400),
        "Workplace": WORKPLACES.get(job.workplace, job.workplace),
        "Union": ", ".join(filter(None, (job.union, f"Local {facts['local']}" if facts["local"] else ""))),
        "Department": line(facts["department"]),
        "Kind of work": job.family.capitalize(),
        "Employment": str(facts["employment_type"]).replace("_", " ").lower(),
        "Posted": day(str(facts["date_posted"] or "")),
        "Apply by": day(job.deadline) + passed,
    }
    yield from ((name, value) for name, value in found.items() if value)


def _history(job: Job, spells: Sequence[Row], changes: Sequence[Row]) -> list[Step]:
    """Each opening, edit and end of each posting, in order."""
    several = len({row["posting_id"] for row in spells}) > 1
    steps = [step for row in spells for step in _of_spell(row, several=several)]
    edits: dict[tuple[str, str], list[Row]] = {}
    for row in changes:
        if row["field"] != "status":
            edits.setdefault((cell_text(row["at"]), row["posting_id"]), []).append(row)
    for (at, posting_id), rows in edits.items():
        it = _named(posting_id) if several else "it"
        steps.append(Step(at, f"{it} was edited", tuple(_edits(rows))))
    return sorted(steps, key=lambda step: step.at)[:MOST_EVENTS]


def _of_spell(row: Row, *, several: bool) -> Iterator[Step]:
    it = _named(row["posting_id"]) if several else "it"
    at = cell_text(row["open_by"])
    if row["spell"] > 1:
        yield Step(at, f"{it} is on the board again")
    elif row["open_after"] is None:
        yield Step(at, f"{it} is there at the first census of the board")
    else:
        yield Step(at, f"{it} is new on the board")
    if row["closed_by"]:
        yield Step(cell_text(row["closed_by"]), f"{it} has ended: {ended(row['closed_reason'])}")


def _named(posting_id: str) -> str:
    """A posting, where a job has several."""
    source, _, source_id = posting_id.partition(":")
    return f"{board_name(source)} ({line(source_id, 40)})"


def _edits(rows: Sequence[Row]) -> Iterator[str]:
    """What was edited at once, for people: figures that were read from words are not told beside the words."""
    fields = {row["field"] for row in rows}
    for row in rows:
        if row["field"] == "description":
            yield "its text"
        elif not (row["field"] in FIGURES and "salary_text" in fields):
            old, new = (f"“{_value(row['field'], row[name])}”" if row[name] else "nothing" for name in ("old", "new"))
            yield f"{FIELDS.get(row['field'], row['field'].replace('_', ' '))}: {old} became {new}"


def _value(field: str, value: str) -> str:
    return day(value) if field in DAYS and DAY.fullmatch(value) else line(value, VALUE)


def plain_time(at: datetime | None) -> str:
    """A day for a table; "never" for none."""
    return day(cell_text(at)) if at else "never"
