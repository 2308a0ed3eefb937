"""How long all sources will take: hosts are crawled side by side, the sources of one host one after the other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta


def outlook(hosts: Mapping[str, Collection[str]], took: Mapping[str, timedelta]) -> str:
    """One line, before anything is asked for: as long as the slowest host takes, not the sum of all.

    Args:
        hosts: each host with its sources.
        took: how long the last complete run of each source took; a source without one is left out.
    """
    sources = sum(map(len, hosts.values()))
    told = f"{_counted(sources, 'source')} on {_counted(len(hosts), 'host')}"
    times = {host: sum((took.get(name, timedelta()) for name in names), timedelta()) for host, names in hosts.items()}
    longest = max(times, key=lambda host: times[host], default="")
    if not longest or not times[longest]:
        return f"{told}: how long they take is not known before each has had a complete run"
    new = sum(name not in took for names in hosts.values() for name in names)
    told += f": {_lasting(times[longest])} by their last complete runs, the time of {longest}"
    if len(hosts[longest]) > 1:
        told += f" ({_counted(len(hosts[longest]), 'source')}, one after the other)"
    return f"{told}; {_counted(new, 'source')} had none" if new else told


def _lasting(time: timedelta) -> str:
    seconds = round(time.total_seconds())
    if seconds < 120:
        return f"{seconds} s"
    if seconds < 600:
        return f"{seconds / 60:.1f}".removesuffix(".0") + " min"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
