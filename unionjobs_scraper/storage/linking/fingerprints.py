"""What is remembered of each posting for linking: its keys, and the passages that make its employer's stock."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, delete, select

from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.keys import keys
from unionjobs_scraper.linking.text import Wording, fingerprint, packed, unpacked
from unionjobs_scraper.storage.bulk import Insertion, among, carry_out, found
from unionjobs_scraper.storage.linking.facts import LinkedAds
from unionjobs_scraper.storage.linking.phrases import Learned
from unionjobs_scraper.storage.schema import fingerprints, job_keys

_STORED = select(fingerprints).where(among(fingerprints.c.posting_id))
_FORGET = delete(fingerprints).where(among(fingerprints.c.posting_id))
_FORGET_KEY = delete(job_keys).where(and_(job_keys.c.key == bindparam("old"), job_keys.c.posting_id == bindparam("id")))
_insert = Insertion(fingerprints, fingerprints.c.keys())
_insert_keys = Insertion(job_keys, job_keys.c.keys())


@dataclass(slots=True)
class Remembered:
    """What remembering some postings has brought to light."""

    asked: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The keys that each posting asks for."""
    changed: dict[int, dict[str, Learned | None]] = field(default_factory=dict)
    """By employer, those of its ads from which its stock would be learned otherwise than before, as they were."""
    added: dict[tuple[int, str], set[str]] = field(default_factory=dict)
    """By key and board, the postings that have newly got the key."""


def remember(known: LinkedAds, posting_ids: Sequence[str], fresh: Collection[str]) -> Remembered:
    """Keeps the postings' fingerprints and keys. `fresh`: those of which nothing can be remembered yet."""
    earlier = [each for each in posting_ids if each not in fresh]
    stored = {row.posting_id: row._mapping for row in found(known.connection, _STORED, earlier)}
    remembered = Remembered()
    rows, old_keys, new_keys = [], [], []
    for posting_id in posting_ids:
        ad = known.ads[posting_id]
        shared = keys(ad)
        remembered.asked[posting_id] = shared.asks
        row = fingerprints_of(ad, known.wordings[posting_id], shared.has)
        old = stored.get(posting_id)
        if old is not None and all(old[name] == value for name, value in row.items()):
            continue
        rows.append(row)
        _note_change(remembered.changed, row, old)
        had = set(unpacked(old["keys"])) if old else set()
        old_keys += [{"old": key, "id": posting_id} for key in had - set(shared.has)]
        for key in set(shared.has) - had:
            new_keys.append({"key": key, "posting_id": posting_id})
            remembered.added.setdefault((key, ad.source), set()).add(posting_id)
    carry_out(known.connection, _FORGET, [row["posting_id"] for row in rows if row["posting_id"] in stored])
    _insert(known.connection, rows)
    if old_keys:
        known.connection.execute(_FORGET_KEY, old_keys)
    _insert_keys(known.connection, new_keys)
    return remembered


def _note_change(changed: dict[int, dict[str, Learned | None]], row: Mapping[str, Any], old: RowMapping | None) -> None:
    was = Learned(*(old[name] for name in Learned._fields)) if old else None
    if old and old["employer"] != row["employer"]:
        changed.setdefault(old["employer"], {})[row["posting_id"]] = was
        was = None
    if was != Learned(*(row[name] for name in Learned._fields)):
        changed.setdefault(row["employer"], {})[row["posting_id"]] = was


def fingerprints_of(ad: Ad, said: Wording, has: Sequence[int]) -> dict[str, Any]:
    """The row by which a posting is known again."""
    return {
        "posting_id": ad.posting_id,
        "employer": fingerprint(ad.employer_name.key),
        "title": ad.title_words.key,
        "requisition": ad.stated_requisition,
        "sample": zlib.crc32(ad.posting_id.encode()),
        "passages": packed(sorted({number for number, _ in said.passages})),
        "keys": packed(has),
    }
