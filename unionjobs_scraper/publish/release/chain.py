r"""A chain of differences: each file tells how one release's tables came from those before, and has the hash before.

A link is a JSON Lines file, `000001.jsonl`, `000002.jsonl`, …. Its first line has its number, the SHA-256 of the file
before (64 zeros for the first), and version and time of its release; each further line has one table that differs:

    {"table": "runs", "sha256": "…", "edits": [[0, 120], "a new record\n", [121, 7]]}

`edits` makes the new CSV: a pair takes so many records of the old one from that place on (the header line is record 0),
a text is a new record. Whoever has the last link's hash can tell that nothing before it was changed, and whoever has
any release and the links after it can make the newest, byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unionjobs_scraper.errors import SettingError
from unionjobs_scraper.publish.files import replacing
from unionjobs_scraper.publish.release.edition import Edition
from unionjobs_scraper.publish.release.tables import Sheet
from unionjobs_scraper.storage.values import cell_text

FIRST = "0" * 64
"""What the first link has for the hash of the one before."""
HEAD = "chain.json"
"""In a release: number and hash of its link."""
_NAME = re.compile(r"(\d{6})\.jsonl")
_RECORD = re.compile(r'(?:[^"\n]|"(?:[^"]|"")*")*\n')
"""A record of a CSV that `writers.write_csv` wrote, with its line's end."""
Records = list[str]
Tables = dict[str, Records]


class Broken(SettingError):
    """A chain or a release that is not what its hashes say."""

    exit_status = 1


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a chain is known: the number of a link and the hash of its file."""

    number: int = 0
    hash: str = FIRST


def records(text: str) -> Records:
    """A CSV's records, the header first."""
    if '"' in text:
        return _RECORD.findall(text)
    return [f"{line}\n" for line in text.split("\n")[:-1]]  # splitlines would part at signs that a cell may hold


def edits(old: Records, new: Records) -> list[Any]:
    """What makes `new` of `old`, in one pass: both are in the same order where they agree."""
    places: dict[str, list[int]] = {}
    for place in range(len(old) - 1, -1, -1):
        places.setdefault(old[place], []).append(place)
    made: list[Any] = []
    at = 0
    for record in new:
        free = places.get(record, [])
        while free and free[-1] < at:
            free.pop()
        if not free:
            made.append(record)
            continue
        place = free.pop()
        if made and isinstance(made[-1], list) and made[-1][0] + made[-1][1] == place:
            made[-1][1] += 1
        else:
            made.append([place, 1])
        at = place + 1
    return made


def edited(old: Records, steps: Sequence[Any]) -> Records:
    """The inverse of `edits`. Raises `Broken` for steps that reach beyond the records."""
    made: Records = []
    for step in steps:
        if isinstance(step, str):
            made.append(step)
            continue
        start, count = step
        if not 0 <= start <= start + count <= len(old):
            raise Broken(
                f"a step takes records {start} to {start + count} of {len(old)}: the release before is another"
            )
        made += old[start : start + count]
    return made


def links(folder: Path) -> list[Path]:
    """The links of a chain in their order. Raises `Broken` where one is missing."""
    found = sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name)) if folder.is_dir() else []
    for number, path in enumerate(found, start=int(found[0].stem) if found else 1):
        if int(path.stem) != number:
            raise Broken(f"{folder}: link {number:06} is missing")
    return found


