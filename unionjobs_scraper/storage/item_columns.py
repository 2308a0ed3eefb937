"""The columns of a posting that come from an item."""

from __future__ import annotations

from unionjobs_scraper.items import FIELDS
from unionjobs_scraper.storage.schema import POSTING_COLUMNS, postings

ITEM_COLUMNS = tuple(
    column.name for column in postings.columns if column.name in {*FIELDS, "read_at"} - {"source", "source_id"}
)
"""The columns that come from an item, apart from the keys and the life of the posting."""
EDITABLE = tuple(name for name in POSTING_COLUMNS if name in ITEM_COLUMNS and name not in ("content_hash", "url"))
"""The columns whose changes are recorded."""
