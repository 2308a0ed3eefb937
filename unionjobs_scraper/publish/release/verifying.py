"""What `scrapy verify` checks: a release against its checksums, and against the chain of differences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from unionjobs_scraper.publish.release.chain import Broken, Cursor, cursor, head_of, rebuild, tables_of
from unionjobs_scraper.publish.release.folder import CHECKSUMS
from unionjobs_scraper.publish.release.tables import sha256


def check_sums(release: Path) -> int:
    """Returns how many files of a release are as its checksums say. Raises `Broken` naming one that is not."""
    try:
        lines = (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Broken(f"{release} is no release: {CHECKSUMS} cannot be read") from error
    expected = {name: known for known, _, name in (line.partition("  ") for line in lines) if name}
    for name, known in expected.items():
        path = release / name
        if not path.is_file():
            raise Broken(f"{path} is missing")
        if sha256(path) != known:
            raise Broken(f"{path} was changed: it is not what {CHECKSUMS} says")
    for name in _files(release):
        if name not in expected and name != CHECKSUMS:
            raise Broken(f"{release / name} is none of the release's files")
    return len(expected)


def _files(release: Path) -> Iterator[str]:
    return (path.relative_to(release).as_posix() for path in sorted(release.rglob("*")) if path.is_file())


def check_chain(release: Path, chain: Path, earlier: Path | None = None) -> Cursor:
    """Rebuilds a release from the chain and compares it byte for byte; returns the chain's end.

    `earlier`: a release of the same chain to begin from; without, the chain is followed from its first link. Raises
    `Broken`.
    """
    begin, before = None, {}
    if earlier is not None:
        begin = head_of(earlier)
        if begin is None:
            raise Broken(f"{earlier} is of no chain: it has no chain.json")
        before = tables_of(earlier)
    head = head_of(release)
    if head is None:
        raise Broken(f"{release} is of no chain: it has no chain.json")
    end, tables = rebuild(chain, before, begin)
    if end != head:
        raise Broken(
            f"{chain} ends with link {end.number:06} ({end.hash[:12]}…), {release} is at {head.number:06}"
            f" ({head.hash[:12]}…): bytes of the last link were changed, or one of the two is older"
        )
    _compare(release, tables_of(release), tables)
    return end


def _compare(release: Path, held: dict[str, list[str]], made: dict[str, list[str]]) -> None:
    if set(held) != set(made):
        raise Broken(f"{release}: the differences make other tables: {', '.join(sorted(set(held) ^ set(made)))}")
    for name, records in held.items():
        if records != made[name]:
            line = next((n for n, pair in enumerate(zip(records, made[name], strict=False)) if pair[0] != pair[1]), 0)
            raise Broken(f"{release}/data/{name}.csv is not what the differences make: record {line} differs")


def chain_end(chain: Path) -> Cursor:
    """The end of a chain of which every link was checked. Raises `Broken`."""
    end, _ = rebuild(chain, {})
    if end != cursor(chain):
        raise Broken(f"{chain} changed while it was read")
    return end
