"""Rows of a list that have one id and are not one posting: one of them has the address of another by mistake."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from unionjobs_scraper.items import JobPosting, LeftOut, Listed

MOST_TITLES = 8
"""Titles of one id that further ones are compared with."""


def unlike(one: str, other: str) -> bool:
    """Whether two titles can hardly be one posting's: they share fewer than half of the words of the shorter.

    So are titles that differ in nothing but their numbers. "Organizer, Oakland" and "Organizer, Fresno" may be one
    posting for two places.
    """
    ours, theirs = _words(one), _words(other)
    if not (ours and theirs):
        return False
    numbered = ours - theirs and theirs - ours and all(word.isdecimal() for word in ours ^ theirs)
    return bool(numbered) or 2 * len(ours & theirs) < min(len(ours), len(theirs))


def others(rows: Iterable[Listed | JobPosting]) -> Iterator[LeftOut]:
    """The rows whose id an earlier row has with a title unlike theirs: what they name is not read."""
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        before = titles[row.source_id]
        if row.title not in before:
            if before and all(unlike(row.title, each) for each in before):
                yield LeftOut(reason="same-id", words=row.title)
            if len(before) < MOST_TITLES:
                before.append(row.title)


def _words(title: str) -> set[str]:
    return set(re.findall(r"\w+", title.casefold()))
