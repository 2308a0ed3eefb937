"""Texts word by word: how much is the same, and what stands in the same place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from unicodedata import category
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from unionjobs_scraper.linking import text
from unionjobs_scraper.linking.likeness import LONGEST_SWAP, Compared, Likeness, Swap, _swaps, likeness
from unionjobs_scraper.linking.text import LONGEST, fingerprint, only_in, packed, unpacked, wording
from unionjobs_scraper.linking.vocabulary import Vocabulary


def swaps(a: Sequence[str], b: Sequence[str], ignored: Collection[str]) -> list[Swap]:
    """What `Compared.swaps` finds by letters, found by words."""
    return _swaps(a, b, LCSseq.editops(a, b), ignored, list)


def words(said: str) -> list[str]:
    return wording(said).words()


# ------------------------------------------------------------------------------------------ passages


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Visit members at\nwork and at home.", "Visit members at work and at home."),
        ("• Visit members\n• Keep records", "Visit members\nKeep records"),
        ("• visit members\n• keep records", "- visit members\n- keep records"),
        ("* visit members\n* keep records", "- visit members\n- keep records"),
        ("* Visit members * Keep records", "Visit members\nKeep records"),
        ("Visit members. Keep records.", "Visit members.\n\nKEEP RECORDS"),
        ("Write to jobs@hill.example today", "Write to https://hill.example/jobs today"),
        ("Write to www.hill.example/jobs today", "Write to (mailto:jobs@hill.example) today"),
    ],
)
def test_one_text_in_two_layouts_has_the_same_passages(one: str, other: str) -> None:
    assert wording(one) == wording(other)


def test_passages_are_sentences_bullets_and_lines() -> None:
    said = wording("The union organizes. It bargains:\n- pay\n- hours; rest")
    assert [passage for _, passage in said.passages] == [
        "the union organizes",
        "it bargains",
        "pay",
        "hours",
        "rest",
    ]


def test_words_without_the_stock() -> None:
    said = wording("We are a union. You visit members.")
    stock = {number for number, _ in wording("We are a union.").passages}
    assert said.words(stock) == ["you", "visit", "members"]


@pytest.mark.parametrize("nothing", ["", " \n\t", "•••", "…", "jobs@hill.example"])
def test_a_text_without_words(nothing: str) -> None:
    assert words(nothing) == []


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("The organizer of the union works with members and leaders for the contract.", "en"),
        ("Le syndicat et les membres du local cherchent une personne pour des campagnes.", "fr"),
        ("El sindicato y los miembros del local con una persona para la campaña y el contrato.", "es"),
        ("Organizer wanted.", ""),
        ("", ""),
    ],
)
def test_the_language(said: str, language: str) -> None:
    assert wording(said).language == language


def test_fingerprints_are_the_same_in_every_process_and_fit_a_column() -> None:
    assert fingerprint("solidarity") == -2305357460641365375  # databases hold them
    assert unpacked(packed((1, -(2**63), 2**63 - 1))) == (1, -(2**63), 2**63 - 1)
    assert unpacked(packed(())) == ()


def test_what_only_one_text_says() -> None:
    assert only_in("We are a union. Visit members.\nKeep records.", "KEEP RECORDS. We are a union.") == "Visit members."


@given(st.text())
def test_no_text_is_an_error(said: str) -> None:
    once = wording(said)
    assert once == wording(said)
    assert len(once.words()) <= LONGEST
    assert only_in(said, said) == ""


# ------------------------------------------------------------------------------------ the slow way is the rule

ADDRESS = re.compile(r"(?<!\S)\S+@\S+|(?:https?://|www\.)\S+")


def spelled_out(said: str) -> tuple[tuple[int, str], ...]:
    """What a wording is, in regular expressions: databases hold these checksums."""
    said = re.sub(r"\n(?=[ \t]*[a-z(])", " ", ADDRESS.sub(" ", said))
    pieces = re.split(r"\n|(?<=[.!?:;])\s", re.sub("[*•·●▪◦]", "\n", said))
    passages, count = [], 0
    for piece in map(str.casefold, pieces):
        if count <= LONGEST and (found := re.findall(r"\w+", piece)):
            passages.append((crc32(" ".join(found).encode("utf-8", "surrogatepass")), " ".join(found)))
            count += len(found)
    return tuple(passages)


PIECES = (
    "word Word É ß İ ŉ ǰ ΐ ſ ﬁ 𐐀 ½ ٣ _ a.b don't don’t x@y @ a www. www.hill http:// https://h. • * · - – … … . ."
    " ! ? : ; , ( ) / \u0301 \ud800 \x00"
).split(" ")
SPACES = " ", " ", "\n", "\n", "\t", "\r", "\x0b", "\x1c", "\x85", "\xa0", "\u2003", "\u2028", "\u3000"
LAID_OUT = st.lists(st.sampled_from([*PIECES, *SPACES]), max_size=40).map("".join)


@given(LAID_OUT | st.text())
def test_a_wording_is_what_it_is_spelled_out(said: str) -> None:
    assert wording(said).passages == spelled_out(said)


def test_a_wording_is_what_it_is_spelled_out_for_every_character() -> None:
    alike = {"Cn", "Co"}  # three of four are not assigned: of these, some
    codes = [code for code in range(0x110000) if code % 97 == 0 or category(chr(code)) not in alike]
    for start in range(0, len(codes), 4096):
        said = "\n".join(f"a{chr(code)}b .{chr(code)}c {chr(code)}" for code in codes[start : start + 4096])
        for some in (said[at : at + 8192] for at in range(0, len(said), 8192)):
            assert wording(some).passages == spelled_out(some)


def test_databases_hold_these_checksums() -> None:
    assert wording("Visit members – at work!\nKeep records.").passages == (
        (1522089497, "visit members at work"),
        (1014816156, "keep records"),
    )


# ---------------------------------------------------------------------------------------- hostile texts

LONG = 200_000
HOSTILE = ["word " * (LONG // 5), "a" * LONG + " x@y", "\n" * LONG, "a.\n" * (LONG // 3), "ab @ " * (LONG // 5)]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_of_a_hostile_text_few_words_are_compared(hostile: str) -> None:
    """Before there were limits, these took minutes: the test would hang."""
    assert len(words(hostile)) <= LONGEST


def test_the_words_of_one_passage_count_too() -> None:
    assert len(words("word " * 40_000)) == LONGEST
    passages = wording("One two three four five.\n" * 40_000).passages
    assert sum(len(said.split()) for _, said in passages) <= LONGEST + 5


def test_what_is_compared_is_what_was_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LONGEST", 3)
    assert words("one two three four\nfive") == ["one", "two", "three"]


# -------------------------------------------------------------------------------------------- likeness


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a b c d", "a b c d", Likeness(1.0, 1.0, 4)),
        ("a b c d", "a b", Likeness(4 / 6, 1.0, 2)),
        ("a b c d", "d c b a", Likeness(0.25, 0.25, 4)),
        ("a b", "c d", Likeness(0.0, 0.0, 2)),
        ("", "a", Likeness(0.0, 0.0, 0)),
        ("", "", Likeness(0.0, 0.0, 0)),
    ],
)
def test_likeness(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one.split(), other.split()) == expected
    assert likeness(other.split(), one.split()) == expected


# ----------------------------------------------------------------------------------------------- swaps

AROUND = "you will meet with {} at their workplaces every day of the week"


def swapped(one: str, other: str, ignored: frozenset[str] = frozenset(), around: str = AROUND) -> list[tuple[str, str]]:
    a, b = words(around.format(one)), words(around.format(other))
    return [(" ".join(sorted(gone)), " ".join(sorted(come))) for gone, come in swaps(a, b, ignored)]


@pytest.mark.parametrize(
    ("one", "other"),
    [("nurses", "drivers"), ("registered nurses", "bus drivers"), ("Hilltown teachers", "Lakeview teachers")],
)
def test_other_words_in_the_same_place(one: str, other: str) -> None:
    gone, come = set(words(one)) - set(words(other)), set(words(other)) - set(words(one))
    assert swapped(one, other) == [(" ".join(sorted(gone)), " ".join(sorted(come)))]
    assert swapped(other, one) == [(" ".join(sorted(come)), " ".join(sorted(gone)))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nurses", "nurses"),
        ("nurses", "nurses and drivers"),  # more is not other
        ("members in May", "members in June"),
        ("12 members", "40 members"),
        ("members by 5/12", "members by 6/30"),
        ("the members", "our members"),
        ("organizers", "organisers"),
        ("nurses", "nuress"),
        ("Responsibilities", "Duties"),
        ("nurses by email", "nurses by mail"),
        ("", "drivers"),
    ],
)
def test_words_that_tell_no_opening_from_another(one: str, other: str) -> None:
    assert swapped(one, other) == swapped(other, one) == []


def test_ignored_words_are_not_swapped() -> None:
    assert swapped("Dayton members", "Columbus members", frozenset({"dayton", "columbus"})) == []
    assert swapped("Dayton members", "Columbus members", frozenset({"dayton"})) == []


def test_words_at_the_edges_stand_in_no_place() -> None:
    assert swapped("nurses", "drivers", around="{} every day of the week") == []
    assert swapped("nurses", "drivers", around="you will meet with {}") == []


def test_a_place_is_made_by_three_equal_words_on_both_sides() -> None:
    assert swapped("nurses", "drivers", around="meet with {} every day of the week") == []
    assert swapped("nurses", "drivers", around="will meet with {} every day") == []
    assert swapped("nurses", "drivers", around="will meet with {} every day of") == [("nurses", "drivers")]


def test_another_passage_is_no_other_word() -> None:
    many = [f"{word}{end}" for word in ("alpha", "beta", "gamma", "delta") for end in ("x", "y", "z")]
    assert len(many) > LONGEST_SWAP
    assert swapped(" ".join(many), "nurses") == []


SAID = st.lists(st.sampled_from("the nurses drivers visit members of hill 12 may".split()), max_size=30)


@given(SAID, SAID)
def test_swaps_are_never_an_error_and_none_without_a_difference(one: list[str], other: list[str]) -> None:
    for gone, come in swaps(one, other, frozenset()):
        assert gone <= set(one)
        assert come <= set(other)
        assert not gone & come
    assert swaps(one, one, frozenset()) == []


# ------------------------------------------------------------------------------------- words as letters


@given(SAID, SAID, st.frozensets(st.sampled_from(["nurses", "hill"])))
def test_letters_are_compared_as_words_are(one: list[str], other: list[str], ignored: frozenset[str]) -> None:
    first = wording(" ".join(one))
    for second in (wording(" ".join(other)), wording(" ".join(other), first.vocabulary)):
        compared = Compared.of(first, second)
        assert compared.likeness == likeness(first.words(), second.words())
        assert compared.swaps(ignored) == swaps(first.words(), second.words(), ignored)


def test_a_full_vocabulary_begins_anew() -> None:
    vocabulary = Vocabulary(most=2 * LONGEST)
    said = [wording(f"{word} nurses visit members at {word}", vocabulary) for word in ("clinic", "school", "clinic")]
    for first, second in ((0, 1), (1, 2), (0, 2)):
        a, b = said[first], said[second]
        assert Compared.of(a, b).likeness == likeness(a.words(), b.words())
        assert vocabulary.read(a.letters()) == a.words()


def test_letters_without_the_stock() -> None:
    said = wording("The union organizes.\nYou visit members.")
    stock = frozenset({said.passages[0][0]})
    assert said.vocabulary.read(said.letters(stock)) == said.words(stock) == ["you", "visit", "members"]
    assert said.says_any(stock)
    assert not said.says_any(frozenset({1}))
