"""The boards of applicant systems that a page shows inside of itself, by a frame or a script, or links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from urllib.parse import unquote

from scrapy.http import TextResponse

from unionjobs_scraper.adding.recognize import Recognized, recognize
from unionjobs_scraper.platforms import platforms
from unionjobs_scraper.reading.links import absolute
from unionjobs_scraper.reading.visible import base_of

FRAMES = "iframe, frame, embed, object, script, [data-src], [data-domain], [data-url], [data-board], [data-embed]"
"""Elements that show something else inside a page; lazy ones keep the address in a data attribute."""
LONGEST_SCRIPT = 200_000
"""Characters of a script that are looked at."""
BEFORE, AFTER = 80, 300
"""Characters of an address before and after the domain of its system."""
_LEFT = re.compile(r"[\w.-]*$")
_RIGHT = re.compile(r"[^\s\"'<>\\(){}\[\],;`]*")
WIDGETS = (
    (re.compile(r"app\.jazz\.co/widgets/\w+/\w+/([\w-]{1,80})"), "https://{}.applytojob.com/apply"),
    (re.compile(r"leverJobsOptions[^}]{0,200}?accountName[\"']?\s*:\s*[\"']([\w-]{1,80})"), "https://jobs.lever.co/{}"),
)
"""Scripts that name a board without its address, and the address."""


def shown(response: TextResponse) -> list[Recognized]:
    """The boards that a page shows inside of itself, in their order."""
    found: dict[tuple[str, str, str], Recognized] = {}
    for text in _loaded(response):
        for address in _addresses(text, base_of(response)):
            known = recognize(address)
            if isinstance(known, Recognized):
                key = (known.platform, known.tenant.casefold(), known.start)
                said = f"by the {known.platform} board that the page shows inside of itself"
                found.setdefault(key, replace(known, found=said, on_page=True))
    return list(found.values())


def linked(response: TextResponse) -> list[tuple[Recognized, int]]:
    """The boards that a page links to, with the number of links, the most often linked first."""
    found: dict[tuple[str, str, str], tuple[Recognized, int]] = {}
    for href in response.css("a::attr(href), form::attr(action)").getall():
        known = recognize(absolute(href, base_of(response)))
        if isinstance(known, Recognized):
            key = (known.platform, known.tenant.casefold(), known.start)
            count = found[key][1] + 1 if key in found else 1
            said = f"by {count} link{'s' if count > 1 else ''} of the page to {known.platform}"
            found[key] = replace(known, found=said, on_page=True), count
    return sorted(found.values(), key=lambda each: -each[1])


def _loaded(response: TextResponse) -> Iterator[str]:
    """The attributes and texts that say what is shown inside a page."""
    for element in response.css(FRAMES):
        yield from element.attrib.values()
        if element.root.tag == "script":
            yield (element.css("::text").get() or "")[:LONGEST_SCRIPT].replace("\\/", "/").replace("\\u0026", "&")


@cache
def _domains() -> re.Pattern[str]:
    names = {domain for platform in platforms().values() for domain in platform.domains}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))), re.IGNORECASE)


def _addresses(text: str, base: str) -> Iterator[str]:
    """The addresses in a text that are on a domain of a system; every step is bounded."""
    for widget, address in WIDGETS:
        for met in widget.finditer(text):
            yield address.format(met[1])
    for met in _domains().finditer(text):
        left = _LEFT.search(text, max(0, met.start() - BEFORE), met.start())
        right = _RIGHT.match(text, met.end(), met.end() + AFTER)
        host = (left[0] if left else "") + met[0]
        yield absolute("https://" + unquote(host) + (right[0] if right else ""), base)
