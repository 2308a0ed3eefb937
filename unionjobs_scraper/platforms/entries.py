"""The entries of a system's list, each accounted for: read, or left out and counted.

An entry that lacks what names it may be a posting all the same. To pass over it would make the posting seem to be
missing; to refuse the page would lose what the other entries say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from scrapy.http import TextResponse

from unionjobs_scraper.items import JobPosting, LeftOut, Listed
from unionjobs_scraper.platforms.json_answers import misread, text

Entry = TypeVar("Entry")
Read = TypeVar("Read", bound=JobPosting | Listed)

TITLES = ("title", "name", "jobTitle", "JobTitle", "Title")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|_")


def accounted(
    entries: Iterable[Entry], read: Callable[[Entry], Read | LeftOut], response: TextResponse, what: str
) -> Iterator[Read | LeftOut]:
    """Each entry as `read` has it; one whose id an entry of another title has taken is left out.

    Raises `LayoutChanged` where there are entries and none is understood; `what` names the list for the message.
    """
    found = [read(entry) for entry in entries]
    unread = [each for each in found if isinstance(each, LeftOut) and not each.known]
    if unread and not any(isinstance(each, JobPosting | Listed) for each in found):
        raise misread(response, f"none of {len(found)} entries of {what} is understood ({unread[0].reason})")
    titles: dict[str, str] = {}
    for each in found:
        if not isinstance(each, LeftOut) and titles.setdefault(each.source_id, each.title) != each.title:
            yield LeftOut(reason="same-id", words=f"{each.source_id}: {each.title}")
        else:
            yield each


def lacking(entry: dict[str, Any], *names: str) -> LeftOut | None:
    """What an object without one of the named texts or numbers counts as, `no-job-id`; None where it has them all."""
    missing = next((name for name in names if not text(entry.get(name))), "")
    if not missing:
        return None
    words = [*(entry.get(name) for name in TITLES), *entry.values()]
    return LeftOut(reason=f"no-{HUMP.sub('-', missing).lower()}", words=next(filter(None, map(text, words)), ""))
