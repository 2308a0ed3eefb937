"""The postings that one round of linking looks at: read once, or handed over by who has just stored them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from unionjobs_scraper.linking.clash import clash
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.requisition import stated_requisition
from unionjobs_scraper.linking.text import Wording, wording
from unionjobs_scraper.linking.vocabulary import Vocabulary
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.schema import fingerprints, postings

AD_COLUMNS = (
    "posting_id source url apply_url employer union_abbr local title department locations employment_type"
    " salary_min salary_max salary_period date_posted valid_through first_seen last_seen"
).split()
_ADS = select(*(postings.c[name] for name in AD_COLUMNS), postings.c.status, postings.c.job_id)
_TEXTS = select(postings.c.posting_id, postings.c.description).where(among(postings.c.posting_id))
_WHOLE = _ADS.add_columns(postings.c.description).where(among(postings.c.posting_id))
_STATED = (
    _ADS.add_columns(fingerprints.c.requisition)
    .outerjoin(fingerprints, fingerprints.c.posting_id == postings.c.posting_id)
    .where(among(postings.c.posting_id))
)


@dataclass(slots=True)
class LinkedAds:
    """Postings by their ids."""

    connection: Connection
    ads: dict[str, Ad] = field(default_factory=dict)
    jobs: dict[str, str] = field(default_factory=dict)
    wordings: dict[str, Wording] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    _clashes: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, posting_ids: Collection[str]) -> None:
        """Reads what is not known yet, without the texts; ids that are not stored stay unknown."""
        for row in found(self.connection, _STATED, sorted(set(posting_ids) - self.ads.keys())):
            self._keep(row._asdict(), row.requisition or "")

    def read_texts(self, posting_ids: Sequence[str]) -> None:
        """Reads the texts, and the rest with them."""
        wanted = [each for each in posting_ids if each not in self.wordings]
        for row in found(self.connection, _TEXTS, [each for each in wanted if each in self.ads]):
            self.wordings[row.posting_id] = wording(row.description, self.vocabulary)
        unknown = [each for each in wanted if each not in self.ads]
        self.take(row._asdict() for row in found(self.connection, _WHOLE, unknown))

    def take(self, rows: Iterable[Mapping[str, Any] | RowMapping]) -> None:
        """Takes rows of `postings` as they are stored, texts and all."""
        for row in rows:
            posting_id, text = row["posting_id"], row["description"]
            if posting_id not in self.ads:
                self._keep(row, stated_requisition(row["title"]) or stated_requisition(text))
            self.wordings[posting_id] = wording(text, self.vocabulary)

    def clash(self, a: Ad, b: Ad) -> str:
        """Why two of them clash, as `linking.clash.clash` tells it: a pair is asked about from both sides."""
        pair = (a.posting_id, b.posting_id) if a.posting_id < b.posting_id else (b.posting_id, a.posting_id)
        reason = self._clashes.get(pair)
        if reason is None:
            reason = self._clashes[pair] = clash(a, b)
        return reason

    def _keep(self, row: Mapping[str, Any] | RowMapping, stated: str) -> None:
        posting_id = row["posting_id"]
        self.ads[posting_id] = ad_of(row, stated)
        self.jobs[posting_id] = row["job_id"]


def ad_of(row: Mapping[str, Any] | RowMapping, stated: str = "") -> Ad:
    """A row of `postings`, as the linker looks at it."""
    values = {name: row[name] for name in AD_COLUMNS if name in row}
    return Ad(**values, open=row["status"] == "open", stated_requisition=stated)
