"""The labelled pairs are what they claim to be, and the scorer counts rightly."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from lab.accuracy.pairs import worlds as pair_worlds
from lab.accuracy.pairs.baselines import PUBLISHED, STEPS, baselines, best_threshold, exact_key, likeness, text_alone
from lab.accuracy.pairs.builder import FOLDER, SITUATIONS, built, part_of
from lab.accuracy.pairs.dice import Dice
from lab.accuracy.pairs.scores import PairScore, score, wrong_lines
from lab.accuracy.pairs.table import measured, size_line, table
from lab.accuracy.pairs.words import PARTS, bank, employers, paragraphs
from lab.accuracy.pairs.worlds import RELATIONS, Ad, Pair, World, worlds
from unionjobs_scraper.items import JobPosting

SHARED = Path(__file__).parents[3] / "shared"
NAMES = sorted(
    {name for part in PARTS for each in employers(part) for name in each.names}
    | {name for part in PARTS for each in bank("rivals")[part] for name in each["names"]},
    key=len,
    reverse=True,
)


@pytest.fixture(scope="module")
def kinds() -> Counter[str]:
    return Counter(pair.relation for world in worlds() for pair in world.pairs)


def ads(world: World) -> dict[str, Ad]:
    return {ad.key: ad for ad in world.ads}


def alike(world: World) -> dict[frozenset[str], float]:
    return {frozenset((a, b)): share for a, b, share in likeness(world)}


def title_words(ad: Ad) -> set[str]:
    return set(re.findall(r"\w{4,}", ad.posting.title.casefold()))


def test_the_set_is_large_and_hard_enough(kinds: Counter[str]) -> None:
    assert len(worlds()) >= 120
    assert kinds.total() >= 500
    assert kinds["different"] >= 0.6 * kinds.total()
    assert kinds["repost"] >= 70
    assert kinds["same_ad"] >= 110


def test_different_pairs_share_boilerplate_and_a_title_or_a_place(kinds: Counter[str]) -> None:
    easy = []
    for world in worlds():
        known, shares = ads(world), alike(world)
        for pair in world.pairs:
            a, b = known[pair.a], known[pair.b]
            near = bool(title_words(a) & title_words(b)) or a.posting.locations == b.posting.locations
            texts = a.posting.description and b.posting.description
            if not pair.same and not (near and (not texts or shares[frozenset((pair.a, pair.b))] >= 0.3)):
                easy.append((world.name, pair))
    assert len(easy) <= 0.05 * kinds["different"], easy
    assert kinds["different"] - len(easy) >= 0.6 * kinds.total()


def test_the_share_of_equal_words_does_not_tell_the_labels() -> None:
    shares = {True: list[float](), False: list[float]()}
    for world in worlds():
        known = alike(world)
        for pair in world.pairs:
            shares[pair.same].append(known[frozenset((pair.a, pair.b))])
    assert sum(0.8 <= share <= 0.98 for share in shares[False]) >= 300
    assert sum(share > 0.98 for share in shares[False]) >= 50
    assert sum(0.4 <= share < 0.85 for share in shares[True]) >= 40


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_worlds_of_a_situation_agree_with_themselves(situation: str) -> None:
    own = [world for world in worlds() if world.situation == situation]
    assert len(own) == SITUATIONS[situation][1]
    for world in own:
        known = ads(world)
        assert len(known) == len(world.ads) == len({ad.posting.posting_id for ad in world.ads}), world.name
        assert len({frozenset((pair.a, pair.b)) for pair in world.pairs}) == len(world.pairs), world.name
        assert 0 < len(world.pairs) <= 12, world.name
        for pair in world.pairs:
            check_label(world.name, pair, known[pair.a], known[pair.b])
        for ad in world.ads:
            assert ad.first_seen <= ad.last_seen, world.name
            assert ad.posting.title, world.name
            assert ad.posting.employer, world.name


def check_label(where: str, pair: Pair, a: Ad, b: Ad) -> None:
    """The label follows from the jobs, and which kind of sameness it is from the days on which both were seen."""
    assert a is not b, where
    assert pair.relation in RELATIONS, where
    assert pair.reason, where
    assert pair.same == (a.job == b.job), (where, pair)
    assert not pair.same or a.employer_key == b.employer_key, (where, pair)
    together = a.first_seen <= b.last_seen and b.first_seen <= a.last_seen
    assert pair.relation == "different" or together == (pair.relation == "same_ad"), (where, pair)


def test_the_halves_are_a_rule_of_the_names_and_share_neither_unions_nor_paragraphs() -> None:
    sizes: dict[str, Counter[str]] = {}
    for world in worlds():
        situation, _, number = world.name.rpartition("-")
        assert (situation, world.part) == (world.situation, part_of(situation, int(number)))
        sizes.setdefault(situation, Counter())[world.part] += 1
    assert sizes.keys() == SITUATIONS.keys()
    assert all(size["tuning"] == size["held_out"] for size in sizes.values())
    assert not {each.key for each in employers("tuning")} & {each.key for each in employers("held_out")}
    said = {part: "\n".join(ad.posting.description for each in worlds(part) for ad in each.ads) for part in PARTS}
    for kind in ("intro", "about", "benefits", "eeo", "apply_link", "apply_mail", "clearinghouse", "campaign"):
        for part, other in zip(PARTS, reversed(PARTS), strict=True):
            own = [max(re.split(r"\{\w+\}|\n|'", words), key=len).strip() for words in paragraphs(kind, part)]
            assert any(words in said[part] for words in own), kind
            assert not [words for words in own if words in said[other]], kind


def test_postings_are_filled_as_the_pipelines_fill_them() -> None:
    every = [ad.posting for world in worlds() for ad in world.ads]
    assert sum(bool(posting.union_abbr) for posting in every) > 0.95 * len(every)
    assert sum(bool(posting.locations) for posting in every) > 0.95 * len(every)
    assert sum(posting.salary_min is not None for posting in every) > 0.5 * len(every)
    assert any(posting.valid_through for posting in every)
    assert all(posting.content_hash and posting.job_family for posting in every)
    assert not any("\xa0" in posting.description for posting in every)


def test_the_builder_writes_the_same_bytes() -> None:
    made = dict(built())
    assert made.keys() == {file.name for file in FOLDER.glob("*.jsonl")}
    for name, text in made.items():
        assert (FOLDER / name).read_bytes() == text.encode(), f"{name}: run python -m lab.accuracy.pairs.builder"


def test_dice_are_the_same_everywhere() -> None:
    dice = Dice("seed")
    assert [dice.number(1, 1000) for _ in range(4)] == [267, 299, 247, 999]
    assert sorted(Dice("x").sample("abc", 5)) == ["a", "b", "c"]


@pytest.mark.skipif(not (SHARED / "gold").exists(), reason="needs ../shared/gold")
def test_no_words_are_copied_from_real_postings() -> None:
    real = set()
    for file in (*(SHARED / "gold").glob("*.jsonl"), *(SHARED / "pages").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for text in strings(json.loads(line)) if file.suffix == ".jsonl" else (line,):
                real.update(runs(text))
    assert real
    for world in worlds():
        for ad in world.ads:
            own_words = " ".join(ad.posting.description.split())
            for name in NAMES:  # eight words long, one of them
                own_words = own_words.replace(name, "\n")
            copied = {run for line in own_words.split("\n") for run in runs(line)} & real
            assert not copied, (world.name, ad.key, copied)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def runs(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    return {" ".join(words[at : at + 8]) for at in range(len(words) - 7)}


# ---------------------------------------------------------------- the scorer


def ad(key: str, job: str, text: str, title: str = "Organizer") -> Ad:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    item = JobPosting(employer="SEIU Local 9", title=title, locations="Reno, NV, US", description=text)
    return Ad(key=key, posting=item, first_seen=now, last_seen=now, open=True, job=job)


def tiny(part: str = "tuning") -> World:
    """One opening on two boards, its repost, and a sister role with the repost's words."""
    pairs = (("a", "b", "same_ad"), ("a", "c", "repost"), ("c", "d", "different"), ("a", "d", "different"))
    return World(
        name=f"tiny-{part}",
        situation="tiny",
        part=part,
        country="US",
        why="",
        ads=(
            ad("a", "j1", "one two three four"),
            ad("b", "j1", "one two three four", "ORGANIZER"),
            ad("c", "j1", "five six seven eight", "Staff Organizer"),
            ad("d", "j2", "five six seven nine", "Lead Organizer"),
        ),
        pairs=tuple(Pair(a=a, b=b, relation=relation, reason="why") for a, b, relation in pairs),
    )


