"""Each labelled cell of a capture against what the program says: right, wrong, or empty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import unquote, urlsplit

from lab.accuracy.conformance.captures import Capture, Label
from lab.accuracy.conformance.reading import Reading
from lab.accuracy.scores import Outcome, outcome
from unionjobs_scraper.boards import is_own
from unionjobs_scraper.items import JobPosting

ROW = frozenset(("id", "url", "title", "employer", "places", "date_posted", "status"))
"""What a list's row can say. The rest of its labels is read from the postings' own pages."""
ALIKE = 0.75
"""How alike two titles are that a page without ids and addresses gives to one posting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One labelled cell."""

    capture: str
    platform: str
    posting: str
    column: str
    want: str
    found: str
    outcome: Outcome
    missing: bool = False
    """True where the posting itself was not found."""
    note: str = ""
    """Why the page was not read, or its postings refused."""


def cells(capture: Capture, reading: Reading) -> Iterator[Cell]:
    """Compare every labelled cell of *capture*; of a posting that was not found, all are empty."""
    note = reading.problem or "; ".join(reading.refused[:1])

    def cell(column: str, want: str, found: str, judged: Outcome, posting: str = "", *, missing: bool = False) -> Cell:
        return Cell(
            capture=capture.name,
            platform=capture.platform,
            posting=posting,
            column=column,
            want=want,
            found=found,
            outcome=judged,
            missing=missing,
            note=note,
        )

    if "count" in capture.truth:
        yield cell("count", *_count(capture, reading))
    for label, item in paired(capture, reading).items_in_order():
        title = str(label.get("title") or label.get("id") or "")
        for column, want in _labelled(label, whole=reading.whole):
            if item is None:
                yield cell(column, want, "", Outcome.EMPTY, title, missing=True)
                continue
            found = FOUND[column](item, label, capture)
            yield cell(column, want, found, outcome(found, want, right=_same(column, found, want)), title)


def _count(capture: Capture, reading: Reading) -> tuple[str, str, Outcome]:
    want, found = int(capture.truth["count"]), len({item.source_id for item in reading.items})
    if want or reading.items:
        judged = Outcome.RIGHT if found == want else Outcome.WRONG if found > want else Outcome.EMPTY
        return str(want), str(found), judged
    said = bool(reading.declared_empty) or capture.kind == "list"  # a page that only links elsewhere need not say so
    return "0", "0" if said else "", Outcome.RIGHT if said else Outcome.EMPTY


def _labelled(label: Label, *, whole: bool) -> Iterator[tuple[str, str]]:
    doubted = set(label.get("debatable") or ())
    for column in FOUND:
        if column in label and column not in doubted and (whole or column in ROW):
            yield column, WANTED.get(column, _plain)(label[column])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which item is which labelled posting, and the items that are none of them."""

    found: tuple[tuple[Label, JobPosting | None], ...]
    others: tuple[JobPosting, ...]

    def items_in_order(self) -> Iterator[tuple[Label, JobPosting | None]]:
        """Each label with its item, `None` where it was not found."""
        yield from self.found


def paired(capture: Capture, reading: Reading) -> Pairs:
    """Pair what is labelled of a capture with what was read of it."""
    return pairs(capture.labels, reading.items, single="count" not in capture.truth)


def pairs(labels: list[Label], items: list[JobPosting], *, single: bool = False) -> Pairs:
    """Pair labelled postings with items: by id, by address, by title, then by the most alike title.

    A *single* posting's own page needs no pairing: its first item is the posting.
    """
    if single:
        return Pairs(tuple(zip(labels, [*items[:1], None][:1], strict=True)), tuple(items[1:]))
    left = list(items)
    taken: dict[int, JobPosting] = {}
    for told in (_by_id, _by_address, _by_title, _by_words):
        for number, label in enumerate(labels):
            if number not in taken and (item := next((each for each in left if told(label, each)), None)):
                taken[number] = item
                left.remove(item)
    return Pairs(tuple((label, taken.get(number)) for number, label in enumerate(labels)), tuple(left))


def _by_id(label: Label, item: JobPosting) -> bool:
    return bool(label.get("id")) and item.source_id == label["id"]


def _by_address(label: Label, item: JobPosting) -> bool:
    return bool(label.get("url")) and not label.get("id") and _address(label["url"]) == _address(item.url)


def _by_title(label: Label, item: JobPosting) -> bool:
    return not label.get("id") and bool(label.get("title")) and squeezed(label["title"]) == squeezed(item.title)


