"""docs/analysis.ipynb: from the exported CSV to a table, a plot and a survival curve."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from lab.program.program import ROOT, Program
from tests.support.small_history import FIELD, FRIDAY, RESEARCHER, end, week
from tests.support.stored import page, store
from unionjobs_scraper.storage.database import Database

pytestmark = pytest.mark.slow

NOTEBOOK = ROOT / "docs" / "analysis.ipynb"


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    """The export of a small history in which several postings appeared and ended."""
    database = Database(f"sqlite:///{tmp_path}/unionjobs.db")
    week(database)
    more = [
        replace(RESEARCHER, source_id=str(number), title=title, union_abbr="'27", employer=f"Local {number}")
        for number, title in enumerate(("=SUM(A1)", "Clerk", "Attorney", "Economist"), start=1)
    ]
    store(database, FRIDAY, *(page(item, FRIDAY) for item in more))
    for days, item in enumerate(more[:3], 3):
        end(database, FRIDAY + timedelta(days=days), item.source_id)
    end(database, FRIDAY + timedelta(days=9), FIELD.source_id)
    database.close()
    path = tmp_path / "postings.csv"
    program = Program(database.url.render_as_string(), run_at="2026-05-20T06:00:00Z", settings={})
    for table in ("postings", "stretches", "counts", "spells", "runs"):
        path.with_name(f"{table}.csv").write_text(program.csv(table), encoding="utf-8", newline="")
    assert "'=SUM(A1)" in path.read_text(encoding="utf-8")
    return path


def executed(csv: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Any]]:
    """The outputs of every cell, by the cell's id."""
    monkeypatch.setenv("UNIONJOBS_POSTINGS", str(csv))
    monkeypatch.setenv("PYTHONWARNINGS", "error::FutureWarning")
    monkeypatch.setenv("IPYTHONDIR", str(csv.parent / "ipython"))
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    notebook.cells.append(
        nbformat.v4.new_code_cell(  # type: ignore[no-untyped-call]
            "print(sorted(set(postings['title'])), sorted(set(postings['union_abbr'])))"
        )
    )
    place = {"metadata": {"path": str(NOTEBOOK.parent)}}
    NotebookClient(notebook, timeout=300, startup_timeout=300, resources=place).execute()
    return {cell.id: cell.outputs for cell in notebook.cells if cell.cell_type == "code"}


def test_it_runs_on_an_export(csv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs = executed(csv, monkeypatch)
    said = {name: "".join(each.get("text", "") for each in parts) for name, parts in outputs.items()}
    assert said["read"] == "7 postings, 3 of them open\n"
    (table,) = (part for part in outputs["table"] if part.output_type == "execute_result")
    for words in ("UNITE HERE", "research", "representation", "(none)", "all"):
        assert words in table.data["text/html"]
    for name in ("plot", "curve"):
        assert any("image/png" in part.get("data", {}) for part in outputs[name])
        assert [part for part in outputs[name] if part.output_type == "error" or part.get("name") == "stderr"] == []
    assert said["curve"] == "8 stretches, 5 of them ended; more than half are open after 0 days\n"
    added = list(said.values())[-1]
    titles = [
        "=SUM(A1)",
        "Attorney",
        "Bargaining Representative",
        "Clerk",
        "Economist",
        "Field Organizer",
        "Researcher",
    ]
    assert str(titles) in added  # the guarding apostrophe is gone
    assert '"\'27"' in added  # and one that was there is not


def test_it_is_committed_clean_and_short() -> None:
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    lines = 0
    for cell in notebook.cells:
        assert cell.metadata == {}
        if cell.cell_type == "code":
            assert (cell.outputs, cell.execution_count) == ([], None)
            ast.parse(cell.source)
        lines += cell.source.count("\n") + 1
    assert lines <= 90  # a page