def counts(of: PairScore) -> tuple[int, int, int, int]:
    return of.precision.hits, of.precision.n, of.recall.hits, of.recall.n


def test_a_linker_is_scored_on_the_named_pairs_alone() -> None:
    of = score(lambda world: {"a": "1", "b": "1", "c": "2", "d": "2"}, [tiny()])
    assert counts(of) == (1, 2, 1, 2)
    assert (of.found("same_ad").hits, of.found("repost").hits, of.found("different").hits) == (1, 0, 1)
    assert wrong_lines(of) == ["tiny-tuning a–c: repost, apart (why)", "tiny-tuning c–d: different, joined (why)"]
    low, high = of.precision.interval
    assert (round(low, 3), round(high, 3)) == (0.095, 0.905)


def test_a_perfect_linker_is_perfect_and_figures_divide_by_part_and_situation() -> None:
    def truth(world: World) -> Mapping[str, str]:
        return {each.key: each.job for each in world.ads}

    of = score(truth, [tiny(), tiny("held_out")])
    assert counts(of) == (4, 4, 4, 4)
    assert counts(of.part("held_out")) == (2, 2, 2, 2)
    assert counts(of.situations["tiny"]) == (4, 4, 4, 4)
    assert score(truth).precision.value == score(truth).recall.value == 1
    assert not score(truth).wrong


