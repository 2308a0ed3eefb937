"""The words by which pages say that a posting is closed, language by language, as patterns (closing.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from pathlib import Path

Table = dict[str, str | list[str]]

WORDS = Path(__file__).with_name("closing.toml")
_NAME = re.compile(r"\{([a-z_]+)\}")


class Language:
    """The words of one language as patterns over one sentence; closing.toml says what each of them is."""

    def __init__(self, table: Table) -> None:
        self.signs, self.usual = (
            tuple(word.encode("latin-1") for word in table.get(name, ())) for name in ("signs", "usual")
        )
        self.common = frozenset(str(table.get("common", "")).split())
        self._table = table

    @cached_property
    def _words(self) -> dict[str, str]:
        known: dict[str, str] = {}
        for name, value in self._table.items():
            text = value if isinstance(value, str) else f"(?:{'|'.join(f'(?:{each})' for each in value)})"
            known[name] = _NAME.sub(lambda use: known[use[1]], re.sub(r"\n\s*", "", text))
        return known

    @cached_property
    def clause(self) -> re.Pattern[str]:
        """A clause that says that the posting is over; its group `end` is where that has been said."""
        words = self._words
        said = f"(?:{words['openers']})*{words['statements']}(?:{words['tails']})*(?P<end>)"
        return re.compile(rf"{said}(?:{words['farewell']}\b.*|(?=\W*$|\s*[,;:]|\s[–—-]))", re.IGNORECASE)

    @cached_property
    def heading(self) -> re.Pattern[str]:
        """A line of few words that says so."""
        words = self._words
        said = f"(?:{words['openers']})*{words['headings']}(?:{words['tails']})*(?P<end>)"
        return re.compile(rf"{said}(?:{words['farewell']}\b.*|\W*$)", re.IGNORECASE)

    @cached_property
    def bare(self) -> re.Pattern[str]:
        """A single word that says so."""
        return re.compile(self._words["bare"] + r"\W*$", re.IGNORECASE)

    @cached_property
    def condition(self) -> re.Pattern[str]:
        """Words that make a case of what follows them."""
        return self._guard("condition")

    @cached_property
    def exception(self) -> re.Pattern[str]:
        """Words that leave something open."""
        return self._guard("exception")

    @cached_property
    def named(self) -> re.Pattern[str]:
        """A posting that is named: "the *Field Organizer* position"."""
        return re.compile(self._words.get("named", r"(?!)"), re.IGNORECASE)

    @cached_property
    def still_open(self) -> re.Pattern[str]:
        """Words that say that the posting is open."""
        return self._guard("still_open")

    def _guard(self, name: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self._words[name]})(?!\w)", re.IGNORECASE)


@cache
def languages() -> tuple[Language, ...]:
    """Those of closing.toml."""
    return tuple(map(Language, tomllib.loads(WORDS.read_text(encoding="utf-8")).values()))


@cache
def common() -> frozenset[str]:
    """Words of a name that tell no posting from another, in any language."""
    return frozenset().union(*(each.common for each in languages()))
