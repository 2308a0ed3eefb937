"""The benchmark of pairs: postings without their labels, and a scorer that needs Python alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from lab.accuracy.pairs import benchmark


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("benchmark")
    benchmark.write(made)
    return made


def scored(folder: Path, answer: list[dict[str, object]]) -> list[str]:
    """The scorer's words on all pairs of the held-out part."""
    path = folder / "answer.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in answer), encoding="utf-8")
    command = [sys.executable, "-I", str(folder / "score.py"), str(folder / "held_out.labels.jsonl"), str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    return str(ended.stdout).splitlines()[1].split()


def test_nothing_of_the_postings_tells_the_labels(folder: Path) -> None:
    for line in (folder / "held_out.jsonl").read_text("utf-8").splitlines():
        world = json.loads(line)
        assert set(world) == {"name", "country", "postings"}
        assert not {"job", "employer_key"} & {name for posting in world["postings"] for name in posting}
        assert not any(word in world["name"] for word in ("repost", "sister", "board"))


def test_the_scorer_knows_right_from_wrong(folder: Path) -> None:
    labels = [json.loads(line) for line in (folder / "held_out.labels.jsonl").read_text("utf-8").splitlines()]
    right = []
    for world in labels:
        groups: dict[str, str] = {}
        for a, b, relation, _ in world["pairs"]:
            if relation != "different":
                groups[b] = groups[a] = groups.get(a, groups.get(b, a))
        right.append({"name": world["name"], "groups": groups})
    assert scored(folder, right)[2:] == ["1.000", "1.000", "1.000"]
    assert scored(folder, [])[3] == "0.000"
    lumped = [
        {"name": world["name"], "groups": {key: "one" for a, b, *_ in world["pairs"] for key in (a, b)}}
        for world in labels
    ]
    _, _, precision, recall, _ = scored(folder, lumped)
    assert float(precision) < 0.9
    assert recall == "1.000"
