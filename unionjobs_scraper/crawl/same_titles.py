"""Which of the stored postings the postings of one title are, on a page that has nothing but titles to name them by.

Such a page numbers them in its order (`organizer`, `organizer-2`): when the first leaves, the second stands in its
place. What they say tells them apart, and knows one again whose title was edited.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urldefrag

from unionjobs_scraper.items import JobPosting
from unionjobs_scraper.linking.likeness import likeness

SAME_TEXT = 0.7
"""Share of the words of two texts that both have in the same order, from which they are one text, edited."""
ONE_TEXT = 0.95
"""Likewise, from which a text under another title is the same posting, retitled."""
TELLING = 40
"""Words of a text that is no mere formula."""
_NUMBER = re.compile(r"-\d+$")


def recognized(
    items: Mapping[str, JobPosting], stored: Mapping[str, str], still_open: Container[str] = frozenset()
) -> dict[str, JobPosting]:
    """The postings of a page, each under the id that its text is stored under.

    Args:
        items: postings by the ids that the page's order gives them.
        stored: texts of stored postings, by id.
        still_open: ids of those that are open; one that is missing may have another title.
    """
    known = items.keys() | stored.keys()
    before = _by_title(stored, known)
    names: dict[str, str] = {}
    for title, ids in _by_title(items, known).items():
        texts = {each: stored[each] for each in before.get(title, ())}
        alone = len(ids) == 1 and len(texts) <= 1
        names |= dict(zip(ids, ids, strict=True)) if alone else _named(title, [items[each] for each in ids], texts)
    fresh = {each: items[each].description for each, name in names.items() if name not in stored}
    missing = {each: stored[each] for each in stored.keys() - names.values() if each in still_open}
    names |= _retitled(fresh, missing)
    return {name: _renamed(items[each], name) for each, name in names.items()}


def _retitled(fresh: Mapping[str, str], missing: Mapping[str, str]) -> dict[str, str]:
    """The ids of missing postings whose text stands on the page, word for word, under another title."""
    pairs = [
        (each, old) for each, text in fresh.items() for old, before in missing.items() if _is_one_text(text, before)
    ]
    ours, theirs = (Counter(side) for side in zip(*pairs, strict=True)) if pairs else (Counter(), Counter())
    return {each: old for each, old in pairs if ours[each] == theirs[old] == 1}


def _is_one_text(one: str, other: str) -> bool:
    found = likeness(one.casefold().split(), other.casefold().split())
    return found.shared >= ONE_TEXT and found.length >= TELLING


def _by_title(ids: Iterable[str], known: Container[str]) -> dict[str, list[str]]:
    families = defaultdict(list)
    for each in ids:
        title = _NUMBER.sub("", each)
        families[title if title in known else each].append(each)
    return families


def _named(title: str, items: Sequence[JobPosting], texts: Mapping[str, str]) -> dict[str, str]:
    """The id of each posting of a title, by the id that the page gives it: the likest texts belong together."""
    words = {each: text.casefold().split() for each, text in texts.items()}
    pairs = [
        (likeness(item.description.casefold().split(), said).shared, -number, -place)
        for number, item in enumerate(items)
        for place, said in enumerate(words.values())
    ]
    named: dict[str, str] = {}
    taken: set[str] = set()
    for shared, number, place in sorted(pairs, reverse=True):
        mine, old = items[-number].source_id, list(words)[-place]
        if shared >= SAME_TEXT and mine not in named and old not in taken:
            named[mine] = old
            taken.add(old)
    taken |= texts.keys()
    for item in items:
        if item.source_id not in named:
            numbered = (f"{title}-{number}" for number in range(2, len(taken) + 3))
            named[item.source_id] = next(each for each in (title, *numbered) if each not in taken)
            taken.add(named[item.source_id])
    return named


def _renamed(item: JobPosting, source_id: str) -> JobPosting:
    if item.source_id == source_id:
        return item
    return replace(item, source_id=source_id, url=f"{urldefrag(item.url).url}#{source_id}")
