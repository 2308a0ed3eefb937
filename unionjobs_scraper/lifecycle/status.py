"""Whether an open posting is known to be open at a given time: the one rule behind the status `unknown`.

`storage.queries.status` holds the same rule in SQL.
"""

from __future__ import annotations

from datetime import datetime, timedelta

UNKNOWN_AFTER = timedelta(days=14)
"""Without a complete run for longer than this, a source's open postings count as unknown."""


def is_unknown(last_complete: datetime | None, at: datetime, *, crawled: bool) -> bool:
    """Whether the open postings of a source are unknown at a time.

    Args:
        last_complete: start of the source's last complete run, UTC; None without one.
        at: the time that is asked about, UTC.
        crawled: whether the register has the source and does not turn it off.
    """
    return not crawled or last_complete is None or at - last_complete > UNKNOWN_AFTER
