"""The identity of a posting on a careers page: made of its address, or of its title and what it says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from unionjobs_scraper.reading.heuristics import Candidate
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
    counts = Counter(map(_own_id, kept))
    taken: set[str] = set()
    for each in kept:
        number = _own_id(each)
        if counts[number] > 1:
            number = _told_apart(each, [other for other in kept if _own_id(other) == number])
        while number in taken:  # the same words twice
            number += "-again"
        taken.add(number)
        yield number


def _own_id(each: Candidate) -> str:
    """The id of a record's title with the place that its title names: "Organizer (Dallas)"."""
    return title_id(f"{each.title} {each.headline.place}")


def _told_apart(each: Candidate, same: Sequence[Candidate]) -> str:
    """An id with the first thing in which records of one title all differ: place, address, words."""
    for say in (lambda one: one.place, lambda one: lasting(one.url), lambda one: as_text(one.parts)):
        said = [bare(say(one)) for one in same]
        if all(said) and len(set(said)) == len(said):
            told = slug(say(each)) if len(say(each)) < 40 else sha256(bare(say(each)).encode()).hexdigest()[:8]
            return f"{_own_id(each)}-{told}"
    return _own_id(each)


def bare(title: str) -> str:
    """A title without what no reader sees a difference in."""
    return re.sub(r"[\W_]+", "", title).casefold()
