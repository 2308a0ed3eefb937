"""Telling a challenge or a login from a page that has merely changed."""

from __future__ import annotations

import re

from scrapy.http import Response, TextResponse

REFUSING = frozenset({401, 403, 407, 429, 451})
"""HTTP statuses by which a site refuses a visitor."""

WALL = re.compile(
    r"""(?P<challenge>
        cf-chl|cf_chl|challenge-platform|just\s+a\s+moment\.\.\.|attention\s+required!\s*\|\s*cloudflare
       |checking\s+your\s+browser|verify(?:ing)?\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human|are\s+you\s+a\s+robot
       |g-recaptcha|h-captcha|px-captcha|_incapsula_|incident\s+id|sucuri\s+website\s+firewall|ddos\s+protection
       |unusual\s+traffic|access\s+denied|request\s+blocked|bot\s+detection)
    |(?P<login><input[^>]+type=["']?password)""",
    re.IGNORECASE | re.VERBOSE,
)
LOOKED_AT = 60_000
"""Characters of a page that are searched: walls are small pages."""


def wall(response: Response) -> str:
    """The words of the wall that replaces the page; empty when there is none.

    Only for a page that could not be read: a real page may carry a captcha on its contact form.
    """
    if response.status in REFUSING:
        return f"HTTP {response.status}"
    if not isinstance(response, TextResponse):
        return ""
    found = WALL.search(response.text[:LOOKED_AT])
    if not found:
        return ""
    return "a login page" if found["login"] else f"a challenge page ({' '.join(found.group().split())!r})"
