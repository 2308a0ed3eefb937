"""The run's time: the one place where a clock is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from unionjobs_scraper.errors import SettingError


@dataclass(frozen=True, slots=True)
class Clock:
    """Tells the time (UTC, whole seconds): the real one, or the moment that `RUN_AT` names."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """The time of the observation that is being made."""
        return self.fixed or datetime.now(UTC).replace(microsecond=0)

    @classmethod
    def from_setting(cls, run_at: str | None) -> Clock:
        """Reads the setting `RUN_AT` (ISO 8601; without an offset it is UTC). Raises `SettingError`."""
        if not run_at:
            return cls()
        try:
            return cls(parse_time(run_at))
        except SettingError as error:
            raise SettingError(f"RUN_AT={error}, or leave it out for now") from None


def machine_time() -> datetime:
    """What this machine's clock says (UTC), whatever `RUN_AT` is: for leases, which tell living processes from dead."""
    return datetime.now(UTC)


def parse_time(text: str) -> datetime:
    """A time in ISO 8601 (UTC without an offset, whole seconds). Raises `SettingError`."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise SettingError(f"{text!r} is not a time: write it as 2026-05-01T06:00:00Z") from None
    return at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)
