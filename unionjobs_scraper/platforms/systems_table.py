"""The text of normalize/applicant_systems.toml.

Linking and the readers of postings need to know every system's addresses; a table spares a crawl the import of every
platform, and these rooms an import from above.
"""

from __future__ import annotations

from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.platforms.other_systems import OTHERS

HEAD = "# Made by `make generated` from unionjobs_scraper/platforms\n"


def table() -> str:
    """The table as text."""
    import tomlkit  # here: every program that lists the platforms loads this module

    systems = dict(OTHERS)
    for platform in platforms().values():
        if platform.domains:
            systems[platform.system or platform.name] = (platform.domains, platform.openings)
    tables = {
        name: {"domains": list(domains), "openings": list(openings)}
        for name, (domains, openings) in sorted(systems.items())
    }
    return f"{HEAD}\n{tomlkit.dumps(tables)}"
