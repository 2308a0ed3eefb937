"""Strings of real advertisements on which an earlier version failed, where `../shared/cases/corpus` lies beside."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

from lab.accuracy.cases import Case
from lab.accuracy.gold import SHARED
from unionjobs_scraper.normalize.dates import find_deadline, find_posted
from unionjobs_scraper.normalize.employers import affiliation

CORPUS = SHARED / "cases/corpus"
_OR_EMPTY = " or empty"
COLUMNS = {
    "find_pay": "pay",
    "find_deadline": "valid_through",
    "find_deadline_words": "valid_through_text",
    "find_posted": "date_posted",
    "parse_places": "places",
    "employment_type": "employment_type",
    "workplace": "workplace",
    "affiliation": "union",
    "closing_mark": "closing_mark",
    "closed_sentences": "closing_mark",
    "redaction_names": "redaction",
}
"""The column that each file is about."""


def corpus_cases() -> Iterator[Case]:
    """Yield the rows of each file; nothing where they are absent."""
    for file in sorted(CORPUS.glob("*.tsv")):
        with file.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines, delimiter="\t"), start=2):
                yield _case(file, number, row)


def _case(file: Path, number: int, row: dict[str, str]) -> Case:
    column = COLUMNS[file.stem]
    text, want = (row.get("input") or row.get("sentence") or "").replace("\\n", "\n"), row.get("right") or ""
    want, also = (want.removesuffix(_OR_EMPTY), ("",)) if want.endswith(_OR_EMPTY) else (want, ())
    given: dict[str, str] = {"text": text}
    read: Callable[..., str] | None = None
    match file.stem:
        case "affiliation":
            given, read = {"name": text}, _body
        case "employment_type":
            title, _, body = text.partition("||")
            given = {"title": title, "text": body}
        case "closing_mark":
            want = "closed" if want else ""
        case "closed_sentences":
            want = "closed"
        case "find_deadline_words":
            read = _deadline_words
        case "find_posted":
            read = _posted_words
            want = "" if want == "|" else want
    return Case(
        column=column,
        employer="corpus",
        given=given,
        want=want,
        also=also,
        hard=True,
        key=f"{file.stem}:{number}",
        read=read,
    )


def _body(name: str) -> str:
    found = affiliation(name)
    return f"{found.union} {found.local}".strip()


def _deadline_words(text: str) -> str:
    return find_deadline(text).text.rstrip(".")


def _posted_words(text: str) -> str:
    found = find_posted(text)
    return f"{found.date or ''}|{found.text}" if found.date or found.text else ""
