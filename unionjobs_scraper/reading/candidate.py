"""A record of a page, where it is, and the decision whether it is a posting."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from unionjobs_scraper.normalize.titles import Title
from unionjobs_scraper.reading.group_words import DOCUMENT
from unionjobs_scraper.reading.page import Block

UNTITLED = Title(title="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record of a page, and whether it is taken for a posting."""

    title: str
    kept: bool
    reason: str
    """Why, in one word: a counter's name."""
    url: str = ""
    """Where the record leads."""
    place: str = ""
    parts: Sequence[Block] = field(default_factory=tuple)
    """What the record holds beside its title."""
    group: str = ""
    """The shape of its group, for a person."""
    headline: Title = UNTITLED
    """What the title held beside the job's name."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """The cells of a table's row by the names of their columns."""
    hours: str = ""
    """A part of the record that names hours or kind of employment and nothing else."""
    department: str = ""
    """The heading above it, where that is a department's name."""
    raw: str = ""
    """The title as it stands in the record."""


@dataclass(frozen=True, slots=True)
class Where:
    """The page that records stand on."""

    url: str
    employer: str = ""
    country: str = ""
    named: str = ""
    """What its head calls it, which speaks where no heading does."""


def shape(address: str) -> str:
    """Where an address leads: host and folder, or the kind of document."""
    parts = urlsplit(address)
    if DOCUMENT.search(parts.path):
        return "document"
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/').rpartition('/')[0]}"


def path_and_query(address: str) -> str:
    """An address without its host."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are on one host, with or without `www.`."""
    return _host(one) == _host(other)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".").removeprefix("www.")


def bare(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return re.sub(r"[\W_]+", "", text).casefold()
