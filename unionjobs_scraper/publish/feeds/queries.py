"""Saved questions to the events: `union=SEIU family=organizing kind=opened nurse`."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.feeds.places import regions_of
from unionjobs_scraper.storage.queries.feeds import Event, Kind

KEYS = ("union", "family", "state", "workplace", "kind", "source")
SYNTAX = f"write it as union=SEIU family=organizing state=US-OH nurse; the keys are {', '.join(KEYS)}"
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Conditions that an event meets, all of them."""

    name: str
    """Its part of a file's name."""
    words: str
    """As it was typed."""
    wanted: Mapping[str, frozenset[str]]
    """By key: the values, any of which will do, in lower case."""
    text: tuple[str, ...]
    """Words that the title or the employer has, in lower case."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds that it asks for; empty: every one."""
        return self.wanted.get("kind", frozenset())

    def takes(self, event: Event) -> bool:
        """Whether an event meets it."""
        held = {
            "union": {event.union.casefold()},
            "family": {event.family.casefold()},
            "workplace": {event.workplace.casefold()},
            "kind": {event.kind.value},
            "source": {event.source.casefold()},
        }
        if "state" in self.wanted:
            held["state"] = {each.casefold() for each in regions_of(event.locations, event.region, event.country)}
        said = f"{event.title} {event.employer}".casefold()
        return all(held[key] & values for key, values in self.wanted.items()) and all(
            word in said for word in self.text
        )


def parsed(words: str, name: str = "") -> Query:
    """The question that the words are. Raises `SettingError`."""
    try:
        parts = shlex.split(words)
    except ValueError as error:
        raise SettingError(f"--query {words}: {error}; {SYNTAX}") from None
    wanted: dict[str, set[str]] = {}
    text: list[str] = []
    for part in parts:
        key, equals, value = part.partition("=")
        if not equals:
            text.append(part.casefold())
        elif key not in KEYS or not value:
            raise SettingError(f"--query {words}: {part} is no condition; {SYNTAX}")
        else:
            wanted.setdefault(key, set()).update(each.casefold() for each in value.split(","))
    if not parts:
        raise SettingError(f"--query: no condition; {SYNTAX}")
    if unknown := wanted.get("kind", set()) - {kind.value for kind in Kind}:
        raise SettingError(f"--query {words}: kind={', '.join(sorted(unknown))}; kinds are {', '.join(Kind)}")
    frozen = {key: frozenset(values) for key, values in wanted.items()}
    return Query(name=name or slug(words), words=words, wanted=frozen, text=tuple(text))


def slug(words: str) -> str:
    """A name for a file: `union-seiu-family-organizing`."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:LONGEST_NAME].strip("-") or "query"


def saved(path: Path) -> dict[str, Query]:
    """The operator's saved questions, `name = "words"` in a TOML file; none without the file. Raises `SettingError`."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError) as error:
        raise SettingError(f"{path} cannot be read ({error}): mend it, or take it away") from None
    for name, words in table.items():
        if not isinstance(words, str) or slug(name) != name:
            raise SettingError(f'{path}: write {name} as {slug(name)} = "union=SEIU nurse"')
    return {name: parsed(words, name) for name, words in table.items()}
