"""The labelled pairs as a benchmark that others can use: `python -m lab.accuracy.pairs.benchmark DIR`.

Writes postings without labels, the labels apart, a scorer that needs Python alone, and a card. Two writings are equal
byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lab.accuracy.pairs.worlds import FOLDER

PARTS = ("tuning", "held_out")
LABELS = ("pairs", "why", "situation")
"""What of a world tells its labels."""
LABEL_OF_POSTING = ("job", "employer_key")

CARD = """# Which job postings advertise the same opening

{worlds} worlds with {postings:,} postings and {pairs:,} labelled pairs: unions' staff jobs on several boards over some
time. Structure and traps are those of real boards; the words are invented. The set comes with the program
unionjobs_scraper, whose linker was tuned on the part `tuning` alone; `held_out` measures.

- `PART.jsonl`: a world a line, with `name`, `country` and `postings`; a posting's `key` is its own within its world.
- `PART.labels.jsonl`: a world a line, with `name`, `situation`, `why` and `pairs`: two keys, the relation (`same_ad`:
  one opening, advertised on both at the same time; `repost`: one opening, advertised again; `different`), the reason.
- `score.py`: precision, recall and F1 of an answer, by situation.

An answer is a JSON Lines file with a world a line: `{{"name": …, "groups": {{"KEY": "GROUP", …}}}}`. Postings of one
group are one opening; a posting without a group is alone.

    python score.py held_out.labels.jsonl answer.jsonl

Licence: CC0 1.0 for the set, MIT for score.py.
"""
SCORER = '''"""Scores an answer: python score.py PART.labels.jsonl answer.jsonl (SPDX-License-Identifier: MIT)."""

import json
import sys
from collections import Counter, defaultdict


def main(labels, answer):
    groups = {world["name"]: world["groups"] for world in map(json.loads, open(answer, encoding="utf-8"))}
    counts = defaultdict(Counter)
    for world in map(json.loads, open(labels, encoding="utf-8")):
        given = groups.get(world["name"], {})
        for a, b, relation, _ in world["pairs"]:
            together = a in given and given[a] == given.get(b)
            cell = ("t" if together == (relation != "different") else "f") + ("p" if together else "n")
            for name in ("all", world["situation"]):
                counts[name][cell] += 1
    print(f"{'situation':36} {'pairs':>6} {'precision':>9} {'recall':>7} {'F1':>6}")
    for name in ["all", *sorted(set(counts) - {"all"})]:
        of = counts[name]
        precision = of["tp"] / (of["tp"] + of["fp"] or 1)
        recall = of["tp"] / (of["tp"] + of["fn"] or 1)
        f1 = 2 * of["tp"] / (2 * of["tp"] + of["fp"] + of["fn"] or 1)
        print(f"{name:36} {sum(of.values()):6} {precision:9.3f} {recall:7.3f} {f1:6.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
'''


def write(folder: Path) -> Sequence[Path]:
    """Writes the benchmark into a folder, and returns its files."""
    folder.mkdir(parents=True, exist_ok=True)
    worlds = [json.loads(line) for file in sorted(FOLDER.glob("*.jsonl")) for line in _lines(file)]
    texts = {"README.md": _card(worlds), "score.py": SCORER}
    for part in PARTS:
        own = [world for world in worlds if world["part"] == part]
        texts[f"{part}.jsonl"] = "".join(f"{_json(_asked(world))}\n" for world in own)
        texts[f"{part}.labels.jsonl"] = "".join(f"{_json(_label(world))}\n" for world in own)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in texts]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _asked(world: Mapping[str, Any]) -> Mapping[str, Any]:
    postings = [
        {name: cell for name, cell in posting.items() if name not in LABEL_OF_POSTING} for posting in world["postings"]
    ]
    return {"name": _hidden(world), "country": world["country"], "postings": postings}


def _label(world: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"name": _hidden(world), **{name: world[name] for name in LABELS}}


def _hidden(world: Mapping[str, Any]) -> str:
    """A name that does not tell the situation, as the world's own does."""
    return hashlib.sha256(world["name"].encode()).hexdigest()[:10]


def _card(worlds: Sequence[Mapping[str, Any]]) -> str:
    return CARD.format(
        worlds=len(worlds),
        postings=sum(len(world["postings"]) for world in worlds),
        pairs=sum(len(world["pairs"]) for world in worlds),
    )


def main(arguments: Sequence[str]) -> int:
    """Returns 2 without a folder."""
    if len(arguments) != 1:
        print("one folder is needed: python -m lab.accuracy.pairs.benchmark DIR", file=sys.stderr)
        return 2
    print("\n".join(map(str, write(Path(arguments[0])))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
