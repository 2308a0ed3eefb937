"""Words as letters: texts of hundreds of words are compared as short strings, many times as fast as lists of words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

MOST = 1_000_000
"""Words of one vocabulary: Unicode has 1,112,064 characters."""
_SURROGATES, _BEHIND = 0xD800, 0xE000
Passages = tuple[tuple[int, str], ...]
"""Checksum and words of each passage of a text, the words with a space between them."""


@dataclass(slots=True)
class Vocabulary:
    """A letter for each word, the same for the same word, until it is emptied."""

    most: int = MOST
    _letters: dict[str, str] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)
    _passages: dict[str, str] = field(default_factory=dict)
    _texts: dict[int, tuple[Passages, str]] = field(default_factory=dict)
    """By the identity of its passages, which are kept with it."""

    def make_room(self, words: int) -> None:
        """Empties the vocabulary where that many more words may not find letters; what was spelled before is void."""
        if len(self._letters) + words > self.most:
            for known in (self._letters, self._words, self._passages, self._texts):
                known.clear()

    def letters(self, passages: Passages) -> str:
        """The letters of a text."""
        known = self._texts.get(id(passages))
        if known is None:
            known = passages, "".join([self.spelled(said) for _, said in passages])
            self._texts[id(passages)] = known
        return known[1]

    def spelled(self, passage: str) -> str:
        """The letters of a passage, whose words have one space between them."""
        known = self._passages.get(passage)
        if known is None:
            letters = self._letters
            known = "".join([letters.get(word) or self._learned(word) for word in passage.split(" ")])
            self._passages[passage] = known
        return known

    def read(self, letters: Iterable[str]) -> list[str]:
        """The words that letters stand for."""
        return [self._words[letter] for letter in letters]

    def _learned(self, word: str) -> str:
        number = len(self._letters) + 1
        letter = chr(number if number < _SURROGATES else number - _SURROGATES + _BEHIND)
        self._letters[word] = letter
        self._words[letter] = word
        return letter
