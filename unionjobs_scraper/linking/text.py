"""How much of two texts is the same, word by word, without what the employer says in all of its ads."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from zlib import crc32

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

_WORD = re.compile(r"\w+")
_PASSAGE_END = re.compile(r"\n|(?<=[.!?:;])\s")
_WRAPPED = re.compile(r"\n(?=[ \t]*[a-z(])")
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|(?:https?://|www\.)\S+")
_BULLETS = str.maketrans(dict.fromkeys("•·●▪◦", "\n"))
LONGEST = 2500
"""Words of a text that are compared: longer ads repeat themselves, and hostile ones would cost seconds."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text cut into passages: sentences, bullets, lines."""

    passages: tuple[tuple[int, tuple[str, ...]], ...]
    """Checksum and words of each."""

    @property
    def language(self) -> str:
        """en, fr, es, or empty where nothing tells."""
        said = Counter(self.words()[:400])
        known = {name: sum(said[word] for word in small) for name, small in SMALL_WORDS.items()}
        best = max(known, key=lambda name: known[name])
        return best if known[best] >= 5 else ""

    def words(self, without: Collection[int] = ()) -> list[str]:
        """The words of all passages, or of those that are not the employer's stock."""
        return [word for number, said in self.passages if number not in without for word in said][:LONGEST]


SMALL_WORDS = {
    "en": ("the", "and", "of", "to", "with", "for"),
    "fr": ("le", "les", "des", "et", "du", "une", "pour"),
    "es": ("el", "los", "y", "del", "una", "para", "con"),
}


def wording(text: str) -> Wording:
    """Cuts a text into passages. Addresses are left out: one board gives a link where another gives an e-mail."""
    passages: list[tuple[int, tuple[str, ...]]] = []
    count = 0
    for piece in map(str.casefold, _pieces(text)):
        said = tuple(_WORD.findall(piece))
        if said:
            passages.append((crc32(" ".join(said).encode("utf-8", "surrogatepass")), said))
            count += len(said)
            if count > LONGEST:
                break
    return Wording(tuple(passages))


def _pieces(text: str) -> list[str]:
    """Sentences, bullets and lines; a line that only wraps is none."""
    if "@" in text or "://" in text or "www." in text:
        text = _ADDRESS.sub(" ", text)
    text = _WRAPPED.sub(" ", text).replace("*", "\n")  # in this order: a bullet's line does not only wrap
    if not text.isascii():
        text = text.translate(_BULLETS)
    return _PASSAGE_END.split(text)


def only_in(text: str, other: str) -> str:
    """The passages of a text that the other does not have, for a person to read."""
    known = {number for number, _ in wording(other).passages}
    pieces = (piece.strip() for piece in _pieces(text))
    return " / ".join(piece for piece in pieces if piece and not all(n in known for n, _ in wording(piece).passages))


def fingerprint(text: str) -> int:
    """64 bits of a text, as the signed integer that databases have."""
    return _NUMBER.unpack(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())[0]  # type: ignore[no-any-return]


_NUMBER = struct.Struct(">q")


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


NOT_TELLING = frozenset(
    """the a an and or of to in for with on at by from as is are be will you we our your their its it this that these
    those who which has have us they he she his her i if not no all any each
    job position role title opening posting overview summary description about duties responsibilities essential
    functions requirements required qualifications minimum preferred skills experience knowledge benefits compensation
    pay salary wages terms conditions equal opportunity diversity statement eeo
    apply application applications accepted applicants candidates resume letter cover send submit email e mail link
    website online portal page careers hiring form click here now how below visit see follow steps next please only
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
"""Words that do not tell one opening from another: small ones, an ad's headings, how to apply, dates."""
ANCHOR = 3
"""Equal words before and after that make a place of one text the same place of the other."""
MISSPELLED = 75
"""Letters in common (of 100) from which two words are one, spelled in two ways."""
LONGEST_SWAP = 10
"""Words that can stand in for others; more is another passage, not another word."""


def swaps(a: Sequence[str], b: Sequence[str], ignored: frozenset[str]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Where one text has some words and the other has others in the same place: `nurses` for `drivers`.

    Words that are ignored, and figures, do not count.
    """
    found = []
    removed: list[str] = []
    added: list[str] = []
    anchored = False
    for step in LCSseq.opcodes(a, b):
        if step.tag != "equal" or step.src_end - step.src_start < ANCHOR:
            removed += a[step.src_start : step.src_end]
            added += b[step.dest_start : step.dest_end]
            continue
        if anchored and max(len(removed), len(added)) <= LONGEST_SWAP:
            gone, come = _telling(removed, ignored), _telling(added, ignored)
            if gone - come and come - gone and fuzz.ratio(_joined(gone), _joined(come)) < MISSPELLED:
                found.append((gone - come, come - gone))
        removed, added, anchored = [], [], True
    return found


def _telling(said: Sequence[str], ignored: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word for word in said if word not in ignored | NOT_TELLING and not any(letter.isdigit() for letter in word)
    )


def _joined(said: Collection[str]) -> str:
    return " ".join(sorted(said))