def _by_words(label: Label, item: JobPosting) -> bool:
    if label.get("id") or not label.get("title") or not item.title:
        return False
    want, found = squeezed(label["title"]), squeezed(item.title)
    return want in found or (len(found) > 8 and found in want) or SequenceMatcher(None, want, found).ratio() >= ALIKE


def squeezed(text: str) -> str:
    """Return *text* without what no reader sees a difference in: case, spaces, kinds of dashes and quotes."""
    text = unicodedata.normalize("NFKC", text).replace("–", "-").replace("—", "-").replace("’", "'")
    return re.sub(r"\s+", " ", text).strip(" -,;").casefold()


def _address(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return unquote(f"{host}{parts.path.rstrip('/')}?{parts.query}")


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _places(value: Any) -> str:
    places = [", ".join(filter(None, map(place.get, ("locality", "region", "country")))) for place in value or ()]
    return "; ".join(filter(None, places))


def _number(value: Any) -> str:
    return "" if value is None else f"{float(value):.2f}"


def _yes(value: Any) -> str:
    return "" if value is None else "yes" if value else "no"


def _employer(item: JobPosting, label: Label, capture: Capture) -> str:
    own = item.employer
    return "" if label["employer"] is None and own == capture.employer else own


def _applying(item: JobPosting, label: Label, capture: Capture) -> str:
    address = urlsplit(item.apply_url)
    if address.scheme == "mailto" or not item.apply_url:
        return address.scheme
    host = address.hostname or ""
    beside = (urlsplit(item.url).hostname or "", urlsplit(capture.response.url).hostname or "")
    return "self" if is_own(host, (*beside, *capture.board.hosts)) else f"host:{host}"


FOUND: Mapping[str, Callable[[JobPosting, Label, Capture], str]] = {
    "id": lambda item, label, capture: item.source_id,
    "url": lambda item, label, capture: item.url,
    "title": lambda item, label, capture: item.title,
    "department": lambda item, label, capture: item.department,
    "employer": _employer,
    "union": lambda item, label, capture: item.union_abbr,
    "local": lambda item, label, capture: item.local,
    "job_family": lambda item, label, capture: item.job_family,
    "places": lambda item, label, capture: item.locations,
    "workplace": lambda item, label, capture: item.workplace,
    "employment_type": lambda item, label, capture: item.employment_type,
    "salary_min": lambda item, label, capture: _number(item.salary_min),
    "salary_max": lambda item, label, capture: _number(item.salary_max),
    "salary_currency": lambda item, label, capture: item.salary_currency,
    "salary_period": lambda item, label, capture: item.salary_period,
    "date_posted": lambda item, label, capture: _plain(item.date_posted),
    "valid_through": lambda item, label, capture: _plain(item.valid_through),
    "apply_url": _applying,
    "status": lambda item, label, capture: "closed" if item.closing_mark else "open",
    "description_start": lambda item, label, capture: " ".join(item.description.split())[:120],
    "bullets": lambda item, label, capture: "yes" if re.search(r"^\s*[•*·-]\s*\S", item.description, re.M) else "no",
}
"""The cell of each column that a label may name, in the order of the tables."""

WANTED: Mapping[str, Callable[[Any], str]] = {
    "places": _places,
    "salary_min": _number,
    "salary_max": _number,
    "bullets": _yes,
}


def _same(column: str, found: str, want: str) -> bool:
    match column:
        case "places":
            return places_agree(found, want)
        case "url":
            return _address(found) == _address(want)
        case "id" | "date_posted" | "valid_through":
            return found == want
        case "description_start":
            return _letters(found).startswith(_letters(want)[:60])
        case _:
            return squeezed(found) == squeezed(want)


def places_agree(found: str, want: str) -> bool:
    """Tell whether two cells name the same places; a region that the page does not say may be the gazetteer's."""
    ours, theirs = found.split("; "), want.split("; ")
    if len(set(ours)) != len(set(theirs)):
        return False
    return all(any(_is_place(each, wanted) for each in ours) for wanted in theirs)


def _is_place(found: str, want: str) -> bool:
    own, wanted = found.split(", "), want.split(", ")
    town_alone = len(wanted) == 2 and len(own) == 3 and not wanted[0].isupper()
    return own == wanted or (town_alone and [own[0], own[2]] == wanted)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", squeezed(text))