def test_a_posting_without_a_group_is_an_error_of_the_linker() -> None:
    with pytest.raises(ValueError, match="tiny-tuning: no group for d"):
        score(lambda world: dict.fromkeys("abc", "1"), [tiny()])


def test_the_exact_key_looks_past_capitals_only() -> None:
    assert counts(score(exact_key, [tiny()])) == (1, 1, 1, 2)


@pytest.mark.parametrize(("threshold", "expected"), [(1.0, (1, 1, 1, 2)), (0.75, (1, 2, 1, 2)), (0.0, (2, 4, 2, 2))])
def test_text_alone_joins_what_is_alike_enough(threshold: float, expected: tuple[int, int, int, int]) -> None:
    assert counts(score(text_alone(threshold), [tiny()])) == expected


def test_postings_without_a_text_are_like_nothing() -> None:
    bare = World(
        name="bare", situation="bare", part="tuning", country="US", why="",
        ads=(ad("a", "j1", ""), ad("b", "j1", "")), pairs=(),
    )  # fmt: skip
    assert likeness(bare) == (("a", "b", 0.0),)


def test_the_threshold_is_the_best_of_the_tuning_part() -> None:
    def wrong(step: float) -> int:
        return len(score(text_alone(step), worlds("tuning")).wrong)

    best = best_threshold()
    assert best in STEPS
    assert all(wrong(best) <= wrong(step) for step in (*STEPS[::10], *STEPS[-8:]))


def test_the_table_holds_what_is_measured_now(kinds: Counter[str]) -> None:
    scores = measured({"none": lambda world: {each.key: each.key for each in world.ads}})
    assert list(scores) == ["none", *baselines()]
    text = table(scores)
    for name, of in scores.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| {name} | held out |"))
        held = of.part("held_out")
        if held.precision.n:
            assert f" {held.precision.value:.3f} " in row
        assert f" {held.recall.value:.3f} " in row
    assert scores["none"].recall.hits == 0
    assert f"≥ {PUBLISHED:.2f}" in text
    assert all(f"| {situation.replace('_', ' ')} |" in text for situation in SITUATIONS)
    assert size_line().startswith(f"{kinds.total()} pairs in {len(worlds())} worlds")


def test_no_baseline_solves_the_set() -> None:
    for name, linker in baselines().items():
        of = score(linker)
        assert min(of.precision.value, of.recall.value) < 0.75, name


def test_a_line_that_is_no_world_is_named() -> None:
    with pytest.raises(ValueError, match=r"short_texts:3: KeyError\('name'\)"):
        pair_worlds._world("{}", "short_texts:3")
