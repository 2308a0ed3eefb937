"""One census of a source at a time: who holds it, since when, and when a hold is dead."""

from __future__ import annotations

import os
import socket
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, update

from unionjobs_scraper.clock import machine_time
from unionjobs_scraper.errors import SourceBusy
from unionjobs_scraper.storage.schema import ISO, leases

SILENCE = timedelta(minutes=15)
"""A holder elsewhere that has not renewed its lease for this long is dead."""
RENEWED = timedelta(minutes=5)
"""How often a living one renews it at least."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that takes a census.

    `process` tells it from a later one with the same number: where numbers count (`_place`), and when it started.
    """

    host: str
    pid: int
    process: str

    @classmethod
    def this(cls) -> Holder:
        """The process that asks."""
        return cls(socket.gethostname(), os.getpid(), f"{_place()} {_started(os.getpid())}".lstrip())


def acquire(connection: Connection, source: str, holder: Holder) -> None:
    """Takes the lease of a source, also from a holder that died. Raises `SourceBusy` while another lives."""
    # FOR UPDATE makes a second PostgreSQL run wait its turn; SQLite's writer is alone anyway
    held = connection.execute(select(leases).where(leases.c.source == source).with_for_update()).first()
    if held:
        other = Holder(held.host, held.pid, held.process)
        if other != holder and is_alive(connection, other, held.renewed):
            raise SourceBusy(
                f"{source} is being crawled by process {held.pid} on {held.host} since {held.since.strftime(ISO)}:"
                " wait for it, or end it; a dead process is taken over by itself"
            )
        connection.execute(delete(leases).where(leases.c.source == source))
    now = _time(connection)
    row = {"host": holder.host, "pid": holder.pid, "process": holder.process, "since": now, "renewed": now}
    connection.execute(insert(leases).values(source=source, run_id=0, **row))


def renew(connection: Connection, source: str, run_id: int) -> None:
    """Tells other machines that the holder lives; does nothing for a lease that was taken over."""
    mine = (leases.c.source == source) & (leases.c.run_id == run_id)
    connection.execute(update(leases).where(mine).values(renewed=_time(connection)))


def held_by(connection: Connection, source: str, run_id: int) -> bool:
    """Whether the run still holds its source; False when another run has taken it for dead."""
    query = select(leases.c.run_id).where(leases.c.source == source)
    return connection.execute(query).scalar() == run_id


def release(connection: Connection, source: str, run_id: int) -> None:
    """Gives the source back."""
    connection.execute(delete(leases).where(leases.c.source == source, leases.c.run_id == run_id))


def is_alive(connection: Connection, holder: Holder, renewed: datetime) -> bool:
    """Whether a holder lives: by its number where that can be looked up, else by when it last renewed its lease."""
    named, _, started = holder.process.rpartition(" ")
    place = named if "/" in named else ""  # of before places were kept
    if holder.host != socket.gethostname() or (place and place != _place()):
        return _time(connection) - renewed < SILENCE
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's: which process it is decides
        pass
    return _started(holder.pid) == started


def _time(connection: Connection) -> datetime:
    """By the database's clock, where it has one: those of two machines differ."""
    if connection.dialect.name == "postgresql":
        at: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return at
    return machine_time()


def _place() -> str:
    """Where process numbers count: this boot of this machine, and this namespace (containers may share a name)."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot}/{Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _started(pid: int) -> str:
    """The process's start time in the kernel's ticks; empty where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
