"""How much of two texts is the same, word by word, and which words stand in the same place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Editops, LCSseq

from unionjobs_scraper.linking.text import LONGEST, Wording


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
    return _likeness(a, b, LCSseq.similarity(a, b))


def _likeness(a: Sequence[str], b: Sequence[str], common: int) -> Likeness:
    shorter = min(len(a), len(b))
    if not shorter:
        return Likeness(0.0, 0.0, 0)
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

Swap = tuple[frozenset[str], frozenset[str]]
"""The words that are gone, and those that have come."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts, aligned once: by their likeness, and by what they have in the same places."""

    first: Wording
    second: Wording
    a: str
    b: str
    operations: Editops

    @classmethod
    def of(cls, first: Wording, second: Wording) -> Compared:
        """Aligns two texts by their words."""
        vocabulary = first.vocabulary
        vocabulary.make_room(2 * LONGEST)
        if second.vocabulary is not vocabulary:
            second = Wording(second.passages, vocabulary)
        a, b = first.letters(), second.letters()
        return cls(first, second, a, b, LCSseq.editops(a, b))

    @property
    def likeness(self) -> Likeness:
        """How alike they are."""
        changed = len(self.operations)
        return _likeness(self.a, self.b, (len(self.a) + len(self.b) - changed) // 2)

    def without(self, stock: Collection[int]) -> tuple[str, str]:
        """Both texts without what the employer says in other ads too."""
        return self.first.letters(stock), self.second.letters(stock)

    def swaps(self, ignored: Collection[str]) -> list[Swap]:
        """Where one text has some words and the other has others in the same place: `nurses` for `drivers`.

        Words that are ignored, and figures, do not count.
        """
        return _swaps(self.a, self.b, self.operations, ignored, self.first.vocabulary.read)


def _swaps(
    a: Sequence[str],
    b: Sequence[str],
    operations: Editops,
    ignored: Collection[str],
    read: Callable[[Iterable[str]], Sequence[str]],
) -> list[Swap]:
    found: list[Swap] = []
    a_end = b_end = -1  # of the place before; what is before the first is in no place
    for block in operations.as_matching_blocks():
        if block.size < ANCHOR:
            continue
        if 0 <= a_end < block.a and 0 <= b_end < block.b and max(block.a - a_end, block.b - b_end) <= LONGEST_SWAP:
            gone, come = _telling(read(a[a_end : block.a]), ignored), _telling(read(b[b_end : block.b]), ignored)
            if gone - come and come - gone and fuzz.ratio(_joined(gone), _joined(come)) < MISSPELLED:
                found.append((gone - come, come - gone))
        a_end, b_end = block.a + block.size, block.b + block.size
    return found


def _telling(said: Sequence[str], ignored: Collection[str]) -> frozenset[str]:
    return frozenset(
        word
        for word in said
        if word not in NOT_TELLING and word not in ignored and not any(letter.isdigit() for letter in word)
    )


def _joined(said: Collection[str]) -> str:
    return " ".join(sorted(said))
