"""The identity of a posting on a careers page: made of its address, or of its title and what it says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from unionjobs_scraper.reading.candidate import Candidate
from unionjobs_scraper.reading.links import lasting
from unionjobs_scraper.reading.page import as_text
from unionjobs_scraper.reading.titles import slug

MARK = "~"
"""Begins every id of this platform: the site has none."""


def page_id(address: str, named_by: Collection[str] = frozenset()) -> str:
    """The id made of a posting's address: its path and query, without sessions and tracking (`links.lasting`)."""
    parts = urlsplit(lasting(address, named_by))
    return MARK + "?".join(filter(None, (parts.path.strip("/"), parts.query)))


def title_id(title: str) -> str:
    """The id made of a record's title."""
    return MARK + "#" + re.sub(r"[\W_]+", "-", title.casefold()).strip("-")


def ids(kept: Sequence[Candidate]) -> Iterator[str]:
    """An id for each record; records of one title are told apart by what they say, never by their order."""
    same: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(kept):
        same[_own_id(each)].append(place)
    numbers: dict[int, str] = {}
    for own, places in same.items():
        told = _told_apart(own, [kept[place] for place in places]) if len(places) > 1 else [own]
        numbers.update(zip(places, told, strict=True))
    times: Counter[str] = Counter()
    taken: set[str] = set()
    for number in map(numbers.__getitem__, range(len(kept))):
        own = number + "-again" * times[number]  # the same words twice
        while own in taken:
            own += "-again"
        times[number] += 1
        taken.add(own)
        yield own


def _own_id(each: Candidate) -> str:
    """The id of a record's title with the place that its title names: "Organizer (Dallas)"."""
    return title_id(f"{each.title} {each.headline.place}")


def _told_apart(own: str, same: Sequence[Candidate]) -> list[str]:
    """Ids with the first thing in which records of one title all differ: place, address, words."""
    for say in (lambda one: one.place, lambda one: lasting(one.url), lambda one: as_text(one.parts)):
        said = [say(each) for each in same]
        plain = list(map(bare, said))
        if all(plain) and len(set(plain)) == len(plain):
            return [f"{own}-{slug(each) if len(each) < 40 else _digest(each)}" for each in said]
    return [own] * len(same)


def _digest(words: str) -> str:
    return sha256(bare(words).encode()).hexdigest()[:8]


def bare(title: str) -> str:
    """A title without what no reader sees a difference in."""
    return re.sub(r"[\W_]+", "", title).casefold()
