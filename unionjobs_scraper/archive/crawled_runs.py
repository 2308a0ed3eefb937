"""Crawled runs without an archive of their answers, among what archives hold: their own conclusions stay as they are.

What archives add is what was open before, between and after them: a posting that the first crawl found there may have
been seen before, and one that only archives knew ends where a complete crawl no longer has it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from unionjobs_scraper.archive.observation import DEFAULTS
from unionjobs_scraper.items import FIELDS, JobPosting
from unionjobs_scraper.lifecycle.settling import ClosedReason, Closing, Miss, settle
from unionjobs_scraper.lifecycle.verdict import Verdict
from unionjobs_scraper.storage import crawled, folded_runs, postings, sightings, transitions
from unionjobs_scraper.storage.observations import Stored
from unionjobs_scraper.storage.postings import Read
from unionjobs_scraper.storage.runs import Begun

CONFIRMATIONS = 2


@dataclass(slots=True)
class CrawledRun:
    """One crawled run, put back."""

    connection: Connection
    source: str
    told: Mapping[str, Any]
    begun: Begun
    items: dict[str, JobPosting]
    """What each posting says at this time, by the site's id; kept from run to run."""
    touched: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        connection: Connection,
        source: str,
        stored: Stored,
        last_complete: datetime | None,
        items: dict[str, JobPosting],
    ) -> CrawledRun:
        """Puts the run's row back."""
        told = json.loads(stored.reading)
        return cls(connection, source, told, crawled.put_back_run(connection, told["run"], last_complete), items)

    @property
    def is_complete(self) -> bool:
        """Whether it may say that something is missing."""
        return bool(self.told["run"]["verdict"] == Verdict.COMPLETE)

    def apply(self, closed: set[str], shown: Mapping[str, datetime]) -> None:
        """Applies what it saw and concluded.

        `closed`: site ids of the closed postings, kept up to date. `shown`: when archives showed postings as open last.
        """
        self._open(closed)
        self._edit()
        seen = {site_id: datetime.fromisoformat(at) for site_id, at in self.told["seen"].items()}
        back = {site_id: at for site_id, at in seen.items() if site_id in closed}
        transitions.reopen(self.connection, self.begun, back)
        closed.difference_update(back)
        sightings.sight(self.connection, self.source, seen)
        self._end(closed, shown)
        if self.is_complete and seen:
            self._settle_others(seen, closed)
        if "last" in self.told:
            crawled.put_back_rest(self.connection, self.source, self.told["last"], seen.keys())
            crawled.put_back_corrections(self.connection, self.told["corrections"])
            crawled.put_back_unread(self.connection, self.source, self.told.get("unread", ()))
            crawled.put_back_shape(self.connection, self.source, self.told["shape"], self.begun.run_id)

    def _open(self, closed: set[str]) -> None:
        by_bound: dict[datetime | None, list[Read]] = defaultdict(list)
        returned = {}
        for each in self.told["opened"]:
            site_id, at = each["site_id"] or each["source_id"], datetime.fromisoformat(each["open_by"])
            if "item" in each:
                item = self.items[site_id] = _item(self.source, site_id, each["item"])
                read_at = crawled.typed("read_at", each["item"]["read_at"])
                after = crawled.typed("open_after", each["open_after"])
                bound = max(filter(None, (after, self.begun.last_complete)), default=None)
                by_bound[bound].append(Read(item=item, seen_at=at, read_at=at if read_at else None))
                self.touched.add(site_id)
            if site_id in closed:
                returned[site_id] = at
        for bound, reads in by_bound.items():
            postings.save(self.connection, replace(self.begun, last_complete=bound), reads)
        transitions.reopen(self.connection, self.begun, returned)
        closed.difference_update(returned)

    def _edit(self) -> None:
        """The edits that it saw, as it saw them."""
        by_posting: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for edit in self.told["edits"]:
            by_posting[edit["source_id"]].append(edit)
        reads = []
        for source_id, edits in by_posting.items():
            if source_id not in self.items:
                continue
            values = {
                edit["field"]: crawled.typed(edit["field"], edit["new"]) for edit in edits if edit["field"] in FIELDS
            }
            at = datetime.fromisoformat(edits[0]["at"])
            item = self.items[source_id] = _changed(self.items[source_id], values, f"{at}")
            reads.append(Read(item=item, seen_at=at, read_at=at, archive=edits[0]["archive"]))
        postings.save(self.connection, self.begun, reads)

    def _end(self, closed: set[str], shown: Mapping[str, datetime]) -> None:
        """The ends that it proved; what an archive saw later raises their lower bounds."""
        still_open = crawled.are_open(self.connection, self.source)
        ended = [each for each in self.told["ended"] if each["source_id"] in still_open]
        closings = []
        for each in ended:
            after, by = crawled.typed("closed_after", each["closed_after"]), datetime.fromisoformat(each["closed_by"])
            seen = shown.get(each["site_id"])
            closings.append(
                Closing(
                    source_id=each["source_id"],
                    reason=ClosedReason(each["closed_reason"]),
                    closed_after=max(after, seen) if after and seen and seen < by else after,
                    closed_by=by,
                    url=each["evidence_url"],
                    status=each["evidence_status"],
                    words=each["evidence"],
                )
            )
        transitions.close(self.connection, self.begun, closings)
        closed.update(each["site_id"] for each in ended)

    def _settle_others(self, seen: Mapping[str, datetime], closed: set[str]) -> None:
        """Postings that only archives knew, and that a complete crawl does not have."""
        alive = set(self.told["alive"])
        unseen, _ = sightings.unseen(self.connection, self.source, seen.keys())
        others = [each.posting for each in unseen if each.posting.source_id not in alive]
        at = max(seen.values())
        settled = [settle(each, None, at, control=False, confirmations=CONFIRMATIONS) for each in others]
        transitions.close(self.connection, self.begun, [each for each in settled if isinstance(each, Closing)])
        sightings.miss(self.connection, self.source, [each for each in settled if isinstance(each, Miss)])
        closed.update(folded_runs.closed_by(self.connection, self.begun.run_id))


def _item(source: str, site_id: str, told: Mapping[str, Any]) -> JobPosting:
    values = {name: value for name in told if name in FIELDS and (value := crawled.typed(name, told[name])) is not None}
    return JobPosting(**{**values, "source": source, "source_id": site_id})


def _changed(item: JobPosting, values: Mapping[str, Any], mark: str) -> JobPosting:
    """The item with other values; an edit is noticed by its hash, and the last one's is put back at the end."""
    known = {name: value if value is not None else DEFAULTS[name] for name, value in values.items()}
    return replace(item, **known, content_hash=mark)
