"""Facts behind labels, such as `Closing Date: May 1, 2026`, in blocks that hold one label or ten."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from unionjobs_scraper.reading.page import Block

FIELDS: dict[str, str] = {
    "department": r"department|dept\.?|division",
    "location": r"(?:job |work |duty |office |primary )?locations?|assignment location|duty station|worksite",
    "date_posted": r"date posted|posting date|date of posting|posted(?: on)?|post date|date",
    "valid_through": (
        r"(?:application )?deadline(?: to apply| for applications?)?|closing date|close of posting|date closing"
        r"|applications? (?:due|deadline|close)(?: by| date)?|posting period|apply by"
        r"|r[ée]sum[ée]s accepted until|closes"
    ),
    "employment_type": r"employment type|job type|position type|type of (?:position|employment)|hours/status|status",
    "salary": (
        r"(?:annual |starting |base )?salary(?: range| level)?|compensation|pay(?: range| rate)?|hourly rate"
        r"|wage(?: range| rate)?"
    ),
}
"""The labels that this program reads, by field."""

OTHERS = (
    r"position(?: title| summary)?|job title|title|working title|classification(?: title)?"
    r"|minimum experience|supervisor|reports to|responsible to|immediate supervisor"
    r"|bargaining unit(?: status)?|announcement no\.?|no\. of positions|number of positions"
    r"|residency requirement|start date|anticipated start date|date of revision|last revised|revised"
    r"|effective date|schedule|hours|flsa status|exempt status|assignment|area|unit|rank|union"
    r"|company name|position title|employee type|benefits|summary(?: of position)?|job summary"
    r"|how to apply|to apply|duration|staff relationship|application|grade"
)
"""Labels that only end the value of the one before them."""

_LABEL = re.compile(
    r"(?<!\S)(?:"
    + "|".join(f"(?P<{name}>{pattern})" for name, pattern in FIELDS.items())
    + rf"|(?P<other>{OTHERS}))\s*:\s*",
    re.IGNORECASE,
)
LONGEST = 200
"""A longer value is prose."""


def labelled(blocks: Sequence[Block]) -> dict[str, str]:
    """The first value of each known label. All labels cut at once, so that none runs into the next."""
    found: dict[str, str] = {}
    for number, block in enumerate(blocks):
        text = block.text
        last = text.rfind(":")
        if last < 0:
            continue
        labels = list(_LABEL.finditer(text, 0, last + 1))
        for label, following in zip_longest(labels, labels[1:]):
            name = label.lastgroup or "other"
            if name == "other" or name in found or not _begins(text, label):
                continue
            value = text[label.end() : following.start() if following else None].strip()
            value = value.split("\n")[0].strip() if following is None else " ".join(value.split())
            if not value and following is None and number + 1 < len(blocks):
                after = blocks[number + 1].line  # the label has a line of its own, the value the next
                value = "" if _LABEL.match(after) else after
            if 0 < len(value) <= LONGEST:
                found[name] = value
    return found


def _begins(text: str, label: re.Match[str]) -> bool:
    """A label starts with a capital: "the deadline: ..." in a sentence is prose."""
    return text[label.start()].isupper()
