"""How the few postings that can be the same job are found among a million: keys that they share.

A posting *has* keys, which are stored, and *asks* for keys, which are looked up. It has more than it asks for, so that
an ad for a city finds the ad for the whole state and the other way round, whichever was stored first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import attrgetter
from zlib import crc32

from unionjobs_scraper.linking.clash import clash
from unionjobs_scraper.linking.facts import Ad, lasts_until
from unionjobs_scraper.linking.requisition import names_one_opening
from unionjobs_scraper.linking.text import fingerprint
from unionjobs_scraper.linking.title import TitleWords

Place = tuple[str, str, str]
"""Locality, region, country."""
Clashing = Callable[[Ad, Ad], str]
"""Why two ads clash, as `clash` tells it."""
MOST_PLACES = 8
"""Places of one ad that are keys; an ad for fifty cities is found by its first."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Fingerprints of what postings of one job share."""

    has: tuple[int, ...]
    asks: tuple[int, ...]


def keys(ad: Ad) -> Keys:
    """The keys of a posting."""
    places = tuple(sorted(ad.places.named)[:MOST_PLACES])
    has, asks = _of_role(ad.employer_name.names, _roles(ad.title_words), places)
    both = [f"requisition\x1f{system}\x1f{number}" for system, number in ad.requisitions]
    if names_one_opening(ad.apply_address):
        both.append(f"apply\x1f{ad.apply_address}")
    shared = {fingerprint(key) for key in both}
    return Keys(tuple(sorted(has | shared)), tuple(sorted(asks | shared)))


@lru_cache(maxsize=512)
def _of_role(
    names: frozenset[str], roles: frozenset[str], places: tuple[Place, ...]
) -> tuple[frozenset[int], frozenset[int]]:
    has: set[int] = set()
    asks: set[int] = set()
    for name in names:
        for role in roles:
            for kept, some in zip((has, asks), _by_place(f"{name}\x1f{role}", places), strict=True):
                kept.update(_beside_its_like(name, key) for key in some)
    return frozenset(has), frozenset(asks)


def _roles(title: TitleWords) -> frozenset[str]:
    """What titles that agree have in common: all their words, or those before a comma or bracket; and the rank."""
    rank = " ".join(sorted(title.ranks))
    return frozenset(f"{' '.join(sorted(words))}\x1f{rank}" for words in (title.words, title.core))


def _beside_its_like(employer: str, key: str) -> int:
    """A key that sorts beside the employer's others: a million ads' keys are not all over the index."""
    number = (crc32(employer.encode("utf-8", "surrogatepass")) & 0xFFFFFF) << 40 | fingerprint(key) & ((1 << 40) - 1)
    return number - (1 << 63)


def _by_place(role: str, places: tuple[Place, ...]) -> tuple[list[str], list[str]]:
    everywhere, nowhere = f"any\x1f{role}", f"none\x1f{role}"
    if not places:
        return [everywhere, nowhere], [everywhere]
    has, asks = [everywhere], [nowhere]
    for locality, region, country in places:
        if locality:
            here = f"at\x1f{role}\x1f{locality}\x1f{region}\x1f{country}"
            has += [here, f"in\x1f{role}\x1f{region}\x1f{country}", f"in\x1f{role}\x1f\x1f{country}"]
            asks += [here, f"all\x1f{role}\x1f{region}\x1f{country}", f"all\x1f{role}\x1f\x1f{country}"]
        else:
            here = f"all\x1f{role}\x1f{region}\x1f{country}"
            has += [here, f"in\x1f{role}\x1f{region}\x1f{country}"]
            asks += [here, f"in\x1f{role}\x1f{region}\x1f{country}"]
            if region:
                has.append(f"in\x1f{role}\x1f\x1f{country}")
                asks.append(f"all\x1f{role}\x1f\x1f{country}")
    return has, asks


NEAREST = 3
"""Ads before, and as many after."""
AT_ONCE = 8
"""Ads of one board that are open at the same time, so many before and as many after by their first sight: a board that
lists thousands of one role is still one job, each ad joined to its neighbors."""
TOLD_APART = 4
"""For each of them, so many are looked at, those that clash included: why two openings are two is worth telling."""


def nearest(posting_id: str, others: Collection[str], ads: Mapping[str, Ad], clashing: Clashing = clash) -> set[str]:
    """Those of the others that the posting is to be compared with, by their ids."""
    own = ads[posting_id]
    since = own.first_seen, posting_id
    beside: dict[tuple[str, bool], list[Ad]] = {}
    before: list[Ad] = []
    after: list[Ad] = []
    for each in others:
        other = ads[each]
        earlier = (other.first_seen, each) < since
        if lasts_until(other, own) if earlier else lasts_until(own, other):
            beside.setdefault((other.source, earlier), []).append(other)
        else:
            (before if earlier else after).append(other)
    together: set[str] = set()
    for (_, earlier), side in beside.items():
        together.update(_next_to(own, side, clashing, earlier=earlier))
    before.sort(key=attrgetter("last_seen", "posting_id"), reverse=True)
    after.sort(key=attrgetter("first_seen", "posting_id"))
    if own.requisitions:  # the same opening comes first, however long ago
        for ordered in (before, after):
            ordered.sort(key=lambda ad: own.requisitions.isdisjoint(ad.requisitions))
    for ordered in (before, after):  # few are looked at more closely, of however many
        possible = (ad.posting_id for ad in ordered if not clashing(own, ad))
        together.update(islice(possible, NEAREST))
    return together


def _next_to(own: Ad, side: list[Ad], clashing: Clashing, *, earlier: bool) -> Iterator[str]:
    """Of a board's ads that are open at the same time, all before the own or all after it, those next to it."""
    if len(side) > AT_ONCE:
        side.sort(key=attrgetter("first_seen", "posting_id"), reverse=earlier)
        if own.requisitions:
            side.sort(key=lambda ad: own.requisitions.isdisjoint(ad.requisitions))
    possible = 0
    for ad in side[: AT_ONCE * TOLD_APART]:
        yield ad.posting_id
        possible += not clashing(own, ad)
        if possible == AT_ONCE:
            return
