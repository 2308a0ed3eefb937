"""The five questions: search, why, as of a day, counts, coverage."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.entries import ENOUGH, line, web_address
from unionjobs_scraper.publish.mcp.quotation import LONGEST, NOTICE, PLAIN_ID, Fence
from unionjobs_scraper.publish.release.redaction import redacted_mappings
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.history import Life, crawled_sources, life, similar
from unionjobs_scraper.storage.queries.search import COUNTED, counted, matching, reading
from unionjobs_scraper.storage.runs import newest_run
from unionjobs_scraper.storage.values import cell_text
from unionjobs_scraper.watch.health import health

MOST = 50
"""Postings in one answer."""
EXCERPT = 500
"""Characters of a posting's text in a list."""
SURE = ("status", "closed_reason", "open_after", "open_by", "closed_after", "closed_by", "valid_through", "job_family")
"""Columns that the program decided; what a site worded is quoted."""
Why = Callable[[Life, datetime, Collection[str]], Iterable[str]]
Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers from a database."""

    database: Database
    now: Callable[[], datetime]
    sources: Sequence[str]
    why_lines: Why
    """A posting's life in sentences."""

    def search(self, words: str, wanted: Mapping[str, str], limit: int, moment: datetime | None = None) -> Answer:
        """Postings by words and columns, as they are or as they were. Raises `SettingError`."""
        fence = Fence()
        count = max(1, min(limit, MOST))
        with reading(self.database, moment, self.now(), self.sources) as (connection, view):
            rows, total = matching(connection, words.split(), _checked(wanted), view, limit=count)
            cut = [{**row, "description": row["description"][:ENOUGH]} for row in rows]
        found = [_posting(row, fence, EXCERPT) for row in redacted_mappings("postings", cut)]
        with self.database.read() as connection:
            answer = self._answer(connection, fence, {row["source"] for row in rows})
        return answer | {"found": total, "shown": len(found), "postings": found}

    def why(self, posting_id: str) -> Answer:
        """A posting's life with its evidence. Raises `SettingError` when there is none of that id."""
        fence = Fence()
        with self.database.read() as connection:
            found = life(connection, posting_id)
            if found is None:
                near = ", ".join(each for each in similar(connection, posting_id) if PLAIN_ID.fullmatch(each))
                raise SettingError(f"there is no posting of that id{f'; similar: {near}' if near else ''}")
            row = {**found.posting, "description": found.posting["description"][: 2 * LONGEST]}
            (shown,) = redacted_mappings("postings", [row])
            clean = Life(
                posting=shown,  # type: ignore[arg-type]
                spells=list(redacted_mappings("spells", ({**each} for each in found.spells))),  # type: ignore[arg-type]
                changes=list(redacted_mappings("changes", map(_cut, found.changes))),  # type: ignore[arg-type]
                last_complete=found.last_complete,
            )
            answer = self._answer(connection, fence, {row["source"]})
        lines = "\n".join(self.why_lines(clean, self.now(), self.sources))
        return answer | {"posting": _posting(shown, fence, LONGEST), "life": fence.around(lines)}

    def as_of(self, day: str, words: str, wanted: Mapping[str, str], limit: int) -> Answer:
        """What was open at the end of a day. Raises `SettingError`."""
        moment = _end(day)
        if moment - timedelta(days=1) > self.now():
            raise SettingError(f"{day} is still to come")
        return self.search(words, {"status": "open", **wanted}, limit, moment) | {"as_of": day}

    def counts(self, by: str, wanted: Mapping[str, str], day: str) -> Answer:
        """How many postings and jobs there are of each value of a column. Raises `SettingError`."""
        if by not in COUNTED:
            raise SettingError(f"by={line(by, 40)}: one of {', '.join(COUNTED)}")
        fence = Fence()
        moment = _end(day) if day else None
        with reading(self.database, moment, self.now(), self.sources) as (connection, view):
            rows = counted(connection, by, _checked(wanted), view)
        with self.database.read() as connection:
            answer = self._answer(connection, fence, set(crawled_sources(connection)))
        return answer | {
            "by": by,
            "as_of": day or "now",
            "counts": [
                {"value": fence.value(value), "postings": postings, "jobs": jobs} for value, postings, jobs in rows
            ],
        }

    def coverage(self) -> Answer:
        """Every source: whether it is well, when it was last read whole, what it lists."""
        fence = Fence()
        with self.database.read() as connection:
            return self._answer(connection, fence, set(crawled_sources(connection)))

    def _answer(self, connection: Connection, fence: Fence, sources: Collection[str]) -> Answer:
        """What every answer has."""
        newest = newest_run(connection)
        return {
            "answered_at": cell_text(self.now()),
            "newest_census": cell_text(newest),
            "notice": NOTICE.replace("MARK", fence.mark),
            "sources": [self._health(connection, each, fence) for each in sorted(sources)],
        }

    def _health(self, connection: Connection, source: str, fence: Fence) -> dict[str, Any]:
        found = health(connection, source, self.now(), self.sources)
        return {
            "source": source,
            "state": "retired" if found.retired else "well" if found.well else "unwell",
            "last_complete_census": cell_text(found.last_complete),
            "listed": found.listed,
            "open": found.open,
            "unknown": found.unknown,
            "reason": fence.around(line(found.reason, 300)) if found.reason else "",
        }


def _posting(row: Mapping[str, Any], fence: Fence, longest: int) -> dict[str, Any]:
    sure = {name: fence.value(cell_text(row[name])) for name in SURE}
    pay = {name: row[name] for name in ("salary_min", "salary_max")}
    sure |= {name: fence.value(row[name]) for name in ("salary_currency", "salary_period")}
    return {
        "posting_id": line(row["posting_id"], 200),
        "job_id": line(row["job_id"], 200),
        "evidence": web_address(row["url"]),
        **sure,
        **pay,
        "quotation": fence.posting(row, longest),
    }


def _cut(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {**row, "old": str(row["old"])[:ENOUGH], "new": str(row["new"])[:ENOUGH]}


def _checked(wanted: Mapping[str, str]) -> dict[str, str]:
    if unknown := wanted.keys() - set(COUNTED):
        raise SettingError(f"{', '.join(sorted(unknown))}: columns are {', '.join(COUNTED)}")
    return {name: value for name, value in wanted.items() if value}


def _end(day: str) -> datetime:
    """The moment when a day is over, UTC. Raises `SettingError`."""
    try:
        return datetime.combine(date.fromisoformat(day), time(), UTC) + timedelta(days=1)
    except (ValueError, OverflowError):
        raise SettingError(f"{line(day, 40)}: write the day as 2026-05-01") from None
