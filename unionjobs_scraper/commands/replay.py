"""`scrapy replay ARCHIVE [ARCHIVE …] [SOURCE …]`: the record from web archives, without the network."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.exceptions import UsageError

from unionjobs_scraper.boards import crawled
from unionjobs_scraper.errors import ArchiveError
from unionjobs_scraper.normalize.text import clean_line
from unionjobs_scraper.storage.database import Database
from unionjobs_scraper.terminal.command import OperatorCommand
from unionjobs_scraper.terminal.progress import Tell, bar

if TYPE_CHECKING:
    from unionjobs_scraper.archive.files import Part
    from unionjobs_scraper.archive.fold import Folded
    from unionjobs_scraper.archive.observing import Observed

WORTH = 4 * 1024 * 1024
"""Bytes for each process: with fewer it costs more to start than it saves."""
UNREAD_TOLD = 12
"""Kinds of list that were not understood that a summary names."""


class Command(OperatorCommand):
    """Observes the captures of archives, and folds them into the record."""

    usage = "[options] ARCHIVE [ARCHIVE …] [SOURCE …]"
    summary = "The record from web archives (WARC, ARC, WACZ), without the network"
    manual = (
        "Read web archives and make of them the record that crawls at those times would have made; nothing is fetched."
        " An ARCHIVE is a file or a folder of files: WARC, ARC or WACZ, packed or not, of whatever crawler, in any"
        " order; what two hold counts once. Of all sources, or of those named. Each readable list is a census. A"
        " posting that the next list lacks has ended between the two; its page counts at its own time. The same again"
        " with further files gives what all at once give. With --plan, only say what a CDX, CDXJ or columnar index"
        " offers: file, offset and length of each record to fetch. Exit status: 0, or 2 when something must be set"
        " right first."
    )
    takes = "*"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--plan", metavar="INDEX", action="append", default=[], help="print what to fetch from where"
        )
        parser.add_argument(
            "--processes", type=int, default=os.cpu_count() or 1, help="processes that work side by side"
        )
        parser.add_argument("--scheduler", metavar="ADDRESS", default="", help="a Dask scheduler; local starts one")
        parser.add_argument(
            "--observations",
            metavar="DIR",
            default="",
            help="keep what was observed, as Parquet; without archives: fold what it holds",
        )

    def carry_out(self, args: list[str], opts: argparse.Namespace) -> int:
        archives, names = _parted(args)
        if opts.plan:
            return _planned(opts.plan, names)
        if not archives and not opts.observations:
            raise UsageError("an archive is needed: scrapy replay ARCHIVE [ARCHIVE …] [SOURCE …]", print_help=False)
        with _folder(opts.observations) as folder, bar() as tell:
            if archives:
                self._observe(archives, names, folder, opts, tell)
            return self._fold(folder, opts.processes, tell)

    def _observe(
        self, archives: Sequence[Path], names: tuple[str, ...], folder: Path, opts: argparse.Namespace, tell: Tell
    ) -> None:
        from unionjobs_scraper.archive.files import found_files, parts
        from unionjobs_scraper.archive.observing import observed

        files = found_files(archives)
        tasks: list[Part] = []
        for path in files:
            try:
                tasks += parts(path)
            except ArchiveError as error:
                print(f"left out: {error}")
        done: list[Observed] = []
        processes = opts.processes if opts.scheduler else _worthwhile(opts.processes, files)
        for each in observed(tasks, folder, names, processes=processes, scheduler=opts.scheduler):
            done.append(each)
            tell("parts of archives", len(done), len(tasks))
        for line in _observed_told(len(files), done):
            print(line)

    def _fold(self, folder: Path, processes: int, tell: Tell) -> int:
        from unionjobs_scraper.archive import tables
        from unionjobs_scraper.archive.folding import folded

        assert self.settings
        if not tables.sources_in(folder):
            raise ArchiveError("no page of a source is in the archives; scrapy list names the sources")

        def linked(number: int) -> None:
            tell("postings linked", number, None)

        processes = _worthwhile(processes, folder.rglob("*.parquet"))
        database = Database.from_settings(self.settings)
        try:
            for each in folded(database, folder, self.now, linked, processes=processes):
                for line in _folded_told(each):
                    print(line)
        finally:
            database.close()
        return 0


def _worthwhile(processes: int, files: Iterable[Path]) -> int:
    """So many of the processes as the files are large enough for."""
    return min(processes, 1 + sum(path.stat().st_size for path in files) // WORTH)


def _parted(args: Sequence[str]) -> tuple[list[Path], tuple[str, ...]]:
    """The archives and the sources among the arguments. Raises `ArchiveError` for what is neither."""
    known = set(crawled())
    archives = [Path(each) for each in args if each not in known or Path(each).exists()]
    for path in archives:
        if not path.exists():
            hint = "" if path.suffix or "/" in str(path) else ", and no source of that name: scrapy list names them"
            raise ArchiveError(f"{path}: no such file{hint}")
    return archives, tuple(each for each in args if each in known and not Path(each).exists())


@contextmanager
def _folder(named: str) -> Iterator[Path]:
    if named:
        Path(named).mkdir(parents=True, exist_ok=True)
        yield Path(named)
        return
    with tempfile.TemporaryDirectory(prefix="unionjobs-observations-") as made:
        yield Path(made)


def _planned(indexes: Sequence[str], names: tuple[str, ...]) -> int:
    """Prints the records to fetch, a line each: file, offset, length, time, source, list or page, address."""
    from unionjobs_scraper.archive.plan import planned
    from unionjobs_scraper.archive.sources import Sources

    sources, left_out = Sources(names), Counter[str]()
    places = sorted({place for index in indexes for place in planned(Path(index), sources, left_out)})
    for place in places:
        print("\t".join(str(clean_line(str(getattr(place, name)))) for name in place.__slots__))
    size = sum(place.length for place in places)
    sys.stderr.write(
        f"{len(places):,} record(s) of {len({place.filename for place in places}):,} file(s), {size:,} bytes\n"
    )
    if left_out:
        sys.stderr.write(f"left out: {_counted(left_out)}\n")
    return 0


def _observed_told(files: int, done: Sequence[Observed]) -> Iterator[str]:
    captures = sum(each.captures for each in done)
    kinds: Counter[str] = sum((each.kinds for each in done), Counter())
    yield f"{files} file(s), {captures:,} capture(s): {_counted(kinds) or 'none of a source'}"
    by_file: dict[str, Counter[str]] = {}
    for each in done:
        by_file.setdefault(each.part.name, Counter()).update(each.left_out)
    for name, left_out in sorted(by_file.items()):
        if left_out:
            yield f"left out of {name}: {_counted(left_out)}"


def _folded_told(folded: Folded) -> Iterator[str]:
    lists = ", ".join(f"{count} {verdict}" for verdict, count in sorted(folded.lists.items())) or "none"
    yield f"{folded.source}: {folded.observed:,} observation(s); lists: {lists}"
    for (year, words), count in sorted(folded.unread.items())[:UNREAD_TOLD]:
        yield f"  {year}: {count} list(s) not understood: {words}"
    if folded.passed_over:
        yield f"  passed over: {_counted(folded.passed_over)}"


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
