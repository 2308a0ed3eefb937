"""The labelled headers and layouts of real postings, where `../shared/gold` lies beside the checkout."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab.accuracy.cases import Case
from lab.accuracy.readers import pay_cell
from unionjobs_scraper.normalize.pay import Pay
from unionjobs_scraper.normalize.titles import split_title

SHARED = Path(__file__).parents[3] / "shared"
GOLD = SHARED / "gold"
TYPES = {
    "full_time": "FULL_TIME",
    "part_time": "PART_TIME",
    "temporary": "TEMPORARY",
    "contract": "CONTRACTOR",
    "internship": "INTERN",
}

# What a label can have been read from: most of the gold's labels come from bodies that it does not show.
_TYPE_SHOWN = re.compile(
    r"(?:full|part).?time|temporary|limited|\bintern(?:s|ships?)?\b|fellow|contractor|- contract", re.IGNORECASE
)
_WORKPLACE_SHOWN = re.compile(r"remote|hybrid|on.?site|in.person", re.IGNORECASE)


def gold_cases() -> Iterator[Case]:
    """Yield what can be measured of the gold; nothing where it is absent."""
    if (GOLD / "headers.jsonl").exists():
        for row in _rows("headers.jsonl"):
            yield from _of_header(row)
    if (GOLD / "layouts.jsonl").exists():
        for number, row in enumerate(_rows("layouts.jsonl"), start=1):
            yield from _of_layout(row.get("label") or {}, f"layouts:{number}")


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _of_header(row: dict[str, Any]) -> Iterator[Case]:
    key, employer = f"headers:{row['job_id']}", row["organization"]
    title, place, salary = (row[name] or "" for name in ("title_raw", "location_raw", "salary_raw"))

    def case(column: str, want: str, **given: str) -> Case:
        return Case(column=column, employer=employer, given=given, want=want, hard=False, key=key)

    if row["title"] is not None:  # nobody could say where two of the titles end
        yield case("title", row["title"], line=title)
        yield case("department", row["department"] or "", line=title)
    yield case("places", _places(row["locations"]), text=place or split_title(title).place, title=title)
    words = salary if any(map(str.isdigit, salary)) else f"{title}\n{place}\n{salary}"
    if row["salary_min"] is None or any(map(str.isdigit, words)):  # else the gold does not show its source
        yield case("pay", _pay(row), text=words)
    shown = f"{title}\n{place}\n{salary}"
    if not row["employment_type"] or _TYPE_SHOWN.search(shown):
        want = TYPES.get(row["employment_type"] or "", "")
        yield case("employment_type", want, title=title, text=f"{place}\n{salary}")
    if not row["remote"] or _WORKPLACE_SHOWN.search(shown):
        yield case("workplace", row["remote"] or "", location=place, title=title, text=salary)
    if row["deadline"] and f" {int(row['deadline'][-2:])}, " in shown:
        yield case("valid_through", row["deadline"], text=f"{place}\n{salary}")


def _of_layout(label: dict[str, Any], key: str) -> Iterator[Case]:
    employer, title = label.get("employer") or "", label.get("title") or ""
    if employer and label.get("union") and "union in prose" not in label.get("note", ""):
        country = next((place["country"] for place in label.get("locations", ())), "")
        given = {"name": employer, "country": country}
        yield Case(column="union", employer=employer, given=given, want=label["union"], key=key)
    if title and label.get("job_family"):
        given = {"title": title, "department": label.get("department") or ""}
        yield Case(column="job_family", employer=employer, given=given, want=label["job_family"], key=key)
    if title and label.get("employment_type") and _TYPE_SHOWN.search(title):
        given = {"title": title}
        want = TYPES[label["employment_type"]]
        yield Case(column="employment_type", employer=employer, given=given, want=want, key=key)


def _places(places: list[dict[str, str | None]]) -> str:
    order = ("locality", "region", "country")
    return "; ".join(", ".join(part for name in order if (part := place[name])) for place in places)


def _pay(row: dict[str, Any]) -> str:
    period = (row["period"] or "").upper()
    return pay_cell(
        Pay(
            minimum=row["salary_min"], maximum=row["salary_max"], currency=row["currency"] or "", period=period, text=""
        )
    )
