"""The chain of differences: links follow each other, releases are rebuilt byte for byte, a changed byte is found."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.publish.release.chain import (
    Broken,
    Cursor,
    append,
    catch_up,
    cursor,
    edited,
    edits,
    head_text,
    read,
    rebuild,
    records,
)
from unionjobs_scraper.publish.release.edition import Edition
from unionjobs_scraper.publish.release.tables import sha256
from unionjobs_scraper.publish.release.verifying import check_chain, check_sums
from unionjobs_scraper.publish.writers import write_csv

MONDAY = datetime(2026, 5, 4, 6, tzinfo=UTC)
HEADER = "posting_id,title\n"
Text = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)


def edition_of(day: int) -> Edition:
    at = MONDAY + timedelta(days=day)
    return Edition(version=f"{at:%Y.%m.%d.%H%M}", as_of=at, created=at)


def days(folder: Path, count: int) -> dict[str, list[str]]:
    """A chain of so many days: a posting comes each day, every third is edited, every fifth leaves."""
    tables: dict[str, list[str]] = {}
    held = [HEADER]
    for day in range(count):
        held = [*held, f'x:{day},"Organizer, day {day}"\n']
        if day % 3 == 0:
            held = [HEADER, held[1].rstrip("\n") + "!\n", *held[2:]]
        if day % 5 == 0 and len(held) > 20:
            held = [HEADER, *held[2:]]
        new = {"postings": held, "runs": ["run_id\n", *(f"{number}\n" for number in range(day + 1))]}
        append(folder, edition_of(day), tables, new)
        tables = new
    return tables


@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_edits_make_the_new_of_the_old(old: list[str], new: list[str]) -> None:
    assert edited(old, edits(old, new)) == new


def test_an_edit_is_as_small_as_what_changed() -> None:
    old = [f"{number}\n" for number in range(1000)]
    new = [*old[:500], "changed\n", *old[501:], "new\n"]
    assert edits(old, new) == [[0, 500], "changed\n", [501, 499], "new\n"]


@given(st.lists(st.lists(Text, min_size=2, max_size=2), max_size=4))
def test_records_are_those_of_the_csv(rows: list[list[str]]) -> None:
    file = io.StringIO()
    write_csv(rows, ("a", "b"), file)
    text = file.getvalue()
    assert "".join(records(text)) == text
    assert len(records(text)) == len(rows) + 1


def test_every_state_is_rebuilt_from_any_earlier_one(tmp_path: Path) -> None:
    tables = days(tmp_path, 30)
    assert rebuild(tmp_path, {})[1] == tables
    half = tmp_path / "half"
    half.mkdir()
    for number in range(1, 16):
        (half / f"{number:06}.jsonl").write_bytes((tmp_path / f"{number:06}.jsonl").read_bytes())
    end, before = rebuild(half, {})
    assert end.number == 15
    kept = {name: list(records_) for name, records_ in before.items()}
    assert rebuild(tmp_path, before, end) == (cursor(tmp_path), tables)
    assert before == kept


def test_an_unchanged_release_adds_no_link(tmp_path: Path) -> None:
    tables = days(tmp_path, 3)
    assert append(tmp_path, edition_of(4), tables, dict(tables)) == cursor(tmp_path)
    assert cursor(tmp_path).number == 3


def flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("place", [5, 60, -30, -3])
def test_one_changed_byte_is_found_wherever_it_is(tmp_path: Path, place: int) -> None:
    days(tmp_path, 12)
    flipped(tmp_path / "000007.jsonl", place)
    with pytest.raises(Broken, match=r"00000[78]\.jsonl|step takes records|table \w+ made"):
        rebuild(tmp_path, {})


@pytest.mark.parametrize("word", ['"table"', '"edits"', '"sha256"', '"previous"', '"link"'])
def test_a_changed_byte_of_a_name_is_found_too(tmp_path: Path, word: str) -> None:
    days(tmp_path, 9)
    path = tmp_path / "000006.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace(word, word[:2] + "_" + word[3:], 1), encoding="utf-8")
    with pytest.raises(Broken, match=r"00000[67]\.jsonl"):
        rebuild(tmp_path, {})


def test_a_changed_last_link_is_found_by_the_release(tmp_path: Path) -> None:
    chain, release = tmp_path / "chain", tmp_path / "release"
    tables = days(chain, 4)
    (release / "data").mkdir(parents=True)
    for name, held in tables.items():
        (release / "data" / f"{name}.csv").write_text("".join(held), encoding="utf-8", newline="")
    (release / "chain.json").write_text(head_text(cursor(chain)), encoding="utf-8")
    assert check_chain(release, chain).number == 4
    flipped(release / "data" / "runs.csv", -2)
    with pytest.raises(Broken, match=r"runs\.csv is not what the differences make"):
        check_chain(release, chain)
    flipped(release / "data" / "runs.csv", -2)
    last = (chain / "000004.jsonl").read_text(encoding="utf-8")
    (chain / "000004.jsonl").write_text(last.replace("2026.05.07", "2026.05.08"), encoding="utf-8")
    with pytest.raises(Broken, match="ends with link 000004"):
        check_chain(release, chain)


def test_a_missing_link_is_found(tmp_path: Path) -> None:
    days(tmp_path, 5)
    (tmp_path / "000003.jsonl").unlink()
    with pytest.raises(Broken, match="000003 is missing"):
        rebuild(tmp_path, {})


def test_a_mirror_that_was_away_for_a_month_ends_with_the_same_hashes(tmp_path: Path) -> None:
    source, mirror = tmp_path / "source", tmp_path / "mirror"
    tables = days(source, 10)
    assert catch_up(source, mirror)[1] == 10
    for day in range(10, 40):
        new = {**tables, "runs": [*tables["runs"], f"{day}\n"]}
        append(source, edition_of(day), tables, new)
        tables = new
    end, copied = catch_up(source, mirror)
    assert (end, copied) == (cursor(source), 30)
    assert {path.name: path.read_bytes() for path in mirror.iterdir()} == {
        path.name: path.read_bytes() for path in source.iterdir()
    }
    assert catch_up(source, mirror) == (end, 0)


def test_a_mirror_of_another_history_takes_nothing(tmp_path: Path) -> None:
    source, mirror = tmp_path / "source", tmp_path / "mirror"
    days(source, 6)
    days(mirror, 3)
    flipped(mirror / "000003.jsonl", -3)
    with pytest.raises(Broken, match="not the file that was seen before"):
        catch_up(source, mirror)
    assert len(list(mirror.iterdir())) == 3


def test_links_after_a_cursor_alone_are_read(tmp_path: Path) -> None:
    days(tmp_path, 9)
    seen = list(read(tmp_path))
    at = seen[5][0]
    assert [each.number for each, _ in read(tmp_path, at)] == [7, 8, 9]
    with pytest.raises(Broken):
        list(read(tmp_path, Cursor(6, "0" * 64)))


def spoil_nothing(release: Path) -> None:
    assert check_sums(release) == 1


def spoil_a_byte(release: Path) -> None:
    flipped(release / "data.csv", 1)


def spoil_by_taking(release: Path) -> None:
    (release / "data.csv").unlink()


def spoil_by_adding(release: Path) -> None:
    (release / "more.csv").write_text("x", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [(spoil_a_byte, "was changed"), (spoil_by_taking, "is missing"), (spoil_by_adding, "none of the release's files")],
)
def test_checksums_find_what_was_changed(tmp_path: Path, spoil: Callable[[Path], None], said: str) -> None:
    (tmp_path / "data.csv").write_text("a\n1\n", encoding="utf-8")
    digest = sha256(tmp_path / "data.csv")
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  data.csv\n", encoding="utf-8")
    spoil_nothing(tmp_path)
    spoil(tmp_path)
    with pytest.raises(Broken, match=said):
        check_sums(tmp_path)
