"""A text as the linker compares it: passages of words, in one spelling, without addresses."""

from __future__ import annotations

import re
import struct
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from zlib import crc32

from unionjobs_scraper.linking.vocabulary import Vocabulary

_PASSAGE_END = re.compile(r"\n|(?<=[.!?:;])\s")
_WRAPPED = re.compile(r"\n(?=[ \t]*[a-z(])")
_ADDRESS = re.compile(r"(?<!\S)\S+@\S+|(?:https?://|www\.)\S+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_BULLETS = "•·●▪◦"
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
    vocabulary: Vocabulary = field(default_factory=Vocabulary, compare=False, repr=False)

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

    def letters(self, without: Collection[int] = ()) -> str:
        """The same, a letter of the vocabulary for each word."""
        passages = self.passages
        if without:
            passages = tuple(passage for passage in passages if passage[0] not in without)
        return self.vocabulary.letters(passages)[:LONGEST]

    def says_any(self, numbers: frozenset[int]) -> bool:
        """Whether one of the passages is among these."""
        return any(number in numbers for number, _ in self.passages)


SMALL_WORDS = {
    "en": ("the", "and", "of", "to", "with", "for"),
    "fr": ("le", "les", "des", "et", "du", "une", "pour"),
    "es": ("el", "los", "y", "del", "una", "para", "con"),
}


def wording(text: str, vocabulary: Vocabulary | None = None) -> Wording:
    """Cuts a text into passages. Addresses are left out: one board gives a link where another gives an e-mail.

    Texts of one vocabulary are compared fastest.
    """
    passages: list[tuple[int, str]] = []
    count = 0
    for words in map(str.split, _lines(_laid_out(text))):
        if words:
            said = " ".join(words)
            passages.append((crc32(said.encode()), said))
            count += len(words)
            if count > LONGEST:
                break
    return Wording(tuple(passages)) if vocabulary is None else Wording(tuple(passages), vocabulary)


def _laid_out(text: str) -> str:
    """The text with a passage's end at every bullet, and none where a line only wraps."""
    if "@" in text or "://" in text or "www." in text:
        text = "\n".join(map(_without_addresses, text.split("\n")))
    text = _WRAPPED.sub(" ", text).replace("*", "\n")  # in this order: a bullet's line does not only wrap
    if not text.isascii():
        for bullet in _BULLETS:  # many times as fast as `str.translate`
            text = text.replace(bullet, "\n")
    return text


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
