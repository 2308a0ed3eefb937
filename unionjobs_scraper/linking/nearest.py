"""Which ads one is compared with, however many years of them there are.

What is open at the same time may be the same ad on another board, and is always compared. What was over before may be
an earlier advertisement of the job: then the last ones before and the first ones after lead to all the others.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from unionjobs_scraper.linking.clash import clash
from unionjobs_scraper.linking.facts import Ad, at_once

NEAREST = 3
"""Ads before, and as many after."""


def nearest(posting_id: str, others: Collection[str], ads: Mapping[str, Ad]) -> set[str]:
    """Those of the others that the posting is to be compared with, by their ids."""
    own = ads[posting_id]
    together: set[str] = set()
    before: list[Ad] = []
    after: list[Ad] = []
    for each in others:
        other = ads[each]
        if at_once(own, other):
            together.add(each)
        elif not clash(own, other):
            (before if _since(other) < _since(own) else after).append(other)
    before.sort(key=lambda ad: (bool(own.requisitions & ad.requisitions), ad.last_seen, ad.posting_id), reverse=True)
    after.sort(key=lambda ad: (not own.requisitions & ad.requisitions, ad.first_seen, ad.posting_id))
    return together | {ad.posting_id for ad in (*before[:NEAREST], *after[:NEAREST])}


def _since(ad: Ad) -> tuple[object, str]:
    return ad.first_seen, ad.posting_id
