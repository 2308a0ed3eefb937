"""Finds the names of contact persons by the words around them: "Contact: …", "send your résumé to …", "Ms. …".

A name alone is not looked for: no table of names tells Jordan Rivera from Jordan River. Two to four capitalized
words count when a cue stands before them, or a contact that was already masked after them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from unionjobs_scraper.publish.release.mail import MAIL
from unionjobs_scraper.publish.release.telephones import TELEPHONE

NAME = "[name]"
"""What stands in a release instead of a contact person's name."""
NEAR = 160
"""Characters before a masked contact in which its owner's name can stand."""
LONGEST = 6
"""Words of a name, at most."""

_WORD = re.compile(r"[^\W\d_]+(?:['’‑-][^\W\d_]+)*\.?")
_GAP = re.compile(r"[ \t]+(?:[\"“(][^\W\d_]{2,12}[\"”)][ \t]+)?|(?<=\.)")
_TITLE = r"(?:Ms|Mrs|Mr|Mx|Miss|Dr|Prof|Rev|Sr|Sra|Bro|Sis|Brother|Sister|Hon)\b\.?"
_CUE = re.compile(
    r"""(?<![\w-])(?:
        (?i:contact(?:[ ]+(?:person|name|info(?:rmation)?))?|attn|attention|c/o|in[ ]care[ ]of|care[ ]of
          |hiring[ ](?:manager|contact)|recruiter|supervisor|your[ ]contact|reports?[ ]to|reach(?:[ ]out[ ]to)?
          |ask[ ]for|(?:questions|inquiries|enquiries)[ ](?:to|for)|call|e-?mail|text|dear|notify
          |(?:posted|submitted)[ ]by)
        (?:[ \t]*[:;.–—-]+\s{0,3}|[ \t]+)(?:(?i:is|to|with)[ \t]+)?
      | (?i:send|submit|e-?mail(?:ed)?|forward|mail(?:ed)?|fax(?:ed)?|address(?:ed)?|direct(?:ed)?|apply|applications?
          |reply|respond|résumés?|resumes?|cvs?|letters?|materials)\b
        [^.\n;:\[\]]{0,90}?\b(?:to|with)[ \t]*:?[ \t]+
    )(?=["“(]?[^\W\d_a-zà-ÿ])""",
    re.VERBOSE,
)
_HONORIFIC = re.compile(rf"(?<![\w-]){_TITLE}[ \t]+(?=[^\W\d_a-zà-ÿ])")
_FURTHER = re.compile(rf"[ \t]*(?:,[ \t]*(?:and|or)[ \t]+|[ \t](?:and|or|&)[ \t]+|[/,][ \t]*)(?:{_TITLE}[ \t]+)?")
_CONTACT_NEXT = re.compile(
    r"[ \t]*(?:[,(:–—|@-]|\bat\b|\bby\b|\bon\b|\bvia\b|\n|[ \t])[^\n.;\[\]]{0,60}?(?:"
    + "|".join(map(re.escape, (MAIL, TELEPHONE)))
    + ")"
)
_CONTACT_AT_ONCE = re.compile(
    r"[ \t]*(?:[,(:–—|-]|\bat\b|\bvia\b|\bby (?:e-?mail|phone)\b(?: at)?)?"
    r"[ \t(<]*(?:e-?mail|phone|tel|cell)?[ \t:.]*(?:" + "|".join(map(re.escape, (MAIL, TELEPHONE))) + ")",
    re.IGNORECASE,
)
_MASKED = re.compile("|".join(map(re.escape, (MAIL, TELEPHONE))))
_CAPITALIZED_RUN = re.compile(
    r"(?<![\w’'-])(?<!\w )[^\W\d_a-zà-ÿ][^\W\d_]*\.?(?:[ \t]+[^\W\d_][\w’'-]*\.?){1,4}"
    r"(?=[ \t]*(?:[,(:–—|<-]|\bat\b|\n)?[^\n.;]{0,60}?\[(?:e-mail|telephone)\])"
)


@dataclass(frozen=True, slots=True)
class _Words:
    bodies: frozenset[str]
    offices: frozenset[str]
    beginnings: frozenset[str]
    particles: frozenset[str]
    honored: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads(files(__package__).joinpath("names.toml").read_text(encoding="utf-8"))
    return _Words(**{kind: frozenset(words.split()) for kind, words in table.items()})


