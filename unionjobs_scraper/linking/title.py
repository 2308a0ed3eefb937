"""What two titles say of the role: one role in other words, or sister roles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Self

SPELLED = {
    "sr": "senior", "jr": "junior", "asst": "assistant", "assoc": "associate", "rep": "representative",
    "reps": "representative", "coord": "coordinator", "dir": "director", "mgr": "manager", "admin": "administrative",
    "comms": "communications", "comm": "communications", "dept": "department", "vp": "vicepresident",
    "org": "organizing", "exec": "executive", "govt": "government", "gov": "government", "natl": "national",
    "intl": "international",
    "organiser": "organizer", "organising": "organizing", "1": "i", "2": "ii", "3": "iii", "4": "iv",
    "temp": "temporary", "researchers": "researcher", "dep": "deputy", "labour": "labor", "counselor": "counsel",
}  # fmt: skip
"""Short and other spellings, and how titles are compared."""
EMPTY = frozenset(
    "a an and at de for in job jobs new now hiring of on opening openings opportunity or position positions "
    "posting role the to with vacancy wanted we are is seeking seeks full time fulltime ft based location "
    "locations multiple various us usa ca req requisition id number per year hour annually hourly salary "
    "exempt non nonexempt hybrid remote onsite union unions staff labor repost reposted extended deadline "
    "updated urgent immediate m f d h x".split()
)
"""Words that say nothing of the role, or that one board adds."""
RANKS = frozenset(
    "i ii iii iv v vi lead senior junior assistant associate deputy chief head principal executive director manager"
    " supervisor coordinator vicepresident president secretary treasurer intern internship fellow fellowship apprentice"
    " trainee entry level temporary interim acting part parttime regional national statewide international seasonal"
    " summer fall winter spring term project regular permanent limited relief volunteer member release".split()
)
"""Words that set one role apart from its sisters."""
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_FIGURES = re.compile(
    r"[$£€]\s*[\d,.]+\s*k?(?:\s*(?:-|–|to)\s*[$£€]?\s*[\d,.]+\s*k?)?|#\s*[\w-]*\d[\w-]*|\b[a-z]{0,4}-?\d[\d-]{2,}\w*\b",
    re.I,
)
_WORD = re.compile(r"\w+")
_PARTED = re.compile(r"\s+[-–—|/]\s+|[,;:|(]")


class TitleAgreement(StrEnum):
    """How the titles of two postings compare."""

    SAME = "same"
    NESTED = "nested"
    """One says more than the other, of the same rank."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title as what it says of the role."""

    key: str
    """Equal for the same words in another order, spelling or with a place added."""
    words: frozenset[str]
    ranks: frozenset[str]
    head: str
    """The noun of the job: `organizer` in "Senior Organizer, Healthcare"."""

    @classmethod
    def read(cls, title: str, place_words: Collection[str] = ()) -> Self:
        """From a title and the words of the posting's places, which a title may repeat."""
        return cls(*_read(title[:300], frozenset(place_words)))


@lru_cache(maxsize=4096)
def _read(title: str, place_words: frozenset[str]) -> tuple[str, frozenset[str], frozenset[str], str]:
    plain = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = (
        _FIGURES.sub(" ", plain)
        .replace("'s", "")
        .replace("’s", "")
        .replace("&", " and ")
        .replace("part-time", "parttime")
    )
    said = [_spelled(word) for word in _WORD.findall(plain)]
    words = frozenset(said) - EMPTY - (place_words - RANKS)
    words = words or frozenset(said)
    first = _PARTED.split(_ASIDE.sub(" ", plain).strip() or plain)[0]
    nouns = [
        word for word in map(_spelled, _WORD.findall(first.partition(" of ")[0].partition(" for ")[0])) if word in words
    ]
    outside = [word for word in nouns if word not in ("i", "ii", "iii", "iv")]
    head = outside[-1] if outside else " ".join(sorted(words))
    return " ".join(sorted(words)), words, words & RANKS, head


def _spelled(word: str) -> str:
    word = SPELLED.get(word, word)
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "ions")):
        return word[:-1]
    return word


def agreement(a: TitleWords, b: TitleWords) -> TitleAgreement:
    """How two postings' titles compare."""
    if not (a.words and b.words):
        return TitleAgreement.DIFFERENT
    if a.key == b.key:
        return TitleAgreement.SAME
    if a.ranks == b.ranks and (a.words <= b.words or b.words <= a.words):
        return TitleAgreement.NESTED
    return TitleAgreement.DIFFERENT