def append(folder: Path, edition: Edition, old: Tables, new: Mapping[str, Records]) -> Cursor:
    """Writes the next link of a chain, which may begin with it, and returns it; none where nothing differs.

    Raises `SettingError` and `Broken`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    last = cursor(folder)
    if last.number and old == new:
        return last
    head = {
        "link": last.number + 1,
        "previous": last.hash,
        "version": edition.version,
        "as_of": cell_text(edition.as_of),
        "gone": sorted(set(old) - set(new)),
    }
    lines = [head, *(_line(name, old.get(name, []), held) for name, held in new.items() if old.get(name) != held)]
    content = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    path = folder / f"{last.number + 1:06}.jsonl"
    with replacing(path) as part:
        part.write_bytes(content.encode("utf-8", "surrogatepass"))
    return Cursor(last.number + 1, _hash(content.encode("utf-8", "surrogatepass")))


def _line(name: str, old: Records, new: Records) -> dict[str, Any]:
    content = "".join(new).encode("utf-8", "surrogatepass")
    return {"table": name, "sha256": _hash(content), "edits": edits(old, new)}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def cursor(folder: Path) -> Cursor:
    """The end of a chain, by its last file."""
    found = links(folder)
    return Cursor(int(found[-1].stem), _hash(found[-1].read_bytes())) if found else Cursor()


def read(folder: Path, after: Cursor | None = None) -> Iterator[tuple[Cursor, list[dict[str, Any]]]]:
    """Yields the links after a cursor, each checked against the hash of the one before. Raises `Broken`."""
    at = after or Cursor()
    for path in links(folder):
        number = int(path.stem)
        if number < at.number:
            continue
        content = path.read_bytes()
        if number == at.number:
            if _hash(content) != at.hash:
                raise Broken(
                    f"{path} is not the file that was seen before: its bytes were changed, or the chain is another"
                )
            continue
        lines = _lines(path, content)
        if lines[0].get("link") != number or lines[0].get("previous") != at.hash:
            raise Broken(f"{path} does not follow {number - 1:06}.jsonl: bytes of one of the two were changed")
        at = Cursor(number, _hash(content))
        yield at, lines


def _lines(path: Path, content: bytes) -> list[dict[str, Any]]:
    try:
        lines = [json.loads(line) for line in content.decode("utf-8", "surrogatepass").split("\n") if line]
    except ValueError as error:
        raise Broken(f"{path} is no link: {error}") from error
    if not lines or not all(isinstance(line, dict) for line in lines):
        raise Broken(f"{path} is no link: it has no lines of JSON objects")
    return lines


def tables_of(folder: Path, sheets: Sequence[Sheet] | None = None) -> Tables:
    """The tables of a release as records; those of `sheets`, else every CSV that is there."""
    paths = [folder / sheet.path for sheet in sheets] if sheets is not None else sorted((folder / "data").glob("*.csv"))
    return {path.stem: records(path.read_bytes().decode("utf-8", "surrogatepass")) for path in paths}


def rebuild(folder: Path, before: Tables, after: Cursor | None = None) -> tuple[Cursor, Tables]:
    """The tables at the end of a chain, made of those at a cursor. Raises `Broken`."""
    tables = {name: list(held) for name, held in before.items()}
    at, sums = after or Cursor(), dict[str, str]()
    for now, lines in read(folder, after):
        at = now
        try:
            sums |= _taken(tables, lines)
        except (KeyError, TypeError, ValueError) as error:
            raise Broken(f"{folder}/{at.number:06}.jsonl is no link: its bytes were changed ({error!r})") from error
    for name, expected in sums.items():
        if name in tables and _hash("".join(tables[name]).encode("utf-8", "surrogatepass")) != expected:
            raise Broken(f"{folder}: the table {name} made of the differences is not what link {at.number:06} says")
    return at, tables


def _taken(tables: Tables, lines: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Changes the tables as a link says; returns the hashes that they should have. Raises what a spoiled link does."""
    for name in lines[0].get("gone", ()):
        tables.pop(name, None)
    for line in lines[1:]:
        held, steps = tables.get(line["table"], []), line["edits"]
        if steps and steps[0] == [0, len(held)] and all(isinstance(step, str) for step in steps[1:]):
            held.extend(steps[1:])  # a table that only grows, as runs does: what it holds is not copied
        else:
            tables[line["table"]] = edited(held, steps)
    return {line["table"]: line["sha256"] for line in lines[1:]}


def head_of(folder: Path) -> Cursor | None:
    """The link that a release is at, by its own word; None where it is of no chain."""
    try:
        known = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        return Cursor(int(known["link"]), str(known["sha256"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def head_text(at: Cursor) -> str:
    """What `head_of` reads."""
    return json.dumps({"link": at.number, "sha256": at.hash}) + "\n"


def extend(folder: Path, edition: Edition, earlier: Path, new: Tables) -> Cursor:
    """Writes the link from the chain's end to a new release's tables.

    `earlier`: where the release before may be; where it is not at the chain's end, the tables are rebuilt from the
    chain. Raises `SettingError` and `Broken`.
    """
    at = cursor(folder)
    old = tables_of(earlier) if at.number and head_of(earlier) == at else rebuild(folder, {})[1]
    return append(folder, edition, old, new)


def catch_up(source: Path, mirror: Path) -> tuple[Cursor, int]:
    """Copies to a mirror the links that it lacks, each checked. Returns the mirror's end, and how many were copied.

    Raises `Broken` where the mirror's last link is not the source's, and copies none from there on.
    """
    mirror.mkdir(parents=True, exist_ok=True)
    at, copied = cursor(mirror), 0
    for now, _ in read(source, at):
        content = (source / f"{now.number:06}.jsonl").read_bytes()
        if _hash(content) != now.hash:
            raise Broken(f"{source}: link {now.number:06} changed while it was copied")
        with replacing(mirror / f"{now.number:06}.jsonl") as part:
            part.write_bytes(content)
        at, copied = now, copied + 1
    return at, copied
