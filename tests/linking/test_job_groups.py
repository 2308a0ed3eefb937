"""Jobs of pairs: the order of the pairs does not matter, and what can never be one job never is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.linking.decision import Stage
from unionjobs_scraper.linking.groups import Kinds, Link, grouped

NAMES = "abcdefg"


def link(one: str, other: str, stage: Stage = Stage.TEXT, text: float | None = 0.9) -> Link:
    return Link(posting_id=one, other_id=other, decided_by=stage, text=text)


def jobs(links: list[Link], apart: str = "", barred: str = "", names: str = "abcd") -> list[str]:
    """The jobs as words. `apart`, `barred`: pairs of letters."""
    never, forbidden = ({frozenset(pair) for pair in said.split()} for said in (apart, barred))
    found = grouped(
        names,
        links,
        lambda a, b: frozenset((a, b)) in never | forbidden,
        lambda a, b: frozenset((a, b)) in forbidden,
    )
    return ["".join(job) for job in found]


REVIEW, APPLY, FACTS = Stage.REVIEW, Stage.APPLY, Stage.FACTS


@pytest.mark.parametrize(
    ("links", "apart", "barred", "expected"),
    [
        ([], "", "", "a b c d"),
        ([link("a", "b")], "", "", "ab c d"),
        ([link("a", "b"), link("b", "c"), link("c", "d")], "", "", "abcd"),
        # never one job, not even through a third
        ([link("a", "b"), link("b", "c", text=0.8)], "ac", "", "ab c d"),
        ([link("a", "b", text=0.8), link("b", "c")], "ac", "", "a bc d"),
        ([link("a", "b"), link("c", "d"), link("b", "c", text=0.8)], "ad", "", "ab cd"),
        # the strongest evidence is taken first
        ([link("a", "b"), link("b", "c", APPLY, None)], "ac", "", "a bc d"),
        ([link("a", "b"), link("b", "c", FACTS)], "ac", "", "ab c d"),
        ([link("a", "b", APPLY, None), link("b", "c", REVIEW, 0.1)], "ac", "", "a bc d"),
        # a person wins over what the program thinks impossible, also through a third
        ([link("a", "b", REVIEW)], "ab", "", "ab c d"),
        ([link("a", "b", REVIEW), link("b", "c", REVIEW)], "ac", "", "abc d"),
        ([link("a", "b"), link("b", "c", REVIEW)], "ac", "", "a bc d"),
        # but not over what a person has said
        ([link("a", "b")], "", "ab", "a b c d"),
        ([link("a", "b"), link("b", "c", text=0.8)], "", "ac", "ab c d"),
        ([link("a", "b", REVIEW), link("b", "c", REVIEW, 0.8)], "", "ac", "ab c d"),
    ],
)
def test_jobs_of_pairs(links: list[Link], apart: str, barred: str, expected: str) -> None:
    for order in (links, links[::-1]):
        assert jobs(order, apart, barred) == expected.split()


PAIRS = [f"{a}{b}" for a in NAMES for b in NAMES if a < b]
LINKS = st.builds(
    lambda pair, stage, text: link(pair[0], pair[1], stage, text),
    st.sampled_from(PAIRS),
    st.sampled_from([Stage.REVIEW, Stage.APPLY, Stage.TEXT, Stage.FACTS]),
    st.sampled_from([None, 0.7, 0.9, 1.0]),
)
SOME = st.lists(st.sampled_from(PAIRS), max_size=6).map(" ".join)


@given(st.lists(LINKS, max_size=12, unique_by=lambda each: (each.posting_id, each.other_id)), SOME, SOME, st.randoms())
def test_jobs_do_not_depend_on_the_order_of_the_pairs(
    links: list[Link], apart: str, barred: str, dice: random.Random
) -> None:
    found = jobs(links, apart, barred, NAMES)
    shuffled, names = list(links), list(NAMES)
    dice.shuffle(shuffled)
    dice.shuffle(names)
    assert jobs(shuffled, apart, barred, "".join(names)) == found
    assert sorted("".join(found)) == sorted(NAMES)
    reviewed = any(each.decided_by is Stage.REVIEW for each in links)
    for job in found:
        assert not any(set(pair) <= set(job) for pair in barred.split())
        if not reviewed:
            assert not any(set(pair) <= set(job) for pair in apart.split())


KINDS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from("xyz"), min_size=len(NAMES), max_size=len(NAMES))
TOLD = st.dictionaries(
    st.sampled_from(["xx", "xy", "xz", "yy", "yz", "zz"]), st.sampled_from([True, False, None]), min_size=6, max_size=6
)


@given(st.lists(LINKS, max_size=12, unique_by=lambda each: (each.posting_id, each.other_id)), KINDS, TOLD, SOME)
def test_jobs_of_kinds_are_those_of_their_postings(
    links: list[Link], kind: dict[str, str], told: dict[str, bool | None], apart: str
) -> None:
    pairs = {frozenset(pair) for pair in apart.split()}

    def kinds_apart(one: object, other: object) -> bool | None:
        return told["".join(sorted((str(one), str(other))))]

    def never(a: str, b: str) -> bool:
        said = kinds_apart(kind[a], kind[b])
        return frozenset((a, b)) in pairs if said is None else said

    def barred(a: str, b: str) -> bool:
        return frozenset((a, b)) in pairs

    found = grouped(NAMES, links, never, barred)
    assert grouped(NAMES, links, never, barred, Kinds(of=kind.__getitem__, apart=kinds_apart)) == found
