"""Which stored posting a row is whose id the site now writes otherwise.

An address in other letters, with a slash at its end or its signs escaped leads to the same page on most sites, and
applicant systems write one key in small letters here and in capitals there. Taken as it is written it would be a
posting of its own, and the stored one would seem to be gone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from urllib.parse import unquote


def plain(site_id: str) -> str:
    """An id without what does not tell postings apart: letter case, escapes, slashes at its ends and doubled ones."""
    return re.sub(r"/+", "/", unquote(site_id)).strip("/ ").replace("/?", "?").casefold()


def known_as(fresh: Collection[str], unlisted: Iterable[str]) -> dict[str, str]:
    """The stored id of each id of a list that only writes it otherwise.

    Args:
        fresh: ids on the list that are not stored.
        unlisted: ids of stored open postings that the list does not have as they are stored.
    """
    ours, theirs = _by_plain(fresh), _by_plain(unlisted)
    return {ids[0]: theirs[key][0] for key, ids in ours.items() if len(ids) == 1 and len(theirs[key]) == 1}


def _by_plain(ids: Iterable[str]) -> defaultdict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in ids:
        found[plain(each)].append(each)
    return found
