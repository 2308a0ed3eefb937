"""Which capitalized words can be a person's name, by what lists of names, bodies, offices and places hold."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from unicodedata import combining, normalize

from unionjobs_scraper.normalize import gazetteer
from unionjobs_scraper.normalize.job_nouns import JOB_NOUN
from unionjobs_scraper.publish.release.cues import GAP, WORD

LONGEST = 6
"""Words of a name, at most."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of `names.toml` and `persons.toml`."""

    bodies: frozenset[str]
    offices: frozenset[str]
    beginnings: frozenset[str]
    particles: frozenset[str]
    honored: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    famous: frozenset[str]


@cache
def name_words() -> Words:
    """Reads the lists, once."""
    tables: dict[str, str] = {}
    for name in ("names.toml", "persons.toml"):
        tables |= tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    famous = frozenset(name.strip() for name in tables.pop("famous").split(","))
    return Words(famous=famous, **{kind: frozenset(words.split()) for kind, words in tables.items()})


@dataclass(frozen=True, slots=True)
class Posting:
    """What is known of a posting whose texts are read for names."""

    own: frozenset[str] = frozenset()
    """Words of its employer and places, in lower case: a run of these is no person."""
    mailboxes: str = ""
    """The local parts of its mail addresses, in lower case: they name their owners."""


@lru_cache(maxsize=2048)
def _folded(word: str) -> str:
    """A word in small letters without its accents, as the lists of persons have it."""
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter))


def is_given(word: str) -> bool:
    """Whether a word in small letters is a given name and no common word; of two with a hyphen, the first counts."""
    word = _folded(word)
    return word in name_words().given or ("-" in word and word.partition("-")[0] in name_words().given)


def is_surname(word: str) -> bool:
    """Whether a word in small letters is a surname that is no common word; of two with a hyphen, either counts."""
    word = _folded(word)
    return word in name_words().surnames or ("-" in word and not name_words().surnames.isdisjoint(word.split("-")))


def is_famous(name: str) -> bool:
    """Whether a name is that of a person of the movement's past, after whom days and schools are named."""
    return " ".join(_folded(plain_word(word)) for word in name.split()) in name_words().famous


def is_known(name: str, posting: Posting) -> bool:
    """Whether a run holds a frequent name, or the name of a mailbox."""
    words = [plain_word(word) for word in name.split()]
    if is_famous(name):
        return False
    if len(words) == 1:
        return is_given(words[0]) or is_surname(words[0])
    if any(map(is_given, {part for word in words for part in word.split("-")} | {words[0]})):
        return not (gazetteer.is_city(name) and not is_surname(words[-1]))
    if is_surname(words[-1]):
        return not gazetteer.is_city(name)
    return len(words[-1]) > 2 and words[-1] in posting.mailboxes


def is_nothing_else(name: str, text: str) -> bool:
    """Whether nothing shows a run to be a thing or a place, such as one of its words written small elsewhere."""
    words = [plain_word(word) for word in name.split()]
    small = any(len(word) > 2 and f" {word}" in text for word in words)
    return not small and not gazetteer.is_city(name) and not any(JOB_NOUN.fullmatch(word) for word in words)


def name_end(text: str, start: int, posting: Posting, *, alone: bool = False) -> int | None:
    """Where the name ends that begins at `start`; None when there is no name.

    `alone`: one word is enough.
    """
    full, end, own = 0, start, True
    table = name_words()
    run = [(word, plain_word(word), after) for word, after in capitalized(text, start)]
    for index, (word, plain, after) in enumerate(run):
        office = plain in table.offices or bool(JOB_NOUN.fullmatch(plain))
        if office or (index >= 2 and any(later in table.offices for _, later, _ in run[index:])):
            break
        if _is_no_name(word, plain, index):
            return None
        if plain in table.particles and index and not word[0].isupper():
            continue
        own = own and plain in posting.own
        full += len(plain) > 1 or index == 0
        end = after
    if end > start and text[end - 1] == "." and not re.search(r"\b(?:[^\W\d_]|Jr|Sr)\.$", text[start:end]):
        end -= 1
    return end if full >= (1 if alone else 2) and not (own and posting.own) else None


def capitalized(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The capitalized words from there on, particles between them, and where each ends."""
    at = start
    for _ in range(LONGEST):
        word = WORD.match(text, at)
        if word is None:
            return
        if not (word[0][0].isupper() or word[0].lower() in name_words().particles):
            return
        yield word[0], word.end()
        if word[0].endswith(".") and len(word[0]) > 2 and plain_word(word[0]) not in ("jr", "sr", "st", "ste"):
            return  # the sentence ends
        gap = GAP.match(text, word.end())
        if gap is None:
            return
        at = gap.end()


def behind_office(text: str, start: int) -> int:
    """Where the name begins behind a title without a comma: "Secretary-Treasurer Jane Doe"."""
    begins = start
    for word, after in capitalized(text, start):
        plain = plain_word(word)
        if not (plain in name_words().offices or all(JOB_NOUN.fullmatch(part) for part in plain.split("-"))):
            break
        gap = GAP.match(text, after)
        begins = gap.end() if gap else after
    return begins


def plain_word(word: str) -> str:
    """A word in small letters without the mark behind it."""
    return word.rstrip(".,").lower().replace("’", "'")


def _is_no_name(word: str, plain: str, index: int) -> bool:
    """Whether a word makes its run a body, a place, a day or SEIU rather than a person."""
    words = name_words()
    if (
        plain.endswith("'s")
        or plain in words.bodies
        or (index == 0 and plain in words.beginnings)
        or (index > 2 and plain in words.honored)
    ):
        return True
    return word.isupper() and len(plain) > 1 and word.rstrip(".") in _acronyms()


@cache
def _acronyms() -> frozenset[str]:
    table = tomllib.loads(files("unionjobs_scraper.normalize").joinpath("unions.toml").read_text(encoding="utf-8"))
    return frozenset(word for union in table["union"] for word in (union["abbreviation"], *union.get("acronyms", ())))


_FOLLOWING = re.compile(r"[ \t,]*(?:Jr\.?|Sr\.?|III?)?[ \t]*([^\W\d_]+)")


def is_honored(text: str, end: int) -> bool:
    """Whether a street, a day or a school bears the name."""
    following = _FOLLOWING.match(text, end)
    return bool(following and following[1][0].isupper() and following[1].lower() in name_words().honored)
