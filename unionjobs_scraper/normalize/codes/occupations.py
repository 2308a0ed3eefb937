"""The occupation of a posting by its title: SOC 2018, and by public crosswalks O*NET, ISCO-08 and NOC 2021.

First a table of rules for what unions call their staff (`occupation_rules.toml`), then the alternate titles of O*NET
(`occupations.tsv`): the same title where it names one occupation alone, else the occupation whose titles have the
title's words most often (multinomial naive Bayes). An answer that is not sure enough is empty.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log
from typing import Final

from unionjobs_scraper.normalize.codes.title_tokens import plain

SURE_ENOUGH: Final = 0.95
"""Least probability by the model of an answer by words alone; docs/accuracy.md has what lower ones would give."""
RULE, BY_DEPARTMENT, SAME_TITLE, BY_WORDS = 0.95, 0.85, 0.9, 0.8
"""The confidence of each way: shares of right answers on labelled and on kept-out titles, rounded down."""
SMOOTHING: Final = 0.1
"""What the model adds to every count, so that an unseen word makes nothing impossible."""


@dataclass(frozen=True, slots=True)
class Occupation:
    """The classes of a job; "" where not known."""

    soc: str = ""
    """SOC 2018, as 13-1075."""
    onet: str = ""
    """O*NET-SOC 2019, as 13-1075.00."""
    isco: str = ""
    """ISCO-08 unit group, as 2423; empty where the crosswalk names several and none is chosen."""
    noc: str = ""
    """NOC 2021 unit group, as 11200; likewise."""
    confidence: float = 0.0
    """0 to 1."""
    words: str = ""
    """What decided: the words of the title or department that a rule found, or the title that is O*NET's too."""
    way: str = ""
    """`rule`, `department`, `title` or `words`."""


NONE: Final = Occupation()


@dataclass(frozen=True, slots=True)
class _Rule:
    soc: str
    fits: re.Pattern[str]
    unless: re.Pattern[str] | None
    dept: bool


@dataclass(frozen=True, slots=True)
class _Class:
    title: str
    isco: str
    noc: str


@lru_cache(maxsize=1 << 16)
def occupation(title: str, department: str = "") -> Occupation:
    """Returns the occupation that a `title` names, helped by the `department`; `NONE` where it is not clear."""
    words = plain(title)
    if not words:
        return NONE
    generic = bool(_generic().match(words))
    found = (_of_department(plain(department)) if generic and department else None) or _by_rule(words)
    return found or (NONE if generic else by_titles(words))


def coded(soc: str, confidence: float, words: str, way: str) -> Occupation:
    """A SOC code with the codes of the other classifications."""
    chosen = _classes()[soc]
    return Occupation(soc, f"{soc}.00", chosen.isco, chosen.noc, confidence, words, way)


def occupation_title(soc: str) -> str:
    """The name of a SOC 2018 occupation. Raises `KeyError`."""
    return _classes()[soc].title


def _by_rule(words: str) -> Occupation | None:
    for rule in _rules():
        if rule.dept:
            continue
        found = rule.fits.search(words)
        if found and not (rule.unless and rule.unless.search(words)):
            return coded(rule.soc, RULE, found[0].strip(), "rule")
    return None


def _of_department(department: str) -> Occupation | None:
    for rule in _rules():
        if rule.dept and (found := rule.fits.search(department)):
            return coded(rule.soc, BY_DEPARTMENT, found[0].strip(), "department")
    return None


def by_titles(words: str) -> Occupation:
    """The occupation by O*NET's alternate titles alone; `words`: as `plain` gives them."""
    known = _titles().get(words, ())
    if len(known) == 1:
        return coded(known[0], SAME_TITLE, words, "title")
    ranked = _model().ranked(words.split(), among=known)
    if ranked is None or ranked[1] < SURE_ENOUGH:
        return NONE
    return coded(ranked[0], BY_WORDS, words, "words")


class Model:
    """Naive Bayes over the words, pairs of words and the last word of titles."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        """`titles`: pairs of a code and the words of one of its titles."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._size: Counter[str] = Counter()
        for code, words in titles:
            for feature in features(words.split()):
                counts[feature][code] += 1
                self._size[code] += 1
        self._counts: Mapping[str, Mapping[str, int]] = counts

    def ranked(self, words: list[str], among: Iterable[str] = ()) -> tuple[str, float] | None:
        """The likeliest code and its probability; None where no word is known. `among`: the only codes allowed."""
        known = [found for feature in features(words) if (found := self._counts.get(feature))]
        codes = set(among) or {code for found in known for code in found}
        if not codes:
            return None
        vocabulary = SMOOTHING * len(self._counts)
        scores = {code: self._score(code, known, vocabulary) for code in codes}
        best = max(scores, key=lambda code: (scores[code], code))
        total = sum(exp(score - scores[best]) for score in scores.values())
        return best, 1 / total

    def _score(self, code: str, known: list[Mapping[str, int]], vocabulary: float) -> float:
        base = log(self._size[code] + vocabulary)
        return sum(log(found.get(code, 0) + SMOOTHING) - base for found in known)


def features(words: list[str]) -> Iterator[str]:
    """What the model sees of a title."""
    yield from words
    yield from (f"{left} {right}" for left, right in pairwise(words))
    if words:
        yield f"{words[-1]}$"


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[str, ...], ...]:
    text = files(__package__).joinpath("occupations.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines())


def alternate_titles() -> Iterator[tuple[str, str]]:
    """Every occupation's titles as pairs of code and words."""
    for soc, _, _, _, titles in _table():
        yield from ((soc, title) for title in titles.split("|"))


@lru_cache(maxsize=1)
def _classes() -> Mapping[str, _Class]:
    chosen = _written()["crosswalk"]
    return {
        soc: _Class(
            title, *(chosen.get(soc, {}).get(name) or _only(codes) for name, codes in (("isco", i), ("noc", n)))
        )
        for soc, title, i, n, _ in _table()
    }


def _only(codes: str) -> str:
    """The one code that a crosswalk names; "" where it names none or several."""
    return codes if " " not in codes else ""


@lru_cache(maxsize=1)
def _titles() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for soc, title in alternate_titles():
        found[title].add(soc)
    return {title: tuple(sorted(codes)) for title, codes in found.items()}


@lru_cache(maxsize=1)
def _model() -> Model:
    return Model(alternate_titles())


@lru_cache(maxsize=1)
def _written() -> Mapping[str, dict]:  # type: ignore[type-arg]
    rules = files(__package__).joinpath("occupation_rules.toml").read_text(encoding="utf-8")
    return tomllib.loads(rules)


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(str(_written()["generic"]))


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            rule["soc"],
            re.compile(rule["is"]),
            re.compile(rule["not"]) if "not" in rule else None,
            rule.get("dept", False),
        )
        for rule in _written()["rule"]
    )
