"""The words by which a list says that it has no postings."""

from __future__ import annotations

import re

from parsel import Selector
from scrapy.http import TextResponse

from unionjobs_scraper.reading.page import blocks

NONE_OPEN = re.compile(
    r"""(?:\b(?:no|zero|not\s+(?:currently\s+)?have\s+any|not\s+any)|n['’]t\s+(?:currently\s+)?have\s+any)\s+
        (?:(?:current(?:ly)?|available|active|new|open|other|vacant|staff(?:ing)?|job|employment|career|union|posted)\s+){0,3}
        (?:jobs?|positions?|openings?|vacanc(?:y|ies)|postings?|opportunit(?:y|ies)|listings?|requisitions?
          |results?|careers?)\b
      | \b(?:we\s+are|we['’]re)\s+not\s+(?:currently\s+|presently\s+)?hiring\b
      | \b(?:there\s+are|has|have)\s+no\s+\w+\s+(?:open|available|posted)\s+at\s+(?:this|the)\s+(?:time|moment)\b
      | \b(?:aucun(?:e)?\s+(?:poste|offre|emploi|concours))\b""",
    re.IGNORECASE | re.VERBOSE,
)
ELSEWHERE = re.compile(
    r"\b(?:no\s+longer|if\s+(?:there|you|no)|when\s+(?:there|no)|no\s+(?:results?|jobs?)\s+(?:required|needed))\b",
    re.IGNORECASE,
)
"""Sentences that speak of the case that there might be none."""
LONGEST = 240
"""A longer paragraph is prose about something else."""


def none_open(response: TextResponse) -> str:
    """The sentence of a page that says that nothing is open; empty when none does."""
    page = Selector(text=response.text)
    for block in blocks(page, response.url):
        for line in block.lines:
            if len(line) <= LONGEST and NONE_OPEN.search(line) and not ELSEWHERE.search(line):
                return line
    return ""
