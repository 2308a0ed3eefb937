"""The chain of differences over long times: `python -m lab.chain [LINKS [DAYS]]`.

First so many daily links (10,000: 27 years) are written, of sixty runs a day and postings that come, change and
leave, and verified, with the time that takes; then one byte is changed at places drawn at random, one after the
other, each of which must be found. Then a database lives through so many days (40) with a full release each day: one
mirror takes each link, another is away for the last 30 days and catches up at once; both, and the source, must end
with the same hashes.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sqlalchemy import insert, update

from lab.audit import START
from unionjobs_scraper.publish.release import making
from unionjobs_scraper.publish.release.chain import Broken, Cursor, catch_up, edits, head_text, links
from unionjobs_scraper.publish.release.edition import Edition, edition
from unionjobs_scraper.publish.release.verifying import chain_end, check_chain, check_sums
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.storage.queries.coverage import snapshot
from unionjobs_scraper.storage.schema import postings, runs, spells
from unionjobs_scraper.storage.values import cell_text

LINKS, DAYS, AWAY = 10_000, 40, 30
FLIPS = 20
KEPT = 1000
BOARDS = tuple(f"board{number:02}" for number in range(60))
SOURCES = ("board1", "board2", "board3")


def long_chain(folder: Path, count: int) -> Path:
    """Writes a chain of so many links, and a release at its end; returns the release's folder.

    Its links are those that `chain.append` would write, a test holds them equal; but for a table that only grows
    neither the differences nor the hash are taken over all of it each day.
    """
    (folder / "chain").mkdir(parents=True)
    (folder / "release/data").mkdir(parents=True)
    at, postings_ = Cursor(), ["posting_id,title,status\n"]
    runs_ = ["run_id,source\n"]
    grown, run = hashlib.sha256(), 0
    grown.update(runs_[0].encode())
    for day in range(count):
        before = postings_
        postings_ = _listed(day, before)
        started = [f"{run + place},{source}\n" for place, source in enumerate(BOARDS)]
        run += len(started)
        grown.update("".join(started).encode())
        held = len(runs_) if day else 0
        runs_ += started
        lines = [
            _line("postings", _hash(postings_), edits(before if day else [], postings_)),
            _line("runs", grown.hexdigest(), [[0, held], *started] if day else list(runs_)),
        ]
        at = _written(folder / "chain", at, _day(day), lines)
    for name, records in (("postings", postings_), ("runs", runs_)):
        (folder / f"release/data/{name}.csv").write_text("".join(records), encoding="utf-8", newline="")
    (folder / "release/chain.json").write_text(head_text(at), encoding="utf-8")
    return folder / "release"


def _listed(day: int, before: list[str]) -> list[str]:
    """The postings of a day: one more, an edit each third day, and none that is older than `KEPT` days."""
    listed = [*before, f'board{day % 3}:{day},"Organizer, day {day}",open\n']
    if day % 3 == 0:
        place = 1 + day % (len(listed) - 1)
        listed[place] = listed[place].replace("open", "closed")
    return listed if len(listed) <= KEPT else [listed[0], *listed[2:]]


def _day(day: int) -> Edition:
    at = START + timedelta(days=day)
    return Edition(version=f"{at:%Y.%m.%d}", as_of=at, created=at)


def _line(name: str, digest: str, steps: list[Any]) -> dict[str, Any]:
    return {"table": name, "sha256": digest, "edits": steps}


def _hash(records: list[str]) -> str:
    return hashlib.sha256("".join(records).encode()).hexdigest()


def _written(chain: Path, at: Cursor, edition_: Edition, lines: list[dict[str, Any]]) -> Cursor:
    head = {
        "link": at.number + 1,
        "previous": at.hash,
        "version": edition_.version,
        "as_of": cell_text(edition_.as_of),
        "gone": [],
    }
    told = [json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in (head, *lines)]
    content = "".join(told).encode()
    (chain / f"{at.number + 1:06}.jsonl").write_bytes(content)
    return Cursor(at.number + 1, hashlib.sha256(content).hexdigest())


def flips_found(release: Path, chain: Path, count: int, seed: int = 1) -> int:
    """Of so many single bytes that are changed at random places of the chain, how many `check_chain` finds."""
    dice, found = random.Random(seed), 0  # noqa: S311 - nothing secret
    paths = links(chain)
    for path in dice.choices(paths, [path.stat().st_size for path in paths], k=count):
        whole = path.read_bytes()
        place = dice.randrange(len(whole))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << dice.randrange(8))]) + whole[place + 1 :])
        try:
            check_chain(release, chain)
        except Broken:
            found += 1
        path.write_bytes(whole)
    return found


def month(folder: Path, days: int, away: int) -> tuple[int, int]:
    """Makes a full release a day with two mirrors, of which one is away at the end; returns links, and links caught up.

    Raises `Broken` where the mirrors do not end with the source's hashes, or a release is not what the links make.
    """
    database = Database(f"sqlite:///{folder}/year.db")
    source, faithful, absent = (folder / name for name in ("chain", "faithful", "absent"))
    for day in range(days):
        _live(database, day)
        with snapshot(database) as frozen:
            at = edition(frozen)
            making.make(frozen, folder / "release", at, delay=2.0, crawled=SOURCES, chain=source)
        catch_up(source, faithful)
        if day < days - away:
            catch_up(source, absent)
    database.close()
    end, caught_up = catch_up(source, absent)
    hashes = [[path.read_bytes() for path in links(each)] for each in (source, faithful, absent)]
    if not hashes[0] == hashes[1] == hashes[2] or chain_end(absent) != end:
        raise Broken("the mirrors do not end with the hashes of the source")
    check_sums(folder / "release")
    check_chain(folder / "release", absent)
    return end.number, caught_up


def _live(database: Database, day: int) -> None:
    """A day: each board has a complete run and a new posting, and one of a week ago ends."""
    at = START + timedelta(days=day)
    with database.write() as connection:
        for source in SOURCES:
            run = connection.execute(
                insert(runs),
                {"source": source, "started_at": at, "finished_at": at, "verdict": "complete", "listed": 1},
            ).inserted_primary_key
            assert run is not None
            id_ = f"{source}:{day}"
            seen = {"first_seen": at, "last_seen": at, "open_by": at, "status": "open", "spells": 1}
            connection.execute(
                insert(postings),
                {"posting_id": id_, "source": source, "source_id": str(day), "title": f"Organizer {day}", **seen},
            )
            connection.execute(insert(spells), {"posting_id": id_, "spell": 1, "open_by": at, "opened_run": run[0]})
            gone = {"closed_after": at - timedelta(days=1), "closed_by": at, "closed_reason": "gone"}
            old = f"{source}:{day - 7}"
            connection.execute(update(postings).where(postings.c.posting_id == old).values(status="closed", **gone))
            connection.execute(update(spells).where(spells.c.posting_id == old).values(closed_run=run[0], **gone))


def main(arguments: Sequence[str]) -> int:
    """Prints what was found; 1 where a changed byte was not, or verifying took over a minute."""
    count, days = map(int, (*arguments, *(str(each) for each in (LINKS, DAYS)[len(arguments) :])))
    with TemporaryDirectory() as place:
        release = long_chain(Path(place), count)
        begun = perf_counter()
        check_chain(release, Path(place) / "chain")
        took = perf_counter() - begun
        found = flips_found(release, Path(place) / "chain", FLIPS)
    print(f"{count:,} links: verified in {took:.1f} s; {found} of {FLIPS} changed bytes found")
    with TemporaryDirectory() as place:
        end, caught_up = month(Path(place), days, min(AWAY, days - 1))
    print(f"{days} daily releases: {end} links; a mirror that was away caught up {caught_up}, with the same hashes")
    return int(found < FLIPS or took > 60)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
