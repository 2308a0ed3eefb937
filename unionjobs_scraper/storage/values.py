"""Stored values as text."""

from __future__ import annotations

from datetime import datetime


def cell_text(value: object) -> str:
    """A value as the exports write it: empty for None, `true`, `60000` for 60000.0, ISO 8601 for times and dates."""
    if type(value) is str:  # most are
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        # as `strftime` has it, in a third of the time
        return f"{value.isoformat(timespec='seconds')[:19]}Z"
    return str(value)
