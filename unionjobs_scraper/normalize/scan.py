"""One cheap look at a long text, shared by the normalizers: where words and digits stand in it."""

from collections.abc import Iterator
from functools import lru_cache

_ONLY_DIGITS = bytes(48 if 48 <= code <= 57 else 32 for code in range(256))

ONLY_LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))
"""For `bytes.translate`: whatever is no lower-case letter becomes a space."""


@lru_cache(maxsize=8)
def folded(text: str) -> bytes:
    """Return *text* in lower case as bytes of the same positions; what is not Latin-1 becomes "?"."""
    return text.encode("latin-1", "replace").lower()


@lru_cache(maxsize=8)
def digits(text: str) -> tuple[tuple[int, int], ...]:
    """Return the start and end of every run of digits in *text*."""
    marked = folded(text).translate(_ONLY_DIGITS)  # a look-up table is 20 times as fast as a pattern
    runs: list[tuple[int, int]] = []
    start = marked.find(b"0")
    while start >= 0:
        end = marked.find(b" ", start)
        end = len(marked) if end < 0 else end
        runs.append((start, end))
        start = marked.find(b"0", end)
    return tuple(runs)


@lru_cache(maxsize=8)
def vocabulary(text: str) -> frozenset[bytes]:
    """Return the words of *text* in lower case, each a run of the letters a to z."""
    return frozenset(folded(text).translate(ONLY_LETTERS).split())


def positions(text: str, word: bytes) -> Iterator[int]:
    """Yield the places where *word*, in lower case, begins in *text*."""
    said, start = folded(text), 0
    while (start := said.find(word, start)) >= 0:
        yield start
        start += 1


MEMORIES = (folded, digits, vocabulary)
