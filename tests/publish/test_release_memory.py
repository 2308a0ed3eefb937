"""A release looks through what has changed since the one before, and gives the bytes that it gives from nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionjobs_scraper.publish import codebook
from unionjobs_scraper.publish.release import redaction as module
from unionjobs_scraper.publish.release.cells import redacted
from unionjobs_scraper.publish.release.edits import cut_out, edited, edits
from unionjobs_scraper.publish.release.memory import Memory, memory_of
from unionjobs_scraper.publish.release.names import NAME
from unionjobs_scraper.publish.release.redaction import Redaction
from unionjobs_scraper.publish.release.taking_out import Kept, Said, taken_out_of

COLUMNS = [column.name for column in codebook.columns("postings")]
DESCRIPTION = codebook.column("postings", "description")
TEXTS = [
    "Contact Wanda Kowalczyk at wanda@example.org or 202-555-0123. Wanda decides.",
    "Nothing to take out here.",
    "Attn: Jane Doe; Jane Doe, jane@example.org",
    "[name] is printed by the board itself. Call 202-555-0199.",
    "Attn: [name], Jane Doe",
]


def postings(texts: Sequence[str]) -> list[list[Any]]:
    return [
        [
            "" if name not in ("posting_id", "description") else f"a:{number}" if name == "posting_id" else text
            for name in COLUMNS
        ]
        for number, text in enumerate(texts)
    ]


def noting(looked: list[int]) -> Callable[[Sequence[Said]], list[Kept]]:
    def look(rows: Sequence[Said]) -> list[Kept]:
        looked.append(len(rows))
        return taken_out_of(rows)

    return look


def change(posting_id: str, old: str, new: str, field: str = "title") -> list[str]:
    said = {"posting_id": posting_id, "field": field, "old": old, "new": new}
    return [said.get(column.name, "") for column in codebook.columns("changes")]


@pytest.mark.parametrize("text", TEXTS)
def test_a_redacted_text_is_made_again_from_its_edits(text: str) -> None:
    shown, _ = redacted(text, DESCRIPTION)
    found = edits(text, shown)
    assert found is not None
    assert edited(text, found) == shown


def test_the_edits_tell_whom_a_text_named() -> None:
    found = edits(TEXTS[0], redacted(TEXTS[0], DESCRIPTION)[0])
    assert found is not None
    assert cut_out(TEXTS[0], found, NAME) == ["Wanda Kowalczyk", "Wanda"]


@given(st.lists(st.sampled_from(["[name]", "[e-mail]", "a", "b", " ", ", ", "Jane"])), st.text("ab ,Je", max_size=12))
def test_edits_are_exact_or_none(pieces: list[str], before: str) -> None:
    found = edits(before, "".join(pieces))
    assert found is None or edited(before, found) == "".join(pieces)


def test_only_what_has_changed_is_looked_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(module, "taken_out_of", noting(looked))
    shown = []
    for texts in (TEXTS, TEXTS, [*TEXTS[:4], "Attn: Bo Diaz"]):
        redaction = Redaction(Memory(tmp_path / "kept.db"))
        shown.append((list(redaction.rows("postings", postings(texts))), dict(redaction.counts)))
        redaction.close()
    from_nothing = Redaction()
    assert shown[0] == shown[1] == (list(from_nothing.rows("postings", postings(TEXTS))), from_nothing.counts)
    assert looked[:3] == [5, 0, 1]


def test_what_a_job_has_from_its_posting_is_not_looked_through_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    monkeypatch.setattr(module, "taken_out_of", noting(looked))
    redaction = Redaction(Memory(tmp_path / "kept.db"))
    shown = list(redaction.rows("postings", postings(TEXTS)))
    columns = [column.name for column in codebook.columns("jobs")]
    jobs = [[text if name == "description" else "" for name in columns] for text in [*TEXTS, "Attn: Bo Diaz"]]
    again = list(redaction.rows("jobs", jobs))
    assert looked == [5, 1]
    assert [row[columns.index("description")] for row in again] == [
        *(row[COLUMNS.index("description")] for row in shown),
        f"Attn: {NAME}",
    ]
    assert redaction.counts["jobs", "description"] == redaction.counts["postings", "description"] + Counter({NAME: 1})


def test_another_employer_or_mailbox_is_another_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr(module, "taken_out_of", noting(looked))
    redaction = Redaction(Memory(tmp_path / "kept.db"))
    for column, cell in (("employer", "Jane Doe Center"), ("apply_url", "mailto:xkowal@example.org"), ("url", "a")):
        row = postings(["Ask Xenia Xkowal about it."])[0]
        row[COLUMNS.index(column)] = cell
        list(redaction.rows("postings", [row]))
    assert looked == [1, 1, 1]


def test_nothing_that_was_taken_out_is_remembered(tmp_path: Path) -> None:
    redaction = Redaction(Memory(tmp_path / "kept.db"))
    list(redaction.rows("postings", postings(TEXTS)))
    redaction.close()
    kept = (tmp_path / "kept.db").read_bytes()
    assert not any(word in kept for word in (b"Wanda", b"Kowalczyk", b"wanda@", b"555-0", b"decides"))


def test_other_rules_begin_a_new_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    redaction = Redaction(Memory(tmp_path / "kept.db"))
    list(redaction.rows("postings", postings(TEXTS)))
    redaction.close()
    monkeypatch.setattr("unionjobs_scraper.publish.release.memory.rules", lambda: "other")
    looked: list[int] = []
    monkeypatch.setattr(module, "taken_out_of", noting(looked))
    list(Redaction(Memory(tmp_path / "kept.db")).rows("postings", postings(TEXTS)))
    assert looked == [5]


@pytest.mark.parametrize("remembered", [False, True])
def test_whom_a_posting_names_is_masked_in_its_other_tables(tmp_path: Path, *, remembered: bool) -> None:
    for _ in range(2 if remembered else 1):
        redaction = Redaction(Memory(tmp_path / "kept.db"))
        list(redaction.rows("postings", postings(TEXTS)))
        rows = [
            change("a:0", "Organizer (with Wanda Kowalczyk)", "Organizer, team of Kowalczyk"),
            change("a:1", "Organizer (with Wanda Kowalczyk)", "Organizer"),
        ]
        shown = [
            dict(zip((c.name for c in codebook.columns("changes")), row, strict=True))
            for row in redaction.rows("changes", rows)
        ]
        redaction.close()
        assert (shown[0]["old"], shown[0]["new"]) == (f"Organizer (with {NAME})", f"Organizer, team of {NAME}")


def test_a_memory_that_cannot_be_written_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    redaction = Redaction(Memory(tmp_path / "file" / "kept.db"))
    assert list(redaction.rows("postings", postings(TEXTS))) == list(Redaction().rows("postings", postings(TEXTS)))
    redaction.close()


def test_each_database_has_a_memory_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert memory_of("sqlite:///a.db") != memory_of("sqlite:///b.db")
    assert tmp_path in (memory_of("sqlite:///a.db") or Path()).parents


def test_several_processes_give_the_same_rows_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WORTHWHILE", 1)
    monkeypatch.setattr(module, "ROWS", 2)
    rows = postings(TEXTS * 3)
    many = Redaction(processes=2)
    shown = list(many.rows("postings", rows))
    many.close()
    alone = Redaction()
    assert shown == list(alone.rows("postings", rows))
    assert many.counts == alone.counts
