"""How much of two texts is the same, word by word, without what the employer says in all of its ads."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+|\s*\n\s*|\s*[•·●▪◦*]\s+")
MIN_PASSAGE = 4
"""Words that make a passage; fewer say nothing of whose they are."""
LONGEST = 2500
"""Words of a text that are compared: longer ads repeat themselves, and hostile ones would cost seconds."""


def words(text: str) -> list[str]:
    """The words and numbers of a text, case folded."""
    return _WORD.findall(text.casefold())[:LONGEST]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text cut into passages: sentences, bullets, lines."""

    passages: tuple[tuple[int, tuple[str, ...]], ...]
    """Fingerprint and words of each."""

    def words(self, without: Collection[int] = ()) -> list[str]:
        """The words of all passages, or of those that are not the employer's stock."""
        return [word for number, said in self.passages if number not in without for word in said][:LONGEST]


def wording(text: str) -> Wording:
    """Cuts a text into passages; what is shorter than `MIN_PASSAGE` words joins the next."""
    passages: list[tuple[int, tuple[str, ...]]] = []
    held: list[str] = []
    count = 0
    for piece in _SENTENCE_END.split(text):
        held += _WORD.findall(piece.casefold())
        if len(held) >= MIN_PASSAGE:
            passages.append((fingerprint(" ".join(held)), tuple(held)))
            count += len(held)
            held = []
            if count > LONGEST:
                break
    if held:
        passages.append((fingerprint(" ".join(held)), tuple(held)))
    return Wording(tuple(passages))


def fingerprint(text: str) -> int:
    """64 bits of a text, as the signed integer that databases have."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def packed(numbers: Sequence[int]) -> bytes:
    """Fingerprints as one value of a row."""
    return struct.pack(f">{len(numbers)}q", *numbers)


def unpacked(packed_numbers: bytes) -> tuple[int, ...]:
    """The inverse of `packed`."""
    return struct.unpack(f">{len(packed_numbers) // 8}q", packed_numbers)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are."""

    shared: float
    """Share of the words that stand in both in the same order (0 to 1)."""
    contained: float
    """The same as a share of the shorter text."""
    length: int
    """Words of the shorter text."""


def likeness(a: Sequence[str], b: Sequence[str]) -> Likeness:
    """Compares two sequences of words."""
    shorter = min(len(a), len(b))
    if not shorter:
        return Likeness(0.0, 0.0, 0)
    common = LCSseq.similarity(a, b)
    return Likeness(2 * common / (len(a) + len(b)), common / shorter, shorter)
