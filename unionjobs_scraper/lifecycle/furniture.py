"""Unread rows that are furniture of the site: a list has had the same few beside its postings for days.

A row that nobody understood may be a posting, and what it names would seem to be missing. One is taken for furniture
only on evidence: it names no job, it is the only one of its words, and it has been on each list that was read in
`RUNS` earlier runs over `AFTER`. What has once been taken for furniture by a complete run stays known.

A row that came when a posting left may be that posting in another form, and so may one that holds its title: such a
posting is held open until its own page says that it is over, or the row is gone.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
    """0: it was not on the last list."""
    known: bool = False
    """Whether a complete run has taken it for furniture."""


def key_of(row: LeftOut) -> str:
    """What a row is known by from run to run (16 hex digits): its words are kept nowhere."""
    return hashlib.sha256(f"{row.reason}\x1f{row.words.casefold()}".encode()).hexdigest()[:16]


def keys_of(rows: Iterable[LeftOut]) -> frozenset[str]:
    """The rows that can be told from all others of their list."""
    return frozenset(key for key, count in Counter(map(key_of, rows)).items() if count == 1)


def stood(
    rows: Iterable[LeftOut], before: Mapping[str, Standing], at: datetime, *, proven: bool = False
) -> dict[str, Standing]:
    """What is to be remembered after a run that began `at`: a row that was not on the list begins anew.

    `proven`: the run was complete, and took these rows for furniture without a doubt about any posting.
    """
    kept = {key: replace(old, runs=0) for key, old in before.items() if old.known}
    for key in keys_of(rows):
        old = before.get(key)
        unbroken = old is not None and old.runs > 0 and old.since < at
        since, runs = (old.since, old.runs + 1) if old and unbroken else (at, 1)
        kept[key] = Standing(since, runs, known=proven or bool(old and old.known))
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """An open posting that a list lacks and that may be alive."""

    source_id: str
    title: str
    last_seen: datetime


def held_open(
    rows: Sequence[LeftOut], before: Mapping[str, Standing], at: datetime, *, listed: int, missing: Iterable[Absent]
) -> frozenset[str] | None:
    """The missing postings that one of a list's unread rows may be; None while the rows are not known as furniture.

    Args:
        rows: the unread rows of this run.
        before: what earlier runs remember of such rows.
        at: when this run began, UTC.
        listed: postings on the list.
        missing: the open postings that the list lacks, but for those whose own pages say that they are over.
    """
    if not rows or len(rows) > listed or len(keys_of(rows)) < len(rows):
        return None
    standing = {key_of(row): before.get(key_of(row)) for row in rows}
    unproven = [row for row in rows if not (each := standing[key_of(row)]) or not each.known]
    if not all(_is_long_there(row, standing[key_of(row)], at) for row in unproven):
        return None
    beside = max((each.since for row in unproven if (each := standing[key_of(row)])), default=None)
    said = [folded(row.words) for row in unproven]
    return frozenset(
        each.source_id for each in missing if beside and (each.last_seen < beside or _named(each.title, said))
    )


def _is_long_there(row: LeftOut, standing: Standing | None, at: datetime) -> bool:
    from unionjobs_scraper.normalize.job_nouns import JOB_NOUN  # here: long to make, and few programs judge a list

    if JOB_NOUN.search(row.words) or not _WORD.search(row.words):
        return False
    return standing is not None and standing.runs >= RUNS and at - standing.since >= AFTER


def _named(title: str, said: Iterable[str]) -> bool:
    return not title.strip() or any(folded(title) in words for words in said)


def folded(words: str) -> str:
    """The words in small letters, without marks: equal for two spellings of one title."""
    return " ".join(re.findall(r"\w+", words.casefold()))
