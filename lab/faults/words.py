"""Faults of what a posting's page says: words that nobody sees, words about something else, other letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from lab.faults.board import GONE
from lab.faults.stage import LIST, POSTING
from lab.faults.trial import Trial
from lab.replica import Fault

APPLY: Final = b"<p>To apply"
"""Before these words, the words of a fault are put."""
HIDDEN: Final = """
<p style="display: none">This position has been filled.</p>
<div hidden><p>This posting is closed. Apply by January 5, 2020. Salary: $1 per year.</p></div>
<div aria-hidden="true"><h4>No longer accepting applications</h4></div>
<template><p>This job has expired.</p></template><p><s>This position is closed.</s> <del>Position filled.</del></p>
""".replace("\n", "")
NARROWER: Final = (
    "The internal posting period has ended. External candidates may now apply.",
    "We are no longer accepting applications through Indeed.",
    "Pay depends on the geographic location where the position is filled.",
    "If this position has been filled, your letter is kept for a year.",
    "The first round of interviews is closed; later applications are read until the job is filled.",
    "Our previous opening in Reno has been filled.",
)
OTHERS: Final = (
    "The Fresno position has been filled.",
    "Our search for a Deputy Director has concluded.",
    "The San Diego vacancy is no longer available, but Los Angeles applicants are welcome.",
    "The apprenticeship is closed at this time; journey workers may apply for the job above.",
    "Le poste de directrice adjointe est combl&eacute;.",
    "La vacante de abogada ya fue cubierta.",
    "The first posting for this job has closed without a hire.",
    "An offer has been extended to the union by the employer.",
)
"""What open postings say of another place, another posting, another time."""
SKELETON: Final = (
    '<!DOCTYPE html><html><body><div id="masthead">unionjobs.com</div><div id="footer">Union Jobs Clearinghouse &reg;'
    "</div></body></html>"
)


def read_anew(page: bytes) -> bytes:
    """Every row of the list differs from yesterday's and from tomorrow's, so that every page is read."""
    return page.replace(b"(Posted: 4/", b"(Posted: 3/")


def saying(words: str) -> Callable[[bytes], bytes]:
    """Puts words into every posting."""
    return lambda page: page.replace(APPLY, words.encode() + APPLY)


def each_something_of(said: Sequence[str]) -> Callable[[bytes], bytes]:
    """Each posting says something else that closes no posting."""

    def rewrite(page: bytes) -> bytes:
        number = int((re.search(rb"campaign number (\d+)", page) or [b"", b"0"])[1] or 0)
        return page.replace(APPLY, f"<p>{said[number % len(said)]}</p>".encode() + APPLY)

    return rewrite


def in_windows_letters(page: bytes) -> bytes:
    """Bytes of another charset than the page says."""
    return page.decode().encode("windows-1252", "xmlcharrefreplace")


def _everywhere(name: str, rewrite: Callable[[bytes], bytes], **how: Any) -> Trial:
    on_list = how.pop("on_list", read_anew)
    faults = (
        Fault(kind="rewrite", path=LIST, rewrite=on_list),
        Fault(kind="rewrite", path=POSTING, rewrite=rewrite),
    )
    return Trial(name=f"words: {name}", verdict="complete", status=0, faults=faults, **how)


def trials() -> Iterator[Trial]:
    """All of them."""
    yield _everywhere("that nobody sees", saying(HIDDEN))
    yield _everywhere("about a phase, a channel, a place", each_something_of(NARROWER))
    yield _everywhere("about another posting", each_something_of(OTHERS))
    yield _everywhere(
        "in another charset than said",
        in_windows_letters,
        on_list=lambda page: in_windows_letters(read_anew(page)),
    )
    gone = Fault(kind="body", path=f"*id={GONE}", body=SKELETON)
    yield Trial(name="words: none, 200 for a removed page", verdict="complete", status=0, faults=(gone,))


TRIALS: Final = tuple(trials())
