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

_PASSAGE_END = re.compile(r"\n|(?<=[.!?:;])\s")
_WRAPPED = re.compile(r"\n(?=[ \t]*[a-z(])")
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|(?:https?://|www\.)\S+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_BULLETS = str.maketrans(dict.fromkeys("•·●▪◦", "\n"))
_ENDING, _SPACE, _OTHER = b". ,"
"""What ASCII characters that are in no word become: the end of a sentence, if a space follows; a space; the rest."""


def _kind(code: int) -> int:
    letter = chr(code)
    if letter == "\n" or letter == "_" or letter.isalnum() or code > 127:  # bytes of other alphabets' letters
        return code
    if letter in ".!?:;":
        return _ENDING
    return _SPACE if letter.isspace() else _OTHER


_KINDS = bytes(map(_kind, range(256)))
_BLANKS = bytes.maketrans(b".,", b"  ")
LONGEST = 2500
"""Words of a text that are compared: longer ads repeat themselves, and hostile ones would cost seconds."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text cut into passages: sentences, bullets, lines."""

    passages: tuple[tuple[int, str], ...]
    """Checksum and words of each, the words with a space between them: few texts are ever compared word by word."""

    @property
    def language(self) -> str:
        """en, fr, es, or empty where nothing tells."""
        said = Counter(self.words()[:400])
        known = {name: sum(said[word] for word in small) for name, small in SMALL_WORDS.items()}
        best = max(known, key=lambda name: known[name])
        return best if known[best] >= 5 else ""

    def words(self, without: Collection[int] = ()) -> list[str]:
        """The words of all passages, or of those that are not the employer's stock."""
        return [word for number, said in self.passages if number not in without for word in said.split(" ")][:LONGEST]


SMALL_WORDS = {
    "en": ("the", "and", "of", "to", "with", "for"),
    "fr": ("le", "les", "des", "et", "du", "une", "pour"),
    "es": ("el", "los", "y", "del", "una", "para", "con"),
}


def wording(text: str) -> Wording:
    """Cuts a text into passages. Addresses are left out: one board gives a link where another gives an e-mail."""
    passages: list[tuple[int, str]] = []
    count = 0
    for words in map(str.split, _lines(_laid_out(text))):
        if words:
            said = " ".join(words)
            passages.append((crc32(said.encode()), said))
            count += len(words)
            if count > LONGEST:
                break
    return Wording(tuple(passages))


def _laid_out(text: str) -> str:
    """The text with a passage's end at every bullet, and none where a line only wraps."""
    if "@" in text or "://" in text or "www." in text:
        text = "\n".join(map(_without_addresses, text.split("\n")))
    text = _WRAPPED.sub(" ", text).replace("*", "\n")  # in this order: a bullet's line does not only wrap
    return text if text.isascii() else text.translate(_BULLETS)


def _without_addresses(line: str) -> str:
    return _ADDRESS.sub(" ", line) if "@" in line or "://" in line or "www." in line else line


def _lines(text: str) -> list[str]:
    """The passages, casefolded, with spaces for all that is in no word."""
    text = text.casefold()
    if not text.isascii():
        for letter in set(_FOREIGN.findall(text)):
            if not letter.isalnum():
                text = text.replace(letter, " " if letter.isspace() else ",")
    plain = text.encode().translate(_KINDS).replace(b". ", b"\n").translate(_BLANKS)
    return plain.decode().split("\n")


def only_in(text: str, other: str) -> str:
    """The passages of a text that the other does not have, for a person to read."""
    known = {number for number, _ in wording(other).passages}
    pieces = map(str.strip, _PASSAGE_END.split(_laid_out(text)))
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
    """Share of the words that both have in the same order (0 to 1)."""
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


def alike(one: str, other: str, share: float) -> bool:
    """Whether two texts, by their first 2,000 words, have this share of their words in common, in the same order."""
    return likeness(*(text[:20_000].casefold().split()[:2000] for text in (one, other))).shared >= share


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
"""Words that can replace others; more is another passage, not another word."""


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
