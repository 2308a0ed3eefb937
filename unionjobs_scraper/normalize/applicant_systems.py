"""Which applicant system a web address belongs to, and which opening it names there.

The table is made of what each module of `platforms/` knows of its system, and of the systems that are not read
(`platforms/systems_table.py`): this room imports neither.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("applicant_systems.toml")
LONGEST = 2000
"""Characters of an address that are read; a longer one is hostile, or holds what tells where the visitor came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """An applicant system, as addresses show it."""

    name: str
    domains: tuple[str, ...]
    openings: tuple[re.Pattern[str], ...]
    """Where an address, without its scheme, names an opening: the tenant, where the id is not unique without it, and
    the id."""


def load(path: Path = TABLE) -> tuple[System, ...]:
    """The systems of a table."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        System(
            name=name,
            domains=tuple(table["domains"]),
            openings=tuple(re.compile(pattern, re.IGNORECASE) for pattern in table["openings"]),
        )
        for name, table in tables.items()
    )


SYSTEMS = load()
_DOMAIN = re.compile(
    rf"(?:^|\.)(?:{'|'.join(re.escape(domain) for system in SYSTEMS for domain in system.domains)})$", re.IGNORECASE
)
ANYWHERE = ("gh_jid=",)
"""Parameters that name an opening in addresses on an employer's own host."""
_NAMES_SYSTEM = tuple({*ANYWHERE, *(domain.lower() for each in SYSTEMS if each.openings for domain in each.domains)})
"""Without one of these, in small letters, no system need be asked."""


def is_applicant_system(host: str) -> bool:
    """Whether a host is an applicant system's, or one of its tenants'."""
    return bool(_DOMAIN.search(host.rstrip(".")))


@lru_cache(maxsize=512)
def opening(url: str) -> tuple[str, str] | None:
    """(system, id) of the opening that an address of a known applicant system names; None for any other."""
    url = url[:LONGEST]
    if not url.startswith("http") or not any(map(url.lower().__contains__, _NAMES_SYSTEM)):
        return None
    address = url.partition("://")[2]
    if "/#/" not in address:
        address = address.partition("#")[0]
    for system in SYSTEMS:
        for pattern in system.openings:
            found = pattern.search(address)
            if found:
                *tenant, number = found.groups()
                return ":".join((system.name, *tenant)).casefold(), number.casefold()
    return None