def without_names(text: str, known: Collection[str] = ()) -> tuple[str, int]:
    """The text with contact persons' names replaced by `NAME`, and how many there were.

    `known`: words of the posting's own employer, places and title, in lower case; a run of these is no person.
    """
    spans = sorted(set(_spans(text, frozenset(known))))
    pieces, at, found = [], 0, 0
    for start, end in spans:
        if start >= at:
            pieces += [text[at:start], NAME]
            at = end
            found += 1
    return "".join((*pieces, text[at:])), found


def _spans(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    for cue in _CUE.finditer(text):
        yield from _people(text, cue.end(), known)
    for title in _HONORIFIC.finditer(text):
        end = _name_end(text, title.end(), known, alone=True)
        if end and not _is_honored(text, end):
            yield title.end(), end
    for contact in _MASKED.finditer(text):
        for run in _CAPITALIZED_RUN.finditer(text, max(0, contact.start() - NEAR), contact.end()):
            end = _name_end(text, run.start(), known)
            if end and _CONTACT_NEXT.match(text, end):
                yield run.start(), end


def _people(text: str, start: int, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The name that begins there, and those that follow it: "Jane Doe or Maria Lopez"."""
    title = re.compile(_TITLE + r"[ \t]+").match(text, start)
    start = title.end() if title else start
    end = _name_end(text, start, known, alone=bool(title))
    if end is None:
        end = _first_name_end(text, start, known)
    while end:
        if not _is_honored(text, end):
            yield start, end
        further = _FURTHER.match(text, end)
        if further is None:
            return
        start = further.end()
        end = _name_end(text, start, known)


def _first_name_end(text: str, start: int, known: frozenset[str]) -> int | None:
    """Where a single name ends that a contact follows at once: "call Maria at [telephone]"."""
    end = _name_end(text, start, known, alone=True)
    return end if end and _CONTACT_AT_ONCE.match(text, end) else None


def _name_end(text: str, start: int, known: frozenset[str], *, alone: bool = False) -> int | None:
    """Where the name ends that begins at `start`; None when what stands there is none.

    `alone`: one word is enough.
    """
    full, end, own = 0, start, True
    run = [(word, _plain(word), after) for word, after in _run(text, start)]
    for index, (word, plain, after) in enumerate(run):
        if plain in _words().offices or (index >= 2 and any(later in _words().offices for _, later, _ in run[index:])):
            break
        if _is_no_name(word, plain, index):
            return None
        if plain in _words().particles and index and not word[0].isupper():
            continue
        own = own and plain in known
        full += len(plain) > 1 or index == 0
        end = after
    if end > start and text[end - 1] == "." and not re.search(r"\b(?:[^\W\d_]|Jr|Sr)\.$", text[start:end]):
        end -= 1
    return end if full >= (1 if alone else 2) and not (own and known) else None


def _run(text: str, start: int) -> Iterator[tuple[str, int]]:
    """The capitalized words from there on, particles between them, and where each ends."""
    at = start
    for _ in range(LONGEST):
        word = _WORD.match(text, at)
        if word is None:
            return
        if not (word[0][0].isupper() or word[0].lower() in _words().particles):
            return
        yield word[0], word.end()
        if word[0].endswith(".") and len(word[0]) > 4:
            return  # the sentence ends
        gap = _GAP.match(text, word.end())
        if gap is None:
            return
        at = gap.end()


def _plain(word: str) -> str:
    return word.rstrip(".").lower().replace("’", "'")


def _is_no_name(word: str, plain: str, index: int) -> bool:
    """Whether a word makes its run a body, a place, a day or SEIU rather than a person."""
    words = _words()
    if plain in words.bodies or (index == 0 and plain in words.beginnings) or (index > 2 and plain in words.honored):
        return True
    return word.isupper() and len(plain) > 1 and word.rstrip(".") in _acronyms()


@cache
def _acronyms() -> frozenset[str]:
    table = tomllib.loads(files("unionjobs_scraper.normalize").joinpath("unions.toml").read_text(encoding="utf-8"))
    return frozenset(word for union in table["union"] for word in (union["abbreviation"], *union.get("acronyms", ())))


def _is_honored(text: str, end: int) -> bool:
    """Whether a street, a day or a school bears the name."""
    following = re.compile(r"[ \t,]*(?:Jr\.?|Sr\.?|III?)?[ \t]*([^\W\d_]+)").match(text, end)
    return bool(following and following[1][0].isupper() and following[1].lower() in _words().honored)
