"""The sheet of an audit: what a person judges, blind to what the program decided, and the key that knows."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.files import replacing
from unionjobs_scraper.publish.release.audit_score import Audit, Found, Stratum
from unionjobs_scraper.publish.writers import guarded, unguarded
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.audit import Drawable, drawables, shown
from unionjobs_scraper.storage.queries.coverage import age
from unionjobs_scraper.storage.values import cell_text

COLUMNS = (
    "item",
    "asked_at",
    "source",
    "title",
    "employer",
    "url",
    "evidence_url",
    "evidence_status",
    "evidence",
    "answer",
    "note",
)
ANSWERS = ("open", "closed", "unclear")
"""Was the posting open to applicants at `asked_at`? An empty answer counts as unclear."""
KINDS = {"closing": "closings", "open": "opens"}
WRONG = {"closing": "open", "open": "closed"}
"""By what was decided: the answer that says it was wrong."""
_LONGEST_FIELD = 1 << 24


def allotted(populations: Mapping[str, int], n: int) -> dict[str, int]:
    """How many of `n` each stratum gives: in proportion, by largest remainders, one at least where `n` suffices."""
    total = sum(populations.values())
    n = min(n, total)
    if not n:
        return dict.fromkeys(populations, 0)
    quotas = {name: n * size / total for name, size in populations.items()}
    given = {name: int(quota) for name, quota in quotas.items()}
    if n >= len(populations):
        given = {name: max(1, count) for name, count in given.items()}
    while sum(given.values()) > n:
        most = max((name for name in given if given[name] > 1), key=lambda name: (given[name] - quotas[name], name))
        given[most] -= 1
    by_remainder = sorted(quotas, key=lambda name: (given[name] - quotas[name], name))
    for name in by_remainder:
        if sum(given.values()) < n and given[name] < populations[name]:
            given[name] += 1
    return given


def drawn(every: Iterable[Drawable], n: int, seed: int) -> tuple[list[Drawable], dict[str, dict[str, int]]]:
    """Draws `n` items, half of them closings; also tells how many there are, by kind and stratum.

    Each item has a number that the seed and its own id give, and the lowest are drawn: no order of rows matters.
    """
    strata: dict[str, dict[str, list[Drawable]]] = {kind: defaultdict(list) for kind in KINDS}
    for each in every:
        strata[each.kind][each.stratum].append(each)
    sizes = {kind: {name: len(held) for name, held in sorted(of.items())} for kind, of in strata.items()}
    closings = min(n // 2, sum(sizes["closing"].values()))
    opens = min(n - closings, sum(sizes["open"].values()))
    chosen = []
    for kind, count in (("closing", n - opens), ("open", opens)):
        for name, share in allotted(sizes[kind], count).items():
            chosen += sorted(strata[kind][name], key=lambda each: _number(seed, each))[:share]
    return sorted(chosen, key=lambda each: _number(seed + 1, each)), sizes


def _number(seed: int, each: Drawable) -> bytes:
    return hashlib.blake2b(f"{seed}\x1f{each.kind}\x1f{each.posting_id}\x1f{each.spell}".encode()).digest()


def draw(database: Database, sheet: Path, *, n: int, seed: int, sources: Sequence[str]) -> int:
    """Writes a sheet and, beside it, its key; returns the number of items. Raises `SettingError`.

    `sources`: the register's; an open posting of another source is unknown, and not asked about.
    """
    moment = age(database).last_run
    items, sizes = drawn(drawables(database, moment, sources), n, seed) if moment else ([], {})
    if not items:
        raise SettingError("there is no closing and no open posting to draw from")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, each in enumerate(items, start=1):
        told = shown(database, each)
        facts = (told.asked_at, *told[:4], *told[5:])
        writer.writerow((number, *(guarded(cell_text(value)) for value in facts), "", ""))
    key = {
        "drawn_at": cell_text(moment),
        "seed": seed,
        "strata": [
            {"kind": kind, "stratum": name, "population": size}
            for kind, of in sizes.items()
            for name, size in of.items()
        ],
        "items": {number: each._asdict() for number, each in enumerate(items, start=1)},
    }
    with replacing(sheet) as part:
        part.write_text(text.getvalue(), encoding="utf-8", newline="")
    with replacing(key_of(sheet)) as part:
        part.write_text(json.dumps(key, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return len(items)


def key_of(sheet: Path) -> Path:
    """Where the key of a sheet lies."""
    return sheet.with_suffix(".key.json")


def score(sheet: Path) -> Audit:
    """What a filled sheet says. Raises `SettingError`."""
    try:
        key = json.loads(key_of(sheet).read_text(encoding="utf-8"))
        answers = _answers(sheet)
        known = {str(number): Drawable(**each) for number, each in key["items"].items()}
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise SettingError(f"{sheet} and its key cannot be read ({error}): scrapy audit draw writes both") from error
    if strange := sorted(set(answers) - set(known)):
        raise SettingError(f"{sheet}: item {strange[0]} was not drawn")
    found = {kind: _found(kind, key["strata"], known, answers) for kind in KINDS}
    return Audit(drawn_at=key["drawn_at"], seed=key["seed"], **{KINDS[kind]: each for kind, each in found.items()})


def _answers(sheet: Path) -> dict[str, str]:
    csv.field_size_limit(_LONGEST_FIELD)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    answers = {row["item"].strip(): unguarded(row["answer"] or "").strip().lower() for row in rows}
    for item, answer in answers.items():
        if answer not in ("", *ANSWERS):
            raise SettingError(f"{sheet}: item {item} is answered {answer!r}; the answers are {', '.join(ANSWERS)}")
    return answers


def _found(
    kind: str, strata: Sequence[Mapping[str, Any]], known: Mapping[str, Drawable], answers: Mapping[str, str]
) -> Found:
    """The rate of one kind."""
    asked = [(each, answers.get(item, "")) for item, each in known.items() if each.kind == kind]
    judged = [(each, answer) for each, answer in asked if answer in ("open", "closed")]
    return Found(
        strata=tuple(
            Stratum(
                name=each["stratum"],
                population=int(each["population"]),
                judged=sum(item.stratum == each["stratum"] for item, _ in judged),
                wrong=sum(item.stratum == each["stratum"] and answer == WRONG[kind] for item, answer in judged),
            )
            for each in strata
            if each["kind"] == kind
        ),
        unclear=len(asked) - len(judged),
    )
