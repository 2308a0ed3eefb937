"""The phrases that an employer has in ads for several roles: learned from a sample of them, and learned anew.

A decision that rests on an employer's stock of phrases is made again when the sample has changed by phrases that one of
the two ads has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from unionjobs_scraper.linking import title
from unionjobs_scraper.linking.facts import Ad
from unionjobs_scraper.linking.text import fingerprint, unpacked
from unionjobs_scraper.linking.title import TitleAgreement, TitleWords
from unionjobs_scraper.storage.bulk import among, found
from unionjobs_scraper.storage.schema import fingerprints, links

SAMPLE = 32
"""Ads of an employer from which its stock of phrases is learned, at most."""


class Learned(NamedTuple):
    """An ad as its employer's stock is learned from it: the sample has those that come first in this order."""

    sample: int
    posting_id: str
    title: str
    passages: bytes


Changed = Mapping[str, Learned | None]
"""Ads of an employer that are new, other than before or gone: as they were, None for one that was not there."""
_FIRST = (
    select(*(fingerprints.c[name] for name in Learned._fields))
    .where(fingerprints.c.employer == bindparam("one"))
    .order_by(fingerprints.c.sample, fingerprints.c.posting_id)
    .limit(bindparam("most"))
)
_LEARNED_FROM = select(links.c.learned_from).where(among(links.c.learned_from)).distinct()
_one, _other = fingerprints.alias("one"), fingerprints.alias("other")
_LEARNED = (
    select(
        links.c.learned_from,
        links.c.posting_id,
        links.c.other_id,
        _one.c.title,
        _one.c.passages,
        _other.c.title.label("other_title"),
        _other.c.passages.label("other_passages"),
    )
    .join(_one, _one.c.posting_id == links.c.posting_id)
    .join(_other, _other.c.posting_id == links.c.other_id)
    .where(among(links.c.learned_from))
)


def stock(connection: Connection, a: Ad, b: Ad) -> frozenset[int]:
    """Fingerprints of the passages that the employer has in ads for other roles than these."""
    passages: set[int] = set()
    for ad in _sample(connection, fingerprint(a.employer_name.key)):
        role = TitleWords.read(ad.title)
        if all(title.agreement(role, each.title_words) is TitleAgreement.DIFFERENT for each in (a, b)):
            passages.update(unpacked(ad.passages))
    return frozenset(passages)


def _sample(connection: Connection, employer: int, more: int = 0) -> list[Learned]:
    """The ads from which an employer's stock is learned, whenever they came, and some more behind them."""
    rows = connection.execute(_FIRST, {"one": employer, "most": SAMPLE + more})
    return [Learned(*row) for row in rows]


def relearned(connection: Connection, changed: Mapping[int, Changed]) -> set[tuple[str, str]]:
    """Pairs whose decision rests on a stock that has lost or won phrases that one of the ads has; by employer."""
    employers = sorted(row.learned_from for row in found(connection, _LEARNED_FROM, sorted(changed)))
    moved = {each: ads for each in employers if (ads := _moved(connection, each, changed[each]))}
    told = _told(moved)
    return {
        (row.posting_id, row.other_id)
        for row in found(connection, _LEARNED, sorted(moved))
        if (phrases := told(row.learned_from, row.title, row.other_title))
        and not (phrases.isdisjoint(unpacked(row.passages)) and phrases.isdisjoint(unpacked(row.other_passages)))
    }


def _moved(connection: Connection, employer: int, changed: Changed) -> set[Learned]:
    """The ads that have come into an employer's sample or left it, as they are or were there."""
    stored = _sample(connection, employer, more=len(changed))
    earlier = [ad for ad in stored if ad.posting_id not in changed] + [ad for ad in changed.values() if ad]
    return set(stored[:SAMPLE]) ^ set(sorted(earlier)[:SAMPLE])


def _told(moved: Mapping[int, set[Learned]]) -> Callable[[int, str, str], frozenset[int]]:
    """A function of an employer and two titles: the phrases that may have moved, without those of ads so titled."""

    @cache
    def told(employer: int, one: str, other: str) -> frozenset[int]:
        ads = (ad for ad in moved[employer] if TitleWords.read(ad.title).key not in (one, other))
        return frozenset(number for ad in ads for number in unpacked(ad.passages))

    return told
