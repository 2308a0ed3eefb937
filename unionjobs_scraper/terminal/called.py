"""The program under the name by which it was called: who has it from pipx or uv has no command `scrapy`."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

from unionjobs_scraper import __name__ as package
from unionjobs_scraper.extras import installing

OWN: Final = "unionjobs"
SPOKEN: Final = re.compile(r"\bscrapy(?= [a-z<])")
"""A command in a message: `scrapy list`, `scrapy <command>`; "Scrapy 2.19" and "scrapy.cfg" are none."""


def by_own_name() -> bool:
    """Whether this process is `unionjobs …` or `python -m unionjobs_scraper …`."""
    started = Path(sys.argv[0])
    return started.stem == OWN or started.parent.name == package


def called(text: str) -> str:
    """A message or help with the commands as they can be typed here: `scrapy list` is `unionjobs list`."""
    text = installing(text)
    return SPOKEN.sub(OWN, text) if by_own_name() else text
