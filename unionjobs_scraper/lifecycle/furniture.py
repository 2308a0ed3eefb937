"""Unread rows that are furniture of the site: a list has had the same few beside its postings for days.

A row that nobody understood may be a posting, and what it names would seem to be missing. One is taken for furniture
only on evidence: it names no job, it is the only one of its words, it has been on each list that was read in
`RUNS` earlier runs over `AFTER`, and every open posting that this list lacks has an own page that says that it is
over, or was on a list together with the row and has another title: the row is not that posting in another form.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from unionjobs_scraper.items import LeftOut

RUNS = 3
"""Earlier runs in a row whose lists had the row."""
AFTER = timedelta(days=3)
"""Time since the first of them."""
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Standing:
    """How long a row has been on the lists of a source without a break."""

    since: datetime
    """The start of the first of these runs, UTC."""
    runs: int


def key_of(row: LeftOut) -> str:
    """What a row is known by from run to run (16 hex digits): its words are kept nowhere."""
    return hashlib.sha256(f"{row.reason}\x1f{row.words.casefold()}".encode()).hexdigest()[:16]


def keys_of(rows: Iterable[LeftOut]) -> frozenset[str]:
    """The rows that can be told from all others of their list."""
    return frozenset(key for key, count in Counter(map(key_of, rows)).items() if count == 1)


def stood(rows: Iterable[LeftOut], before: Mapping[str, Standing], at: datetime) -> dict[str, Standing]:
    """What is to be remembered after a run that began `at`: a row that was not on the list begins anew."""
    kept: dict[str, Standing] = {}
    for key in keys_of(rows):
        old = before.get(key)
        unbroken = old is not None and old.since < at
        kept[key] = Standing(old.since, old.runs + 1) if old and unbroken else Standing(at, 1)
    return kept


def is_furniture(
    rows: Sequence[LeftOut],
    before: Mapping[str, Standing],
    at: datetime,
    *,
    listed: int,
    missing: Sequence[tuple[str, datetime]],
) -> bool:
    """Whether all unread rows of a list are furniture.

    Args:
        rows: the unread rows of this run.
        before: what earlier runs remember of such rows.
        at: when this run began, UTC.
        listed: postings on the list.
        missing: the title of each open posting that the list lacks and that may be alive, and when it was last listed.
    """
    from unionjobs_scraper.normalize.job_nouns import JOB_NOUN  # here: long to make, and few programs judge a list

    if not rows or len(rows) > listed or len(keys_of(rows)) < len(rows):
        return False
    if any(JOB_NOUN.search(row.words) or not _WORD.search(row.words) for row in rows):
        return False
    standing = [before.get(key_of(row)) for row in rows]
    if not all(each and each.runs >= RUNS and at - each.since >= AFTER for each in standing):
        return False
    beside = max(each.since for each in standing if each)
    said = [_folded(row.words) for row in rows]
    return all(seen >= beside and not _named(title, said) for title, seen in missing)


def _named(title: str, said: Iterable[str]) -> bool:
    return not title.strip() or any(_folded(title) in words for words in said)


def _folded(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
