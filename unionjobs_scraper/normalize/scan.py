"""One cheap look at a long text, shared by the normalizers: where words and digits stand in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

_ONLY_DIGITS = bytes(48 if 48 <= code <= 57 else 32 for code in range(256))

ONLY_LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))
"""For `bytes.translate`: whatever is no lower-case letter becomes a space."""

WATCHED = frozenset(
    b"ago based casual contin* contract days duration fellowship filled fixed full fulltime half halftime hybrid"
    b" including independent interim internship limited month months office ongoing onsite part parttime person"
    b" position remote remotely seasonal site status temporary term type week working works year years"
    b" jan* feb* mar* apr* may* jun* jul* aug* sep* oct* nov* dec*".split()
)
"""Words by which rules know where to look, found in one pass; with a star, all that begin so."""


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern that reads *words* letter by letter: half the time of alternatives side by side."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words):
        rests.setdefault(word[:1], []).append(word[1:])
    branches = [first + _any_of(rest) for first, rest in rests.items() if first not in _ENDS]
    return f"(?:{'|'.join((*branches, *(end for first, end in _ENDS.items() if first in rests)))})"


_ENDS = {"": "(?![a-z])", "*": ""}
_ANY_WATCHED = re.compile(f" ({_any_of(word.decode() for word in WATCHED)})".encode())


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
def watched(text: str) -> Mapping[bytes, list[int]]:
    """Return where in *text* each of the `WATCHED` words, without its star, begins; letters are a to z."""
    places: dict[bytes, list[int]] = {}
    for found in _ANY_WATCHED.finditer(b" " + folded(text).translate(ONLY_LETTERS)):
        places.setdefault(found[1], []).append(found.start())
    return places


def positions(text: str, word: bytes) -> Iterator[int]:
    """Yield the places where *word*, in lower case, begins in *text*."""
    said, start = folded(text), 0
    while (start := said.find(word, start)) >= 0:
        yield start
        start += 1


MEMORIES = (folded, digits, watched)
