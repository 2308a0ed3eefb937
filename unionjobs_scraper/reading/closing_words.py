"""The words by which pages say that a posting is closed, language by language, as patterns (closing.toml)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

Table = dict[str, str | list[str]]

WORDS = Path(__file__).with_name("closing.toml")
_NAME = re.compile(r"\{([a-z_]+)\}")
MOST_LETTERS = 500_000
"""Of words that are remembered."""


class Signs:
    """Parts of words and phrases, and the words of pages that hold something of them.

    Pages share their words: to look once at each word takes a tenth of looking for each sign in each page.
    """

    def __init__(self, signs: Iterable[bytes]) -> None:
        self._pieces = {sign: _longest_piece(sign) for sign in signs}
        self._forget()

    def _forget(self) -> None:
        self._telling: dict[bytes, frozenset[bytes]] = {}
        self._idle: set[bytes] = set()
        self._letters = 0

    def possible(self, words: frozenset[bytes]) -> list[bytes]:
        """The signs that a text of these words may hold; it holds no other."""
        telling, idle = self._telling, self._idle
        left = words - idle
        if new := left - telling.keys():
            self._learn(new, telling, idle)
            left -= idle
        found = frozenset[bytes]().union(*[telling[word] for word in left])
        return [sign for sign in self._pieces if sign in found]

    def _learn(self, words: Iterable[bytes], telling: dict[bytes, frozenset[bytes]], idle: set[bytes]) -> None:
        said = b" %b " % b"  ".join(words)
        pieces = [(sign, piece) for sign, piece in self._pieces.items() if piece in said]
        for word in words:
            padded = b" %b " % word
            if found := frozenset(sign for sign, piece in pieces if piece in padded):
                telling[word] = found
            else:
                idle.add(word)
        self._letters += len(said)
        if self._letters > MOST_LETTERS:
            self._forget()


def _longest_piece(sign: bytes) -> bytes:
    """What of a sign is within one word, with the space that has to be before or after it."""
    pieces = sign.replace(b" ", b" \n ").split(b"\n")
    return max(pieces, key=len)


class Language:
    """The words of one language as patterns over one sentence; closing.toml says what each of them is."""

    def __init__(self, table: Table) -> None:
        self.signs, self.usual = (
            tuple(word.encode("latin-1") for word in table.get(name, ())) for name in ("signs", "usual")
        )
        self.index = Signs(self.signs)
        self.common = frozenset(str(table.get("common", "")).split())
        self._table = table

    def is_usual(self, said: bytes, words: frozenset[bytes]) -> bool:
        """Whether a text, whose words are `words`, has a usual word of the language."""
        return any(word.strip() in words and word in said for word in self.usual)

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
